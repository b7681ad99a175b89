//! Refusals: raising, returning or sending a status that turns the request
//! away, and what kind of guard that makes of the test before it.

use std::sync::Arc;

use super::proof::PROOF;
use super::status::status_of;
use super::{Flow, Walk};
use crate::analysis::fact::{Condition, Form, Reach, Turn};
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Range, Stmt, StmtKind};

/// A status set on the answer that is being put together.
pub(in crate::analysis) struct Answering {
    status: u16,
    range: Range,
    file: Arc<ModuleFile>,
    /// Under which it was set.
    conditions: Vec<Arc<Condition>>,
}

impl Walk<'_> {
    /// The answer has this status from now on.
    pub(super) fn answer_with(&mut self, status: Option<u16>, range: Range) {
        let conditions = self.conditions.clone();
        let file = self.here().cloned();
        self.answering = match (status.filter(|status| refuses(*status)), file) {
            (Some(status), Some(file)) => Some(Answering { status, range, file, conditions }),
            _ => None,
        };
    }

    /// The handler ends: where the answer turns the request away by now, on
    /// this very way, that is a refusal.
    pub(super) fn answered_so_far(&mut self) -> bool {
        let Some(answering) = self.answering.take() else { return false };
        let here = self.conditions.iter().map(Arc::as_ptr);
        let set = answering.conditions.iter().map(Arc::as_ptr);
        // Helpers that set the status had no conditions of their own.
        if !set.clone().eq(here.take(set.count())) {
            return false;
        }
        self.enter_module(&answering.file);
        if let Some(frame) = self.frames.last_mut() {
            frame.base = 0;
        }
        self.refuse(answering.range, Some(answering.status), None);
        self.frames.pop();
        true
    }

    /// `raise exception`
    pub(super) fn raise(&mut self, statement: &Stmt, raised: Option<&Expr>) -> Flow {
        match raised {
            Some(raised) => {
                let value = self.expression(raised);
                let status = self.world.status_for(&value);
                self.refuse(statement.range, status, Some(&value));
            }
            None => self.refuse(statement.range, None, Some(&Value::UNKNOWN)),
        }
        Flow::Refuses
    }

    /// `return value`
    pub(super) fn leave_with(&mut self, statement: &Stmt, value: Option<&Expr>) -> Flow {
        let answers = self.frames.last().filter(|frame| frame.answers && may_be_followed(value));
        self.returned_call = answers.map(|frame| frame.is_handler);
        self.answered = None;
        let mut value = value.map_or(Value::new(Kind::None), |value| self.expression(value));
        self.returned_call = None;
        // What is called for the answer has answered, or refused, by itself.
        let answered = self.answered.take();
        if answered == Some(Flow::Refuses) {
            return Flow::Refuses;
        }
        if self.frames.last().is_some_and(|frame| frame.answers) {
            value = self.begin(value, statement.range);
        }
        let status = self.status_of_answer(&value).filter(|status| refuses(*status));
        let Some(frame) = self.frames.last() else { return Flow::Leaves };
        if let (Some(status), true) = (status, frame.answers) {
            self.refuse(statement.range, Some(status), None);
            return Flow::Refuses;
        }
        let (of_handler, answers) = (frame.is_handler, frame.answers);
        if answers && self.answered_so_far() {
            return Flow::Refuses;
        }
        if of_handler && self.returns_answer && answered.is_none() {
            self.answer(statement, &value);
        }
        let Some(frame) = self.frames.last_mut() else { return Flow::Leaves };
        let returned = match frame.returned.take() {
            Some(before) => before.join(value),
            None => value,
        };
        frame.returned = Some(returned);
        Flow::Leaves
    }

    /// Whether an answer is the same for everybody as far as the code says: texts
    /// and numbers that stand in it, and a page that is given nothing.
    fn says_nothing(&self, body: &Value) -> bool {
        match &body.kind {
            Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_) => {
                body.origins == Origins::NONE
            }
            Kind::Sequence(parts) => parts.iter().all(|part| self.says_nothing(part)),
            Kind::Mapping(parts) => {
                body.origins == Origins::NONE
                    && parts.iter().all(|(_, part)| self.says_nothing(part))
            }
            Kind::External(external) if external.path.ends_with("()") => {
                let answers = self.world.models.status(external.path.trim_end_matches("()"));
                let given = &external.arguments;
                answers.is_some()
                    && !given.open
                    && given.values().all(|part| self.says_nothing(part) || is_request(part))
            }
            _ => false,
        }
    }

    /// The status a returned value answers with.
    fn status_of_answer(&self, value: &Value) -> Option<u16> {
        match &value.kind {
            // `return body, 403` and `return body, 403, headers`.
            Kind::Sequence(parts) if parts.len() >= 2 => {
                status_of(&parts[1]).filter(|status| (100..600).contains(status))
            }
            Kind::External(_) | Kind::Instance(_) => self.world.status_for(value),
            _ => None,
        }
    }

    /// `abort(404)` on its own: nothing after it runs.
    pub(super) fn refuses_always(&mut self, expression: &Expr) -> Flow {
        let inner = match &expression.kind {
            ExprKind::Await(inner) => inner,
            _ => expression,
        };
        let ExprKind::Call(call) = &inner.kind else { return Flow::Falls };
        let quiet = std::mem::replace(&mut self.quiet, true);
        let function = self.expression(&call.function);
        self.quiet = quiet;
        let Some(path) = function.path() else { return Flow::Falls };
        let always = self
            .world
            .models
            .reading(&format!("{path}()"), &Default::default())
            .first()
            .is_some_and(|model| model.status_argument.is_some());
        if always { Flow::Refuses } else { Flow::Falls }
    }

    /// Notes what a refusal at this range protects against; `raised` is none
    /// where it is returned.
    pub(super) fn refuse(&mut self, range: Range, status: Option<u16>, raised: Option<&Value>) {
        if self.quiet {
            return;
        }
        let reaches = match raised {
            Some(raised) => self.reaches_caller(status, raised),
            None => Some(status),
        };
        let Some(status) = reaches else {
            self.may_fail();
            return;
        };
        let meant =
            raised.and_then(Value::path).and_then(|path| self.world.models.status(path)?.means);
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let own = if self.conditions.len() > base { base } else { 0 };
        let test = self.conditions[own..]
            .iter()
            .rposition(|condition| judges(status, condition, meant).is_some())
            .map(|at| own + at);
        for condition in &self.conditions[own..] {
            if condition.origins.any(Origins::STORED) && condition.origins.joins_selectors() {
                self.linked.push(condition.origins.selectors());
            }
        }
        let Some(mut at) = test else { return };
        let mut kind = judges(status, &self.conditions[at], meant);
        // Who has a right comes by, and others only with what is theirs: whose
        // it is, is what the refusal asks.
        let owned = |condition: &Arc<Condition>| {
            judges(status, condition, meant) == Some(FactKind::ObjectAccessChecked)
        };
        if kind == Some(FactKind::AccessChecked)
            && let Some(whose) = self.conditions[own..].iter().rposition(owned)
        {
            at = own + whose;
            kind = Some(FactKind::ObjectAccessChecked);
        }
        let condition = Arc::clone(&self.conditions[at]);
        let Some(kind) = kind else { return };
        let caught = |test: &Arc<Condition>| test.turn == Turn::Caught;
        if kind == FactKind::InputValidated && self.conditions[at + 1..].iter().any(caught) {
            // Something went wrong since that test: this answers for it.
            return;
        }
        let others: Vec<Arc<Condition>> = self
            .conditions
            .iter()
            .enumerate()
            .filter(|(index, other)| {
                *index != at && !(*index >= own && belongs(kind, &condition, other))
            })
            .map(|(_, other)| Arc::clone(other))
            .collect();
        let here = self.here().is_some_and(|file| file.path == condition.site.file.path);
        let at_test = if here { condition.site.range } else { range };
        let refusal = self.site(range);
        if kind == FactKind::AuthenticationRequired && condition.origins.any(Origins::STORED) {
            self.forget_credentials(at);
        }
        let proof = condition.origins.all(PROOF) && PROVED.contains(&kind);
        let kinds = if proof { PROVED.to_vec() } else { vec![kind] };
        let (count, by) = (self.facts.len(), self.decider(kind));
        // Whoever may touch everybody's objects may touch this one.
        let over_all = kind == FactKind::AccessChecked && condition.origins.any(Origins::OVER_ALL);
        let over_all = over_all.then_some(FactKind::ObjectAccessChecked);
        for kind in over_all.into_iter().chain(kinds) {
            self.note_under(kind, at_test, condition.origins, status, others.clone());
        }
        for fact in self.facts.iter_mut().skip(count) {
            // What comes out of a test is settled when it is tested.
            fact.order = condition.order;
            fact.test = Some((condition.text.clone(), condition.affirms));
            fact.refusal.clone_from(&refusal);
            if fact.kind == FactKind::ObjectAccessChecked && condition.form == Form::Presence {
                fact.reach = Reach::Object;
            }
            fact.by.clone_from(&by);
            if fact.kind == FactKind::VersionCompared
                && condition.origins.any(Origins::WRITE_RESULT)
            {
                // The write compares and sets in one: refusing takes it back.
                fact.order = 0;
            }
        }
    }

    /// The conditions of a guard of this kind here that are not part of it:
    /// having let through whoever may do more belongs to it.
    pub(super) fn other_conditions(&self, kind: FactKind) -> Vec<Arc<Condition>> {
        let own = self.frames.last().map_or(0, |frame| frame.base).min(self.conditions.len());
        let (outer, own) = self.conditions.split_at(own);
        let others = own.iter().filter(|test| test.holds || !belongs(kind, test, test));
        outer.iter().chain(others).cloned().collect()
    }

    /// What was loaded to find out who asks is no object that the request is
    /// about: it is dropped when the refusal follows.
    fn forget_credentials(&mut self, test: usize) {
        // The refusal may be in a helper of the function that tests.
        let tests = self.frames.iter().rev().find(|frame| frame.base <= test);
        let depth = tests.map_or(self.trail.len(), |frame| frame.way);
        self.forget(depth, 1, &[FactKind::StoreRead, FactKind::ObjectLoaded]);
    }

    /// What helpers read to find out who asks, which is known now, is no input
    /// that the request is about.
    pub(super) fn caller_found(&mut self) {
        let kinds = [
            FactKind::StoreRead,
            FactKind::ObjectLoaded,
            FactKind::QueryRead,
            FactKind::Deserialised,
            FactKind::DeserialisedSafely,
        ];
        self.forget(self.trail.len(), 2, &kinds);
    }

    /// Drops facts of these kinds that happened below the first steps of the
    /// trail, at least so many steps down.
    fn forget(&mut self, depth: usize, below: usize, kinds: &[FactKind]) {
        let way = self.trail.get(..depth).unwrap_or_default();
        if way.is_empty() {
            return;
        }
        for fact in &mut self.facts {
            let here = fact.trail.len() >= way.len() + below
                && fact.trail.iter().zip(way).all(|(mine, theirs)| mine.same(theirs));
            fact.void |= here && (kinds.contains(&fact.kind) || fact.reach == Reach::Object);
        }
    }

    /// The handler answers with what it returns, unless that has no body.
    fn answer(&mut self, statement: &Stmt, value: &Value) {
        let StmtKind::Return(Some(returned)) = &statement.kind else { return };
        let body = match &value.kind {
            Kind::Sequence(parts) if !parts.is_empty() => &parts[0],
            _ => value,
        };
        let status = self.status_of_answer(value);
        if matches!(body.kind, Kind::None) || !may_be_reused(status) || self.says_nothing(body) {
            return;
        }
        let count = self.facts.len();
        self.note(FactKind::ResponseSent, returned.range, value.all_origins(), None);
        if let (Some(fact), Kind::External(external)) = (self.facts.get_mut(count), &body.kind) {
            fact.object = external.number;
        }
    }
}

