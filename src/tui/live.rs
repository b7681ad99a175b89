//! The screen's backend over a repository, the engine and the log of decisions.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

mod blame;
mod claims;
mod export;
mod ledger;
mod opening;
mod place;
mod ranges;
mod seen;
mod standing;
mod view;
mod watch;

pub use claims::Given;
pub use place::Keeping;

use super::backend::{Backend, ClaimNews, Decision, Operation, Reopened, Subject};
use super::blame::Blame;
use super::range::{Choice, CommitNews, Range, Refusal};
use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{
    ChangeSet, FileAssessment, FileContent, FileView, Finding, FindingId, Handler, HandlerId,
    Place, RepoPath, Side, State,
};
use crate::review::{self, Anchor, Decisions, Digest, Extent, LeftOut, NewNames, Session, Spot};
use claims::Reviews;
use ledger::{Ledger, Made};
use watch::Watch;

/// Up to this many files, renames are looked for also where they change no finding.
const FEW: usize = 200;

/// A change set of a repository, for the screen.
pub struct Live {
    session: Session,
    /// Who decides.
    author: String,
    /// That of the repository, whatever range of it is reviewed.
    ledger: Arc<Mutex<Ledger>>,
    known: Mutex<Known>,
    /// Foreign reviews, whatever range they are held against.
    foreign: Arc<Mutex<Reviews>>,
    /// Whether what the user has seen already is left out.
    since_review: bool,
    watch: Mutex<Watch>,
    keeping: Keeping,
}

/// What was found so far, for the anchors of decisions.
#[derive(Default)]
struct Known {
    findings: HashMap<crate::model::FindingId, Finding>,
    handlers: HashMap<HandlerId, Handler>,
    /// Whether all files were assessed.
    is_complete: bool,
    /// How much the user has seen already.
    left_out: Option<LeftOut>,
    /// What goes by another name than when it was decided on.
    names: NewNames,
    /// What is said of each, and the line that decides.
    claims: HashMap<ClaimKey, (ClaimVerdict, Option<Place>)>,
}

impl Known {
    /// Everything in one, and whether it is all that there is.
    fn found(&self) -> (FileAssessment, bool) {
        let findings = self.findings.values().cloned().collect();
        let handlers = self.handlers.values().cloned().collect();
        let found = FileAssessment { findings, handlers, ..FileAssessment::default() };
        (found, self.is_complete)
    }
}

impl Live {
    /// A backend for a review. Reads nothing yet.
    #[must_use]
    pub fn new(session: Session) -> Self {
        let author = session.author();
        let ledger = Ledger::new(session.log().clone(), author.clone());
        Self {
            session,
            author,
            ledger: Arc::new(Mutex::new(ledger)),
            known: Mutex::default(),
            foreign: Arc::default(),
            since_review: false,
            watch: Mutex::default(),
            keeping: Keeping::default(),
        }
    }

    /// The same, forgetting what is decided: for a look, not a review.
    #[must_use]
    pub fn forgetting(session: Session) -> Self {
        let live = Self::new(session);
        lock(&live.ledger).forget();
        live
    }

    /// What was decided so far; nothing where the log cannot be read.
    fn decisions(&self) -> Arc<Decisions> {
        lock(&self.ledger).decisions()
    }

