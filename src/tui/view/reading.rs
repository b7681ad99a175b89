//! A text that is read: a title, and lines that fit the width.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::brush::Brush;
use super::{page, rows};
use crate::catalog::Meaning;
use crate::tui::state::Reading;
use crate::tui::text;

/// Wider lines are tiring to read.
const MAX_WIDTH: u16 = 90;

pub(super) fn render(reading: &Reading, area: Rect, brush: &mut Brush<'_>) {
    let area = page(&reading.title, area, brush);
    let ground = brush.paint.of(Meaning::Popup);
    let width = area.width.saturating_sub(4).min(MAX_WIDTH);
    let x = area.x + (area.width.saturating_sub(width)) / 2;
    let body = Rect { x, width, ..area };
    let lines = laid_out(reading, usize::from(width));
    for (offset, line) in rows(body) {
        let Some((kind, words)) = lines.get(reading.top + offset) else { return };
        let style = match kind {
            Kind::Heading => {
                ground.patch(brush.paint.of(Meaning::Accent)).add_modifier(Modifier::BOLD)
            }
            Kind::Code => ground.patch(brush.paint.of(Meaning::Muted)),
            Kind::Text => ground,
        };
        brush.cut(line.x, line.y, line.right(), words, style);
    }
}

/// How many lines a text has at a width of the screen, in cells.
pub(crate) fn count(reading: &Reading, width: u16) -> usize {
    laid_out(reading, usize::from(width.saturating_sub(4).min(MAX_WIDTH))).len()
}

#[derive(Clone, Copy)]
enum Kind {
    Heading,
    Text,
    Code,
}

/// Markdown as far as lessons use it: headings, paragraphs, lists, fenced code.
fn laid_out(reading: &Reading, width: usize) -> Vec<(Kind, String)> {
    let mut lines = Vec::new();
    let mut in_code = false;
    let mut paragraph = String::new();
    for line in &reading.lines {
        if line.trim_start().starts_with("```") {
            flush(&mut paragraph, width, &mut lines);
            in_code = !in_code;
        } else if in_code || line.starts_with("    ") {
            flush(&mut paragraph, width, &mut lines);
            let shown = if in_code { format!("    {line}") } else { line.clone() };
            lines.push((Kind::Code, shown));
        } else if let Some(heading) = line.strip_prefix('#') {
            flush(&mut paragraph, width, &mut lines);
            lines.push((Kind::Heading, heading.trim_start_matches('#').trim().to_owned()));
        } else if line.trim().is_empty() {
            flush(&mut paragraph, width, &mut lines);
            lines.push((Kind::Text, String::new()));
        } else {
            let begins = ["- ", "* ", "1. ", "2. ", "3. "].iter().any(|it| line.starts_with(it));
            if begins {
                flush(&mut paragraph, width, &mut lines);
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&bare(line.trim()));
        }
    }
    flush(&mut paragraph, width, &mut lines);
    lines
}

/// A line without the stars of its emphasis: its words carry that well enough.
fn bare(line: &str) -> String {
    let mut in_code = false;
    let stays = |c: &char| {
        in_code ^= *c == '`';
        in_code || *c != '*'
    };
    line.chars().filter(stays).collect()
}

fn flush(paragraph: &mut String, width: usize, lines: &mut Vec<(Kind, String)>) {
    if !paragraph.is_empty() {
        let wrapped = text::wrap(paragraph, width.max(1));
        lines.extend(wrapped.into_iter().map(|line| (Kind::Text, line)));
        paragraph.clear();
    }
}
