//! Lookups by a part of the address that nobody can guess.

use std::sync::Arc;

use super::Walk;
use super::clauses::Clause;
use crate::analysis::fact::Reach;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::catalog::Capability;
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// Notes that a lookup names its object by what nobody can guess: whoever
    /// knows it was given it.
    pub(super) fn found_by_key(
        &mut self,
        external: &External,
        arguments: &Arguments,
        range: Range,
        about: Origins,
    ) {
        let Some(class) = external.class.as_ref().filter(|_| !self.quiet) else { return };
        let path = format!("{}()", external.path);
        let frameworks = self.world.models.catalog().frameworks().iter();
        let mut rows = frameworks.filter_map(|rows| rows.capability.as_ref());
        let Some(rows) = rows.find(|rows| rows.finds.matches(&path)) else { return };
        let before = &external.arguments.keywords;
        let given = arguments.keywords.iter().chain(before).filter(|(_, value)| is_of_path(value));
        let Some(key) = given
            .filter_map(|(name, value)| Some((self.world.key_field(rows, class, name)?, value)))
            .next()
        else {
            return;
        };
        let (mut key, by) = (key.0, key.1.origins);
        let count = self.facts.len();
        self.note(FactKind::CapabilityPresented, range, about, Some(404));
        let caught = self.catching_absence(rows);
        let goes_on = caught.is_some_and(Clause::goes_on);
        key.absent = caught.and_then(|clause| clause.site.clone());
        if goes_on {
            self.swallowed.push(FactKind::CapabilityPresented);
        }
        if let Some(fact) = self.facts.get_mut(count) {
            fact.key = Some(Arc::new(key));
            fact.chosen_by = by.selectors();
            fact.reach = if goes_on { Reach::Call } else { Reach::Object };
        }
    }

    /// The clause that is gone into where nothing was found.
    fn catching_absence(&self, rows: &Capability) -> Option<&Clause> {
        let absent = |value: &Value| {
            value.path().is_none_or(|path| {
                let path = path.trim_end_matches("()");
                rows.absent.iter().any(|row| row.matches(path))
            })
        };
        self.tries.iter().rev().find_map(|frame| {
            frame.clauses.iter().find(|one| one.types.is_empty() || one.types.iter().any(absent))
        })
    }
}

/// Whether a value is a part of the path as the caller sent it.
fn is_of_path(value: &Value) -> bool {
    let changed = Origins::STORED | Origins::PRINCIPAL | Origins::ANSWER | Origins::SECRET;
    let as_it_is = match &value.kind {
        Kind::Unknown => true,
        // A part by its annotation, or converted by code that stores nothing.
        Kind::External(external) => {
            external.class.is_none() && external.arguments.values().all(is_of_path)
        }
        _ => false,
    };
    as_it_is && value.origins.only(Origins::INPUT) == Origins::PATH && !value.origins.any(changed)
}
