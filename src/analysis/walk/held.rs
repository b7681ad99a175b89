//! What the result of a call holds by the catalog's rows, what a call takes
//! back, and whether it is for this request at all.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::catalog::{Holds, Model};
use crate::model::FactKind;

impl Walk<'_> {
    /// The result with what the row says it holds.
    pub(super) fn held(&self, model: &Model, external: &Arc<External>, value: Value) -> Value {
        let Some(holds) = model.holds else { return value };
        match holds {
            Holds::ErrorDetail => value.with(Origins::ERROR),
            Holds::Secret => value.with(Origins::CREDENTIAL),
            Holds::Count => value.with(Origins::COUNT | Origins::STORED),
            Holds::Bounded => value.with(Origins::BOUNDED),
            Holds::Listed => match &external.class {
                Some(class) if self.keeps_extra(class) => value,
                _ => value.with(Origins::LISTED),
            },
            Holds::Verdict => {
                Value::unknown(value.origins.except(Origins::ERROR | Origins::CREDENTIAL))
            }
        }
    }

    /// `form.get("password")`: what the key says of the value.
    pub(super) fn told_by_key(&self, path: &str, arguments: &Arguments, value: Value) -> Value {
        let reads = [".get", ".pop", ".getlist"].iter().any(|name| path.ends_with(name));
        match arguments.positional.first().and_then(Value::as_str) {
            Some(key) if reads => {
                let version = self.world.is_version_field(key);
                let value = self.told_by_name(key, value);
                if version { value.with(Origins::VERSION) } else { value }
            }
            _ => value,
        }
    }

    /// Whether the methods that a call lists are those of the handler.
    pub(super) fn is_for_methods(&self, model: &Model, made_with: [&Arguments; 2]) -> bool {
        let Some(name) = model.methods_keyword.as_deref() else { return true };
        let Some(listed) = made_with.iter().find_map(|arguments| arguments.keyword(name)) else {
            return true;
        };
        let Kind::Sequence(parts) = &listed.kind else { return true };
        let listed = |method: &crate::model::Method| {
            parts.iter().any(|part| part.as_str().is_none_or(|name| **name == *method.as_str()))
        };
        self.methods.is_empty() || self.methods.iter().any(listed)
    }

    /// What a call leaves to be read from what it was asked of.
    pub(super) fn tell(&mut self, model: &Model, external: &External, about: Origins) {
        let Some((receiver, _)) = external.path.rsplit_once('.') else { return };
        for name in &model.tells {
            let told = Value::unknown(about.chosen_by() | Origins::STORED);
            self.set_outside.insert(format!("{receiver}.{name}"), told);
        }
    }

    /// Takes back what was done of these kinds before.
    pub(super) fn undo(&mut self, kinds: &[FactKind]) {
        if !self.quiet && !kinds.is_empty() {
            for fact in self.facts.iter_mut().filter(|fact| kinds.contains(&fact.kind)) {
                fact.void = true;
            }
        }
    }

    /// Whether what a row asks of its input comes with the request itself: whoever
    /// sends it asks what they like.
    pub(super) fn asks_as_sent(model: &Model, receiver: Origins, arguments: &Arguments) -> bool {
        let of_receiver = model.form.iter().any(|wanted| wanted == "receiver");
        let asked = if of_receiver { receiver } else { Origins::NONE };
        let asked = asked | arguments.origins_of(&model.form);
        asked.any(Origins::INPUT) && asked.is_unfit()
    }

    /// Takes the handler out of what stands around the program.
    pub(super) fn lift(&mut self, kinds: &[FactKind]) {
        if !self.quiet {
            let around = self.facts.iter_mut().take(self.around);
            around.filter(|fact| kinds.contains(&fact.kind)).for_each(|fact| fact.void = true);
        }
    }

    /// What only takes a handler out of what stands around makes nothing public that
    /// asks who is calling by itself.
    pub(super) fn only_marks(&mut self, model: &Model, noted: usize) {
        if !model.lifts.is_empty() {
            let declared = self.facts.iter_mut().skip(noted);
            let public = declared.filter(|fact| fact.kind == FactKind::PublicDeclared);
            public.for_each(|fact| fact.gate = true);
        }
    }
}

/// Whether a fact that is about certain values only is about these.
pub(super) fn concerns(kind: FactKind, about: Origins) -> bool {
    match kind {
        // A number that was counted in the store was only chosen by the caller.
        FactKind::PageSizeChosen => {
            let counted = about.any(Origins::STORED) && about.way == 0;
            about.any(Origins::BODY | Origins::QUERY) && !counted
        }
        FactKind::SecretLogged => about.any(Origins::CREDENTIAL),
        FactKind::CredentialsTested => about.any(Origins::INPUT | Origins::CREDENTIAL),
        _ => true,
    }
}

/// The parts of a request that can choose what a fact is about: a header says
/// who asks and in which language, not which object.
pub(super) fn choosers(kind: FactKind) -> Origins {
    match kind {
        FactKind::StoreRead
        | FactKind::ObjectLoaded
        | FactKind::ObjectCreated
        | FactKind::ObjectUpdated
        | FactKind::ObjectDeleted => Origins::BODY | Origins::QUERY | Origins::PATH,
        _ => Origins::INPUT,
    }
}

impl Arguments {
    /// The argument at a position (0-based) or under a keyword.
    fn given(&self, wanted: &str) -> Option<&Value> {
        match wanted.parse::<usize>() {
            Ok(position) => self.positional.get(position),
            Err(_) => self.keyword(wanted),
        }
    }

    /// The origins of the arguments at these positions (0-based) or keywords.
    pub(super) fn origins_of(&self, wanted: &[String]) -> Origins {
        wanted
            .iter()
            .filter_map(|name| self.given(name))
            .filter(|value| !matches!(value.kind, Kind::Int(_) | Kind::None | Kind::Bool(_)))
            .fold(Origins::NONE, |all, value| all | value.all_origins())
    }
}
