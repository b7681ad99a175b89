//! Decisions in words, safe to show whoever wrote them.

use crate::report::visible;
use crate::review::{Event, Operation, Record, Subject};

/// A line for a decision that is handed on: when, who, what, and what about.
pub(super) fn line(record: &Record) -> String {
    let Some(event) = record.event() else {
        return format!("{} written by a newer lineproof", visible(record.id().as_str()));
    };
    let time: String = event.time.to_string().chars().take(16).collect();
    let (author, what) = (visible(&event.author), operation(event));
    format!("{} {author}: {what}: {}", time.replace('T', " "), subject(&event.subject))
}

/// What a decision is about.
pub(super) fn subject(subject: &Subject) -> String {
    visible(&match subject {
        Subject::Finding(id) => id.as_str().to_owned(),
        Subject::Handler(id) => id.as_str().to_owned(),
        Subject::Claim(key) => format!("claim {key}"),
        Subject::Remark(id) => format!("remark {id}"),
        Subject::Place(place) if place.first == place.last => {
            format!("{}:{}", place.file, place.first)
        }
        Subject::Place(place) => format!("{}:{}-{}", place.file, place.first, place.last),
    })
}

/// What is decided.
fn operation(event: &Event) -> String {
    let with = |what: String, text: &str| {
        if text.is_empty() { what } else { format!("{what}: {}", visible(text)) }
    };
    match &event.operation {
        Operation::Confirm => "confirmed".to_owned(),
        Operation::Dismiss { reason, text, until, of } => {
            let of =
                of.as_ref().map_or(String::new(), |of| format!(" of {}", visible(of.as_str())));
            let until = until.map_or(String::new(), |until| format!(" until {until}"));
            with(format!("dismissed ({reason}{of}{until})"), text)
        }
        Operation::Rate { severity: Some(severity), text } => {
            with(format!("rated {severity}"), text)
        }
        Operation::Rate { severity: None, text } => {
            with("rated as its check says".to_owned(), text)
        }
        Operation::Remark { kind, text, .. } => with(format!("own {}", kind.word()), text),
        Operation::Note { text, .. } if text.is_empty() => "note taken away".to_owned(),
        Operation::Note { text, .. } => with("note".to_owned(), text),
        Operation::Judge { said, held, text } if said == held => {
            with(format!("verdict confirmed ({})", held.word()), text)
        }
        Operation::Judge { held, text, .. } => {
            with(format!("verdict overruled ({})", held.word()), text)
        }
        Operation::Reopen => "open again".to_owned(),
        Operation::Reviewed { .. } => "reviewed".to_owned(),
        Operation::Unreviewed => "to be reviewed again".to_owned(),
        Operation::Undo { event } => format!("takes back {}", visible(event.as_str())),
    }
}

/// `1 decision`, `3 decisions`: of what holds.
pub(super) fn decisions(count: usize) -> String {
    if count == 1 { "1 decision".to_owned() } else { format!("{count} decisions") }
}

/// `1 event`, `3 events`: of what is written down, what takes something back included.
pub(super) fn events(count: usize) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}
