//! Decisions as a script states them: what is misspelt or has no meaning is refused here,
//! while the log passes over what only a later program understands.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::log_text::plainly;
use super::{Anchor, Date, Operation, Reason, Subject};

/// A decision as it is stated, before it becomes an event with a time, an author and an
/// identity: what a script writes, a line of JSON each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What it is about.
    pub subject: Subject,
    /// What is decided.
    pub operation: Operation,
    /// The place as it is now, where the one who decides knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
}

/// The words that each kind of subject and operation may hold.
const WORDS: &[(&str, &[&str])] = &[
    ("place", &["side", "file", "first", "last"]),
    ("dismiss", &["reason", "text", "until", "of"]),
    ("rate", &["severity", "text"]),
    ("remark", &["kind", "text", "check", "role"]),
    ("note", &["text", "replaces"]),
    ("judge", &["said", "held", "text"]),
    ("reviewed", &["digest"]),
    ("undo", &["event"]),
];

impl Draft {
    /// The decision that a line states on a day.
    ///
    /// # Errors
    /// Why it states none, with the words that would be accepted.
    pub fn read(line: &str, today: Date) -> Result<Self, String> {
        let value: Value = serde_json::from_str(line).map_err(|error| plainly(&error))?;
        known_words(&value)?;
        let draft: Self = serde_json::from_value(value).map_err(|error| plainly(&error))?;
        draft.has_meaning()?;
        draft.is_whole(today)?;
        Ok(draft)
    }

    /// Whether such a thing can be decided about such a subject.
    fn has_meaning(&self) -> Result<(), String> {
        let (about, meant): (_, &[&str]) = match &self.subject {
            Subject::Finding(_) => {
                ("an item", &["confirm", "dismiss", "reopen", "rate", "note", "undo"])
            }
            Subject::Handler(_) => ("a handler", &["reviewed", "unreviewed", "note", "undo"]),
            Subject::Claim(_) => ("a claim", &["judge", "reopen", "note", "undo"]),
            Subject::Place(_) => ("lines", &["remark", "note", "undo"]),
            Subject::Remark(_) => ("a remark", &["confirm", "dismiss", "reopen", "note", "undo"]),
        };
        let word = self.operation.word();
        if meant.contains(&word) {
            return Ok(());
        }
        Err(format!("`{word}` says nothing of {about}; expected one of {}", quoted(meant)))
    }

    /// Whether all is there that it needs.
    fn is_whole(&self, today: Date) -> Result<(), String> {
        let is_empty = |text: &str| text.trim().is_empty();
        match (&self.subject, &self.operation) {
            (_, Operation::Dismiss { reason: Reason::Other, text, .. }) if is_empty(text) => {
                Err("the reason `other` needs a `text`".to_owned())
            }
            (_, Operation::Dismiss { until: Some(until), .. }) if *until < today => {
                Err(format!("`until` is {until}, a day that is over (today is {today}, in UTC)"))
            }
            (_, Operation::Dismiss { reason: Reason::Duplicate, of: None, .. })
                if matches!(self.subject, Subject::Finding(_)) =>
            {
                Err("the reason `duplicate` needs `of`: the item that it repeats".to_owned())
            }
            (_, Operation::Dismiss { reason, of: Some(_), .. }) if *reason != Reason::Duplicate => {
                Err(format!("`of` goes with the reason `duplicate`, not with `{reason}`"))
            }
            (Subject::Finding(item), Operation::Dismiss { of: Some(of), .. }) if item == of => {
                Err("an item is no duplicate of itself; `of` names another".to_owned())
            }
            (_, Operation::Remark { text, .. }) if is_empty(text) => {
                Err("a remark needs a `text`".to_owned())
            }
            (_, Operation::Note { text, .. }) if is_empty(text) && !text.is_empty() => {
                Err("a note needs a `text`; an empty one takes a note away".to_owned())
            }
            _ => self.subject.can_be(self.anchor.as_ref()),
        }
    }
}

