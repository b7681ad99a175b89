//! An item of the checklist: its line, and what decides it where it is chosen.

use crate::model::{Change, Finding, Handler, Place, Role, State as ItemState};
use crate::report::{losses, taken_by, visible};
use crate::tui::backend::{Subject, Why, words};
use crate::tui::state::decided::Disposition;
use crate::tui::state::marks::stops;
use crate::tui::state::review::FileEntry;
use crate::tui::text;

use super::lines::{CheckLine, LineKind, add_stop, add_wrapped};
use super::{Sheet, place_name};

/// Cells of code that are quoted in a sentence.
const QUOTED: usize = 96;

/// The line of an item.
pub(super) fn line(position: usize, finding: &Finding, sheet: &Sheet<'_>) -> CheckLine {
    CheckLine {
        kind: LineKind::Item(position),
        owner: Some(position),
        text: title_of(finding),
        right: right_of(finding, sheet),
    }
}

/// What the handler loses, where that is more than the first item says.
pub(super) fn add_losses(
    lines: &mut Vec<CheckLine>,
    file: &FileEntry,
    handler: &Handler,
    width: usize,
) {
    let is_loss =
        |finding: &&Finding| matches!(finding.state(), ItemState::Removed | ItemState::Weakened);
    let all = || file.items(&handler.id).map(|(_, finding)| finding).filter(is_loss);
    if all().nth(1).is_none() {
        return;
    }
    let words = losses(handler, all()).unwrap_or_default();
    add_wrapped(lines, LineKind::Loss, None, &words, width, 1);
}

/// `generation [rp]`: the check and its subject.
fn title_of(finding: &Finding) -> String {
    match finding.subject() {
        Some(subject) => format!("{} [{subject}]", finding.check()),
        None => finding.check().to_string(),
    }
}

/// The state's word where it asks for something, what was decided, the line.
fn right_of(finding: &Finding, sheet: &Sheet<'_>) -> String {
    let decided = sheet.decided;
    let word = match (decided.of(finding.id()), finding.state()) {
        // The sign tells the state.
        (Some(Disposition::Confirmed), _) => "confirmed".to_owned(),
        // Its sign tells only that.
        (Some(Disposition::Dismissed(_)), state) if state < ItemState::Guarded => {
            format!("{state}, dismissed")
        }
        (Some(Disposition::Dismissed(_)), _) => "dismissed".to_owned(),
        (Some(Disposition::NeedsReview(Why::Changed(lapse))), state) => {
            format!("{state}, {}", lapse.in_short())
        }
        (Some(Disposition::NeedsReview(Why::CarriedOver(_))), state) => {
            format!("{state}, carried over")
        }
        (Some(Disposition::NeedsReview(Why::Expired(_))), state) => format!("{state}, expired"),
        (Some(Disposition::NeedsReview(Why::Orphaned)), state) => format!("{state}, open again"),
        (Some(Disposition::Gone), _) => "no longer found".to_owned(),
        (None, ItemState::Guarded) => match finding.change() {
            Some(change @ (Change::Added | Change::Moved | Change::Strengthened)) => {
                change.to_string()
            }
            _ => String::new(),
        },
        (None, ItemState::NotApplicable) => String::new(),
        (None, state) => state.to_string(),
    };
    let line = place_name(finding.primary(), sheet.file);
    if word.is_empty() { line } else { format!("{word} {line}") }
}

/// Everything that decides the chosen item.
pub(super) fn expand(
    lines: &mut Vec<CheckLine>,
    position: usize,
    finding: &Finding,
    handler: &Handler,
    sheet: &Sheet<'_>,
) {
    let width = sheet.width;
    let Some(file) = sheet.file else { return };
    let owner = Some(position);
    add_decisions(lines, position, finding, sheet);
    add_wrapped(lines, LineKind::Message, owner, finding.message(), width, 3);
    for (number, stop) in stops(finding).into_iter().enumerate() {
        let role = stop.role.map_or_else(|| "here".to_owned(), |role| role.to_string());
        add_stop(lines, position, number, (&role, &stop), sheet);
    }
    if let Some(by) = file.assessment.as_ref().and_then(|found| found.taken_by(finding.id())) {
        let text = format!("Taken by {}", taken_by(by));
        add_wrapped(lines, LineKind::Heading, owner, &text, width, 3);
    }
    if let Some(card) = sheet.review.check(finding.check()) {
        let is_quiet = matches!(finding.state(), ItemState::Guarded | ItemState::NotApplicable);
        if !is_quiet && !card.attack.is_empty() {
            let attack = fill(&card.attack, finding, handler, file);
            add_wrapped(lines, LineKind::Attack, owner, &format!("Attack: {attack}"), width, 3);
        }
        if !card.weight.is_empty() {
            add_wrapped(lines, LineKind::Heading, owner, &card.weight, width, 3);
        }
    }
    lines.push(CheckLine::blank(owner));
}

