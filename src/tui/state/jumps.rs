//! Places that can be come back to: those that a far move left, and bookmarks.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{FindingId, HandlerId, RepoPath, Side};
use crate::tui::layout::Pane;

/// So many places are kept in each direction.
const MAX_SPOTS: usize = 100;

/// A place, by what outlives a new list of files: a path, a line and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file, as the tree names it.
    pub path: RepoPath,
    /// A side and a 0-based line; none where the file has no text.
    pub line: Option<(Side, usize)>,
    /// The beginning of the line as it reads.
    pub text: String,
    /// The handler that was looked at.
    pub handler: Option<HandlerId>,
    /// The item that was chosen.
    pub item: Option<FindingId>,
    /// The look into another file.
    pub look: Option<Look>,
    /// The pane that took the keys.
    pub focus: Pane,
}

/// A look into another file, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The side.
    pub side: Side,
    /// The file.
    pub path: RepoPath,
    /// The lines that matter, 0-based, the end exclusive.
    pub lines: Range<usize>,
    /// What they do.
    pub say: String,
}

impl Spot {
    /// Whether both are the same lines, whatever was chosen there.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        (&self.path, self.line, &self.look) == (&other.path, other.line, &other.look)
    }

    /// `app.py:12`, with a minus before the number of a line of base.
    #[must_use]
    pub fn name(&self) -> String {
        match self.line {
            Some((Side::Head, line)) => format!("{}:{}", self.path, line + 1),
            Some((Side::Base, line)) => format!("{}:-{}", self.path, line + 1),
            None => self.path.to_string(),
        }
    }
}

/// The places that were left, and those that have a letter.
#[derive(Debug, Clone, Default)]
pub struct Jumps {
    /// Where back leads, the nearest last.
    back: Vec<Spot>,
    /// Where forward leads, the nearest last.
    forward: Vec<Spot>,
    /// Places by their letters.
    pub bookmarks: BTreeMap<char, Spot>,
}

impl Jumps {
    /// Whether there is a place to go to, back or forward.
    #[must_use]
    pub fn can_go(&self, forward: bool) -> bool {
        !if forward { &self.forward } else { &self.back }.is_empty()
    }

    /// A far move left this place; what forward led to is no longer ahead.
    pub fn leave(&mut self, spot: Spot) {
        self.forward.clear();
        push(&mut self.back, spot);
    }

    /// The next place in a direction other than `here`, which is where the other direction
    /// leads from now on.
    pub fn go(&mut self, here: Spot, forward: bool) -> Option<Spot> {
        let (from, to) = match forward {
            true => (&mut self.forward, &mut self.back),
            false => (&mut self.back, &mut self.forward),
        };
        while from.last().is_some_and(|spot| spot.is_at(&here)) {
            from.pop();
        }
        let spot = from.pop()?;
        push(to, here);
        Some(spot)
    }
}

fn push(spots: &mut Vec<Spot>, spot: Spot) {
    if spots.last().is_some_and(|last| last.is_at(&spot)) {
        spots.pop();
    }
    if spots.len() == MAX_SPOTS {
        spots.remove(0);
    }
    spots.push(spot);
}
