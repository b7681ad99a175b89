//! From keys to actions: sequences, and the first action that applies.

use std::collections::BTreeMap;

use super::action::{ACTIONS, Action};
use super::key::Key;
use crate::catalog::KeyTable;

/// Which sequences of keys mean which actions.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    /// Sequence and action, in the order of the table of actions.
    bindings: Vec<(Vec<Key>, Action)>,
    /// What of the table could not be used.
    problems: Vec<String>,
}

/// What a few pressed keys mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// The beginning of a longer sequence.
    Prefix,
    /// These actions, the first that applies.
    Actions(Vec<Action>),
    /// Nothing.
    Nothing,
}

impl Keymap {
    /// The map of a table by action names. Unknown names and unreadable keys
    /// become problems, the rest works.
    #[must_use]
    pub fn new(table: &KeyTable) -> Self {
        let mut by_action: BTreeMap<Action, Vec<Vec<Key>>> = BTreeMap::new();
        let mut problems = Vec::new();
        for (name, sequences) in &table.keys {
            let Some(action) = Action::named(name) else {
                problems.push(format!("there is no action {name}"));
                continue;
            };
            for text in sequences {
                match Key::sequence(text) {
                    Some(keys) => by_action.entry(action).or_default().push(keys),
                    None => problems.push(format!("{name}: {text} is not a key")),
                }
            }
        }
        let bindings = by_action
            .into_iter()
            .flat_map(|(action, all)| all.into_iter().map(move |keys| (keys, action)))
            .collect();
        Self { bindings, problems }
    }

    /// What of the table could not be used, a line each.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// What these keys, pressed one after the other, mean.
    #[must_use]
    pub fn meaning(&self, pressed: &[Key]) -> Meant {
        let actions: Vec<_> = self
            .bindings
            .iter()
            .filter(|(keys, _)| keys == pressed)
            .map(|(_, action)| *action)
            .collect();
        if !actions.is_empty() {
            return Meant::Actions(actions);
        }
        let is_prefix = self.bindings.iter().any(|(keys, _)| keys.starts_with(pressed));
        if is_prefix { Meant::Prefix } else { Meant::Nothing }
    }

    /// The first key sequence of an action, as a person writes it.
    #[must_use]
    pub fn key_of(&self, action: Action) -> Option<String> {
        let written = |keys: &[Key]| keys.iter().map(ToString::to_string).collect::<String>();
        self.bindings.iter().find(|(_, bound)| *bound == action).map(|(keys, _)| written(keys))
    }

    /// The first key that is pressed for an action.
    #[must_use]
    pub fn first_key_of(&self, action: Action) -> Option<Key> {
        let (keys, _) = self.bindings.iter().find(|(_, bound)| *bound == action)?;
        keys.first().copied()
    }

    /// What can be pressed after the beginning of a sequence, as a person writes it, in the
    /// order of the table of actions.
    #[must_use]
    pub fn after(&self, pressed: &[Key]) -> Vec<String> {
        let mut next: Vec<String> = Vec::new();
        for (keys, _) in &self.bindings {
            let rest = keys.strip_prefix(pressed).unwrap_or_default();
            let written: String = rest.iter().map(ToString::to_string).collect();
            if !written.is_empty() && !next.contains(&written) {
                next.push(written);
            }
        }
        next
    }

    /// All key sequences of an action, as a person writes them.
    #[must_use]
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|(_, bound)| *bound == action)
            .map(|(keys, _)| keys.iter().map(ToString::to_string).collect::<String>())
            .collect()
    }

    /// Names of actions that have no key.
    #[must_use]
    pub fn without_keys(&self) -> Vec<&'static str> {
        ACTIONS
            .iter()
            .filter(|entry| !self.bindings.iter().any(|(_, bound)| *bound == entry.action))
            .map(|entry| entry.name)
            .collect()
    }
}
