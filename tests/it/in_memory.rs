//! A tree of sources held in memory, and what the engine says of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, SourceText, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{FileAssessment, RepoPath};

/// Paths and texts of one tree.
#[derive(Debug, Clone, Default)]
pub struct InMemory(BTreeMap<String, Arc<str>>);

impl InMemory {
    /// A tree of these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.insert(*path, text);
        }
        tree
    }

    /// What is said of every file of the tree, in the order of their paths,
    /// compared with nothing.
    pub fn assess(&self) -> Vec<FileAssessment> {
        let files = self.paths().map(|path| FilePair { base: None, head: Some(path) }).collect();
        let request = Request { base: None, head: Arc::new(self.clone()), files };
        Engine::new(Catalog::builtin().unwrap()).assess_all(&request, &AtomicBool::new(false))
    }

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
