//! What an item shows itself by: one answer for every list and for the code.

use crate::model::{CheckId, Finding, HandlerId, State as ItemState};

use super::decided::Decided;
use super::review::FileEntry;

/// What an item, or the items of a handler together, are shown as; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// It lacks something, and that was not set aside.
    Open(ItemState),
    /// It lacks something, and was dismissed: it is not guarded for that.
    Dismissed(ItemState),
    /// It lacks nothing.
    Quiet(ItemState),
}

impl Shown {
    /// What an item is shown as, which counts for more than its state alone.
    #[must_use]
    pub fn of(finding: &Finding, decided: &Decided) -> Self {
        match finding.state() {
            state if state >= ItemState::Guarded => Self::Quiet(state),
            state if decided.is_dismissed(finding.id()) => Self::Dismissed(state),
            state => Self::Open(state),
        }
    }

    /// The word of its state, whatever became of it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open(state) | Self::Dismissed(state) | Self::Quiet(state) => state.word(),
        }
    }

    /// Whether anything is asked at all.
    #[must_use]
    pub fn applies(&self) -> bool {
        *self != Self::Quiet(ItemState::NotApplicable)
    }
}

impl FileEntry {
    /// What the items of a handler, of a check or of any, are shown as together: as the worst of
    /// them.
    #[must_use]
    pub fn shown(
        &self,
        handler: &HandlerId,
        check: Option<&CheckId>,
        decided: &Decided,
    ) -> Option<Shown> {
        let of_check = |finding: &Finding| check.is_none_or(|check| finding.check() == check);
        let items = self.items(handler).map(|(_, finding)| finding).filter(|it| of_check(it));
        let all = items.map(|finding| Shown::of(finding, decided));
        all.min()
    }
}
