//! The repository: ranges, changed files, contents; the only home of git2.
//!
//! Nothing in a repository under review is ever run or written: no hook, filter, external
//! diff, text conversion or file system monitor. Symbolic links are named and
//! never followed, submodules are named and never entered. Only `transport`, which nobody
//! asks but for sharing decisions, runs the user's own git, as they would.

mod additions;
mod blame;
mod change_set;
mod content;
mod error;
mod former;
mod handles;
mod history;
mod nearest;
mod notes;
mod patch;
mod pathspec;
mod program;
mod raw_path;
mod renames;
mod repo;
mod revision;
mod sample;
mod selection;
mod shared;
mod stamp;
mod taken;
mod transport;
mod tree_diff;
mod tree_sources;
mod view;
mod work_tree;

pub use additions::FOLDER as ADDITIONS;
pub use blame::{Blame, Blamed, Origin};
pub use content::{SIZE_LIMIT, digest};
pub use error::GitError;
pub use former::Former;
pub use history::{MOST_COMMITS, Names, RefName};
pub use patch::{LARGEST_PATCH, Patch, PatchFile, PatchHome, Unclear};
pub use repo::Repo;
pub use sample::{Snapshot, build};
pub use selection::{Selection, What, Words};
pub use shared::SHARED_REF;
pub use stamp::{FileStamp, Stamp};
pub use transport::{Transport, TransportError};
pub use tree_sources::TreeSources;
pub use view::differences;
