//! Keys while a list, a dialog or an input lies above the panes.

use crate::claims::ClaimVerdict;
use crate::model::Side;
use crate::tui::action::Action;
use crate::tui::backend::SEVERITIES;
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::state::{
    Goal, LEAVE_ANSWERS, LineInput, NoteInput, OwnInput, Picker, Popup, ReasonPick, State, Target,
    TreeRow,
};

use super::moving::By;
use super::{
    batch, board, claim_list, decide, dialogs, export, finder, judge, jumps, leave, matrix, owns,
    quiz, ranges, reading, run, search, themes, walk, why,
};

/// What a key did to a popup.
pub(super) enum Outcome {
    /// It stays.
    Stay,
    /// It is left without doing anything.
    Leave,
    /// What it offers is taken.
    Accept,
}

pub(super) fn press(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    let Some(mut popup) = state.popup.take() else { return };
    if why::is_help(state, key) && has_help(&popup, key) {
        state.popup = Some(Popup::Keys(finder::keys(state, &popup), Box::new(popup)));
        return;
    }
    let outcome = match &mut popup {
        Popup::Palette(picker) => press_picker(picker, key),
        Popup::Keys(picker, _) => press_picker(picker, key),
        Popup::Finder(picker) => press_picker(picker, key),
        Popup::Ranges(pick) => ranges::press(pick, key, effects),
        Popup::Themes(pick) => press_picker(&mut pick.picker, key),
        Popup::Letter => {
            jumps::press_letter(state, key);
            return;
        }
        Popup::Bookmarks(cursor) => jumps::press_list(state, cursor, key),
        Popup::Board(board) => board::press(state, board, key),
        Popup::Reading(reading) => reading::press(reading, key),
        Popup::Formats(picker) => press_picker(picker, key),
        Popup::Export(export) => press_input(&mut export.input, key),
        Popup::Matrix(matrix) => matrix::press(state, matrix, key),
        Popup::Reasons(pick) => press_reason(pick, dialogs::reasons(state), key),
        Popup::Words(words) => press_input(&mut words.input, key),
        Popup::Until(until) => press_input(&mut until.input, key),
        Popup::Duplicate(listed, _) => press_picker(&mut listed.picker, key),
        Popup::Severity(cursor) => press_choice(cursor, SEVERITIES.len(), key),
        Popup::Leaving(cursor) => press_choice(cursor, LEAVE_ANSWERS, key),
        Popup::Batch(old) if key.code == KeyCode::Tab => {
            *old = batch::widen(state, old);
            Outcome::Stay
        }
        Popup::Batch(batch) => press_picker(&mut batch.listed.picker, key),
        Popup::BatchChoice(_, pick) => press_reason(pick, batch::choices(), key),
        Popup::Claims => {
            state.popup = Some(popup);
            claim_list::press(state, key, effects);
            return;
        }
        Popup::Verdicts(pick) => press_choice(&mut pick.cursor, ClaimVerdict::ALL.len(), key),
        Popup::Why(why) => press_input(&mut why.input, key),
        Popup::Own(own) => owns::press(state.review.checks.len(), own, key),
        Popup::Note(note) if key.code == KeyCode::Tab && !note.in_list => {
            match owns::instead(state, &note.input) {
                Some(own) => popup = Popup::Own(own),
                None => state.say("no line of code is shown here"),
            }
            Outcome::Stay
        }
        Popup::Note(note) => press_input(&mut note.input, key),
        Popup::Quiz(ask) => quiz::press(state, ask, key),
        Popup::Search(input) => press_input(input, key),
    };
    match outcome {
        Outcome::Stay => {
            match &popup {
                Popup::Search(input) => search::typed(state, &input.text),
                Popup::Themes(pick) => themes::show(state, pick),
                _ => {}
            }
            state.popup = Some(popup);
        }
        Outcome::Leave => match popup {
            Popup::Search(_) => state.search = crate::tui::state::Search::default(),
            Popup::BatchChoice(batch, _) => state.popup = Some(Popup::Batch(batch)),
            Popup::Keys(_, beneath) => {
                state.popup = Some(*beneath);
                board::refresh(state);
            }
            Popup::Themes(pick) => state.screen.theme = pick.before,
            popup if popup.is_in_list() => state.popup = Some(Popup::Claims),
            Popup::Note(NoteInput { input, .. }) | Popup::Own(OwnInput { input, .. })
                if !input.text.trim().is_empty() =>
            {
                state.say("left as it was: nothing of what was being written is kept");
            }
            _ => {}
        },
        Outcome::Accept => accept(state, popup, effects),
    }
}

