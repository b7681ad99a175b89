//! Actions carried out.

use crate::review::RemarkKind;
use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::layout::Pane;
use crate::tui::state::{
    BoardKind, Grouping, HINT_KEYS, LineInput, Popup, QuizAsk, ReasonPick, State, Which,
};

use super::moving::{self, By};
use super::{
    applies, batch, blame, board, decide, dialogs, export, finder, follow, judge, jumps, leave,
    legend, matrix, mend, owns, panes, popups, quiz, ranges, reading, scores, search, themes, walk,
};

pub(super) fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Mark
        | Action::Say
        | Action::Mend
        | Action::Sure
        | Action::TakeHint
        | Action::Reveal
        | Action::NextQuestion
        | Action::PreviousQuestion
        | Action::MarkRole
        | Action::Unmark
        | Action::Scores
        | Action::Retry
        | Action::AskedCode => in_lesson(state, action, effects),
        Action::Down => moving::step(state, By::Lines(1)),
        Action::Up => moving::step(state, By::Lines(-1)),
        Action::HalfPageDown => moving::step(state, By::Pages(1, 2)),
        Action::HalfPageUp => moving::step(state, By::Pages(-1, 2)),
        Action::PageDown => moving::step(state, By::Pages(1, 1)),
        Action::PageUp => moving::step(state, By::Pages(-1, 1)),
        Action::Top => moving::step(state, By::Start),
        Action::Bottom => moving::step(state, By::End),
        Action::Left => moving::sideways(state, -8),
        Action::Right => moving::sideways(state, 8),
        Action::Open => open(state, effects),
        Action::Back => back(state),
        Action::NextPane => state.screen.focus = state.screen.focus.next(),
        Action::PreviousPane => state.screen.focus = state.screen.focus.previous(),
        Action::PaneChanges => state.screen.focus = Pane::Changes,
        Action::PaneCode => state.screen.focus = Pane::Code,
        Action::PaneChecklist => state.screen.focus = Pane::Checklist,
        Action::NextEvidence | Action::PreviousEvidence => {
            walk::evidence(state, action == Action::NextEvidence, effects);
            walk::show_lines(state);
        }
        Action::NextItem | Action::PreviousItem => {
            walk::item(state, action == Action::NextItem, effects);
            walk::show_lines(state);
        }
        Action::NextOpen => walk::open_item(state, true, effects),
        Action::PreviousOpen => walk::open_item(state, false, effects),
        Action::NextHandler => walk::handler(state, true),
        Action::PreviousHandler => walk::handler(state, false),
        Action::NextHunk => walk::hunk(state, true),
        Action::PreviousHunk => walk::hunk(state, false),
        Action::NextFile => walk::file(state, true),
        Action::PreviousFile => walk::file(state, false),
        Action::SearchNext => search::go(state, true),
        Action::SearchPrevious => search::go(state, false),
        Action::Reviewed
        | Action::Confirm
        | Action::Dismiss
        | Action::Overrule
        | Action::Note
        | Action::Skip
        | Action::Batch
        | Action::Severity
        | Action::SetAside
        | Action::Own
        | Action::Select
        | Action::Undo
        | Action::Redo => decision(state, action, effects),
        Action::Summary => board::open(state, BoardKind::Summary),
        Action::Items => board::open(state, BoardKind::Items(Grouping::Handler, Which::All)),
        Action::Decisions => board::open(state, BoardKind::Decisions),
        Action::Messages => board::open(state, BoardKind::Messages),
        Action::Commits => ranges::commits(state, effects),
        Action::NextCommit => ranges::step(state, true, effects),
        Action::PreviousCommit => ranges::step(state, false, effects),
        Action::WholeRange => ranges::whole(state, effects),
        Action::Ranges => ranges::choose(state, effects),
        Action::Reload => ranges::reload(state, effects),
        Action::Lesson => reading::lesson(state),
        Action::Export => export::choose(state),
        Action::Claims => state.popup = Some(Popup::Claims),
        Action::NextClaim => judge::next(state, true, effects),
        Action::PreviousClaim => judge::next(state, false, effects),
        Action::Search => state.popup = Some(Popup::Search(LineInput::default())),
        Action::Jump => {
            ranges::list(state, effects);
            state.popup = Some(Popup::Finder(finder::finder(state)));
        }
        Action::Help => state.popup = Some(Popup::Palette(finder::palette(state))),
        Action::Matrix => state.popup = Some(Popup::Matrix(matrix::new(state))),
        Action::SortMatrix => state.popup = Some(Popup::Matrix(matrix::sorted(state))),
        Action::WholeFile | Action::Expand | Action::MoreContext | Action::LessContext => {
            fold(state, action);
        }
        Action::Layout => panes::layout(state),
        Action::OnlyHandlers => panes::only_handlers(state),
        Action::Wrap => panes::wrap(state),
        Action::Blame => blame::toggle(state),
        Action::OtherSide => state.code.side = state.code.side.other(),
        Action::AllHandlers => all_handlers(state),
        Action::NotApplicable => {
            state.checklist.shows_not_applicable = !state.checklist.shows_not_applicable;
            follow::list_items(state);
        }
        Action::JumpBack => jumps::step(state, false, effects),
        Action::JumpForward => jumps::step(state, true, effects),
        Action::Bookmark => jumps::ask(state, true),
        Action::Bookmarks => jumps::ask(state, false),
        Action::Count => state.keys.count = Some(0),
        Action::Editor => edit(state, effects),
        Action::Yank => yank(state, effects),
        Action::Theme => themes::open(state),
        Action::Legend => legend::open(state),
        Action::Hint => state.screen.hint = HINT_KEYS,
        Action::Redraw => effects.push(Effect::Redraw),
        Action::Suspend => effects.push(Effect::Suspend),
        Action::Quit => leave::quit(state),
    }
}

