//! Files, handlers and findings as far as they are known by now.

use std::sync::Arc;

use crate::model::{
    CheckId, FileAssessment, FileChange, Finding, Handler, HandlerId, Place, Side,
    State as ItemState,
};
use crate::review::Date;
use crate::tui::backend::{CheckCard, Opening, Remark};
use crate::tui::document::Document;

use super::decided::{Decided, Disposition};

/// A file of the change set with what is known of it.
#[derive(Debug, Clone)]
pub struct FileEntry {
    /// What happened to it.
    pub change: FileChange,
    /// Its text, once it was looked at.
    pub document: Option<Arc<Document>>,
    /// Its handlers by a quick look, until the assessment is there.
    pub outline: Vec<Handler>,
    /// What was found.
    pub assessment: Option<FileAssessment>,
}

impl FileEntry {
    /// A file of which nothing is known yet but what was read of it.
    #[must_use]
    pub fn new(change: FileChange, document: Option<Arc<Document>>) -> Self {
        Self { change, document, outline: Vec::new(), assessment: None }
    }

    /// The handlers as far as they are known.
    #[must_use]
    pub fn handlers(&self) -> &[Handler] {
        self.assessment.as_ref().map_or(&self.outline, |assessment| &assessment.handlers)
    }

    /// The handler of an identity.
    #[must_use]
    pub fn handler(&self, id: &HandlerId) -> Option<(usize, &Handler)> {
        self.handlers().iter().enumerate().find(|(_, handler)| &handler.id == id)
    }

    /// Whether the change touched a handler, as far as that is known.
    #[must_use]
    pub fn is_touched(&self, handler: &HandlerId) -> bool {
        self.assessment.as_ref().is_none_or(|assessment| assessment.touched.contains(handler))
    }

    /// All findings.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        self.assessment.as_ref().map_or(&[], |assessment| &assessment.findings)
    }

    /// The finding at an index.
    #[must_use]
    pub fn finding(&self, index: usize) -> Option<&Finding> {
        self.findings().get(index)
    }

    /// The findings of a handler with their indexes.
    pub fn items(&self, handler: &HandlerId) -> impl Iterator<Item = (usize, &Finding)> {
        self.findings().iter().enumerate().filter(move |(_, finding)| finding.handler() == handler)
    }

    /// The worst state of a handler's items that were not dismissed, leaving
    /// aside what does not apply.
    #[must_use]
    pub fn worst(&self, handler: &HandlerId, decided: &Decided) -> Option<ItemState> {
        self.items(handler)
            .filter(|(_, finding)| !decided.is_dismissed(finding.id()))
            .map(|(_, finding)| finding.state())
            .filter(|state| *state != ItemState::NotApplicable)
            .min()
    }

    /// Where a handler is found in this file: itself, or, where it stands in another
    /// one, the first place here that something is said of it.
    #[must_use]
    pub fn place_of(&self, handler: &Handler) -> Option<Place> {
        let is_here = |place: &&Place| self.path_on(place.side()) == Some(&place.file);
        let said = self.items(&handler.id).flat_map(|(_, finding)| {
            let evidence = finding.evidence().iter().map(|evidence| &evidence.place);
            std::iter::once(finding.primary()).chain(evidence)
        });
        std::iter::once(&handler.place).chain(said).find(is_here).cloned()
    }

    /// The path of the file on a side.
    #[must_use]
    pub fn path_on(&self, side: Side) -> Option<&crate::model::RepoPath> {
        let version = match side {
            Side::Base => self.change.in_base(),
            Side::Head => self.change.in_head(),
        };
        version.map(|version| &version.path)
    }
}

/// The change set with everything that is known of it.
#[derive(Debug, Clone)]
pub struct Review {
    /// The name of the repository.
    pub repository: String,
    /// What the range is called.
    pub title: String,
    /// Whether there is something to compare with.
    pub has_base: bool,
    /// The files, in the order of the change set.
    pub files: Vec<FileEntry>,
    /// The checks, in the order of the checklist.
    pub checks: Vec<CheckCard>,
    /// What is to be known of checks and models that users added.
    pub added: Vec<Remark>,
    /// The day it was opened on, in UTC.
    pub today: Date,
    /// How many files were assessed.
    pub assessed: usize,
    /// Whether nothing more will come.
    pub complete: bool,
    /// Numbers for the header.
    pub totals: Totals,
}

/// Numbers for the header, over the handlers the change touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Items by state, worst first; without those that were dismissed.
    pub states: [usize; ItemState::ALL.len()],
    /// Items that were dismissed though they lack something.
    pub dismissed: usize,
    /// Handlers.
    pub handlers: usize,
    /// Handlers that were reviewed.
    pub reviewed: usize,
}

impl Review {
    pub(super) fn new(opening: Opening) -> Self {
        let files = opening.change_set.files.into_iter();
        let files = files.map(|change| FileEntry::new(change, None));
        Self {
            repository: opening.repository,
            title: opening.change_set.title,
            has_base: opening.change_set.base.is_some(),
            files: files.collect(),
            checks: opening.checks,
            added: opening.added,
            today: opening.today,
            assessed: 0,
            complete: false,
            totals: Totals::default(),
        }
    }

    /// What is said of a check.
    #[must_use]
    pub fn check(&self, id: &CheckId) -> Option<&CheckCard> {
        self.checks.iter().find(|card| &card.id == id)
    }

    /// Counts anew, after something was found or decided.
    pub fn count(&mut self, decided: &Decided) {
        let mut totals = Totals::default();
        for file in &self.files {
            for handler in file.handlers().iter().filter(|handler| file.is_touched(&handler.id)) {
                totals.handlers += 1;
                totals.reviewed += usize::from(decided.is_reviewed(&handler.id));
            }
            for finding in file.findings() {
                let dismissed = matches!(decided.of(finding.id()), Some(Disposition::Dismissed(_)));
                if !file.is_touched(finding.handler()) {
                    continue;
                }
                if !dismissed {
                    totals.states[finding.state() as usize] += 1;
                } else if finding.state() < ItemState::Guarded {
                    totals.dismissed += 1;
                }
            }
        }
        self.totals = totals;
    }
}
