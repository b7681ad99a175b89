//! Stated lines: those that no function of the service holds (tests, files that are not
//! Python, statements of a module), and those that scanners report.

use super::code::{Code, CodeFile};
use super::document::{PathForm, ReadClaim, StatedPlace};
use super::judge::{ClaimVerdict, Ruling};
use super::mentions::Mentions;
use crate::analysis::aside_reason;
use crate::model::{Evidence, Place, Role, Side, TextSpan};

/// What is held of a claim whose stated line is in no function. A scanner is believed where
/// it says that it looked; whoever names code as well may have mistaken the line.
pub(super) fn outside(claim: &ReadClaim, mentions: &Mentions, code: &Code) -> Option<Ruling> {
    let is_exact = claim.rule.is_some() || mentions.code.is_empty();
    let stated = claim.stated.first().filter(|_| is_exact)?;
    if !names_a_file(&stated.path) {
        return None;
    }
    if matches!(stated.form, PathForm::Address | PathForm::Climbing) {
        return Some(nowhere("no-such-file", "Its path leads out of the repository.".to_owned()));
    }
    let line = stated.line.filter(|line| *line > 0);
    match code.named(&stated.path)[..] {
        [] => elsewhere(stated, line.unwrap_or(1), code),
        [at] => of_a_module(&code.files[at], line?),
        _ => None,
    }
}

/// Whether what a review states for a place is a file at all.
fn names_a_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.contains('/')
        || name.rsplit_once('.').is_some_and(|(stem, end)| {
            !stem.is_empty() && matches!(end.len(), 1..=4) && end.chars().all(char::is_alphanumeric)
        })
}

/// Of a place that is not there.
fn nowhere(rule: &'static str, reason: String) -> Ruling {
    let verdict = ClaimVerdict::NotLocated;
    Ruling { verdict, rule, reason, place: None, evidence: Vec::new() }
}

/// A line of a file that answers no request.
fn elsewhere(stated: &StatedPlace, line: u32, code: &Code) -> Option<Ruling> {
    let Some(path) = code.other_named(&stated.path) else {
        let reason = format!("There is no file `{}` here, or several.", stated.path);
        return Some(nowhere("no-such-file", reason));
    };
    let reason = match aside_reason(path) {
        Some(reason) => format!("The file is {reason}."),
        None => "The file is not Python: what it says is not looked at.".to_owned(),
    };
    let verdict = match path.is_python() {
        true => ClaimVerdict::OffTopic,
        false => ClaimVerdict::Unverifiable,
    };
    let span = TextSpan { first_line: line, start_column: 0, last_line: line, end_column: 0 };
    let place = Some(Place::on(Side::Head, path.clone(), span));
    Some(Ruling { verdict, rule: "no-code-of-the-service", reason, place, evidence: Vec::new() })
}

/// A statement of a module, which runs when the program starts.
fn of_a_module(file: &CodeFile, line: u32) -> Option<Ruling> {
    let count = file.line_count();
    if line > count {
        let reason = format!("`{}` has {count} lines, and no line {line}.", file.path);
        return Some(nowhere("no-such-line", reason));
    }
    let is_there = !file.line(line).trim().is_empty() && file.unit_at(line).is_none();
    is_there.then(|| Ruling {
        verdict: ClaimVerdict::Unverifiable,
        rule: "outside-functions",
        reason: "The line is in no function: no request runs it by itself.".to_owned(),
        place: Some(file.place(line)),
        evidence: Vec::new(),
    })
}

/// A scanner looked at the line that it reports: that one stays, and the line that decided
/// is evidence beside it.
pub(super) fn keep_reported_line(claim: &ReadClaim, ruling: &mut Ruling, code: &Code) {
    let stated = claim.stated.first().filter(|_| claim.rule.is_some());
    let Some((stated, line)) = stated.and_then(|stated| Some((stated, stated.line?))) else {
        return;
    };
    let [at] = code.named(&stated.path)[..] else { return };
    let file = &code.files[at];
    let decided = ruling.place.as_ref().filter(|place| place.first_line() != line);
    if let Some(decided) = decided.filter(|_| !file.line(line).trim().is_empty()) {
        if ruling.evidence.iter().all(|known| known.place != *decided) {
            let said = "what was looked at here";
            ruling.evidence.push(Evidence::new(Role::Step, decided.clone(), said));
        }
        ruling.place = Some(file.place(line));
    }
}
