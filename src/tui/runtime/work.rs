//! Background work as plain functions: a request in, events out.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::queue::Task;
use crate::model::{FileView, Handler, RepoPath, Side};
use crate::review::Spot;
use crate::syntax::Lines;
use crate::syntax::highlight::highlight;
use crate::tui::backend::{Backend, ClaimNews, Decision, Subject};
use crate::tui::caught;
use crate::tui::claims::Foreign;
use crate::tui::document::{Document, Text};
use crate::tui::event::{Edits, Event, Kept};
use crate::tui::state::matches;

/// Something to be read.
#[derive(Debug, Clone)]
pub(super) enum Request {
    /// The file at this index.
    Open(usize),
    /// Files that are searched, by their indexes.
    Search(String, std::ops::Range<usize>),
    /// A file of a side, for a look into it.
    Peek(Side, RepoPath),
    /// What else could be reviewed.
    Choices,
    /// What was edited of a question, 0-based.
    Edited(usize),
    /// Whether edits mend a question, 0-based.
    Mended(usize, Edits),
}

/// Does what is asked and hands each result on as soon as it is there.
pub(super) fn work(backend: &dyn Backend, request: &Request, sink: &mut dyn FnMut(Event)) {
    match request {
        Request::Open(index) => open(backend, *index, sink),
        Request::Choices => sink(Event::Choices(backend.choices())),
        Request::Edited(step) => match backend.edited() {
            Ok(edits) => {
                sink(Event::Edited(*step, edits.clone()));
                if !edits.is_empty() {
                    mended(backend, *step, &edits, sink);
                }
            }
            Err(problem) => sink(Event::Failed(problem)),
        },
        Request::Mended(step, edits) => mended(backend, *step, edits, sink),
        Request::Search(text, files) => {
            let found = files
                .clone()
                .map(|index| (index, matches(&Document::bare(&backend.view(index)), text)));
            sink(Event::Found(text.clone(), found.collect(), files.end));
        }
        Request::Peek(side, path) => {
            let content = backend.content(*side, path);
            let text = content.map(|content| {
                let lines = Lines::new(content.text.clone());
                let tokens = highlight(path.as_str(), &lines);
                Arc::new(Text { lines: Some(lines), tokens, ..Text::default() })
            });
            sink(Event::Peeked(*side, path.clone(), text));
        }
    }
}

/// Asks the engine whether edits mend a question.
fn mended(backend: &dyn Backend, step: usize, edits: &Edits, sink: &mut dyn FnMut(Event)) {
    if let Some(mended) = backend.mended(step, edits) {
        sink(Event::Mended(step, edits.clone(), Box::new(mended)));
    }
}

/// Does what is asked with decisions, and hands on what became of it.
pub(super) fn keep(backend: &dyn Backend, task: Task, sink: &mut dyn FnMut(Event)) {
    if let Task::Leave(spot) = &task {
        return leave(backend, spot, sink);
    }
    if let Task::Lesson(kept) = &task {
        if let Ok(Err(problem)) = caught(|| backend.keep_lesson(kept)) {
            sink(Event::Failed(problem));
        }
        return;
    }
    if matches!(task, Task::Tell) {
        sink(Event::Decided(caught(|| backend.standing()).unwrap_or_default()));
        return;
    }
    let is_first = !matches!(task, Task::Look);
    // What others decided as well tells what is there after something was taken back; and a
    // remark has a name from now on.
    let is_remark = |decision: &Decision| matches!(decision.subject, Subject::Lines(_));
    let asks = match &task {
        Task::Keep(decisions) => decisions.iter().any(is_remark),
        Task::TakeBack | Task::MakeAgain => true,
        Task::Look | Task::Tell | Task::Leave(_) | Task::Lesson(_) => false,
    };
    let before = backend.unsaved();
    let outcome = caught(|| match &task {
        Task::Keep(decisions) => backend.keep(decisions),
        Task::TakeBack => backend.take_back(),
        Task::MakeAgain => backend.make_again(),
        Task::Look | Task::Tell | Task::Leave(_) | Task::Lesson(_) => backend.save(),
    });
    let outcome = outcome.unwrap_or_else(|said| Err(broken("the keeping of decisions", &said)));
    let unsaved = backend.unsaved();
    if is_first || unsaved != before {
        sink(Event::Kept(Kept { is_first, unsaved, outcome }));
    }
    let told = if asks { Some(backend.standing()) } else { None };
    let news = if is_first { told } else { caught(|| backend.news()).unwrap_or_default() };
    if let Some(decisions) = news {
        sink(Event::Decided(decisions));
    }
}

