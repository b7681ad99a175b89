//! Findings in JSON of no known schema: lists of objects that say something of a place.

use super::context::{Context, deeper};
use super::fields::{Field, Fields, field_of, words_of};
use super::parse::{Kind, Value};
use crate::claims::document::{ReadClaim, StatementKind};
use crate::claims::read::collected::Collected;
use crate::claims::read::{places, prose};

/// Keys of lists that hold findings.
#[rustfmt::skip]
const LISTS: [&str; 22] = [
    "findings", "issues", "results", "vulnerabilities", "problems", "comments", "violations",
    "alerts", "claims", "items", "diagnostics", "generaldiagnostics", "messages", "warnings",
    "defects", "weaknesses", "concerns", "observations", "reports", "danger", "secrets", "quality",
];
/// Keys of lists that hold what was not analysed.
const ERRORS: [&str; 5] = ["errors", "skipped", "notanalysed", "notanalyzed", "failedfiles"];
/// Keys under which no finding stands.
#[rustfmt::skip]
const BESIDE: [&str; 14] = [
    "metrics", "stats", "statistics", "config", "configuration", "rules", "paths", "version",
    "schema", "scan", "scanner", "remediations", "dependencyfiles", "usage",
];
/// Keys of texts that speak of the review as a whole.
const WHOLE: [&str; 9] = [
    "summary",
    "overview",
    "conclusion",
    "assessment",
    "verdict",
    "overall",
    "overallassessment",
    "introduction",
    "executivesummary",
];

/// What is known from around a value.
#[derive(Clone, Default)]
struct Around {
    path: Option<String>,
    under: Vec<String>,
    pointer: String,
    severity: Option<String>,
}

/// Whether a value has findings in it, or is a list of them that is empty.
pub(super) fn has_some(value: &Value) -> bool {
    is_finding(value, true)
        || value.items().iter().any(|item| is_finding(item, true) || has_some(item))
        || value.entries().iter().any(|(key, inner)| {
            (LISTS.contains(&bare(key).as_str()) && matches!(inner.kind, Kind::List(_)))
                || key == "runs"
                || (inner.is_object() && has_some(inner))
                || inner.items().iter().any(|item| is_finding(item, true))
        })
}

/// Reads the findings of a value.
pub(super) fn read(out: &mut Collected<'_>, context: &Context<'_>, value: &Value) {
    let tool = ["tool", "tool_name", "source", "scanner", "generator"]
        .iter()
        .find_map(|key| value.get(key))
        .or(value.at(&["scan", "scanner"]))
        .map(|tool| tool.get("name").map_or_else(|| words_of(tool), words_of))
        .filter(|tool| !tool.is_empty() && tool.len() < 100);
    if out.document.tool.is_none() {
        out.document.tool = tool;
    }
    let before = out.document.claims.len();
    let whole = is_finding(value, false);
    descend(out, context, value, &Around::default(), true);
    let empty = value.items().is_empty() && value.entries().is_empty();
    if out.document.claims.len() == before && !whole && !empty && !has_some(value) {
        out.unread(context.span(value).0, Some(String::new()), "no findings in this JSON");
    }
}

fn bare(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(40).collect()
}

/// Whether an object is a finding itself, not something that holds findings.
fn is_finding(value: &Value, strict: bool) -> bool {
    let (mut says, mut places) = (false, 0);
    for (key, inner) in value.entries() {
        if LISTS.contains(&bare(key).as_str()) && holds_findings(inner) {
            return false;
        }
        match field_of(key) {
            Some(Field::Title | Field::Text | Field::Remedy) => says |= !words_of(inner).is_empty(),
            Some(Field::Start | Field::End | Field::Code) | None => {}
            Some(_) => places += 1,
        }
    }
    let by_rule = value.get("rule_id").or(value.get("check_id")).is_some();
    (says || by_rule) && (!strict || places > 0)
}

/// Whether what stands under the name of a list of findings is one.
fn holds_findings(value: &Value) -> bool {
    let items = value.items();
    matches!(value.kind, Kind::List(_))
        && (items.is_empty()
            || items.iter().any(|item| item.text().is_some() || is_finding(item, true)))
}

fn descend(
    out: &mut Collected<'_>,
    context: &Context<'_>,
    value: &Value,
    around: &Around,
    top: bool,
) {
    match &value.kind {
        Kind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                let mut inner = around.clone();
                inner.pointer = deeper(&around.pointer, &at.to_string());
                element(out, context, item, &inner);
            }
        }
        Kind::Object(_) if is_finding(value, !top) => finding(out, context, value, around),
        Kind::Object(entries) => {
            let around = &known_here(value, around);
            for (key, inner) in entries {
                entry(out, context, key, inner, around);
            }
        }
        _ => {}
    }
}

