//! Code outside the tree: what reading or calling it does, by the catalog's rows.

use std::sync::Arc;

use super::Walk;
use super::handed::looks_only;
use super::readers::answers;
use crate::analysis::fact::Fact;
use crate::analysis::kept::Kept;
use crate::analysis::refused::Refused;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

/// Methods that give a text in another form: what they are given names no part of it.
const FORMS: [&str; 5] = [".decode", ".encode", ".strip", ".lstrip", ".rstrip"];

impl Walk<'_> {
    /// `receiver.name` where the receiver is outside the tree.
    pub(super) fn external_attribute(
        &mut self,
        receiver: &Value,
        name: &str,
        range: Range,
    ) -> Value {
        let Kind::External(external) = &receiver.kind else { return Value::UNKNOWN };
        if let Some(described) = self.world.described_method(&external.path, name) {
            return described;
        }
        let path = [&*external.path, ".", name].concat();
        let mut value = extended(external, path, Arguments::default());
        // What a row takes for proof is an answer, whatever the value was made fit for.
        let proves = value.path().and_then(|path| self.world.models.proof(path));
        if proves.is_some_and(|proof| !proof.compared) {
            value = value.with(Origins::ANSWER);
        }
        self.read_external(value, range)
    }

    /// `receiver[key]` where the receiver is outside the tree; an empty key is
    /// one that is not known.
    pub(super) fn external_item(&mut self, receiver: &Value, key: &str, range: Range) -> Value {
        let Kind::External(external) = &receiver.kind else { return Value::UNKNOWN };
        let path = [&*external.path, "[", key, "]"].concat();
        let value = extended(external, path, Arguments::default());
        self.read_external(value, range)
    }

    /// What reading an access path gives and does.
    pub(super) fn read_external(&mut self, value: Value, range: Range) -> Value {
        let Kind::External(external) = &value.kind else { return value };
        let world = self.world;
        let key = world.keyed_path(&external.path);
        let mut value = value.clone();
        if key.as_ref().is_some_and(|key| world.is_principal_key(key)) {
            value = value.with(Origins::PRINCIPAL);
        }
        // What is known to the letter is no input: the path of a route without
        // parts, the group of a route that is in none.
        if let Some(known) = self.set_outside.get(&*external.path)
            && (known.as_str().is_some() || is_settled_none(known))
        {
            return known.clone();
        }
        let models = world.models.reading(&external.path, &Arguments::default());
        let known = self.set_outside.get(&*external.path).cloned();
        if let Some(model) = models.first() {
            let receiver = value.origins;
            let value =
                self.apply(model, external, (value, receiver), &Arguments::default(), range);
            return match known {
                Some(Value { kind: kind @ Kind::Sequence(_), .. }) => Value { kind, ..value },
                _ => value,
            };
        }
        let origins = known.as_ref().map_or(Origins::NONE, |known| known.origins) | value.origins;
        let kept = key.and_then(|key| world.kept_under(&key));
        let all = kept.as_ref().map_or(origins, |kept| kept.value.origins | origins);
        if self.body_kept && self.in_handler() && all.any(Origins::BODY) && all.is_unfit() {
            self.note(FactKind::BodyRead, range, all, None);
        }
        if let Some(kept) = kept {
            self.take_over(&kept, range);
            self.heap.extend(kept.heap.iter().map(|(at, value)| (at.clone(), value.clone())));
            return kept.value.clone().with(origins);
        }
        known.unwrap_or(value).with(origins)
    }

    /// Calls an access path.
    pub(in crate::analysis) fn call_external(
        &mut self,
        external: &Arc<External>,
        receiver_origins: Origins,
        arguments: Arguments,
        range: Range,
    ) -> Value {
        let refined = std::mem::take(&mut self.refined);
        if let Some((function, arguments)) = self.bound(external, &arguments) {
            return self.call_value(function, arguments, range);
        }
        let path: Arc<str> = [&*external.path, "()"].concat().into();
        // A text as a text is that text.
        if let ("builtins.str()", [only]) = (&*path, arguments.positional.as_slice())
            && only.as_str().is_some()
        {
            return only.clone();
        }
        if path.ends_with(".__init__()") {
            self.passed_on = Some(arguments.clone());
        }
        if let Some(value) = self.address_parts(&path, &arguments, range) {
            return value;
        }
        let given = self.passed(&path, receiver_origins, &arguments, range);
        // Conversions keep what they convert: `str(row.generation)`.
        let converts = path.starts_with("builtins.");
        let mut origins = if converts { given } else { given.passed_on() };
        if let Some(reads) = self.read_by(&path, (external, receiver_origins), &arguments, range)
            && answers(reads)
        {
            origins = origins.chosen_by();
        }
        origins |= self.drawn(&path, &arguments);
        if self.world.models.narrows(&path) && arguments.keywords.iter().any(names_a_state) {
            origins |= Origins::STATE;
        }
        self.note_token(&path, &arguments, range);
        let words = self.world.models.words();
        let named = arguments.keywords.iter();
        if named
            .clone()
            .any(|(name, value)| words.is_bearer(name) && value.all_origins().any(Origins::INPUT))
        {
            origins |= Origins::BY_TOKEN;
        }
        self.kept_as(path.rsplit('.').next().unwrap_or(&path), arguments.origins());
        self.survived(&path, receiver_origins, &arguments.positional, range);
        // What is asked of a list of fields has no more of them.
        origins |= receiver_origins.only(Origins::LISTED);
        let world = self.world;
        let models = world.models.reading(&path, &arguments);
        let external = &world.about_class(external, &arguments);
        let mut value = extended(external, Arc::clone(&path), arguments.clone()).with(origins);
        if let Kind::External(made) = &mut value.kind
            && let Some(made) = Arc::get_mut(made)
        {
            made.number = self.world.next_object();
            let number = made.number;
            self.keeps_to_own((&path, external, number), &arguments, range);
            self.finds_new_row(number, &path, &arguments);
            if self.shipped.contains(&external.number) {
                self.shipped.push(number);
            }
        }
        let key = arguments.positional.first().and_then(Value::as_str).cloned();
        let value = match models.first() {
            Some(model) if model.lazy && refined => self.result(model, external, value, &arguments),
            Some(model) => {
                self.apply(model, external, (value, receiver_origins), &arguments, range)
            }
            None => {
                if !looks_only(&external.path) {
                    self.call_back(&arguments, range);
                }
                let value = self.told_by_key(&external.path, &arguments, value);
                self.guess_instance(external, value)
            }
        };
        let casts = models.first().is_some_and(|model| model.returns.as_deref() == Some("cast"));
        let in_form = casts || FORMS.iter().any(|name| external.path.ends_with(name));
        match key.filter(|_| !in_form) {
            Some(key) => value.selected_by(&key),
            None => value,
        }
    }

    /// What happened before a kept value was kept has happened here as well.
    fn take_over(&mut self, kept: &Kept, range: Range) {
        let way = self.trail_to(range);
        if self.quiet || way.is_empty() {
            return;
        }
        self.note_entered_at(&kept.by, &way);
        let asks = |fact: &&Fact| fact.kind == FactKind::AuthenticationRequired;
        for fact in kept.facts.iter().filter(asks) {
            let mut fact = fact.clone();
            fact.trail = way.iter().cloned().chain(fact.trail).collect();
            self.order += 1;
            fact.order = self.order;
            // However often what was kept is taken, it was asked once.
            let refused = Refused::by_test(&fact)
                .filter(|one| !self.refused.iter().any(|all| all.deciding().same(one.deciding())));
            self.refused.extend(refused);
            self.facts.push(fact);
        }
    }
}