/// Keeps where the user was, and says so where that cannot be.
pub(super) fn leave(backend: &dyn Backend, spot: &Spot, sink: &mut dyn FnMut(Event)) {
    if let Ok(Err(problem)) = caught(|| backend.leave(spot)) {
        sink(Event::Failed(problem));
    }
}

/// Reads foreign reviews and hands on what becomes of them; where that breaks off it is said,
/// and nothing is waited for any longer.
pub(super) fn claims(backend: &dyn Backend, cancel: &AtomicBool, sink: &mut dyn FnMut(ClaimNews)) {
    if let Err(said) = caught(|| backend.claims(cancel, sink)) {
        sink(ClaimNews::Failed(broken("the reading of the reviews", &said)));
        sink(ClaimNews::Done(Foreign::default(), Vec::new()));
    }
}

/// Writes the review to a file and says what became of it.
pub(super) fn export(backend: &dyn Backend, format: &str, file: &str, sink: &mut dyn FnMut(Event)) {
    let outcome = caught(|| backend.export(format, file));
    sink(match outcome {
        Ok(Ok(file)) => Event::Told(format!("the review is in {file}, as {format}")),
        Ok(Err(problem)) => Event::Failed(problem),
        Err(said) => Event::Failed(broken("the writing of the review", &said)),
    });
}

/// Finds where the lines of a file come from, and hands on what is known.
pub(super) fn blame(
    backend: &dyn Backend,
    index: usize,
    cancel: &AtomicBool,
    sink: &mut dyn FnMut(Event),
) {
    let mut known = |blame| sink(Event::Blamed(index, Ok(Arc::new(blame))));
    let outcome = caught(|| backend.blame(index, cancel, &mut known));
    let problem = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(problem)) => problem,
        Err(said) => broken("the reading of history", &said),
    };
    sink(Event::Blamed(index, Err(problem)));
}

/// What is said of work that broke off.
pub(super) fn broken(what: &str, said: &str) -> String {
    format!("{what} broke off: {said}; this is a mistake in lineproof, please report it")
}

fn open(backend: &dyn Backend, index: usize, sink: &mut dyn FnMut(Event)) {
    let view = backend.view(index);
    let document = Document::new(&view);
    let coloured = document.coloured;
    let mut later = (!coloured).then(|| document.clone());
    sink(Event::Opened(index, Arc::new(document)));
    if view.change.is_python() {
        sink(Event::Outlined(index, touched(backend.outline(index, &view), &view)));
    }
    if let Some(document) = &mut later {
        document.colour(&view);
        sink(Event::Opened(index, Arc::new(std::mem::take(document))));
    }
}

/// The handlers whose lines the change touched; all where nothing is compared.
fn touched(handlers: Vec<Handler>, view: &FileView) -> Vec<Handler> {
    if view.hunks.is_empty() {
        return handlers;
    }
    let touches = |handler: &Handler| {
        let (first, last) = (handler.place.first_line(), handler.place.last_line());
        view.hunks.iter().any(|hunk| {
            let (start, count) = match handler.place.side() {
                Side::Base => (hunk.old.start.number(), hunk.old.count),
                Side::Head => (hunk.new.start.number(), hunk.new.count),
            };
            start <= last && first < start + count.max(1)
        })
    };
    handlers.into_iter().filter(|handler| touches(handler)).collect()
}
