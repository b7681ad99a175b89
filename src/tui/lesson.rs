//! The screen's backend over a lesson: two trees in memory, handlers without anything found about
//! them, and how far the learner came. It is never given the key.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::backend::{Backend, CheckCard, Decision, Opening};
use super::event::Edits;
use crate::analysis::{Engine, FilePair, Request};
use crate::catalog::Catalog;
use crate::git;
use crate::model::{
    ChangeSet, FileAssessment, FileChange, FileContent, FileKind, FileStatus, FileVersion,
    FileView, Handler, RepoPath, Revision, Side, Sides,
};
use crate::review::{Clock, Date, SystemClock};
use crate::teach::{Kept, Lesson, Mended, Progress, Question, Scratch, Sitting, hand_in, mended};

/// A lesson, for the screen.
pub struct LessonDesk {
    lesson: Arc<Lesson>,
    changes: Vec<FileChange>,
    catalog: Arc<Catalog>,
    progress: Progress,
    /// Where answers are written to, besides.
    answers: Option<PathBuf>,
    scratch: Mutex<Option<Scratch>>,
    /// The handlers of each file, once they were looked for.
    handlers: OnceLock<Vec<Vec<Handler>>>,
}

impl LessonDesk {
    /// The desk of a lesson. Touches nothing yet.
    #[must_use]
    pub fn new(lesson: Arc<Lesson>, catalog: Arc<Catalog>, progress: Progress) -> Self {
        let changes = changes(&lesson);
        let scratch = Mutex::default();
        Self {
            lesson,
            changes,
            catalog,
            progress,
            answers: None,
            scratch,
            handlers: OnceLock::new(),
        }
    }

    /// The same, with a file that answers are written to after every change.
    #[must_use]
    pub fn handing_in(self, answers: Option<PathBuf>) -> Self {
        Self { answers, ..self }
    }

    /// What the screen opens on.
    #[must_use]
    pub fn opening(&self, sitting: Sitting) -> Opening {
        let revision = |id: &str| Revision::Commit { id: id.to_owned(), name: id.to_owned() };
        Opening {
            repository: self.lesson.id.clone(),
            range: None,
            spot: None,
            change_set: ChangeSet {
                base: self.lesson.has_change().then(|| revision("before")),
                head: revision("after"),
                title: self.lesson.title.clone(),
                files: self.changes.clone(),
            },
            checks: self.catalog.checks().iter().map(CheckCard::of).collect(),
            added: Vec::new(),
            today: Date::of(SystemClock.now()),
            lesson: Some(Box::new(sitting)),
        }
    }

    fn question(&self, step: usize) -> Option<&Question> {
        self.lesson.questions.get(step)
    }

    /// The handlers of each file, with those that questions are about.
    fn find_handlers(&self, cancel: &AtomicBool) -> Vec<Vec<Handler>> {
        let engine = Engine::new(Arc::clone(&self.catalog));
        let pair = |change: &FileChange| FilePair {
            base: change.in_base().map(|version| version.path.clone()),
            head: change.in_head().map(|version| version.path.clone()),
        };
        let python: Vec<usize> =
            (0..self.changes.len()).filter(|at| self.changes[*at].is_python()).collect();
        let tree = |side| Arc::new(self.lesson.tree(side).clone());
        let base = self.lesson.has_change().then(|| tree(Side::Base) as Arc<_>);
        // Every handler, and not those alone that the change touches: code as it stands.
        let files = python.iter().map(|at| FilePair { base: None, ..pair(&self.changes[*at]) });
        let head = Request { base: None, head: tree(Side::Head), files: files.collect() };
        let mut all = vec![Vec::new(); self.changes.len()];
        let found = engine.assess_all(&head, cancel);
        for (at, found) in python.iter().zip(found) {
            all[*at] = found.handlers;
        }
        if let Some(base) = base {
            let gone = |at: &&usize| self.changes[**at].in_head().is_none();
            let gone: Vec<usize> = python.iter().filter(gone).copied().collect();
            let files = gone.iter().map(|at| pair(&self.changes[*at])).collect();
            let request = Request { base: Some(base), head: tree(Side::Head), files };
            for (at, found) in gone.iter().zip(engine.assess_all(&request, cancel)) {
                all[*at] = found.handlers;
            }
        }
        for (at, handlers) in all.iter_mut().enumerate() {
            self.complete(at, handlers);
        }
        all
    }

    /// Adds the functions that questions are about and the engine takes for no handlers.
    fn complete(&self, file: usize, handlers: &mut Vec<Handler>) {
        for question in &self.lesson.questions {
            let place = &question.place;
            let version = match place.side() {
                Side::Base => self.changes[file].in_base(),
                Side::Head => self.changes[file].in_head(),
            };
            let is_here = version.is_some_and(|version| version.path == place.file);
            if is_here && !handlers.iter().any(|handler| handler.id == question.handler) {
                handlers.push(Handler {
                    id: question.handler.clone(),
                    name: question.name.clone(),
                    framework: self.lesson.framework.clone().unwrap_or_default(),
                    methods: Vec::new(),
                    routes: Vec::new(),
                    place: place.clone(),
                    def: place.clone(),
                });
            }
        }
        handlers.sort_by_key(|handler| (handler.place.side(), handler.place.first_line()));
    }
}

