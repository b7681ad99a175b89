//! Functions whose answer lets a caller come by.

use super::Walk;
use crate::analysis::value::{Arguments, Origins, Value};
use crate::catalog::Model;
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// Asks a function whether the caller may come by; one that always says yes
    /// refuses nobody, and one that asks only whether they are known no more.
    pub(super) fn lets_pass(&mut self, model: &Model, test: Value, range: Range) {
        let given = model.runs_with.iter().map(|path| Value::external(path.as_str()));
        let given = Arguments { positional: given.collect(), ..Arguments::default() };
        let answer = self.call_value(test, given, range);
        if answer.truth() == Some(true) {
            return;
        }
        let origins = answer.all_origins();
        let rights = Origins::DECIDES_ACCESS | Origins::DECIDES_OBJECT | Origins::STORED;
        let known = origins.any(Origins::DECIDES_AUTHENTICATION) && !origins.any(rights);
        let kind = if known { FactKind::AuthenticationRequired } else { FactKind::AccessChecked };
        self.note(kind, range, origins, Some(403));
        // Whoever may touch everybody's may touch this one.
        if origins.any(Origins::OVER_ALL) {
            self.note(FactKind::ObjectAccessChecked, range, origins, Some(403));
        }
    }
}
