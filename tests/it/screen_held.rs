//! What a key that is held passes is not read, coloured or laid out.

use lineproof::catalog::KeyTable;
use lineproof::tui::event::{Effect, Event};
use lineproof::tui::key::Key;
use lineproof::tui::keymap::Keymap;
use lineproof::tui::state::State;
use lineproof::tui::update::{begin, update};

use crate::support::sample::{opened, opening, press};

#[test]
fn nothing_is_read_of_files_that_are_passed() {
    let keymap = Keymap::new(&KeyTable::builtin().unwrap());
    let mut state = State::new(opening(), keymap, "dark", false, (160, 40));
    begin(&mut state);
    press(&mut state, "1 gg");
    let mut asked = Vec::new();
    let mut events = vec![Event::Held(true)];
    events.extend(Key::script("j k j").unwrap().into_iter().map(Event::Key));
    for event in events {
        asked.extend(update(&mut state, event));
    }
    assert_eq!(asked, []);
    assert_eq!(update(&mut state, Event::Held(false)), [Effect::Open(1)], "the last one is");
}

#[test]
fn what_is_known_of_them_is_shown_once_the_key_is_let_go() {
    let mut state = opened((160, 40), "1 gg");
    update(&mut state, Event::Held(true));
    press(&mut state, "j j j j");
    assert_eq!(state.code.rows.count(), 0);
    update(&mut state, Event::Held(false));
    let mut alone = opened((160, 40), "1 gg");
    press(&mut alone, "j j j j");
    assert_eq!(state.code.line(), alone.code.line());
    assert!(state.code.rows.count() > 0);
    assert_eq!(state.code.file, alone.code.file);
}

#[test]
fn handlers_of_one_file_are_passed_as_well_and_enter_arrives() {
    let mut state = opened((160, 40), "1 ]h");
    let began = state.code.line();
    update(&mut state, Event::Held(true));
    press(&mut state, "j");
    assert_eq!(state.code.line(), began, "the code stays");
    press(&mut state, "<enter>");
    assert_ne!(state.code.line(), began, "who goes into the code wants to see it");
    let mut state = opened((160, 40), "1 gg");
    update(&mut state, Event::Held(true));
    press(&mut state, "j j <enter>");
    assert!(state.code.rows.count() > 0);
}
