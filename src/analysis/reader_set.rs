//! For which readers a value is unfit: a set of kinds of facts.

use std::ops::BitOr;

use crate::model::FactKind;

/// A set of the kinds of facts in [`FactKind::READERS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Readers(u32);

impl Readers {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self((1 << FactKind::READERS.len()) - 1);
    /// Half of what makes an address one of the own site: it starts with `/`.
    pub(super) const STARTS_HERE: Self = Self(1 << 30);
    /// The other half: it does not start with `//`.
    pub(super) const NO_HOST: Self = Self(1 << 31);

    /// A third of what makes a text a literal: it starts with a quotation mark.
    pub(super) const STARTS_QUOTED: Self = Self(1 << 29);
    /// It ends with one.
    pub(super) const ENDS_QUOTED: Self = Self(1 << 28);
    /// There is none in between.
    pub(super) const PLAIN_INSIDE: Self = Self(1 << 27);
    /// All three.
    pub(super) const QUOTED: Self = Self(0b111 << 27);

    /// It is one of those that stand in the code.
    pub(super) const LISTED: Self = Self(1 << 26);

    pub(super) fn of(kind: FactKind) -> Self {
        let at = FactKind::READERS.iter().position(|reader| *reader == kind);
        at.map_or(Self::NONE, |at| Self(1 << at))
    }

    pub(super) fn of_all(kinds: &[FactKind]) -> Self {
        kinds.iter().fold(Self::NONE, |all, kind| all | Self::of(*kind))
    }

    pub(super) fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl BitOr for Readers {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
