//! The screen's backend over a repository, the engine and the log of decisions.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, OnceLock, PoisonError};

mod claims;

pub use claims::Given;

use super::backend::{
    Backend, CheckCard, ClaimNews, Decision, Opening, Operation, Remark, Subject,
};
use crate::catalog::Check;
use crate::claims::ClaimKey;
use crate::model::{
    ChangeSet, FileAssessment, FileContent, FileView, Finding, Handler, HandlerId, Place, RepoPath,
    Side,
};
use crate::report::visible;
use crate::review::{self, Anchor, Decisions, Digest, EventId, Recorder, Session, SystemClock};

/// Up to this many files, renames are looked for also where they change no finding.
const FEW: usize = 200;

/// A change set of a repository, for the screen.
pub struct Live {
    session: Session,
    /// Whether decisions are written down.
    keeps: bool,
    /// What was decided before, read when it is first needed.
    before: OnceLock<Decisions>,
    keeper: Mutex<Keeper>,
    known: Mutex<Known>,
    /// Foreign reviews that were not read yet.
    given: Mutex<Vec<Given>>,
}

/// What writes decisions down, and what it wrote in this sitting.
struct Keeper {
    recorder: Recorder,
    written: Vec<(EventId, review::Subject)>,
}

/// What was found so far, for the anchors of decisions.
#[derive(Default)]
struct Known {
    findings: HashMap<crate::model::FindingId, Finding>,
    handlers: HashMap<HandlerId, Place>,
    claims: HashMap<ClaimKey, Place>,
}

/// What the screen opens on for a review.
#[must_use]
pub fn opening(session: &Session) -> Opening {
    Opening {
        repository: session.repo().name(),
        change_set: session.change_set().clone(),
        checks: session.catalog().checks().iter().map(card).collect(),
        added: added(session),
    }
}

/// What users added, what was left out, and what the change does to it.
fn added(session: &Session) -> Vec<Remark> {
    let added = session.catalog().added();
    let remark = |text: String, is_urgent| Remark { text: visible(&text), is_urgent };
    let problems = added.problems.iter().map(|it| remark(format!("left out: {it}"), true));
    let changed = session.changed_additions().iter().map(|path| {
        remark(format!("this change touches {path}: it counts once it is at base"), true)
    });
    let parts = added
        .parts
        .iter()
        .map(|part| remark(format!("{} counts, as of {}", part.by, part.read_from), false));
    problems.chain(changed).chain(parts).collect()
}

fn card(check: &Check) -> CheckCard {
    let cwe = check.cwe.iter().map(|number| format!(" · CWE-{number}"));
    let asvs = check.asvs.iter().map(|number| format!(" · ASVS {number}"));
    let by = check.by.iter().map(|by| format!(" · by {}", visible(by)));
    let numbers = cwe.chain(asvs).chain(by);
    CheckCard {
        id: check.id.clone(),
        title: check.title.clone(),
        question: check.question.clone(),
        attack: check.attack.clone(),
        weight: format!("{}{}", check.severity, numbers.collect::<String>()),
    }
}

impl Live {
    /// A backend for a review. Reads nothing yet.
    #[must_use]
    pub fn new(session: Session) -> Self {
        let author = session.repo().user().unwrap_or_else(|| "unknown".to_owned());
        let recorder = Recorder::new(author, Box::new(SystemClock));
        Self {
            session,
            keeps: true,
            before: OnceLock::new(),
            keeper: Mutex::new(Keeper { recorder, written: Vec::new() }),
            known: Mutex::default(),
            given: Mutex::default(),
        }
    }

    /// The same, forgetting what is decided: for a look, not a review.
    #[must_use]
    pub fn forgetting(session: Session) -> Self {
        Self { keeps: false, ..Self::new(session) }
    }

    /// What was decided before this sitting; nothing where the log cannot be read.
    fn before(&self) -> &Decisions {
        self.before.get_or_init(|| {
            let mut keeper = lock(&self.keeper);
            let contents = self.session.decided().unwrap_or_default();
            keeper.recorder.observe(&contents.events);
            Decisions::fold(&contents.events)
        })
    }

    /// Where a decision stands, so that it is found again when lines move.
    fn anchor(&self, subject: &Subject) -> Option<Anchor> {
        if let Subject::Claim(key) = subject {
            let place = lock(&self.known).claims.get(key).cloned()?;
            return self.session.anchor_of(&place);
        }
        let Subject::Finding(id) = subject else { return None };
        let (finding, around) = {
            let known = lock(&self.known);
            let finding = known.findings.get(id)?.clone();
            let around = known.handlers.get(finding.handler()).cloned();
            (finding, around)
        };
        self.session.anchor(&finding, around.as_ref())
    }

    fn digest(&self, handler: &HandlerId) -> Option<Digest> {
        let place = lock(&self.known).handlers.get(handler).cloned()?;
        self.session.digest(&place)
    }

    fn operation(&self, decision: &Decision) -> Result<review::Operation, String> {
        Ok(match &decision.operation {
            Operation::Confirm => review::Operation::Confirm,
            Operation::Dismiss(reason) => {
                review::Operation::Dismiss { reason: *reason, text: String::new() }
            }
            Operation::Judge { said, held, why } => {
                review::Operation::Judge { said: *said, held: *held, text: why.clone() }
            }
            Operation::Reopen | Operation::Recheck => review::Operation::Reopen,
            Operation::Note(text) => review::Operation::Note { text: text.clone() },
            Operation::Unreviewed => review::Operation::Unreviewed,
            Operation::Reviewed => {
                let Subject::Handler(handler) = &decision.subject else {
                    return Err("only a handler can be reviewed".to_owned());
                };
                let digest = self.digest(handler).ok_or("the handler's text cannot be read")?;
                review::Operation::Reviewed { digest }
            }
        })
    }

