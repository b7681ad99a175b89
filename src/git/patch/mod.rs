//! A change that came as a text: read, put on the files it was made of, and kept as two commits
//! of a repository of its own, so that it is reviewed as any other.
//!
//! Nothing is written outside that repository. What a patch says is never trusted: paths that
//! leave the tree are left out, and where the file it was made of is not to be had, only the
//! lines that it shows are known.

mod apply;
mod home;
mod name;
mod parse;

pub use home::PatchHome;
pub(super) use home::is_made;
use parse::Line;
pub use parse::{Patch, PatchFile, Unclear};

/// The largest patch that is read, in bytes.
pub const LARGEST_PATCH: usize = 64 << 20;
