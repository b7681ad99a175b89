//! What people hold of an item, in words.

use crate::review::{Disposition, Lapse, Standing, Timestamp};

/// The last word about an item, and the remarks on it; a line each.
pub(super) fn held(standing: &Standing) -> Vec<String> {
    let decided = standing.decision.as_ref().map(|decision| {
        // That it is to be looked at again is no word of the one who decided.
        let word = match &standing.disposition {
            Disposition::NeedsReview => format!("needs review: {}", said(&decision.disposition)),
            disposition => said(disposition),
        };
        let until = decision.until.map_or(String::new(), |until| format!(", until {until}"));
        let overruled = decision.overruled().map_or(String::new(), |past| {
            let word = past.disposition.words();
            format!(" (before: {word}, said {} on {})", past.author, day(past.time))
        });
        format!("{word}{until}, says {} on {}{overruled}", decision.author, day(decision.time))
    });
    let lapse = standing.lapse.as_ref().map(Lapse::sentence);
    let was = standing.was.as_ref().filter(|_| lapse.is_none()).map(|was| {
        let lines: Vec<&str> = was.lines().map(str::trim).collect();
        format!("said of lines that read: {}", lines.join(" ⏎ "))
    });
    let notes = standing
        .notes
        .iter()
        .map(|note| format!("{} notes on {}: {}", note.author, day(note.time), note.text));
    let rated = standing.rating.as_ref().map(|rating| {
        let why = if rating.text.is_empty() { String::new() } else { format!(": {}", rating.text) };
        format!("{} severity{why}, says {} on {}", rating.severity, rating.author, day(rating.time))
    });
    decided.into_iter().chain(lapse).chain(was).chain(rated).chain(notes).collect()
}

fn said(disposition: &Disposition) -> String {
    match disposition {
        Disposition::Dismissed { reason, text } if text.is_empty() => {
            format!("dismissed ({reason})")
        }
        Disposition::Dismissed { reason, text } => format!("dismissed ({reason}): {text}"),
        other => other.words().to_owned(),
    }
}

/// The day of a point in time.
pub(super) fn day(time: Timestamp) -> String {
    time.to_string().chars().take(10).collect()
}
