//! Puts the items of a handler in base and head side by side: what the change
//! added, removed, moved or weakened.

use super::covered::{keeps_less, words_alike};
use super::fact::{Fact, Reach, Site};
use super::fewer::asks_less;
use super::gone::{hook_lost, where_lost};
use super::instead::{Instead, came_instead};
use super::items::Item;
use super::judged::Judged;
use super::left_before::left_before;
use super::left_open::left_nothing_open;
use super::lock_instead::instead_of_lock;
use super::loosened::loosened;
use super::protection::{Words, telling};
use super::rebound::{left_base, rebound};
use super::refused::plain;
use super::step_lost::step_lost;
use super::strength;
use super::widened::fetched_too;
use crate::catalog::Check;
use crate::model::{
    Change, Comparison, Evidence, FactKind, Finding, FindingId, HandlerId, Role, Side, State,
    Verdict,
};

/// A handler before and after the change.
pub(super) type Sides<'judged> = (&'judged Judged<'judged>, &'judged Judged<'judged>);

/// The findings of one check: items of head and base, paired by subject.
pub(super) fn findings(
    check: &Check,
    handler: &HandlerId,
    base: Option<&[Item]>,
    head: Option<&[Item]>,
    sides: Option<Sides<'_>>,
    compared: bool,
) -> Vec<Finding> {
    let subjects = subjects(base, head);
    let several = subjects.len() > 1;
    subjects
        .into_iter()
        .filter_map(|subject| {
            let of = |items: Option<&[Item]>| {
                items.and_then(|items| {
                    items.iter().find(|item| item.subject == subject).cloned().or_else(|| {
                        // Does not apply on one side: that side has no subjects.
                        items.iter().find(|item| item.subject.is_none()).cloned()
                    })
                })
            };
            let (was, mut is) = (of(base), of(head));
            if let (Some(was), Some(is)) = (&was, &mut is) {
                forget_other_effects(was, is);
            }
            let (verdict, comparison) = pair(check, was, is, (sides, compared))?;
            let named = subject.as_deref().filter(|_| several);
            Some(Finding::new(
                FindingId::new(&check.id, handler, named, 1),
                check.id.clone(),
                handler.clone(),
                subject.clone(),
                verdict,
                comparison,
            ))
        })
        .collect()
}

/// Of a check that does not apply at head, what else is done there is not what
/// the guard of one subject guarded.
fn forget_other_effects(base: &Item, head: &mut Item) {
    let kind = |item: &Item| item.effect.as_ref().map(|effect| effect.kind);
    if base.subject.is_some() && head.subject.is_none() && kind(base) != kind(head) {
        head.effect = None;
    }
}

fn subjects(base: Option<&[Item]>, head: Option<&[Item]>) -> Vec<Option<String>> {
    let mut found: Vec<Option<String>> = Vec::new();
    for item in head.into_iter().chain(base).flatten() {
        if !found.contains(&item.subject) {
            found.push(item.subject.clone());
        }
    }
    if found.len() > 1 {
        found.retain(Option::is_some);
    }
    found
}

