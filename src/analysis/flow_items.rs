//! Items of checks about flow: one for each place that reads a value, by the
//! way the value took.

use std::sync::Arc;

use super::fact::{Condition, Fact, Outcome, Read, Site};
use super::items::{Asked, Item};
use super::protection::Words;
use super::saying::phrase;
use crate::catalog::Check;
use crate::model::{Evidence, Role, State, Verdict};

/// The items of a check, in the order of the code; none where nothing is read.
pub(super) fn flow_items(check: &Check, asked: &Asked<'_>) -> Vec<Item> {
    let mut worst: Vec<(&Fact, &Arc<Read>)> = Vec::new();
    let facts = asked.behaviour.facts.iter();
    for fact in facts.filter(|fact| check.applies.effects.contains(&fact.kind)) {
        let Some(read) = &fact.read else { continue };
        let known = worst.iter_mut().find(|(other, _)| {
            // Several on one line of the handler are one question.
            other.near().same(fact.near())
        });
        match known {
            Some(known) if rank(&read.outcome) < rank(&known.1.outcome) => *known = (fact, read),
            Some(_) => {}
            None => worst.push((fact, read)),
        }
    }
    let mut names: Vec<&str> = Vec::new();
    worst
        .into_iter()
        .map(|(fact, read)| {
            names.push(&read.reader);
            let subject = match names.iter().filter(|name| **name == read.reader).count() {
                1 => read.reader.clone(),
                several => format!("{} #{several}", read.reader),
            };
            item(check, asked, subject, fact, read)
        })
        .collect()
}

fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Unfit => 0,
        Outcome::Vague(..) => 1,
        Outcome::Partly(..) => 2,
        Outcome::Fit(..) => 3,
    }
}

fn item(check: &Check, asked: &Asked<'_>, subject: String, fact: &Fact, read: &Read) -> Item {
    let guard = match &read.outcome {
        Outcome::Fit(near, site, _) | Outcome::Partly(near, site, ..) => {
            Some(made_fit(fact, near, site))
        }
        _ => None,
    };
    let held: Vec<&Arc<Condition>> = match &read.outcome {
        Outcome::Partly(.., under) => under.iter().collect(),
        _ => Vec::new(),
    };
    let words =
        Words { effect: Some(fact), guard: guard.as_ref().or(Some(fact)), conditions: &held };
    let mut evidence = Vec::new();
    let (state, primary, message) = match &read.outcome {
        Outcome::Unfit => {
            let place = fact.near().place(asked.side);
            (State::Missing, place, words.fill(&check.say.missing))
        }
        Outcome::Vague(site, say) => {
            evidence.push(site.evidence(Role::Step, asked.side, say.clone()));
            let message = format!("Could not decide {}: {say}.", check.title);
            (State::Unproven, fact.near().place(asked.side), message)
        }
        Outcome::Fit(near, site, say) | Outcome::Partly(near, site, say, _) => {
            if !near.same(site) {
                evidence.push(near.evidence(Role::Guard, asked.side, "leads to the guard"));
            }
            evidence.push(site.evidence(Role::Guard, asked.side, say.clone()));
            let (state, say) = match held.as_slice() {
                [] => (State::Guarded, &check.say.guarded),
                _ => (State::Conditional, &check.say.conditional),
            };
            (state, near.place(asked.side), words.fill(say))
        }
    };
    for condition in &held {
        evidence.push(condition.site.evidence(Role::Condition, asked.side, condition.say()));
    }
    for (role, site, say) in &read.way {
        let known = evidence.iter().any(|it: &Evidence| it.place == site.place(asked.side));
        if !known || *role == Role::Source {
            evidence.push(site.evidence(*role, asked.side, say.clone()));
        }
    }
    evidence.push(fact.near().evidence(Role::Sink, asked.side, phrase(fact.kind)));
    if fact.trail.len() > 1 {
        let say = format!("{}, in the end", phrase(fact.kind));
        evidence.push(fact.deciding().evidence(Role::Sink, asked.side, say));
    }
    Item {
        subject: Some(subject),
        verdict: Verdict { state, primary, message, evidence },
        guard,
        effect: Some(fact.clone()),
        late: None,
        laxer: None,
        conditions: held.iter().map(|condition| condition.say()).collect(),
    }
}

/// What made a value fit, as the guard of the item.
fn made_fit(fact: &Fact, near: &Site, site: &Site) -> Fact {
    let mut trail = vec![near.clone()];
    if !near.same(site) {
        trail.push(site.clone());
    }
    Fact { trail, ..fact.clone() }
}
