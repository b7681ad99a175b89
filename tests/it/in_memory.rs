//! A tree of sources held in memory, for the engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use lineproof::analysis::{SourceText, Sources};
use lineproof::model::RepoPath;

/// Paths and texts of one tree.
#[derive(Debug, Clone, Default)]
pub struct InMemory(BTreeMap<String, Arc<str>>);

impl InMemory {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<String>, text: &str) {
        self.0.insert(path.into(), text.into());
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = RepoPath> {
        self.0.keys().map(|path| RepoPath::new(path.as_str()))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(|text| &**text)
    }
}

impl Sources for InMemory {
    fn python_files(&self) -> Arc<[RepoPath]> {
        self.paths().filter(RepoPath::is_python).collect()
    }

    fn files(&self) -> Arc<[RepoPath]> {
        self.paths().collect()
    }

    fn read(&self, path: &RepoPath) -> Option<SourceText> {
        let text = self.0.get(path.as_str())?;
        Some(SourceText { key: Arc::clone(text), text: Arc::clone(text) })
    }
}
