//! Walks: from item to item, place to place, match to match.

use crate::model::State as ItemState;
use crate::tui::event::Effect;
use crate::tui::layout::Pane;
use crate::tui::state::{Entry, Goal, Peek, State, TreeRow};

use super::follow;

/// To the next or previous place of the chosen item or claim.
pub(super) fn evidence(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let count = state.stops().len();
    state.checklist.stop = turn(state.checklist.stop, count, forward);
    state.checklist.walks = true;
    to_stop(state, effects);
}

/// The place after or before a 0-based one, around the end.
fn turn(now: usize, count: usize, forward: bool) -> usize {
    let count = count.max(1);
    if forward { (now + 1) % count } else { (now + count - 1) % count }
}

/// Goes to the place of the chosen item or claim that is current: in the code, or by a
/// look into another file.
pub(super) fn to_stop(state: &mut State, effects: &mut Vec<Effect>) {
    let all = state.stops();
    let Some(stop) = all.get(state.checklist.stop) else { return };
    let side = stop.place.side();
    let first = stop.place.first_line() as usize - 1;
    let entry = state.file().map(|(_, entry)| entry);
    if entry.is_some_and(|entry| entry.path_on(side) == Some(&stop.place.file)) {
        state.code.goal = Some(Goal::Line(side, first));
        state.code.peek = None;
        return;
    }
    let path = stop.place.file.clone();
    let role = stop.role.map_or_else(String::new, |role| format!("{role}: "));
    let known = state.code.peek.as_ref().filter(|peek| peek.side == side && peek.path == path);
    let peek = Peek {
        side,
        lines: first..stop.place.last_line() as usize,
        say: format!("{role}{}", stop.say),
        text: known.and_then(|peek| peek.text.clone()),
        top: usize::MAX,
        cursor: first,
        path: path.clone(),
    };
    let is_there = peek.text.is_some();
    state.code.peek = Some(peek);
    if !is_there {
        effects.push(Effect::Peek(side, path));
    }
}

/// Chooses an item of the list and goes to the place that carries it.
pub(super) fn choose(state: &mut State, position: usize, effects: &mut Vec<Effect>) {
    state.checklist.cursor = position;
    state.checklist.inside = 0;
    state.checklist.walks = false;
    state.checklist.stop = follow::primary_stop(state);
    to_stop(state, effects);
}

/// To the next or previous item of the list.
pub(super) fn item(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let position = turn(state.checklist.cursor, state.checklist.order.len(), forward);
    choose(state, position, effects);
}

/// The open items of the whole change that wait for a decision, each with its row of the
/// tree, in the order they are gone through.
pub(super) fn open_items(state: &State) -> Vec<(usize, usize)> {
    waiting(state, |found| found.is_open())
}

/// Items that wait for a decision and whose states are wanted.
fn waiting(state: &State, wanted: impl Fn(ItemState) -> bool) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (row, tree_row) in state.changes.rows.iter().enumerate() {
        let TreeRow::Handler(file, handler) = *tree_row else { continue };
        let Some(entry) = state.review.files.get(file) else { continue };
        let Some(handler) = entry.handlers().get(handler) else { continue };
        let mut items: Vec<_> = entry
            .items(&handler.id)
            .filter(|(_, finding)| wanted(finding.state()))
            .filter(|(_, finding)| state.decided.is_waiting(finding.id()))
            .collect();
        items.sort_by_key(|(_, finding)| finding.state());
        all.extend(items.into_iter().map(|(item, _)| (row, item)));
    }
    all
}

