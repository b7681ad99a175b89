//! Another range without leaving: chosen from a list or written, and commits one by one.

use crate::git::What;
use crate::tui::event::Effect;
use crate::tui::key::Key;
use crate::tui::range::{Because, Choice, CommitNews, Range, Refusal};
use crate::tui::state::{BoardKind, Listing, Popup, RangePick, State};

use super::popups::Outcome;
use super::popups::press_picker;
use super::{board, finder};

/// Opens the list of commits of the whole range.
pub(super) fn commits(state: &mut State, effects: &mut Vec<Effect>) {
    list(state, effects);
    board::open(state, BoardKind::Commits);
}

/// Asks for the commits of the whole range, where nobody did yet.
pub(super) fn list(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(whole) = state.ranges.whole.clone() else { return };
    if state.ranges.listing == Listing::NotAsked {
        state.ranges.listing = Listing::Asked;
        effects.push(Effect::ListCommits(whole));
    }
}

/// More commits are known.
pub(super) fn arrived(state: &mut State, news: CommitNews, effects: &mut Vec<Effect>) {
    if !state.ranges.take(news) {
        return;
    }
    if let Some(refusal) = state.ranges.refusal.clone() {
        complain(state, &refusal);
    }
    board::refresh(state);
    finder::add_commits(state);
    if matches!(state.ranges.listing, Listing::Done(_))
        && let Some(forward) = state.ranges.step.take()
    {
        step(state, forward, effects);
    }
}

/// Opens one of the commits alone.
pub(super) fn show(state: &mut State, commit: usize, effects: &mut Vec<Effect>) {
    let Some(card) = state.ranges.commits.get(commit) else { return };
    let (what, name) = (card.what(), format!("{} {}", card.short, card.subject));
    open(state, what, &name, effects);
}

/// Opens what is not committed.
pub(super) fn uncommitted(state: &mut State, effects: &mut Vec<Effect>) {
    open(state, What::Uncommitted, "what is not committed", effects);
}

fn open(state: &mut State, what: What, name: &str, effects: &mut Vec<Effect>) {
    let Some(whole) = &state.ranges.whole else { return };
    effects.push(Effect::Reopen(whole.of(what), Because::Chosen));
    state.say(format!("opening {name} …"));
}

/// Opens the whole range again.
pub(super) fn whole(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(whole) = state.ranges.whole.clone() else { return };
    if state.ranges.is_part() {
        state.say(format!("opening {} …", state.ranges.whole_title));
        effects.push(Effect::Reopen(whole, Because::Chosen));
    }
}

/// Opens the next commit alone, or the one before; from the whole range the first that was
/// made, or the last.
pub(super) fn step(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    if !matches!(state.ranges.listing, Listing::Done(_)) {
        state.ranges.step = Some(forward);
        list(state, effects);
        return;
    }
    let count = state.ranges.commits.len();
    let next = match (state.ranges.alone(), forward) {
        (Some(now), true) => now.checked_sub(1),
        (Some(now), false) => Some(now + 1),
        (None, true) => count.checked_sub(1),
        (None, false) => Some(0),
    };
    match next.filter(|next| *next < count) {
        Some(next) => show(state, next, effects),
        None if count == 0 => state.say("no commit is in this range"),
        None if forward => state.say("this is the newest commit of the range"),
        None => state.say("this is the oldest commit of the range"),
    }
}

/// Reads the range again because the user says so.
pub(super) fn reload(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(now) = state.ranges.now.clone() {
        state.say("reading again …");
        effects.push(Effect::Reopen(now, Because::Asked));
    }
}

/// Reads the range again because it moved.
pub(super) fn moved(state: &State, effects: &mut Vec<Effect>) {
    let now = state.ranges.now.clone();
    effects.extend(now.map(|now| Effect::Reopen(now, Because::Moved)));
}