    /// Writes an operation down; a notice where it did not go where it should.
    fn write(
        &self,
        subject: review::Subject,
        operation: review::Operation,
        anchor: Option<Anchor>,
    ) -> Result<(EventId, Option<String>), String> {
        self.before();
        let mut keeper = lock(&self.keeper);
        let event = keeper.recorder.record(subject, operation, anchor);
        let id = event.id.clone();
        if !self.keeps {
            return Ok((id, None));
        }
        let appended =
            self.session.log().append(&[event]).map_err(|problem| problem.to_string())?;
        Ok((id, appended.notice))
    }

    fn remember(&self, found: &FileAssessment) {
        let mut known = lock(&self.known);
        for handler in &found.handlers {
            known.handlers.insert(handler.id.clone(), handler.place.clone());
        }
        for finding in &found.findings {
            known.findings.insert(finding.id().clone(), finding.clone());
        }
    }
}

impl Backend for Live {
    fn view(&self, index: usize) -> FileView {
        let change_set = self.session.change_set();
        let change = change_set.files.get(index);
        let view = change.map(|change| self.session.repo().view(change_set, change));
        match (view, change) {
            (Some(Ok(view)), _) => view,
            (Some(Err(problem)), Some(change)) => unreadable(change, &problem.to_string()),
            _ => FileView {
                change: crate::model::FileChange {
                    status: crate::model::FileStatus::Unchanged,
                    sides: crate::model::Sides::Head(crate::model::FileVersion {
                        path: RepoPath::new(""),
                        kind: crate::model::FileKind::File,
                        blob: None,
                    }),
                },
                old: None,
                new: None,
                hunks: Vec::new(),
                note: Some("there is no such file in the change".to_owned()),
            },
        }
    }

    fn renames(&self) -> Option<ChangeSet> {
        let before = self.session.change_set().clone();
        if before.files.len() > FEW && !self.session.may_hold_moved_handlers() {
            return None;
        }
        // Where files cannot be paired they are shown as they are.
        let after = self.session.find_renames().ok()?;
        (*after != before).then(|| after.clone())
    }

    fn outline(&self, _index: usize, _view: &FileView) -> Vec<Handler> {
        Vec::new()
    }

    fn assess(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(usize, FileAssessment)) {
        for (index, file) in self.session.change_set().files.iter().enumerate() {
            if !file.is_python() {
                sink(index, FileAssessment::default());
            }
        }
        self.session.assess(cancel, &mut |index, found| {
            self.remember(&found);
            sink(index, found);
        });
    }

    fn claims(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(ClaimNews)) {
        self.read_claims(cancel, sink);
    }

    fn decided(&self, found: &FileAssessment) -> Vec<Decision> {
        let before = self.before();
        let mut decisions = Vec::new();
        for handler in &found.handlers {
            let subject = Subject::Handler(handler.id.clone());
            decisions.extend(note(before, &subject, review::Subject::Handler(handler.id.clone())));
            if let Some(digest) = self.digest(&handler.id)
                && before.is_reviewed(&handler.id, &digest)
            {
                decisions.push(Decision { subject, operation: Operation::Reviewed });
            }
        }
        for finding in &found.findings {
            let subject = Subject::Finding(finding.id().clone());
            decisions.extend(note(
                before,
                &subject,
                review::Subject::Finding(finding.id().clone()),
            ));
            if before.decision(finding.id()).is_none() {
                continue;
            }
            let Some(now) = self.anchor(&subject) else { continue };
            let operation = match before.disposition_at(finding.id(), &now) {
                review::Disposition::Confirmed => Operation::Confirm,
                review::Disposition::Dismissed { reason, .. } => Operation::Dismiss(reason),
                review::Disposition::NeedsReview => Operation::Recheck,
                review::Disposition::Open | review::Disposition::Fixed => continue,
            };
            decisions.push(Decision { subject, operation });
        }
        decisions
    }

    fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent> {
        self.session.content(side, path)
    }

    fn append(&self, decision: &Decision) -> Result<Option<String>, String> {
        let subject = match &decision.subject {
            Subject::Finding(id) => review::Subject::Finding(id.clone()),
            Subject::Handler(id) => review::Subject::Handler(id.clone()),
            Subject::Claim(key) => review::Subject::Claim(key.clone()),
        };
        let operation = self.operation(decision)?;
        let anchor = self.anchor(&decision.subject);
        let (event, notice) = self.write(subject.clone(), operation, anchor)?;
        lock(&self.keeper).written.push((event, subject));
        Ok(notice)
    }

    fn take_back(&self) -> Result<(), String> {
        let Some((event, subject)) = lock(&self.keeper).written.pop() else { return Ok(()) };
        self.write(subject, review::Operation::Undo { event }, None).map(|_| ())
    }

    fn work_path(&self, path: &RepoPath) -> Option<PathBuf> {
        let file = self.session.repo().work_dir()?.join(path.as_str());
        file.is_file().then_some(file)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreadable(change: &crate::model::FileChange, problem: &str) -> FileView {
    FileView {
        change: change.clone(),
        old: None,
        new: None,
        hunks: Vec::new(),
        note: Some(format!("cannot be read: {problem}")),
    }
}

/// The last remark on something, where it was not taken away.
fn note(before: &Decisions, subject: &Subject, in_log: review::Subject) -> Option<Decision> {
    let last = before.notes(&in_log).last().filter(|note| !note.text.is_empty())?;
    let operation = Operation::Note(last.text.clone());
    Some(Decision { subject: subject.clone(), operation })
}
