//! What a place looked like, and what stood around it, kept with a decision on it.

use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::anchor::MAX_LINE;
use super::{Digest, RestsOn};
use crate::model::Place;
use crate::syntax::Lines;
use crate::syntax::python::{LogicalLines, canonical};

/// Bytes of a statement that are kept as they are; of a longer one, its beginning and the
/// digest of all of it.
const MAX_STATEMENT: usize = 600;

/// Bytes and lines of the place that are kept to be shown.
pub(super) const MAX_SHOWN: usize = 800;
const MAX_SHOWN_LINES: usize = 8;

/// Lines above and below that are kept, and bytes of each.
const CONTEXT: usize = 2;
const MAX_CONTEXT: usize = 120;

/// Longer statements (in bytes) are compared as they are laid out.
const MAX_CANONICAL: usize = 16 * 1024;

/// What a place looked like when it was decided on. Logs from before it was kept have none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Imprint {
    /// The head of the statement around the place, in which comments, layout and quotes make
    /// no difference; of a definition, without its name. Not of files that are not Python.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statement: String,
    /// Which line of that head the place begins on, 0-based.
    #[serde(skip_serializing_if = "is_zero")]
    pub row: u32,
    /// The nearest lines above that are not blank, the nearest first, blanks made one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub above: Vec<String>,
    /// The nearest lines below that are not blank.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<String>,
    /// The lines of the place as they stood, to be shown; long ones cut.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub was: String,
    /// The object or sink that the item was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The commit that was looked at: its full hexadecimal id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The file's content: the id it has, or would have, as a blob.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blob: Option<String>,
    /// For a handler as a whole: its text without its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<Digest>,
    /// For an item: what a decision rests on besides its line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rests_on: Option<RestsOn>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Imprint {
    /// What a place looks like in the text of its file.
    #[must_use]
    pub fn of(place: &Place, sheet: &Sheet) -> Self {
        let line = place.first_line();
        let last = place.last_line().max(line);
        let joined = sheet.joined(line);
        let head = joined.clone().map(|line| sheet.line(line)).collect::<Vec<_>>().join("\n");
        let around = |lines: &mut dyn Iterator<Item = u32>| {
            let lines = lines.map(|line| normalise(sheet.line(line))).filter(|it| !it.is_empty());
            lines.take(CONTEXT).map(|line| cut(&line, MAX_CONTEXT).to_owned()).collect()
        };
        let statement = if place.file.is_python() { form(&head) } else { String::new() };
        let shown = line..=last.min(line.saturating_add(MAX_SHOWN_LINES as u32 - 1));
        let was = shown.map(|line| sheet.line(line)).collect::<Vec<_>>().join("\n");
        Self {
            statement,
            row: line.saturating_sub(*joined.start()),
            above: around(&mut (1..line).rev()),
            below: around(&mut (last + 1..=sheet.count())),
            was: bounded(&was, MAX_SHOWN),
            ..Self::default()
        }
    }

    /// Whether a place says the same now: its statement, or at least its own lines.
    #[must_use]
    pub fn says_the_same(&self, now: &Self) -> bool {
        // What is no statement of Python has no form: a `#` may begin something else there.
        if self.statement.is_empty() {
            return normalise(&self.was) == normalise(&now.was);
        }
        self.statement == now.statement || canonical(&self.was) == canonical(&now.was)
    }

    /// How many of the lines around are the same, 0 to 4.
    #[must_use]
    pub fn shared_context(&self, now: &Self) -> usize {
        let same = |then: &[String], now: &[String]| {
            then.iter().zip(now).filter(|(then, now)| then == now).count()
        };
        same(&self.above, &now.above) + same(&self.below, &now.below)
    }
}

/// A file's text with what is asked of it again and again.
pub struct Sheet {
    lines: Lines,
    joined: OnceLock<LogicalLines>,
}

impl Sheet {
    /// A text.
    #[must_use]
    pub fn new(text: Arc<str>) -> Self {
        Self { lines: Lines::new(text), joined: OnceLock::new() }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.lines.text()
    }

    /// How many lines.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.lines.count()).unwrap_or(u32::MAX)
    }

    /// A 1-based line; empty where there is none.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        (line as usize).checked_sub(1).map_or("", |index| self.lines.get(index))
    }

    /// Whether a 1-based line reads like that of an anchor.
    pub(super) fn reads(&self, line: u32, text: &str) -> bool {
        bounded(&normalise(self.line(line)), MAX_LINE) == text
    }

    /// The lines that make one statement's head with a 1-based one.
    #[must_use]
    pub fn joined(&self, line: u32) -> RangeInclusive<u32> {
        self.joined.get_or_init(|| LogicalLines::new(self.text())).around(line)
    }

    /// The form of the statement's head around a 1-based line; where there are none, the line
    /// with its blanks made one.
    pub(super) fn statement_around(&self, line: u32, is_python: bool) -> String {
        if !is_python {
            return bounded(&normalise(self.line(line)), MAX_STATEMENT);
        }
        let head = self.joined(line).map(|line| self.line(line));
        form(&head.collect::<Vec<_>>().join("\n"))
    }

    /// The forms of the statements' heads that begin on these 1-based lines, in order.
    pub fn statements(&self, lines: RangeInclusive<u32>) -> impl Iterator<Item = String> {
        lines.filter(|line| *self.joined(*line).start() == *line).map(|line| {
            let head = self.joined(line).map(|line| self.line(line));
            form(&head.collect::<Vec<_>>().join("\n"))
        })
    }
}

/// A statement's head as it is kept and compared.
fn form(head: &str) -> String {
    if head.len() > MAX_CANONICAL {
        return bounded(&normalise(head), MAX_STATEMENT);
    }
    bounded(&canonical(head), MAX_STATEMENT)
}

/// A line with its runs of blanks made one, without those at its ends.
pub(super) fn normalise(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that is not longer than so many bytes and a digest; equal for equal ones.
pub(super) fn bounded(text: &str, max: usize) -> String {
    if text.len() <= max {
        return text.to_owned();
    }
    format!("{}… {}", cut(text, max), Digest::of(text).as_str())
}

/// The beginning of a text, of so many bytes at most.
fn cut(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
