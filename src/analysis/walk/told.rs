//! What tests make sure of beyond refusing: that a number is bounded, that a
//! name is one of a list, that the request comes from the program's own pages,
//! that somebody asks too often.

use super::Walk;
use super::branch::Way;
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Logical, Range};

/// Decisions that protect however the request is turned away.
const DECISIONS: [(Origins, FactKind); 2] = [
    (Origins::DECIDES_RATE, FactKind::RateLimited),
    (Origins::DECIDES_FORGERY, FactKind::ForgeryRefused),
];

impl Walk<'_> {
    /// What an attribute or key of this name says of its value.
    pub(super) fn told_by_name(&self, name: &str, value: Value) -> Value {
        let is_data =
            matches!(value.kind, Kind::Unknown | Kind::External(_) | Kind::Str(_) | Kind::None);
        if !is_data {
            return value;
        }
        let told = self.world.told_by(name);
        value.with(told)
    }

    /// What comparing says beside the outcome: whether the request was forged,
    /// whether somebody asks too often.
    pub(super) fn told_by_comparison(
        &self,
        (left, first): (&Expr, &Value),
        operator: Comparison,
        (right, second): (&Expr, &Value),
    ) -> Origins {
        let mut told = Origins::NONE;
        let counts = (first.origins | second.origins).any(Origins::COUNT);
        if counts && upper_bound(operator).is_some() {
            told |= Origins::DECIDES_RATE;
        }
        let equals = matches!(
            operator,
            Comparison::Equal | Comparison::NotEqual | Comparison::In | Comparison::NotIn
        );
        let sides = [(left, first), (right, second)];
        let words = self.world.models.words();
        let kept = |origins: Origins| {
            origins.any(Origins::PRINCIPAL | Origins::HEADER) && !origins.any(Origins::STORED)
        };
        let origins = [first.all_origins(), second.all_origins()];
        let token = sides.iter().any(|(side, _)| names_in(side, &|name| words.is_token(name)));
        let pair = kept(origins[0]) && origins[1].any(Origins::INPUT)
            || kept(origins[1]) && origins[0].any(Origins::INPUT);
        let site = sides.iter().any(|(side, value)| {
            value.all_origins().any(Origins::HEADER)
                && names_in(side, &|name| words.is_origin(name))
        });
        if equals && (token && pair || site) {
            told |= Origins::DECIDES_FORGERY;
        }
        let by_token = |(side, column): (&Expr, &Value), given: Origins| match &side.kind {
            ExprKind::Attribute(_, name) => {
                words.is_bearer(name)
                    && column.origins == Origins::NONE
                    && given.any(Origins::INPUT)
            }
            _ => false,
        };
        if operator == Comparison::Equal
            && (by_token(sides[0], origins[1]) || by_token(sides[1], origins[0]))
        {
            told |= Origins::BY_TOKEN;
        }
        told
    }

    /// A plain answer given because of a test passes the decision on: whoever
    /// is told `False` then knows.
    pub(super) fn implied(&self, value: &Value) -> Origins {
        if value.truth().is_none() {
            return Origins::NONE;
        }
        let base = self.frames.last().map_or(0, |frame| frame.base).min(self.conditions.len());
        let decides = Origins::DECIDES_RATE | Origins::DECIDES_FORGERY;
        self.conditions[base..]
            .iter()
            .fold(Origins::NONE, |all, condition| all | condition.origins.only(decides))
    }

    /// Remembers for one way through a test what it makes sure of.
    pub(super) fn narrow(&mut self, test: &Expr, holds: bool) {
        let mut sure = Vec::new();
        self.made_sure(test, holds, &mut sure);
        if holds {
            self.expected(test);
        }
        let Some(frame) = self.frame() else { return };
        for (name, origins) in sure {
            if let Some(value) = frame.scope.get(&name).cloned() {
                frame.scope.set(&name, value.with(origins));
            }
        }
    }

    /// `isinstance(error, Refused)`: an exception of a class that the code names
    /// is one that it expects.
    fn expected(&mut self, test: &Expr) {
        let ExprKind::Call(call) = &test.kind else { return };
        let [subject, class] = call.arguments.as_slice() else { return };
        let (ExprKind::Name(called), ExprKind::Name(name)) =
            (&call.function.kind, &subject.value.kind)
        else {
            return;
        };
        let known = self.frames.last().and_then(|frame| frame.scope.get(name)).cloned();
        let Some(value) = known.filter(|value| value.origins.any(Origins::ERROR)) else { return };
        if &**called != "isinstance" {
            return;
        }
        let quiet = std::mem::replace(&mut self.quiet, true);
        let class = self.expression(&class.value);
        self.quiet = quiet;
        let expected = match &class.kind {
            Kind::Sequence(classes) => !classes.iter().any(|class| self.is_unexpected(class)),
            _ => !self.is_unexpected(&class),
        };
        if let Some(frame) = self.frame().filter(|_| expected) {
            let origins = value.origins.except(Origins::ERROR);
            frame.scope.set(name, Value { origins, ..value });
        }
    }

    fn made_sure(
        &mut self,
        test: &Expr,
        holds: bool,
        sure: &mut Vec<(crate::syntax::python::ast::Name, Origins)>,
    ) {
        match &test.kind {
            ExprKind::Not(inner) => self.made_sure(inner, !holds, sure),
            ExprKind::Logical(operator, parts) if (*operator == Logical::And) == holds => {
                for part in parts {
                    self.made_sure(part, holds, sure);
                }
            }
            ExprKind::Compare(left, rest) => {
                let [(operator, right)] = rest.as_slice() else { return };
                let found = match (operator, holds) {
                    (Comparison::In, true) | (Comparison::NotIn, false) => {
                        (left, right, Origins::LISTED)
                    }
                    (Comparison::Less | Comparison::LessEqual, true)
                    | (Comparison::Greater | Comparison::GreaterEqual, false) => {
                        (left, right, Origins::BOUNDED)
                    }
                    (Comparison::Greater | Comparison::GreaterEqual, true)
                    | (Comparison::Less | Comparison::LessEqual, false) => {
                        let (ExprKind::Name(_), other) = (&right.kind, left) else { return };
                        return self.sure_of(right, other, Origins::BOUNDED, sure);
                    }
                    _ => return,
                };
                self.sure_of(found.0, found.1, found.2, sure);
            }
            _ => {}
        }
    }

    /// Notes a name that was held against something the caller does not choose.
    fn sure_of(
        &mut self,
        subject: &Expr,
        against: &Expr,
        origins: Origins,
        sure: &mut Vec<(crate::syntax::python::ast::Name, Origins)>,
    ) {
        let ExprKind::Name(name) = &subject.kind else { return };
        let quiet = std::mem::replace(&mut self.quiet, true);
        let against = self.expression(against);
        self.quiet = quiet;
        if !against.all_origins().any(Origins::INPUT) {
            sure.push((name.clone(), origins));
        }
    }

    /// Going away where the request was forged or comes too often refuses it,
    /// whatever the answer looks like.
    pub(super) fn leaving_refuses(&mut self, ways: [&Way; 2]) {
        if self.quiet || !self.frames.last().is_some_and(|frame| frame.answers) {
            return;
        }
        for way in ways.into_iter().filter(|way| way.leaves()) {
            for condition in way.conditions() {
                for (bit, kind) in DECISIONS {
                    if condition.origins.any(bit) {
                        let under = self.conditions.clone();
                        self.note_at(kind, condition.site.range, condition, (None, None), under);
                    }
                }
            }
        }
    }

    /// The same where a refusal is raised or answered with a status of its own.
    pub(super) fn refuses_decided(&mut self, range: Range, status: Option<u16>) {
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let own = if self.conditions.len() > base { base } else { 0 };
        for (bit, kind) in DECISIONS {
            let decides = |condition: &std::sync::Arc<crate::analysis::fact::Condition>| {
                condition.origins.any(bit)
            };
            let Some(at) = self.conditions[own..].iter().rposition(decides) else { continue };
            let condition = std::sync::Arc::clone(&self.conditions[own + at]);
            let (outer, mine) = self.conditions.split_at(own);
            let others = outer.iter().chain(mine.iter().filter(|other| !decides(other)));
            let others = others.cloned().collect();
            let here = self.here().is_some_and(|file| file.path == condition.site.file.path);
            let at_test = if here { condition.site.range } else { range };
            let refusal = self.site(range);
            self.note_at(kind, at_test, &condition, (status, refusal), others);
        }
    }

    /// Notes a guard that a test decided, at the time of the test.
    fn note_at(
        &mut self,
        kind: FactKind,
        range: Range,
        condition: &crate::analysis::fact::Condition,
        (status, refusal): (Option<u16>, Option<crate::analysis::fact::Site>),
        under: Vec<std::sync::Arc<crate::analysis::fact::Condition>>,
    ) {
        let count = self.facts.len();
        self.note_under(kind, range, condition.origins, status, under);
        if let Some(fact) = self.facts.get_mut(count) {
            fact.order = condition.order;
            fact.test = Some((condition.text.clone(), condition.affirms));
            fact.refusal = refusal;
        }
    }
}

