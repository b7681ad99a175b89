//! GitLab's code quality report: an array of issues in the manner of Code Climate.

use serde_json::{Value, json};

use super::Open;
use crate::model::Severity;
use crate::report::{Format, RenderError, Report, Style, visible};

/// The format.
pub(in crate::report) struct CodeQuality;

impl Format for CodeQuality {
    fn name(&self) -> &'static str {
        "gitlab"
    }

    fn about(&self) -> &'static str {
        "GitLab's code quality report"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let open = report.open();
        let issues: Vec<Value> = open.iter().filter_map(|open| issue(report, open)).collect();
        Ok(format!("{:#}\n", Value::Array(issues)))
    }
}

/// An issue; none where nothing of its handler is left to show it on.
fn issue(report: &Report<'_>, open: &Open<'_>) -> Option<Value> {
    let place = open.head_place()?;
    let lines: Vec<String> = open.lines(report).iter().map(|line| visible(line)).collect();
    let severity = match open.severity() {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    };
    Some(json!({
        "description": format!("{}. {}", visible(&open.title()), lines.join(" ")),
        "check_name": open.finding.check().as_str(),
        "fingerprint": open.finding.id().as_str(),
        "severity": severity,
        "location": {
            "path": place.file.as_str(),
            "lines": { "begin": place.first_line(), "end": place.last_line() },
        },
    }))
}
