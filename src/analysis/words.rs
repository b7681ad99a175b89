//! The catalog's words by which programs call things, ready to be looked up.

use std::collections::HashSet;

use crate::catalog::Framework;

/// Words of all frameworks, in small letters.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    bearer: HashSet<String>,
    token: HashSet<String>,
    origin: HashSet<String>,
    public: HashSet<String>,
    not_public_beside: HashSet<String>,
}

impl Vocabulary {
    pub(super) fn of(frameworks: &[Framework]) -> Self {
        let gather = |list: fn(&Framework) -> &Vec<String>| {
            frameworks.iter().flat_map(|rows| list(rows).iter().cloned()).collect()
        };
        // What takes items off the checklist is ours to say.
        let built_in = |list: fn(&Framework) -> &Vec<String>| {
            let ours = frameworks.iter().filter(|rows| rows.by.is_none());
            ours.flat_map(|rows| list(rows).iter().cloned()).collect()
        };
        Self {
            bearer: built_in(|rows| &rows.words.bearer),
            token: gather(|rows| &rows.words.token),
            origin: gather(|rows| &rows.words.origin),
            public: built_in(|rows| &rows.words.public),
            not_public_beside: built_in(|rows| &rows.words.not_public_beside),
        }
    }

    /// Whether a field of this name holds what only its owner was given.
    pub(super) fn is_bearer(&self, name: &str) -> bool {
        self.bearer.contains(&name.to_ascii_lowercase())
    }

    /// Whether a part of the name says that it holds a token against forged requests.
    pub(super) fn is_token(&self, name: &str) -> bool {
        parts(name).any(|part| self.token.contains(&part))
    }

    /// Whether a part of the name says that it holds the site a request comes from.
    pub(super) fn is_origin(&self, name: &str) -> bool {
        parts(name).any(|part| self.origin.contains(&part))
    }

    /// Whether the name of a class says that what stands under it is public.
    pub(super) fn is_public(&self, class: &str) -> bool {
        let parts = class_words(class);
        let other = |at: Option<&String>| at.is_some_and(|it| self.not_public_beside.contains(it));
        parts.iter().enumerate().any(|(at, part)| {
            self.public.contains(part)
                && !other(parts.get(at + 1))
                && !other(at.checked_sub(1).and_then(|before| parts.get(before)))
        })
    }
}

/// The words of the name of a class, in small letters: `BasePublicView`.
fn class_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before_small = false;
    for c in name.chars() {
        match words.last_mut() {
            Some(word) if c.is_alphanumeric() && !(c.is_uppercase() && before_small) => {
                word.extend(c.to_lowercase());
            }
            _ => words.push(c.to_lowercase().filter(|c| c.is_alphanumeric()).collect()),
        }
        before_small = c.is_lowercase();
    }
    words
}

/// The words of a name: `X-CSRF-Token`, `session_state`.
fn parts(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric()).map(str::to_ascii_lowercase)
}