/// Opens the list of what else could be reviewed.
pub(super) fn choose(state: &mut State, effects: &mut Vec<Effect>) {
    let pick = RangePick::new(usual(state), state.ranges.now.as_ref());
    state.popup = Some(Popup::Ranges(pick));
    effects.push(Effect::ListChoices);
}

/// What can be chosen in every repository.
fn usual(state: &State) -> Vec<Choice> {
    let (Some(started), Some(now)) = (&state.ranges.started, &state.ranges.now) else {
        return Vec::new();
    };
    let line = |range: &Range| match range.line() {
        line if line.is_empty() => "without a range".to_owned(),
        line => line,
    };
    let choice =
        |label: &str, range: Range| Choice { label: label.to_owned(), detail: line(&range), range };
    let head = || "HEAD".to_owned();
    let as_started = match started.selection.what {
        What::Branch => "as started: this branch, with index and work tree",
        _ => "as started",
    };
    let mut all = vec![
        choice(as_started, started.clone()),
        choice("this branch, with index and work tree", started.of(What::Branch)),
        choice("not committed: index and work tree", started.of(What::Uncommitted)),
        choice("staged", started.of(What::Staged)),
        choice("last commit", started.of(What::Commit(head()))),
    ];
    if !now.since_review {
        let since = Range { since_review: true, ..now.clone() };
        all.push(choice("what you have not seen of this range", since));
    }
    all.push(choice("everything, compared with nothing", started.of(What::All { at: None })));
    // The first of those that are the same says it.
    let mut said = Vec::new();
    all.retain(|choice| {
        let is_new = !said.contains(&choice.range);
        said.push(choice.range.clone());
        is_new
    });
    all
}

/// What else there is to choose from is known.
pub(super) fn offered(state: &mut State, choices: Vec<Choice>) {
    let now = state.ranges.now.clone();
    if let Some(Popup::Ranges(pick)) = &mut state.popup
        && !pick.is_complete
    {
        pick.is_complete = true;
        pick.add(choices, now.as_ref());
    }
}

pub(super) fn press(pick: &mut RangePick, key: Key, effects: &mut Vec<Effect>) -> Outcome {
    let before = pick.picker.input.text.clone();
    let outcome = press_picker(&mut pick.picker, key);
    if pick.picker.input.text != before {
        written(pick);
    }
    if pick.opening.is_some() && matches!(outcome, Outcome::Leave) {
        // The first press stays here.
        pick.opening = None;
        effects.push(Effect::GiveUp);
        return Outcome::Stay;
    }
    outcome
}

/// What is written is another text now.
pub(super) fn written(pick: &mut RangePick) {
    pick.filter();
    pick.refusal = None;
}

/// Opens what is chosen; the list stays until it is there, and says so where it cannot be.
pub(super) fn accept(state: &mut State, mut pick: RangePick, effects: &mut Vec<Effect>) {
    let written = pick.picker.input.text.trim().to_owned();
    let chosen = pick.picker.picked().map(|entry| entry.value);
    let range = match (chosen, &state.ranges.started) {
        (Some(at), Some(started)) => {
            pick.ranges.get(at).cloned().map_or_else(|| started.parse(&written), Ok)
        }
        _ => return,
    };
    match range {
        Ok(range) => {
            let line = crate::report::visible(&range.line());
            pick.opening = Some(if line.is_empty() { "this branch".to_owned() } else { line });
            pick.refusal = None;
            effects.push(Effect::Reopen(range, Because::Chosen));
        }
        Err(refusal) => pick.refusal = Some(refusal),
    }
    state.popup = Some(Popup::Ranges(pick));
}

/// A range cannot be opened: said where it was chosen, else on the last row.
pub(super) fn refused(state: &mut State, refusal: Refusal) {
    match &mut state.popup {
        Some(Popup::Ranges(pick)) if pick.opening.is_some() => {
            pick.opening = None;
            pick.refusal = Some(refusal);
        }
        _ => complain(state, &refusal),
    }
}

fn complain(state: &mut State, refusal: &Refusal) {
    state.complain(format!("{}; {}", refusal.line, refusal.hint));
}
