//! Decisions: made at once, kept at once, and a step on.

use crate::model::FindingId;
use crate::tui::action::Action;
use crate::tui::backend::{Decision, Dismissal, Operation, Subject, words};
use crate::tui::event::Effect;
use crate::tui::state::{Disposition, Entry, LineInput, NoteInput, Popup, State, TreeRow};

use super::{follow, judge, walk};

pub(super) fn decide(
    state: &mut State,
    subject: Subject,
    operation: Operation,
    effects: &mut Vec<Effect>,
) {
    decide_all(state, vec![Decision { subject, operation }], effects);
}

/// Makes decisions that are taken back at once.
pub(super) fn decide_all(state: &mut State, decisions: Vec<Decision>, effects: &mut Vec<Effect>) {
    state.decided.decide(&decisions);
    count(state, &decisions);
    effects.push(Effect::Keep(decisions));
}

/// Marks the handler as reviewed and goes on to the next that is not, or takes
/// the mark back.
pub(super) fn reviewed(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(handler) = state.handler() else { return };
    let id = handler.id.clone();
    let name = handler.name.clone();
    if state.decided.is_reviewed(&id) {
        decide(state, Subject::Handler(id), Operation::Unreviewed, effects);
        state.say(format!("{name}: to be reviewed again"));
        return;
    }
    decide(state, Subject::Handler(id), Operation::Reviewed, effects);
    state.say(format!("{name}: reviewed, {}", how_far(state)));
    let now = state.changes.cursor;
    let next = (now + 1..state.changes.rows.len()).chain(0..now).find(|row| {
        let Some(TreeRow::Handler(file, handler)) = state.changes.rows.get(*row) else {
            return false;
        };
        let entry = state.review.files.get(*file);
        let handler = entry.and_then(|entry| entry.handlers().get(*handler));
        handler.is_some_and(|handler| !state.decided.is_reviewed(&handler.id))
    });
    if let Some(row) = next {
        walk::jump(state, row, None, effects);
    }
}

/// How much of the review is done, and what waits when all handlers are.
fn how_far(state: &State) -> String {
    let totals = state.review.totals;
    let waiting = walk::open_items(state).len();
    let items =
        if waiting == 1 { "1 item waits".to_owned() } else { format!("{waiting} items wait") };
    if totals.reviewed < totals.handlers {
        return format!("{} of {} (u takes it back)", totals.reviewed, totals.handlers);
    }
    let key = |action: Action| state.keys.map.key_of(action).unwrap_or_default();
    match waiting {
        0 => format!(
            "all {}, and nothing open waits: {} writes a report",
            totals.handlers,
            key(Action::Export)
        ),
        _ => format!("all {}; {items}: {} goes there", totals.handlers, key(Action::NextOpen)),
    }
}

/// Confirms the item and goes on, or opens a confirmed one again.
pub(super) fn confirm(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(item) = state.item() else { return };
    let (id, title) = (item.id().clone(), item.check().to_string());
    if matches!(state.decided.of(&id), Some(Disposition::Confirmed)) {
        decide(state, Subject::Finding(id), Operation::Reopen, effects);
        state.say(format!("{title}: open again"));
        return;
    }
    decide(state, Subject::Finding(id), Operation::Confirm, effects);
    state.say(format!("{title}: confirmed (u takes it back)"));
    advance(state, effects);
}

/// Dismisses items at once, and goes on where it is one.
pub(super) fn dismiss(
    state: &mut State,
    items: Vec<FindingId>,
    dismissal: &Dismissal,
    effects: &mut Vec<Effect>,
) {
    let operation = Operation::Dismiss(dismissal.clone());
    let until = dismissal.until.map_or(String::new(), |until| format!(" until {until}"));
    let verb = format!("dismissed, {}{until}", words(dismissal.reason));
    on_items(state, items, &operation, &verb, effects);
}

/// Decides the same on items at once, and goes on where it is one.
pub(super) fn on_items(
    state: &mut State,
    items: Vec<FindingId>,
    operation: &Operation,
    verb: &str,
    effects: &mut Vec<Effect>,
) {
    let of = |id| Decision { subject: Subject::Finding(id), operation: operation.clone() };
    let decisions: Vec<Decision> = items.into_iter().map(of).collect();
    let [first, rest @ ..] = &decisions[..] else { return };
    let (name, count) = (name_of(state, &first.subject), decisions.len());
    let is_one = rest.is_empty();
    decide_all(state, decisions, effects);
    if is_one {
        state.say(format!("{name}: {verb} (u takes it back)"));
        advance(state, effects);
    } else {
        state.say(format!("{count} items {verb} (u takes all of it back)"));
    }
}

/// On to the next item of the handler that waits for a decision.
fn advance(state: &mut State, effects: &mut Vec<Effect>) {
    let now = state.checklist.cursor;
    let count = state.checklist.order.len();
    let Some((_, entry)) = state.file() else { return };
    let next = (now + 1..count).chain(0..now).find(|position| {
        let item = match state.checklist.order.get(*position) {
            Some(Entry::Item(item)) => entry.finding(*item),
            _ => None,
        };
        item.is_some_and(|item| item.state().is_open() && state.decided.is_waiting(item.id()))
    });
    if let Some(position) = next {
        walk::choose(state, position, effects);
    }
    // Not on to another handler: the next key may be the mark for this one.
}

