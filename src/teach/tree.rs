//! The files of a lesson on one side, held in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::{SourceText, Sources};
use crate::model::RepoPath;

/// The files of one tree: paths and texts with `\n` line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<RepoPath, Arc<str>>);

impl Tree {
    /// The tree of these files.
    #[must_use]
    pub fn new(files: BTreeMap<RepoPath, Arc<str>>) -> Self {
        Self(files)
    }

    /// Every file, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&RepoPath, &Arc<str>)> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &RepoPath) -> Option<&Arc<str>> {
        self.0.get(path)
    }

    /// How many lines a file has; none where it is not there.
    #[must_use]
    pub fn line_count(&self, path: &RepoPath) -> Option<u32> {
        let text = self.text(path)?;
        Some(u32::try_from(text.lines().count()).unwrap_or(u32::MAX))
    }

    /// A 1-based line of a file.
    #[must_use]
    pub fn line(&self, path: &RepoPath, number: u32) -> Option<&str> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.text(path)?.lines().nth(index)
    }

    /// The same with the texts of these files, of those that are in it.
    #[must_use]
    pub fn edited(&self, edits: &BTreeMap<RepoPath, String>) -> Self {
        let text = |(path, text): (&RepoPath, &Arc<str>)| {
            let edited = edits.get(path).map(|edit| edit.replace("\r\n", "\n").into());
            (path.clone(), edited.unwrap_or_else(|| Arc::clone(text)))
        };
        Self(self.files().map(text).collect())
    }
}

impl Sources for Tree {
    fn python_files(&self) -> Arc<[RepoPath]> {
        self.0.keys().filter(|path| path.is_python()).cloned().collect()
    }

    fn files(&self) -> Arc<[RepoPath]> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &RepoPath) -> Option<SourceText> {
        let text = self.0.get(path)?;
        Some(SourceText { key: Arc::clone(text), text: Arc::clone(text) })
    }
}
