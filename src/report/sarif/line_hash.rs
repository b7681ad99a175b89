//! The hash by which GitHub knows a line again: of the hundred characters from its
//! beginning on, blanks aside, as its own upload action computes it, with an ordinal.

use std::collections::HashMap;

use crate::model::{RepoPath, Side};
use crate::report::Report;

/// Characters that a hash covers.
const BLOCK: usize = 100;

/// The base of the rolling hash.
const BASE: u64 = 37;

/// What stands behind the last character.
const END: u16 = 65_535;

const LINE_FEED: u16 = 10;
const RETURN: u16 = 13;

/// The hashes of the files at head, each computed once.
#[derive(Default)]
pub(super) struct Hashes(HashMap<RepoPath, Vec<String>>);

impl Hashes {
    /// The hash of a 1-based line; none where the file cannot be had.
    pub(super) fn of(&mut self, report: &Report<'_>, file: &RepoPath, line: u32) -> Option<String> {
        let compute = || {
            let text = (report.texts)(Side::Head, file);
            text.map(|text| line_hashes(&text)).unwrap_or_default()
        };
        let known = self.0.entry(file.clone()).or_insert_with(compute);
        known.get(line.saturating_sub(1) as usize).cloned()
    }
}

/// `hash:ordinal` of each line of a text, the first line first.
fn line_hashes(text: &str) -> Vec<String> {
    let mut hasher = Hasher::new();
    text.encode_utf16().for_each(|unit| hasher.take(unit));
    hasher.take(END);
    for _ in 0..BLOCK {
        hasher.tell();
        hasher.roll(0);
    }
    hasher.told
}

struct Hasher {
    window: [u16; BLOCK],
    /// Whether a line begins at a place of the window.
    starts: [bool; BLOCK],
    at: usize,
    hash: u64,
    /// What the oldest character of the window weighs.
    first: u64,
    line_start: bool,
    after_return: bool,
    counts: HashMap<u64, usize>,
    told: Vec<String>,
}

impl Hasher {
    fn new() -> Self {
        let first = (0..BLOCK).fold(1u64, |weight, _| weight.wrapping_mul(BASE));
        Self {
            window: [0; BLOCK],
            starts: [false; BLOCK],
            at: 0,
            hash: 0,
            first,
            line_start: true,
            after_return: false,
            counts: HashMap::new(),
            told: Vec::new(),
        }
    }

    fn take(&mut self, unit: u16) {
        let is_pair = self.after_return && unit == LINE_FEED;
        if matches!(unit, 9 | 32) || is_pair {
            self.after_return = false;
            return;
        }
        self.after_return = unit == RETURN;
        let unit = if self.after_return { LINE_FEED } else { unit };
        self.tell();
        if self.line_start {
            self.line_start = false;
            self.starts[self.at] = true;
        }
        self.line_start = unit == LINE_FEED;
        self.roll(unit);
    }

    /// Tells the hash of the line that begins at the oldest character.
    fn tell(&mut self) {
        if std::mem::take(&mut self.starts[self.at]) {
            let count = self.counts.entry(self.hash).or_default();
            *count += 1;
            self.told.push(format!("{:x}:{count}", self.hash));
        }
    }

    fn roll(&mut self, unit: u16) {
        let oldest = std::mem::replace(&mut self.window[self.at], unit);
        let gone = self.first.wrapping_mul(u64::from(oldest));
        let next = self.hash.wrapping_mul(BASE).wrapping_add(u64::from(unit));
        self.hash = next.wrapping_sub(gone);
        self.at = (self.at + 1) % BLOCK;
    }
}

#[cfg(test)]
mod tests {
    use super::line_hashes;

    #[test]
    fn hashes_are_those_of_the_upload_action() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        let known =
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(line_hashes(" a\nb\n  \t\tc\n d"), known);
    }

    #[test]
    fn ends_of_lines_and_blanks_do_not_count_and_repeats_do() {
        assert_eq!(line_hashes("a\r\nb"), line_hashes(" a\n b"));
        let lines = line_hashes(&"x = 1\n".repeat(60));
        assert!(lines[0].ends_with(":1") && lines[1].ends_with(":2"), "{lines:?}");
    }
}
