//! What is said of a handler whose address is its own permission.

use super::fact::Fact;
use super::items::{Asked, Item};
use super::protection::telling;
use crate::catalog::Check;
use crate::model::{Role, State, Verdict};

impl Asked<'_> {
    /// The item of an effect with a guard. One that a lookup by an unguessable key
    /// answers says so; it is open where other handlers ask more of who looks the
    /// same up by the same key.
    pub(super) fn by_key(
        &self,
        check: &Check,
        subject: Option<String>,
        state: State,
        (effect, guard): (&Fact, &Fact),
    ) -> Item {
        let item = self.answered(check, subject, state, effect, guard);
        let Some(key) = guard.key.as_ref().filter(|_| item.verdict.state == State::Guarded) else {
            return item;
        };
        let (text, name) = (telling(guard).text(), &key.name);
        let mut evidence = item.verdict.evidence.clone();
        let drawn = "its values are drawn so that nobody can guess them";
        evidence.push(key.site.evidence(Role::Step, self.side, drawn));
        let (state, message) = match self.habits.asks_beside_key(guard) {
            None => {
                let message = format!(
                    "`{text}` asks for `{name}`, which nobody can guess: whoever was given the \
                     address may, and nothing more is asked of them."
                );
                (State::Guarded, message)
            }
            Some(other) => {
                let asks = "asks more of whoever looks the same up";
                evidence.push(other.near().evidence(Role::Step, self.side, asks));
                let message = format!(
                    "`{text}` asks for nothing but `{name}`, which nobody can guess; other \
                     handlers that look the same up ask who is calling. Is this address meant as \
                     a key of its own?"
                );
                (State::Unproven, message)
            }
        };
        Item { verdict: Verdict { state, message, evidence, ..item.verdict }, ..item }
    }
}