/// Whether a key that asks for help shows the keys of this: where words are written, what has
/// a letter is one of them; in the help there is help already.
fn has_help(popup: &Popup, key: Key) -> bool {
    let is_text = key.text().is_some() && popup.is_written();
    !is_text && !matches!(popup, Popup::Palette(_) | Popup::Keys(..))
}

/// Keys of a list that letters filter: all letters do, and esc takes them away before it closes.
pub(super) fn press_picker<T: Copy>(picker: &mut Picker<T>, key: Key) -> Outcome {
    let by = match (key.code, key.ctrl) {
        (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n' | 'j'), true) => By::Lines(1),
        (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p' | 'k'), true) => By::Lines(-1),
        (KeyCode::PageDown, _) => By::Pages(1, 1),
        (KeyCode::PageUp, _) => By::Pages(-1, 1),
        _ => {
            let before = picker.input.text.clone();
            let outcome = press_filter(&mut picker.input, key);
            if picker.input.text != before {
                picker.filter();
            }
            return outcome;
        }
    };
    picker.cursor = by.from(picker.cursor, picker.matches.len(), 10);
    Outcome::Stay
}

/// The same as [`press_input`], but esc takes the letters away where there are some.
pub(super) fn press_filter(input: &mut LineInput, key: Key) -> Outcome {
    if key.code == KeyCode::Esc && !input.text.is_empty() {
        *input = LineInput::default();
        return Outcome::Stay;
    }
    press_input(input, key)
}

pub(super) fn press_input(input: &mut LineInput, key: Key) -> Outcome {
    match (key.code, key.ctrl) {
        (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => return Outcome::Leave,
        (KeyCode::Enter, _) => return Outcome::Accept,
        (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => {
            if input.cursor > 0 {
                input.backspace();
            }
        }
        (KeyCode::Delete, _) => input.delete(),
        (KeyCode::Left, _) => input.left(),
        (KeyCode::Right, _) => input.right(),
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => input.cursor = 0,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => input.cursor = input.text.len(),
        (KeyCode::Char('u'), true) => input.clear(),
        (KeyCode::Char('w'), true) => input.delete_word(),
        _ => {
            if let Some(c) = key.text() {
                input.insert(c);
            }
        }
    }
    Outcome::Stay
}

/// The same with reasons, which words can be added to.
fn press_reason(pick: &mut ReasonPick, count: usize, key: Key) -> Outcome {
    if key.code == KeyCode::Tab {
        pick.with_words = true;
        return Outcome::Accept;
    }
    press_choice(&mut pick.cursor, count, key)
}

/// A short list whose entries have digits.
pub(super) fn press_choice(cursor: &mut usize, count: usize, key: Key) -> Outcome {
    match key.code {
        KeyCode::Esc | KeyCode::Char('q' | 'd') => return Outcome::Leave,
        KeyCode::Enter => return Outcome::Accept,
        KeyCode::Down | KeyCode::Tab | KeyCode::Char('j') => *cursor = (*cursor + 1) % count,
        KeyCode::Up | KeyCode::BackTab | KeyCode::Char('k') => {
            *cursor = (*cursor + count - 1) % count;
        }
        KeyCode::Char(digit) => {
            let chosen = digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
            if let Some(chosen) = chosen.filter(|chosen| *chosen < count) {
                *cursor = chosen;
                return Outcome::Accept;
            }
        }
        _ => {}
    }
    Outcome::Stay
}

fn accept(state: &mut State, popup: Popup, effects: &mut Vec<Effect>) {
    match popup {
        Popup::Palette(picker) => {
            let action = picker.picked().filter(|entry| entry.enabled).map(|entry| entry.value);
            if let Some(action) = action {
                run::run(state, action, effects);
            } else if picker.picked().is_some() {
                state.say("that does not apply here");
                state.popup = Some(Popup::Palette(picker));
            }
        }
        Popup::Keys(picker, beneath) => {
            state.popup = Some(*beneath);
            board::refresh(state);
            if let Some(key) = picker.picked().and_then(|entry| entry.value) {
                press(state, key, effects);
            }
        }
        Popup::Finder(picker) => {
            if let Some(target) = picker.picked().map(|entry| entry.value) {
                go(state, target, effects);
            }
        }
        Popup::Ranges(pick) => ranges::accept(state, pick, effects),
        Popup::Themes(pick) => themes::choose(state, &pick),
        Popup::Bookmarks(cursor) => jumps::open(state, cursor, effects),
        Popup::Letter => {}
        Popup::Board(board) => board::accept(state, board, effects),
        Popup::Reading(_) => {}
        Popup::Formats(picker) => export::name(state, &picker),
        Popup::Export(export) => export::write(state, &export, effects),
        Popup::Matrix(matrix) => matrix::accept(state, &matrix, effects),
        Popup::Reasons(pick) => dialogs::dismiss(state, pick, effects),
        Popup::Words(words) => dialogs::worded(state, words, effects),
        Popup::Until(until) => dialogs::until(state, until, effects),
        Popup::Duplicate(listed, dismissal) => {
            dialogs::duplicate(state, listed.picked(), dismissal, effects);
        }
        Popup::Leaving(chosen) => leave::answer(state, chosen),
        Popup::Severity(cursor) => dialogs::rate(state, cursor, effects),
        Popup::Batch(batch) if batch.listed.picker.matches.is_empty() => {
            state.say("there is nothing to decide on");
        }
        Popup::Batch(batch) => state.popup = Some(Popup::BatchChoice(batch, ReasonPick::default())),
        Popup::BatchChoice(batch, choice) => batch::decide(state, &batch, choice, effects),
        Popup::Note(note) => {
            state.popup = note.in_list.then_some(Popup::Claims);
            decide::note(state, note, effects);
        }
        Popup::Own(own) => owns::keep(state, own, effects),
        Popup::Verdicts(pick) => judge::ask_why(state, pick),
        Popup::Why(why) => judge::overrule(state, &why, effects),
        Popup::Claims => {}
        Popup::Quiz(ask) => quiz::accept(state, ask, effects),
        Popup::Search(input) => {
            search::typed(state, &input.text);
            if state.search.is_on() {
                search::everywhere(state, effects);
                search::go(state, true);
            }
        }
    }
}

/// Goes to a file, a handler or an item.
pub(super) fn go(state: &mut State, target: Target, effects: &mut Vec<Effect>) {
    let (row, item) = match target {
        Target::Commit(commit) => return ranges::show(state, commit, effects),
        Target::Uncommitted => return ranges::uncommitted(state, effects),
        Target::Whole => return ranges::whole(state, effects),
        Target::File(file) => (TreeRow::File(file), None),
        Target::Line(file, side, line) => return go_to_line(state, file, (side, line)),
        Target::Bookmark(letter) => return jumps::go_to(state, letter, effects),
        Target::Handler(file, handler) => (TreeRow::Handler(file, handler), None),
        Target::Item(file, item) => {
            let Some(entry) = state.review.files.get(file) else { return };
            let Some(finding) = entry.finding(item) else { return };
            let Some((handler, _)) = entry.handler(finding.handler()) else { return };
            if finding.state() == crate::model::State::NotApplicable {
                state.checklist.shows_not_applicable = true;
            }
            (TreeRow::Handler(file, handler), Some(item))
        }
    };
    if let Some(position) = show_row(state, row, effects) {
        if item.is_some() && state.changes.cursor == position {
            super::follow::list_items(state);
        }
        walk::jump(state, position, item, effects);
        let pane = if item.is_some() {
            crate::tui::layout::Pane::Checklist
        } else {
            crate::tui::layout::Pane::Code
        };
        state.screen.focus = pane;
    }
}

/// Goes to a 1-based line of a file.
pub(super) fn go_to_line(state: &mut State, file: usize, (side, line): (Side, u32)) {
    let Some(position) = state.changes.position(TreeRow::File(file)) else { return };
    state.changes.cursor = position;
    super::follow::tree_moved(state);
    state.code.peek = None;
    state.code.goal = Some(Goal::Line(side, (line as usize).saturating_sub(1)));
    state.screen.focus = crate::tui::layout::Pane::Code;
}

/// Where a row of the tree is, listed with all handlers where it is not otherwise.
pub(super) fn show_row(
    state: &mut State,
    row: TreeRow,
    effects: &mut Vec<Effect>,
) -> Option<usize> {
    if state.changes.position(row).is_none() {
        run::run(state, Action::AllHandlers, effects);
    }
    state.changes.position(row)
}
