//! The sentence of a check on how it would be attacked, told of one item.

use super::Report;
use crate::model::{Finding, Handler, Place, Role, State};

/// The most characters of code that are quoted in a sentence.
const QUOTED: usize = 60;

/// How the item would be attacked; none where its protection holds or nothing
/// needs it.
#[must_use]
pub fn attack(report: &Report<'_>, handler: Option<&Handler>, finding: &Finding) -> Option<String> {
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
    let code = place.and_then(|place| quoted(place, &(report.excerpts)(place)?));
    code.unwrap_or_else(|| "what it guards".to_owned())
}

/// The code of a place on one line, cut where it is long.
fn quoted(place: &Place, excerpt: &str) -> Option<String> {
    let last = excerpt.lines().count().saturating_sub(1);
    let mut code = String::new();
    for (at, line) in excerpt.lines().enumerate() {
        let columns = place.columns();
        let end = columns.filter(|_| at == last).map_or(usize::MAX, |c| c.end as usize);
        let start = columns.filter(|_| at == 0).map_or(0, |c| c.start as usize);
        let part: String = line.chars().take(end).skip(start).collect();
        if !code.is_empty() && !code.ends_with('(') {
            code.push(' ');
        }
        code.push_str(part.trim());
    }
    let code = code.trim();
    let short: String = code.chars().take(QUOTED).collect();
    let more = if short.len() < code.len() { "..." } else { "" };
    (!code.is_empty()).then(|| format!("`{short}{more}`"))
}
