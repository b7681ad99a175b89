//! The sentence of a check on how it would be attacked, told of one item.

use super::Report;
use crate::model::{Finding, Handler, Role, State};

/// The most characters of code that are quoted in a sentence.
const QUOTED: usize = 60;

/// How the item would be attacked; none where its protection holds or nothing
/// needs it.
pub(super) fn attack(
    report: &Report<'_>,
    handler: Option<&Handler>,
    finding: &Finding,
) -> Option<String> {
    if matches!(finding.state(), State::Guarded | State::NotApplicable) {
        return None;
    }
    let check = report.catalog.check(finding.check())?;
    let endpoint = handler.map(|handler| handler.endpoint()).filter(|text| !text.is_empty());
    let name = handler.map_or_else(|| finding.handler().as_str(), |handler| &handler.name);
    Some(
        check
            .attack
            .replace("{endpoint}", endpoint.as_deref().unwrap_or(name))
            .replace("{handler}", name)
            .replace("{effect}", &effect(report, finding)),
    )
}

/// The code of what needed protection, in backquotes.
fn effect(report: &Report<'_>, finding: &Finding) -> String {
    let place = finding
        .evidence()
        .iter()
        .find(|evidence| matches!(evidence.role, Role::Effect | Role::Sink))
        .map_or_else(
            || (finding.state() == State::Missing).then(|| finding.primary()),
            |evidence| Some(&evidence.place),
        );
    let code = place.and_then(|place| {
        let excerpt = (report.excerpts)(place)?;
        let line = excerpt.lines().next()?;
        let columns = place.columns().filter(|_| place.first_line() == place.last_line());
        let (start, end) = columns.map_or((0, usize::MAX), |c| (c.start as usize, c.end as usize));
        let code: String = line.chars().take(end).skip(start).collect();
        let code = code.trim();
        let short: String = code.chars().take(QUOTED).collect();
        let more = if short.len() < code.len() { "..." } else { "" };
        (!code.is_empty()).then(|| format!("`{short}{more}`"))
    });
    code.unwrap_or_else(|| "what it guards".to_owned())
}
