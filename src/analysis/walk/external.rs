//! Code outside the tree: what reading or calling it does, by the catalog's rows.

use std::sync::Arc;

use super::Walk;
use super::held::{choosers, concerns};
use super::readers::answers;
use super::status::status_of;
use super::ways::How;
use crate::analysis::fact::{Fact, Reach};
use crate::analysis::value::{Arguments, External, Kind, Origins, Readers, Value};
use crate::catalog::Model;
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

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
        let value = extended(external, format!("{}.{name}", external.path), Arguments::default());
        self.read_external(value, range)
    }

    /// `receiver[key]` where the receiver is outside the tree; an empty key is
    /// one that is not known.
    pub(super) fn external_item(&mut self, receiver: &Value, key: &str, range: Range) -> Value {
        let Kind::External(external) = &receiver.kind else { return Value::UNKNOWN };
        let value = extended(external, format!("{}[{key}]", external.path), Arguments::default());
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
        // What is known to the letter is no input: the path of a route without parts.
        if let Some(known) = self.set_outside.get(&*external.path)
            && known.as_str().is_some()
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
            self.take_over(&kept.facts, range);
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
        let path = format!("{}()", external.path);
        // A text as a text is that text.
        if let ("builtins.str()", [only]) = (path.as_str(), arguments.positional.as_slice())
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
        if let Some(reads) = self.read_by(&path, receiver_origins, &arguments, range)
            && answers(reads)
        {
            origins = origins.chosen_by();
        }
        origins |= self.drawn(&path, &arguments);
        if self.world.models.narrows(&path) && arguments.keywords.iter().any(names_a_state) {
            origins |= Origins::STATE;
        }
        self.kept_as(path.rsplit('.').next().unwrap_or(&path), arguments.origins());
        self.survived(&path, receiver_origins, &arguments.positional, range);
        // What is asked of a list of fields has no more of them.
        origins |= receiver_origins.only(Origins::LISTED);
        let world = self.world;
        let models = world.models.reading(&path, &arguments);
        let external = &world.about_class(external, &arguments);
        let mut value = extended(external, path, arguments.clone()).with(origins);
        if let Kind::External(made) = &mut value.kind
            && let Some(made) = Arc::get_mut(made)
        {
            made.number = self.world.next_object();
        }
        let key = arguments.positional.first().and_then(Value::as_str).cloned();
        let value = match models.first() {
            Some(model) if model.lazy && refined => self.result(model, external, value, &arguments),
            Some(model) => {
                self.apply(model, external, (value, receiver_origins), &arguments, range)
            }
            None => {
                self.call_back(&arguments, range);
                let value = self.told_by_key(&external.path, &arguments, value);
                self.guess_instance(external, value)
            }
        };
        match key {
            Some(key) => value.selected_by(&key),
            None => value,
        }
    }

    /// A row of the catalog about this read or call, which gives `value`;
    /// `receiver` is where what it is asked of comes from.
    pub(super) fn apply(
        &mut self,
        model: &Model,
        external: &Arc<External>,
        (mut value, receiver): (Value, Origins),
        arguments: &Arguments,
        range: Range,
    ) -> Value {
        if let Some(input) = model.input {
            let origins = Origins::of_input(input);
            if origins.is_unfit() {
                let origins = self.step_on(origins, range, How::Source, "comes from the caller");
                value.origins = value.origins.chosen_by() | origins;
            } else {
                value = value.with(origins);
            }
        }
        if model.returns.as_deref() == Some("receiver") {
            value.origins = receiver;
        }
        let about = match model.of.as_slice() {
            [] => value.origins | arguments.origins(),
            wanted => arguments.origins_of(wanted),
        };
        self.touched |= about;
        if !self.is_for_methods(model, [arguments, &external.arguments]) {
            return self.result(model, external, value, arguments);
        }
        self.undo(&model.undoes);
        self.tell(model, external, about);
        self.fields_listed(model, external, range);
        if !model.runs_own.is_empty() {
            self.run_own(model, external, receiver, range);
        }
        let noted = self.facts.len();
        // What came out of the store takes a form; nothing of the request is refused.
        let outgoing = match arguments.positional.first() {
            Some(first) => first.all_origins().any(Origins::STORED),
            None => arguments.origins().any(Origins::STORED),
        };
        let refused = |kind: &FactKind| *kind != FactKind::InputValidated || !outgoing;
        let swallowed = model.raises.is_some()
            && self.raised_swallowed(model.exception.as_deref(), arguments.keyword("exc"));
        let happens = |kind: FactKind| !model.chosen || about.any(choosers(kind));
        // An answer that turns the request away gives nothing away.
        let refuses = self.answering.is_some();
        let own_text = arguments.positional.first().is_some_and(was_written);
        let done = |kind: &FactKind| self.facts.iter().any(|fact| fact.kind == *kind);
        let in_time = model.after.is_empty() || model.after.iter().any(done);
        let told = |kind: &FactKind| {
            in_time
                && happens(*kind)
                && refused(kind)
                && !(refuses && *kind == FactKind::ResponseSent)
                && !(own_text && *kind == FactKind::DeserialisedSafely)
        };
        for kind in model.facts.iter().filter(|kind| swallowed && is_guard(**kind)) {
            self.refused_by_answer(model, *kind, range, about);
        }
        let facts = model.facts.iter().filter(|kind| told(kind));
        for kind in facts.filter(|kind| !(swallowed && is_guard(**kind))) {
            let status = model.raises.filter(|status| *status != 0);
            let kept = value.origins.any(Origins::STORED | Origins::PRINCIPAL);
            if *kind == FactKind::AccountOpened && model.saves && kept {
                continue;
            }
            let kind = match kind {
                FactKind::ObjectUpdated
                    if model.saves
                        && !value.origins.any(Origins::STORED)
                        && !arguments.values().any(|object| self.is_row(object)) =>
                {
                    FactKind::ObjectCreated
                }
                kind => *kind,
            };
            let chosen = if kind == FactKind::ObjectUpdated && gives_values_only(arguments) {
                receiver
            } else {
                about
            };
            if matches!(kind, FactKind::ObjectCreated | FactKind::ObjectUpdated) {
                self.fields_given(&external.path, arguments, range);
            }
            let before = self.facts.len();
            let updates = kind == FactKind::ObjectUpdated;
            if updates && !model.saves && self.is_of_new_row(external, receiver) {
                continue;
            }
            self.note_modelled(kind, range, (about, chosen), status);
            let values_only = gives_values_only(arguments);
            if updates && self.settles(model, external, arguments, values_only) {
                for fact in self.facts.iter_mut().skip(before).filter(|fact| fact.kind == kind) {
                    fact.settled = true;
                }
            }
            for fact in self.facts.iter_mut().skip(before).filter(|_| model.counts) {
                if fact.kind == FactKind::ObjectAccessChecked {
                    fact.reach = Reach::Call;
                }
            }
        }
        if model.verifies && about.any(Origins::INPUT) {
            value = self.verified(model, value, (about, swallowed), range);
        }
        if let Some(asks) = &model.asks {
            self.ask(asks, external.class.as_ref(), arguments, range);
        }
        if let Some(hook) = model.runs.and_then(|position| arguments.positional.get(position)) {
            let given = model.runs_with.iter().map(|path| Value::external(path.as_str()));
            let given =
                Arguments { positional: given.collect(), open: true, ..Arguments::default() };
            self.call_value(hook.clone(), given, range);
        }
        if let Some(position) = model.status_argument {
            let status = arguments.positional.get(position).and_then(status_of);
            let raised = model.exception.as_deref().map_or(Value::UNKNOWN, Value::external);
            self.gives_away_arguments(arguments, range);
            self.refuse(range, status, Some(&raised));
        }
        if let Some(position) = model.sets_status {
            let status = arguments.positional.get(position).and_then(status_of);
            self.answer_with(status, range);
        }
        if let Some(kind) = model.decides {
            value = value.with(Origins::of_decision(kind));
        }
        self.credit(noted, model);
        if model
            .facts
            .iter()
            .any(|kind| matches!(kind, FactKind::ObjectLoaded | FactKind::StoreRead))
        {
            // A request chooses what is loaded; it does not say what is in it.
            value.origins = value.origins.chosen_by() | Origins::STORED;
        }
        if model.facts.contains(&FactKind::ObjectUpdated) {
            value = value.with(Origins::WRITE_RESULT);
        }
        if let Some(function) = model.calls.and_then(|at| arguments.positional.get(at)) {
            let at = model.calls.unwrap_or_default();
            let mut arguments = arguments.clone();
            arguments.positional.drain(..=at);
            return self.call_value(function.clone(), arguments, range);
        }
        if model.enters {
            let handed = Arguments { open: true, ..Arguments::default() };
            let answer = self.enter_wrapped(handed, range).all_origins();
            value.origins = answer.only(Origins::STORED | Origins::PRINCIPAL);
        }
        // What is given back is for whoever it is given to.
        if !matches!(model.returns.as_deref(), Some("argument" | "second-argument" | "cast")) {
            self.call_back(arguments, range);
        }
        let value = self.held(model, external, value);
        self.result(model, external, value, arguments)
    }

    /// Notes a fact that a row names, and what follows from it here; `chosen` is
    /// what the objects were chosen by.
    fn note_modelled(
        &mut self,
        kind: FactKind,
        range: Range,
        (about, chosen): (Origins, Origins),
        status: Option<u16>,
    ) {
        let is_parse = matches!(
            kind,
            FactKind::Deserialised | FactKind::DeserialisedSafely | FactKind::DeserialisedUnsafely
        );
        let read = match kind {
            FactKind::DeserialisedUnsafely => (about.raw | about.vague).has(Readers::of(kind)),
            _ => about.any(Origins::INPUT),
        };
        if is_parse && !read || !concerns(kind, about) {
            return;
        }
        if kind == FactKind::PageSizeChosen && about.any(Origins::BOUNDED) {
            self.note(FactKind::PageSizeBounded, range, about, None);
        }
        let among = match kind {
            FactKind::StoreRead => about,
            FactKind::ObjectUpdated | FactKind::ObjectDeleted => chosen,
            _ => Origins::NONE,
        };
        if among.any(Origins::PRINCIPAL) {
            self.looks_among_own(range, about, status);
        }
        let count = self.facts.len();
        self.note(kind, range, about, status);
        let writes = matches!(kind, FactKind::ObjectUpdated | FactKind::ObjectDeleted);
        if let Some(fact) = self.facts.get_mut(count).filter(|_| writes) {
            fact.chosen_by = chosen.selectors();
        }
        if kind == FactKind::StoreRead && about.any(choosers(kind)) {
            self.note(FactKind::ObjectLoaded, range, about, None);
        }
    }

    /// What happened before a kept value was kept has happened here as well.
    fn take_over(&mut self, facts: &[Fact], range: Range) {
        let way = self.trail_to(range);
        if self.quiet || way.is_empty() {
            return;
        }
        for fact in facts.iter().filter(|fact| fact.kind == FactKind::AuthenticationRequired) {
            let mut fact = fact.clone();
            fact.trail = way.iter().cloned().chain(fact.trail).collect();
            self.order += 1;
            fact.order = self.order;
            self.facts.push(fact);
        }
    }
}

