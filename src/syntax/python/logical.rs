//! Which lines of a text belong to one statement's head: lines that brackets,
//! long strings or backslashes join.
//!
//! It reads any text and never fails. Where a bracket or a quote is never closed,
//! lines end where they seem to.

use std::ops::RangeInclusive;

/// The joined lines of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogicalLines {
    /// For each line, how many lines above it the joined ones begin.
    above: Vec<u32>,
}

impl LogicalLines {
    /// Joins the lines of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut reader = Reader { text: text.as_bytes(), at: 0 };
        let mut above = Vec::new();
        while reader.at < text.len() {
            let start = reader.at;
            reader.logical_line();
            let read = text.as_bytes().get(start..reader.at).unwrap_or_default();
            let rows = memchr::memchr_iter(b'\n', read).count() + usize::from(!ends_line(read));
            above.extend((0..u32::try_from(rows).unwrap_or(u32::MAX)).take(rows));
        }
        Self { above }
    }

    /// The lines, 1-based, that are joined with this 1-based one; itself where there is no
    /// such line.
    #[must_use]
    pub fn around(&self, line: u32) -> RangeInclusive<u32> {
        let index = line.saturating_sub(1) as usize;
        let above = self.above.get(index).copied().unwrap_or(0);
        let below = self.above.iter().skip(index + 1).take_while(|above| **above > 0).count();
        line.saturating_sub(above)..=line.saturating_add(u32::try_from(below).unwrap_or(0))
    }
}

fn ends_line(read: &[u8]) -> bool {
    read.last() == Some(&b'\n')
}

struct Reader<'text> {
    text: &'text [u8],
    at: usize,
}

impl Reader<'_> {
    /// Goes to behind the line that ends what begins here.
    fn logical_line(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.text.get(self.at).copied() {
            match byte {
                b'\n' => {
                    self.at += 1;
                    if depth == 0 || self.begins_definition() {
                        return;
                    }
                }
                b'#' => self.skip_comment(),
                b'\'' | b'"' => self.string(byte),
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.text.len();
    }

    /// Whether something begins in column 0 that never stands in brackets.
    fn begins_definition(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        [&b"def "[..], b"class ", b"async def ", b"import ", b"@"]
            .iter()
            .any(|word| rest.starts_with(word))
    }

    fn skip_comment(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    }

    /// Skips a string; of one that does not end, only its quotes.
    fn string(&mut self, quote: u8) {
        let (body, end) = string_at(self.text, self.at, quote);
        self.at = end.unwrap_or(body);
    }
}

/// Where the inside of a string begins whose quotes open at a byte, and the byte behind its
/// closing quotes: none where a long one is never closed. A short one ends with its line.
pub(super) fn string_at(text: &[u8], at: usize, quote: u8) -> (usize, Option<usize>) {
    let three = |at: usize| {
        text.get(at..at + 3).is_some_and(|three| three.iter().all(|byte| *byte == quote))
    };
    let is_long = three(at);
    let body = at + if is_long { 3 } else { 1 };
    let mut here = body;
    while let Some(byte) = text.get(here) {
        match *byte {
            b'\\' => here += 2,
            b'\n' if !is_long => return (body, Some(here)),
            byte if byte == quote && !is_long => return (body, Some(here + 1)),
            byte if byte == quote && three(here) => return (body, Some(here + 3)),
            _ => here += 1,
        }
    }
    (body, (!is_long).then_some(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<(u32, u32)> {
        let lines = LogicalLines::new(text);
        let count = u32::try_from(text.lines().count()).unwrap();
        let mut found: Vec<_> = (1..=count).map(|line| lines.around(line).into_inner()).collect();
        found.dedup();
        found
    }

    #[test]
    fn brackets_long_strings_and_backslashes_join_lines() {
        assert_eq!(joined("a(\n  1,\n)\nb\n"), [(1, 3), (4, 4)]);
        assert_eq!(joined("x = '''\n(\n'''\ny"), [(1, 3), (4, 4)]);
        assert_eq!(joined("x = 1 + \\\n  2\ny\n"), [(1, 2), (3, 3)]);
        assert_eq!(joined("f('(', \"[\")  # {\ny\n"), [(1, 1), (2, 2)]);
    }

    #[test]
    fn what_is_never_closed_takes_no_definition_with_it() {
        assert_eq!(joined("f(\nx\ndef g():\n  y\n"), [(1, 2), (3, 3), (4, 4)]);
        assert_eq!(joined("'''a\nb\n"), [(1, 1), (2, 2)]);
        assert_eq!(joined("x = 'a\nb\n"), [(1, 1), (2, 2)]);
        assert_eq!(LogicalLines::new("a").around(9), 9..=9);
    }
}
