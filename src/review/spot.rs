//! Where a person is in a review, so that it is found again when lines moved.

use serde::{Deserialize, Serialize};

use super::EventId;
use crate::claims::ClaimKey;
use crate::model::{FindingId, HandlerId, RepoPath, Side};

/// Lines around the one that is looked at, on each side of it, that tell it from others.
const AROUND: usize = 3;

/// What of a line is kept, in chars.
const KEPT: usize = 200;

/// Stretches that were unfolded: so many are kept.
const MOST_SHOWN: usize = 200;

/// Where a person is in a review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// The file, by its path in head, or else in base.
    pub file: Option<RepoPath>,
    /// The handler in it.
    pub handler: Option<HandlerId>,
    /// What is chosen on the checklist.
    pub chosen: Option<Chosen>,
    /// The line under the cursor.
    pub line: Option<SpotLine>,
    /// Rows of the tree above its cursor that are seen.
    pub above: usize,
    /// The pane that takes the keys, 0-based from the left.
    pub pane: usize,
    /// What is folded in the file.
    pub folds: SpotFolds,
    /// Whether handlers that the change did not touch are listed.
    pub all_handlers: bool,
    /// Whether items that do not apply are listed.
    pub not_applicable: bool,
    /// Whether everything but handlers is folded.
    pub only_handlers: bool,
}

/// Something on a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chosen {
    /// An item.
    Item(FindingId),
    /// A claim of a foreign review.
    Claim(ClaimKey),
    /// A reviewer's own finding or question.
    Own(EventId),
}

/// Which lines of a file are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpotFolds {
    /// All of them.
    pub whole: bool,
    /// Lines around what changed.
    pub context: usize,
    /// Stretches of the new side besides, 0-based, the end exclusive.
    pub shown: Vec<(usize, usize)>,
}

impl SpotFolds {
    /// The same with no more stretches than are kept.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        self.shown.truncate(MOST_SHOWN);
        self
    }
}

/// A line and those around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpotLine {
    /// Its side.
    pub side: Side,
    /// Its 0-based index.
    pub index: usize,
    /// How it reads, cut.
    pub text: String,
    /// The lines before it, the nearest first.
    pub before: Vec<String>,
    /// The lines after it, the nearest first.
    pub after: Vec<String>,
    /// Rows of the code above it that are seen.
    pub above: usize,
}

impl SpotLine {
    /// The line at a 0-based index of a text of so many lines.
    #[must_use]
    pub fn new<'a>(
        side: Side,
        index: usize,
        count: usize,
        line: impl Fn(usize) -> &'a str,
        above: usize,
    ) -> Self {
        let read = |at: usize| cut(line(at));
        let before = (index.saturating_sub(AROUND)..index).rev().map(read).collect();
        let after = (index + 1..count.min(index + 1 + AROUND)).map(read).collect();
        Self { side, index, text: read(index), before, after, above }
    }

    /// Where it is in another text of so many lines: among the lines that read like it the one
    /// with the most of the same around it, then the nearest; where none does, after or before the lines
    /// that stood around it; else at its index. None in an empty text.
    #[must_use]
    pub fn find<'a>(&self, count: usize, line: impl Fn(usize) -> &'a str) -> Option<usize> {
        let equal = |at: Option<usize>, wanted: &str| {
            at.is_some_and(|at| at < count && cut(line(at)) == wanted)
        };
        // The nearer a line is the more it says.
        let weight = |(by, _): (usize, &String)| 1_usize << AROUND.saturating_sub(by + 1);
        let around = |at: usize| {
            let before = self.before.iter().enumerate();
            let before = before.filter(|(by, text)| equal(at.checked_sub(by + 1), text));
            let after = self.after.iter().enumerate();
            let after = after.filter(|(by, text)| equal(Some(at + by + 1), text));
            before.map(weight).sum::<usize>() + after.map(weight).sum::<usize>()
        };
        let nearest = |at: &usize| std::cmp::Reverse(at.abs_diff(self.index));
        let same = (0..count).filter(|at| equal(Some(*at), &self.text));
        let same = same.map(|at| ((around(at), nearest(&at)), at)).max();
        // A line that says little by itself is not known by itself.
        let is_known = |known: &usize| *known > 0 || self.text.trim().len() > 3;
        if let Some((_, at)) = same.filter(|((known, _), _)| is_known(known)) {
            return Some(at);
        }
        let edited = (0..count).map(|at| ((around(at), nearest(&at)), at)).max();
        let found = edited.filter(|((known, _), _)| *known > 0).map(|(_, at)| at);
        found.or_else(|| Some(self.index.min(count.checked_sub(1)?)))
    }
}

fn cut(line: &str) -> String {
    line.chars().take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &str, index: usize) -> SpotLine {
        let lines: Vec<&str> = text.lines().collect();
        SpotLine::new(Side::Head, index, lines.len(), |at| lines[at], 4)
    }

    fn found(spot: &SpotLine, text: &str) -> Option<usize> {
        let lines: Vec<&str> = text.lines().collect();
        spot.find(lines.len(), |at| lines[at])
    }

    #[test]
    fn a_line_is_found_where_it_moved() {
        let spot = spot("one\ntwo\nthree\n", 1);
        assert_eq!(found(&spot, "zero\nzero\none\ntwo\nthree\n"), Some(3));
        assert_eq!(found(&spot, "two\n"), Some(0));
    }

    #[test]
    fn of_several_equal_lines_that_with_the_same_around_it_is_meant() {
        let text = "def a():\n    return 1\n\ndef b():\n    return 1\n";
        let spot = spot(text, 4);
        assert_eq!(found(&spot, &format!("# more\n{text}")), Some(5));
        assert_eq!(found(&spot, "def b():\n    return 1\n\ndef a():\n    return 1\n"), Some(1));
    }

    #[test]
    fn an_edited_line_is_found_by_those_around_it() {
        let spot = spot("one\ntwo\nthree\nfour\n", 1);
        assert_eq!(found(&spot, "# new\none\n2\nthree\nfour\n"), Some(2));
    }

    #[test]
    fn what_is_gone_leaves_the_place_where_it_was() {
        let spot = spot("one\ntwo\nthree\n", 2);
        assert_eq!(found(&spot, "a\nb\nc\nd\n"), Some(2));
        assert_eq!(found(&spot, "a\n"), Some(0));
        assert_eq!(found(&spot, ""), None);
    }
}