/// What a learner does.
fn in_lesson(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Mark => quiz::mark(state, effects),
        Action::Unmark => quiz::unmark(state, effects),
        Action::MarkRole => quiz::role(state, effects),
        Action::Say => quiz::say(state),
        Action::Sure => quiz::sure(state, effects),
        Action::TakeHint => quiz::hint(state),
        Action::Reveal => quiz::reveal(state, effects),
        Action::NextQuestion => quiz::step(state, true, effects),
        Action::PreviousQuestion => quiz::step(state, false, effects),
        Action::AskedCode => quiz::show(state),
        Action::Mend => mend::edit(state, effects),
        Action::Scores => scores::open(state),
        Action::Retry => state.popup = Some(Popup::Quiz(QuizAsk::Retry(0))),
        _ => {}
    }
}

/// What is decided of the item, the claim or the handler.
fn decision(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    if is_of_chosen(action) && walk::is_blind(state) && state.checklist.entry().is_some() {
        // Nobody decides on what is not seen.
        state.screen.focus = Pane::Checklist;
        let key = state.keys.map.key_of(action).unwrap_or_default();
        state.say(format!("this is what is meant: {key} once more decides on it"));
        return;
    }
    match (action, state.checklist.claim()) {
        (Action::Reviewed, _) => decide::reviewed(state, effects),
        (Action::Confirm, _) if state.own().is_some() => owns::confirm(state, effects),
        (Action::SetAside, _) => owns::set_aside(state, effects),
        (Action::Own, _) => owns::write(state, RemarkKind::Finding),
        (Action::Select, _) => owns::select(state),
        (Action::Confirm, Some(claim)) => judge::confirm(state, claim, effects),
        (Action::Confirm, None) => decide::confirm(state, effects),
        (Action::Dismiss, _) => state.popup = Some(Popup::Reasons(ReasonPick::default())),
        (Action::Overrule, Some(claim)) => judge::choose(state, claim, false),
        // Who reads lines means the line; who reads the list means what is chosen there.
        (Action::Note, _) if is_on_line(state) => owns::write(state, RemarkKind::Note),
        (Action::Note, _) => decide::write_note(state, state.subject(), false),
        (Action::Skip, _) => walk::open_item(state, true, effects),
        (Action::Batch, _) => batch::open(state),
        (Action::Severity, _) => dialogs::severity(state),
        (Action::Undo, _) => decide::undo(state, effects),
        (Action::Redo, _) => decide::redo(state, effects),
        _ => {}
    }
}

/// Whether it decides on what is chosen in the checklist.
fn is_of_chosen(action: Action) -> bool {
    let decides = [Action::Confirm, Action::Dismiss, Action::Overrule, Action::SetAside];
    decides.contains(&action) || action == Action::Severity
}

/// Whether a line of code is what is looked at, and not for the sake of what is chosen.
fn is_on_line(state: &State) -> bool {
    let Some(chosen) = state.checklist.entry() else { return false };
    let stands_here = |row| state.code.marks.on(row).any(|mark| mark.of == chosen);
    state.screen.focus == Pane::Code
        && applies(state, Action::Own)
        && state.code.peek.is_none()
        && !state.code.row().is_some_and(stands_here)
}

