//! Another review in the place of the one that is shown.

use crate::tui::event::Effect;
use crate::tui::range::{Because, Fresh};
use crate::tui::state::{Popup, Screen, State};

use super::{arrive, follow};

/// Whether something is being written, chosen or selected that must not be taken away.
pub fn is_busy(state: &State) -> bool {
    let has_dialog = !matches!(state.popup, None | Some(Popup::Board(_) | Popup::Reading(_)));
    has_dialog
        || state.code.selection.is_some()
        || !state.keys.pending.is_empty()
        || state.keys.count.is_some()
}

/// Shows it: how the screen looks, what was said, and what can be taken back stay.
pub(super) fn take(state: &mut State, fresh: Fresh, effects: &mut Vec<Effect>) {
    let Fresh { because, opening, news, events } = fresh;
    let (range, title) = (opening.range.clone(), opening.change_set.title.clone());
    let screen = &state.screen;
    let size = (screen.width, screen.height);
    let map = std::mem::take(&mut state.keys.map);
    let next = State::new(opening, map, &screen.theme, screen.ascii, size);
    let former = std::mem::replace(state, next);
    state.screen = Screen { focus: state.screen.focus, message: None, ..former.screen };
    state.decided = former.decided;
    state.decided.replace(&[]);
    state.ranges = former.ranges;
    state.jumps = former.jumps;
    state.ranges.turn_to(range, &title);
    arrive::begin(state);
    for event in events {
        super::take(state, event, effects);
    }
    match news {
        Some(news) => state.say(news),
        None if because == Because::Chosen => say_which(state),
        None => {}
    }
    follow::mark(state);
}

/// Says what is shown, and how to go on.
fn say_which(state: &mut State) {
    let ranges = &state.ranges;
    let files = match state.review.files.len() {
        0 => "nothing differs".to_owned(),
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let text = match ranges.alone().and_then(|at| Some((at, ranges.commits.get(at)?))) {
        Some((at, card)) => {
            let count = ranges.commits.len();
            let number = count - at;
            format!(
                "commit {number} of {count}: {} {} · {} · {files}",
                card.short, card.subject, card.author
            )
        }
        None => format!("{}: {files}", crate::report::visible(&state.review.title)),
    };
    state.say(text);
}
