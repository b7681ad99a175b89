//! Versions of an interface: a decorator that gives a handler a range of them decides
//! what the handler's own tests of the version come out as.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::{Arguments, FunctionValue, Kind, Value};
use crate::syntax::python::ast::{Call, Expr, ExprKind};

/// A version of an interface: `1.28`.
type Version = (i64, i64);

/// The versions from the first to the last; none where there is no end.
#[derive(Clone, Copy)]
struct Versions {
    first: Version,
    last: Option<Version>,
}

impl Walk<'_> {
    /// `version.matches((1, 28))` in a handler that is run for some versions alone, where
    /// these are all of those asked for or none of them.
    pub(super) fn asks_version(&mut self, call: &Call, arguments: &Arguments) -> Option<Value> {
        let ExprKind::Attribute(asked, name) = &call.function.kind else { return None };
        if &**name != "matches" || !self.text(asked.range).contains("version") {
            return None;
        }
        let given = |at: usize, name: &str| {
            arguments.positional.get(at).or_else(|| arguments.keyword(name)).and_then(version_of)
        };
        let asked = Versions { first: given(0, "min_version")?, last: given(1, "max_version") };
        let holds = self.run_for()?.are_among(asked)?;
        Some(Value::new(Kind::Bool(holds)))
    }

    /// The versions that the handler is run for, as one of its decorators says: one whose
    /// parameters are a least and a greatest.
    fn run_for(&mut self) -> Option<Versions> {
        let handler = Arc::clone(&self.pending.as_ref()?.function);
        handler.function.decorators.iter().find_map(|decorator| {
            let ExprKind::Call(call) = &decorator.kind else { return None };
            let mut texts = call.arguments.iter().map(|one| version_in(&one.value));
            let first = texts.next()??;
            let last = match texts.next() {
                Some(last) => Some(last?),
                None => None,
            };
            self.is_range(&handler, call).then_some(Versions { first, last })
        })
    }

    /// Whether a decorator is made by a function of the tree that is given a least and a
    /// greatest value of something.
    fn is_range(&mut self, handler: &FunctionValue, call: &Call) -> bool {
        let quiet = std::mem::replace(&mut self.quiet, true);
        self.enter_module(&handler.file);
        let made_by = self.expression(&call.function);
        self.frames.pop();
        self.quiet = quiet;
        let Kind::Function(made_by) = &made_by.kind else { return false };
        let mut names = made_by.function.parameters.iter().map(|one| &*one.name);
        let starts = |name: Option<&str>, start: &str| name.is_some_and(|it| it.starts_with(start));
        starts(names.next(), "min") && starts(names.next(), "max")
    }
}

impl Versions {
    /// Whether all of these are among others; none where only some are.
    fn are_among(self, others: Self) -> Option<bool> {
        let ends = |last: Option<Version>, first: Version| last.is_some_and(|last| last < first);
        if ends(self.last, others.first) || ends(others.last, self.first) {
            return Some(false);
        }
        let within = match (self.last, others.last) {
            (_, None) => true,
            (Some(mine), Some(theirs)) => mine <= theirs,
            (None, Some(_)) => false,
        };
        (others.first <= self.first && within).then_some(true)
    }
}

/// `(1, 28)`
fn version_of(value: &Value) -> Option<Version> {
    let Kind::Sequence(parts) = &value.kind else { return None };
    match parts.as_slice() {
        [Value { kind: Kind::Int(major), .. }, Value { kind: Kind::Int(minor), .. }] => {
            Some((*major, *minor))
        }
        _ => None,
    }
}

/// `"1.28"`
fn version_in(text: &Expr) -> Option<Version> {
    let (major, minor) = text.as_str()?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::Versions;

    #[test]
    fn a_range_of_versions_is_held_against_another() {
        let of = |first, last| Versions { first, last };
        let (old, middle) = (of((1, 0), Some((1, 7))), of((1, 8), Some((1, 27))));
        let (new, since) = (of((1, 28), None), of((1, 28), None));
        assert_eq!(old.are_among(since), Some(false));
        assert_eq!(middle.are_among(since), Some(false));
        assert_eq!(new.are_among(since), Some(true));
        assert_eq!(of((1, 20), None).are_among(since), None);
        assert_eq!(middle.are_among(of((1, 0), Some((1, 27)))), Some(true));
        assert_eq!(new.are_among(of((1, 0), Some((1, 27)))), Some(false));
    }
}
