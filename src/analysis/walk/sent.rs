//! What leaves the program with an answer or a log: the text of unexpected
//! exceptions, stored secrets.

use super::clauses::Outcome;
use super::{Flow, Walk};
use crate::analysis::value::{Arguments, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Except, Range, Stmt, StmtKind};

impl Walk<'_> {
    /// Notes what an answer, or the exception that becomes one, gives away.
    pub(super) fn gives_away(&mut self, value: &Value, range: Range) {
        self.gives_away_origins(leaks(value, 4), range);
    }

    /// What an exception raised here was made with gives away, once it is answered.
    pub(super) fn raised_gives_away(&mut self, raised: &Value, range: Range) {
        // What it may be beside what was made here was raised before.
        match &raised.kind {
            Kind::External(made) => self.gives_away_arguments(&made.arguments, range),
            Kind::Instance(made) => self.gives_away_arguments(&made.arguments, range),
            _ => {}
        }
    }

    /// Whether what was raised ends in a clause for the unexpected: what such a clause
    /// tells of it stands in the clause. An answer raised as such gets through where
    /// the clause raises some of what it caught once more.
    pub(super) fn answers_by_itself(&self, caught: &[(usize, usize)], answer: bool) -> bool {
        let last = caught.last().and_then(|(at, clause)| self.tries.get(*at)?.clauses.get(*clause));
        last.is_some_and(|clause| {
            let unexpected = |class: &Value| self.is_unexpected(class);
            matches!(clause.outcome, Outcome::Refuses(_) | Outcome::Leaves)
                && !(answer && clause.passes_on)
                && (clause.types.is_empty() || clause.types.iter().any(unexpected))
        })
    }

    /// The same for the arguments of a call that answers.
    pub(super) fn gives_away_arguments(&mut self, arguments: &Arguments, range: Range) {
        let origins = arguments.values().fold(Origins::NONE, |all, value| all | leaks(value, 4));
        self.gives_away_origins(origins, range);
    }

    fn gives_away_origins(&mut self, origins: Origins, range: Range) {
        if origins.any(Origins::ERROR) {
            self.note(FactKind::ErrorDetailSent, range, origins, None);
        }
        if origins.any(Origins::CREDENTIAL) {
            self.note(FactKind::SecretSent, range, origins, None);
        }
    }

    /// What an `except` clause binds: the text of an exception that nobody
    /// expected says how the program works inside.
    pub(super) fn exception_value(&mut self, clause: &Except) -> Value {
        // What went wrong says nothing about who asks.
        let value = Value::unknown(Origins::SETTING);
        if self.catches_unexpected(clause) { value.with(Origins::ERROR) } else { value }
    }

    fn catches_unexpected(&mut self, clause: &Except) -> bool {
        let types = self.types_of(clause);
        types.is_empty() || types.iter().any(|class| self.is_unexpected(class))
    }

    /// Whether a class of exceptions is one whose text nobody wrote for callers.
    pub(super) fn is_unexpected(&self, class: &Value) -> bool {
        let frameworks = self.world.models.catalog().frameworks();
        let rows = || frameworks.iter().flat_map(|rows| &rows.unexpected);
        class.path().is_some_and(|path| rows().any(|pattern| pattern.matches(path)))
    }

    /// A clause for the unexpected that answers without saying what happened.
    pub(super) fn withholds(&mut self, clause: &Except, start: usize, flow: Flow) {
        let answers = self.frames.last().is_some_and(|frame| frame.answers);
        let start = start.min(self.facts.len());
        let tells = self.facts[start..].iter().any(|fact| fact.kind == FactKind::ErrorDetailSent);
        if flow == Flow::Falls || !answers || tells || !ends_with_answer(&clause.body) {
            return;
        }
        if self.catches_unexpected(clause) {
            let range = clause.types.as_ref().map_or(clause.range, |types| types.range);
            self.note(FactKind::ErrorDetailWithheld, range, Origins::NONE, None);
        }
    }
}

/// Whether an attribute of an exception is not its text: which number it has,
/// which file it is about, of what class it is.
pub(super) fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "errno"
            | "winerror"
            | "filename"
            | "filename2"
            | "code"
            | "status"
            | "status_code"
            | "returncode"
            | "lineno"
            | "pos"
            | "__class__"
            | "__name__"
            | "__qualname__"
            | "__module__"
    )
}

/// Whether a clause ends the request by itself rather than raising again.
fn ends_with_answer(body: &[Stmt]) -> bool {
    body.last().is_some_and(|last| match &last.kind {
        StmtKind::Return(Some(_)) | StmtKind::Raise(Some(_)) | StmtKind::Expr(_) => true,
        StmtKind::If(parts) => ends_with_answer(&parts.then),
        _ => false,
    })
}

/// What a value gives away, and what it was made with: each part by itself.
fn leaks(value: &Value, depth: u32) -> Origins {
    let mut origins = Origins::NONE;
    if value.origins.any(Origins::ERROR) {
        origins |= Origins::ERROR;
    }
    if value.origins.all(Origins::CREDENTIAL | Origins::STORED) {
        origins |= Origins::CREDENTIAL;
    }
    if depth == 0 {
        return origins;
    }
    let within = |all: Origins, part: &Value| all | leaks(part, depth - 1);
    match &value.kind {
        Kind::External(external) => external.arguments.values().fold(origins, within),
        Kind::Instance(instance) => instance.arguments.values().fold(origins, within),
        Kind::Sequence(parts) => parts.iter().fold(origins, within),
        Kind::Mapping(parts) => parts.iter().map(|(_, part)| part).fold(origins, within),
        _ => origins,
    }
}
