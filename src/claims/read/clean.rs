//! Foreign text made safe to keep: control sequences removed, what hides made visible, cut to a bound.

use std::fmt::Write as _;

use crate::model::is_hidden;

/// The text without control characters and terminal sequences, with bidirectional and
/// invisible characters shown as signs. Line ends and tabs stay; at most `bound` bytes stay.
pub(super) fn clean(text: &str, bound: usize) -> String {
    let mut kept = String::with_capacity(text.len().min(bound));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if kept.len() >= bound {
            kept.push('…');
            break;
        }
        match c {
            '\u{1b}' | '\u{9b}' => skip_sequence(c, &mut chars),
            '\n' | '\t' => kept.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{a0}' | '\u{202f}' => kept.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {}
            _ if is_hidden(c) => {
                let _ = write!(kept, "<U+{:04X}>", c as u32);
            }
            _ => kept.push(c),
        }
    }
    kept
}

/// The same on one line: each run of white space is one space.
pub(super) fn clean_line(text: &str, bound: usize) -> String {
    let cleaned = clean(text, bound);
    let mut line = String::with_capacity(cleaned.len());
    for word in cleaned.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Goes over a terminal sequence whose first character was just read: `ESC [ … letter`,
/// `ESC ] … BEL` and the like. Of one that does not end soon only the beginning goes: its words
/// are words of the text.
fn skip_sequence(first: char, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    const LONGEST: usize = 256;
    let kind = if first == '\u{9b}' { Some('[') } else { chars.next() };
    match kind {
        Some('[') => {
            let parameters = |c: &char| matches!(c, '\u{20}'..='\u{3f}');
            for _ in 0..LONGEST {
                if chars.next_if(parameters).is_none() {
                    break;
                }
            }
            chars.next_if(|c| matches!(c, '\u{40}'..='\u{7e}'));
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            let mut ahead = chars.clone();
            let ended = (0..LONGEST).find_map(|_| match ahead.next_if(|c| *c != '\n') {
                None => Some(false),
                Some('\u{7}' | '\u{9c}') => Some(true),
                Some('\u{1b}') => Some(ahead.next_if_eq(&'\\').is_some()),
                Some(_) => None,
            });
            if ended == Some(true) {
                *chars = ahead;
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_sequences_go_and_hidden_characters_show() {
        assert_eq!(clean("a\u{1b}[31mred\u{1b}[0m\u{7}b\r\nc", 99), "aredb\nc");
        assert_eq!(clean("x\u{1b}]8;;http://evil\u{7}y\u{1b}]0;t\u{1b}\\z", 99), "xyz");
        assert_eq!(clean("if a\u{202e}b", 99), "if a<U+202E>b");
        assert_eq!(clean_line("  a \n\t b ", 99), "a b");
    }

    #[test]
    fn a_sequence_that_does_not_end_takes_no_words_with_it() {
        assert_eq!(
            clean("no \u{1b}]owner is checked\nnor a role", 99),
            "no owner is checked\nnor a role"
        );
        let long = format!("\u{1b}]{}\u{7}", "x".repeat(300));
        assert_eq!(clean(&long, 999).len(), 300);
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(clean("abcdef", 3), "abc…");
    }
}