/// What something is called that is decided on; nothing where it is gone.
fn name_of(state: &State, subject: &Subject) -> String {
    let mut files = state.review.files.iter();
    let name = match subject {
        Subject::Finding(id) => files.find_map(|file| {
            let mut findings = file.findings().iter();
            findings.find(|finding| finding.id() == id).map(|finding| finding.check().to_string())
        }),
        Subject::Handler(id) => files.find_map(|file| Some(file.handler(id)?.1.name.clone())),
        Subject::Claim(key) => {
            let claim = state.claims.all.iter().find(|claim| claim.key == *key);
            claim.map(|claim| claim.title.clone())
        }
        Subject::Lines(_) => Some("a remark of one's own".to_owned()),
        Subject::Own(id) => {
            let mut own = state.decided.own().iter();
            own.find(|own| own.id.as_ref() == Some(id)).map(|own| own.text.clone())
        }
    };
    name.unwrap_or_default()
}

/// Opens the input for a note on something, with the note that there is.
pub(super) fn write_note(state: &mut State, about: Option<Subject>, in_list: bool) {
    let Some(about) = about else { return };
    let title = name_of(state, &about);
    let input = LineInput::after(state.decided.note(&about).unwrap_or_default());
    state.popup = Some(Popup::Note(NoteInput { about, title, input, in_list }));
}

/// Keeps a note; an empty one takes the former away.
pub(super) fn note(state: &mut State, note: NoteInput, effects: &mut Vec<Effect>) {
    let text = note.input.text.trim();
    if state.decided.note(&note.about).unwrap_or_default() == text {
        return;
    }
    decide(state, note.about, Operation::Note(text.to_owned()), effects);
    state.say(if text.is_empty() { "note taken away" } else { "note kept" });
}

/// Takes back what was decided at once last, and goes to what it was about.
pub(super) fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    let holds = state.decided.last_holds();
    let Some(decisions) = state.decided.take_back() else {
        let key = |action: Action| state.keys.map.key_of(action).unwrap_or_default();
        let earlier = format!(
            ": {} lists earlier decisions; {} opens a confirmed item again, {} a dismissed one",
            key(Action::Decisions),
            key(Action::Confirm),
            key(Action::Dismiss)
        );
        let earlier = if state.decided.is_empty() { String::new() } else { earlier };
        state.say(format!("nothing to take back of this sitting{earlier}"));
        return;
    };
    effects.push(Effect::TakeBack);
    went_back(state, "taken back", &decisions, effects);
    if !holds && let Some(decision) = decisions.last() {
        let name = name_of(state, &decision.subject);
        state.say(format!("taken back: {name}: what somebody else decided since holds"));
    }
}

/// Makes again what was taken back last, and goes to what it was about.
pub(super) fn redo(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(decisions) = state.decided.make_again() else {
        state.say("nothing to decide again: nothing was taken back last");
        return;
    };
    effects.push(Effect::MakeAgain);
    went_back(state, "decided again", &decisions, effects);
}

/// Counts anew after decisions, and lists what came or went with them.
fn count(state: &mut State, decisions: &[Decision]) {
    state.review.count(&state.decided);
    state.claims.count(&state.decided);
    if decisions.iter().any(|decision| matches!(decision.subject, Subject::Lines(_))) {
        follow::list_items(state);
        follow::mark(state);
    }
}

fn went_back(state: &mut State, verb: &str, decisions: &[Decision], effects: &mut Vec<Effect>) {
    count(state, decisions);
    let Some(decision) = decisions.last() else { return };
    go_to(state, &decision.subject, effects);
    state.say(match decisions.len() {
        1 => {
            let now = holds_now(&decision.operation);
            format!("{verb}: {}{now}", name_of(state, &decision.subject))
        }
        count => format!("{verb}: {count} decisions"),
    });
}

/// What holds after a decision was taken back or made again, in words.
fn holds_now(operation: &Operation) -> String {
    match operation {
        Operation::Confirm => ": now confirmed".to_owned(),
        Operation::Dismiss(dismissal) => format!(": now dismissed, {}", words(dismissal.reason)),
        Operation::Reopen => ": now open".to_owned(),
        Operation::Recheck(_) => ": now to be decided again".to_owned(),
        Operation::Rate(Some(severity)) => format!(": now rated {severity}"),
        Operation::Rate(None) => ": now as bad as the check says".to_owned(),
        Operation::Judge { held, .. } => format!(": now {}", held.word().replace('-', " ")),
        Operation::Note(text) if text.is_empty() => ": now without this note".to_owned(),
        Operation::Note(text) => format!(": now with the note \"{text}\""),
        Operation::Reviewed => ": now reviewed".to_owned(),
        Operation::Unreviewed => ": now to be reviewed".to_owned(),
        Operation::Remark(_)
        | Operation::Withdraw(_)
        | Operation::Gone
        | Operation::Noted { .. }
        | Operation::Before(_) => String::new(),
    }
}

/// Goes to what was decided on, where it is still there.
fn go_to(state: &mut State, subject: &Subject, effects: &mut Vec<Effect>) {
    let spot = state.changes.rows.iter().enumerate().find_map(|(position, row)| {
        let TreeRow::Handler(file, handler) = *row else { return None };
        let entry = state.review.files.get(file)?;
        let handler = entry.handlers().get(handler)?;
        match subject {
            Subject::Handler(id) => (&handler.id == id).then_some((position, None)),
            Subject::Finding(id) => entry
                .items(&handler.id)
                .find(|(_, finding)| finding.id() == id)
                .map(|(item, _)| (position, Some(item))),
            Subject::Claim(_) | Subject::Lines(_) | Subject::Own(_) => None,
        }
    });
    if let Subject::Claim(key) = subject
        && let Some(claim) = state.claims.all.iter().position(|claim| claim.key == *key)
    {
        if matches!(state.popup, Some(Popup::Claims)) {
            state.claims.view.go(claim);
        } else {
            judge::jump(state, claim, effects);
        }
    }
    if let Some((row, item)) = spot {
        walk::jump(state, row, item, effects);
    }
}