/// An element of a list that may hold findings.
fn element(out: &mut Collected<'_>, context: &Context<'_>, item: &Value, around: &Around) {
    match &item.kind {
        Kind::Text(text) if !text.trim().is_empty() => {
            let (first, last) = context.span(item);
            if out.is_full(first) {
                return;
            }
            let mut claim = prose::one(text, first, last);
            complete(&mut claim, around);
            out.claim(StatementKind::Item, claim);
        }
        Kind::Object(_) if is_finding(item, false) => finding(out, context, item, around),
        Kind::Object(_) | Kind::List(_) => {
            let before = out.document.claims.len();
            descend(out, context, item, around, false);
            if out.document.claims.len() == before && !has_some(item) {
                let line = context.span(item).0;
                out.unread(line, Some(around.pointer.clone()), "this says nothing of the code");
            }
        }
        _ => {
            let line = context.span(item).0;
            out.unread(line, Some(around.pointer.clone()), "no finding, but a bare value");
        }
    }
}

/// An entry of an object that holds findings.
fn entry(
    out: &mut Collected<'_>,
    context: &Context<'_>,
    key: &str,
    value: &Value,
    around: &Around,
) {
    let name = bare(key);
    let (first, last) = context.span(value);
    if ERRORS.contains(&name.as_str()) && !value.items().iter().any(|item| is_finding(item, true))
        || name == "errors"
    {
        errors(out, value, first, &deeper(&around.pointer, key));
    } else if name == "paths" {
        if let Some(skipped) = value.get("skipped") {
            errors(out, skipped, first, &deeper(&around.pointer, key));
        }
    } else if let (Some(text), true) = (value.text(), WHOLE.contains(&name.as_str())) {
        prose::whole(out, text, first, last);
    } else if !BESIDE.contains(&name.as_str()) {
        let listed = LISTS.contains(&name.as_str());
        if listed || value.is_object() || value.items().iter().any(|item| is_finding(item, true)) {
            let mut inner = around.clone();
            inner.pointer = deeper(&around.pointer, key);
            if !places::find(key).0.is_empty() {
                inner.path = Some(key.to_owned());
            } else if !listed {
                inner.under.push(key.to_owned());
            }
            descend(out, context, value, &inner, false);
        }
    }
}

/// Files that were not analysed, or faults without a file.
fn errors(out: &mut Collected<'_>, value: &Value, line: u32, pointer: &str) {
    for (at, item) in value.items().iter().enumerate() {
        let path = ["filename", "path", "file", "file_name"]
            .iter()
            .find_map(|key| item.get(key).and_then(Value::text));
        let reason = ["reason", "message", "long_msg", "short_msg", "details", "type"]
            .iter()
            .find_map(|key| item.get(key).and_then(Value::text))
            .or(item.text())
            .unwrap_or("no reason given");
        match path {
            Some(path) => out.not_analysed(path, reason),
            None => out.unread(line, Some(deeper(pointer, &at.to_string())), reason),
        }
    }
}

/// What an object tells of the findings in it.
fn known_here(value: &Value, around: &Around) -> Around {
    let mut known = around.clone();
    for (key, inner) in value.entries() {
        match (field_of(key), inner.text()) {
            (Some(Field::Path), Some(path)) => known.path = Some(path.to_owned()),
            (Some(Field::Severity), Some(severity)) => known.severity = Some(severity.to_owned()),
            _ => {}
        }
    }
    known
}

fn finding(out: &mut Collected<'_>, context: &Context<'_>, value: &Value, around: &Around) {
    let (first, last) = context.span(value);
    if out.is_full(first) {
        return;
    }
    let mut fields = Fields::default();
    fields.take(value, 0);
    let Some(mut claim) = fields.into_claim() else {
        out.unread(first, Some(around.pointer.clone()), "this finding has no text");
        return;
    };
    (claim.first_line, claim.last_line) = (first, last);
    complete(&mut claim, around);
    out.claim(StatementKind::Item, claim);
}

/// Adds what is known from around a finding.
fn complete(claim: &mut ReadClaim, around: &Around) {
    if let Some(path) = &around.path
        && !claim.stated.iter().any(|place| !place.path.is_empty())
    {
        let mut place = places::place(path.clone());
        if let Some(lines) = claim.loose_lines.first().copied() {
            place.line = Some(lines.first);
            place.end_line = (lines.last > lines.first).then_some(lines.last);
            claim.loose_lines.remove(0);
        }
        claim.stated.push(place);
    }
    if claim.severity.is_none() {
        claim.severity.clone_from(&around.severity);
    }
    claim.under.splice(0..0, around.under.iter().cloned());
}
