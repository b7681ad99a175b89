//! Which of the places that there are now is the one that was decided on.
//!
//! No hash is an identity. What was decided and what is there now are held against each
//! other one to one, in rounds from the surest to the least sure; the rounds are those of
//! [`Tier`]. In a round, the pairs that are likest go first: where the difference of the
//! file puts the line, by subject, by the lines around, by order.
//!
//! It opens nothing: what it asks of a repository comes through [`Ground`].

mod handlers;
mod likeness;
mod rounds;
mod walk;

use crate::model::{FindingId, HandlerId};

use super::Anchor;
pub use walk::Landing;

/// How surely a place is the one that was decided on; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The same statement in the same handler.
    Statement,
    /// The same line in the same handler.
    Line,
    /// The same statement or line elsewhere: the file or the handler has another name, or
    /// the statement moved.
    Moved,
    /// The same place, but edited.
    Edited,
}

/// A place that was decided on, or that there is now.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The item that stands there; none for lines that a person chose.
    pub item: Option<&'a FindingId>,
    /// Its anchor.
    pub anchor: &'a Anchor,
}

/// The place that was decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Its 0-based index among the places that there are now.
    pub now: usize,
    /// How surely.
    pub tier: Tier,
}

/// What a repository can say of places.
pub trait Ground {
    /// Whether a handler that is not among those that are looked at stands in its file as
    /// before: then what was decided there has not moved.
    fn has_handler(&self, then: &Anchor) -> bool;

    /// Whether the statement, or the line, still stands in its file.
    fn has_statement(&self, then: &Anchor) -> bool;

    /// Whether the handler of a place that there is now stood in its file before, when the
    /// other was decided on: then that has not become this.
    fn had_handler(&self, then: &Anchor, now: &Anchor) -> bool;

    /// Whether a line that there is now was another one of the same file before, by the
    /// difference of the file's content.
    fn was_another(&self, then: &Anchor, now: &Anchor) -> bool;

    /// Where the line went in a file that there is now, by the difference of the file's
    /// content; none where that content is not there any more.
    fn landing(&self, then: &Anchor, now: &Anchor) -> Option<Landing>;
}

/// A repository that knows nothing of former contents, and in which all has gone that is
/// not looked at.
pub struct NoGround;

impl Ground for NoGround {
    fn has_handler(&self, _: &Anchor) -> bool {
        false
    }

    fn has_statement(&self, _: &Anchor) -> bool {
        false
    }

    fn had_handler(&self, _: &Anchor, _: &Anchor) -> bool {
        false
    }

    fn was_another(&self, _: &Anchor, _: &Anchor) -> bool {
        false
    }

    fn landing(&self, _: &Anchor, _: &Anchor) -> Option<Landing> {
        None
    }
}

/// For each place that was decided on the one that it is now, no two of them the same.
/// Handlers are those that are looked at now, also those without an item.
#[must_use]
pub fn match_all(
    then: &[Spot<'_>],
    now: &[Spot<'_>],
    handlers: &[&HandlerId],
    ground: &dyn Ground,
) -> Vec<Option<Match>> {
    let mut rounds = rounds::Rounds::new(then, now, handlers, ground);
    rounds.run();
    rounds.found
}
