//! What each stretch of a line is, so that a theme can colour it.
//!
//! Python is read from its syntax tree, every other language through TextMate
//! grammars; both end in the same closed list of token kinds.

mod grammar;
mod python;
mod token;

pub use token::{Token, TokenKind, Tokens};

use super::Lines;

/// The kinds of token in a text, by the language its file name tells.
///
/// Python costs a parse. The first file of another language also loads the
/// grammars, some ten milliseconds: not for the thread that draws.
#[must_use]
pub fn highlight(file_name: &str, lines: &Lines) -> Tokens {
    if is_python(file_name, lines) {
        python::tokens(lines)
    } else {
        grammar::tokens(file_name, lines)
    }
}

/// Whether a text is coloured as Python: by its name, or by its first line.
#[must_use]
pub fn is_python(file_name: &str, lines: &Lines) -> bool {
    [".py", ".pyi", ".pyw"].iter().any(|ending| file_name.ends_with(ending))
        || (!file_name.contains('.')
            && lines.get(0).starts_with("#!")
            && lines.get(0).contains("python"))
}