/// Whether a value is the request itself.
fn is_request(value: &Value) -> bool {
    value.path().is_some_and(|path| path.ends_with("equest()") || path.ends_with(".request"))
}

/// Whether caches may reuse an answer with this status without being told to
/// (RFC 9110 section 15.1); a plain redirect is none of them.
fn may_be_reused(status: Option<u16>) -> bool {
    status.is_none_or(|status| matches!(status, 200..=203 | 206 | 300 | 301 | 308))
}

/// What a refusal means of those who bring no proof.
const PROVED: [FactKind; 2] = [FactKind::AuthenticationRequired, FactKind::ObjectAccessChecked];

/// Whether a returned expression is a call as it stands.
fn may_be_followed(value: Option<&Expr>) -> bool {
    value.is_some_and(|value| match &value.kind {
        ExprKind::Await(inner) => matches!(inner.kind, ExprKind::Call(_)),
        kind => matches!(kind, ExprKind::Call(_)),
    })
}

/// Whether a status turns the request away (RFC 9110 section 15.5); redirects
/// are told by the row that names where they lead.
fn refuses(status: u16) -> bool {
    (400..500).contains(&status)
}

/// What kind of guard a refusal makes of a condition. Where something was
/// caught, whatever refused is a guard of its own; only credentials that did
/// not hold are judged here.
fn judges(status: Option<u16>, condition: &Condition, meant: Option<FactKind>) -> Option<FactKind> {
    if condition.turn != Turn::Test {
        let credentials = condition.turn == Turn::Caught && condition.origins != Origins::NONE;
        return match status {
            Some(401) if credentials => Some(FactKind::AuthenticationRequired),
            _ => None,
        };
    }
    let kind = classify(status, condition.origins, meant)?;
    // The site a request comes from is not who sends it.
    let by_site = condition.origins.any(Origins::SITE) && !condition.origins.any(RIGHTS);
    let fits = match kind {
        FactKind::AuthenticationRequired
        | FactKind::AccessChecked
        | FactKind::ObjectAccessChecked
            if by_site =>
        {
            false
        }
        FactKind::AuthenticationRequired | FactKind::AccessChecked => {
            about_caller(condition) && !turns_away_the_allowed(condition)
        }
        FactKind::ObjectAccessChecked => {
            condition.form != Form::Order && !turns_away_the_allowed(condition)
        }
        _ => true,
    };
    fits.then_some(kind)
}

