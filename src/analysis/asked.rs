//! When a check is asked of a handler, and about what: the facts that need an
//! answer, and the subjects they fall into.

use super::fact::{Fact, Reach};
use super::habits::sorts;
use super::items::Asked;
use super::protection::only_scopes;
use super::value::Origins;
use super::walk::is_guard;
use crate::catalog::{Applies, Check, Part};
use crate::model::{FactKind, Method};

/// What an item is about: one kind of input, one part of the question, or all.
pub(super) struct Subject<'check> {
    pub(super) name: Option<String>,
    origins: Origins,
    part: Option<&'check Part>,
}

impl Subject<'_> {
    /// The facts that concern it.
    pub(super) fn of<'fact>(
        &self,
        facts: &[&'fact Fact],
        kinds: impl Fn(&Part) -> &Vec<FactKind>,
    ) -> Vec<&'fact Fact> {
        let wanted = |fact: &&Fact| {
            about(fact, self.origins)
                && self.part.is_none_or(|part| kinds(part).contains(&fact.kind))
        };
        facts.iter().copied().filter(wanted).collect()
    }
}

pub(super) fn about(fact: &Fact, origins: Origins) -> bool {
    origins == Origins::NONE || fact.about.any(origins)
}

/// The facts that need an answer (none where the check is not asked), and
/// whether an answer is required.
pub(super) fn wanted_effects<'fact>(
    check: &Check,
    asked: &Asked<'fact>,
    answered: Answered,
) -> (Vec<&'fact Fact>, bool) {
    let applies = &check.applies;
    let facts = &asked.behaviour.facts;
    let methods = &asked.found.methods;
    let only = |names: &[String]| {
        !names.is_empty()
            && !methods.is_empty()
            && methods.iter().all(|method| is_one_of(method, names))
    };
    let of = |kinds: &[FactKind]| -> Vec<&'fact Fact> {
        facts.iter().filter(|fact| kinds.contains(&fact.kind)).collect()
    };
    let mut required = of(&applies.effects);
    if takes_only(facts, &applies.formless) {
        required.retain(|fact| fact.kind != FactKind::BodyRead);
    }
    required.retain(|fact| !fact.only_with(&applies.not_methods, methods));
    // A guard of what needs none is a guard all the same, and its loss a loss.
    let needs_none = |fact: &Fact| {
        applies.unless_settled && fact.settled || applies.unless_own.is_some() && fact.own
    };
    let asked_for: Vec<&Fact> = required
        .iter()
        .copied()
        .filter(|fact| !needs_none(fact) && !fact.only_with(&applies.optional_methods, methods))
        .collect();
    let asked_for = without_followers(check, asked_for, &required);
    let stranger = |fact: &&Fact| is_of_stranger(asked, fact);
    let instead: Vec<&Fact> = of(&applies.instead).into_iter().filter(stranger).collect();
    if !instead.is_empty() {
        return (instead, true);
    }
    let must = !asked_for.is_empty()
        && !of(&applies.optional_with).iter().any(stranger)
        && !asked.behaviour.has(&applies.answered_only_with)
        && !only(&applies.not_methods)
        && (!applies.needs_input || asked.behaviour.takes_input())
        && applies.only_with.iter().all(|kinds| {
            let mut known = facts.iter().filter(|fact| kinds.contains(&fact.kind));
            known.any(|fact| has_a_say(fact, facts, applies, methods))
        })
        && has_habit(check, asked);
    if must {
        return (asked_for, true);
    }
    let optional = of(&applies.optional);
    match answered {
        _ if only(&applies.not_methods) => (Vec::new(), false),
        Answered { at_all: true, .. } if !required.is_empty() => (required, false),
        _ if only(&applies.never_optional_methods) => (Vec::new(), false),
        Answered { by_itself: true, .. } => (optional, false),
        Answered { .. } => (Vec::new(), false),
    }
}

/// Whether the project does this elsewhere, so that the handler can be held to it; by
/// words alone it is not known with which methods.
fn is_habit(kind: FactKind, asked: &Asked<'_>, applies: &Applies) -> bool {
    let methods = &asked.found.methods;
    let [reads, _] = sorts(methods);
    asked.habits.show(kind, applies.of_alike_methods.then_some(methods))
        || (reads || !applies.of_alike_methods)
            && asked.world.has_convention(kind, asked.found.framework)
}

/// Whether the project does anywhere what makes a check worth asking.
fn has_habit(check: &Check, asked: &Asked<'_>) -> bool {
    let wanted = &check.applies.where_project_has;
    wanted.is_empty()
        || asked.behaviour.has(wanted)
        || wanted.iter().any(|kind| is_habit(*kind, asked, &check.applies))
}

/// Why a check is not asked of an effect that only its project's habits leave out.
pub(super) fn against_habit<'check>(
    check: &'check Check,
    asked: &Asked<'_>,
    effect: &Fact,
) -> Option<&'check str> {
    let applies = &check.applies;
    let asks = applies.effects.contains(&effect.kind)
        && applies.only_with.is_empty()
        && (!applies.needs_input || asked.behaviour.takes_input())
        && !is_excused(check, asked);
    applies.unhabitual.as_deref().filter(|_| asks && !has_habit(check, asked))
}

/// Whether a fact is about somebody of whom nothing is known yet.
fn is_of_stranger(asked: &Asked<'_>, fact: &Fact) -> bool {
    !asked.behaviour.knows_caller_before(fact)
        && (fact.kind != FactKind::CredentialsTested || asked.behaviour.is_first_proof(fact))
}

