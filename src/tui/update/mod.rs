//! The one way the state changes: an event in, effects out.

mod applies;
mod arrive;
mod batch;
mod blame;
mod board;
mod claim_list;
mod counted;
mod decide;
mod dialogs;
mod export;
mod finder;
mod follow;
mod fresh;
mod judge;
mod jumps;
mod keys;
mod leave;
mod legend;
mod matrix;
mod mend;
mod mouse;
mod moving;
mod owns;
mod panes;
mod paste;
mod popups;
mod quiz;
mod ranges;
mod reading;
mod run;
mod scores;
mod search;
mod spot;
mod themes;
mod walk;
mod why;

pub use applies::applies;
pub use batch::choice_words;
pub use dialogs::reasons;
pub use fresh::is_busy;
pub(crate) use owns::is_selected;
pub use spot::spot;

use super::event::{Effect, Event, Mouse};
use super::state::{Spot, State};

/// Takes an event in and returns what is to be done about it.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    let before = take(state, event, &mut effects);
    settle(state, &mut effects);
    if let Some(before) = before {
        jumps::left(state, before);
    }
    effects
}

/// Takes an event in; gives the place that it came at, where it may lead far from there.
fn take(state: &mut State, event: Event, effects: &mut Vec<Effect>) -> Option<Spot> {
    match event {
        Event::Key(key) => return keys::press(state, key, effects),
        Event::Mouse(mouse, x, y) => {
            let before = jumps::here(state).filter(|_| mouse == Mouse::Click);
            mouse::act(state, mouse, (x, y), effects);
            return before;
        }
        Event::Held(is_held) => state.keys.is_held = is_held,
        Event::Paste(text) => paste::take(state, &text),
        Event::Resize(width, height) => {
            state.screen.width = width;
            state.screen.height = height;
        }
        Event::Renamed(change_set) => {
            arrive::renamed(state, change_set);
            search::renamed(state, effects);
        }
        Event::Found(text, files, next) => search::found(state, &text, files, next, effects),
        Event::Opened(index, document) => arrive::opened(state, index, document, effects),
        Event::Outlined(index, handlers) => arrive::outlined(state, index, handlers),
        Event::Assessed(index, assessment, decisions) => {
            state.decided.restore(&decisions);
            arrive::assessed(state, index, *assessment);
            quiz::arrived(state);
            spot::go_on(state);
            board::refresh(state);
        }
        Event::Complete => {
            arrive::complete(state);
            spot::go_on(state);
            state.ranges.returning = None;
            board::greet(state);
            board::refresh(state);
        }
        Event::Fresh(fresh) => fresh::take(state, *fresh, effects),
        Event::Moved => ranges::moved(state, effects),
        Event::Refused(refusal) => ranges::refused(state, refusal),
        Event::Commits(news) => ranges::arrived(state, news, effects),
        Event::Choices(choices) => ranges::offered(state, choices),
        Event::Claims(news) => judge::arrived(state, *news),
        Event::Kept(kept) => arrive::kept(state, kept),
        Event::Decided(decisions) => {
            arrive::decided(state, &decisions);
            board::refresh(state);
        }
        Event::Blamed(index, blame) => blame::arrived(state, index, blame),
        Event::Peeked(side, path, text) => arrive::peeked(state, side, &path, text),
        Event::Edited(step, edits) => mend::edited(state, step, &edits, effects),
        Event::Mended(step, edits, mended) => mend::looked(state, step, &edits, *mended),
        Event::Told(text) => state.say(text),
        Event::Failed(text) => state.complain(text),
        Event::Terminate => state.exit = true,
    }
    None
}

/// What is to be done at the start, before any event.
pub fn begin(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    arrive::begin(state);
    if state.quiz.is_some() {
        quiz::show(state);
        mend::look_again(state, &mut effects);
    }
    spot::go_on(state);
    settle(state, &mut effects);
    effects
}

/// Brings what depends on other parts in line: the file shown, the lines of the
/// checklist, scroll positions.
fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    follow::show_file(state, effects);
    panes::arrange(state);
    follow::reach_goal(state);
    blame::ask(state, effects);
    follow::lay_out_checklist(state);
    moving::settle(state);
    panes::summarise(state);
}
