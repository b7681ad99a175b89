//! What callers do whom nobody knows yet: open an account, show a token that
//! only its owner was given.

use super::Walk;
use crate::analysis::value::{Arguments, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// Notes that a row with a password of the caller's choice is put into the
    /// store: an account for whoever asks.
    pub(super) fn note_account(&mut self, arguments: &Arguments, range: Range) {
        let has_password = |value: &Value| match &value.kind {
            Kind::Instance(row) => self.fields_of(row).iter().any(|(name, value)| {
                let told = self.world.models.words().told_by(name);
                told.any(Origins::CREDENTIAL)
                    && value.all_origins().any(Origins::BODY)
                    && !value.all_origins().any(Origins::PRINCIPAL)
            }),
            _ => false,
        };
        let opens = arguments.positional.iter().any(has_password);
        if opens && self.is_stranger() {
            self.note(FactKind::AccountOpened, range, arguments.origins(), None);
        }
    }

    /// Notes that rows are looked up by a token that the request brings: who has
    /// none finds none.
    pub(super) fn note_token(&mut self, path: &str, arguments: &Arguments, range: Range) {
        let words = self.world.models.words();
        let shown = arguments
            .keywords
            .iter()
            .any(|(name, value)| words.is_bearer(name) && value.all_origins().any(Origins::BODY));
        if shown && self.world.models.narrows(path) && self.is_stranger() {
            self.note(FactKind::CredentialsTested, range, arguments.origins(), None);
        }
    }

    /// Whether nothing so far has asked who is calling.
    fn is_stranger(&self) -> bool {
        let asks = [FactKind::AuthenticationRequired, FactKind::AccessChecked];
        !self.facts.iter().any(|fact| asks.contains(&fact.kind) && !fact.void)
    }
}
