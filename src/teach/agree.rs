//! Where a key and the engine disagree: a teacher may well be right, and wants to know.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::key::Verdict;
use super::lesson::Question;
use super::{Taught, mended};
use crate::analysis::{Engine, FilePair, Request};
use crate::catalog::Catalog;
use crate::model::{FileAssessment, Side, State};

/// Something to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The 1-based line of `lesson.toml` that the step begins on.
    pub line: u32,
    /// What it is.
    pub words: String,
    /// Whether the step cannot be worked on as it is.
    pub is_wrong: bool,
}

/// What the engine makes of each step, where that is not what the key says.
#[must_use]
pub fn doubts(taught: &Taught, catalog: &Arc<Catalog>, cancel: &AtomicBool) -> Vec<Doubt> {
    let engine = Engine::new(Arc::clone(catalog));
    let after = mended::assess(&engine, taught.lesson.tree(Side::Head), cancel);
    let changed =
        if taught.lesson.has_change() { compared(&engine, taught, cancel) } else { Vec::new() };
    let steps = taught.lesson.questions.iter().zip(&taught.key.steps);
    let doubt = |(question, key): (&Question, &super::StepKey)| {
        let now = mended::worst(&after, question);
        let found = mended::worst(&changed, question).or(now).unwrap_or(State::NotApplicable);
        let (words, is_wrong) = match key.verdict {
            Verdict::State(state) if state != found => {
                (format!("the key says {state}, and lineproof itself finds {found}"), false)
            }
            Verdict::Mended => match now {
                Some(State::Guarded) => (
                    "lineproof finds it guarded already: there is nothing to mend".to_owned(),
                    true,
                ),
                None | Some(State::NotApplicable) => {
                    let words = "lineproof does not ask this check here as it stands: try \
                                 whether it finds the guard when it is mended";
                    (words.to_owned(), false)
                }
                Some(_) => return None,
            },
            Verdict::State(_) | Verdict::Holds(_) => return None,
        };
        Some(Doubt { line: key.line, words, is_wrong })
    };
    steps.filter_map(doubt).collect()
}

/// What the change did, as the engine finds it.
fn compared(engine: &Engine, taught: &Taught, cancel: &AtomicBool) -> Vec<FileAssessment> {
    let lesson = &taught.lesson;
    let pair = |(path, old, new)| {
        let side = |is_there: bool| is_there.then(|| crate::model::RepoPath::clone(&path));
        FilePair { base: side(old), head: side(new) }
    };
    let files =
        lesson.paths().into_iter().filter(|(path, ..)| path.is_python()).map(pair).collect();
    let request = Request {
        base: Some(Arc::new(lesson.tree(Side::Base).clone())),
        head: Arc::new(lesson.tree(Side::Head).clone()),
        files,
    };
    engine.assess_all(&request, cancel)
}
