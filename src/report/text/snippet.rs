//! Lines of code with carets under the places that decide, as compilers draw them.

use super::line::show;
use super::paint::Paint;
use super::wrap::{cells, wrap};
use crate::model::{Place, RepoPath, Side};
use crate::report::{Report, visible};

/// A place and what to write under it.
pub(super) struct Label<'a> {
    pub(super) place: &'a Place,
    pub(super) words: String,
    pub(super) is_primary: bool,
}

/// Draws places of several files and sides.
pub(super) struct Snippet<'a> {
    report: &'a Report<'a>,
    paint: Paint,
    width: usize,
}

/// The cells before the line numbers.
const INDENT: usize = 4;

impl<'a> Snippet<'a> {
    pub(super) fn new(report: &'a Report<'a>, paint: Paint, width: usize) -> Self {
        Self { report, paint, width }
    }

    /// The labels file by file, each file's in the order of its lines; the
    /// first label's file comes first.
    pub(super) fn draw(&self, labels: &[Label<'_>]) -> Vec<String> {
        let mut files: Vec<(&RepoPath, Side)> = Vec::new();
        for label in labels {
            let file = (&label.place.file, label.place.side());
            if !files.contains(&file) {
                files.push(file);
            }
        }
        let last = labels.iter().map(|label| label.place.first_line()).max().unwrap_or(1);
        let digits = last.to_string().len();
        let mut lines = Vec::new();
        for (index, (file, side)) in files.into_iter().enumerate() {
            let mut here: Vec<_> = labels
                .iter()
                .filter(|label| &label.place.file == file && label.place.side() == side)
                .collect();
            let told = here.iter().find(|label| label.is_primary).or(here.first());
            let line = told.map_or(1, |label| label.place.first_line());
            here.sort_by_key(|label| {
                (label.place.first_line(), label.place.columns().map(|columns| columns.start))
            });
            let arrow = if index == 0 { "-->" } else { ":::" };
            let before = if side == Side::Base { " (before the change)" } else { "" };
            let pad = " ".repeat(INDENT + digits);
            let place = format!("{}:{line}{before}", visible(file.as_str()));
            let room = self.width.saturating_sub(cells(&pad) + 5).max(10);
            for (index, part) in wrap(&place, room).iter().enumerate() {
                let arrow = if index == 0 { arrow } else { "   " };
                lines.push(format!("{pad} {} {part}", self.paint.frame(arrow)));
            }
            self.file(&here, digits, &mut lines);
        }
        lines
    }

    /// The labels of one file, in the order of its lines.
    fn file(&self, labels: &[&Label<'_>], digits: usize, lines: &mut Vec<String>) {
        let gutter = format!("{}{}", " ".repeat(INDENT + digits), self.paint.frame("  |"));
        let room = self.width.saturating_sub(INDENT + digits + 4).max(10);
        let mut last: Option<u32> = None;
        for label in labels {
            let number = label.place.first_line();
            if last.is_some_and(|last| number > last + 1) {
                lines.push(format!("{}{}", " ".repeat(INDENT), self.paint.frame("...")));
            }
            let Some(code) = (self.report.excerpts)(label.place) else {
                let words = format!("line {number}: {}", label.words);
                let parts = wrap(&words, room);
                lines.extend(parts.iter().map(|part| format!("{gutter} {part}")));
                continue;
            };
            let (start, end) = columns(label.place, &code);
            let first_line = code.lines().next().unwrap_or_default();
            let shown = show(first_line, start, end, room, self.paint.ellipsis());
            if last != Some(number) {
                let sign = if label.place.side() == Side::Base { "-" } else { " " };
                let number = self.paint.frame(&format!("{number:>digits$}{sign} |"));
                lines.push(format!("{}{number} {}", " ".repeat(INDENT), shown.text));
            }
            last = Some(number);
            self.underline(label, shown.start, shown.length, &gutter, room, lines);
        }
    }

    fn underline(
        &self,
        label: &Label<'_>,
        start: usize,
        length: usize,
        gutter: &str,
        room: usize,
        lines: &mut Vec<String>,
    ) {
        let mark = if label.is_primary { "^" } else { "-" };
        let carets = self.paint.frame(&mark.repeat(length));
        let pad = " ".repeat(start);
        let last = label.place.last_line();
        let until = match last > label.place.first_line() {
            true => format!(" (to line {last})"),
            false => String::new(),
        };
        let words = format!("{}{until}", label.words);
        if start + length + 1 + cells(&words) <= room {
            lines.push(format!("{gutter} {pad}{carets} {words}"));
            return;
        }
        lines.push(format!("{gutter} {pad}{carets}"));
        let indent = start.min(room / 3);
        for line in wrap(&words, room - indent) {
            lines.push(format!("{gutter} {}{line}", " ".repeat(indent)));
        }
    }
}

/// The chars to underline in the first line of a place: all but the indentation
/// where no columns are known.
fn columns(place: &Place, code: &str) -> (usize, usize) {
    let indentation = || {
        let line = code.lines().next().unwrap_or_default();
        line.chars().take_while(|c| c.is_whitespace()).count()
    };
    match place.columns() {
        Some(columns) if place.first_line() == place.last_line() => {
            (columns.start as usize, columns.end as usize)
        }
        Some(columns) => (columns.start as usize, usize::MAX),
        None => (indentation(), usize::MAX),
    }
}
