//! Line numbers of the two sides of a change, as types that cannot be swapped.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// The side of a change a place stands on.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The old tree: what was there before the change.
    Base,
    /// The new tree: what is there after it.
    #[default]
    Head,
}

impl Side {
    /// The side that it is not.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Base => Self::Head,
            Self::Head => Self::Base,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base => "base",
            Self::Head => "head",
        })
    }
}

macro_rules! line_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The line with this 1-based number; `0` is taken as the first line.
            #[must_use]
            pub fn new(number: u32) -> Self {
                Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN))
            }

            /// The line at this 0-based index of a list of lines.
            #[must_use]
            pub fn from_index(index: usize) -> Self {
                Self::new(u32::try_from(index).unwrap_or(u32::MAX - 1) + 1)
            }

            /// The 1-based number.
            #[must_use]
            pub fn number(self) -> u32 {
                self.0.get()
            }

            /// The 0-based index.
            #[must_use]
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

line_number! {
    /// A 1-based line of a file on the old side (base).
    OldLine
}
line_number! {
    /// A 1-based line of a file on the new side (head).
    NewLine
}
