//! Input that only a test asks for: nothing is done with what it holds.

use super::Walk;
use crate::analysis::fact::{Condition, Fact, Site, Turn};
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Range};

/// Methods that pick a part of what they are asked of.
const PICKING: [&str; 3] = ["get", "getlist", "getall"];
/// Methods that give a text in another form, to hold it against one in that form.
pub(super) const FORMS: [&str; 4] = ["lower", "upper", "casefold", "strip"];

impl Walk<'_> {
    /// Drops the reads since `start` whose result a test asks for its truth
    /// alone: `if get("a")`, `if not get("a") and b`.
    pub(super) fn asked_for_truth(&mut self, test: &Expr, start: usize) {
        match &test.kind {
            ExprKind::Not(inner) => self.asked_for_truth(inner, start),
            ExprKind::Logical(_, parts) => {
                for part in parts {
                    self.asked_for_truth(part, start);
                }
            }
            _ => self.asked_for_presence(test, start),
        }
    }

    /// Settles the reads since `start` that are handed to a call whose answer
    /// judges them, right where it is called: nothing but that answer is left of
    /// them, unless the call keeps something.
    pub(super) fn judged_by_call(&mut self, test: &Expr, start: usize) {
        match &test.kind {
            ExprKind::Not(inner) => self.judged_by_call(inner, start),
            ExprKind::Logical(_, parts) => {
                parts.iter().for_each(|part| self.judged_by_call(part, start));
            }
            ExprKind::Call(call) => {
                let keeps = |fact: &Fact| {
                    matches!(
                        fact.kind,
                        FactKind::ObjectCreated
                            | FactKind::ObjectUpdated
                            | FactKind::ObjectDeleted
                            | FactKind::SessionWritten
                            | FactKind::ResponseSent
                    )
                };
                if !self.facts.iter().skip(start).any(keeps) {
                    for argument in &call.arguments {
                        self.only_tested(&argument.value, start);
                    }
                }
            }
            _ => {}
        }
    }

    /// Drops the read that stands here, noted since `start`; one of which a part
    /// is picked is settled.
    pub(super) fn asked_for_presence(&mut self, asked: &Expr, start: usize) {
        let Some(site) = self.site(asked.range) else { return };
        for fact in self.facts.get_mut(start..).unwrap_or_default() {
            fact.void |= fact.kind == FactKind::QueryRead && fact.deciding().same(&site);
        }
        self.only_tested(asked, start);
    }

    /// Settles the reads since `start` whose value is held against another:
    /// nothing but the outcome is left of it.
    pub(super) fn compared(
        &mut self,
        left: &Expr,
        operator: Comparison,
        right: &Expr,
        start: usize,
    ) {
        match operator {
            Comparison::Equal | Comparison::NotEqual | Comparison::Is | Comparison::IsNot => {
                self.only_tested(left, start);
                self.only_tested(right, start);
            }
            Comparison::In | Comparison::NotIn => {
                self.only_tested(left, start);
                if matches!(left.kind, ExprKind::Str(_)) {
                    self.only_tested(right, start);
                }
            }
            _ => {}
        }
    }

    /// An answer that says no more than whether something is there, as the only
    /// one of a handler that keeps nothing, hands over no object.
    pub(super) fn says_presence(&mut self, answer: &Expr, value: &Value) {
        let Some(pending) = self.pending.as_ref().filter(|_| !self.quiet) else { return };
        let function = &pending.function;
        let text = function.file.module.slice(function.function.range);
        let only = text.matches("return").count() == 1 && !text.contains("yield");
        let keeps = |fact: &Fact| {
            matches!(
                fact.kind,
                FactKind::ObjectCreated
                    | FactKind::ObjectUpdated
                    | FactKind::ObjectDeleted
                    | FactKind::SessionWritten
                    | FactKind::IdentityEstablished
                    | FactKind::MessageSent
            )
        };
        if !only || !says_only_presence(answer, value) || self.facts.iter().any(keeps) {
            return;
        }
        for fact in &mut self.facts {
            fact.void |= fact.kind == FactKind::ObjectLoaded;
        }
    }

    /// Whether a test asks only that something was sent, which the code was then
    /// given to look at: `if name: check(name)`.
    pub(super) fn was_sent(&self, test: &Condition) -> bool {
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        let about = Origins::BODY | Origins::QUERY;
        let other = Origins::STORED | Origins::PRINCIPAL;
        let given = |call: &Site| {
            let text = call.file.module.slice(call.range);
            let arguments = text.split_once('(').map_or("", |(_, arguments)| arguments);
            call.file.path == test.site.file.path
                && call.range.start > test.site.range.start
                && arguments.split(|c| !plain(c)).any(|word| word == test.text)
        };
        test.turn == Turn::Test
            && test.holds
            && test.text.chars().all(plain)
            && test.origins.any(about)
            && !test.origins.any(other)
            && self.trail.iter().any(given)
    }

    fn only_tested(&mut self, asked: &Expr, start: usize) {
        let Some(file) = self.here().map(|file| file.path.clone()) else { return };
        let mut ranges = Vec::new();
        picked(asked, &mut ranges);
        for fact in self.facts.get_mut(start..).unwrap_or_default() {
            let reads = matches!(fact.kind, FactKind::BodyRead | FactKind::QueryRead);
            let site = fact.deciding();
            let here = site.file.path == file && ranges.contains(&site.range);
            fact.settled |= reads && here;
        }
    }
}

/// The ranges of an expression and of what it is picked from: `form`,
/// `form["name"]`, `form.get("name", "")`.
pub(super) fn picked(expression: &Expr, ranges: &mut Vec<Range>) {
    ranges.push(expression.range);
    match &expression.kind {
        ExprKind::Attribute(object, _) => picked(object, ranges),
        ExprKind::Subscript(object, key) if is_constant(key) => picked(object, ranges),
        ExprKind::Call(call) => {
            let ExprKind::Attribute(object, name) = &call.function.kind else { return };
            let plain = call.arguments.iter().all(|argument| is_constant(&argument.value));
            if plain && (PICKING.contains(&&**name) || FORMS.contains(&&**name)) {
                picked(object, ranges);
            }
        }
        _ => {}
    }
}

pub(super) fn is_constant(expression: &Expr) -> bool {
    matches!(
        expression.kind,
        ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::None
    )
}

/// `known is None`, `bool(known)`, `not known`, and objects and mappings of
/// such alone.
fn says_only_presence(answer: &Expr, value: &Value) -> bool {
    let parts: Vec<&Expr> = match (&answer.kind, &value.kind) {
        (ExprKind::Call(call), Kind::Instance(_)) => {
            call.arguments.iter().map(|argument| &argument.value).collect()
        }
        (ExprKind::Dict(entries), _) => entries.iter().map(|(_, value)| value).collect(),
        _ => vec![answer],
    };
    parts.iter().any(|part| is_presence(part))
        && parts.iter().all(|part| is_presence(part) || is_constant(part))
}

fn is_presence(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Not(_) => true,
        ExprKind::Compare(_, rest) => {
            matches!(rest.as_slice(), [(_, Expr { kind: ExprKind::None, .. })])
        }
        ExprKind::Call(call) => {
            matches!(&call.function.kind, ExprKind::Name(name) if &**name == "bool")
        }
        _ => false,
    }
}
