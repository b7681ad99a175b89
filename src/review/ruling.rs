//! What a person held of a claim, and whether that still stands.

use super::{Anchor, EventId, Timestamp};
use crate::claims::ClaimVerdict;

/// The last word about a claim of a foreign review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What was said of it then.
    pub said: ClaimVerdict,
    /// What the person holds of it.
    pub held: ClaimVerdict,
    /// Why, in the words of the person; may be empty.
    pub text: String,
    /// The event that says so.
    pub event: EventId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
    /// The line that decided, as it was then.
    pub anchor: Option<Anchor>,
}

impl Ruling {
    /// Whether it still stands: what is said now is what was said or held then, and the
    /// line that decides reads as it did.
    #[must_use]
    pub fn still_holds(&self, said: ClaimVerdict, now: Option<&Anchor>) -> bool {
        let same_line = match (&self.anchor, now) {
            (Some(then), Some(now)) => then.still_holds(now),
            (then, now) => then.is_none() == now.is_none(),
        };
        said == self.held || (said == self.said && same_line)
    }
}