fn pair(
    check: &Check,
    base: Option<Item>,
    head: Option<Item>,
    (sides, compared): (Option<Sides<'_>>, bool),
) -> Option<(Verdict, Option<Comparison>)> {
    let base_state = base.as_ref().map(|item| item.verdict.state);
    let head_state = head.as_ref().map(|item| item.verdict.state);
    let comparison = |change| compared.then_some(Comparison { base_state, head_state, change });
    match (base, head) {
        (Some(base), Some(mut head)) => {
            let loosened = sides.and_then(|sides| loosened(&base, &head, sides));
            let less = sides.and_then(|sides| strength::says_less(check, sides));
            let fewer = sides.and_then(|sides| asks_less(check, &base, &head, sides));
            head.laxer = head.laxer.or(loosened).or(less).or(fewer);
            let same = |late: &Fact| base.guard.as_ref().is_some_and(|was| words_alike(was, late));
            head.late = head.late.take().filter(same);
            let change = change(&base, &head, sides);
            let open = sides.is_some_and(|sides| left_nothing_open(&base, &head, sides));
            let change = match change {
                Change::Removed | Change::Weakened if open => Change::Same,
                change => change,
            };
            let instead = match (change, &base.guard, sides) {
                (Change::Removed | Change::Weakened, Some(guard), Some((old, new))) => {
                    came_instead(guard, old, new)
                }
                _ => None,
            };
            if let Some(instead) = instead {
                return Some((replaced(&base, head, &instead), comparison(Change::Moved)));
            }
            let lock = base.guard.as_ref().filter(|guard| guard.kind == FactKind::ObjectLocked);
            if let (Change::Removed, Some(lock), Some(sides)) = (change, lock, sides)
                && let Some(instead) = instead_of_lock(sides)
            {
                let verdict = instead.verdict(lock.deciding(), head.verdict);
                return Some((verdict, comparison(Change::Moved)));
            }
            if let Some(verdict) = step_lost(check, &base, &head, sides) {
                return Some((verdict, comparison(Change::Removed)));
            }
            let told = matches!(change, Change::Removed | Change::Weakened);
            let left = left_before(check, &head, sides, base.effect.as_ref());
            if let Some(verdict) = left.filter(|_| !told) {
                return Some((verdict, comparison(Change::Removed)));
            }
            let wider = sides.and_then(|sides| fetched_too(check, (&base, &head), sides));
            if let Some(verdict) = wider.filter(|_| !told) {
                return Some((verdict, comparison(Change::Weakened)));
            }
            let verdict = match change {
                Change::Removed => removed(check, &base, &head, sides),
                Change::Weakened => weakened(check, &base, &head),
                _ => head.verdict,
            };
            Some((verdict, comparison(change)))
        }
        (None, Some(head)) => {
            let added = matches!(head.verdict.state, State::Guarded | State::Conditional);
            let change = if added { Change::Added } else { Change::Same };
            Some((head.verdict, comparison(change)))
        }
        // The handler itself is gone, and its guards with it: nothing is left open.
        (Some(base), None) => Some((without_handler(base), comparison(Change::Same))),
        (None, None) => None,
    }
}

fn without_handler(base: Item) -> Verdict {
    Verdict {
        state: State::NotApplicable,
        message: "The handler is gone, and what it guarded with it.".to_owned(),
        ..base.verdict
    }
}

fn change(base: &Item, head: &Item, sides: Option<Sides<'_>>) -> Change {
    use State::{Conditional, Guarded, Missing};
    // What was asked of the caller is not asked any more, whoever knows the address.
    let by_key = |item: &Item| {
        item.guard.as_ref().is_some_and(|guard| guard.kind == FactKind::CapabilityPresented)
    };
    if matches!(base.verdict.state, Guarded | Conditional) && !by_key(base) && by_key(head) {
        return Change::Removed;
    }
    match (base.verdict.state, head.verdict.state) {
        (Guarded | Conditional, Missing) if head.laxer.is_some() || head.late.is_some() => {
            Change::Weakened
        }
        (Guarded | Conditional, Guarded | Conditional)
            if turned_round(base, head) || head.laxer.is_some() =>
        {
            Change::Weakened
        }
        (Guarded | Conditional, Missing) => Change::Removed,
        // Not asked of the handler as it is, but it was guarded, and what it
        // guarded is still done.
        (Guarded | Conditional, State::NotApplicable)
            if (head.effect.is_some() || base.effect.is_none()) && !looked_itself(base) =>
        {
            if head.laxer.is_some() { Change::Weakened } else { Change::Removed }
        }
        // The same of a guard on some paths that nobody has to ask for.
        (State::NotApplicable, State::NotApplicable | Missing)
            if base.guard.is_some() && head.guard.is_none() && head.effect.is_some() =>
        {
            Change::Removed
        }
        (Guarded, Conditional) => Change::Weakened,
        // Conditions are compared by number: the same test in other words is no change.
        (Conditional, Conditional)
            if head.conditions.len() > base.conditions.len()
                && protects_less(base, head, sides) =>
        {
            Change::Weakened
        }
        (Conditional, Guarded) => Change::Strengthened,
        (Conditional, Conditional) if head.conditions.len() < base.conditions.len() => {
            Change::Strengthened
        }
        (Guarded | Conditional, Guarded | Conditional) => {
            if stands_alike(base.guard.as_ref(), head.guard.as_ref()) {
                Change::Same
            } else {
                Change::Moved
            }
        }
        (Missing | State::Unproven | State::NotApplicable, Guarded | Conditional) => Change::Added,
        _ => Change::Same,
    }
}

/// Whether the guard was a look among the caller's own that kept nobody from
/// anything else.
fn looked_itself(item: &Item) -> bool {
    item.guard.as_ref().is_some_and(|guard| guard.reach != Reach::Handler)
}

/// Whether the guard leaves open what it came before at base; what a new test
/// stands around with it, it still comes before.
fn protects_less(base: &Item, head: &Item, sides: Option<Sides<'_>>) -> bool {
    let (Some(was), Some(is), Some((old, new))) = (&base.guard, &head.guard, sides) else {
        return true;
    };
    keeps_less((was, &old.behaviour), (is, &new.behaviour))
}

/// Whether the guard is decided by the same words in the same file, as far
/// from the handler as before.
fn stands_alike(base: Option<&Fact>, head: Option<&Fact>) -> bool {
    let (Some(base), Some(head)) = (base, head) else { return true };
    let (old, new) = (base.deciding(), head.deciding());
    let alike = base.trail.len() == head.trail.len();
    alike
        && old.file.path == new.file.path
        && (base.trail.len() > 1 || plain(&old.text()) == plain(&new.text()))
}

/// Whether the same test refuses the others now.
fn turned_round(base: &Item, head: &Item) -> bool {
    let test = |item: &Item| item.guard.as_ref().and_then(|guard| guard.test.clone());
    match (test(base), test(head)) {
        (Some((old, refused)), Some((new, refuses))) => old == new && refused != refuses,
        _ => false,
    }
}

/// The guard is gone: shown on its old line, with what it protected.
fn removed(check: &Check, base: &Item, head: &Item, sides: Option<Sides<'_>>) -> Verdict {
    let words =
        Words { guard: base.guard.as_ref(), effect: head.effect.as_ref(), ..Words::default() };
    let mut evidence = was(base);
    evidence.extend(head.verdict.evidence.iter().cloned());
    Verdict {
        state: State::Removed,
        primary: match &base.guard {
            Some(guard) if base.verdict.state == State::NotApplicable => {
                guard.near().place(Side::Base)
            }
            // Where on its way it went.
            Some(guard) => {
                let gone = sides.and_then(|(old, new)| {
                    let gone = where_lost(&guard.trail, old, new);
                    gone.or_else(|| hook_lost(&guard.trail, old, new))
                        .or_else(|| rebound(guard.deciding(), new))
                        .or_else(|| left_base(guard, old, new))
                });
                match gone.as_ref().or_else(|| decides_in_change(guard, sides)) {
                    Some(site) => site.place(Side::Base),
                    None => base.verdict.primary.clone(),
                }
            }
            None => base.verdict.primary.clone(),
        },
        message: words.fill(&check.say.removed),
        evidence,
    }
}

/// The line that decides, where the change touches its file.
fn decides_in_change<'guard>(
    guard: &'guard Fact,
    sides: Option<Sides<'_>>,
) -> Option<&'guard Site> {
    let (_, new) = sides?;
    let site = guard.deciding();
    let now = new.text_of(&site.file.path);
    now.is_none_or(|text| *text != *site.file.module.text).then_some(site)
}