/// Enter: into the code from the tree, to the place from an item, to the item
/// from its line.
fn open(state: &mut State, effects: &mut Vec<Effect>) {
    match state.screen.focus {
        Pane::Changes => state.screen.focus = Pane::Code,
        Pane::Checklist if state.quiz.is_some() => go_where_it_leads(state),
        Pane::Checklist => {
            walk::to_stop(state, effects);
            // Where the checklist stands alone, the place is in another pane.
            if state.regions().shown() == 1 {
                state.screen.focus = Pane::Code;
                state.screen.came_from_list = true;
            }
        }
        Pane::Code if state.code.peek.is_some() => go_where_it_looks(state),
        Pane::Code => {
            let Some(row) = state.code.row() else { return };
            if let crate::tui::rows::Row::Fold { .. } = row {
                fold(state, Action::Expand);
                return;
            }
            let marked = state.code.marks.on(row).map(|mark| mark.of).collect::<Vec<_>>();
            let position = state.checklist.order.iter().position(|entry| marked.contains(entry));
            if let Some(position) = position {
                state.checklist.cursor = position;
                state.checklist.stop = follow::primary_stop(state);
                state.screen.focus = Pane::Checklist;
            }
        }
    }
}

/// From a line of the question to the code that it names.
fn go_where_it_leads(state: &mut State) {
    let place = state.quiz.as_deref().and_then(|quiz| quiz.place().cloned());
    let Some(place) = place else {
        state.screen.focus = Pane::Code;
        return;
    };
    let side = place.side();
    let is_it = |entry: &crate::tui::state::FileEntry| entry.path_on(side) == Some(&place.file);
    if let Some(file) = state.review.files.iter().position(is_it) {
        popups::go_to_line(state, file, (side, place.first_line()));
    }
}

/// From a look into another file into that file, where the change touches it.
fn go_where_it_looks(state: &mut State) {
    let Some(peek) = &state.code.peek else { return };
    let (side, line) = (peek.side, peek.cursor);
    let is_it = |entry: &crate::tui::state::FileEntry| entry.path_on(side) == Some(&peek.path);
    match state.review.files.iter().position(is_it) {
        Some(file) => {
            let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
            popups::go_to_line(state, file, (side, line));
        }
        None => {
            let key = state.keys.map.key_of(Action::Editor).unwrap_or_default();
            let words = format!("{} is not in this change; {key} opens it in $EDITOR", peek.path);
            state.say(words);
        }
    }
}

fn back(state: &mut State) {
    let from_list = state.is_beside_list();
    if from_list {
        state.screen.focus = Pane::Checklist;
        state.screen.came_from_list = false;
    }
    if state.code.peek.is_some() {
        state.code.peek = None;
    } else if from_list {
        // The way back was all that was asked for.
    } else if state.code.selection.is_some() {
        state.code.selection = None;
    } else {
        state.search = crate::tui::state::Search::default();
    }
}

fn fold(state: &mut State, action: Action) {
    match action {
        Action::WholeFile => {
            let only_handlers = std::mem::take(&mut state.screen.only_handlers);
            state.code.folds.handlers = None;
            state.code.folds.whole = only_handlers || !state.code.folds.whole;
        }
        Action::MoreContext => state.code.folds.context += 5,
        Action::LessContext => {
            state.code.folds.context = state.code.folds.context.saturating_sub(5);
        }
        _ => {
            let Some((_, hidden)) = state.code.rows.nearest_fold(state.code.cursor) else { return };
            // A large fold opens in steps, from the end the cursor is at.
            let step = 20;
            let on_fold = matches!(state.code.row(), Some(crate::tui::rows::Row::Fold { .. }));
            let below = state.code.line().is_some_and(|(_, line)| line < hidden.start);
            let shown = match (hidden.len() > 2 * step, on_fold || below) {
                (false, _) => hidden,
                (true, true) => hidden.start..hidden.start + step,
                (true, false) => hidden.end - step..hidden.end,
            };
            state.code.folds.shown.push(shown);
        }
    }
    follow::lay_out_code(state);
}

fn all_handlers(state: &mut State) {
    let Some(row) = state.changes.row() else { return };
    state.changes.all_handlers = !state.changes.all_handlers;
    let mut changes = std::mem::take(&mut state.changes);
    changes.rebuild(&state.review);
    state.changes = changes;
    state.changes.keep(row);
    if state.changes.row() != Some(row) {
        follow::tree_moved(state);
    }
}

/// The path and 1-based line the user looks at.
fn spot(state: &State) -> Option<(crate::model::RepoPath, u32)> {
    if let Some(peek) = &state.code.peek {
        return Some((peek.path.clone(), u32::try_from(peek.cursor + 1).ok()?));
    }
    let (side, line) = state.code.line()?;
    let path = state.review.files.get(state.code.file?)?.path_on(side)?;
    Some((path.clone(), u32::try_from(line + 1).ok()?))
}

fn edit(state: &State, effects: &mut Vec<Effect>) {
    if let Some((path, line)) = spot(state) {
        effects.push(Effect::Edit(path, line));
    }
}

fn yank(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some((path, line)) = spot(state) {
        let text = format!("{path}:{line}");
        state.say(format!("copied {text}"));
        effects.push(Effect::Yank(text));
    }
}
