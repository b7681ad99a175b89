//! Which lines of a document are folded away.

use std::ops::Range;

use crate::tui::document::Document;

/// Which unchanged lines are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folds {
    /// Whether nothing is folded.
    pub whole: bool,
    /// Lines shown before and after what changed.
    pub context: usize,
    /// Lines of the new side that are shown besides.
    pub shown: Vec<Range<usize>>,
    /// The handlers, where nothing but them is shown.
    pub handlers: Option<Spans>,
}

/// Lines of handlers, 0-based, on each side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans {
    /// In head.
    pub head: Vec<Range<usize>>,
    /// In base.
    pub base: Vec<Range<usize>>,
}

impl Default for Folds {
    fn default() -> Self {
        Self { whole: false, context: 3, shown: Vec::new(), handlers: None }
    }
}

/// The new-side lines to show, sorted and not touching each other.
pub(super) fn shown(document: &Document, folds: &Folds) -> Vec<Range<usize>> {
    if folds.whole
        || folds.handlers.is_some()
        || document.hunks.is_empty() && folds.shown.is_empty()
    {
        return std::iter::once(0..usize::MAX).collect();
    }
    let around = document.hunks.iter().map(|hunk| {
        let start = hunk.new.start.index();
        start.saturating_sub(folds.context)..start + hunk.new.count as usize + folds.context
    });
    merged(around.chain(folds.shown.iter().cloned()).collect())
}

/// The ranges sorted, with those united that touch each other.
pub(super) fn merged(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