/// Whether an operator asks for more or less of something.
fn upper_bound(operator: Comparison) -> Option<Comparison> {
    matches!(
        operator,
        Comparison::Less | Comparison::LessEqual | Comparison::Greater | Comparison::GreaterEqual
    )
    .then_some(operator)
}

/// Whether a name, attribute or key in an expression is wanted.
fn names_in(expression: &Expr, wanted: &dyn Fn(&str) -> bool) -> bool {
    match &expression.kind {
        ExprKind::Name(name) => wanted(name),
        ExprKind::Attribute(value, name) => wanted(name) || names_in(value, wanted),
        ExprKind::Subscript(value, index) => names_in(value, wanted) || names_in(index, wanted),
        ExprKind::Str(text) => wanted(text),
        ExprKind::Call(call) => {
            names_in(&call.function, wanted)
                || call.arguments.iter().any(|argument| names_in(&argument.value, wanted))
        }
        _ => false,
    }
}

/// What the declaration of a parameter makes sure of: that it knows a maximum.
pub(super) fn bounded(declared: &Value) -> Origins {
    let Kind::External(external) = &declared.kind else { return Origins::NONE };
    let known = ["le", "lt"].iter().any(|name| external.arguments.keyword(name).is_some());
    if known { Origins::BOUNDED } else { Origins::NONE }
}
