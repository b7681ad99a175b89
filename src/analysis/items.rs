//! Asks the checks of what a handler does: items of the checklist for one tree.

use std::collections::BTreeSet;

use super::asked::{
    Answered, against_habit, asks_more, is_excused, is_one_of, negotiated, refuses_more, subjects,
    wanted_effects,
};
use super::discover::Found;
use super::fact::{Fact, Opaque, Reach, Site};
use super::flow_items::flow_items;
use super::habits::Habits;
use super::protection::{Words, Writes, finds_who_asks, protected, telling};
use super::run::Behaviour;
use super::saying::{effect_says, guard_says};
use super::world::World;
use crate::catalog::{Check, Order};
use crate::model::{Evidence, FactKind, Role, Side, State, Verdict};

/// One item in one tree, with what comparing two trees needs.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) subject: Option<String>,
    pub(super) verdict: Verdict,
    /// The guard that answers, if any.
    pub(super) guard: Option<Fact>,
    /// What needs it.
    pub(super) effect: Option<Fact>,
    /// A guard that comes too late.
    pub(super) late: Option<Fact>,
    /// What shows that the code protects less than it might.
    pub(super) laxer: Option<Fact>,
    /// Conditions under which the guard counts.
    pub(super) conditions: BTreeSet<String>,
}

/// A handler in the tree it was found in.
pub(super) struct Asked<'asked> {
    pub(super) world: &'asked World,
    pub(super) found: &'asked Found,
    pub(super) behaviour: &'asked Behaviour,
    pub(super) side: Side,
    /// What the handlers beside it do.
    pub(super) habits: &'asked Habits,
}

/// The items of one check.
pub(super) fn items(check: &Check, asked: &Asked<'_>) -> Vec<Item> {
    let facts = &asked.behaviour.facts;
    let mut guards: Vec<&Fact> =
        facts.iter().filter(|fact| check.guards.facts.contains(&fact.kind)).collect();
    // To find something out about oneself needs no right, and gives none.
    guards.retain(|guard| check.applies.unless_own.is_none() || !guard.own);
    // Who signs in is looked for; where that turns nobody away, it asks nothing.
    if check.guards.facts.contains(&FactKind::ObjectAccessChecked) && is_excused(check, asked) {
        guards.retain(|guard| !finds_who_asks(guard, facts));
    }
    if check.guards.order == Order::Flow {
        let items = flow_items(check, asked);
        return if items.is_empty() { vec![asked.not_asked(check)] } else { items };
    }
    if let Some(fact) = facts.iter().find(|fact| check.applies.not_with.contains(&fact.kind)) {
        return vec![asked.declared_public(check, fact.near(), fact.kind)];
    }
    let kind = FactKind::PublicDeclared;
    if check.applies.not_with.contains(&kind)
        && let Some(site) = asked.habits.marked_public(asked.world, asked.found, asked.behaviour)
    {
        return vec![asked.declared_public(check, &site, kind)];
    }
    let own = guards.iter().any(|guard| !check.guards.of_program.contains(&guard.kind));
    let answered = Answered { at_all: !guards.is_empty(), by_itself: own };
    let (effects, required) = wanted_effects(check, asked, answered);
    if effects.is_empty() {
        let kind = |guard: &Fact| check.guards.facts.iter().position(|kind| *kind == guard.kind);
        let around = guards.iter().filter(|guard| check.applies.declared && asked.declares(guard));
        return vec![match around.min_by_key(|one| (kind(one), one.trail.len(), one.order)) {
            Some(guard) => asked.declared(check, guard),
            None => asked.not_asked(check),
        }];
    }
    subjects(check, &effects)
        .into_iter()
        .map(|subject| {
            let effects = subject.of(&effects, |part| &part.effects);
            let guards = subject.of(&guards, |part| &part.guards);
            asked.item(check, subject.name, &effects, &guards, required)
        })
        .collect()
}

