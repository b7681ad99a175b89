//! JSON in a review: found where it stands, read, and told by its schema.

mod context;
mod fields;
mod findings;
mod parse;
mod sarif;
mod sarif_place;

use super::Limits;
use super::collected::Collected;
use super::prose;
use crate::claims::document::{Document, SourceFormat, StatementKind};
use context::Context;
use parse::{Value, parse};

/// Reads a text that is JSON, or has JSON with findings in it. None where it has not.
pub(super) fn read(text: &str, limits: &Limits) -> Option<Document> {
    let segments = segments(text, limits);
    let first = segments.first()?;
    let mut out = Collected::new(format_of(&first.value), limits);
    let lines = Lines::of(text);
    let mut behind = 0;
    for segment in &segments {
        between(&mut out, text, &lines, behind, segment.value.start);
        let before = out.document.statements.len();
        let context = Context { lines: &lines, text };
        match format_of(&segment.value) {
            SourceFormat::Sarif => sarif::read(&mut out, &context, &segment.value),
            _ => findings::read(&mut out, &context, &segment.value),
        }
        for (at, what) in &segment.problems {
            out.unread(lines.number(*at), None, what);
        }
        fill(&mut out, text, &lines, before, segment);
        behind = segment.end;
    }
    between(&mut out, text, &lines, behind, text.len());
    Some(out.finish())
}

/// A piece of the text that is JSON.
struct Segment {
    value: Value,
    end: usize,
    problems: Vec<(usize, String)>,
}

/// The pieces of the text that are JSON with findings. Where the text begins as JSON, that
/// is one whatever it holds.
fn segments(text: &str, limits: &Limits) -> Vec<Segment> {
    const TRIES: usize = 2_000;
    let mut found: Vec<Segment> = Vec::new();
    let begins = text.len() - text.trim_start().len();
    let mut at = 0;
    let mut tries = 0;
    let mut left = *limits;
    while let Some(start) = next_start(text, at) {
        tries += 1;
        let pairs = opens_pairs(&text[start..]);
        let parsed = parse(text, start, &left);
        at = parsed.end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        left.values = left.values.saturating_sub(1 + (at - start) / 4).max(1);
        if let Some(value) = parsed.value
            && ((start == begins && pairs) || findings::has_some(&value))
        {
            found.push(Segment { value, end: at, problems: parsed.problems });
        }
        if tries > TRIES && found.is_empty() {
            break;
        }
    }
    found
}

/// The next place, at the beginning of a line, where an object or a list begins.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while at < text.len() {
        let rest = &text[at..];
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = &rest[..end];
        let indent = line.len() - line.trim_start().len();
        if opens_pairs(&rest[indent..]) {
            return Some(at + indent);
        }
        at += end + 1;
    }
    None
}

/// Whether this begins as a list or object of findings does, and not as a mark or a link.
fn opens_pairs(text: &str) -> bool {
    let mut bytes = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let quote = |byte: Option<u8>| matches!(byte, Some(b'"' | b'\''));
    match bytes.next() {
        Some(b'{') => match bytes.next() {
            Some(b'}') | None => true,
            byte => quote(byte),
        },
        Some(b'[') => matches!(bytes.next(), Some(b'{' | b']' | b'[') | None),
        _ => false,
    }
}

/// What stands between pieces of JSON: sentences about them, and fences.
fn between(out: &mut Collected<'_>, text: &str, lines: &Lines, from: usize, to: usize) {
    let (from, to) = (from.min(to), to);
    let piece = &text[from..to];
    let bare = piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    if !bare.is_empty() {
        prose::around(out, piece, lines.number(from));
    }
}

/// Says the lines of a piece of JSON that no finding stands on.
fn fill(out: &mut Collected<'_>, text: &str, lines: &Lines, before: usize, segment: &Segment) {
    let mut spans: Vec<(u32, u32)> = out.document.statements[before..]
        .iter()
        .map(|statement| (statement.first_line, statement.last_line))
        .collect();
    spans.sort_unstable();
    let last = lines.number(segment.end.saturating_sub(1));
    spans.push((last + 1, last + 1));
    let mut next = lines.number(segment.value.start);
    for (first, end) in spans {
        if first > next {
            let piece = &text[lines.start(next)..lines.start(first)];
            let shown: String = piece.chars().take(200).collect();
            if !shown.trim().is_empty() {
                out.say(StatementKind::Noise, shown.trim(), next, first - 1);
            }
        }
        next = next.max(end + 1);
    }
    out.document.statements[before..].sort_by_key(|statement| statement.first_line);
}

/// The format by what stands on the outermost level.
fn format_of(value: &Value) -> SourceFormat {
    let keys = |value: &Value, keys: &[&str]| keys.iter().all(|key| value.get(key).is_some());
    let schema = value.get("$schema").and_then(Value::text).unwrap_or_default();
    if value.get("runs").is_some() || schema.contains("sarif") {
        SourceFormat::Sarif
    } else if value.get("diagnostics").is_some() || value.at(&["location", "range"]).is_some() {
        SourceFormat::RdJson
    } else if keys(value, &["vulnerabilities", "version"])
        || keys(value, &["vulnerabilities", "scan"])
        || value.items().iter().any(|item| keys(item, &["check_name", "location"]))
    {
        SourceFormat::GitLab
    } else {
        SourceFormat::Json
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines {
    starts: Vec<usize>,
    len: usize,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        Self { starts: std::iter::once(0).chain(ends).collect(), len: text.len() }
    }

    /// The 1-based number of the line that a byte stands on.
    pub fn number(&self, at: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    /// The first byte of a line; of one behind the last, the end of the text.
    fn start(&self, number: u32) -> usize {
        self.starts.get(number as usize - 1).copied().unwrap_or(self.len)
    }
}
