//! What readers of JSON findings share: where a value stands.

use super::Lines;
use super::parse::Value;

/// The text that the values were read from.
pub(super) struct Context<'t> {
    pub lines: &'t Lines,
    pub text: &'t str,
}

impl Context<'_> {
    /// The first and the last line of a value.
    pub fn span(&self, value: &Value) -> (u32, u32) {
        let end = value.end.max(value.start + 1) - 1;
        (self.lines.number(value.start), self.lines.number(end.min(self.text.len())))
    }
}

/// A JSON pointer one key further.
pub(super) fn deeper(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
