//! SARIF 2.1.0, for code hosts and scanners' friends: one run, a rule for each
//! check, a result for each item.

mod held;
mod line_hash;
mod own;
pub(super) mod parts;
mod taxonomies;
mod uri;

use serde_json::{Value, json};

use super::attack::attack;
use super::{Format, RenderError, Report, Style, taken_by, visible};
use crate::catalog::Check;
use crate::model::{Change, Evidence, Finding, Handler, NotAnalysed, Role, Severity, Side, State};
use held::{decisions, of_handlers, suppressions};
use line_hash::Hashes;
use parts::{location, physical, related};

/// Where the published schema lives.
pub(super) const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name under which places are relative to the repository's root.
pub(super) const ROOT: &str = "%SRCROOT%";

/// The format.
pub(super) struct Sarif;

impl Format for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn about(&self) -> &'static str {
        "SARIF 2.1.0, for code hosts"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [run(report)],
        });
        Ok(format!("{log:#}\n"))
    }
}

fn run(report: &Report<'_>) -> Value {
    let change_set = report.change_set;
    let checks = report.catalog.checks();
    let mut hashes = Hashes::default();
    let results = report.items().map(|item| result(report, &mut hashes, item));
    let own = report.standings.own().iter();
    let own = own.map(|own| own::result(own, checks.len(), report.events));
    json!({
        "tool": { "driver": {
            "name": "lineproof",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": checks.iter().map(related_rule).chain(own::rules()).collect::<Vec<_>>(),
            "supportedTaxonomies": taxonomies::supported(),
        }},
        "taxonomies": taxonomies::taxonomies(report.catalog),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            ROOT: { "description": { "text": "The root of the repository." } },
        },
        "invocations": [{
            "executionSuccessful": true,
            "toolExecutionNotifications": notifications(report),
        }],
        "results": results.chain(own).collect::<Vec<_>>(),
        "properties": {
            "title": visible(&change_set.title),
            "base": change_set.base.as_ref().map(|base| base.id()),
            "head": change_set.head.id(),
            "decisions": of_handlers(report),
        },
    })
}

/// A check as a rule, with what it refers to.
fn related_rule(check: &Check) -> Value {
    let mut rule = rule(check);
    if let Some(object) = rule.as_object_mut() {
        object.insert("relationships".to_owned(), taxonomies::relationships(check));
    }
    rule
}

/// A check as a rule.
pub(super) fn rule(check: &Check) -> Value {
    let mut tags = vec!["security".to_owned()];
    tags.extend(check.cwe.iter().map(|cwe| format!("external/cwe/cwe-{cwe:03}")));
    json!({
        "id": check.id.as_str(),
        "name": check.title,
        "shortDescription": { "text": check.title },
        "fullDescription": { "text": check.question },
        "help": { "text": check.lesson, "markdown": check.lesson },
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": {
            "tags": tags,
            "security-severity": score(check.severity),
            "asvs-5.0.0": check.asvs,
            "by": check.by,
        },
    })
}

/// The level of a failure of this severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// The severity on the scale from 0 to 10 that code hosts sort by.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Info => "0.0",
    }
}

fn kind(state: State) -> &'static str {
    match state {
        State::Removed | State::Missing | State::Weakened => "fail",
        State::Conditional | State::Unproven => "review",
        State::Guarded => "pass",
        State::NotApplicable => "notApplicable",
    }
}

