//! Where a line went, by the difference of two contents of its file.

use crate::model::Hunk;

/// Where a line went. Lines are 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// It is this line now, unchanged.
    Line(u32),
    /// It is gone; what came in its place are so many lines from this one on, maybe none.
    Instead {
        /// The first of them; where there are none, the line that they would stand before.
        first: u32,
        /// How many.
        count: u32,
    },
}

impl Landing {
    /// Where a 1-based line went, by the stretches in which two contents differ, in order.
    #[must_use]
    pub fn of(line: u32, hunks: &[Hunk]) -> Self {
        let mut shift = 0_i64;
        for hunk in hunks {
            let (first, count) = (hunk.old.start.number(), hunk.old.count);
            if line < first {
                break;
            }
            if line < first.saturating_add(count) {
                return Self::Instead { first: hunk.new.start.number(), count: hunk.new.count };
            }
            shift += i64::from(hunk.new.count) - i64::from(count);
        }
        Self::Line(u32::try_from(i64::from(line) + shift).unwrap_or(1))
    }

    /// The 1-based line that one was before, unchanged; none where it came since.
    #[must_use]
    pub fn origin(line: u32, hunks: &[Hunk]) -> Option<u32> {
        let mut shift = 0_i64;
        for hunk in hunks {
            let (first, count) = (hunk.new.start.number(), hunk.new.count);
            if line < first {
                break;
            }
            if line < first.saturating_add(count) {
                return None;
            }
            shift += i64::from(hunk.old.count) - i64::from(count);
        }
        u32::try_from(i64::from(line) + shift).ok()
    }

    /// Whether a 1-based line is where the line went, or among what came in its place.
    #[must_use]
    pub fn covers(self, line: u32) -> bool {
        match self {
            Self::Line(landed) => landed == line,
            Self::Instead { first, count } => (first..first.saturating_add(count)).contains(&line),
        }
    }
}
