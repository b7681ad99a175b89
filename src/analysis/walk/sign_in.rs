//! Redirects that turn away whoever is not known yet: they lead to where one
//! signs in.

use super::Walk;
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

/// Words in code that names where one signs in.
const SIGN_IN: [&str; 8] =
    ["login", "log_in", "log-in", "signin", "sign_in", "sign-in", "authenticate", "authorize"];

/// What a test must be about for a redirect to be an answer to who asks.
const WHO_ASKS: Origins =
    Origins::PRINCIPAL.and(Origins::CALLER).and(Origins::DECIDES_AUTHENTICATION);

impl Walk<'_> {
    /// Whether a value is an answer that sends the caller on.
    pub(super) fn is_redirect(&self, value: &Value) -> bool {
        let Kind::External(external) = &value.kind else { return false };
        let row = self.world.models.reader(&external.path, false, &external.arguments);
        row.is_some_and(|row| row.reads == FactKind::RedirectSent)
    }

    /// Whether a redirect here sends on those of whom a test found that they are
    /// not known: to sign in, or wherever, when that is what was asked.
    pub(super) fn leads_to_sign_in(&self, range: Range) -> bool {
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let own = if self.conditions.len() > base { base } else { 0 };
        let Some((at, kind)) = self.deciding_test(own, Some(401), None) else { return false };
        let test = &self.conditions[at];
        let decided = test.origins.any(Origins::DECIDES_AUTHENTICATION);
        let named = || {
            let text = self.text(range).to_ascii_lowercase();
            // `go_on_after_login()` leads those on who have signed in.
            let leads = |at: usize| !text[..at].trim_end_matches(['_', '-']).ends_with("after");
            SIGN_IN.iter().any(|word| text.match_indices(word).any(|(at, _)| leads(at)))
        };
        kind == FactKind::AuthenticationRequired
            && !test.affirms
            && test.origins.any(WHO_ASKS)
            && (decided || named())
    }

    /// The answer, which is put together step by step, sends the caller to sign
    /// in from now on.
    pub(super) fn sent_to_sign_in(&mut self, range: Range) {
        if !self.quiet && self.leads_to_sign_in(range) {
            self.answer_with(Some(401), range);
        }
    }
}
