//! The review in reading order, for those who hear it read aloud: words instead of signs, one
//! thing a line, nothing side by side.

use std::fmt::Write as _;

use super::attack::attack;
use super::held::held;
use super::own::own;
use super::{Format, Group, RenderError, Report, Style, losses, nothing, visible, visible_line};
use crate::model::{Change, Evidence, Finding, Handler, Place, Side, State};

/// The format.
pub(super) struct Plain;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn about(&self) -> &'static str {
        "in reading order, for a screen reader"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let mut text = format!("Review of {}.\n", visible(&report.change_set.title));
        if let Some(why) = nothing(report.change_set, report.assessment) {
            let _ = writeln!(text, "Nothing to review: {why}.");
            return Ok(text);
        }
        text.push_str(&totals(report));
        let groups = report.groups();
        for (at, group) in groups.iter().enumerate() {
            text.push_str(&handler(report, group, (at + 1, groups.len())));
        }
        for line in own(report) {
            let _ = writeln!(text, "{}", visible(&line));
        }
        text.push_str(&not_analysed(report));
        text.push_str("End of the review.\n");
        Ok(text)
    }
}

/// How many items are in each state, in a sentence.
fn totals(report: &Report<'_>) -> String {
    let counts = report.counts().into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> =
        counts.map(|(state, count)| format!("{count} {}", words(state.word()))).collect();
    let known = report.known().map(|known| format!("{}\n", visible(&known)));
    format!("In all {}.\n{}", counts.join(", "), known.unwrap_or_default())
}

/// A handler: what it is, its items, its code.
fn handler(report: &Report<'_>, group: &Group<'_>, (at, of): (usize, usize)) -> String {
    let handler = group.handler;
    let endpoint = match handler.endpoint() {
        endpoint if endpoint.is_empty() => String::new(),
        endpoint => format!(", {}", visible(&endpoint)),
    };
    let mut text = format!(
        "\nHandler {at} of {of}: {}{endpoint}.\nIn {}, {}.\n",
        visible(&handler.name),
        visible(handler.place.file.as_str()),
        lines(&handler.place),
    );
    if !group.touched {
        text.push_str("The change does not touch it.\n");
    }
    if let Some(loses) = losses(handler, group.findings.iter().copied()) {
        let _ = writeln!(text, "It {}.", visible(&loses));
    }
    let asked = |it: &&&Finding| it.state() != State::NotApplicable;
    let items: Vec<_> = group.findings.iter().copied().filter(|it| asked(&it)).collect();
    for (at, finding) in items.iter().enumerate() {
        text.push_str(&item(report, handler, finding, (at + 1, items.len())));
    }
    let aside = group.findings.len() - items.len();
    if aside > 0 {
        let verb = if aside == 1 { "question does" } else { "questions do" };
        let _ = writeln!(text, "{aside} {verb} not apply.");
    }
    text.push_str(&code(report, handler));
    text
}

/// An item: its state, what it says, and each place with its line of code.
fn item(
    report: &Report<'_>,
    handler: &Handler,
    finding: &Finding,
    (at, of): (usize, usize),
) -> String {
    let check = report.catalog.check(finding.check());
    let title = check.map_or(finding.check().as_str(), |check| &check.title);
    let subject = finding.subject().map(|subject| format!(" of {}", visible(subject)));
    let mut text = format!(
        "Item {at} of {of}: {}{}, {}",
        visible(title),
        subject.unwrap_or_default(),
        words(finding.state().word()),
    );
    if let Some(severity) = report.severity(finding) {
        let _ = write!(text, ", {severity} severity");
    }
    if let Some(change) = finding.change().filter(|it| *it != Change::Same) {
        let _ = write!(text, ", {change} by this change");
    }
    let _ = writeln!(text, ".\n{}", visible(finding.message()));
    text.push_str(&place(report, "It stands at", finding.primary(), ""));
    for Evidence { role, place: at, say } in finding.evidence() {
        text.push_str(&place(report, &format!("{role} at"), at, say));
    }
    if let Some(attack) = attack(report, Some(handler), finding) {
        let _ = writeln!(text, "How it would be attacked: {}", visible(&attack));
    }
    if let Some(standing) = report.standings.of(finding) {
        for line in held(standing) {
            let _ = writeln!(text, "Decided: {}.", visible(&line));
        }
    }
    text
}

/// A place, what is said of it, and its first line.
fn place(report: &Report<'_>, lead: &str, place: &Place, say: &str) -> String {
    let before = if place.side() == Side::Base { " before the change" } else { "" };
    let say = if say.is_empty() { String::new() } else { format!(": {}", visible(say)) };
    let file = visible(place.file.as_str());
    let mut text = format!("{lead} {file} line {}{before}{say}.\n", place.first_line());
    let code = (report.excerpts)(place).unwrap_or_default();
    if let Some(code) = code.lines().next() {
        let _ = writeln!(text, "    {}", visible(code.trim()));
    }
    text
}

/// The lines of a handler, each with its number and what the change did to it.
fn code(report: &Report<'_>, handler: &Handler) -> String {
    let place = &handler.place;
    let Some(code) = (report.excerpts)(place) else { return String::new() };
    let before = if place.side() == Side::Base { " before the change" } else { "" };
    let mut text = format!("Code of {}{before}:\n", visible(&handler.name));
    for (line, code) in (place.first_line()..).zip(code.lines()) {
        let _ = writeln!(text, "{line}: {}", visible_line(code));
    }
    text
}

fn not_analysed(report: &Report<'_>) -> String {
    let mut text = String::new();
    for left_out in report.assessment.not_analysed() {
        let line = left_out.place.as_ref().map(|place| format!(" line {}", place.first_line()));
        let (file, reason) = (visible(left_out.file.as_str()), visible(&left_out.reason));
        let _ = writeln!(text, "Not analysed: {file}{}: {reason}.", line.unwrap_or_default());
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// `lines 4 to 9`.
fn lines(place: &Place) -> String {
    match (place.first_line(), place.last_line()) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first} to {last}"),
    }
}

fn words(word: &str) -> String {
    word.replace('-', " ")
}
