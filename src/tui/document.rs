//! A file's change made ready to be shown: texts, colours, changed words.

use crate::model::{FileChange, FileContent, FileView, Hunk, Side};
use crate::syntax::Lines;
use crate::syntax::highlight::{Tokens, highlight, is_python};

use super::words::{self, Words};

/// Files with more lines than this are shown plain first and coloured later.
const COLOUR_AT_ONCE: usize = 4_000;

/// A line that moved is looked for so many lines up and down.
const NEAR: usize = 5_000;

/// One side's text with its colours.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The lines; none when the side does not exist or cannot be shown.
    pub lines: Option<Lines>,
    /// What the stretches of each line are.
    pub tokens: Tokens,
    /// Stretches of each line that changed.
    pub words: Words,
    /// Whether the last line lacks its newline.
    pub no_final_newline: bool,
}

impl Text {
    fn new(content: Option<&FileContent>) -> Self {
        let lines = content.map(|content| Lines::new(content.text.clone()));
        let no_final_newline = content.is_some_and(|content| content.no_final_newline);
        Self { lines, no_final_newline, ..Self::default() }
    }

    /// How many lines.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lines.as_ref().map_or(0, Lines::count)
    }

    /// The line at a 0-based index.
    #[must_use]
    pub fn line(&self, index: usize) -> &str {
        self.lines.as_ref().map_or("", |lines| lines.get(index))
    }

    /// The line at a 0-based index, or the nearest that begins with a text where that one does
    /// not; without any, the one at the index, or the last.
    #[must_use]
    pub fn nearest(&self, index: usize, text: &str) -> usize {
        let count = self.count();
        let farthest = index.max(count.saturating_sub(index)).min(NEAR);
        let around = (0..=farthest).flat_map(|by| [index.checked_sub(by), index.checked_add(by)]);
        let there = around.flatten().filter(|at| *at < count);
        let found = there.into_iter().find(|at| self.line(*at).starts_with(text));
        found.unwrap_or(index).min(count.saturating_sub(1))
    }
}

/// Everything of a file's change that the code pane shows.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Whose text it is.
    pub change: Option<FileChange>,
    /// The old side.
    pub old: Text,
    /// The new side.
    pub new: Text,
    /// Where the sides differ.
    pub hunks: Vec<Hunk>,
    /// Lines, by 0-based index, that are one edited line: in base, in head. Ascending
    /// on both sides.
    pub pairs: Vec<(u32, u32)>,
    /// What to say above the text, or instead of it.
    pub note: Option<String>,
    /// Whether colours are known.
    pub coloured: bool,
}

impl Document {
    /// The document of a view, in colour where that is quick.
    #[must_use]
    pub fn new(view: &FileView) -> Self {
        let old = Text::new(view.old.as_ref());
        let new = Text::new(view.new.as_ref());
        let note = view.note.clone();
        let change = Some(view.change.clone());
        let hunks = view.hunks.clone();
        let mut document = Self { change, old, new, hunks, note, ..Self::default() };
        let name = view.change.path().as_str();
        let is_quick = document.new.count() + document.old.count() <= COLOUR_AT_ONCE
            && [&document.old, &document.new]
                .into_iter()
                .flat_map(|text| &text.lines)
                .all(|lines| is_python(name, lines));
        let edited = words::edited(&document);
        document.old.words = edited.old;
        document.new.words = edited.new;
        document.pairs = edited.pairs;
        if is_quick {
            document.colour(view);
        }
        document
    }

    /// The texts of a view and where they differ, without colours and changed words.
    #[must_use]
    pub fn bare(view: &FileView) -> Self {
        let (old, new) = (Text::new(view.old.as_ref()), Text::new(view.new.as_ref()));
        Self { old, new, hunks: view.hunks.clone(), ..Self::default() }
    }

    /// Finds the colours of both sides.
    pub fn colour(&mut self, view: &FileView) {
        let paths = [view.change.in_base(), view.change.in_head()];
        for (text, version) in [&mut self.old, &mut self.new].into_iter().zip(paths) {
            if let (Some(lines), Some(version)) = (&text.lines, version) {
                text.tokens = highlight(version.path.as_str(), lines);
            }
        }
        self.coloured = true;
    }

    /// The pairs of edited lines, 0-based, whose old line lies in a range.
    pub fn pairs_in(&self, olds: &std::ops::Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        let first = self.pairs.partition_point(|(old, _)| (*old as usize) < olds.start);
        let end = olds.end;
        let pairs = self.pairs.iter().skip(first).map(|(old, new)| (*old as usize, *new as usize));
        pairs.take_while(move |(old, _)| *old < end)
    }

    /// Whether both sides have lines, so that they can stand side by side.
    #[must_use]
    pub fn has_two_sides(&self) -> bool {
        self.old.count() > 0 && self.new.count() > 0
    }

    /// One side.
    #[must_use]
    pub fn side(&self, side: Side) -> &Text {
        match side {
            Side::Base => &self.old,
            Side::Head => &self.new,
        }
    }
}