/// Whether a call says only what to write: which objects, its receiver says.
fn gives_values_only(arguments: &Arguments) -> bool {
    match arguments.positional.as_slice() {
        [] => !arguments.keywords.is_empty(),
        [only] => matches!(only.kind, Kind::Mapping(_)),
        _ => false,
    }
}

/// Whether a text is one that the program itself made of its data:
/// `json.loads(json.dumps(answer))`.
fn was_written(text: &Value) -> bool {
    let last = text.path().and_then(|path| path.rsplit('.').next());
    last.is_some_and(|name| name.starts_with("dump") && name.ends_with("()"))
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
pub(super) fn extended(from: &External, path: String, arguments: Arguments) -> Value {
    if path.len() > MAX_PATH {
        return Value::UNKNOWN;
    }
    Value::new(Kind::External(Arc::new(External {
        path: path.into(),
        class: from.class.clone(),
        number: from.number,
        arguments,
    })))
}

/// Whether a fact protects, and so is nothing when its refusal is swallowed.
pub(super) fn is_guard(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::AuthenticationRequired
            | FactKind::AccessChecked
            | FactKind::ObjectAccessChecked
            | FactKind::InputValidated
            | FactKind::VersionCompared
            | FactKind::ContentTypeRequired
            | FactKind::AcceptChecked
            | FactKind::RateLimited
            | FactKind::ForgeryRefused
    )
}
