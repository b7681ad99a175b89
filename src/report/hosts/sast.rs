//! GitLab's security report of static analysis, schema 15.1.4.

use serde_json::{Value, json};

use super::Open;
use crate::model::{NotAnalysed, Severity};
use crate::report::{Format, RenderError, Report, Style, visible};

/// The version of the schema.
const SCHEMA: &str = "15.1.4";

/// The longest description that the schema takes, in chars.
const LONGEST: usize = 1_048_576;

/// The longest name, in chars.
const LONGEST_NAME: usize = 255;

/// The format.
pub(in crate::report) struct Sast;

impl Format for Sast {
    fn name(&self) -> &'static str {
        "gitlab-sast"
    }

    fn about(&self) -> &'static str {
        "GitLab's security report"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let open = report.open();
        let found: Vec<Value> =
            open.iter().filter_map(|open| vulnerability(report, open)).collect();
        // The schema has seconds, without a zone.
        let time: String = report.now.to_string().chars().take(19).collect();
        let tool = json!({
            "id": "lineproof",
            "name": "lineproof",
            "version": env!("CARGO_PKG_VERSION"),
            "vendor": { "name": "lineproof" },
        });
        let messages: Vec<Value> = report.assessment.not_analysed().map(message).collect();
        let log = json!({
            "version": SCHEMA,
            "scan": {
                "analyzer": tool,
                "scanner": tool,
                "type": "sast",
                "status": "success",
                "start_time": time,
                "end_time": time,
                "messages": messages,
            },
            "vulnerabilities": found,
        });
        Ok(format!("{log:#}\n"))
    }
}

fn vulnerability(report: &Report<'_>, open: &Open<'_>) -> Option<Value> {
    let place = open.head_place()?;
    let lines: Vec<String> = open.lines(report).iter().map(|line| visible(line)).collect();
    let description: String = lines.join("\n").chars().take(LONGEST).collect();
    let check = open.finding.check().as_str();
    let mut identifiers = vec![json!({
        "type": "lineproof", "name": format!("lineproof {check}"), "value": check,
    })];
    identifiers.extend(open.check.iter().flat_map(|check| &check.cwe).map(|cwe| {
        json!({
            "type": "cwe",
            "name": format!("CWE-{cwe}"),
            "value": cwe.to_string(),
            "url": format!("https://cwe.mitre.org/data/definitions/{cwe}.html"),
        })
    }));
    let mut location = json!({
        "file": place.file.as_str(),
        "start_line": place.first_line(),
        "end_line": place.last_line(),
    });
    if let (Some(handler), Some(object)) = (open.handler, location.as_object_mut()) {
        object.insert("method".to_owned(), Value::String(visible(&handler.name)));
    }
    Some(json!({
        "id": open.finding.id().as_str(),
        "name": visible(&open.title()).chars().take(LONGEST_NAME).collect::<String>(),
        "description": description,
        "severity": severity(open.severity()),
        "location": location,
        "identifiers": identifiers,
    }))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low => "Low",
        Severity::Info => "Info",
    }
}

fn message(left_out: &NotAnalysed) -> Value {
    let text = format!("Not analysed: {}: {}", left_out.file, left_out.reason);
    json!({ "level": "info", "value": visible(&text) })
}
