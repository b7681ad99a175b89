//! Tests that kept a value from what reads it by leaving before it, without an
//! answer of their own, and that a change took: `if address.startswith("//"): return`
//! before a redirect.

use super::compare::Sides;
use super::covered::is_twin;
use super::fact::{Condition, Fact, Turn};
use super::items::Item;
use super::refused::plain;
use super::value::Origins;
use crate::catalog::{Check, Order};
use crate::model::{Role, Side, State, Verdict};
use crate::syntax::python::words;

/// What to say where such a test is gone; none where there is none.
pub(super) fn left_before(
    check: &Check,
    head: &Item,
    sides: Option<Sides<'_>>,
    subject: Option<&Fact>,
) -> Option<Verdict> {
    let (old, new) = sides?;
    if check.guards.order != Order::Flow {
        return None;
    }
    let is_effect = |fact: &&Fact| {
        let same = subject.is_none_or(|subject| subject.deciding().same(fact.deciding()));
        same && check.applies.effects.contains(&fact.kind)
    };
    let kept = |effect: &Fact, test: &Condition| {
        let input = Origins::BODY | Origins::QUERY | Origins::PATH;
        let of_input = test.origins.any(input) && !test.origins.any(Origins::STORED);
        test.turn == Turn::Test && of_input && !test.affirms && looks_at_way(test, effect)
    };
    let is_gone = |test: &Condition| {
        let code = plain(test.site.file.module.slice(test.site.range));
        let now = new.text_of(&test.site.file.path);
        now.is_some_and(|text| !plain(&text).contains(&code))
    };
    let after =
        |effect: &Fact| new.behaviour.facts.iter().filter(|now| is_twin(effect, now)).count();
    let (effect, test) = old.behaviour.facts.iter().filter(is_effect).find_map(|effect| {
        let mut tests = effect.conditions.iter().filter(|test| kept(effect, test) && is_gone(test));
        let test = tests.next_back().filter(|_| after(effect) > 0)?;
        let twin = new.behaviour.facts.iter().find(|now| is_twin(effect, now))?;
        // What came in other words is no loss.
        let asked = |fact: &Fact| fact.conditions.iter().filter(|test| kept(fact, test)).count();
        (asked(twin) < asked(effect)).then_some((effect, test))
    })?;
    let mut evidence = vec![
        test.site.evidence(Role::Was, Side::Base, "left before it was done"),
        effect.near().evidence(Role::Effect, Side::Base, "was not reached then"),
    ];
    evidence.extend(head.verdict.evidence.iter().cloned());
    Some(Verdict {
        state: State::Removed,
        primary: test.site.place(Side::Base),
        message: format!(
            "The change took away `{}`, which kept some requests from `{}`.",
            test.text,
            effect.near().text()
        ),
        evidence,
    })
}

/// Whether a test names what a value that is read was kept as on its way.
fn looks_at_way(test: &Condition, effect: &Fact) -> bool {
    let Some(read) = &effect.read else { return false };
    let names = read.way.iter().filter_map(|(_, _, say)| say.split('`').nth(1));
    let names: Vec<&str> = names.collect();
    words(&test.text).any(|word| names.contains(&word))
}
