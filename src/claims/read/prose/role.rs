//! What a heading is for: a finding itself, or a part of the review that holds some.

use super::field::label_of;
use super::{sentence, tidy, words};
use crate::claims::document::StatedPlace;
use crate::claims::read::places;

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// One finding, whose headline it is.
    Finding,
    /// Findings.
    Findings,
    /// What leads to them.
    Preamble,
    /// What should be done.
    Remedies,
    /// What closes.
    Conclusion,
    /// What is well.
    Praise,
    /// Findings that are this bad.
    Severity(String),
    /// Findings in this file.
    Path(StatedPlace),
    /// It says itself that there is nothing.
    Denial,
}

#[rustfmt::skip]
const FINDINGS: [&str; 44] = [
    "findings", "finding", "issues", "issue", "vulnerabilities", "vulnerability", "problems",
    "problem", "defects", "defect", "bugs", "bug", "concerns", "weaknesses", "observations",
    "results", "risks", "risk", "details", "detailed", "identified", "found", "security", "code",
    "review", "potential", "key", "main", "the", "of", "and", "list", "all", "specific",
    "notable", "detected", "reported", "possible", "areas", "comments", "claims", "for", "other",
    "additional",
];
#[rustfmt::skip]
const PREAMBLE: [&str; 14] = [
    "summary", "overview", "introduction", "scope", "methodology", "background", "context",
    "executive", "report", "analysis", "audit", "assessment", "about", "purpose",
];
#[rustfmt::skip]
const REMEDIES: [&str; 19] = [
    "recommendations", "recommendation", "suggestions", "suggested", "remediation", "fixes",
    "mitigations", "next", "steps", "actions", "action", "items", "improvements", "improvement",
    "proposed", "remediations", "recommended", "plan", "checklist",
];
const CONCLUSION: [&str; 9] = [
    "conclusion",
    "conclusions",
    "final",
    "verdict",
    "closing",
    "thoughts",
    "remarks",
    "takeaways",
    "overall",
];
#[rustfmt::skip]
const PRAISE: [&str; 13] = [
    "positive", "positives", "strengths", "good", "well", "done", "works", "practices", "what",
    "is", "aspects", "highlights", "went",
];
#[rustfmt::skip]
const SEVERITY: [&str; 15] = [
    "critical", "high", "medium", "low", "info", "informational", "minor", "major", "moderate",
    "severity", "priority", "blocker", "nits", "nit", "nitpicks",
];

/// What a heading of these words is for; `opens` says that it is the first of the text.
pub(super) fn of(heading: &str, opens: bool) -> Role {
    let text = tidy::unmarked(heading);
    let bare = unnumbered(&text);
    if let Some(place) = path_of(bare) {
        return Role::Path(place);
    }
    let spoken = bare.split(['(', '[']).next().filter(|words| !words.trim().is_empty());
    let lower = spoken.unwrap_or(bare).to_lowercase();
    if let sentence::Class::Denial { .. } = sentence::class_of(&lower) {
        return Role::Denial;
    }
    let tokens: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    let has = |words: &[&str]| tokens.iter().any(|token| words.contains(token));
    let groups = [&FINDINGS[..], &PREAMBLE, &REMEDIES, &CONCLUSION, &PRAISE, &SEVERITY];
    let structural = tokens.iter().all(|token| groups.iter().any(|words| words.contains(token)));
    if !structural || tokens.is_empty() {
        let titled = ["review", "report", "audit", "analysis", "assessment", "findings"];
        return if opens && has(&titled) && !sentence::asserts(&lower) {
            Role::Preamble
        } else {
            Role::Finding
        };
    }
    if has(&["positive", "positives", "strengths", "good", "well", "works"]) {
        Role::Praise
    } else if has(&CONCLUSION) {
        Role::Conclusion
    } else if has(&REMEDIES) && !has(&["issues", "findings"]) {
        Role::Remedies
    } else if has(&SEVERITY) {
        let level = tokens.iter().find(|token| SEVERITY.contains(token)).copied();
        Role::Severity(level.unwrap_or_default().to_owned())
    } else if has(&PREAMBLE) && !has(&["findings", "issues", "vulnerabilities"]) {
        Role::Preamble
    } else {
        Role::Findings
    }
}

/// Whether a heading counts or names itself as one finding of several.
pub(super) fn is_numbered(heading: &str) -> bool {
    let text = tidy::unmarked(heading);
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
    unnumbered(bare).len() < bare.len()
        || tidy::severity_in(&text).is_some()
        || super::mark::looks_like_heading(bare)
}

/// Whether a heading is a label of a part of a finding.
pub(super) fn is_label(heading: &str) -> bool {
    label_of(&tidy::unmarked(heading)).is_some()
}

/// The words without `1.`, `2)`, `A.` or signs before them.
pub(super) fn unnumbered(text: &str) -> &str {
    let bare =
        text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '`' | '[' | '/'));
    let tail = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = tail.len() < bare.len() && tail.starts_with(['.', ')', ':']);
    if counted && tail[1..].starts_with(' ') { tail[1..].trim_start() } else { bare }
}

/// The file that a heading is, where it is nothing else.
fn path_of(text: &str) -> Option<StatedPlace> {
    let bare = text.trim().trim_matches(['`', ':', ' ']);
    let bare = ["File:", "file:", "File", "In"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare)
        .trim_matches([' ', '`']);
    let (places, _) = places::find(bare);
    let place = places.into_iter().next()?;
    let alone = !bare.contains(char::is_whitespace)
        || bare.starts_with(&place.path) && {
            let rest = bare[place.path.len()..].to_lowercase();
            !words::has_any(&rest, &words::ABSENCE)
                && rest.split_whitespace().count() < 4
                && !rest.contains([':', '-', '–', '—'])
        };
    alone.then_some(place)
}
