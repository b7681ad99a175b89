//! Labelled lines: `**File:** a.py`, `Severity: high | CWE: 79`.

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Path,
    Line,
    Place,
    Severity,
    Confidence,
    Weakness,
    Rule,
    Category,
    Title,
    Text,
    Remedy,
    Code,
    /// Its words mean nothing without the label.
    Named,
    /// A number of an item, a state, a date.
    Aside,
}

#[rustfmt::skip]
const LABELS: [(Label, &[&str]); 14] = [
    (Label::Path, &[
        "file", "path", "filename", "file path", "module", "affected file", "affected files",
        "files", "source", "file name",
    ]),
    (Label::Line, &[
        "line", "lines", "line number", "line numbers", "line(s)", "line no", "ln",
    ]),
    (Label::Place, &[
        "location", "locations", "where", "place", "affected code", "affected location",
        "file and line", "file/line", "affected component", "file:line", "position",
        "code location",
    ]),
    (Label::Severity, &[
        "severity", "risk level", "priority", "risk rating", "criticality", "severity level",
        "level", "sev", "rating",
    ]),
    (Label::Confidence, &[
        "confidence", "certainty", "likelihood", "confidence level",
    ]),
    (Label::Weakness, &[
        "cwe", "cwe id", "cwe-id", "cwe ids", "cwes", "weakness",
    ]),
    (Label::Rule, &[
        "rule", "rule id", "check id", "check", "rule_id", "test id",
    ]),
    (Label::Category, &[
        "category", "type", "class", "vulnerability type", "owasp", "kind", "bug class",
        "issue type", "owasp category", "vulnerability class", "reference", "asvs",
    ]),
    (Label::Title, &[
        "title", "issue", "vulnerability", "finding", "problem", "name", "defect", "bug",
        "concern", "claim", "summary",
    ]),
    (Label::Text, &[
        "description", "details", "detail", "impact", "risk", "explanation", "message",
        "analysis", "rationale", "observation", "what", "why", "why it matters",
        "exploit scenario", "attack scenario", "comment", "consequence", "potential impact",
        "exploitation", "proof of concept", "note", "security impact", "reason", "scenario",
        "root cause", "why this matters", "background", "potential issue", "issue description",
    ]),
    (Label::Remedy, &[
        "recommendation", "recommendations", "fix", "remediation", "suggestion",
        "suggested fix", "mitigation", "solution", "how to fix", "proposed fix", "remedy",
        "recommended fix", "suggested change", "suggestions", "mitigations", "resolution",
        "action", "recommended action", "proposed solution", "suggested remediation",
    ]),
    (Label::Code, &[
        "code", "snippet", "code snippet", "vulnerable code", "evidence", "example",
        "current code", "relevant code", "problematic code", "quote", "affected lines",
    ]),
    (Label::Named, &[
        "function", "method", "endpoint", "route", "handler", "parameter", "variable",
        "component", "api", "affected function", "functions", "affected endpoint", "endpoints",
        "url", "affected functions", "parameters",
    ]),
    (Label::Aside, &[
        "id", "status", "date", "author", "reviewer", "number", "effort", "#", "no", "count",
        "total", "no.", "cvss", "cvss score", "score", "references",
    ]),
];

/// A line that begins with a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'t> {
    pub label: Label,
    pub name: &'t str,
    pub value: &'t str,
}

/// What a label's words announce.
pub(super) fn label_of(name: &str) -> Option<Label> {
    if name.len() > 60 {
        return None;
    }
    let bare = name
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '(' | ')'))
        .to_lowercase();
    LABELS.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(label, _)| *label)
}

/// The field that a line is.
pub(super) fn split(line: &str) -> Option<Field<'_>> {
    let line = line.trim();
    let colon = line.find(':').filter(|at| *at < 60)?;
    let name = &line[..colon];
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '#'));
    let label = label_of(bare)?;
    let rest = &line[colon + 1..];
    if rest.starts_with(':') || rest.starts_with("//") {
        return None;
    }
    let marked = name.starts_with(['*', '_']) && rest.starts_with(['*', '_']);
    let rest = if marked { rest.trim_start_matches(['*', '_']) } else { rest };
    let value = rest.trim().trim_start_matches("**").trim_start_matches("__").trim();
    // `**File: a.py**` has its mark around both.
    let value = if name.starts_with("**") && !name.ends_with("**") && value.ends_with("**") {
        value.trim_end_matches("**")
    } else {
        value
    };
    Some(Field { label, name: bare, value })
}

/// The fields of a line: one, or several with bars or dots between them.
pub(super) fn all(line: &str) -> Vec<Field<'_>> {
    let Some(first) = split(line) else { return Vec::new() };
    for mark in [" | ", " · ", " • ", "; "] {
        let pieces: Vec<_> = line.split(mark).take(12).collect();
        if pieces.len() > 1 {
            let fields: Vec<_> = pieces.iter().filter_map(|piece| split(piece)).collect();
            if fields.len() == pieces.len() {
                return fields;
            }
        }
    }
    let comma: Vec<_> = line.split(", ").take(12).collect();
    let fields: Vec<_> = comma.iter().filter_map(|piece| split(piece)).collect();
    if comma.len() > 1 && fields.len() == comma.len() { fields } else { vec![first] }
}