/// The files of a lesson as a change.
fn changes(lesson: &Lesson) -> Vec<FileChange> {
    let version = |path: RepoPath| FileVersion { path, kind: FileKind::File, blob: None };
    let change = |(path, is_old, is_new): (RepoPath, bool, bool)| {
        let text = |side| lesson.tree(side).text(&path);
        let status = match (is_old, is_new) {
            (true, false) => FileStatus::Deleted,
            (true, true) if text(Side::Base) == text(Side::Head) => FileStatus::Unchanged,
            (true, true) => FileStatus::Modified,
            (false, _) if lesson.has_change() => FileStatus::Added,
            (false, _) => FileStatus::Unchanged,
        };
        let sides = match (is_old, is_new) {
            (true, false) => Sides::Base(version(path)),
            (true, true) => Sides::Both { old: version(path.clone()), new: version(path) },
            (false, _) => Sides::Head(version(path)),
        };
        FileChange { status, sides }
    };
    lesson.paths().into_iter().map(change).collect()
}

fn content(text: &Arc<str>) -> FileContent {
    FileContent {
        text: Arc::clone(text),
        lossy: false,
        crlf: false,
        no_final_newline: !text.is_empty() && !text.ends_with('\n'),
    }
}

impl Backend for LessonDesk {
    fn view(&self, index: usize) -> FileView {
        let Some(change) = self.changes.get(index) else {
            let nowhere = FileVersion { path: RepoPath::new(""), kind: FileKind::File, blob: None };
            let change = FileChange { status: FileStatus::Unchanged, sides: Sides::Head(nowhere) };
            let note = Some("there is no such file in the lesson".to_owned());
            return FileView { change, old: None, new: None, hunks: Vec::new(), note };
        };
        let text = |side: Side, version: Option<&FileVersion>| {
            Some(Arc::clone(self.lesson.tree(side).text(&version?.path)?))
        };
        let (old, new) = (text(Side::Base, change.in_base()), text(Side::Head, change.in_head()));
        let is_compared = change.status != FileStatus::Unchanged;
        let hunks = match is_compared {
            true => git::differences(
                old.as_deref().unwrap_or_default(),
                new.as_deref().unwrap_or_default(),
            ),
            false => Ok(Vec::new()),
        };
        let note = hunks.as_ref().err().map(ToString::to_string);
        FileView {
            change: change.clone(),
            old: old.as_ref().map(content),
            new: new.as_ref().map(content),
            hunks: hunks.unwrap_or_default(),
            note,
        }
    }

    fn outline(&self, _index: usize, _view: &FileView) -> Vec<Handler> {
        Vec::new()
    }

    fn assess(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(usize, FileAssessment)) {
        let all = self.handlers.get_or_init(|| self.find_handlers(cancel));
        for (index, handlers) in all.iter().cloned().enumerate() {
            let touched = handlers.iter().map(|handler| handler.id.clone()).collect();
            // Nothing else of what was found: not even what could not be read, for where a
            // question stops being answered is a part of its answer.
            sink(index, FileAssessment { handlers, touched, ..FileAssessment::default() });
        }
    }

    fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent> {
        self.lesson.tree(side).text(path).map(content)
    }

    fn decided(&self, _found: &FileAssessment) -> Vec<Decision> {
        Vec::new()
    }

    fn keep(&self, _decisions: &[Decision]) -> Result<Option<String>, String> {
        Err("nothing is decided in a lesson".to_owned())
    }

    fn take_back(&self) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn make_again(&self) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn export(&self, _format: &str, _file: &str) -> Result<String, String> {
        Err("a lesson is written by `lineproof teach handout`".to_owned())
    }

    fn keep_lesson(&self, kept: &Kept) -> Result<(), String> {
        let is_kept = self.progress.keep(&self.lesson, kept);
        let is_handed_in = match &self.answers {
            Some(file) => hand_in(&kept.sheet, file),
            None => Ok(()),
        };
        is_kept.and(is_handed_in)
    }

    fn scratch(&self, step: usize, edits: &Edits) -> Result<(PathBuf, u32), String> {
        let question = self.question(step).ok_or("there is no such question")?;
        let mut scratch = self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = match scratch.take() {
            Some(known) => known,
            None => Scratch::new()?,
        };
        let tree = self.lesson.tree(Side::Head).edited(edits);
        let file = fresh.write(&tree, &question.place.file);
        *scratch = Some(fresh);
        Ok((file?, question.place.first_line()))
    }

    fn edited(&self) -> Result<Edits, String> {
        let scratch = self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let scratch = scratch.as_ref().ok_or("there is no copy of the code")?;
        scratch.read(self.lesson.tree(Side::Head))
    }

    fn mended(&self, step: usize, edits: &Edits) -> Option<Mended> {
        let question = self.question(step)?;
        Some(mended(&self.lesson, question, edits, &self.catalog, &AtomicBool::new(false)))
    }

    fn work_path(&self, _path: &RepoPath) -> Option<PathBuf> {
        None
    }
}
