//! Tables of functions and classes: under a key that only running the program
//! tells, any of them may be found.

use std::sync::Arc;

use super::Walk;
use super::several::{MAX_METHODS, is_one_of, one_of};
use crate::analysis::value::{Kind, Value};
use crate::syntax::python::ast::{Expr, ExprKind, Name, Range};

impl Walk<'_> {
    /// What a table of code holds under a key that is not known, or the default it
    /// is asked with; none where it is no such table, or may hold more.
    pub(super) fn found_in_table(
        &self,
        table: (&Expr, &Value),
        key: &Value,
        default: Option<&Value>,
    ) -> Option<Value> {
        let (place, held) = table;
        let Kind::Mapping(parts) = &held.kind else { return None };
        let nothing = |value: &&Value| !matches!(value.kind, Kind::None);
        let found: Vec<&Value> =
            parts.iter().map(|(_, part)| part).chain(default.filter(nothing)).collect();
        let closed = !parts.is_empty() && key.as_str().is_none() && !self.grows(place);
        if !closed || !found.iter().all(|value| is_code(value)) {
            return None;
        }
        let mut distinct: Vec<Value> = Vec::new();
        for value in found {
            if !distinct.iter().any(|known| is_same_code(known, value)) {
                distinct.push(value.clone());
            }
        }
        (distinct.len() <= MAX_METHODS).then(|| one_of(distinct))
    }

    /// Whether what a name holds may grow: the file at hand puts more into it, or
    /// is not the one that makes it.
    fn grows(&self, place: &Expr) -> bool {
        let ExprKind::Name(name) = &place.kind else { return true };
        let Some(file) = self.here() else { return true };
        let text = file.module.text();
        !sets(text, name) || puts_into(text, name)
    }

    /// Whether the file at hand puts more into what a name of its own holds.
    pub(super) fn is_put_into(&self, place: &Expr) -> bool {
        let ExprKind::Name(name) = &place.kind else { return false };
        self.here().is_some_and(|file| puts_into(file.module.text(), name))
    }

    /// `one.name`, where `one` may be any of several classes or objects.
    pub(super) fn attribute_of_each(
        &mut self,
        one: &Value,
        name: &Name,
        range: Range,
    ) -> Option<Value> {
        let Kind::External(external) = &one.kind else { return None };
        let of_code = |value: &Value| matches!(value.kind, Kind::Class(_) | Kind::Instance(_));
        let each = external.arguments.positional.clone();
        if !is_one_of(one) || !each.iter().all(of_code) {
            return None;
        }
        let found: Vec<Value> =
            each.into_iter().map(|value| self.attribute(value, name, range)).collect();
        if found.iter().all(is_code) {
            return Some(one_of(found));
        }
        found.into_iter().reduce(Value::join)
    }
}

/// Whether a value is code of the tree that can be called.
fn is_code(value: &Value) -> bool {
    matches!(value.kind, Kind::Function(_) | Kind::Lambda(_) | Kind::Class(_))
}

/// Whether two values are the same function or class, or read the same.
fn is_same_code(one: &Value, other: &Value) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Function(one), Kind::Function(other)) => Arc::ptr_eq(&one.function, &other.function),
        (Kind::Class(one), Kind::Class(other)) => Arc::ptr_eq(&one.class, &other.class),
        (Kind::Lambda(one), Kind::Lambda(other)) => {
            one.file.module.slice(one.lambda.body.range)
                == other.file.module.slice(other.lambda.body.range)
        }
        _ => false,
    }
}

/// Whether a line of a text sets a name.
fn sets(text: &str, name: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), name).any(|at| {
        let before = &text[..at];
        let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
        let rest = &text[at + name.len()..];
        line.trim_start().is_empty() && (rest.starts_with(" = ") || rest.starts_with(": "))
    })
}

/// Whether a text puts something into what a name holds: `name[key] = value`,
/// `name.update(...)`.
fn puts_into(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = &text[at + name.len()..];
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            return false;
        }
        let called = [".update(", ".setdefault(", ".pop(", ".clear(", " |="];
        let set = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        let set = set.is_some_and(|(_, after)| {
            let after = after.trim_start_matches([' ', ']']);
            after.starts_with('=') && !after.starts_with("==")
        });
        set || called.iter().any(|method| rest.starts_with(method))
    })
}

#[cfg(test)]
mod tests {
    use super::{puts_into, sets};

    #[test]
    fn a_table_is_closed_where_nothing_is_put_into_it() {
        let text = "TABLE = {'a': A}\nfound = TABLE[key]\nif TABLE[key] == A: pass\n";
        assert!(sets(text, "TABLE") && !puts_into(text, "TABLE"));
        assert!(!sets(text, "TAB"));
        assert!(puts_into("TABLE[name] = model\n", "TABLE"));
        assert!(puts_into("TABLE.update(more)\n", "TABLE"));
        assert!(!puts_into("OTHER_TABLE[name] = model\n", "TABLE"));
    }
}
