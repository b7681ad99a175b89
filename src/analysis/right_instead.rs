//! Rights that a change asks of the handler for those that layers below it asked.

use std::collections::HashMap;

use super::compare::Sides;
use super::covered::{does_harm, is_kept, is_twin};
use super::fact::{Fact, Reach, Site};
use super::refused::{Refused, plain};
use super::run::Behaviour;
use super::value::Origins;
use crate::model::FactKind;
use crate::syntax::python::ast::{Range, Stmt, StmtKind};

/// Whether a right of the same kind is asked for that was not, before all that the
/// refusal came before and under no conditions of its own: a right to do this kind of
/// thing stands for no question of whose something is.
pub(super) fn asked_by_right(refused: &Refused, (old, new): Sides<'_>) -> bool {
    let Some((kind, since)) = asked(refused, &old.behaviour) else { return false };
    came(kind, &old.behaviour, &new.behaviour)
        .into_iter()
        .any(|right| keeps_all(right, since, &old.behaviour, &new.behaviour))
}

/// What a refusal asked, and when; none where that is not known.
fn asked(refused: &Refused, old: &Behaviour) -> Option<(FactKind, u32)> {
    if refused.is_answer() {
        return answered(refused, old);
    }
    // Who asks is held against what was sent, or what is there.
    let compared = Origins::BODY | Origins::QUERY | Origins::PATH | Origins::STORED;
    let whose = refused.about.any(Origins::DECIDES_OBJECT)
        || refused.about.any(Origins::PRINCIPAL | Origins::CALLER) && refused.about.any(compared);
    let kind = match refused.kind? {
        FactKind::AccessChecked if whose => FactKind::ObjectAccessChecked,
        kind @ (FactKind::AccessChecked | FactKind::ObjectAccessChecked) => kind,
        _ => return None,
    };
    let decides = |fact: &&Fact| fact.deciding().same(refused.deciding());
    let noted = old.facts.iter().filter(decides).map(|fact| fact.order).min();
    Some((kind, noted.or(refused.way.last().map(|test| test.order)).unwrap_or(0)))
}

/// The same of a clause: what its `try` asked of the caller.
fn answered(refused: &Refused, old: &Behaviour) -> Option<(FactKind, u32)> {
    let clause = refused.deciding();
    let tried = tried(&clause.file.module.body, clause.range)?;
    let here = |site: &Site| site.file.path == clause.file.path && tried.contains(site.range);
    let inside = |fact: &&Fact| fact.trail.iter().any(here);
    let rights = || {
        let kinds = [FactKind::AccessChecked, FactKind::ObjectAccessChecked];
        old.facts.iter().filter(inside).filter(move |fact| kinds.contains(&fact.kind))
    };
    let since = rights().map(|fact| fact.order).min()?;
    let of_object = rights().any(|fact| fact.kind == FactKind::ObjectAccessChecked);
    Some((if of_object { FactKind::ObjectAccessChecked } else { FactKind::AccessChecked }, since))
}

/// What the `try` of a clause around a range tries.
fn tried(block: &[Stmt], clause: Range) -> Option<Range> {
    let around = block.iter().find(|statement| statement.range.contains(clause))?;
    match &around.kind {
        StmtKind::Function(function) => tried(&function.body, clause),
        StmtKind::Class(class) => tried(&class.body, clause),
        StmtKind::Try(parts) => {
            let answer = parts.handlers.iter().find(|answer| answer.range.contains(clause));
            let Some(answer) = answer else {
                let mut blocks = around.blocks().into_iter();
                return blocks.find_map(|block| tried(block, clause));
            };
            let (first, last) = (parts.body.first()?, parts.body.last()?);
            let own = Range { start: first.range.start, end: last.range.end };
            tried(&answer.body, clause).or(Some(own))
        }
        _ => around.blocks().into_iter().find_map(|block| tried(block, clause)),
    }
}

/// The rights that calls of the handler ask for now and did not: where as many went
/// that the same function asked, they are the same ones in other words.
fn came<'new>(kind: FactKind, old: &Behaviour, new: &'new Behaviour) -> Vec<&'new Fact> {
    let asks = |fact: &&Fact| {
        let refuses = fact.reach == Reach::Handler && !fact.gate && !fact.void;
        fact.kind == kind && refuses && fact.status != Some(404) && fact.test.is_none()
    };
    let words = |fact: &Fact| plain(&fact.near().text());
    let callee = |words: &str| words.split('(').next().unwrap_or_default().to_owned();
    let before: Vec<String> = old.facts.iter().filter(asks).map(words).collect();
    let after: Vec<String> = new.facts.iter().filter(asks).map(words).collect();
    let mut went: HashMap<String, usize> = HashMap::new();
    let mut gone: Vec<&String> = before.iter().filter(|one| !after.contains(one)).collect();
    gone.sort();
    gone.dedup();
    for one in gone {
        *went.entry(callee(one)).or_default() += 1;
    }
    let mut known = before;
    let mut came = Vec::new();
    for right in new.facts.iter().filter(asks) {
        let words = words(right);
        if known.contains(&words) {
            continue;
        }
        match went.get_mut(&callee(&words)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => came.push(right),
        }
        known.push(words);
    }
    came
}

/// Whether a right is asked before all that happened after a moment at base, and
/// happens still. Finding something harms nobody by itself.
fn keeps_all(right: &Fact, since: u32, old: &Behaviour, new: &Behaviour) -> bool {
    let finds = |fact: &Fact| matches!(fact.kind, FactKind::ObjectLoaded | FactKind::StoreRead);
    let after = |fact: &&Fact| does_harm(fact.kind) && fact.order > since;
    let harms: Vec<&Fact> = old.facts.iter().filter(after).collect();
    let all_find = harms.iter().all(|harm| finds(harm));
    let kept = harms.into_iter().filter(|harm| all_find || !finds(harm));
    let mut twins = kept.flat_map(|harm| new.facts.iter().filter(move |now| is_twin(harm, now)));
    let mut twins = twins.by_ref().peekable();
    twins.peek().is_some() && twins.all(|twin| is_kept(right, twin))
}