/// Whether a test can be about who asks: not one of a number or a setting, nor
/// one of the request's data alone.
fn about_caller(condition: &Condition) -> bool {
    let credentials = RIGHTS | Origins::HEADER | Origins::CALLER;
    condition.origins.any(credentials)
        || (matches!(condition.form, Form::Open | Form::Presence)
            && !condition.origins.any(Origins::INPUT | Origins::SETTING))
}

/// Whether those are turned away whom a decision allows, or whose object it is.
fn turns_away_the_allowed(condition: &Condition) -> bool {
    let decisions =
        Origins::DECIDES_ACCESS | Origins::DECIDES_AUTHENTICATION | Origins::DECIDES_OBJECT;
    let decides = condition.origins.any(decisions)
        || condition.origins.all(Origins::PRINCIPAL | Origins::STORED);
    condition.affirms && decides
}

/// What kind of guard a refusal makes of a test of this origin.
fn classify(status: Option<u16>, origins: Origins, meant: Option<FactKind>) -> Option<FactKind> {
    let owned =
        origins.all(Origins::PRINCIPAL | Origins::STORED) || origins.any(Origins::DECIDES_OBJECT);
    match status {
        Some(401) => Some(FactKind::AuthenticationRequired),
        // Being somebody at all is no right to anything.
        Some(403) if origins.any(Origins::DECIDES_AUTHENTICATION) => {
            Some(FactKind::AuthenticationRequired)
        }
        Some(403) if owned => Some(FactKind::ObjectAccessChecked),
        Some(403) => Some(FactKind::AccessChecked),
        Some(404) if owned => Some(FactKind::ObjectAccessChecked),
        Some(406) => Some(FactKind::AcceptChecked),
        Some(415) => Some(FactKind::ContentTypeRequired),
        Some(429) => Some(FactKind::RateLimited),
        Some(409 | 412 | 428) if origins.any(Origins::VERSION_TEST) => {
            Some(FactKind::VersionCompared)
        }
        Some(400 | 411 | 413 | 422) if origins.any(Origins::INPUT | Origins::DECIDES_VALIDITY) => {
            Some(FactKind::InputValidated)
        }
        Some(_) => None,
        None if meant == Some(FactKind::InputValidated) => origins
            .any(Origins::INPUT | Origins::DECIDES_VALIDITY)
            .then_some(FactKind::InputValidated),
        None if meant.is_some() => meant,
        None if origins.any(Origins::VERSION_TEST) => Some(FactKind::VersionCompared),
        None if owned => Some(FactKind::ObjectAccessChecked),
        None if origins.any(Origins::DECIDES_ACCESS) => Some(FactKind::AccessChecked),
        None if origins.any(Origins::DECIDES_AUTHENTICATION) => {
            Some(FactKind::AuthenticationRequired)
        }
        None if origins.any(Origins::INPUT | Origins::DECIDES_VALIDITY) => {
            Some(FactKind::InputValidated)
        }
        None => None,
    }
}

