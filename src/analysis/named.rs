//! What a name says by itself, whatever bears it: by the words of the catalog,
//! looked up once for each name of a tree.

use std::sync::PoisonError;

use super::value::Origins;
use super::world::World;
use crate::catalog::Framework;

/// What a name says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    version_name: bool,
    version_field: bool,
    service: bool,
    expected: bool,
    right: bool,
    administrator: bool,
    /// What a value is that an attribute or key of this name gives.
    told: Origins,
}

impl World {
    /// Whether a variable of this name holds a version counter.
    pub(super) fn is_version_name(&self, name: &str) -> bool {
        self.said_by(name).version_name
    }

    /// Whether an attribute or key of this name holds a version counter: by its
    /// last word, or by words that say so only there (a bare `version` may be
    /// that of the interface).
    pub(super) fn is_version_field(&self, name: &str) -> bool {
        self.said_by(name).version_field
    }

    /// Whether an attribute of what keeps who asks holds a part of the service.
    pub(super) fn is_service_name(&self, name: &str) -> bool {
        self.said_by(name).service
    }

    /// Whether a keyword tells a write what it has to find in the store.
    pub(super) fn is_expected_name(&self, name: &str) -> bool {
        self.said_by(name).expected
    }

    /// Whether an attribute of who asks says what they may do.
    pub(super) fn is_right_name(&self, name: &str) -> bool {
        self.said_by(name).right
    }

    /// Whether a name says that a caller may touch everybody's objects.
    pub(super) fn is_administrator_name(&self, name: &str) -> bool {
        self.said_by(name).administrator
    }

    /// What an attribute or key of this name says of a value from there.
    pub(super) fn told_by(&self, name: &str) -> Origins {
        self.said_by(name).told
    }

    fn said_by(&self, name: &str) -> Said {
        let known = self.said.read().unwrap_or_else(PoisonError::into_inner).get(name).copied();
        known.unwrap_or_else(|| {
            let said = self.find_said(name);
            self.said.write().unwrap_or_else(PoisonError::into_inner).insert(name.into(), said);
            said
        })
    }

    fn find_said(&self, name: &str) -> Said {
        let frameworks = self.models.catalog().frameworks();
        let is_any = |list: fn(&Framework) -> &Vec<String>, is: &dyn Fn(&str) -> bool| {
            frameworks.iter().flat_map(list).any(|known| is(known))
        };
        let small = name.to_ascii_lowercase();
        let in_small = |known: &str| *known == *small;
        let last_word = |known: &str| {
            small == known || small.strip_suffix(known).is_some_and(|rest| rest.ends_with('_'))
        };
        let exactly = |known: &str| *known == *name;
        Said {
            version_name: is_any(|rows| &rows.version_names, &in_small),
            version_field: is_any(|rows| &rows.version_fields, &in_small)
                || is_any(|rows| &rows.version_names, &last_word),
            service: is_any(|rows| &rows.service_names, &exactly),
            expected: is_any(|rows| &rows.expected_names, &exactly),
            right: is_any(|rows| &rows.right_names, &exactly),
            administrator: is_any(|rows| &rows.administrator_names, &|known| {
                known.eq_ignore_ascii_case(name)
            }),
            told: self.models.words().told_by(name),
        }
    }
}
