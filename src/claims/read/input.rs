//! The bytes of a review as lines of text, whatever their encoding, within bounds.

use super::Limits;
use crate::claims::document::Unread;

/// The text of a review, and what of the bytes is not in it.
pub(super) struct Input {
    /// The text; what was no text is `U+FFFD`.
    pub text: String,
    /// What was left out.
    pub unread: Vec<Unread>,
}

impl Input {
    /// Decodes the bytes: UTF-8, or UTF-16 where a mark at the start says so.
    pub fn of(bytes: &[u8], limits: &Limits) -> Self {
        let kept = &bytes[..bytes.len().min(limits.bytes)];
        let mut text = decoded(kept);
        let mut unread = Vec::new();
        if kept.len() < bytes.len() {
            // A character that was cut in two is not one that could not be decoded.
            while text.ends_with('\u{fffd}') {
                text.pop();
            }
            unread.push(Unread {
                line: line_count(&text),
                pointer: None,
                reason: format!(
                    "the input is longer than {} bytes; the rest was not read",
                    limits.bytes
                ),
            });
        }
        if is_no_text(&text) {
            let reason = "this is no text in UTF-8 or UTF-16: nothing of it was read".to_owned();
            return Self {
                text: String::new(),
                unread: vec![Unread { line: 1, pointer: None, reason }],
            };
        }
        if let Some(at) = text.find('\u{fffd}') {
            unread.push(Unread {
                line: line_count(&text[..at]),
                pointer: None,
                reason: "some bytes are no text; they are shown as U+FFFD".to_owned(),
            });
        }
        Self { text, unread }
    }
}

/// Whether so much is no character of any text that the rest tells nothing either.
fn is_no_text(text: &str) -> bool {
    const FEW: usize = 32;
    let is_strange = |c: &char| match c {
        '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' | '\u{1b}' => false,
        c => *c < ' ' || *c == char::REPLACEMENT_CHARACTER,
    };
    let strange = text.chars().filter(is_strange).count();
    strange > FEW && strange * 10 > text.chars().count()
}

fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// The 1-based number of the line behind this text.
fn line_count(text: &str) -> u32 {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    u32::try_from(ends).unwrap_or(u32::MAX - 1) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_said_to_be_none() {
        let read = |bytes: &[u8]| Input::of(bytes, &Limits::default());
        let picture: Vec<u8> = (0..2_000u32).map(|at| (at * 167 % 251) as u8).collect();
        let input = read(&picture);
        assert_eq!((input.text.as_str(), input.unread.len()), ("", 1));
        let one = read(b"1. No owner is checked in caf\xe9.");
        assert!(one.text.contains("caf\u{fffd}"), "{}", one.text);
        assert_eq!(one.unread.len(), 1);
    }
}
