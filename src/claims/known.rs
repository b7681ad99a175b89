//! What the checklist says of the files that claims may mean, to be found by function.

use std::collections::HashMap;

use super::code::{CodeFile, Unit};
use crate::catalog::Check;
use crate::model::{
    CheckId, FileAssessment, Finding, Handler, HandlerId, Place, RepoPath, Side, State,
};

/// Assessed files, with their findings by check and by what they stand on.
pub(super) struct Known {
    files: Vec<FileAssessment>,
    by_check: HashMap<CheckId, OfCheck>,
    handlers: HashMap<HandlerId, (usize, usize)>,
}

/// The findings of a check, each as the index of its file and its index there.
#[derive(Default)]
struct OfCheck {
    by_handler: HashMap<HandlerId, Vec<(usize, usize)>>,
    /// Those that apply, by the files in which a place of them stands at head.
    by_file: HashMap<RepoPath, Vec<(usize, usize)>>,
}

impl Known {
    pub(super) fn new(files: Vec<FileAssessment>) -> Self {
        let mut by_check: HashMap<CheckId, OfCheck> = HashMap::new();
        let mut handlers = HashMap::new();
        for (at, file) in files.iter().enumerate() {
            for (nth, handler) in file.handlers.iter().enumerate() {
                handlers.entry(handler.id.clone()).or_insert((at, nth));
            }
            for (nth, finding) in file.findings.iter().enumerate() {
                let own = by_check.entry(finding.check().clone()).or_default();
                own.by_handler.entry(finding.handler().clone()).or_default().push((at, nth));
                if finding.state() == State::NotApplicable {
                    continue;
                }
                for place in places(finding) {
                    let here = own.by_file.entry(place.file.clone()).or_default();
                    if here.last() != Some(&(at, nth)) {
                        here.push((at, nth));
                    }
                }
            }
        }
        Self { files, by_check, handlers }
    }

    /// The findings of a check that a function has, or has a part in.
    pub(super) fn findings(&self, check: &Check, file: &CodeFile, unit: &Unit) -> Vec<&Finding> {
        let Some(own) = self.by_check.get(&check.id) else { return Vec::new() };
        let all = |found: Option<&Vec<(usize, usize)>>| {
            let found = found.into_iter().flatten();
            found.map(|(file, nth)| &self.files[*file].findings[*nth]).collect::<Vec<_>>()
        };
        let of_handler = all(own.by_handler.get(&unit.id));
        if !of_handler.is_empty() {
            return of_handler;
        }
        let inside = |place: &Place| place.file == file.path && unit.holds(place.first_line());
        let mut touching = all(own.by_file.get(&file.path));
        touching.retain(|finding| places(finding).any(inside));
        touching
    }

    /// The handler with this identity.
    pub(super) fn handler(&self, id: &HandlerId) -> Option<&Handler> {
        let (file, nth) = self.handlers.get(id)?;
        self.files[*file].handlers.get(*nth)
    }
}

/// The places of a finding at head.
fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    let all = std::iter::once(finding.primary())
        .chain(finding.evidence().iter().map(|evidence| &evidence.place));
    all.filter(|place| place.side() == Side::Head)
}
