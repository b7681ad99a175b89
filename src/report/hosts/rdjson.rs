//! Reviewdog's diagnostics, for any code host that it speaks to.

use serde_json::{Value, json};

use super::Open;
use crate::model::{Place, Severity};
use crate::report::{Format, RenderError, Report, Style, visible};

/// The format.
pub(in crate::report) struct Rdjson;

impl Format for Rdjson {
    fn name(&self) -> &'static str {
        "rdjson"
    }

    fn about(&self) -> &'static str {
        "diagnostics of reviewdog"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let open = report.open();
        let log = json!({
            "source": { "name": "lineproof" },
            "diagnostics":
                open.iter().filter_map(|open| diagnostic(report, open)).collect::<Vec<_>>(),
        });
        Ok(format!("{log:#}\n"))
    }
}

fn diagnostic(report: &Report<'_>, open: &Open<'_>) -> Option<Value> {
    let place = open.head_place()?;
    let lines: Vec<String> = open.lines(report).iter().map(|line| visible(line)).collect();
    let severity = match open.severity() {
        Severity::Critical | Severity::High => "ERROR",
        Severity::Medium => "WARNING",
        Severity::Low | Severity::Info => "INFO",
    };
    let cwe = open.check.and_then(|check| check.cwe.first());
    let url = cwe.map(|cwe| format!("https://cwe.mitre.org/data/definitions/{cwe}.html"));
    let mut code = json!({ "value": open.finding.check().as_str() });
    if let (Some(url), Some(object)) = (url, code.as_object_mut()) {
        object.insert("url".to_owned(), Value::String(url));
    }
    Some(json!({
        "message": format!("{}\n{}", visible(&open.title()), lines.join("\n")),
        "location": { "path": place.file.as_str(), "range": range(report, place) },
        "severity": severity,
        "code": code,
    }))
}

/// Lines and columns count from 1, columns in bytes of UTF-8; the end is exclusive.
fn range(report: &Report<'_>, place: &Place) -> Value {
    let text = (report.excerpts)(place);
    let column = |line: Option<&str>, chars: u32| {
        let bytes = line.map(|line| line.chars().take(chars as usize).map(char::len_utf8).sum());
        bytes.map(|bytes: usize| bytes + 1)
    };
    let columns = place.columns().zip(text.as_deref()).and_then(|(columns, text)| {
        let start = column(text.lines().next(), columns.start)?;
        Some((start, column(text.lines().last(), columns.end)?))
    });
    match columns {
        Some((start, end)) => json!({
            "start": { "line": place.first_line(), "column": start },
            "end": { "line": place.last_line(), "column": end },
        }),
        None => json!({
            "start": { "line": place.first_line() },
            "end": { "line": place.last_line() },
        }),
    }
}
