//! The text of the log: one event a line, read whatever else stands in it.

use std::collections::HashSet;

use super::{Event, FORMAT_VERSION, Record};

/// What some editors begin a text with; no part of it.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// How every line of the log begins; found inside a line, it tells where an
/// event begins after the torn remains of another.
const START: &str = "{\"version\":";

/// So often every beginning in a line is tried; after that only those behind what was read
/// in vain, so that a line takes no longer than it is long.
const TRIES: usize = 32;

/// So much of a line that was not understood is shown, in chars.
const EXCERPT: usize = 60;

/// A line of the log that was left out. It stays in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProblem {
    /// 1-based line in the log.
    pub line: usize,
    /// Why.
    pub why: Skipped,
    /// How the line begins, without control characters.
    pub excerpt: String,
}

/// Why a line of the log was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skipped {
    /// The last line has no end: writing it was interrupted.
    Torn,
    /// Written by a later program, in this version of the format.
    Newer(u32),
    /// Not an event, for this reason.
    NotAnEvent(String),
}

impl std::fmt::Display for LogProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} ", self.line)?;
        match &self.why {
            Skipped::Torn => write!(f, "was not finished when it was written")?,
            Skipped::Newer(version) => write!(f, "was written by a newer lineproof ({version})")?,
            Skipped::NotAnEvent(reason) => write!(f, "is not a decision ({reason})")?,
        }
        write!(f, " and is left alone: {}", self.excerpt)
    }
}

/// The events in the bytes of a log, each once, in the order they stand there,
/// and the lines that are none. Any bytes will do.
#[must_use]
pub fn read_events(bytes: &[u8]) -> (Vec<Event>, Vec<LogProblem>) {
    let (records, problems) = read_records(bytes);
    (records.into_iter().filter_map(Record::into_event).collect(), problems)
}

/// The same with what newer programs wrote, which is told as well and can be handed on.
#[must_use]
pub fn read_records(bytes: &[u8]) -> (Vec<Record>, Vec<LogProblem>) {
    let mut records: Vec<Record> = Vec::new();
    let mut problems = Vec::new();
    let mut known = HashSet::new();
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n').enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line = String::from_utf8_lossy(line);
        let (found, rest) = read_line(&line);
        records.extend(found.into_iter().filter(|record| known.insert(record.id().clone())));
        if let Some((mut why, text)) = rest {
            let is_last = lines.peek().is_none();
            if is_last && matches!(why, Skipped::NotAnEvent(_)) {
                why = Skipped::Torn;
            }
            problems.push(LogProblem { line: index + 1, why, excerpt: excerpt(text) });
        }
    }
    (records, problems)
}

/// An event as a line of the log, with its line end.
///
/// # Errors
/// Never in practice: nothing in an event refuses to become JSON.
pub fn write_event(event: &Event) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_string(event)?;
    line.push('\n');
    Ok(line)
}

/// The records in a line: commonly one. Behind the torn remains of an event, or
/// the zeros that some file systems leave after a crash, another may begin.
fn read_line(line: &str) -> (Vec<Record>, Option<(Skipped, &str)>) {
    let mut records = Vec::new();
    let mut problem = None;
    let mut rest = line;
    for tried in 0_usize.. {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter();
        let (why, next) = match values.next() {
            None => break,
            Some(Ok(value)) => {
                let next = values.byte_offset();
                let newer = newer(&value);
                match newer
                    .map_or_else(|| event(value.clone()), |version| Err(Skipped::Newer(version)))
                {
                    Ok(event) => {
                        records.push(Record::of(event));
                        rest = &rest[next..];
                        continue;
                    }
                    Err(why) => {
                        records.extend(newer.and_then(|_| Record::newer(&value)));
                        (why, next)
                    }
                }
            }
            Some(Err(error)) => {
                let next = next_start(rest, if tried < TRIES { 0 } else { error.column() });
                (Skipped::NotAnEvent(plainly(&error)), next)
            }
        };
        problem.get_or_insert((why, rest));
        rest = &rest[next..];
    }
    (records, problem)
}

/// Where the next event may begin in what was read in vain up to a byte.
fn next_start(rest: &str, read: usize) -> usize {
    // Behind the first char, so that each round gets further; a beginning that made the
    // reading fail reaches over that byte.
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let mut from = read.saturating_sub(START.len()).clamp(first, rest.len());
    while !rest.is_char_boundary(from) {
        from += 1;
    }
    rest[from..].find(START).map_or(rest.len(), |found| from + found)
}

/// The version of something that a newer program wrote.
fn newer(value: &serde_json::Value) -> Option<u32> {
    let version = value.get("version").and_then(serde_json::Value::as_u64)?;
    let version = u32::try_from(version).unwrap_or(u32::MAX);
    (version > FORMAT_VERSION).then_some(version)
}

fn event(value: serde_json::Value) -> Result<Event, Skipped> {
    let event: Event =
        serde_json::from_value(value).map_err(|error| Skipped::NotAnEvent(plainly(&error)))?;
    let can_be = event.subject.can_be(event.anchor.as_ref());
    can_be.map(|()| event).map_err(Skipped::NotAnEvent)
}

/// What is wrong with the JSON of one line, without the parser's own words for where.
pub(super) fn plainly(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => "it ends in the middle of its JSON".to_owned(),
        Category::Syntax | Category::Io => {
            format!("it is not JSON, at its character {}", error.column().max(1))
        }
        Category::Data => error.to_string(),
    }
}

fn excerpt(line: &str) -> String {
    line.chars().filter(|character| !character.is_control()).take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_beginnings_takes_no_longer_than_it_is_long() {
        let event = "{\"version\":1,\"id\":\"a\",\"time\":\"2026-01-01T00:00:00Z\",\
                     \"author\":\"Ada\",\"subject\":{\"handler\":\"app.py::put\"},\
                     \"operation\":{\"note\":{\"text\":\"x\"}}}";
        for part in [START, "{\"version\":\"", "{\"version\":[1,"] {
            let line = format!("{}{event}", part.repeat(20_000));
            let start = std::time::Instant::now();
            let (records, problems) = read_records(line.as_bytes());
            assert!(start.elapsed().as_secs() < 5, "{part}: {:?}", start.elapsed());
            assert_eq!(problems.len(), 1, "{part}");
            assert!(records.len() <= 1, "{part}");
        }
        let torn = format!("{}{event}\n", &event[..60]);
        assert_eq!(read_records(torn.as_bytes()).0.len(), 1);
    }
}