impl Asked<'_> {
    /// What makes a check optional here, where something does.
    fn excuse(&self, check: &Check) -> Option<&Fact> {
        let excuses = |fact: &&Fact| check.applies.optional_with.contains(&fact.kind);
        let touched = self.behaviour.has(&check.applies.effects);
        self.behaviour.facts.iter().find(excuses).filter(|_| touched)
    }

    /// Not asked here; what a guard would protect is kept, so that one that was
    /// there before is not lost in silence.
    fn not_asked(&self, check: &Check) -> Item {
        let applies = &check.applies;
        let methods = &self.found.methods;
        let never = !methods.is_empty()
            && methods.iter().all(|method| is_one_of(method, &applies.not_methods));
        let effect = self.behaviour.facts.iter().find(|fact| {
            applies.effects.contains(&fact.kind) || applies.optional.contains(&fact.kind)
        });
        let effect = effect.filter(|_| !never).cloned();
        let excuse = self.excuse(check).filter(|_| effect.is_some());
        let because = excuse.map(|fact| (fact.near(), fact.kind));
        let is_own = |fact: &&Fact| fact.own && applies.effects.contains(&fact.kind);
        let own = self.behaviour.facts.iter().find(is_own).filter(|_| excuse.is_none());
        let habit =
            effect.as_ref().and_then(|fact| Some((fact, against_habit(check, self, fact)?)));
        let verdict = match (own, &applies.unless_own) {
            _ if excuse.is_none() && habit.is_some() => self.unhabitual(check, habit),
            (Some(fact), Some(why)) => Verdict {
                message: why.clone(),
                evidence: vec![fact.near().evidence(Role::Condition, self.side, "says so here")],
                ..self.not_applicable(check, None).verdict
            },
            _ => self.not_applicable(check, because).verdict,
        };
        Item { effect, verdict, ..self.not_applicable(check, None) }
    }

    /// Not asked because the project never asks it of what is done here.
    fn unhabitual(&self, check: &Check, habit: Option<(&Fact, &str)>) -> Verdict {
        let mut verdict = self.not_applicable(check, None).verdict;
        if let Some((effect, why)) = habit {
            verdict.message = why.to_owned();
            self.effect_evidence(effect, &mut verdict.evidence);
        }
        verdict
    }

    /// Whether a guard stands around the handler, whatever is asked for.
    fn declares(&self, guard: &Fact) -> bool {
        let near = guard.near();
        let body = self.found.function.body.first().map_or(u32::MAX, |first| first.range.start);
        let around = near.file.path == self.found.file.path && near.range.start < body;
        around && !guard.gate && guard.reach == Reach::Handler && guard.conditions.is_empty()
    }

    /// Nothing here is known to need the guard; it refuses all the same.
    fn declared(&self, check: &Check, guard: &Fact) -> Item {
        let words = Words { guard: Some(guard), ..Words::default() };
        let mut evidence = Vec::new();
        self.guard_evidence(guard, &mut evidence);
        let verdict = Verdict {
            state: State::Guarded,
            primary: guard.near().place(self.side),
            message: words.fill(&check.say.guarded),
            evidence,
        };
        let guard = Some(guard.clone());
        Item { guard, verdict, ..self.not_applicable(check, None) }
    }

    /// Left out because the code says so: that somebody was asked, before the
    /// change, is not lost where nobody is.
    fn declared_public(&self, check: &Check, site: &Site, kind: FactKind) -> Item {
        let asks = |fact: &Fact| check.guards.facts.contains(&fact.kind) && !fact.gate;
        let kept = kind == FactKind::PublicDeclared && !self.behaviour.facts.iter().any(asks);
        let mut facts = self.behaviour.facts.iter().filter(|_| kept);
        let effect = facts.find(|fact| check.applies.effects.contains(&fact.kind)).cloned();
        Item { effect, ..self.not_applicable(check, Some((site, kind))) }
    }

    fn not_applicable(&self, check: &Check, because: Option<(&Site, FactKind)>) -> Item {
        let mut evidence = Vec::new();
        let mut message = check.applies.otherwise.clone();
        if let Some((site, kind)) = because {
            message = kind.meaning().to_owned();
            evidence.push(site.evidence(Role::Condition, self.side, "says so here"));
        }
        Item {
            subject: None,
            verdict: Verdict {
                state: State::NotApplicable,
                primary: self.found.def(self.side),
                message,
                evidence,
            },
            guard: None,
            effect: None,
            late: None,
            laxer: None,
            conditions: BTreeSet::new(),
        }
    }

    /// The item of one subject: its worst-protected effect decides.
    fn item(
        &self,
        check: &Check,
        subject: Option<String>,
        effects: &[&Fact],
        guards: &[&Fact],
        required: bool,
    ) -> Item {
        let mut worst: Option<(State, &Fact, Option<&Fact>)> = None;
        let facts = &self.behaviour.facts;
        let writes = Writes::of(facts);
        for effect in effects {
            let (state, guard) = protected(check, effect, guards, (facts, &writes));
            let more = |(known, first, by): &(State, &Fact, Option<&Fact>)| {
                let tells = || asks_more(first, *by, effect) || refuses_more(check, *by, guard);
                state < *known || state == *known && tells()
            };
            if worst.as_ref().is_none_or(more) {
                worst = Some((state, effect, guard));
            }
        }
        // A guard on some paths leaves the others open: where nobody has to ask, it
        // answers a question that does not arise. What the handler itself asks
        // about an answer of its own is worth telling.
        if !required && let Some((State::Conditional, effect, Some(guard))) = worst {
            let own = telling(guard).same(guard.near());
            let touched = self.behaviour.has(&check.applies.effects);
            if touched && own && negotiated(guard, effect) {
                worst = Some((State::Guarded, effect, Some(guard)));
            } else if touched || !own {
                // Kept, so that taking it away is not lost in silence.
                let (effect, guard) = (Some(effect.clone()), Some(guard.clone()));
                return Item { effect, guard, ..self.not_asked(check) };
            }
        }
        let Some((state, effect, guard)) =
            worst.filter(|(state, ..)| required || *state != State::Missing)
        else {
            return self.not_asked(check);
        };
        match (state, guard) {
            (State::Missing, _) if check.applies.instead.contains(&effect.kind) => {
                self.undecided(check, subject, effect)
            }
            (State::Missing, _) => match self.unfollowed(check, effect) {
                Some(opaque) => self.unproven(check, subject, effect, opaque),
                None => {
                    let comes = |guard: &&&Fact| guard.comes_too_late_for(effect);
                    let late = guards.iter().find(comes).map(|guard| (*guard).clone());
                    Item { late, ..self.missing(check, subject, effect) }
                }
            },
            (_, Some(guard)) => self.by_key(check, subject, state, (effect, guard)),
            (_, None) => self.missing(check, subject, effect),
        }
    }

    fn missing(&self, check: &Check, subject: Option<String>, effect: &Fact) -> Item {
        let words = Words { effect: Some(effect), ..Words::default() };
        let mut evidence = Vec::new();
        self.effect_evidence(effect, &mut evidence);
        let laxer = self.laxer(check, effect);
        let verdict = Verdict {
            state: State::Missing,
            primary: effect.near().place(self.side),
            message: words.fill(&check.say.missing),
            evidence,
        };
        let verdict = match (&laxer, &check.say.laxer) {
            (Some(laxer), Some(say)) => self.protects_less(say, laxer, effect, verdict),
            _ => verdict,
        };
        Item {
            subject,
            verdict,
            guard: None,
            effect: Some(effect.clone()),
            late: None,
            laxer,
            conditions: BTreeSet::new(),
        }
    }

    pub(super) fn answered(
        &self,
        check: &Check,
        subject: Option<String>,
        state: State,
        effect: &Fact,
        guard: &Fact,
    ) -> Item {
        let conditions = guard.extra_conditions(effect);
        let told = guard.told();
        let words = Words { effect: Some(effect), guard: Some(&told), conditions: &conditions };
        let conditional = state == State::Conditional;
        let say = if conditional { &check.say.conditional } else { &check.say.guarded };
        let mut message = words.fill(say);
        // Where nobody has to ask, some ways without the guard leave nothing open.
        let on_some_ways = !guard.gate && !conditions.is_empty() && !conditional;
        if on_some_ways {
            message +=
                &words.fill(" It runs only when {condition}; nothing here needs it otherwise.");
        }
        let mut evidence = Vec::new();
        self.guard_evidence(&told, &mut evidence);
        for condition in conditions.iter().filter(|_| conditional || on_some_ways) {
            evidence.push(condition.site.evidence(Role::Condition, self.side, condition.say()));
        }
        self.effect_evidence(effect, &mut evidence);
        let held = conditions.iter().filter(|_| conditional).map(|condition| condition.say());
        Item {
            subject,
            verdict: Verdict { state, primary: told.near().place(self.side), message, evidence },
            guard: Some(guard.clone()),
            effect: Some(effect.clone()),
            late: None,
            laxer: None,
            conditions: held.collect(),
        }
    }

    /// What takes the place of the effects stands unguarded in sight.
    fn undecided(&self, check: &Check, subject: Option<String>, effect: &Fact) -> Item {
        let words = Words { effect: Some(effect), ..Words::default() };
        let say = check.say.undecided.as_ref().unwrap_or(&check.say.missing);
        let missing = self.missing(check, subject, effect);
        let verdict =
            Verdict { state: State::Unproven, message: words.fill(say), ..missing.verdict };
        Item { verdict, ..missing }
    }

    fn unproven(
        &self,
        check: &Check,
        subject: Option<String>,
        effect: &Fact,
        opaque: &Opaque,
    ) -> Item {
        let site = &opaque.trail[0];
        let stopped = &opaque.trail[opaque.trail.len() - 1];
        let mut evidence = vec![stopped.evidence(Role::Step, self.side, opaque.reason.clone())];
        self.effect_evidence(effect, &mut evidence);
        Item {
            subject,
            verdict: Verdict {
                state: State::Unproven,
                primary: site.place(self.side),
                message: format!(
                    "Could not decide {}: {}, so what it does before `{}` is not known.",
                    check.title,
                    opaque.reason,
                    telling(effect).text()
                ),
                evidence,
            },
            guard: None,
            effect: Some(effect.clone()),
            late: None,
            laxer: None,
            conditions: BTreeSet::new(),
        }
    }

    fn guard_evidence(&self, guard: &Fact, evidence: &mut Vec<Evidence>) {
        let says = guard_says(guard);
        if guard.trail.len() == 1 {
            evidence.push(guard.near().evidence(Role::Guard, self.side, says));
        } else {
            evidence.push(guard.near().evidence(Role::Guard, self.side, "leads to the guard"));
            evidence.push(guard.deciding().evidence(Role::Guard, self.side, says));
            for site in guard.trail[1..guard.trail.len() - 1].iter().rev().take(3) {
                evidence.push(site.evidence(Role::Step, self.side, "on the way to it"));
            }
        }
        if let Some(twin) = guard.twin.as_ref().and_then(|way| way.first()) {
            let says = "does the same where a test before it comes out otherwise";
            evidence.push(twin.evidence(Role::Guard, self.side, says));
        }
        if let Some(refusal) = &guard.refusal
            && !refusal.same(guard.deciding())
        {
            evidence.push(refusal.evidence(Role::Guard, self.side, "turns the request away"));
        }
    }

    fn effect_evidence(&self, effect: &Fact, evidence: &mut Vec<Evidence>) {
        let says = effect_says(effect);
        evidence.push(effect.near().evidence(Role::Effect, self.side, says.clone()));
        if effect.trail.len() > 1 {
            evidence.push(effect.deciding().evidence(
                Role::Effect,
                self.side,
                format!("{says}, in the end"),
            ));
        }
    }
}
