//! What the checklist says of the files that claims may mean, and what the change took there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::code::Code;
use super::ground::Trees;
use super::placing::Candidate;
use crate::analysis::{Engine, FilePair, Request};
use crate::catalog::Catalog;
use crate::model::{FileAssessment, Finding, State};

/// What the checklist says of the files that claims may mean; `done` hears how many of
/// how many are finished.
pub(super) fn assess(
    trees: &Trees,
    catalog: &Arc<Catalog>,
    (code, placed): (&Code, &[Vec<Candidate>]),
    cancel: &AtomicBool,
    done: &mut dyn FnMut(usize, usize),
) -> Vec<FileAssessment> {
    let mut files: Vec<usize> = placed.iter().flatten().map(|one| one.file).collect();
    files.sort_unstable();
    files.dedup();
    let pair = |at: usize| {
        let path = &code.files[at].path;
        let changed = trees.changed.iter().find(|pair| pair.head.as_ref() == Some(path));
        let both = || FilePair {
            base: trees.base.as_ref().map(|_| path.clone()),
            head: Some(path.clone()),
        };
        changed.cloned().unwrap_or_else(both)
    };
    let files: Vec<FilePair> = files.into_iter().map(pair).collect();
    let total = files.len();
    let engine = Engine::new(Arc::clone(catalog));
    let head = || Arc::clone(&trees.head);
    let alone = Request { base: None, head: head(), files };
    let mut found = BTreeMap::new();
    done(0, total);
    engine.assess(&alone, cancel, &mut |index, assessment| {
        found.insert(index, assessment);
        done(found.len(), total);
    });
    let mut known: Vec<FileAssessment> = found.into_values().collect();
    if let Some(base) = &trees.base {
        let files = alone.files.into_iter().filter(|pair| trees.changed.contains(pair)).collect();
        let compared = Request { base: Some(Arc::clone(base)), head: head(), files };
        take_losses(&mut known, engine.assess_all(&compared, cancel));
    }
    known
}

/// Puts what a change took or weakened in the place of what head says alone.
fn take_losses(known: &mut [FileAssessment], compared: Vec<FileAssessment>) {
    for lost in compared.into_iter().flat_map(|file| file.findings) {
        let is_lost = matches!(lost.state(), State::Removed | State::Weakened);
        let same = |one: &Finding| one.check() == lost.check() && one.handler() == lost.handler();
        let own = known.iter_mut().find(|file| file.findings.iter().any(same));
        if let Some(own) = own.filter(|_| is_lost) {
            own.findings.retain(|one| !same(one) || one.state() == State::Removed);
            own.findings.push(lost);
        }
    }
}
