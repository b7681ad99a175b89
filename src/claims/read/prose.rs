//! Text written for people: lists and sentences, told apart by what each is there for.

use super::Limits;
use super::clean::{clean, clean_line};
use crate::claims::document::{Document, ReadClaim, SourceFormat, Statement, StatementKind};

/// Reads prose.
pub(super) fn read(text: &str, limits: &Limits) -> Document {
    let mut document = Document {
        format: SourceFormat::Prose,
        tool: None,
        statements: Vec::new(),
        claims: Vec::new(),
        self_contradictory: false,
        denials: Vec::new(),
        unread: Vec::new(),
        not_analysed: Vec::new(),
    };
    for (first, lines) in parts(text) {
        push(&mut document, first, &lines, limits);
    }
    let claimed = !document.claims.is_empty();
    document.denials = (0..document.statements.len())
        .filter(|at| claimed && document.statements[*at].kind == StatementKind::Denial)
        .collect();
    document.self_contradictory = !document.denials.is_empty();
    document
}

/// The parts of a text: list items with what follows them, and paragraphs.
fn parts(text: &str) -> Vec<(u32, Vec<&str>)> {
    let mut parts: Vec<(u32, Vec<&str>)> = Vec::new();
    let mut open = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            open = false;
        } else if let (true, None, Some((_, lines))) = (open, unmarked(line), parts.last_mut()) {
            lines.push(line);
        } else {
            parts.push((number, vec![line]));
            open = true;
        }
    }
    parts
}

/// What stands behind the mark of a list item.
fn unmarked(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = if let Some(rest) = line.strip_prefix(['-', '*', '+', '•']) {
        rest
    } else {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix(['.', ')'])
            .filter(|_| line.starts_with(|c: char| c.is_ascii_digit()))?
    };
    let rest = rest.strip_prefix(' ')?;
    Some(rest.strip_prefix("[ ] ").or(rest.strip_prefix("[x] ")).unwrap_or(rest))
}

fn push(document: &mut Document, first: u32, lines: &[&str], limits: &Limits) {
    let head = unmarked(lines[0]);
    let mut said = vec![head.unwrap_or(lines[0])];
    said.extend(&lines[1..]);
    let text = clean(&said.join("\n"), limits.text);
    let last = first + u32::try_from(lines.len()).unwrap_or(u32::MAX) - 1;
    let lower = text.to_lowercase();
    let denies = ["did not find any", "does not contain any direct", "no security defects"];
    let kind = if denies.iter().any(|words| lower.contains(words)) {
        StatementKind::Denial
    } else if head.is_none() && !document.claims.is_empty() {
        StatementKind::Conclusion
    } else {
        StatementKind::Item
    };
    if kind == StatementKind::Item && document.claims.len() < limits.claims {
        document.claims.push(ReadClaim {
            title: clean_line(text.split(['\n', '.']).next().unwrap_or_default(), 200),
            text: text.clone(),
            first_line: first,
            last_line: last,
            ..ReadClaim::default()
        });
    }
    document.statements.push(Statement { text, kind, first_line: first, last_line: last });
}
