//! Rows of small documents, under every layout.

use super::*;
use crate::model::{Hunk, LineRange, NewLine, OldLine};
use crate::syntax::Lines;

fn hunk(old: (usize, u32), new: (usize, u32)) -> Hunk {
    Hunk {
        old: LineRange { start: OldLine::from_index(old.0), count: old.1 },
        new: LineRange { start: NewLine::from_index(new.0), count: new.1 },
    }
}

/// 100 old lines, 99 new ones: one edited, two gone, one come.
fn document() -> Document {
    let text = |count: usize| Some(Lines::new("line\n".repeat(count).into()));
    let mut document = Document::default();
    document.old.lines = text(100);
    document.new.lines = text(99);
    document.hunks = vec![hunk((10, 1), (10, 1)), hunk((50, 2), (50, 0)), hunk((90, 0), (88, 1))];
    document
}

#[test]
fn every_line_stands_on_one_row_or_in_one_fold() {
    for (context, split) in [(0, false), (3, false), (200, false), (0, true), (3, true)] {
        let rows = Rows::new(&document(), &Folds { context, ..Folds::default() }, split);
        let (mut next_old, mut next_new) = (0, 0);
        for row in (0..rows.count()).filter_map(|row| rows.get(row)) {
            match row {
                Row::Same { old, new } => {
                    assert_eq!((old, new), (Some(next_old), next_new));
                    next_old += 1;
                    next_new += 1;
                }
                Row::Old(old) => {
                    assert_eq!(old, next_old);
                    next_old += 1;
                }
                Row::New(new) => {
                    assert_eq!(new, next_new);
                    next_new += 1;
                }
                Row::Pair { old, new } => {
                    assert_eq!((old, new, split), (next_old, next_new, true));
                    next_old += 1;
                    next_new += 1;
                }
                Row::Fold { new, count, .. } => {
                    assert_eq!(new, next_new);
                    next_old += count;
                    next_new += count;
                }
            }
        }
        assert_eq!((next_old, next_new), (100, 99), "context {context}");
    }
}

#[test]
fn a_line_is_found_on_its_row_and_a_folded_one_on_its_fold() {
    let rows = Rows::new(&document(), &Folds::default(), false);
    for index in 0..rows.count() {
        let Some(row) = rows.get(index) else { panic!("row {index}") };
        if let Some((side, line)) = row.named() {
            assert_eq!(rows.of_line(side, line), Some(index));
        }
    }
    let fold = rows.of_line(Side::Head, 30).and_then(|row| rows.get(row));
    assert!(matches!(fold, Some(Row::Fold { .. })), "{fold:?}");
    assert_eq!(rows.hunks().count(), 3);
}

#[test]
fn a_deleted_file_has_only_old_rows() {
    let mut document = document();
    document.new.lines = None;
    let rows = Rows::new(&document, &Folds::default(), false);
    assert_eq!((rows.count(), rows.get(99)), (100, Some(Row::Old(99))));
}

#[test]
fn an_edited_line_stands_beside_itself_and_the_rest_beside_each_other() {
    let mut document = document();
    document.hunks = vec![hunk((10, 4), (10, 3))];
    document.pairs = vec![(12, 11)];
    let rows = Rows::new(&document, &Folds::default(), true);
    let first = rows.hunks().next().unwrap();
    let changed: Vec<_> = (first..first + 5).filter_map(|row| rows.get(row)).collect();
    assert_eq!(
        changed,
        [
            Row::Pair { old: 10, new: 10 },
            Row::Old(11),
            Row::Pair { old: 12, new: 11 },
            Row::Pair { old: 13, new: 12 },
            Row::Same { old: Some(14), new: 13 },
        ]
    );
    for (side, line) in [(Side::Base, 12), (Side::Head, 11)] {
        assert_eq!(rows.of_line(side, line), Some(first + 2));
    }
}

#[test]
fn each_side_has_its_own_lines_in_its_column() {
    let both = Columns::of(Row::Same { old: Some(4), new: 7 }, true);
    let lines: Vec<_> = both.parts().map(|(_, part)| part.text).collect();
    assert_eq!(lines, [(Side::Base, 4), (Side::Head, 7)]);
    let one: Vec<_> = Columns::of(Row::Same { old: Some(4), new: 7 }, false).parts().collect();
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].1.lines().collect::<Vec<_>>(), [(Side::Head, 7), (Side::Base, 4)]);
    assert_eq!(Columns::of(Row::Old(3), true).parts().count(), 1);
}

#[test]
fn everything_but_handlers_is_one_row_for_each_stretch() {
    let spans = Spans { head: vec![8..15, 85..87], base: vec![8..15, 40..60] };
    for split in [false, true] {
        let one = 20..22;
        let folds = Folds { handlers: Some(spans.clone()), shown: vec![one], ..Folds::default() };
        let rows = Rows::new(&document(), &folds, split);
        let all: Vec<Row> = (0..rows.count()).filter_map(|row| rows.get(row)).collect();
        let folded: Vec<_> = all
            .iter()
            .filter_map(|row| match row {
                Row::Fold { new, count, hidden: Hidden::NoHandler { lines, changed } } => {
                    Some((*new, *count, *lines, *changed))
                }
                _ => None,
            })
            .collect();
        // Two old lines went out of a handler of base, one new line came outside of any.
        let expected =
            [(0, 8, 8, 0), (15, 5, 5, 0), (22, 28, 28, 0), (50, 35, 35, 0), (87, 12, 12, 1)];
        assert_eq!(folded, expected, "{all:?}");
        assert!(all.contains(&Row::Old(50)) && all.contains(&Row::Old(51)));
        let hidden: usize = folded.iter().map(|fold| fold.1).sum();
        let shown = all.iter().filter(|row| row.line(Side::Head).is_some()).count();
        assert_eq!(hidden + shown, 99, "no line is lost");
        assert_eq!(rows.of_line(Side::Head, 30), rows.of_line(Side::Head, 22));
    }
}