/// Whether this is nothing, and was so before the program ran.
pub(super) fn is_settled_none(value: &Value) -> bool {
    matches!(value.kind, Kind::None) && value.origins.any(Origins::SETTING)
}

/// Whether a field must have a value that stands in the code, in words: numbers
/// and truth values mostly leave out what was deleted.
fn names_a_state((_, value): &(Arc<str>, Value)) -> bool {
    matches!(value.kind, Kind::Str(_))
        && !value.origins.any(Origins::INPUT | Origins::STORED | Origins::PRINCIPAL)
}

/// Longer access paths than this say nothing that a row could know.
const MAX_PATH: usize = 1_000;

/// A longer access path from the same start; nothing is known of one that is
/// too long.
pub(super) fn extended(from: &External, path: impl Into<Arc<str>>, arguments: Arguments) -> Value {
    let path = path.into();
    if path.len() > MAX_PATH {
        return Value::UNKNOWN;
    }
    Value::new(Kind::External(Arc::new(External {
        path,
        class: from.class.clone(),
        number: from.number,
        arguments,
    })))
}

/// Whether a fact protects, and so is nothing when its refusal is swallowed.
pub(in crate::analysis) fn is_guard(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::AuthenticationRequired
            | FactKind::AccessChecked
            | FactKind::ObjectAccessChecked
            | FactKind::CapabilityPresented
            | FactKind::InputValidated
            | FactKind::VersionCompared
            | FactKind::ContentTypeRequired
            | FactKind::AcceptChecked
            | FactKind::RateLimited
            | FactKind::ForgeryRefused
    )
}
