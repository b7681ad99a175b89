//! Annotations by workflow commands of GitHub Actions: `::error file=...::message`.

use super::Open;
use crate::model::Severity;
use crate::report::{Format, RenderError, Report, Style, visible};

/// The format.
pub(in crate::report) struct GitHub;

impl Format for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn about(&self) -> &'static str {
        "annotations of GitHub Actions"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        Ok(report.open().iter().map(|open| command(report, open)).collect())
    }
}

fn command(report: &Report<'_>, open: &Open<'_>) -> String {
    let level = match open.severity() {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    };
    let place = open.head_place().map(|place| {
        let file = property(&visible(place.file.as_str()));
        format!("file={file},line={},endLine={},", place.first_line(), place.last_line())
    });
    let title = property(&visible(&open.title()));
    let lines: Vec<String> = open.lines(report).iter().map(|line| visible(line)).collect();
    let text = data(&lines.join("\n"));
    format!("::{level} {}title={title}::{text}\n", place.unwrap_or_default())
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
