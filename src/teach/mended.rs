//! Whether edited code has the guard now: the engine over a tree in memory. Nothing is run.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::lesson::{Lesson, Question};
use super::{Tree, shown};
use crate::analysis::{Engine, FilePair, Request};
use crate::catalog::Catalog;
use crate::model::{FileAssessment, Finding, Place, RepoPath, State};

/// What the engine says of the edited code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The worst state of the item before the edits; none where it was not asked.
    pub was: Option<State>,
    /// The same after them.
    pub state: Option<State>,
    /// What is still short, each with its lines in the edited code.
    pub short: Vec<(String, Place)>,
    /// Whether there is anything left that could be short: the handler, with what it does.
    pub is_there: bool,
}

impl Mended {
    /// What it is worth, 0 to 1.
    #[must_use]
    pub fn worth(&self) -> f64 {
        match self.state {
            Some(State::Guarded) if self.is_there => 1.0,
            Some(State::Conditional) if self.is_there && self.was < Some(State::Conditional) => 0.5,
            _ => 0.0,
        }
    }
}

/// Asks the engine whether the guard of a question is there after these edits.
#[must_use]
pub fn mended(
    lesson: &Lesson,
    question: &Question,
    edits: &BTreeMap<RepoPath, String>,
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
) -> Mended {
    let engine = Engine::new(Arc::clone(catalog));
    let before = assess(&engine, &lesson.after, cancel);
    let edited = assess(&engine, &lesson.after.edited(edits), cancel);
    let was = worst(&before, question);
    let state = worst(&edited, question);
    let mut short = Vec::new();
    for unread in edited.iter().flat_map(|file| &file.not_analysed) {
        if let Some(place) = &unread.place {
            short.push((shown::line(&unread.reason), place.clone()));
        }
    }
    let own = |finding: &&Finding| is_of(finding, question);
    for finding in edited.iter().flat_map(|file| &file.findings).filter(own) {
        if !matches!(finding.state(), State::Guarded | State::NotApplicable) {
            short.push((shown::line(finding.message()), finding.primary().clone()));
        }
    }
    let handlers = edited.iter().flat_map(|file| &file.handlers);
    let is_there = handlers.into_iter().any(|handler| handler.id == question.handler);
    if !is_there {
        let name = shown::line(&question.name);
        short.push((format!("there is no handler {name} any more"), question.place.clone()));
    } else if state.is_none_or(|state| state == State::NotApplicable) {
        let was_asked = was.is_some_and(|was| was != State::NotApplicable);
        let words = match was_asked {
            true => "what was to be guarded is gone: mend it without taking it away",
            false => "lineproof finds no guard here yet",
        };
        short.push((words.to_owned(), question.place.clone()));
    }
    Mended { was, state, short, is_there }
}

/// What the engine finds in every file of a tree, compared with nothing.
pub(super) fn assess(engine: &Engine, tree: &Tree, cancel: &AtomicBool) -> Vec<FileAssessment> {
    let pair =
        |(path, _): (&RepoPath, &Arc<str>)| FilePair { base: None, head: Some(path.clone()) };
    let files = tree.files().filter(|(path, _)| path.is_python()).map(pair).collect();
    engine.assess_all(&Request { base: None, head: Arc::new(tree.clone()), files }, cancel)
}

fn is_of(finding: &Finding, question: &Question) -> bool {
    *finding.check() == question.check && *finding.handler() == question.handler
}

/// The worst state of what a question is about.
pub(super) fn worst(files: &[FileAssessment], question: &Question) -> Option<State> {
    let findings = files.iter().flat_map(|file| &file.findings);
    findings.filter(|it| is_of(it, question)).map(Finding::state).min()
}
