//! Queries that are kept to the caller's own rows: where that was said, however far
//! from where they are run.

use super::Walk;
use crate::analysis::fact::Site;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// A call made something of a query: where that was kept to the caller's own,
    /// by this call or before.
    pub(super) fn keeps_to_own(
        &mut self,
        (path, from, made): (&str, &External, u32),
        arguments: &Arguments,
        range: Range,
    ) {
        if self.quiet {
            return;
        }
        let own = || arguments.origins().any(Origins::PRINCIPAL);
        let way = match self.kept_before(from.number, arguments) {
            Some(way) => way,
            None if self.world.models.sorts(path) && own() => self.trail_to(range),
            None => return,
        };
        if !way.is_empty() {
            self.kept_to.insert(made, way);
        }
    }

    /// Where the query that a call runs was kept to the caller's own, unless it is
    /// so in the call itself.
    pub(super) fn kept_elsewhere(
        &self,
        from: &External,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Vec<Site>> {
        let way = self.kept_before(from.number, arguments)?;
        let (said, here) = (way.last()?, self.site(range)?);
        let inside = said.file.path == here.file.path && here.range.contains(said.range);
        (!inside).then_some(way)
    }

    fn kept_before(&self, number: u32, arguments: &Arguments) -> Option<Vec<Site>> {
        let given = arguments.positional.iter().filter_map(number_of);
        let mut numbers = std::iter::once(number).chain(given);
        numbers.find_map(|number| self.kept_to.get(&number).cloned())
    }
}

/// The number of what is reached from outside the tree.
pub(super) fn number_of(value: &Value) -> Option<u32> {
    match &value.kind {
        Kind::External(external) => Some(external.number),
        _ => None,
    }
}
