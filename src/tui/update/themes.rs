//! Choosing a theme: each is seen while the cursor is on it.

use crate::tui::state::{PickEntry, Picker, Popup, State, ThemePick};

/// Opens the list, on the theme that is seen now.
pub(super) fn open(state: &mut State) {
    let entries = state.screen.themes.iter().enumerate().map(|(value, name)| PickEntry {
        label: name.clone(),
        detail: String::new(),
        sign: None,
        also: String::new(),
        enabled: true,
        value,
    });
    let mut picker = Picker::new(entries.collect());
    let now = state.screen.themes.iter().position(|name| *name == state.screen.theme);
    picker.cursor = now.unwrap_or(0);
    let before = state.screen.theme.clone();
    state.popup = Some(Popup::Themes(ThemePick { before, picker }));
}

/// Shows the theme under the cursor.
pub(super) fn show(state: &mut State, pick: &ThemePick) {
    let name = pick.picker.picked().and_then(|entry| state.screen.themes.get(entry.value));
    state.screen.theme = name.unwrap_or(&pick.before).clone();
}

/// Keeps it, and says how it lasts.
pub(super) fn choose(state: &mut State, pick: &ThemePick) {
    show(state, pick);
    let name = &state.screen.theme;
    state.say(format!("theme {name}; `theme = \"{name}\"` in your config.toml keeps it"));
}