/// Who asks, and what they may do.
const RIGHTS: Origins = Origins::PRINCIPAL
    .and(Origins::DECIDES_ACCESS)
    .and(Origins::DECIDES_OBJECT)
    .and(Origins::DECIDES_AUTHENTICATION);

/// Whether an outer test is part of the guard rather than a condition for it:
/// asking for a header before judging it, or having let by whoever has another
/// right. Asking only those who have a right is a condition: others come by.
fn belongs(kind: FactKind, test: &Condition, outer: &Condition) -> bool {
    let rights = if outer.affirms && outer.turn == Turn::Test { Origins::NONE } else { RIGHTS };
    let shared = match kind {
        FactKind::InputValidated | FactKind::AcceptChecked | FactKind::ContentTypeRequired => {
            test.origins.only(outer.origins).only(Origins::INPUT)
        }
        // Whether there is an object at all belongs to asking whose it is; what
        // the object says of itself alone does not.
        FactKind::ObjectAccessChecked => {
            let of_itself = outer.text.contains('.') && !outer.origins.any(RIGHTS);
            let object = if of_itself { Origins::NONE } else { Origins::STORED };
            outer.origins.only(rights | object)
        }
        FactKind::AccessChecked | FactKind::AuthenticationRequired => outer.origins.only(rights),
        FactKind::VersionCompared => outer.origins.only(Origins::VERSION_TEST),
        _ => Origins::NONE,
    };
    shared != Origins::NONE
}
