//! A pasted text is text where something is written, and nothing elsewhere: never keys.

use lineproof::tui::event::Event;
use lineproof::tui::state::{Popup, State};
use lineproof::tui::update::update;

use crate::support::sample::{opened, press};

fn pasted(keys: &str, text: &str) -> State {
    let mut state = opened((100, 30), keys);
    assert_eq!(update(&mut state, Event::Paste(text.to_owned())), [], "it asks for nothing");
    state
}

fn written(state: &mut State) -> String {
    state.popup.as_mut().and_then(Popup::input).unwrap().text.clone()
}

#[test]
fn a_note_takes_it_with_its_lines_and_without_controls() {
    let mut state = pasted("]o n see <space>", "one\r\ntwo\n\u{1b}[2J\u{7}three\n");
    assert_eq!(written(&mut state), "see one\u{240a}two\u{240a}[2Jthree");
    press(&mut state, "<enter>");
    assert!(state.popup.is_none());
    assert!(state.decided.can_undo());
}

#[test]
fn a_filter_takes_it_on_one_line_and_filters() {
    let mut state = pasted("f", "import\n");
    assert_eq!(written(&mut state), "import");
    let Some(Popup::Finder(picker)) = &state.popup else { panic!("the finder stays") };
    assert!(picker.matches.len() < picker.entries.len());
    let mut state = pasted("/", "pick\tle");
    assert_eq!(written(&mut state), "pick le");
    let state = pasted("I", "generation");
    let Some(Popup::Board(board)) = &state.popup else { panic!("the board stays") };
    assert!(board.count() < board.total);
    assert!(pasted("/", "context").search.is_on(), "a search begins");
}

#[test]
fn elsewhere_it_does_nothing_and_says_so() {
    for keys in ["", "2", "]o d", "m", "M", "]o S", "]o L"] {
        let before = opened((100, 30), keys);
        let state = pasted(keys, "cdq:q\r\n3]o ");
        assert_eq!(state.popup.is_some(), before.popup.is_some(), "{keys}");
        assert!(!state.exit && !state.decided.can_undo(), "{keys}");
        assert_eq!(state.code.line(), before.code.line(), "{keys}");
        let said = state.screen.message.unwrap().text;
        assert!(said.contains("what was pasted is dropped"), "{keys}: {said}");
    }
}

#[test]
fn a_long_paste_is_cut() {
    let mut state = pasted("]o n", &"x".repeat(1_000_000));
    assert_eq!(written(&mut state).len(), 10_000);
}
