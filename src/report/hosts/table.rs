//! Every item as a line of comma-separated values (RFC 4180), for spreadsheets.

use crate::report::{Format, RenderError, Report, Style, visible};

/// The names of the columns.
const COLUMNS: [&str; 14] = [
    "state",
    "check",
    "severity",
    "change",
    "handler",
    "endpoint",
    "file",
    "line",
    "end_line",
    "side",
    "message",
    "cwe",
    "disposition",
    "id",
];

/// The format.
pub(in crate::report) struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "every item as a row, for spreadsheets"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let mut text = row(&COLUMNS.map(str::to_owned));
        for (handler, finding) in report.told() {
            let check = report.catalog.check(finding.check());
            let place = finding.primary();
            let standing = report.standings.of(finding);
            let cwe = check.map_or(&[][..], |check| &check.cwe);
            let cwe: Vec<String> = cwe.iter().map(u32::to_string).collect();
            text.push_str(&row(&[
                finding.state().word().to_owned(),
                finding.check().to_string(),
                report.severity(finding).map(|severity| severity.to_string()).unwrap_or_default(),
                finding.change().map(|change| change.to_string()).unwrap_or_default(),
                visible(finding.handler().as_str()),
                handler.map(|handler| visible(&handler.endpoint())).unwrap_or_default(),
                visible(place.file.as_str()),
                place.first_line().to_string(),
                place.last_line().to_string(),
                place.side().to_string(),
                visible(finding.message()),
                cwe.join(" "),
                standing.map_or("open", |standing| standing.disposition.word()).to_owned(),
                visible(finding.id().as_str()),
            ]));
        }
        Ok(text)
    }
}

/// Fields with commas between them. One that a spreadsheet would take for a formula is
/// led by an apostrophe (CWE-1236).
#[must_use]
pub fn row(fields: &[String]) -> String {
    let field = |text: &String| {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let text = format!("{}{text}", if is_formula { "'" } else { "" });
        match text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    };
    fields.iter().map(field).collect::<Vec<_>>().join(",") + "\r\n"
}