/// Whether a check is not asked because of what the handler does for somebody of
/// whom nothing is known yet: they sign in.
pub(super) fn is_excused(check: &Check, asked: &Asked<'_>) -> bool {
    let excuses = |fact: &Fact| check.applies.optional_with.contains(&fact.kind);
    asked.behaviour.facts.iter().any(|fact| excuses(fact) && is_of_stranger(asked, fact))
}

/// Whether a body has to be of one of these media types.
fn takes_only(facts: &[Fact], types: &[String]) -> bool {
    let asks = |fact: &Fact| {
        fact.kind == FactKind::ContentTypeRequired
            && fact.conditions.is_empty()
            // One that is turned away says nothing of the others.
            && fact.test.as_ref().is_none_or(|(_, refuses)| !refuses)
            && fact.trail.iter().any(|site| {
                let text = site.file.module.slice(site.range);
                let mut named =
                    text.split(['"', '\'']).filter(|part| part.contains('/')).peekable();
                named.peek().is_some() && named.all(|named| types.iter().any(|one| one == named))
            })
    };
    !types.is_empty() && facts.iter().any(asks)
}

/// The effects without reads that follow from putting something of the caller's
/// own into the store: to tell others of it, the caller chooses nothing.
fn without_followers<'fact>(
    check: &Check,
    mut effects: Vec<&'fact Fact>,
    all: &[&'fact Fact],
) -> Vec<&'fact Fact> {
    let put = |fact: &&&Fact| fact.own && fact.kind == FactKind::ObjectCreated;
    let own = all.iter().filter(|_| check.applies.unless_own.is_some()).filter(put);
    if let Some(first) = own.map(|fact| fact.order).min() {
        let chosen = Origins::BODY | Origins::QUERY | Origins::PATH;
        effects.retain(|fact| {
            fact.kind != FactKind::StoreRead || fact.order < first || fact.about.any(chosen)
        });
    }
    effects
}

/// Whether a guard of a handler has to do with the effects: not where it is asked
/// with other methods alone, in programs that are set up so, or lets a block run
/// that does nothing of the kind.
fn has_a_say(fact: &Fact, facts: &[Fact], applies: &Applies, methods: &[Method]) -> bool {
    let kinds = || applies.only_with.iter().flatten().chain(&applies.effects);
    let inside = |other: &Fact| {
        !other.gate
            && other.order > fact.order
            && kinds().any(|kind| *kind == other.kind)
            && fact.extra_conditions(other).is_empty()
    };
    !is_guard(fact.kind)
        || !fact.only_with(&applies.optional_methods, methods)
            && !fact.conditions.iter().any(|test| test.set_up)
            && (!fact.gate || facts.iter().any(inside))
}

/// Whether a guard answers the question at all, and whether one of the
/// handler's own does.
#[derive(Clone, Copy)]
pub(super) struct Answered {
    pub(super) at_all: bool,
    pub(super) by_itself: bool,
}

pub(super) fn is_one_of(method: &Method, names: &[String]) -> bool {
    names.iter().any(|name| name == method.as_str())
}

/// The subjects of a check: one without a name, one for each part of the
/// question, or one for each kind of input.
pub(super) fn subjects<'check>(check: &'check Check, effects: &[&Fact]) -> Vec<Subject<'check>> {
    let has = |kinds: &[FactKind]| effects.iter().any(|fact| kinds.contains(&fact.kind));
    if !check.applies.parts.is_empty() {
        let parts = check.applies.parts.iter().filter(|part| has(&part.effects));
        let of = |part: &'check Part| Subject {
            name: Some(part.subject.clone()),
            origins: Origins::NONE,
            part: Some(part),
        };
        return parts.map(of).collect();
    }
    if !check.guards.facts.contains(&FactKind::InputValidated) {
        return vec![Subject { name: None, origins: Origins::NONE, part: None }];
    }
    let by_input = [
        (FactKind::BodyRead, Origins::BODY, "body"),
        (FactKind::QueryRead, Origins::QUERY, "query"),
    ];
    by_input
        .into_iter()
        .filter(|(kind, ..)| has(&[*kind]))
        .map(|(_, origins, name)| Subject { name: Some(name.to_owned()), origins, part: None })
        .collect()
}

/// Whether one effect tells more than another that a lookup among the caller's
/// own answers: the request chose what it is about.
pub(super) fn asks_more(first: &Fact, by: Option<&Fact>, effect: &Fact) -> bool {
    let chosen = |fact: &Fact| fact.about.any(Origins::BODY | Origins::QUERY | Origins::PATH);
    let own = by.is_some_and(|guard| guard.reach == Reach::Object && !chosen(guard));
    own && first.kind == effect.kind && !chosen(first) && chosen(effect)
}

/// Whether one guard turns callers away and another only looks among their own,
/// where the question is whether they may do this at all.
pub(super) fn refuses_more(check: &Check, by: Option<&Fact>, guard: Option<&Fact>) -> bool {
    !check.guards.per_subject
        && by.is_some_and(only_scopes)
        && guard.is_some_and(|guard| !guard.gate && !only_scopes(guard))
}

/// Whether no more decides if a guard runs than what the caller negotiates, in
/// headers or with a layer outside the tree: a version of the interface.
pub(super) fn negotiated(guard: &Fact, effect: &Fact) -> bool {
    let other = Origins::BODY
        | Origins::QUERY
        | Origins::PATH
        | Origins::STORED
        | Origins::PRINCIPAL
        | Origins::SETTING;
    guard.extra_conditions(effect).iter().all(|condition| !condition.origins.any(other))
}
