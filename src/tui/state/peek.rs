//! A look into another file, above the code, without leaving the spot.

use std::sync::Arc;

use crate::model::{RepoPath, Side};
use crate::tui::document::Text;

/// A look into another file.
#[derive(Debug, Clone)]
pub struct Peek {
    /// The side.
    pub side: Side,
    /// The file.
    pub path: RepoPath,
    /// The lines that matter, 0-based, the end exclusive.
    pub lines: std::ops::Range<usize>,
    /// What they do.
    pub say: String,
    /// The text, once it is there.
    pub text: Option<Arc<Text>>,
    /// First visible line, 0-based.
    pub top: usize,
    /// Line under the cursor, 0-based.
    pub cursor: usize,
}
