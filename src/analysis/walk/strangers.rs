//! What callers do whom nobody knows yet: open an account, show a token that
//! only its owner was given.

use super::Walk;
use crate::analysis::value::{Arguments, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Range};

impl Walk<'_> {
    /// Notes that a row with a password of the caller's choice is put into the
    /// store: an account for whoever asks.
    pub(super) fn note_account(&mut self, arguments: &Arguments, range: Range) {
        let has_password = |value: &Value| match &value.kind {
            Kind::Instance(row) => self.fields_of(row).iter().any(|(name, value)| {
                let told = self.world.told_by(name);
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

    /// A test that refuses: where the program keeps for those it lets in unknown
    /// what says yes to it, whoever comes by is known.
    pub(super) fn refuses_strangers(&mut self, test: &Expr) {
        let ExprKind::Attribute(kept, name) = &test.kind else { return };
        if self.quiet {
            return;
        }
        let key = self.key_of(kept, true);
        let kept = key.and_then(|key| self.world.kept_under(&key));
        if kept.is_some_and(|kept| kept.says_of_strangers(name)) {
            let kind = FactKind::AuthenticationRequired;
            self.note(kind, test.range, Origins::PRINCIPAL, None);
        }
    }

    /// The key under which the program keeps what an expression asks for: of the
    /// request, `request.context`, or a name for it.
    fn key_of(&mut self, kept: &Expr, named: bool) -> Option<String> {
        match &kept.kind {
            ExprKind::Attribute(object, name) => {
                let quiet = std::mem::replace(&mut self.quiet, true);
                let object = self.expression(object);
                self.quiet = quiet;
                let path = match &object.kind {
                    Kind::Instance(one) => format!("{}()", self.world.outside_base(&one.class)?),
                    _ => object.path()?.to_owned(),
                };
                self.world.keyed_path(&format!("{path}.{name}"))
            }
            ExprKind::Name(name) if named => {
                let assigned = self.assigned_once(name, kept.range)?;
                self.key_of(&assigned, false)
            }
            _ => None,
        }
    }

    /// Whether nothing so far has asked who is calling.
    fn is_stranger(&self) -> bool {
        let asks = [FactKind::AuthenticationRequired, FactKind::AccessChecked];
        !self.facts.iter().any(|fact| asks.contains(&fact.kind) && !fact.void)
    }
}
