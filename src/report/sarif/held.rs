//! What people hold of an item, as suppressions (SARIF 2.1.0, section 3.35).

use serde_json::{Value, json};

use crate::report::visible;
use crate::review::{Disposition, Standing};

/// The suppressions of an item that was decided: accepted where it is dismissed, under
/// review where its lines changed since. An item that nobody decided has none.
pub(super) fn suppressions(standing: &Standing) -> Option<Value> {
    let decision = standing.decision.as_ref()?;
    let (status, why) = match (&standing.disposition, &decision.disposition) {
        (Disposition::Dismissed { reason, text }, _) => ("accepted", words(reason.word(), text)),
        (Disposition::NeedsReview, Disposition::Dismissed { reason, text }) => {
            ("underReview", words(reason.word(), text))
        }
        _ => return Some(json!([])),
    };
    Some(json!([{
        "kind": "external",
        "status": status,
        "justification": why,
        "properties": { "by": visible(&decision.author), "at": decision.time.to_string() },
    }]))
}

fn words(reason: &str, text: &str) -> String {
    if text.is_empty() { reason.to_owned() } else { format!("{reason}: {}", visible(text)) }
}
