//! Text from a repository made safe to show: what would move the cursor, turn
//! the writing around or hide is shown as a sign instead.

use std::fmt::Write as _;

use crate::model::is_hidden;

/// The text with every control, bidirectional and invisible character shown as
/// a sign; tabs and line ends too.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut shown, c);
    }
    shown
}

/// The same for a line of code, with tabs as four spaces.
#[must_use]
pub fn visible_line(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        push_code(&mut shown, c);
    }
    shown
}

/// Appends a character of code.
pub(super) fn push_code(shown: &mut String, c: char) {
    if c == '\t' { shown.push_str("    ") } else { push(shown, c) }
}

fn push(shown: &mut String, c: char) {
    match c {
        // The pictures of the C0 controls stand in their order from U+2400.
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => shown.push('\u{2421}'),
        _ if c.is_control() || is_hidden(c) => {
            let _ = write!(shown, "<U+{:04X}>", c as u32);
        }
        _ => shown.push(c),
    }
}
