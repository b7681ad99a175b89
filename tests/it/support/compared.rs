//! Two trees held in memory, and what the change between them did.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, Finding, RepoPath};

use crate::in_memory::InMemory;

/// The items of `app.py`, compared.
pub fn compared(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<Finding> {
    let tree = |files: &[(&str, &str)]| -> Arc<dyn Sources> { Arc::new(InMemory::of(files)) };
    let path: RepoPath = "app.py".into();
    let files = vec![FilePair { base: Some(path.clone()), head: Some(path) }];
    let request = Request { base: Some(tree(before)), head: tree(after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    engine.assess_all(&request, &AtomicBool::new(false)).remove(0).findings
}

/// What is told as removed or weakened between two versions of one file: check,
/// change, and the 1-based line on its side.
pub fn alarms(before: &str, after: &str) -> Vec<(String, Change, u32)> {
    let told = compared(&[("app.py", before)], &[("app.py", after)]);
    told.iter()
        .filter_map(|item| {
            let change = item.change()?;
            let alarms = matches!(change, Change::Removed | Change::Weakened);
            let check = item.check().as_str().to_owned();
            alarms.then(|| (check, change, item.primary().first_line()))
        })
        .collect()
}
