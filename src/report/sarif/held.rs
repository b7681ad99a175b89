//! What people hold of an item, as suppressions (SARIF 2.1.0, section 3.35), and the decisions
//! themselves, so that a log can be read back without loss.

use serde_json::{Value, json};

use crate::model::Finding;
use crate::report::{Report, visible};
use crate::review::{Disposition, Event, Standing, Subject};

/// The suppressions of an item that was decided: accepted where it is dismissed, under
/// review where its lines changed since. An item that nobody decided has none.
pub(super) fn suppressions(standing: &Standing) -> Option<Value> {
    let decision = standing.decision.as_ref()?;
    let (status, why) = match (&standing.disposition, &decision.disposition) {
        (Disposition::Dismissed { reason, text }, _) => ("accepted", words(reason.word(), text)),
        (Disposition::NeedsReview, Disposition::Dismissed { reason, text }) => {
            ("underReview", words(reason.word(), text))
        }
        _ => return Some(json!([])),
    };
    Some(json!([{
        "kind": "external",
        "status": status,
        "justification": why,
        "properties": { "by": visible(&decision.author), "at": decision.time.to_string() },
    }]))
}

/// Every decision about an item, as in the log, those that were taken back as well; none where
/// nobody decided.
pub(super) fn decisions(report: &Report<'_>, finding: &Finding) -> Option<Value> {
    let last = report.standings.of(finding).and_then(|standing| standing.decision.as_ref());
    let is_about = |event: &&Event| {
        // What was decided under another name of the file is about the item as well.
        let is_last = last.is_some_and(|decision| decision.event == event.id);
        is_last || matches!(&event.subject, Subject::Finding(id) if id == finding.id())
    };
    listed(report.events.iter().filter(is_about))
}

/// Every decision about a handler of the report; none where there is none.
pub(super) fn of_handlers(report: &Report<'_>) -> Option<Value> {
    let is_about = |event: &&Event| matches!(&event.subject, Subject::Handler(id) if report.assessment.handler(id).is_some());
    listed(report.events.iter().filter(is_about))
}

fn listed<'a>(events: impl Iterator<Item = &'a Event>) -> Option<Value> {
    let all: Vec<Value> = events.filter_map(|event| serde_json::to_value(event).ok()).collect();
    (!all.is_empty()).then_some(Value::Array(all))
}

fn words(reason: &str, text: &str) -> String {
    if text.is_empty() { reason.to_owned() } else { format!("{reason}: {}", visible(text)) }
}
