//! Numbers before motions, the way back from far moves, and bookmarks.

use lineproof::model::Side;
use lineproof::tui::event::{Event, Mouse};
use lineproof::tui::layout::Pane;
use lineproof::tui::state::State;
use lineproof::tui::update::update;
use lineproof::tui::{Shot, headless};

use crate::support::sample::{Sample, opened, opening, press};

fn after(keys: &str) -> State {
    opened((160, 40), keys)
}

/// The path that is shown and the 1-based line under the cursor.
fn spot(state: &State) -> (String, Side, usize) {
    let (_, file) = state.file().unwrap();
    let (side, line) = state.code.line().unwrap();
    (file.change.path().file_name().to_owned(), side, line + 1)
}

fn in_code(line: usize) -> (String, Side, usize) {
    ("aggregates.py".to_owned(), Side::Head, line)
}

fn screen(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::default(), &shot).unwrap()
}

#[test]
fn a_number_goes_so_many_lines_or_to_that_line() {
    assert_eq!(spot(&after("]h 2 w 7G")), in_code(7));
    assert_eq!(spot(&after("]h 2 w 7G 9j")), in_code(16));
    assert_eq!(spot(&after("]h 2 w 7G 9j 4k")), in_code(12), "the old line 12 to 16 has a pair");
    assert_eq!(spot(&after("]h 2 :12<enter>")), in_code(12), "a folded line is shown");
    assert_eq!(spot(&after("]h 2 w :30G")), in_code(30));
    assert_eq!(spot(&after("]h 2 w :10j")).2, after("]h 2 w j*10").code.line().unwrap().1 + 1);
    assert_eq!(spot(&after("]h 2 :9999999999<enter>")), in_code(60), "the last, where it ends");
    assert_eq!(spot(&after("gg 2 :1<bs>2<enter>")).2, 2, "a digit is taken back");
}

#[test]
fn digits_that_mean_something_do_so_where_no_number_has_begun() {
    let state = after("]h 2 3");
    assert_eq!((state.screen.focus, state.keys.count), (Pane::Checklist, None));
    assert!(after("]h 2 0").popup.is_some());
    assert_eq!(after("]h 2 40").keys.count, Some(40));
    let left = after("]h 2 w gg 40<esc> j");
    assert_eq!((spot(&left), left.keys.count), (in_code(2), None), "esc lets it go");
    let used = after("]h 2 w gg 4j j");
    assert_eq!(spot(&used), in_code(6), "a number counts once");
}

#[test]
fn other_motions_are_repeated_and_the_rest_is_done_once() {
    assert_eq!(after("1 gg 4j").changes.cursor, after("1 gg j j j j").changes.cursor);
    assert_eq!(after("1 :5G").changes.cursor, 4);
    assert_eq!(spot(&after("gg :3]h")), spot(&after("gg ]h ]h ]h")));
    assert_eq!(spot(&after("gg 2 / e <enter> :4n")), spot(&after("gg 2 / e <enter> n n n n")));
    assert_eq!(after("]o :7c").decided.can_undo(), after("]o c").decided.can_undo());
}

#[test]
fn a_number_stands_in_the_footer_while_it_is_written() {
    let last = |keys| screen((80, 24), keys).lines().last().unwrap().trim_end().to_owned();
    assert!(last("]h 45").ends_with("45 …"), "{}", last("]h 45"));
    assert!(last("]h :").ends_with("line …"), "{}", last("]h :"));
    assert!(last("]h :1]").ends_with("1] …"), "{}", last("]h :1]"));
}

#[test]
fn far_moves_are_gone_back_on_and_forward_again() {
    let mut state = after("]h 2 w 7G");
    let begin = spot(&state);
    press(&mut state, "f odd.txt <enter>");
    assert_eq!(spot(&state).0, "odd.txt");
    press(&mut state, "<c-o>");
    assert_eq!(spot(&state), begin, "the finder");
    press(&mut state, "<c-n>");
    assert_eq!(spot(&state).0, "odd.txt");
    press(&mut state, "<c-o> / pickle <enter>");
    let found = spot(&state);
    press(&mut state, "n [j");
    assert_eq!(spot(&state), found, "the next match");
    press(&mut state, "[j");
    assert_eq!(spot(&state), begin, "the search");
    press(&mut state, "]j ]j ]j ]j");
    assert_ne!(spot(&state), begin, "as far as it went, and no further");
}

#[test]
fn what_was_chosen_is_chosen_again() {
    let mut state = after("]o");
    let (begin, item) = (spot(&state), state.item().unwrap().id().clone());
    press(&mut state, "m <down> <enter>");
    assert_ne!(state.item().map(|item| item.id()), Some(&item), "the matrix");
    press(&mut state, "<c-o>");
    assert_eq!((spot(&state), state.item().unwrap().id()), (begin.clone(), &item));
    press(&mut state, "0 <end> <enter> <c-o>");
    assert_eq!(spot(&state), begin, "what it comes to");
    press(&mut state, "]i ]i <c-o> <c-o>");
    assert_eq!((spot(&state), state.item().unwrap().id()), (begin, &item), "items");
}

#[test]
fn a_look_into_another_file_is_come_back_to() {
    let mut state = after("]h 3 j*3 ]e");
    assert!(state.code.peek.is_some());
    press(&mut state, "<c-o>");
    assert!(state.code.peek.is_none());
    press(&mut state, "<c-n>");
    let peek = state.code.peek.as_ref().unwrap();
    assert_eq!(peek.path.as_str(), "service/util.py");
}

#[test]
fn near_moves_leave_nothing_to_come_back_to() {
    let state = after("]h 2 j*20 k <c-d>");
    let began = after("]h");
    assert_eq!(state.jumps.can_go(false), began.jumps.can_go(false));
    let mut clicked = after("1 gg");
    let area = clicked.regions().code.unwrap();
    update(&mut clicked, Event::Mouse(Mouse::Click, area.x + 20, area.y));
    assert!(!after("2").jumps.can_go(true));
}

#[test]
fn a_bookmark_is_kept_and_gone_to() {
    let mut state = after("]h 2 w 7G Ma 44G Mb gg");
    press(&mut state, "1 gg 'a");
    assert_eq!((spot(&state), state.screen.focus), (in_code(7), Pane::Code));
    press(&mut state, "' <down> <enter>");
    assert_eq!(spot(&state), in_code(44));
    press(&mut state, "<c-o>");
    assert_eq!(spot(&state), in_code(7), "a bookmark is a far move as well");
    press(&mut state, "f bookmark <space> :44 <enter>");
    assert_eq!(spot(&state), in_code(44));
    press(&mut state, "M<esc> M<enter>");
    assert_eq!(state.jumps.bookmarks.len(), 2, "only a letter keeps a place");
    assert!(after("'").popup.is_none(), "without one there is nothing to list");
}

#[test]
fn a_place_is_found_again_by_how_it_reads() {
    let mut state = after("]h 2 w 44G Ma gg");
    let spot_of = state.jumps.bookmarks.get_mut(&'a').unwrap();
    spot_of.line = Some((Side::Head, 39));
    press(&mut state, "'a");
    assert_eq!(spot(&state), in_code(44), "lines moved below it");
    state.jumps.bookmarks.get_mut(&'a').unwrap().path = lineproof::model::RepoPath::new("gone.py");
    press(&mut state, "'a");
    assert!(state.screen.message.as_ref().unwrap().text.contains("gone.py is not in the change"));
}

#[test]
fn bookmarks_are_listed() {
    insta::assert_snapshot!(screen((80, 24), "]h 2 w 7G Ma 44G Mb 'x"));
}
