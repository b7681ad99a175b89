//! Refusals: raising, returning or sending a status that turns the request
//! away, and what kind of guard that makes of the test before it.

use std::sync::Arc;

use super::judging::{asks_if_anything, asks_presence, belongs, is_bare, says_whose};
use super::proof::PROOF;
use super::readers::Judged;
use super::status::{may_be_reused, refuses, status_of};
use super::{Flow, TryFrame, Walk};
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
            // What is made to be raised matters to those who catch it alone.
            _ if self.quiet => {}
            Some(raised) => {
                let value = self.raised(raised);
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
        let asked = value;
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
        let status = self.status_of_answer(&value);
        let fails = status.is_some_and(|status| status >= 500);
        let status = status.filter(|status| refuses(*status));
        let implied = self.implied(&value);
        let Some(frame) = self.frames.last() else { return Flow::Leaves };
        if frame.answers && self.returns_answer {
            let body = match &value.kind {
                Kind::Sequence(parts) if parts.len() >= 2 => &parts[0],
                _ => &value,
            };
            self.gives_away(body, statement.range);
        }
        let Some(frame) = self.frames.last() else { return Flow::Leaves };
        if let (Some(status), true) = (status, frame.answers) {
            self.refuse(statement.range, Some(status), None);
            return Flow::Refuses;
        }
        if frame.answers && self.is_redirect(&value) && self.leads_to_sign_in(statement.range) {
            self.refuse(statement.range, Some(401), None);
            return Flow::Refuses;
        }
        // Nothing is done for a request that the service failed, and nothing shown.
        if fails && frame.answers {
            return Flow::Refuses;
        }
        let (of_handler, answers) = (frame.is_handler, frame.answers);
        if let (Some(asked), true) = (asked, answers) {
            self.refuse_by_verdicts(asked);
        }
        if answers && self.answered_so_far() {
            return Flow::Refuses;
        }
        if of_handler && self.returns_answer && answered.is_none() {
            if let Some(asked) = asked {
                self.says_presence(asked, &value);
            }
            self.returns_shaped(&value);
            self.answer(statement, &value);
        }
        if let Some(asked) = asked {
            self.tells_library(asked.range);
        }
        let answer = self.answer_of(asked, &value);
        let mut value = value.with(implied);
        // A plain yes or no says what the tests before it said.
        if matches!(value.kind, Kind::Bool(_)) && !of_handler {
            let denies = self.own_tests_deny(&value);
            value = value.with(self.own_tests());
            value.origins = value.origins.denying(denies);
        }
        let Some(frame) = self.frames.last_mut() else { return Flow::Leaves };
        frame.returns.push(answer);
        let before = frame.returned.take();
        let returned = match before {
            Some(before) => self.either_returned(before, value),
            None => value,
        };
        if let Some(frame) = self.frame() {
            frame.returned = Some(returned);
        }
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

    /// What a function gives that returns this or that. Where one is an answer
    /// that refuses, whoever goes on with the result has the other.
    fn either_returned(&self, before: Value, after: Value) -> Value {
        let is_refusal = |value: &Value| {
            matches!(value.kind, Kind::External(_))
                && self.status_of_answer(value).is_some_and(refuses)
        };
        match (&before.kind, &after.kind) {
            (Kind::Instance(_), _) if is_refusal(&after) => before.with(after.origins),
            (_, Kind::Instance(_)) if is_refusal(&before) => after.with(before.origins),
            // A list that may be empty is known by what it holds otherwise.
            (Kind::Sequence(none), Kind::Sequence(some)) if none.is_empty() && !some.is_empty() => {
                after.with(before.origins | Origins::OPTIONAL)
            }
            _ => before.join(after),
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

    /// Notes what a refusal at this range protects against; `raised` is none
    /// where it is returned.
    pub(super) fn refuse(&mut self, range: Range, status: Option<u16>, raised: Option<&Value>) {
        if self.quiet {
            return;
        }
        let told = self.push_told();
        self.refuse_here(range, status, raised);
        if told {
            self.trail.pop();
        }
    }

    fn refuse_here(&mut self, range: Range, status: Option<u16>, raised: Option<&Value>) {
        self.caught_in.clear();
        let reaches = match raised {
            Some(raised) => self.reaches_caller(status, raised),
            None => Some(status),
        };
        let caught = std::mem::take(&mut self.caught_in);
        let Some(status) = reaches else {
            self.swallows(raised, status, caught.last().map(|(at, _)| *at));
            self.may_fail();
            return;
        };
        let answer = raised.is_some_and(|raised| self.world.status_for(raised).is_some());
        let tells = status.is_some() && !self.answers_by_itself(&caught, answer);
        if let Some(raised) = raised.filter(|_| tells) {
            self.raised_gives_away(raised, range);
        }
        let meant = self.meant_by(raised);
        if status.is_some() || meant.is_some() {
            self.refuses_decided(range, status);
        }
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let own = if self.conditions.len() > base { base } else { 0 };
        self.note_refused(range, status, own);
        self.note_links(own);
        if matches!(status, Some(400 | 409 | 422)) {
            self.is_taken(own);
        }
        let judged = if self.turns_impostor_away(own, status) { Some(401) } else { status };
        let Some((at, kind)) = self.deciding_test(own, judged, meant) else { return };
        self.refused_for(kind);
        let answers = |test: &Arc<Condition>| test.turn == Turn::Caught;
        if kind == FactKind::InputValidated && self.conditions[at + 1..].iter().any(answers) {
            // Something went wrong since that test: this answers for it.
            return;
        }
        self.note_refusal(range, status, (at, kind), own, &caught);
    }

    /// What raising this says of the test before it, where a row says so.
    fn meant_by(&self, raised: Option<&Value>) -> Option<FactKind> {
        raised.and_then(Value::path).and_then(|path| self.world.models.status(path)?.means)
    }

    /// A refusal that a `try` swallows: its clause stands for it where that asks the
    /// same. One that was asked on some ways alone leaves the others unasked.
    fn swallows(&mut self, raised: Option<&Value>, status: Option<u16>, at: Option<usize>) {
        let meant = self.meant_by(raised);
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let own = if self.conditions.len() > base { base } else { 0 };
        let Some(under) = at.and_then(|at| self.tries.get(at)).map(TryFrame::conditions) else {
            return;
        };
        let Some((at, kind)) = self.deciding_test(own, status, meant) else { return };
        let test = &self.conditions[at];
        let mut others = self.conditions.iter().enumerate().skip(under);
        if at >= under && others.all(|(index, other)| index == at || belongs(kind, test, other)) {
            self.swallowed.push(kind);
        }
    }

    /// Notes the guards that a refusal makes of the condition at an index, tested
    /// in this function from index `own` on; `caught` are the clauses that catch it.
    fn note_refusal(
        &mut self,
        range: Range,
        status: Option<u16>,
        (at, kind): (usize, FactKind),
        own: usize,
        caught: &[(usize, usize)],
    ) {
        let condition = Arc::clone(&self.conditions[at]);
        let of_input = kind == FactKind::InputValidated;
        let (mut others, mut partly) = (Vec::new(), false);
        for (index, other) in self.conditions.iter().enumerate().filter(|(index, _)| *index != at) {
            // Whether there is anything to look at may be asked by callers, too.
            let asked_here = index >= own || of_input && asks_presence(other);
            let part = asked_here && belongs(kind, &condition, other);
            if part || of_input && self.was_sent(other) {
                partly |= of_input && other.turn == Turn::Test;
            } else {
                others.push(Arc::clone(other));
            }
        }
        let here = self.here().is_some_and(|file| file.path == condition.site.file.path);
        let at_test = if here { condition.site.range } else { range };
        let refusal = self.site(range).filter(|site| !site.file.is_library());
        if kind == FactKind::AuthenticationRequired && condition.origins.any(Origins::STORED) {
            self.forget_credentials(at);
        }
        let proof = condition.origins.all(PROOF) && PROVED.contains(&kind);
        let kinds = match of_input && asks_if_anything(&condition, &self.facts) {
            true => Vec::new(),
            false if proof => PROVED.to_vec(),
            false => vec![kind],
        };
        let (count, by) = (self.facts.len(), self.decider(kind, condition.origins));
        let whose = says_whose(kind, &condition).then_some(FactKind::ObjectAccessChecked);
        for kind in whose.into_iter().filter(|_| !proof).chain(kinds) {
            self.note_under(kind, at_test, condition.origins, status, others.clone());
        }
        for fact in self.facts.iter_mut().skip(count) {
            // What comes out of a test is settled when it is tested.
            fact.order = condition.order;
            fact.test = Some((condition.text.clone(), condition.affirms));
            fact.refusal.clone_from(&refusal);
            fact.bare = u8::from(partly || is_bare(fact.kind, &condition));
            fact.refused.push(Arc::clone(&condition));
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
        self.refused_in(caught, &(count..self.facts.len()));
    }

    /// The handler answers with what it returns, unless that has no body.
    fn answer(&mut self, statement: &Stmt, value: &Value) {
        let StmtKind::Return(Some(returned)) = &statement.kind else { return };
        let body = match &value.kind {
            Kind::Sequence(parts) if !parts.is_empty() => &parts[0],
            _ => value,
        };
        let status = self.status_of_answer(value);
        let sent_on = status.is_none() && self.is_redirect(body);
        if matches!(body.kind, Kind::None)
            || sent_on
            || !may_be_reused(status)
            || self.says_nothing(body)
        {
            return;
        }
        if self.returns_html && body.origins.any(Origins::TEXT) {
            self.note_read(FactKind::HtmlSent, body.origins, Judged::ByWay, returned.range);
        }
        let count = self.facts.len();
        self.note(FactKind::ResponseSent, returned.range, value.all_origins(), None);
        let origins = value.all_origins();
        let own_row = origins.any(Origins::PRINCIPAL) && self.is_row(value);
        if own_row || origins.all(Origins::PRINCIPAL | Origins::STORED) {
            self.note(FactKind::OwnDataSent, returned.range, value.all_origins(), None);
        }
        if let (Some(fact), Kind::External(external)) = (self.facts.get_mut(count), &body.kind) {
            fact.object = external.number;
        }
    }
}

/// Whether a value is the request itself.
pub(super) fn is_request(value: &Value) -> bool {
    value.path().is_some_and(|path| path.ends_with("equest()") || path.ends_with(".request"))
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
