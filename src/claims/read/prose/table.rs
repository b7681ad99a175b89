//! Tables: a row is a claim, or a field of one.

use super::block::Block;
use super::draft::{Draft, Owner};
use super::field::{self, Label};
use super::outline::Outline;
use super::sentence;
use crate::claims::document::StatementKind;

/// Reads a table.
pub(super) fn read(outline: &mut Outline<'_, '_, '_>, block: &Block<'_>) {
    let rows: Vec<(u32, Vec<&str>)> = (block.first..)
        .zip(&block.lines)
        .map(|(number, line)| (number, cells(line)))
        .filter(|(_, cells)| !is_ruled(cells))
        .collect();
    let labels: Vec<Option<Label>> = rows
        .first()
        .map(|(_, cells)| cells.iter().map(|cell| field::label_of(cell)).collect())
        .unwrap_or_default();
    if pairs(&rows) {
        return in_pairs(outline, block, &rows);
    }
    if let Some(draft) = outline.draft.as_mut().filter(|draft| draft.owner != Owner::Sentences) {
        draft.lines(&block.lines, block.last);
        return;
    }
    outline.close();
    let says = |label: &Option<Label>| {
        matches!(
            label,
            Some(Label::Title | Label::Text | Label::Path | Label::Place | Label::Category)
        )
    };
    let headed = labels.iter().any(Option::is_some);
    let counts = !labels.iter().any(says) && headed;
    for (at, (number, cells)) in rows.iter().enumerate() {
        let text = cells.join(" ");
        if at == 0 && headed || rows.len() > 1 && at == 0 && ruled_below(block) {
            outline.out.say(StatementKind::Heading, &text, *number, *number);
        } else if counts || !headed && !sentence::asserts(&text.to_lowercase()) {
            outline.out.say(StatementKind::Noise, &text, *number, *number);
        } else {
            row(outline, &labels, *number, cells);
        }
    }
    for (number, line) in (block.first..).zip(&block.lines) {
        if is_ruled(&cells(line)) {
            outline.out.say(StatementKind::Noise, line, number, number);
        }
    }
}

/// A row as a claim, its cells as fields by the names of their columns.
fn row(outline: &mut Outline<'_, '_, '_>, labels: &[Option<Label>], number: u32, cells: &[&str]) {
    let mut draft = Draft::new(Owner::Sentences, number, number);
    for (at, cell) in cells.iter().enumerate() {
        let bare = cell.trim();
        if matches!(bare, "" | "-" | "–" | "—") {
            continue;
        }
        let counted = bare.trim_start_matches(['#', '*']).bytes().all(|byte| byte.is_ascii_digit());
        let line = match labels.get(at).copied().flatten() {
            Some(Label::Path) => format!("File: {bare}"),
            Some(Label::Place) => format!("Location: {bare}"),
            Some(Label::Line) => format!("Line: {bare}"),
            Some(Label::Severity) => format!("Severity: {bare}"),
            Some(Label::Confidence) => format!("Confidence: {bare}"),
            Some(Label::Weakness) => format!("CWE: {bare}"),
            Some(Label::Rule) => format!("Rule: {bare}"),
            Some(Label::Category) => format!("Category: {bare}"),
            Some(Label::Remedy) => format!("Fix: {bare}"),
            Some(Label::Named) => format!("Function: {bare}"),
            Some(Label::Aside) => continue,
            None if counted => continue,
            _ => format!("Description: {bare}"),
        };
        draft.lines(&[&line], number);
    }
    if draft.is_bare() {
        let category = draft.claim.under.first().cloned();
        if let Some(category) = category {
            draft.lines(&[&format!("Description: {category}")], number);
        }
    }
    outline.draft = Some(draft);
    outline.close();
}

/// Whether a table gives a field in each row: its name, then its value.
fn pairs(rows: &[(u32, Vec<&str>)]) -> bool {
    let named =
        rows.iter().filter(|(_, cells)| cells.len() == 2 && field::label_of(cells[0]).is_some());
    named.count() * 2 > rows.len() && rows.len() > 2
}

fn in_pairs(outline: &mut Outline<'_, '_, '_>, block: &Block<'_>, rows: &[(u32, Vec<&str>)]) {
    let draft =
        outline.draft.get_or_insert_with(|| Draft::new(Owner::Record, block.first, block.last));
    for (number, cells) in rows {
        if let [name, value] = cells.as_slice()
            && field::label_of(name).is_some()
        {
            draft.lines(&[&format!("{}: {value}", name.trim_matches('*'))], *number);
        }
    }
    draft.claim.last_line = draft.claim.last_line.max(block.last);
}

/// The cells of a row; bars in code and behind a backslash part nothing.
fn cells(line: &str) -> Vec<&str> {
    const MOST: usize = 40;
    let bare = line.trim();
    let bare = bare.strip_prefix('|').unwrap_or(bare);
    let bare = bare.strip_suffix('|').unwrap_or(bare);
    let mut cells = Vec::new();
    let (mut from, mut coded, mut escaped) = (0, false, false);
    for (at, byte) in bare.bytes().enumerate() {
        match byte {
            b'`' => coded = !coded,
            b'|' if !coded && !escaped && cells.len() < MOST => {
                cells.push(bare[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\';
    }
    cells.push(bare[from..].trim());
    cells
}

fn is_ruled(cells: &[&str]) -> bool {
    cells.iter().all(|cell| cell.bytes().all(|byte| matches!(byte, b'-' | b':' | b' ')))
        && cells.iter().any(|cell| cell.contains('-'))
}

fn ruled_below(block: &Block<'_>) -> bool {
    block.lines.get(1).is_some_and(|line| is_ruled(&cells(line)))
}