/// To the next or previous open item of the whole change; where none is left, to those that
/// hold in part or could not be told.
pub(super) fn open_item(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let doubt = |found| matches!(found, ItemState::Conditional | ItemState::Unproven);
    let mut all = open_items(state);
    let is_rest = all.is_empty();
    if is_rest {
        all = waiting(state, doubt);
    }
    let rank = |row: usize, item: usize| all.iter().position(|known| *known == (row, item));
    let now = state.checklist.item().and_then(|item| rank(state.changes.cursor, item));
    let target = match now {
        Some(now) => all.get(turn(now, all.len(), forward)),
        None if forward => all.iter().find(|(row, _)| *row >= state.changes.cursor).or(all.first()),
        None => all.iter().rfind(|(row, _)| *row <= state.changes.cursor).or(all.last()),
    };
    let Some((row, item)) = target.copied() else {
        state.say("no open item is left");
        return;
    };
    let to = all.iter().position(|known| *known == (row, item)).unwrap_or(0);
    let turned = now.is_some_and(|now| if forward { to <= now } else { to >= now });
    jump(state, row, Some(item), effects);
    show_lines(state);
    match (is_rest, all.len()) {
        (true, count) => state.say(format!(
            "nothing open is left; {} of {count} that hold in part or could not be told",
            to + 1
        )),
        (false, 1) if turned => state.say("the only open item"),
        (false, _) if turned && forward => state.say("from the first open item again"),
        (false, _) if turned => state.say("from the last open item again"),
        (false, count) => name_unlisted(state, (to + 1, count)),
    }
}

/// Says which item it is where the list that would is not shown.
fn name_unlisted(state: &mut State, (number, count): (usize, usize)) {
    let is_listed = state.regions().of(Pane::Checklist).is_some();
    if let Some(item) = state.item().filter(|_| !is_listed) {
        let words = format!("{} {}, {number} of {count} open", item.check(), item.state());
        state.say(words);
    }
}

/// Where the tree alone is shown, shows the code in its place: what was gone to stands there.
pub(super) fn show_lines(state: &mut State) {
    if is_blind(state) {
        state.screen.focus = Pane::Code;
    }
}

/// Whether neither the item nor its line is shown.
pub(super) fn is_blind(state: &State) -> bool {
    let regions = state.regions();
    regions.of(Pane::Code).is_none() && regions.of(Pane::Checklist).is_none()
}

/// To a row of the tree and, there, to an item of the handler.
pub(super) fn jump(state: &mut State, row: usize, item: Option<usize>, effects: &mut Vec<Effect>) {
    if state.changes.cursor != row {
        state.changes.cursor = row;
        follow::tree_moved(state);
    }
    let found = item.and_then(|item| state.checklist.position(Entry::Item(item)));
    if let Some(position) = found {
        choose(state, position, effects);
    }
}

/// To the next or previous handler of the tree.
pub(super) fn handler(state: &mut State, forward: bool) {
    to_row(state, forward, |row| matches!(row, TreeRow::Handler(..)));
}

/// To the next or previous file of the tree.
pub(super) fn file(state: &mut State, forward: bool) {
    to_row(state, forward, |row| matches!(row, TreeRow::File(_)));
}

fn to_row(state: &mut State, forward: bool, wanted: impl Fn(&TreeRow) -> bool) {
    let now = state.changes.cursor;
    let rows = &state.changes.rows;
    let found = if forward {
        rows.iter().enumerate().skip(now + 1).find(|(_, row)| wanted(row))
    } else {
        rows.iter().enumerate().take(now).rfind(|(_, row)| wanted(row))
    };
    if let Some(position) = found.map(|(position, _)| position) {
        state.changes.cursor = position;
        follow::tree_moved(state);
    }
}

/// To the next or previous changed lines, then to the next file's.
pub(super) fn hunk(state: &mut State, forward: bool) {
    let cursor = state.code.cursor;
    let found = if forward {
        state.code.rows.hunks().find(|row| *row > cursor)
    } else {
        state.code.rows.hunks().rfind(|row| *row < cursor)
    };
    if let Some(row) = found {
        state.code.cursor = row;
        follow::code_moved(state);
    } else {
        state.say(if forward { "no more changes below" } else { "no more changes above" });
    }
}