fn result(
    report: &Report<'_>,
    hashes: &mut Hashes,
    (handler, finding): (Option<&Handler>, &Finding),
) -> Value {
    let checks = report.catalog.checks();
    let index = checks.iter().position(|check| &check.id == finding.check());
    let kind = kind(finding.state());
    // Only a failure has a level (SARIF 2.1.0, section 3.27.10).
    let level = match kind {
        kind if kind != "fail" => "none",
        _ => level(report.severity(finding).unwrap_or(Severity::Medium)),
    };
    let mut value = json!({
        "ruleId": finding.check().as_str(),
        "kind": kind,
        "level": level,
        "message": { "text": visible(finding.message()) },
        "locations": [location(finding)],
        "relatedLocations":
            finding.evidence().iter().enumerate().map(related).collect::<Vec<_>>(),
        "partialFingerprints": fingerprints(report, hashes, finding),
        "properties": {
            "state": finding.state(),
            "change": finding.change(),
            "headState": finding.comparison().and_then(|both| both.head_state),
            "baseState": finding.comparison().and_then(|both| both.base_state),
            "handler": finding.handler().as_str(),
            "subject": finding.subject(),
            "takenBy": report.assessment.taken_by(finding.id()).map(taken_by),
            "attack": attack(report, handler, finding).map(|text| visible(&text)),
            "decisions": decisions(report, finding),
        },
    });
    let more = [
        // An index of none would be read as the first rule by some readers.
        ("ruleIndex", index.map(|index| json!(index))),
        ("baselineState", baseline(report, finding).map(|word| json!(word))),
        ("codeFlows", code_flow(finding).map(|flow| json!([flow]))),
        ("suppressions", report.standings.of(finding).and_then(suppressions)),
    ];
    if let Some(object) = value.as_object_mut() {
        let more = more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        object.extend(more);
    }
    value
}

/// What an item is known by: its identity, and GitHub's hash of its line at head.
fn fingerprints(report: &Report<'_>, hashes: &mut Hashes, finding: &Finding) -> Value {
    let mut prints = json!({ "lineproofItem/v1": finding.id().as_str() });
    let place = finding.primary();
    let at_head = place.side() == Side::Head;
    let hash = at_head.then(|| hashes.of(report, &place.file, place.first_line())).flatten();
    if let (Some(hash), Some(object)) = (hash, prints.as_object_mut()) {
        object.insert("primaryLocationLineHash".to_owned(), json!(hash));
    }
    prints
}

/// Whether an item was there before (SARIF 2.1.0, section 3.27.24): in the baseline that was
/// named, else at base; none without either.
fn baseline(report: &Report<'_>, finding: &Finding) -> Option<&'static str> {
    if report.baseline.is_some() {
        return Some(if report.knows(finding) { "unchanged" } else { "new" });
    }
    let both = finding.comparison()?;
    Some(match both.base_state {
        None => "new",
        Some(_) if both.change == Change::Same => "unchanged",
        Some(_) => "updated",
    })
}

/// The way of a value from where it enters to where it does harm (section 3.36); none
/// where an item is about no value.
fn code_flow(finding: &Finding) -> Option<Value> {
    let on_way = |one: &&Evidence| matches!(one.role, Role::Source | Role::Step | Role::Sink);
    let steps: Vec<_> = finding.evidence().iter().filter(on_way).collect();
    if !steps.iter().any(|one| one.role == Role::Source) {
        return None;
    }
    let step = |one: &&Evidence| {
        json!({ "location": {
            "physicalLocation": physical(&one.place),
            "message": { "text": format!("{}: {}", one.role, visible(&one.say)) },
        }})
    };
    let locations: Vec<Value> = steps.iter().map(step).collect();
    Some(json!({ "threadFlows": [{ "locations": locations }] }))
}

/// What was not analysed, and what users added.
fn notifications(report: &Report<'_>) -> Vec<Value> {
    let note = |level: &str, text: String| json!({ "level": level, "message": { "text": visible(&text) } });
    let added = report.catalog.added();
    let parts = added.parts.iter().map(|part| {
        note("note", format!("Knowledge added by {}, as of {}", part.by, part.read_from))
    });
    let problems =
        added.problems.iter().map(|problem| note("warning", format!("Left out: {problem}")));
    let changed = report.changed_additions.iter().map(|path| {
        note("note", format!("This change touches {path}: it counts once it is at base"))
    });
    let left_out = report.assessment.not_analysed().map(notification);
    left_out.chain(parts).chain(problems).chain(changed).collect()
}

fn notification(left_out: &NotAnalysed) -> Value {
    let place = match &left_out.place {
        Some(place) => physical(place),
        None => json!({ "artifactLocation": parts::artifact(&left_out.file) }),
    };
    json!({
        "level": "note",
        "message": { "text": format!("Not analysed: {}", visible(&left_out.reason)) },
        "locations": [{ "physicalLocation": place }],
    })
}
