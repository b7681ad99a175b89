//! The search in the code.

use crate::model::Side;
use crate::tui::document::Document;
use crate::tui::rows::{Folds, Rows};

/// Matches that are kept at most.
const MAX_MATCHES: usize = 9_999;

/// What is searched and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What is searched; empty when nothing is.
    pub text: String,
    /// Lines with a match in the order of the rows: a side and a 0-based index.
    pub matches: Vec<(Side, usize)>,
    /// Index of the match that was gone to.
    pub current: Option<usize>,
}

impl Search {
    /// Whether there is a search.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.text.is_empty()
    }

    /// Finds the lines of a document that match, folded ones too.
    pub fn find(&mut self, document: Option<&Document>) {
        self.matches.clear();
        self.current = None;
        let Some(document) = document.filter(|_| !self.text.is_empty()) else { return };
        let needle = Needle::new(&self.text);
        let rows = Rows::new(document, &Folds { whole: true, ..Folds::default() }, false);
        for row in (0..rows.count()).filter_map(|row| rows.get(row)) {
            let Some((side, line)) = row.named() else { continue };
            if needle.find(document.side(side).line(line), 0).is_some() {
                self.matches.push((side, line));
                if self.matches.len() >= MAX_MATCHES {
                    return;
                }
            }
        }
    }

    /// `2 of 17`, or that there is nothing.
    #[must_use]
    pub fn count(&self) -> String {
        match (self.matches.len(), self.current) {
            (0, _) => "no match".to_owned(),
            (1, None) => "1 line".to_owned(),
            (all, None) => format!("{all} lines"),
            (all, Some(current)) => format!("{} of {all}", current + 1),
        }
    }
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
