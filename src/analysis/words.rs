//! The catalog's words by which programs call things, ready to be looked up.

use std::collections::HashSet;

use super::value::Origins;
use crate::catalog::Framework;

/// Words of all frameworks, in small letters.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    secret: HashSet<String>,
    count: HashSet<String>,
    token: HashSet<String>,
    origin: HashSet<String>,
}

impl Vocabulary {
    pub(super) fn of(frameworks: &[Framework]) -> Self {
        let gather = |list: fn(&Framework) -> &Vec<String>| {
            frameworks.iter().flat_map(|rows| list(rows).iter().cloned()).collect()
        };
        Self {
            secret: gather(|rows| &rows.words.secret),
            count: gather(|rows| &rows.words.count),
            token: gather(|rows| &rows.words.token),
            origin: gather(|rows| &rows.words.origin),
        }
    }

    /// What an attribute or key of this name says of a value from there.
    pub(super) fn told_by(&self, name: &str) -> Origins {
        let name = name.to_ascii_lowercase();
        let mut told = Origins::NONE;
        if self.secret.contains(&name) {
            told |= Origins::CREDENTIAL;
        }
        if self.count.contains(&name) {
            told |= Origins::COUNT;
        }
        told
    }

    /// Whether a part of the name says that it holds a token against forged requests.
    pub(super) fn is_token(&self, name: &str) -> bool {
        parts(name).any(|part| self.token.contains(&part))
    }

    /// Whether a part of the name says that it holds the site a request comes from.
    pub(super) fn is_origin(&self, name: &str) -> bool {
        parts(name).any(|part| self.origin.contains(&part))
    }
}

/// The words of a name: `X-CSRF-Token`, `session_state`.
fn parts(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric()).map(str::to_ascii_lowercase)
}
