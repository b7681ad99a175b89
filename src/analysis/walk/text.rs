//! Texts put together of known parts: routes, keys and names of attributes.

use super::Walk;
use crate::analysis::value::{Kind, Origins, Value};
use crate::syntax::python::ast::Expr;

/// Texts longer than this are not put together.
pub(super) const MAX_TEXT: usize = 4_096;

impl Walk<'_> {
    /// An f-string: its text where all its parts are known.
    pub(super) fn format(&mut self, parts: &[Expr]) -> Value {
        let mut origins = Origins::NONE;
        let mut text = Some(String::new());
        for part in parts {
            let value = self.expression(part);
            origins |= value.all_origins();
            text = match (text, value.as_str()) {
                (Some(before), Some(known)) if before.len() + known.len() <= MAX_TEXT => {
                    Some(before + known)
                }
                _ => None,
            };
        }
        match text {
            Some(text) => Value::new(Kind::Str(text.into())).with(origins),
            None => Value::unknown(origins),
        }
    }
}

/// What a method of a known text gives, where it is known too.
pub(super) fn method(text: &str, name: &str, arguments: usize) -> Option<Value> {
    let changed = match (name, arguments) {
        ("lower" | "casefold", 0) => text.to_lowercase(),
        ("upper", 0) => text.to_uppercase(),
        ("strip", 0) => text.trim().to_owned(),
        _ => return None,
    };
    Some(Value::new(Kind::Str(changed.into())))
}

/// A text with its `%s` filled in, where every one is known.
pub(super) fn filled(text: &str, values: &[Value]) -> Value {
    let mut pieces = text.split("%s");
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for piece in pieces {
        let Some(known) = values.next().and_then(Value::as_str) else { return Value::UNKNOWN };
        if piece.contains('%') || whole.len() + known.len() > MAX_TEXT {
            return Value::UNKNOWN;
        }
        whole.push_str(known);
        whole.push_str(piece);
    }
    if values.next().is_some() { Value::UNKNOWN } else { Value::new(Kind::Str(whole.into())) }
}
