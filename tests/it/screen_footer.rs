//! The row at the bottom: what is needed most is there at every width.

use lineproof::review::RemarkKind;
use lineproof::tui::{Operation, Shot, headless};

use crate::support::sample::{Sample, opening};

const WIDE: (u16, u16) = (160, 40);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn foot(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    let sample = Sample::with_claims();
    let text = headless(opening(), &sample, &shot).unwrap();
    text.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_keys_of_deciding_are_there_in_every_pane_at_80_columns() {
    for pane in ["2", "3"] {
        let row = foot(NARROW, &format!("]o {pane}"));
        for hint in ["? help", "]o next open", "c confirm", "d dismiss", "n note", "tab pane"] {
            assert!(row.contains(hint), "{pane}: {hint}: {row}");
        }
        let decided = foot(NARROW, &format!("]o c ]o {pane}"));
        assert!(decided.contains("u undo") && decided.contains("tab pane"), "{decided}");
    }
    let tree = foot(NARROW, "]o 1");
    for hint in ["? help", "enter open", "space reviewed", "tab pane", "c confirm"] {
        assert!(tree.contains(hint), "{hint}: {tree}");
    }
}

#[test]
fn deciding_comes_first_at_40_columns() {
    for pane in ["2", "3"] {
        let row = foot(SMALL, &format!("]o {pane}"));
        for hint in ["? help", "c confirm", "d dismiss"] {
            assert!(row.contains(hint), "{pane}: {hint}: {row}");
        }
    }
}

#[test]
fn the_lesson_is_offered_wherever_an_item_is_chosen() {
    for pane in ["1", "2", "3"] {
        let row = foot(WIDE, &format!("]o {pane}"));
        assert!(row.contains("L lesson"), "{pane}: {row}");
    }
    let narrow = foot(NARROW, "]o 3 J J");
    assert!(narrow.contains("L lesson"), "{narrow}");
}

#[test]
fn beside_a_message_stand_help_and_what_is_needed_most() {
    let row = foot(NARROW, "]o c");
    assert!(row.contains("(u takes it back)") && row.contains("? help"), "{row}");
    assert!(row.contains("]o next open"), "{row}");
}

#[test]
fn who_wrote_a_line_leaves_room_for_keys() {
    for (size, hints) in [(NARROW, &["? help"][..]), (WIDE, &["? help", "c confirm", "d dismiss"])]
    {
        let row = foot(size, "]o 2 B j k");
        assert!(row.contains("77c01dd Grace Hopper, 5 months ago"), "{row}");
        assert!(hints.iter().all(|hint| row.contains(hint)), "{size:?}: {row}");
    }
}

#[test]
fn how_to_leave_a_dialog_is_always_there() {
    for open in
        ["]o d", "]o S", "]o b", "]o b <enter>", "m", "0", "I", "f", "E", "T", "]o L", "C", "?"]
    {
        for size in [SMALL, NARROW] {
            let row = foot(size, open);
            assert!(row.contains("esc "), "{open}, {size:?}: {row}");
        }
    }
    for open in ["]o 3 n", "]o 2 o", "/", "M", "]o d 2"] {
        assert!(foot(SMALL, open).contains("esc "), "{open}: {}", foot(SMALL, open));
    }
}

#[test]
fn a_note_on_an_item_can_become_one_on_the_line() {
    let sample = Sample::default();
    let keys = "]o 3 n odd <tab> <enter>".to_owned();
    headless(opening(), &sample, &Shot { keys, ..Shot::default() }).unwrap();
    let kept = sample.kept.lock().unwrap();
    let decision = kept.iter().flatten().next().unwrap();
    let Operation::Remark(remark) = &decision.operation else { panic!("{decision:?}") };
    assert_eq!((remark.kind, remark.text.as_str()), (RemarkKind::Note, "odd"));
    drop(kept);
    assert!(foot(NARROW, "]o 3 n").contains("tab on the line instead"));
}

#[test]
fn a_bookmark_is_called_one() {
    let row = foot(WIDE, "]o M a");
    assert!(row.contains("bookmark a: ") && row.contains("'a comes back"), "{row}");
    let image = foot((180, 48), "gg j");
    assert!(image.contains("M bookmark"), "{image}");
}
