//! Rows of handlers alone: everything else folded into one row for each stretch.

use std::ops::Range;

use super::folds::{Spans, merged};
use super::{Hidden, Row, Rows, advance};

impl Rows {
    /// The same rows with all folded that is neither in a handler nor among `shown`, which are
    /// lines of the new side. Cost follows stretches and handlers, not lines.
    pub(super) fn of_handlers(self, spans: &Spans, shown: &[Range<usize>]) -> Self {
        let head = merged(spans.head.iter().chain(shown).cloned().collect());
        let spans = Spans { head, base: merged(spans.base.clone()) };
        let (mut rows, mut pending, mut next_new) = (Self::default(), Pending::default(), 0);
        for segment in self.segments {
            let mut offset = 0;
            while offset < segment.rows {
                let row = advance(segment.start, offset);
                let (is_kept, run) = run(&spans, row, next_new);
                let run = run.clamp(1, segment.rows - offset);
                if is_kept {
                    pending.flush(&mut rows);
                    rows.push(row, run);
                } else {
                    pending.add(row, run, next_new);
                }
                if let Row::Same { new, .. } | Row::New(new) | Row::Pair { new, .. } = row {
                    next_new = new + run;
                }
                offset += run;
            }
        }
        pending.flush(&mut rows);
        rows
    }
}

/// What will become one row.
#[derive(Default)]
struct Pending {
    first_new: Option<usize>,
    news: usize,
    lines: usize,
    changed: usize,
}

impl Pending {
    fn add(&mut self, row: Row, run: usize, next_new: usize) {
        self.first_new.get_or_insert(next_new);
        self.lines += run;
        self.news += if matches!(row, Row::Old(_)) { 0 } else { run };
        self.changed += if row.is_change() { run } else { 0 };
    }

    fn flush(&mut self, rows: &mut Rows) {
        let pending = std::mem::take(self);
        if let Some(new) = pending.first_new {
            let hidden = Hidden::NoHandler { lines: pending.lines, changed: pending.changed };
            rows.push(Row::Fold { new, count: pending.news, hidden }, 1);
            rows.folds += 1;
        }
    }
}

/// Whether a row is kept, and for how many rows of its stretch that holds.
fn run(spans: &Spans, row: Row, next_new: usize) -> (bool, usize) {
    match row {
        Row::Same { new, .. } | Row::New(new) => within(&spans.head, new),
        // Where lines went out of a handler of head, they were its own.
        Row::Old(_) if within(&spans.head, next_new).0 => (true, usize::MAX),
        Row::Old(old) => within(&spans.base, old),
        Row::Pair { old, new } => {
            let (base, head) = (within(&spans.base, old), within(&spans.head, new));
            (base.0 || head.0, base.1.min(head.1))
        }
        Row::Fold { .. } => (true, 1),
    }
}

/// Whether a line is in one of the ranges, and for how many lines from it on that holds.
fn within(ranges: &[Range<usize>], line: usize) -> (bool, usize) {
    let after = ranges.partition_point(|range| range.start <= line);
    let last = after.checked_sub(1).and_then(|at| ranges.get(at));
    match (last.filter(|range| line < range.end), ranges.get(after)) {
        (Some(range), _) => (true, range.end - line),
        (None, Some(next)) => (false, next.start - line),
        (None, None) => (false, usize::MAX),
    }
}
