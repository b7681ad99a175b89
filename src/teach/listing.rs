//! The code of a lesson row by row: what the change took away and added among what stayed.

use super::Lesson;
use crate::git;
use crate::model::{RepoPath, Side};

/// A row of a listing: a line of one side, or one that is on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The 1-based line before the change.
    pub(super) old: Option<u32>,
    /// The 1-based line after it.
    pub(super) new: Option<u32>,
}

impl Row {
    /// The side its text is taken from, and the line there.
    pub(super) fn at(self) -> (Side, u32) {
        match (self.new, self.old) {
            (Some(new), _) => (Side::Head, new),
            (None, old) => (Side::Base, old.unwrap_or(1)),
        }
    }

    /// `-` where the change took it away, `+` where it added it.
    pub(super) fn sign(self, lesson: &Lesson) -> char {
        match (self.old, self.new) {
            (Some(_), None) => '-',
            (None, Some(_)) if lesson.has_change() => '+',
            _ => ' ',
        }
    }

    /// Whether it is this line of this side.
    pub(super) fn is(self, side: Side, line: u32) -> bool {
        match side {
            Side::Base => self.old == Some(line),
            Side::Head => self.new == Some(line),
        }
    }
}

/// The rows of a file, in order.
pub(super) fn rows(lesson: &Lesson, file: &RepoPath) -> Vec<Row> {
    let (old, new) = (lesson.before.text(file), lesson.after.text(file));
    let count = |side: Side| lesson.tree(side).line_count(file).unwrap_or(0);
    let (olds, news) = (count(Side::Base), count(Side::Head));
    let same = match (old, new) {
        (Some(old), Some(new)) => git::differences(old, new).unwrap_or_default(),
        (Some(_), None) => return (1..=olds).map(|at| Row { old: Some(at), new: None }).collect(),
        _ => return (1..=news).map(|at| Row { old: None, new: Some(at) }).collect(),
    };
    let mut rows = Vec::new();
    let (mut old, mut new) = (1, 1);
    for hunk in same {
        while new < hunk.new.start.number() && old < hunk.old.start.number() {
            rows.push(Row { old: Some(old), new: Some(new) });
            (old, new) = (old + 1, new + 1);
        }
        for _ in 0..hunk.old.count {
            rows.push(Row { old: Some(old), new: None });
            old += 1;
        }
        for _ in 0..hunk.new.count {
            rows.push(Row { old: None, new: Some(new) });
            new += 1;
        }
    }
    while new <= news && old <= olds {
        rows.push(Row { old: Some(old), new: Some(new) });
        (old, new) = (old + 1, new + 1);
    }
    rows
}

/// The text of a row, as it stands in the file.
pub(super) fn text<'a>(lesson: &'a Lesson, file: &RepoPath, row: Row) -> &'a str {
    let (side, line) = row.at();
    lesson.tree(side).line(file, line).unwrap_or("")
}
