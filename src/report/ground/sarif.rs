//! SARIF 2.1.0: a result for each claim, with what is held of it as its kind.

use serde_json::{Value, json};

use crate::catalog::Check;
use crate::claims::{ClaimVerdict, GroundedClaim, Grounding, Review};
use crate::report::sarif::parts::{physical, related};
use crate::report::sarif::{ROOT, SCHEMA, level, rule};
use crate::report::visible;

/// The rule of claims that no check is about.
const NO_CHECK: &str = "other";

/// The grounding as SARIF.
pub(super) fn render(grounding: &Grounding, checks: &[Check]) -> String {
    let named = |check: &&Check| {
        grounding.claims.iter().any(|claim| claim.check.as_ref() == Some(&check.id))
    };
    let checks: Vec<&Check> = checks.iter().filter(named).collect();
    let mut rules: Vec<Value> = checks.iter().map(|check| rule(check)).collect();
    rules.push(json!({
        "id": NO_CHECK,
        "name": "Something else",
        "shortDescription": { "text": "A claim that no check is about." },
    }));
    let results: Vec<Value> =
        grounding.claims.iter().map(|claim| result(claim, grounding, &checks)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lineproof ground",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "The root of the repository." } },
            },
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications":
                    grounding.reviews.iter().flat_map(notifications).collect::<Vec<_>>(),
            }],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// What a verdict is called there (SARIF 2.1.0, section 3.27.9).
fn kind(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Supported => "fail",
        ClaimVerdict::Partial => "review",
        ClaimVerdict::Contradicted | ClaimVerdict::CategoryError => "pass",
        ClaimVerdict::Unverifiable | ClaimVerdict::NotLocated => "open",
        ClaimVerdict::OffTopic => "notApplicable",
    }
}

fn result(claim: &GroundedClaim, grounding: &Grounding, checks: &[&Check]) -> Value {
    let index = checks.iter().position(|check| claim.check.as_ref() == Some(&check.id));
    let check = index.and_then(|index| checks.get(index));
    let kind = kind(claim.verdict);
    // Only a failure has a level (SARIF 2.1.0, section 3.27.10).
    let level = match check {
        _ if kind != "fail" => "none",
        Some(check) => level(check.severity),
        None => "warning",
    };
    let title = claim.read.title.trim_end_matches(['.', ':']);
    let message = format!("{title}: {}. {}", claim.verdict.word().replace('-', " "), claim.reason);
    json!({
        "ruleId": check.map_or(NO_CHECK, |check| check.id.as_str()),
        "ruleIndex": index.unwrap_or(checks.len()),
        "kind": kind,
        "level": level,
        "message": { "text": visible(&message) },
        "locations": locations(claim),
        "relatedLocations": claim.evidence.iter().enumerate().map(related).collect::<Vec<_>>(),
        "partialFingerprints": { "lineproofClaim/v1": claim.key.as_str() },
        "properties": {
            "verdict": claim.verdict,
            "decidedBy": claim.rule,
            "claim": visible(&claim.read.text),
            "setAside": claim.read.set_aside.as_deref().map(visible),
            "review": visible(&grounding.reviews[claim.review].name),
            "alsoSaidBy": grounding
                .agreeing(claim)
                .map(|other| visible(&grounding.reviews[other.review].name))
                .collect::<Vec<_>>(),
            "remedies": claim
                .remedies
                .iter()
                .map(|one| visible(&format!("{}: {}", one.verdict.word(), one.reason)))
                .collect::<Vec<_>>(),
        },
    })
}

/// The line that decides, in the function that is meant.
fn locations(claim: &GroundedClaim) -> Vec<Value> {
    let unit = claim
        .unit
        .as_ref()
        .map(|unit| json!([{ "fullyQualifiedName": visible(unit.as_str()), "kind": "function" }]));
    let place = claim.place.as_ref();
    let location = |place| {
        json!({
            "physicalLocation": physical(place),
            "logicalLocations": unit.clone().unwrap_or_else(|| json!([])),
            "properties": { "side": place.side() },
        })
    };
    place.map(location).into_iter().collect()
}

/// What could not be read, what its tool could not analyse, and where a review denies itself.
fn notifications(review: &Review) -> Vec<Value> {
    let name = &review.name;
    let note = |level: &str, text: String| json!({ "level": level, "message": { "text": visible(&text) } });
    let document = &review.document;
    let unread = document.unread.iter().map(|unread| {
        note("warning", format!("{name}: not read: line {}: {}", unread.line, unread.reason))
    });
    let left_out = document.not_analysed.iter().map(|(file, reason)| {
        note("note", format!("{name}: not analysed by its tool: {file}: {reason}"))
    });
    let denied = document.denials.iter().filter_map(|at| document.statements.get(*at));
    let denied = denied.map(|statement| {
        let line = statement.first_line;
        note("warning", format!("{name} contradicts itself: line {line}: {}", statement.text))
    });
    unread.chain(left_out).chain(denied).collect()
}