/// Whether the subject and the operation hold nothing that would be passed over.
fn known_words(draft: &Value) -> Result<(), String> {
    for part in ["subject", "operation"] {
        let Some(Value::Object(kinds)) = draft.get(part) else { continue };
        for (kind, inner) in kinds {
            let known = WORDS.iter().find(|(name, _)| name == kind).map(|(_, words)| *words);
            let (Some(known), Value::Object(inner)) = (known, inner) else { continue };
            if let Some(odd) = inner.keys().find(|key| !known.contains(&key.as_str())) {
                let known = quoted(known);
                return Err(format!("unknown field `{odd}` in `{kind}`, expected one of {known}"));
            }
        }
    }
    Ok(())
}

/// Words as they are written, between commas.
fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISMISS: &str = r#"{"subject":{"finding":"a@b.py::c"},"operation":{"dismiss":{"reason":"duplicate","text":"x","until":"2030-01-01","of":"d@b.py::c"}}}"#;

    fn read(line: &str) -> Result<Draft, String> {
        Draft::read(line, "2026-06-01".parse().unwrap())
    }

    #[test]
    fn every_word_that_is_written_is_accepted() {
        let lines = [
            DISMISS,
            r#"{"subject":{"finding":"a@b.py::c"},"operation":"confirm"}"#,
            r#"{"subject":{"finding":"a@b.py::c"},"operation":{"rate":{"severity":"high","text":"x"}}}"#,
            r#"{"subject":{"handler":"b.py::c"},"operation":{"reviewed":{"digest":"x"}}}"#,
            r#"{"subject":{"handler":"b.py::c"},"operation":"unreviewed"}"#,
            r#"{"subject":{"handler":"b.py::c"},"operation":{"undo":{"event":"x"}}}"#,
            r#"{"subject":{"place":{"side":"head","file":"b.py","first":1,"last":2}},"operation":{"remark":{"kind":"question","text":"x","check":"access","role":"sink"}}}"#,
            r#"{"subject":{"remark":"x"},"operation":"reopen"}"#,
        ];
        for line in lines {
            let draft = read(line).unwrap();
            let written = serde_json::to_string(&draft).unwrap();
            assert_eq!(read(&written).as_ref(), Ok(&draft), "{line}");
            let given: Value = serde_json::from_str(line).unwrap();
            assert_eq!(serde_json::to_value(&draft).unwrap(), given, "{line}");
        }
    }

    #[test]
    fn what_is_misspelt_or_has_no_meaning_is_refused_with_what_would_be_accepted() {
        for (from, to, said) in [
            ("\"until\"", "\"untill\"", "`untill` in `dismiss`, expected one of `reason`, `text`"),
            ("\"duplicate\",\"text\":\"x\"", "\"other\",\"text\":\" \"", "`other` needs a `text`"),
            ("\"duplicate\"", "\"by-design\"", "`of` goes with the reason `duplicate`"),
            (",\"of\":\"d@b.py::c\"", "", "`duplicate` needs `of`"),
            ("}}}", "", "it ends in the middle of its JSON"),
            ("{\"subject\"", "subject", "it is not JSON, at its character 1"),
            ("2030-01-01", "2026-05-31", "today is 2026-06-01, in UTC"),
            ("d@b.py::c", "a@b.py::c", "no duplicate of itself"),
            ("\"finding\":\"a@b.py::c\"", "\"handler\":\"b.py::c\"", "`dismiss` says nothing of a"),
            ("\"duplicate\"", "\"because\"", "unknown variant `because`"),
            ("\"operation\"", "\"op\"", "unknown field `op`"),
        ] {
            let why = read(&DISMISS.replace(from, to)).unwrap_err();
            assert!(why.contains(said), "{why}");
        }
        assert!(read(&DISMISS.replace("2030-01-01", "2026-06-01")).is_ok(), "today is not over");
    }
}
