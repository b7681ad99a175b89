//! What can be found by a few letters: actions, handlers, files, items, places, commits.

use crate::model::FindingId;
use crate::tui::action::{self, ACTIONS, Action, also_called, is_of_lessons, is_of_reviews};
use crate::tui::key::Key;
use crate::tui::list_keys::list_keys;
use crate::tui::state::{PickEntry, Picker, Popup, Shown, State, Target, place_name};

use super::applies;

/// All actions, those that apply first.
pub(super) fn palette(state: &State) -> Picker<Action> {
    let is_in_lesson = state.quiz.is_some();
    let is_here = |action: Action| match is_in_lesson {
        true => !is_of_reviews(action),
        false => !is_of_lessons(action),
    };
    let entries = ACTIONS.iter().filter(|entry| is_here(entry.action)).map(|entry| PickEntry {
        label: help(state, entry),
        detail: state.keys.map.keys_of(entry.action).join(" "),
        sign: None,
        also: format!("{} {} {}", entry.name, entry.label, also_called(entry.action)),
        enabled: applies(state, entry.action),
        value: entry.action,
    });
    let mut entries: Vec<_> = entries.collect();
    // What the footer offers is what is needed most.
    let is_minor = |action: Action| action.entry().is_none_or(|entry| entry.label.is_empty());
    entries.sort_by_key(|entry| (!entry.enabled, is_minor(entry.value)));
    Picker::new(entries)
}

/// What an action does here.
fn help(state: &State, entry: &action::Entry) -> String {
    match entry.action {
        Action::Quit if state.leaving.keep_in.is_some() => {
            "Leave; what you decided here is kept if you say so then".to_owned()
        }
        _ => entry.help.to_owned(),
    }
}

/// The keys of what lies above the panes.
pub(super) fn keys(state: &State, popup: &Popup) -> Picker<Option<Key>> {
    let entries = list_keys(state, popup)
        .into_iter()
        .map(|key| PickEntry { also: key.label, ..entry(key.help, key.shown, None, key.press) });
    Picker::new(entries.collect())
}

/// Handlers, files, items and bookmarks.
pub(super) fn finder(state: &State) -> Picker<Target> {
    let mut handlers = Vec::new();
    let mut files = Vec::new();
    for (index, file) in state.review.files.iter().enumerate() {
        let path = file.change.path().to_string();
        for (number, handler) in file.handlers().iter().enumerate() {
            if !file.is_touched(&handler.id) && !state.changes.all_handlers {
                continue;
            }
            let label = format!("{} {}", handler.name, handler.endpoint());
            let sign = file.shown(&handler.id, None, &state.decided).filter(Shown::applies);
            let target = Target::Handler(index, number);
            handlers.push(entry(label.trim().to_owned(), path.clone(), sign, target));
        }
        files.push(entry(path, String::new(), None, Target::File(index)));
    }
    handlers.append(&mut files);
    handlers.extend(items(state).into_iter().map(|(entry, _)| entry));
    handlers.extend(state.jumps.bookmarks.iter().map(|(letter, spot)| {
        entry(format!("bookmark {letter}"), spot.name(), None, Target::Bookmark(*letter))
    }));
    handlers.extend(commits(state));
    Picker::new(handlers)
}

/// The commits of the range.
fn commits(state: &State) -> impl Iterator<Item = PickEntry<Target>> {
    state.ranges.commits.iter().enumerate().map(|(at, card)| {
        let detail = format!("commit · {} · {}", card.author, card.age);
        entry(format!("{} {}", card.short, card.subject), detail, None, Target::Commit(at))
    })
}

/// Lists commits that came in while the finder is open; the cursor stays on what it is on.
pub(super) fn add_commits(state: &mut State) {
    let all: Vec<_> = commits(state).collect();
    let Some(Popup::Finder(picker)) = &mut state.popup else { return };
    let chosen = picker.matches.get(picker.cursor).copied();
    picker.entries.retain(|entry| !matches!(entry.value, Target::Commit(_)));
    picker.entries.extend(all);
    picker.filter();
    let kept = chosen.and_then(|at| picker.matches.iter().position(|it| *it == at));
    picker.cursor = kept.unwrap_or(0);
}

/// The items of the change that apply, with what each is known by.
pub(super) fn items(state: &State) -> Vec<(PickEntry<Target>, FindingId)> {
    let mut items = Vec::new();
    for (index, file) in state.review.files.iter().enumerate() {
        for (number, finding) in file.findings().iter().enumerate() {
            if finding.state() == crate::model::State::NotApplicable
                || !file.is_touched(finding.handler())
            {
                continue;
            }
            let name = file.handler(finding.handler()).map_or("", |(_, handler)| &handler.name);
            let label = format!("{} {} {name}", finding.check(), finding.state());
            let place = place_name(finding.primary(), file);
            let detail = format!("{}:{place}", file.change.path().file_name());
            let target = Target::Item(index, number);
            let entry = entry(label, detail, Some(Shown::of(finding, &state.decided)), target);
            items.push((entry, finding.id().clone()));
        }
    }
    items
}

fn entry<T>(label: String, detail: String, sign: Option<Shown>, value: T) -> PickEntry<T> {
    PickEntry { label, detail, sign, also: String::new(), enabled: true, value }
}
