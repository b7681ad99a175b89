//! What a row of the catalog says happens where code outside the tree is read
//! or called: facts, what is run, and what is given.

use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use super::handed::looks_only;
use super::held::{choosers, concerns};
use super::proof::is_proved;
use super::status::status_of;
use super::ways::How;
use crate::analysis::fact::Reach;
use crate::analysis::rights::Regards;
use crate::analysis::value::{Arguments, External, Kind, Origins, Readers, Value};
use crate::catalog::Model;
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

/// One read or call that a row is about.
struct Use<'walk> {
    model: &'walk Model,
    external: &'walk Arc<External>,
    arguments: &'walk Arguments,
    /// Where what it is asked of comes from.
    receiver: Origins,
    /// Where what the row is about comes from.
    about: Origins,
    /// Whether a refusal of it is swallowed around it.
    swallowed: bool,
    range: Range,
}

impl Walk<'_> {
    /// A row of the catalog about this read or call, which gives `value`;
    /// `receiver` is where what it is asked of comes from.
    pub(super) fn apply(
        &mut self,
        model: &Model,
        external: &Arc<External>,
        (value, receiver): (Value, Origins),
        arguments: &Arguments,
        range: Range,
    ) -> Value {
        let mut value = self.brought(model, value, range);
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
        self.lift(&model.lifts);
        self.tell(model, external, about);
        self.fields_listed(model, external, range);
        if !model.runs_own.is_empty() {
            self.run_own(model, external, receiver, range);
        }
        let noted = self.facts.len();
        let swallowed = model.raises.is_some()
            && self.raised_swallowed(model.exception.as_deref(), arguments.keyword("exc"));
        let caught = match model.raises {
            Some(_) => std::mem::take(&mut self.caught_in),
            None => Vec::new(),
        };
        let row = Use { model, external, arguments, receiver, about, swallowed, range };
        self.happen(&row, &value);
        self.refused_in(&caught, &(noted..self.facts.len()));
        self.only_marks(model, noted);
        if model.facts.contains(&FactKind::StoreRead) {
            self.found_by_key(external, arguments, range, about);
        }
        let loads = model.facts.contains(&FactKind::StoreRead) && !model.counts;
        let by_token = loads && (value.origins | about).any(Origins::BY_TOKEN);
        if model.verifies && about.any(Origins::INPUT) || by_token {
            value = self.verified(model, value, (about, swallowed), range);
        }
        self.answer_to(&row);
        if let Some(kind) = model.decides {
            value = value.with(Origins::of_decision(kind));
        }
        self.credit(noted, model);
        let value = chosen_or_written(model, value);
        self.given_back(&row, value)
    }

    /// What the row says that the request brings here.
    fn brought(&mut self, model: &Model, mut value: Value, range: Range) -> Value {
        let Some(input) = model.input else { return value };
        let origins = Origins::of_input(input);
        if !origins.is_unfit() {
            return value.with(origins);
        }
        let origins = self.step_on(origins, range, How::Source, "comes from the caller");
        value.origins = value.origins.chosen_by() | origins;
        value
    }

    /// Notes the facts of the row that hold here.
    fn happen(&mut self, row: &Use<'_>, value: &Value) {
        let Use { model, arguments, receiver, about, range, .. } = *row;
        // What came out of the store takes a form; nothing of the request is refused.
        let outgoing = match arguments.positional.first() {
            Some(first) => first.all_origins().any(Origins::STORED),
            None => arguments.origins().any(Origins::STORED),
        };
        // An answer that turns the request away gives nothing away.
        let refuses = self.answering.is_some();
        let own_text = arguments.positional.first().is_some_and(was_written);
        let done = |kind: &FactKind| self.facts.iter().any(|fact| fact.kind == *kind);
        let in_time = model.after.is_empty() || model.after.iter().any(done);
        // Which of the program's own files is read, the code says.
        let own_file = model.chosen && self.ways.is_of_listed(receiver | arguments.origins());
        let as_sent = Self::asks_as_sent(model, receiver, arguments);
        let told = |kind: FactKind| {
            in_time
                && !(own_file && kind == FactKind::StoreRead)
                && (!model.chosen || about.any(choosers(kind)))
                && (!model.of_caller || about.any(Origins::PRINCIPAL))
                && !(outgoing && kind == FactKind::InputValidated)
                && !(as_sent && matches!(kind, FactKind::InputValidated | FactKind::FieldsListed))
                && !(refuses && kind == FactKind::ResponseSent)
                && !(own_text && kind == FactKind::DeserialisedSafely)
        };
        for kind in model.facts.iter().filter(|kind| row.swallowed && is_guard(**kind)) {
            self.refused_by_answer(model, *kind, range, about);
        }
        for kind in model.facts.iter().copied().filter(|kind| told(*kind)) {
            // Fields are listed by turning away what has others.
            if !(row.swallowed && (is_guard(kind) || kind == FactKind::FieldsListed)) {
                self.happens(row, kind, value);
            }
        }
    }

    /// Notes one fact of the row, as what it is here.
    fn happens(&mut self, row: &Use<'_>, kind: FactKind, value: &Value) {
        let Use { model, external, arguments, receiver, about, range, .. } = *row;
        let kept = value.origins.any(Origins::STORED | Origins::PRINCIPAL);
        if kind == FactKind::AccountOpened && model.saves && kept {
            return;
        }
        // What the service itself signed is no guess of anybody's.
        if kind == FactKind::CredentialsTested && is_proved(arguments) {
            return;
        }
        let saves_new = kind == FactKind::ObjectUpdated
            && model.saves
            && self.is_made_new((external, receiver), value, arguments);
        let kind = if saves_new { FactKind::ObjectCreated } else { kind };
        let updates = kind == FactKind::ObjectUpdated;
        let values_only = gives_values_only(arguments);
        let chosen = match updates && values_only {
            true => receiver | named_beside(arguments),
            false => about,
        };
        if matches!(kind, FactKind::ObjectCreated | FactKind::ObjectUpdated) {
            self.fields_given(&external.path, arguments, range);
        }
        if kind == FactKind::StoreRead && self.shipped.contains(&external.number) {
            return;
        }
        let before = self.facts.len();
        if updates && !model.saves && self.is_of_new_row(external, receiver) {
            return;
        }
        if updates && model.restores && !self.clauses_around().is_empty() {
            return;
        }
        let status = model.raises.filter(|status| *status != 0);
        self.note_modelled(kind, range, (about, chosen), status);
        if let Some(way) = self.kept_elsewhere(external, arguments, range) {
            let mut looks = self.facts.iter_mut().skip(before);
            if let Some(look) = looks.find(|fact| fact.kind == FactKind::ObjectAccessChecked) {
                look.kept_to = Some(way);
            }
        }
        let presented = model.facts.contains(&FactKind::KeyPresented);
        for fact in self.facts.iter_mut().skip(before).filter(|_| presented) {
            fact.bare = if fact.kind == FactKind::AuthenticationRequired { 2 } else { 0 };
        }
        if updates && !model.saves {
            self.names_old_version(range, chosen);
        }
        if saves_new {
            self.note_account(arguments, range);
        }
        let own = self.is_own_creation(kind, external, arguments);
        for fact in self.facts.iter_mut().skip(before).filter(|fact| own && fact.kind == kind) {
            fact.own = true;
        }
        // Nothing but who asks led to the row that is saved.
        let chosen_by = value.origins.any(Origins::BODY | Origins::QUERY | Origins::PATH);
        if updates && model.saves && value.origins.any(Origins::PRINCIPAL) && !chosen_by {
            self.facts.iter_mut().skip(before).for_each(|fact| fact.own = true);
        }
        if updates && self.settles(model, external, arguments, values_only) {
            for fact in self.facts.iter_mut().skip(before).filter(|fact| fact.kind == kind) {
                fact.settled = true;
            }
        }
        let regards = match kind == FactKind::AccessChecked && is_about_stored(model, arguments) {
            true if !self.quiet => self.world.regards(arguments),
            _ => Regards::Nothing,
        };
        if regards != Regards::Nothing {
            let refused =
                model.exception.as_deref().and_then(|path| self.world.models.status(path));
            let status = status.or(refused.and_then(|row| row.status));
            let count = self.facts.len();
            self.note(FactKind::ObjectAccessChecked, range, about, status);
            // A right over everybody's says less than whose this one is.
            for fact in self.facts.iter_mut().skip(count) {
                fact.bare = u8::from(regards == Regards::All);
            }
        }
        // What is made where it is not found keeps nobody from anything else.
        let among_own = about.any(Origins::PRINCIPAL);
        let of_call = model.counts || model.facts.contains(&FactKind::ObjectCreated);
        let chosen = about.any(Origins::BODY | Origins::QUERY | Origins::PATH);
        for fact in self.facts.iter_mut().skip(before).filter(|_| of_call) {
            if fact.kind == FactKind::ObjectAccessChecked {
                fact.reach = Reach::Call;
            }
            // What is found out about who asks, or kept for them, is their own business.
            fact.own |= among_own && (model.counts || !chosen) && is_of_own(fact.kind);
        }
    }

    /// What the row asks of others, runs, refuses with and answers with.
    fn answer_to(&mut self, row: &Use<'_>) {
        let Use { model, external, arguments, range, .. } = *row;
        if let Some(asks) = &model.asks {
            self.ask(asks, external.class.as_ref(), arguments, range);
        }
        if let Some(hook) = model.runs.and_then(|position| arguments.positional.get(position)) {
            let given = model.runs_with.iter().map(|path| Value::external(path.as_str()));
            let given =
                Arguments { positional: given.collect(), open: true, ..Arguments::default() };
            self.call_value(hook.clone(), given, range);
        }
        if let Some(test) = model.passes.and_then(|at| external.arguments.positional.get(at)) {
            self.lets_pass(model, test.clone(), range);
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
    }

    /// What the call gives, after what it calls itself.
    fn given_back(&mut self, row: &Use<'_>, mut value: Value) -> Value {
        let Use { model, external, arguments, range, .. } = *row;
        if let Some(function) = model.calls.and_then(|at| arguments.positional.get(at)) {
            let at = model.calls.unwrap_or_default();
            let mut arguments = arguments.clone();
            arguments.positional.drain(..=at);
            return self.call_value(function.clone(), arguments, range);
        }
        if model.enters {
            let handed = Arguments { open: true, ..Arguments::default() };
            let answer = self.enter_wrapped(handed, range);
            value.origins = answer.all_origins().only(Origins::STORED | Origins::PRINCIPAL);
            let value = self.result(model, external, value, arguments);
            return self.shaped(value, &answer);
        }
        // What is given back is for whoever it is given to.
        let handed_on =
            matches!(model.returns.as_deref(), Some("argument" | "second-argument" | "cast"));
        if !handed_on && !looks_only(&external.path) {
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
            // What is made of nothing that was sent, the request only chose.
            _ => about.any(Origins::INPUT) && about.way != 0,
        };
        if is_parse && !read || !concerns(kind, about) {
            return;
        }
        if kind == FactKind::StoreRead {
            self.may_fail_to_answer();
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
}

/// A request chooses what is loaded; it does not say what is in it. What a write
/// gives tells what was written.
fn chosen_or_written(model: &Model, mut value: Value) -> Value {
    let loads = |kind: &FactKind| matches!(kind, FactKind::ObjectLoaded | FactKind::StoreRead);
    if model.facts.iter().any(loads) {
        value.origins = value.origins.chosen_by() | Origins::STORED;
    }
    match model.facts.contains(&FactKind::ObjectUpdated) {
        true => value.with(Origins::WRITE_RESULT),
        false => value,
    }
}

/// Whether a fact can be about nothing but who asks.
fn is_of_own(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::StoreRead
            | FactKind::ObjectLoaded
            | FactKind::ObjectCreated
            | FactKind::ObjectAccessChecked
    )
}

/// Whether a decision is about a stored object, by the argument that says so. That
/// the request names something is not enough: it may be a project to report on.
fn is_about_stored(model: &Model, arguments: &Arguments) -> bool {
    let target = model.target.as_slice();
    !target.is_empty() && arguments.origins_of(target).any(Origins::STORED)
}

/// Whether a call says only what to write: which objects, its receiver says.
fn gives_values_only(arguments: &Arguments) -> bool {
    match arguments.positional.as_slice() {
        [] => !arguments.keywords.is_empty(),
        [only] => matches!(only.kind, Kind::Mapping(_)),
        _ => false,
    }
}

/// What says beside a mapping of values which objects get them:
/// `update({"title": title}, item_id=book.id)`.
fn named_beside(arguments: &Arguments) -> Origins {
    let named = arguments.keywords.iter().filter(|_| !arguments.positional.is_empty());
    named.fold(Origins::NONE, |all, (_, value)| all | value.all_origins())
}

/// Whether a text is one that the program itself made of its data:
/// `json.loads(json.dumps(answer))`.
fn was_written(text: &Value) -> bool {
    let last = text.path().and_then(|path| path.rsplit('.').next());
    last.is_some_and(|name| name.starts_with("dump") && name.ends_with("()"))
}