    /// Where a decision stands, so that it is found again when lines move.
    fn anchor(&self, subject: &Subject) -> Option<Anchor> {
        if let Subject::Claim(key) = subject {
            let place = lock(&self.known).claims.get(key).cloned()?.1?;
            return self.session.anchor_of(&place);
        }
        if let Subject::Handler(id) = subject {
            let handler = lock(&self.known).handlers.get(id).cloned()?;
            return self.session.anchor_of_handler(&handler);
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

    /// Where lines that a person chose stand; outside all handlers, those of the one that was
    /// looked at.
    fn anchor_of_lines(&self, lines: &Place, looked_at: Option<&HandlerId>) -> Option<Anchor> {
        let (known, _) = lock(&self.known).found();
        let handlers: Vec<&Handler> = known.handlers.iter().collect();
        let mut anchor = self.session.anchor_of_lines(lines, &handlers)?;
        anchor.handler = anchor.handler.or_else(|| looked_at.cloned());
        Some(anchor)
    }

    /// The state of an item, where it is found.
    fn state(&self, item: &FindingId) -> Option<State> {
        lock(&self.known).findings.get(item).map(Finding::state)
    }

    fn digest(&self, handler: &HandlerId) -> Option<Digest> {
        let handler = lock(&self.known).handlers.get(handler).cloned()?;
        self.session.digest(&handler.place)
    }

    /// What the log says for a decision of the screen.
    fn made(&self, decision: &Decision) -> Result<Made, String> {
        // Under the name that it had, where something was said before: one thing has one name
        // in the log.
        let subject = match &decision.subject {
            Subject::Finding(id) => {
                let known = lock(&self.known);
                review::Subject::Finding(known.names.former_item(id).unwrap_or(id).clone())
            }
            Subject::Handler(id) => {
                let known = lock(&self.known);
                review::Subject::Handler(known.names.former_handler(id).unwrap_or(id).clone())
            }
            Subject::Claim(key) => review::Subject::Claim(key.clone()),
            Subject::Lines(place) => review::Subject::Place(place.clone()),
            Subject::Own(id) => review::Subject::Remark(id.clone()),
        };
        let anchor = match &decision.operation {
            Operation::Remark(own) => self.anchor_of_lines(&own.place, own.handler.as_ref()),
            _ => self.anchor(&decision.subject),
        };
        let operation = self.operation(decision, &subject)?;
        Ok((subject, operation, anchor))
    }

    fn operation(
        &self,
        decision: &Decision,
        subject: &review::Subject,
    ) -> Result<review::Operation, String> {
        Ok(match &decision.operation {
            Operation::Confirm => review::Operation::Confirm,
            Operation::Dismiss(dismissal) => review::Operation::Dismiss {
                reason: dismissal.reason,
                text: dismissal.text.clone(),
                until: dismissal.until,
                of: dismissal.same_as.clone(),
            },
            Operation::Rate(severity) => {
                review::Operation::Rate { severity: *severity, text: String::new() }
            }
            Operation::Judge { said, held, why } => {
                review::Operation::Judge { said: *said, held: *held, text: why.clone() }
            }
            Operation::Remark(own) => review::Operation::Remark {
                kind: own.kind,
                text: own.text.clone(),
                check: own.check.clone(),
                role: own.role,
            },
            Operation::Reopen
            | Operation::Recheck(_)
            | Operation::Gone
            | Operation::Noted { .. }
            | Operation::Before(_)
            | Operation::Withdraw(_) => review::Operation::Reopen,
            Operation::Note(text) => {
                // What is written on one line shows the ends of lines as signs.
                let text = text.replace('\u{240a}', "\n");
                let own = self.own_note(&self.decisions(), subject).cloned();
                review::Operation::Note { text, replaces: own.map(|note| note.first) }
            }
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

    fn remember(&self, found: &FileAssessment) {
        let mut known = lock(&self.known);
        if found.handlers.iter().any(|handler| known.handlers.contains_key(&handler.id)) {
            // Assessed again: what is not found any more counts no longer.
            let ids: HashSet<_> = found.handlers.iter().map(|handler| &handler.id).collect();
            known.findings.retain(|_, finding| !ids.contains(finding.handler()));
        }
        for handler in &found.handlers {
            known.handlers.insert(handler.id.clone(), handler.clone());
        }
        for finding in &found.findings {
            known.findings.insert(finding.id().clone(), finding.clone());
        }
    }
}

impl Backend for Live {
    fn view(&self, index: usize) -> FileView {
        self.read_view(index)
    }

    fn renames(&self) -> Option<ChangeSet> {
        self.begin_to_watch();
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
        if self.since_review {
            return self.assess_unseen(cancel, sink);
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
        let decisions = self.decisions();
        let decisions = self.session.follow(&decisions, &[found], Extent::Part);
        let handlers = found.handlers.iter().flat_map(|it| self.on_handler(&it.id, &decisions));
        let findings = found.findings.iter().flat_map(|it| self.on_finding(it.id(), &decisions));
        handlers.chain(findings).collect()
    }

    fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent> {
        self.session.content(side, path)
    }

    fn keep(&self, decisions: &[Decision]) -> Result<Option<String>, String> {
        let made = decisions.iter().map(|it| self.made(it)).collect::<Result<Vec<_>, _>>();
        let mut ledger = lock(&self.ledger);
        match made {
            Ok(made) => ledger.make(made),
            // Nothing was made: that is what the next undo takes back.
            Err(problem) => ledger.make(Vec::new()).and(Err(problem)),
        }
    }

    fn take_back(&self) -> Result<Option<String>, String> {
        lock(&self.ledger).take_back()
    }

    fn make_again(&self) -> Result<Option<String>, String> {
        lock(&self.ledger).make_again()
    }

    fn unsaved(&self) -> usize {
        lock(&self.ledger).unsaved()
    }

    fn save(&self) -> Result<Option<String>, String> {
        lock(&self.ledger).save()
    }

    fn news(&self) -> Option<Vec<Decision>> {
        let is_new = lock(&self.ledger).look();
        is_new.then(|| self.standing())
    }

    fn standing(&self) -> Vec<Decision> {
        let decisions = self.decisions();
        let (found, claims) = {
            let known = lock(&self.known);
            let claims = known.claims.iter().map(|(key, (verdict, _))| (key.clone(), *verdict));
            (known.found(), claims.collect::<Vec<_>>())
        };
        let extent = if found.1 { Extent::Whole } else { Extent::Part };
        let names = self.session.names_now(&decisions, &[&found.0], extent);
        let decisions = decisions.renamed(&names);
        lock(&self.known).names = names;
        let handlers = found.0.handlers.iter().flat_map(|it| self.on_handler(&it.id, &decisions));
        let findings = found.0.findings.iter().flat_map(|it| self.on_finding(it.id(), &decisions));
        let claims = claims.iter().flat_map(|(key, said)| self.on_claim(key, *said, &decisions));
        let around: Vec<&Handler> = found.0.handlers.iter().collect();
        let own = decisions.remarks().iter();
        let own = own.flat_map(|it| self.on_remark(it, &around, &decisions));
        handlers.chain(findings).chain(claims).chain(own).collect()
    }

    fn left_out(&self) -> Option<String> {
        lock(&self.known).left_out.map(LeftOut::words)
    }

    fn settled(&self) -> Option<Vec<Decision>> {
        lock(&self.known).is_complete = true;
        let decisions = self.decisions();
        let is_empty = decisions.items().next().is_none() && decisions.handlers().next().is_none();
        (!is_empty).then(|| self.standing())
    }

    fn export(&self, format: &str, file: &str) -> Result<String, String> {
        self.write_review(format, file)
    }

    fn reopen(&self, range: &Range) -> Result<Reopened, Refusal> {
        self.other(range)
    }

    fn leave(&self, spot: &Spot) -> Result<(), String> {
        self.keep_place(spot)
    }

    fn has_moved(&self) -> bool {
        Self::has_moved(self)
    }

    fn commits(&self, of: &Range, cancel: &AtomicBool, sink: &mut dyn FnMut(CommitNews)) {
        self.list_commits(of, cancel, sink);
    }

    fn choices(&self) -> Vec<Choice> {
        self.other_ranges()
    }

    fn blame(
        &self,
        index: usize,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(Blame),
    ) -> Result<(), String> {
        self.find_blame(index, cancel, sink)
    }

    fn work_path(&self, path: &RepoPath) -> Option<PathBuf> {
        let file = self.session.repo().work_dir()?.join(path.as_str());
        file.is_file().then_some(file)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
