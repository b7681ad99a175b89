//! From the bytes of a file to text that can be shown.

use git2::{ObjectType, Oid};

use crate::model::FileContent;

/// Files with more bytes than this (8 MiB) are described, not shown.
pub const SIZE_LIMIT: u64 = 8 * 1024 * 1024;

/// So far git looks for a NUL byte when it asks whether a file is binary.
const BINARY_WINDOW: usize = 8000;

/// The id that git would give these bytes as a file: 40 hexadecimal digits,
/// equal for equal bytes. None for bytes made to collide with others.
#[must_use]
pub fn digest(bytes: &[u8]) -> Option<String> {
    Oid::hash_object(ObjectType::Blob, bytes).ok().map(|id| id.to_string())
}

/// A file as text.
pub(super) struct Decoded {
    /// The text and how its lines end.
    pub(super) content: FileContent,
    /// Whether it was UTF-16, as its byte order mark said.
    pub(super) utf16: bool,
    /// Its bytes with `\n` line ends, for comparing; bytes that are not UTF-8
    /// are kept, so that two of them stay different.
    pub(super) comparable: Vec<u8>,
}

/// Whether the bytes are not text, by git's own rule; UTF-16 with a byte order mark is.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    utf16_units(bytes).is_none() && bytes[..bytes.len().min(BINARY_WINDOW)].contains(&0)
}

/// The text of a file that is not binary.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    match utf16_units(&bytes) {
        Some(units) => {
            let mut lossy = false;
            let text: String = char::decode_utf16(units)
                .map(|unit| {
                    unit.unwrap_or_else(|_| {
                        lossy = true;
                        char::REPLACEMENT_CHARACTER
                    })
                })
                .collect();
            let mut decoded = decode_bytes(text.into_bytes());
            decoded.content.lossy = lossy;
            decoded.utf16 = true;
            decoded
        }
        None => decode_bytes(bytes),
    }
}

fn decode_bytes(mut bytes: Vec<u8>) -> Decoded {
    let crlf = unify_line_ends(&mut bytes);
    let no_final_newline = bytes.last().is_some_and(|byte| *byte != b'\n');
    // A byte order mark has no width on screen and would shift every column.
    let visible = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    // Nearly all is UTF-8, which is seen many bytes at a time.
    let (text, lossy) = match std::str::from_utf8(visible) {
        Ok(text) => (text.into(), false),
        Err(_) => (String::from_utf8_lossy(visible).into(), true),
    };
    let content = FileContent { text, lossy, crlf, no_final_newline };
    Decoded { content, utf16: false, comparable: bytes }
}

/// Turns `\r\n` and a lone `\r` into `\n`, as Python reads them: code behind a
/// lone one would else hide at the end of a comment. Says whether there were
/// any `\r\n`.
fn unify_line_ends(bytes: &mut Vec<u8>) -> bool {
    if !bytes.contains(&b'\r') {
        return false;
    }
    let mut crlf = false;
    let mut unified = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => crlf = true,
            b'\r' => unified.push(b'\n'),
            _ => unified.push(*byte),
        }
    }
    *bytes = unified;
    crlf
}

fn utf16_units(bytes: &[u8]) -> Option<Vec<u16>> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    Some(bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_unified_and_remembered() {
        let decoded = decode(b"a\r\nb\rc\r\n".to_vec());
        assert_eq!(&*decoded.content.text, "a\nb\nc\n");
        assert!(decoded.content.crlf && !decoded.content.no_final_newline);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced_but_compared_as_they_are() {
        let decoded = decode(b"caf\xe9".to_vec());
        assert_eq!(&*decoded.content.text, "caf\u{fffd}");
        assert!(decoded.content.lossy && decoded.content.no_final_newline);
        assert_eq!(decoded.comparable, b"caf\xe9");
    }

    #[test]
    fn utf16_is_read_by_its_mark_and_is_not_binary() {
        let bytes: Vec<u8> =
            "\u{feff}é = 1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!is_binary(&bytes));
        let decoded = decode(bytes);
        assert_eq!(&*decoded.content.text, "é = 1\n");
        assert!(decoded.utf16 && !decoded.content.lossy && decoded.content.crlf);
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_first_line() {
        assert_eq!(&*decode(b"\xef\xbb\xbfx = 1\n".to_vec()).content.text, "x = 1\n");
    }

    #[test]
    fn an_empty_file_lacks_no_newline() {
        assert!(!decode(Vec::new()).content.no_final_newline);
    }
}
