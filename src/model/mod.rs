//! Plain data that every layer shares; no input, no output, no foreign types beyond serde.

mod assessment;
mod change_set;
mod check;
mod commit;
mod diff;
mod evidence;
mod fact;
mod finding;
mod handler;
mod hidden;
mod line;
mod path;
mod place;
mod state;

pub use assessment::{Assessment, FileAssessment, NotAnalysed, Reached, TakenBy};
pub use change_set::{ChangeSet, FileChange, FileKind, FileStatus, FileVersion, Revision, Sides};
pub use check::{Category, CheckId, Severity};
pub use commit::Commit;
pub use diff::{FileContent, FileView, Hunk, LineRange};
pub use evidence::{Evidence, Role};
pub use fact::FactKind;
pub use finding::{Comparison, Finding, FindingId, Verdict};
pub use handler::{Handler, HandlerId, Method, Route};
pub use hidden::is_hidden;
pub use line::{NewLine, OldLine, Side};
pub use path::RepoPath;
pub use place::{Columns, Extent, Place, Span, TextSpan};
pub use state::{Change, State};
