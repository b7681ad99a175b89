//! The search in the code.

use std::collections::BTreeMap;

use crate::model::Side;
use crate::tui::document::Document;
use crate::tui::rows::{Folds, Rows};

/// Matches that are kept of a file, at most.
const MAX_MATCHES: usize = 9_999;

/// Where there are more matches than this, other files are passed over.
const MAX_IN_ALL: usize = 99_999;

/// A file by its index, and a match in it by its own.
pub type Spot = (usize, usize);

/// What is searched and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What is searched; empty when nothing is.
    pub text: String,
    /// Lines with a match by the index of their file, in the order of the rows: a side and a
    /// 0-based index. Files without any are left out.
    pub files: BTreeMap<usize, Vec<(Side, usize)>>,
    /// The match that was gone to.
    pub current: Option<Spot>,
    /// The file that is looked into next; none where all were, or none but one is to be.
    pub next: Option<usize>,
    /// Whether the first match of another file is gone to once there is one.
    pub is_waiting: bool,
}

impl Search {
    /// Whether there is a search.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.text.is_empty()
    }

    /// Finds the lines of the document at an index that match, folded ones too.
    pub fn find(&mut self, file: usize, document: Option<&Document>) {
        let Some(document) = document.filter(|_| !self.text.is_empty()) else { return };
        self.take(file, matches(document, &self.text));
    }

    /// Takes over what was found in a file.
    pub fn take(&mut self, file: usize, found: Vec<(Side, usize)>) {
        let others: usize = self.files.values().map(Vec::len).sum();
        if found.is_empty() || others > MAX_IN_ALL {
            self.files.remove(&file);
        } else {
            self.files.insert(file, found);
        }
    }

    /// The matches in a file.
    #[must_use]
    pub fn of(&self, file: usize) -> &[(Side, usize)] {
        self.files.get(&file).map_or(&[], Vec::as_slice)
    }

    /// Whether the line of a file is that of the match that was gone to.
    #[must_use]
    pub fn is_current(&self, file: usize, line: (Side, usize)) -> bool {
        self.current.is_some_and(|(of, at)| of == file && self.of(file).get(at) == Some(&line))
    }

    /// The first match of the files after one, or the last of those before it; around the end.
    #[must_use]
    pub fn beyond(&self, file: usize, forward: bool) -> Option<Spot> {
        if forward {
            let (of, _) = self.files.range(file + 1..).chain(&self.files).next()?;
            return Some((*of, 0));
        }
        let (of, found) =
            self.files.range(..file).next_back().or_else(|| self.files.last_key_value())?;
        Some((*of, found.len().saturating_sub(1)))
    }

    /// `2 of 17 in 3 files`, or that there is nothing; with dots as long as files are read.
    #[must_use]
    pub fn count(&self) -> String {
        let all: usize = self.files.values().map(Vec::len).sum();
        let before = |(of, at): Spot| {
            self.files.range(..of).map(|(_, found)| found.len()).sum::<usize>() + at + 1
        };
        let count = match (all, self.current.map(before)) {
            (0, _) => "no match".to_owned(),
            (1, None) => "1 line".to_owned(),
            (all, None) => format!("{all} lines"),
            (all, Some(now)) => format!("{now} of {all}"),
        };
        let files = match self.files.len() {
            0 | 1 => String::new(),
            files => format!(" in {files} files"),
        };
        let more = if self.next.is_some() { " …" } else { "" };
        format!("{count}{files}{more}")
    }
}

/// The lines of a document that match, in the order of its rows: a side and a 0-based index.
#[must_use]
pub fn matches(document: &Document, text: &str) -> Vec<(Side, usize)> {
    let needle = Needle::new(text);
    let rows = Rows::new(document, &Folds { whole: true, ..Folds::default() }, false);
    let lines = (0..rows.count()).filter_map(|row| rows.get(row)?.named());
    let found =
        lines.filter(|(side, line)| needle.find(document.side(*side).line(*line), 0).is_some());
    found.take(MAX_MATCHES).collect()
}

/// What to look for: with case where it has capitals, without otherwise.
#[derive(Debug, Clone)]
pub struct Needle {
    text: String,
    any_case: bool,
}

impl Needle {
    /// The needle of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), any_case: !text.chars().any(char::is_uppercase) }
    }

    /// The bytes of the first match at or after a byte of a line. Without case
    /// only ASCII letters are taken as equal.
    #[must_use]
    pub fn find(&self, line: &str, from: usize) -> Option<std::ops::Range<usize>> {
        if self.text.is_empty() {
            return None;
        }
        let length = self.text.len();
        if !self.any_case {
            let at = from + line.get(from..)?.find(&self.text)?;
            return Some(at..at + length);
        }
        let (hay, needle) = (line.as_bytes(), self.text.as_bytes());
        (from..(hay.len() + 1).saturating_sub(length))
            .find(|at| {
                hay.get(*at..at + length).is_some_and(|part| part.eq_ignore_ascii_case(needle))
            })
            .map(|at| at..at + length)
    }
}