/// What people said of it, before what decides it: who decided looks for that first.
fn add_decisions(
    lines: &mut Vec<CheckLine>,
    position: usize,
    finding: &Finding,
    sheet: &Sheet<'_>,
) {
    let owner = Some(position);
    if let Some(severity) = sheet.decided.rating(finding.id()) {
        let text = format!("rated {severity} here");
        add_wrapped(lines, LineKind::Decision, owner, &text, sheet.width, 3);
    }
    let said = sheet.decided.of(finding.id()).and_then(said);
    add_wrapped(lines, LineKind::Decision, owner, &said.unwrap_or_default(), sheet.width, 3);
    for before in sheet.decided.before(finding.id()) {
        add_wrapped(lines, LineKind::Heading, owner, before, sheet.width, 3);
    }
    for note in sheet.decided.notes(&Subject::Finding(finding.id().clone())) {
        add_wrapped(lines, LineKind::Decision, owner, &note, sheet.width, 3);
    }
}

/// What was decided, where the item's line does not say all of it.
fn said(disposition: &Disposition) -> Option<String> {
    match disposition {
        Disposition::Dismissed(dismissal) => {
            let mut text = format!("dismissed: {}", words(dismissal.reason));
            if let Some(item) = &dismissal.same_as {
                text.push_str(&format!(" of {}", visible(item.as_str())));
            }
            if let Some(until) = dismissal.until {
                text.push_str(&format!(", until {until}"));
            }
            if !dismissal.text.is_empty() {
                text.push_str(&format!(": {}", dismissal.text));
            }
            Some(text)
        }
        Disposition::NeedsReview(Why::Expired(until)) => {
            Some(format!("accepted until {until}, which is over: decide again"))
        }
        Disposition::NeedsReview(Why::Orphaned) => {
            Some("called a duplicate of an item that is itself settled: decide again".to_owned())
        }
        Disposition::NeedsReview(Why::CarriedOver(name)) => {
            Some(format!("carried over from {}: decide again", visible(name)))
        }
        Disposition::NeedsReview(Why::Changed(lapse)) => {
            Some(visible(&format!("{}: decide again", lapse.sentence())))
        }
        Disposition::Gone => Some("what was decided on is no longer found here".to_owned()),
        Disposition::Confirmed => None,
    }
}

/// The attack sentence with what it leaves open filled in.
fn fill(attack: &str, finding: &Finding, handler: &Handler, file: &FileEntry) -> String {
    let effect = finding
        .evidence()
        .iter()
        .find(|evidence| matches!(evidence.role, Role::Effect | Role::Sink))
        .map_or_else(|| finding.primary(), |evidence| &evidence.place);
    let effect = quote(effect, file);
    let endpoint = handler.endpoint();
    let endpoint = if endpoint.is_empty() { handler.name.clone() } else { endpoint };
    attack
        .replace("{endpoint}", &endpoint)
        .replace("{handler}", &handler.name)
        .replace("{effect}", &effect)
}

/// The code of a place, short and in backquotes, or its line.
fn quote(place: &Place, file: &FileEntry) -> String {
    let side = place.side();
    let document = file.document.as_ref().filter(|_| file.path_on(side) == Some(&place.file));
    let Some(document) = document else {
        return format!("line {}", place_name(place, file));
    };
    let line = document.side(side).line(place.first_line() as usize - 1);
    let columns = place.columns().filter(|_| place.first_line() == place.last_line());
    let (start, end) = columns.map_or((0, usize::MAX), |c| (c.start as usize, c.end as usize));
    let code: String = line.chars().take(end).skip(start).collect();
    format!("`{}`", text::cut(code.trim(), QUOTED, false))
}
