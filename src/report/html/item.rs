//! An item of the checklist: folded to a line, with its lines, evidence and decisions inside.

use super::code::Code;
use super::escape::{sentence, text};
use crate::model::{Evidence, Finding, Handler, Place, Side, State};
use crate::report::Report;
use crate::report::attack::attack;
use crate::report::held::held;

/// The sign of a state, for the eye; its word stands beside it.
#[must_use]
pub fn sign(state: State) -> String {
    let class = if state == State::Guarded { "guard" } else { state.word() };
    format!("<span class=\"sign s-{class}\" aria-hidden=\"true\">{}</span>", state.sign())
}

/// An item, and the lines it stands on.
pub(super) fn item(
    report: &Report<'_>,
    handler: &Handler,
    finding: &Finding,
    code: &Code<'_>,
) -> String {
    let places = std::iter::once(finding.primary());
    let places = places.chain(finding.evidence().iter().map(|one| &one.place));
    let stops: Vec<String> = places.filter_map(|place| code.id(place)).collect();
    let stops = serde_json::Value::from(stops).to_string();
    let check = report.catalog.check(finding.check());
    let name = check.map_or(finding.check().as_str(), |check| &check.title);
    let mut body = format!("<p>{}</p>\n", sentence(finding.message()));
    if let Some(check) = check {
        body.push_str(&format!("<p class=\"muted\">{}</p>\n", text(&check.question)));
    }
    if !finding.evidence().is_empty() {
        let rows = finding.evidence().iter().map(|one| evidence(one, code));
        body.push_str(&format!("<ol start=\"2\">\n{}</ol>\n", rows.collect::<String>()));
    }
    if let Some(attack) = attack(report, Some(handler), finding) {
        body.push_str(&format!("<p>How it would be attacked: {}</p>\n", sentence(&attack)));
    }
    let held = report.standings.of(finding).map(held).unwrap_or_default();
    held.iter().for_each(|line| body.push_str(&format!("<p>{}</p>\n", text(line))));
    format!(
        "<details class=\"item\" id=\"{}\" data-stops=\"{}\">\n<summary>{} <span>{} \
         <span class=\"s-{}\">{}</span></span> <span class=\"where\">{}</span></summary>\n\
         <div class=\"body\">\n{body}</div>\n</details>\n",
        code.item_id(finding),
        text(&stops),
        sign(finding.state()),
        text(name),
        if finding.state() == State::Guarded { "guard" } else { finding.state().word() },
        finding.state().word(),
        link(finding.primary(), code),
    )
}

fn evidence(one: &Evidence, code: &Code<'_>) -> String {
    let at = link(&one.place, code);
    format!("<li>{} {at}: {}</li>\n", one.role, sentence(&one.say))
}

/// `path:line`, leading to that line where it is shown.
fn link(place: &Place, code: &Code<'_>) -> String {
    let side = if place.side() == Side::Base { " before" } else { "" };
    let name = format!("{}:{}{side}", place.file.file_name(), place.first_line());
    let full = text(&format!("{}:{}", place.file, place.first_line()));
    match code.id(place) {
        Some(id) => format!("<a href=\"#{id}\" title=\"{full}\">{}</a>", text(&name)),
        None => format!("<span title=\"{full}\">{}</span>", text(&name)),
    }
}
