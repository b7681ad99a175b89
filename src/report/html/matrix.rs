//! The matrix: a handler a row, a check a column, a sign a cell.

use super::escape::text;
use super::item::sign;
use crate::model::{CheckId, State};
use crate::report::{Group, Report};

/// The matrix of the handlers; nothing where there are none.
pub(super) fn matrix(report: &Report<'_>, groups: &[Group<'_>]) -> String {
    // What is asked of nobody is no column.
    let asked = |check: &CheckId| {
        let findings = groups.iter().flat_map(|group| &group.findings);
        findings.filter(|it| it.check() == check).any(|it| it.state() != State::NotApplicable)
    };
    let checks: Vec<_> = report.catalog.checks().iter().filter(|check| asked(&check.id)).collect();
    if groups.is_empty() || checks.is_empty() {
        return String::new();
    }
    let head: String = checks
        .iter()
        .map(|check| format!("<th scope=\"col\"><span>{}</span></th>", text(&check.title)))
        .collect();
    let rows = groups.iter().enumerate().map(|(at, group)| {
        let cells = checks.iter().map(|check| cell(group, at, &check.id));
        let name = text(&group.handler.name);
        let cells: String = cells.collect();
        format!("<tr><th scope=\"row\"><a href=\"#h{at}\">{name}</a></th>{cells}</tr>\n")
    });
    let rows: String = rows.collect();
    format!(
        "<nav aria-label=\"Handlers and checks\">\n<table class=\"matrix\">\n<thead><tr><td></td>\
         {head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</nav>\n"
    )
}

/// The worst item of a check, as a link to it.
fn cell(group: &Group<'_>, at: usize, check: &CheckId) -> String {
    // Findings are ordered with the worst first.
    let worst = group.findings.iter().enumerate().find(|(_, finding)| finding.check() == check);
    let Some((index, finding)) = worst else { return "<td></td>".to_owned() };
    let label = text(&format!("{check}: {}", finding.state().word()));
    format!(
        "<td><a href=\"#h{at}i{index}\" aria-label=\"{label}\" title=\"{label}\">{}</a></td>",
        sign(finding.state())
    )
}
