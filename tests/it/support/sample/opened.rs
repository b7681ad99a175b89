//! The sample on a screen, after keys: for what a picture does not tell.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::catalog::KeyTable;
use lineproof::tui::Backend;
use lineproof::tui::document::Document;
use lineproof::tui::event::Event;
use lineproof::tui::key::Key;
use lineproof::tui::keymap::Keymap;
use lineproof::tui::state::State;
use lineproof::tui::update::{begin, update};

use super::{Sample, opening};

/// The sample with its texts on a screen of this size, after keys.
pub fn opened(size: (u16, u16), keys: &str) -> State {
    let keymap = Keymap::new(&KeyTable::builtin().unwrap());
    let (mut state, sample) =
        (State::new(opening(), keymap, "dark", false, size), Sample::default());
    begin(&mut state);
    for index in 0..3 {
        let document = Document::new(&sample.view(index));
        update(&mut state, Event::Opened(index, Arc::new(document)));
    }
    sample.assess(&AtomicBool::new(false), &mut |index, found| {
        update(&mut state, Event::Assessed(index, Box::new(found), Vec::new()));
    });
    update(&mut state, Event::Complete);
    press(&mut state, keys);
    state
}

/// Presses keys, one after the other.
pub fn press(state: &mut State, keys: &str) {
    for key in Key::script(keys).unwrap() {
        update(state, Event::Key(key));
    }
}
