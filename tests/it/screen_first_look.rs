//! What somebody who sees the screen for the first time expects of it.

use lineproof::review::RemarkKind;
use lineproof::tui::{Operation, Shot, headless};

use crate::support::sample::{Sample, opening};

const MEDIUM: (u16, u16) = (100, 30);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn keys(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::default(), &shot).unwrap()
}

/// The row at the bottom.
fn foot(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

#[test]
fn an_item_higher_than_its_pane_is_read_to_its_end_before_the_next_is_chosen() {
    let first = keys(SMALL, "]h 3");
    assert!(first.contains("↓") && !first.contains("Attack:"), "{first}");
    let further = keys(SMALL, "]h 3 j*5");
    assert!(further.contains("Attack:"), "{further}");
    let back = keys(SMALL, "]h 3 j*5 k*5");
    assert_eq!(back, first);
    assert_ne!(keys(SMALL, "]h 3 j*30"), further);
}

#[test]
fn what_was_decided_stands_before_what_decides_it() {
    let text = keys(NARROW, "]o 3 d <tab> known <enter> gg");
    let row = |words: &str| text.lines().position(|line| line.contains(words));
    assert!(row("dismissed: ") < row("1 was") && row("known").is_some(), "{text}");
}

#[test]
fn n_on_a_line_that_the_item_does_not_stand_on_is_a_note_on_that_line() {
    let sample = Sample::default();
    let shot = Shot { keys: "]o 2 k*3 n here <enter>".to_owned(), ..Shot::default() };
    headless(opening(), &sample, &shot).unwrap();
    let kept = sample.kept.lock().unwrap();
    let decision = kept.iter().flatten().next().unwrap();
    let Operation::Remark(remark) = &decision.operation else { panic!("{decision:?}") };
    assert_eq!((remark.kind, remark.text.as_str()), (RemarkKind::Note, "here"));
}

#[test]
fn a_second_note_says_that_it_changes_the_first() {
    let text = keys(MEDIUM, "]o 3 n one <enter> n");
    assert!(text.contains("Change your note on generation: one"), "{text}");
    let left = keys(MEDIUM, "]o 3 n one <esc>");
    assert!(foot(&left).contains("nothing of what was being written is kept"), "{left}");
}

#[test]
fn from_a_place_beside_the_list_esc_leads_back_to_the_list() {
    let list = keys(NARROW, "]h 3 j*3 ]e");
    let there = keys(NARROW, "]h 3 j*3 ]e <enter>");
    assert_ne!(there, list);
    let back = keys(NARROW, "]h 3 j*3 ]e <enter> <esc>");
    // The look into the other file is over, and so is the key that leaves it.
    let panes = |text: &str| text.lines().take(23).map(ToOwned::to_owned).collect::<Vec<_>>();
    assert_eq!(panes(&back), panes(&list));
}

#[test]
fn enter_in_a_look_into_a_file_that_did_not_change_says_so() {
    let text = keys(MEDIUM, "]h 3 j*3 ]e 2 <enter>");
    assert!(foot(&text).contains("is not in this change; e opens it"), "{text}");
}

#[test]
fn the_help_is_found_by_the_words_of_the_footer_and_by_others() {
    let first = |words: &str| {
        let text = keys(MEDIUM, &format!("? {words}"));
        let row = text.lines().skip_while(|line| !line.contains("filter: ")).nth(1);
        let row = row.unwrap_or_default();
        row.split_once('▸').map(|(_, rest)| rest.trim().to_owned()).unwrap_or_default()
    };
    for (words, start) in [
        ("export", "Write the review"),
        ("undo", "Take back"),
        ("quit", "Leave"),
        ("exit", "Leave"),
        ("lesson", "Why the check"),
        ("colour", "Choose a theme"),
        ("evidence", "Go to the next place"),
        ("skip", "Leave the item open"),
    ] {
        assert!(first(words).starts_with(start), "{words}: {}", first(words));
    }
}

#[test]
fn the_way_round_is_told_and_so_is_what_waits_when_all_is_reviewed() {
    let last = keys(MEDIUM, "]o*4");
    assert!(foot(&last).contains("open item"), "{last}");
    let done = keys((160, 40), "<space>*3");
    assert!(foot(&done).contains("all 3; ") && foot(&done).contains("wait"), "{done}");
}

#[test]
fn the_keys_of_the_pane_come_first_and_how_to_leave_is_always_there() {
    let list = keys(MEDIUM, "]o 3");
    let row = foot(&list);
    let at = |words: &str| row.find(words).unwrap_or(usize::MAX);
    assert!(at("d dismiss") < at("q quit") && row.contains("q quit"), "{row}");
    let begun = keys(MEDIUM, "]");
    assert!(foot(&begun).contains("o next open"), "{begun}");
}

#[test]
fn a_dismissed_item_is_opened_again_where_it_was_dismissed() {
    let text = keys(MEDIUM, "]o 3 d 1 gg d");
    assert!(text.contains("open it again"), "{text}");
    let again = keys(MEDIUM, "]o 3 d 1 gg d 8");
    assert!(foot(&again).contains("open again"), "{again}");
}

#[test]
fn items_are_found_by_the_words_of_their_states() {
    let text = keys((160, 40), "I missing");
    assert!(text.contains("✗") && !text.contains("nothing fits"), "{text}");
    let title = text.lines().next().unwrap_or_default();
    assert!(title.contains("1 of "), "{text}");
}

#[test]
fn a_line_that_is_gone_belongs_to_the_handler_it_was_taken_from() {
    let text = keys((160, 40), "]h [h 2 gg ]c*6");
    let row = text.lines().find(|line| line.starts_with('─')).unwrap_or_default();
    let cursor = text.lines().find(|line| line.contains("│▌")).unwrap_or_default();
    assert!(cursor.contains(" - "), "the cursor is to be on a removed line:\n{text}");
    assert!(row.contains("import_aggregates"), "{text}");
}