/// The guard is laxer: shown on what is left of it, with its old form.
fn weakened(check: &Check, base: &Item, head: &Item) -> Verdict {
    let left = head.laxer.as_ref().or(head.late.as_ref()).or(head.guard.as_ref());
    let words = Words { guard: left, effect: head.effect.as_ref(), ..Words::default() };
    let mut message = words.fill(&check.say.weakened);
    let new: Vec<&String> = head.conditions.difference(&base.conditions).collect();
    if let Some(condition) = new.first() {
        message = format!("{} Now {condition}.", message.trim_end());
    }
    let mut evidence = head.verdict.evidence.clone();
    evidence.extend(was(base));
    if head.late.is_some() {
        message = format!("{} It comes after what it guarded now.", message.trim_end());
    } else if turned_round(base, head) {
        message = format!("{} The same test turns away the others now.", message.trim_end());
    }
    let primary = match head.laxer.as_ref().or(head.late.as_ref()) {
        Some(laxer) => laxer.near().place(Side::Head),
        // What runs before the handler is shown where it is, not where that begins.
        None => match &head.guard {
            Some(guard) => telling(guard).place(Side::Head),
            None => head.verdict.primary.clone(),
        },
    };
    Verdict { state: State::Weakened, primary, message, evidence }
}

/// Something came in the guard's place of which it is not known what it asks.
fn replaced(base: &Item, head: Item, instead: &Instead) -> Verdict {
    let guard = base.guard.as_ref().map_or_else(String::new, |guard| guard.near().text());
    let mut evidence = vec![instead.site.evidence(Role::Step, Side::Head, instead.say.clone())];
    evidence.extend(was(base));
    evidence.extend(head.verdict.evidence);
    Verdict {
        state: State::Unproven,
        primary: instead.site.place(Side::Head),
        message: format!("`{guard}` went, and `{}` came: {}.", instead.site.text(), instead.say),
        evidence,
    }
}

/// The guard as it was at base.
fn was(base: &Item) -> Vec<Evidence> {
    base.verdict
        .evidence
        .iter()
        .filter(|evidence| matches!(evidence.role, Role::Guard | Role::Condition))
        .map(|evidence| Evidence {
            role: Role::Was,
            place: evidence.place.clone(),
            say: evidence.say.clone(),
        })
        .collect()
}
