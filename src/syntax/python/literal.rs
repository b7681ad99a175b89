//! What an expression says by itself, without running anything.

use std::sync::Arc;

use super::ast::{Expr, ExprKind};

impl Expr {
    /// The text of a plain string.
    #[must_use]
    pub fn as_str(&self) -> Option<&Arc<str>> {
        match &self.kind {
            ExprKind::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a whole number that fits.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        let ExprKind::Number(text) = &self.kind else { return None };
        let digits = text.replace('_', "").to_ascii_lowercase();
        match digits.get(..2) {
            Some("0x") => i64::from_str_radix(&digits[2..], 16).ok(),
            Some("0o") => i64::from_str_radix(&digits[2..], 8).ok(),
            Some("0b") => i64::from_str_radix(&digits[2..], 2).ok(),
            _ => digits.trim_end_matches('l').parse().ok(),
        }
    }

    /// `a.b.c` as its parts, where the expression is nothing but names.
    #[must_use]
    pub fn dotted(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Name(name) => Some(name.to_string()),
            ExprKind::Attribute(value, name) => Some(format!("{}.{name}", value.dotted()?)),
            _ => None,
        }
    }
}
