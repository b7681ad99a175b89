//! Words in lines of a limited width, counted in cells.

use unicode_width::UnicodeWidthStr;

/// How many cells a text takes.
pub(super) fn cells(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The words in lines of at most `width` cells; a longer word is broken.
pub(in crate::report) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && cells(&line) + 1 + cells(word) > width {
            lines.push(std::mem::take(&mut line));
        } else if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            let more = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if cells(&line) + more > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}
