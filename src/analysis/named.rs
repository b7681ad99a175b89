//! What a name says by itself, whatever bears it: by the words of the catalog.
//!
//! Asked at every step of every walk, so the words are gathered once; what they say is
//! not remembered for each name, for threads would wait for each other there.

use std::borrow::Cow;

use super::hashed::Map;
use super::value::Origins;
use super::world::World;
use crate::catalog::Framework;

/// The words of all frameworks that tell what bears them.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Of names in small letters.
    small: Map<String, Said>,
    /// Of names as they are written.
    exact: Map<String, Said>,
}

/// What a word says of what bears it as a name.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    version_name: bool,
    version_field: bool,
    service: bool,
    expected: bool,
    right: bool,
    administrator: bool,
    /// What a value is that an attribute or key of this name gives.
    told: Origins,
}

impl Names {
    pub(super) fn of(frameworks: &[Framework]) -> Self {
        let mut names = Self::default();
        for rows in frameworks {
            for word in &rows.version_names {
                names.small.entry(word.clone()).or_default().version_name = true;
            }
            for word in &rows.version_fields {
                names.small.entry(word.clone()).or_default().version_field = true;
            }
            for word in &rows.administrator_names {
                let said = names.small.entry(word.to_ascii_lowercase()).or_default();
                said.administrator = true;
            }
            for word in &rows.words.secret {
                names.small.entry(word.clone()).or_default().told |= Origins::CREDENTIAL;
            }
            for word in &rows.words.count {
                names.small.entry(word.clone()).or_default().told |= Origins::COUNT;
            }
            for word in &rows.service_names {
                names.exact.entry(word.clone()).or_default().service = true;
            }
            for word in &rows.expected_names {
                names.exact.entry(word.clone()).or_default().expected = true;
            }
            for word in &rows.right_names {
                names.exact.entry(word.clone()).or_default().right = true;
            }
        }
        names
    }

    /// What is said of a name, in capitals or not.
    fn small(&self, name: &str) -> Said {
        self.small.get(&*in_small(name)).copied().unwrap_or_default()
    }

    /// What is said of a name as it is written.
    fn exact(&self, name: &str) -> Said {
        self.exact.get(name).copied().unwrap_or_default()
    }

    /// Whether a field of this name holds a version counter.
    fn is_version_field(&self, name: &str) -> bool {
        let name = in_small(name);
        let says = |word: &str| self.small.get(word).is_some_and(|said| said.version_name);
        let field = self.small.get(&*name).is_some_and(|said| said.version_field);
        field || says(&name) || name.match_indices('_').any(|(at, _)| says(&name[at + 1..]))
    }
}

fn in_small(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

impl World {
    /// Whether a variable of this name holds a version counter.
    pub(super) fn is_version_name(&self, name: &str) -> bool {
        self.models.said().small(name).version_name
    }

    /// Whether an attribute or key of this name holds a version counter: by its
    /// last word, or by words that say so only there (a bare `version` may be
    /// that of the interface).
    pub(super) fn is_version_field(&self, name: &str) -> bool {
        self.models.said().is_version_field(name)
    }

    /// Whether an attribute of what keeps who asks holds a part of the service.
    pub(super) fn is_service_name(&self, name: &str) -> bool {
        self.models.said().exact(name).service
    }

    /// Whether a keyword tells a write what it has to find in the store.
    pub(super) fn is_expected_name(&self, name: &str) -> bool {
        self.models.said().exact(name).expected
    }

    /// Whether an attribute of who asks says what they may do.
    pub(super) fn is_right_name(&self, name: &str) -> bool {
        self.models.said().exact(name).right
    }

    /// Whether a name says that a caller may touch everybody's objects.
    pub(super) fn is_administrator_name(&self, name: &str) -> bool {
        self.models.said().small(name).administrator
    }

    /// What an attribute or key of this name says of a value from there.
    pub(super) fn told_by(&self, name: &str) -> Origins {
        self.models.said().small(name).told
    }
}
