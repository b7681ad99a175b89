//! Markdown as far as lessons use it, laid out in lines of a width: headings, paragraphs,
//! lists, tables, fenced code.

use crate::tui::text;

/// Lines wider than this many cells are tiring to read.
pub(super) const MAX_WIDTH: u16 = 90;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading.
    Heading,
    /// Words, in which backquotes stand around code.
    Text,
    /// Code.
    Code,
}

/// A line that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: Kind,
    /// Parts in their order, each with whether it is code in a sentence.
    pub(super) parts: Vec<(String, bool)>,
}

/// Lays out texts in lines of at most `width` cells.
pub(super) fn lay_out(source: &[String], width: usize) -> Vec<Line> {
    let mut layout = Layout { width: width.max(8), ..Layout::default() };
    for line in source {
        layout.take(line);
    }
    layout.end_block();
    layout.lines
}

#[derive(Default)]
struct Layout {
    width: usize,
    lines: Vec<Line>,
    /// A paragraph or an item of a list, as far as it was read.
    block: String,
    /// What stands before an item: `- `, `4. `.
    marker: String,
    table: Vec<Vec<String>>,
    is_fenced: bool,
}

impl Layout {
    fn take(&mut self, line: &str) {
        if line.trim_start().starts_with("```") {
            self.end_block();
            self.is_fenced = !self.is_fenced;
        } else if self.is_fenced || (line.starts_with("    ") && self.block.is_empty()) {
            self.end_block();
            let shown = if self.is_fenced { format!("    {line}") } else { line.to_owned() };
            self.push(Kind::Code, vec![(shown, false)]);
        } else if let Some(heading) = line.strip_prefix('#') {
            self.end_block();
            let heading = heading.trim_start_matches('#').trim().to_owned();
            self.push(Kind::Heading, vec![(heading, false)]);
        } else if line.trim().is_empty() {
            self.end_block();
            self.push(Kind::Text, Vec::new());
        } else if line.starts_with('|') {
            self.end_paragraph();
            self.table.push(cells(line));
        } else {
            self.take_words(line);
        }
    }

    fn take_words(&mut self, line: &str) {
        let mut words = line.trim();
        if let Some(marker) = marker(words) {
            self.end_block();
            words = words[marker.len()..].trim_start();
            marker.clone_into(&mut self.marker);
        }
        if !self.block.is_empty() {
            self.block.push(' ');
        }
        self.block.push_str(&bare(words));
    }

    fn end_block(&mut self) {
        self.end_paragraph();
        self.end_table();
    }

    /// The lines of a paragraph or an item, which hang under its first word.
    fn end_paragraph(&mut self) {
        let marker = std::mem::take(&mut self.marker);
        let block = std::mem::take(&mut self.block);
        if block.is_empty() {
            return;
        }
        let indent = text::width(&marker);
        let mut is_code = false;
        let wrapped = text::wrap(&block, self.width.saturating_sub(indent).max(8));
        for (number, line) in wrapped.iter().enumerate() {
            let lead = if number == 0 { marker.clone() } else { " ".repeat(indent) };
            let mut parts = vec![(lead, false)];
            for (at, part) in line.split('`').enumerate() {
                is_code ^= at > 0;
                parts.push((part.to_owned(), is_code));
            }
            parts.retain(|(part, _)| !part.is_empty());
            self.push(Kind::Text, parts);
        }
    }

    /// A table in columns; where there is no room for them, a row an item.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width_of = |at: usize| {
            rows.iter().filter_map(|row| row.get(at)).map(|cell| text::width(cell)).max()
        };
        let widths: Vec<usize> = (0..count).filter_map(width_of).collect();
        let fits = widths.iter().map(|width| width + 2).sum::<usize>() <= self.width + 2;
        for (number, row) in rows.iter().enumerate() {
            if row.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':'))) {
                continue;
            }
            if fits {
                let padded = row.iter().zip(&widths).map(|(cell, width)| {
                    let blanks = width.saturating_sub(text::width(cell)) + 2;
                    format!("{cell}{}", " ".repeat(blanks))
                });
                let line: String = padded.collect();
                let kind = if number == 0 { Kind::Heading } else { Kind::Text };
                self.push(kind, vec![(line.trim_end().to_owned(), false)]);
            } else if number > 0 {
                "- ".clone_into(&mut self.marker);
                self.block = row.join(": ");
                self.end_paragraph();
            }
        }
    }

    fn push(&mut self, kind: Kind, parts: Vec<(String, bool)>) {
        self.lines.push(Line { kind, parts });
    }
}

/// The cells of a row of a table, without the marks of code: a column tells them apart.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_matches('|');
    inner.split('|').map(|cell| bare(cell.trim()).replace('`', "")).collect()
}

/// What an item of a list begins with, its blank included.
fn marker(line: &str) -> Option<&str> {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let length = match line.get(digits..)? {
        rest if digits > 0 && rest.starts_with(". ") => digits + 2,
        rest if digits == 0 && (rest.starts_with("- ") || rest.starts_with("* ")) => 2,
        _ => return None,
    };
    line.get(..length)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, width: usize) -> Vec<String> {
        let source: Vec<String> = source.lines().map(ToOwned::to_owned).collect();
        let lines = lay_out(&source, width);
        let whole = |line: Line| line.parts.into_iter().map(|(part, _)| part).collect();
        lines.into_iter().map(whole).collect()
    }

    #[test]
    fn every_item_stands_on_its_own_and_hangs_under_its_first_word() {
        let source = "1. one thing\n2. another\n3. third\n4. the fourth goes\n   on";
        let lines = ["1. one thing", "2. another", "3. third", "4. the fourth", "   goes on"];
        assert_eq!(shown(source, 14), lines);
    }

    #[test]
    fn a_table_has_columns_or_else_is_a_list() {
        let source = "| header | forbids |\n|---|---|\n| `no-store` | keeping it |";
        assert_eq!(shown(source, 40), ["header    forbids", "no-store  keeping it"]);
        assert_eq!(shown(source, 16), ["- no-store:", "  keeping it"]);
    }

    #[test]
    fn code_in_a_sentence_goes_on_over_the_end_of_a_line() {
        let source = vec!["see `a b` now".to_owned()];
        let lines = lay_out(&source, 8);
        let code = |line: &Line| -> Vec<String> {
            line.parts
                .iter()
                .filter(|(_, is_code)| *is_code)
                .map(|(part, _)| part.clone())
                .collect()
        };
        assert_eq!(
            lines.iter().map(code).collect::<Vec<_>>(),
            [vec!["a".to_owned()], vec!["b".to_owned()]]
        );
    }
}
