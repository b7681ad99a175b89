//! What a handler loses by a change, in one sentence.

use super::visible;
use crate::model::{Finding, Handler, Side, State, TakenBy};

/// How much of a commit's id is shown, in hexadecimal digits.
const SHORT: usize = 9;

/// `loses access (was line 94); weakens redirect (line 100)`; none where nothing
/// was lost. Lines are 1-based.
#[must_use]
pub fn losses<'a>(
    handler: &Handler,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Option<String> {
    let (mut lost, mut weaker) = (Vec::new(), Vec::new());
    for finding in findings {
        let place = finding.primary();
        let file = match place.file == handler.place.file {
            true => "line ".to_owned(),
            false => format!("{}:", place.file),
        };
        let was = if place.side() == Side::Base { "was " } else { "" };
        let words = format!("{} ({was}{file}{})", finding.check(), place.first_line());
        match finding.state() {
            State::Removed => lost.push(words),
            State::Weakened => weaker.push(words),
            _ => {}
        }
    }
    let part = |verb: &str, words: Vec<String>| {
        (!words.is_empty()).then(|| format!("{verb} {}", words.join(", ")))
    };
    let parts: Vec<String> =
        [part("loses", lost), part("weakens", weaker)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| visible(&parts.join("; ")))
}

/// `9a8749e12 Rework the boats`, or that it is not committed.
#[must_use]
pub fn taken_by(by: &TakenBy) -> String {
    match by {
        TakenBy::Commit { id, subject } => {
            let short: String = id.chars().take(SHORT).collect();
            format!("{short} {}", visible(subject)).trim_end().to_owned()
        }
        TakenBy::Uncommitted => "what is not committed yet".to_owned(),
    }
}
