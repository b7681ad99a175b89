//! Decisions in a SARIF log that lineproof wrote, as lines of the log of decisions.

use serde_json::Value;

use super::log_text::MARK;

/// The decisions in a SARIF log, a line each as in the log of decisions, those of results
/// first; none where the bytes are no SARIF log.
#[must_use]
pub fn decisions_in_sarif(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace())?;
    if *start != b'{' {
        return None;
    }
    let log: Value = serde_json::from_slice(bytes).ok()?;
    let runs = log.get("runs")?.as_array()?;
    let all = |value: &Value| value["properties"]["decisions"].as_array().cloned();
    let of_run = |run: &Value| {
        let results = run["results"].as_array().into_iter().flatten().filter_map(all);
        results.chain(all(run)).flatten().collect::<Vec<_>>()
    };
    Some(runs.iter().flat_map(of_run).map(|event| format!("{event}\n")).collect())
}
