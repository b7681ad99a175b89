//! Words of a line of code outside its strings, and those that name a refusal.

use std::collections::HashMap;

use crate::analysis::walk::named_status;
use crate::catalog::Framework;

/// A word of a line, and the byte it starts at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'line> {
    pub(super) text: &'line str,
    pub(super) at: usize,
}

/// The names and numbers of a line, without what stands in strings or comments.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut quote: Option<u8> = None;
    let mut start: Option<usize> = None;
    for (at, byte) in line.bytes().enumerate() {
        let is_word = byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80;
        if let Some(open) = quote {
            if byte == open {
                quote = None;
            }
            continue;
        }
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.extend(line.get(first..at).map(|text| Word { text, at: first }));
                start = None;
            }
            _ => {}
        }
        match byte {
            b'#' => return words,
            b'\'' | b'"' => quote = Some(byte),
            _ => {}
        }
    }
    if let Some(first) = start.filter(|_| quote.is_none()) {
        words.extend(line.get(first..).map(|text| Word { text, at: first }));
    }
    words
}

/// The refusal a word stands for: `403`, `HTTP_403_FORBIDDEN`, `FORBIDDEN`.
pub(super) fn status(word: &str) -> Option<u16> {
    let digits = match word.strip_prefix("HTTP_") {
        Some(rest) => rest.get(..3)?,
        None if word.len() == 3 => word,
        None => return named_status(word),
    };
    digits.parse().ok().filter(|status| (400..=429).contains(status))
}

/// Exceptions and answers that stand for a refusal, by the last part of their name.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Refusals(HashMap<String, u16>);

impl Refusals {
    /// Those that the frameworks name.
    pub(in crate::analysis) fn of(frameworks: &[Framework]) -> Self {
        let mut found = HashMap::new();
        for row in frameworks.iter().flat_map(|framework| &framework.statuses) {
            let Some(status) = row.status.filter(|status| (400..=429).contains(status)) else {
                continue;
            };
            let names = row.path.all().iter().filter_map(|pattern| pattern.last());
            found.extend(names.map(|name| (name.to_owned(), status)));
        }
        Self(found)
    }

    /// The status of the exception or answer of this name.
    pub(super) fn status(&self, name: &str) -> Option<u16> {
        self.0.get(name).copied()
    }

    /// Whether code names a status, as a number or otherwise.
    pub(in crate::analysis) fn are_named(&self, code: &str, wanted: u16) -> bool {
        let is_wanted = |word: &str| status(word).or_else(|| self.status(word)) == Some(wanted);
        code.lines().flat_map(words).any(|word| is_wanted(word.text))
    }
}
