//! What people found and asked by themselves, as results of rules of their own.

use serde_json::{Value, json};

use super::parts::physical;
use crate::report::visible;
use crate::review::{Event, Own, RemarkKind};

/// The rules, behind those of the checks.
pub(super) fn rules() -> [Value; 3] {
    let rule = |kind: RemarkKind, text: &str| {
        json!({
            "id": id(kind),
            "name": format!("Reviewer's {}", kind.word()),
            "shortDescription": { "text": text },
        })
    };
    [
        rule(RemarkKind::Finding, "What a reviewer found"),
        rule(RemarkKind::Question, "What a reviewer asks"),
        rule(RemarkKind::Note, "What a reviewer notes"),
    ]
}

fn id(kind: RemarkKind) -> String {
    format!("reviewer-{}", kind.word())
}

/// A result; a question is open (SARIF 2.1.0, section 3.27.9), a finding fails. `events` are all
/// there are; those about it go along.
pub(super) fn result(own: &Own, rules_before: usize, events: &[Event]) -> Value {
    let remark = &own.remark;
    let (kind, level, at) = match remark.kind {
        RemarkKind::Finding => ("fail", "warning", 0),
        RemarkKind::Question => ("open", "none", 1),
        RemarkKind::Note => ("informational", "none", 2),
    };
    let about = |event: &&Event| {
        let settles = crate::review::Subject::Remark(remark.event.clone());
        event.id == remark.event || event.subject == settles
    };
    let decisions: Vec<_> = events.iter().filter(about).collect();
    let place = own.place.as_ref().map(|place| json!({ "physicalLocation": physical(place) }));
    json!({
        "ruleId": id(remark.kind),
        "ruleIndex": rules_before + at,
        "kind": kind,
        "level": level,
        "message": { "text": visible(&remark.text) },
        "locations": place.into_iter().collect::<Vec<_>>(),
        "partialFingerprints": { "lineproofRemark/v1": remark.event.as_str() },
        "properties": {
            "by": visible(&remark.author),
            "check": remark.check,
            "role": remark.role,
            "side": remark.place.side,
            "decisions": decisions,
        },
    })
}
