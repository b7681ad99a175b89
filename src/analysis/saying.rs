//! What a fact is said to be, in evidence.

use super::fact::{Fact, Reach};
use super::value::Origins;
use crate::model::FactKind;

/// What a kind of fact means, as a phrase.
pub(super) fn phrase(kind: FactKind) -> String {
    let meaning = kind.meaning().trim_end_matches('.');
    let mut chars = meaning.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What an effect does: of an answer in which nothing of the store is known to be,
/// no more than that it is one.
pub(super) fn effect_says(effect: &Fact) -> String {
    let stored = effect.about.any(Origins::STORED | Origins::PRINCIPAL);
    let says = match effect.kind {
        FactKind::ResponseSent if !stored => "sends a body".to_owned(),
        kind => phrase(kind),
    };
    credited(says, effect)
}

pub(super) fn guard_says(guard: &Fact) -> String {
    let says = match guard.status {
        Some(status) => format!("refuses with {status}"),
        // What reads forms alone finds nothing in a body of another type.
        None if guard.kind == FactKind::ContentTypeRequired && guard.test.is_none() => {
            "leaves a request body of another media type unread, or refuses it".to_owned()
        }
        None if is_own_condition(guard) => {
            "names the version that it has to find: what was changed since stays as it is"
                .to_owned()
        }
        None if only_looks(guard) => "looks only among what is the caller's own".to_owned(),
        None => without_status(phrase(guard.kind)),
    };
    credited(says, guard)
}

/// Whether a guard is the condition of the very write that it guards.
fn is_own_condition(guard: &Fact) -> bool {
    guard.kind == FactKind::VersionCompared && guard.reach == Reach::Call && guard.bare > 0
}

/// Whether a guard turns nobody away itself: what is looked for is the caller's own.
fn only_looks(guard: &Fact) -> bool {
    guard.kind == FactKind::ObjectAccessChecked
        && guard.reach == Reach::Object
        && guard.test.is_none()
        && !guard.gate
        && guard.about.any(Origins::PRINCIPAL)
}

/// The same without the statuses that such guards refuse with elsewhere: which one
/// this gives is not known.
fn without_status(says: String) -> String {
    let numbered = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match says.split_once(" (") {
        Some((before, inside)) if numbered(inside) => {
            let owned = inside.contains("among their own");
            if owned {
                format!("{before}, or looks only among their own")
            } else {
                before.to_owned()
            }
        }
        _ => says,
    }
}

/// The same with the row of a user's that says so.
fn credited(says: String, fact: &Fact) -> String {
    match &fact.by {
        Some(by) => format!("{says}, by {by}"),
        None => says,
    }
}
