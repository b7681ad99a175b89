//! Whether a guard protects an effect: in time, under no more conditions, and
//! on the same thing. And the words that say so.

use std::sync::Arc;

use super::fact::{Condition, Fact, Form, Reach, Site, Turn};
use super::value::Origins;
use crate::catalog::{Check, Order};
use crate::model::{FactKind, State};

/// Extra conditions, position of the kind in the check, if it turns nobody away, if it
/// does not tell who asks, how little it looks at, if it belongs to finding it, if it lets a block
/// run, if it tests some value and the length of the way, order.
type Rank = (usize, usize, (bool, bool), u8, bool, bool, (bool, usize), u32);

/// How an effect is protected, and by which guard.
pub(super) fn protected<'fact>(
    check: &Check,
    effect: &Fact,
    guards: &[&'fact Fact],
    (facts, writes): (&[Fact], &Writes),
) -> (State, Option<&'fact Fact>) {
    let deadline = writes.deadline(effect);
    // What was found by looking among the caller's own is theirs; another
    // lookup of that kind tells where it was found.
    let found_among_own =
        guards.iter().any(|guard| guard.reach == Reach::Object && same_call(guard, effect));
    let mut best: Option<(Rank, &Fact)> = None;
    for guard in guards {
        let elsewhere = guard.object != 0 && effect.object != 0 && guard.object != effect.object;
        let of_another = check.guards.per_subject
            && guard.chosen_by != Origins::NONE
            && effect.chosen_by != Origins::NONE
            && !guard.chosen_by.any(effect.chosen_by);
        let of_another = of_another || is_of_another_part(guard, effect);
        let in_time = in_order(check, guard, effect, deadline);
        if elsewhere || of_another || !in_time {
            continue;
        }
        // What runs under more conditions than the best one so far is not told, unless
        // it lets a block run.
        let most = best.filter(|_| !guard.gate).map_or(usize::MAX, |((extra, ..), _)| extra);
        let mut extra = guard.count_extra_conditions(effect, most);
        if extra > most || !reaches(check, guard, effect, found_among_own) {
            continue;
        }
        // Some part of a body that a set-up has looked at says nothing of all of it.
        let part = guard.about.selectors() != Origins::NONE
            && effect.about.selectors() == Origins::NONE
            && guard.kind == FactKind::InputValidated
            && guard.test.is_some();
        if part && guard.extra_conditions(effect).iter().any(|test| asks_set_up(test)) {
            continue;
        }
        // A lookup among one's own on some ways alone, beside what is written, asks
        // nothing of who writes.
        let beside = guard.reach == Reach::Object && guard.status.is_none() && !found_among_own;
        if extra > 0 && beside && is_write(effect) {
            continue;
        }
        if extra > 0 && guard.gate {
            let looks = guard.kind == FactKind::InputValidated;
            let may_come_later = looks || check.guards.order == Order::BeforeHarm;
            if !may_come_later || !covers_harm(guard, effect, facts) {
                continue;
            }
            extra = 0;
        }
        let rank = rank(check, guard, (effect, facts), extra);
        // What prevents it takes longest to find out, and is asked of few this way.
        if best.is_none_or(|(known, _)| rank < known) && !prevented(guard, effect) {
            best = Some((rank, guard));
        }
    }
    match best {
        Some(((0, ..), guard)) => (State::Guarded, Some(guard)),
        Some((_, guard)) => (State::Conditional, Some(guard)),
        None => (State::Missing, None),
    }
}

/// Whether an effect happens only where the guard refuses, failed, or does not run.
fn prevented(guard: &Fact, effect: &Fact) -> bool {
    let refused_there = is_write(effect) && guard.is_refused_at(effect);
    let aside = !guard.gate && guard.stands_aside_of(effect);
    refused_there || failed_before(guard, effect) || aside
}

/// Whether a test asks what the request says nothing of: `files.allow_hidden`, but not
/// what was made out of it before, as whether some name holds an error.
fn asks_set_up(test: &Condition) -> bool {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '_');
    let asked = test.text.trim_end_matches(" is None").trim_end_matches(" is not None");
    test.turn == Turn::Test
        && !test.origins.any(Origins::INPUT)
        && test.form != Form::Presence
        && !asked.trim_start_matches("not ").chars().all(name)
}

/// Whether a guard looks at one part of the request by its name, and what is read is
/// another one.
fn is_of_another_part(guard: &Fact, effect: &Fact) -> bool {
    let (looked, read) = (guard.about.selectors(), effect.about.selectors());
    guard.kind == FactKind::InputValidated
        && guard.test.is_some()
        && looked != Origins::NONE
        && read != Origins::NONE
        && !looked.any(read)
}

/// Whether a guard comes in time.
fn in_order(check: &Check, guard: &Fact, effect: &Fact, deadline: u32) -> bool {
    match check.guards.order {
        Order::BeforeEffect => guard.order <= effect.order || same_call(guard, effect),
        Order::BeforeHarm => guard.order <= deadline || same_call(guard, effect),
        Order::Anywhere => true,
        Order::AtEffect | Order::Flow => same_call(guard, effect),
    }
}

/// Whether a guard reaches as far as the effect.
fn reaches(check: &Check, guard: &Fact, effect: &Fact, found_among_own: bool) -> bool {
    match guard.reach {
        Reach::Handler => true,
        Reach::Object => {
            let found = match guard.kind {
                FactKind::CapabilityPresented => same_call(guard, effect),
                _ => found_among_own,
            };
            found || !check.guards.per_subject || finds_or_refuses(guard, effect)
        }
        Reach::Call => leads_to(guard, effect),
    }
}

/// Of several guards the one under the fewest conditions is told, of the kind
/// that the check names first, nearest to the handler.
fn rank(check: &Check, guard: &Fact, (effect, facts): (&Fact, &[Fact]), extra: usize) -> Rank {
    let kind = check.guards.facts.iter().position(|kind| *kind == guard.kind);
    // A lookup says where the object was found; that there is one, or that a
    // later write is of such an object, only follows from it.
    let refuses = guard.test.is_some() || guard.status.is_some();
    // So does a lookup of what the request does not choose.
    let asked = Origins::BODY | Origins::QUERY | Origins::PATH;
    let unasked = effect.about.any(asked) && !guard.about.any(asked);
    let owned = guard.kind == FactKind::ObjectAccessChecked;
    let presence = guard.reach == Reach::Object && (guard.test.is_some() || unasked)
        || owned && (!refuses && guard.order > effect.order || is_of_callers_own(guard));
    let presence = guard.bare.max(u8::from(presence));
    // What refuses says more than what lets a block run.
    let kind = kind.unwrap_or(usize::MAX);
    let finds = finds(guard, effect, facts);
    // Where the right is asked for, finding something out among one's own is the
    // weakest answer.
    let scopes = !check.guards.per_subject && (guard.gate || only_scopes(guard));
    let little = (scopes, guard.nameless);
    // A form that all is held against says more than a test of some value in it,
    // however deep it stands.
    let of_value = guard.kind == FactKind::InputValidated && guard.test.is_some();
    let length = (of_value, guard.trail.len());
    (extra, kind, little, presence, finds, guard.gate, length, guard.order)
}

/// Whether a guard turns nobody away and runs on some ways alone: it looks among
/// the caller's own there, to find something out, and leaves it at that.
pub(super) fn only_scopes(guard: &Fact) -> bool {
    let tested = |test: &Arc<Condition>| {
        test.turn == Turn::Test && test.methods.is_none() && test.paths.is_none()
    };
    looks_only(guard) && (guard.reach == Reach::Call || guard.conditions.iter().any(tested))
}

/// Whether a guard turns nobody away before anybody proved who they are: it finds
/// somebody among those who are of the caller's own.
pub(super) fn finds_who_asks(guard: &Fact, facts: &[Fact]) -> bool {
    let decides =
        Origins::DECIDES_ACCESS | Origins::DECIDES_OBJECT | Origins::DECIDES_AUTHENTICATION;
    let proves = |fact: &Fact| {
        fact.kind == FactKind::AuthenticationRequired
            && !fact.gate
            && fact.order < guard.order
            && fact.extra_conditions(guard).is_empty()
    };
    (guard.gate || looks_only(guard))
        && guard.about.any(Origins::PRINCIPAL)
        && !guard.about.any(decides)
        && !facts.iter().any(proves)
}

/// Whether a guard is a lookup among the caller's own that turns nobody away.
fn looks_only(guard: &Fact) -> bool {
    guard.kind == FactKind::ObjectAccessChecked
        && guard.reach != Reach::Handler
        && guard.status.is_none()
        && guard.test.is_none()
        && !guard.gate
}

/// Whether a test only holds what the caller has against each other: nothing that
/// the request chooses, and nobody who decides.
fn is_of_callers_own(guard: &Fact) -> bool {
    let decides = Origins::DECIDES_ACCESS | Origins::DECIDES_OBJECT | Origins::OVER_ALL;
    let asked = Origins::BODY | Origins::QUERY | Origins::PATH;
    guard.test.is_some() && !guard.about.any(decides | asked)
}

/// Whether a guard about who may do what belongs to the call that finds the
/// object: what refuses beside it asks for a right of its own, and says more than
/// that the caller may see the object, or that it is of their organisation.
fn finds(guard: &Fact, effect: &Fact, facts: &[Fact]) -> bool {
    let rights = matches!(guard.kind, FactKind::AccessChecked | FactKind::ObjectAccessChecked);
    if !rights || is_write(effect) {
        return false;
    }
    let decides = Origins::DECIDES_ACCESS | Origins::DECIDES_OBJECT;
    let refuses = if guard.gate { guard.about.any(decides) } else { guard.status.is_some() };
    let loads = |fact: &Fact| fact.kind == FactKind::ObjectLoaded && !fact.void;
    let with = |fact: &Fact| loads(fact) && fact.near().same(guard.near());
    let beside = refuses && guard.reach == Reach::Handler && !facts.iter().any(with);
    !beside
}

/// Whether the effect is what is done where a lookup by a key found nothing.
fn failed_before(guard: &Fact, effect: &Fact) -> bool {
    let absent = guard.key.as_ref().and_then(|key| key.absent.as_ref());
    absent.is_some_and(|absent| {
        effect.conditions.iter().any(|condition| {
            condition.turn == Turn::Caught && condition.holds && condition.site.same(absent)
        })
    })
}

/// Whether a lookup among the caller's own that refuses when it finds nothing
/// was asked about the object of the effect: `get_object_or_404(Member,
/// project=project, user=request.user)`.
fn finds_or_refuses(guard: &Fact, effect: &Fact) -> bool {
    guard.status.is_some() && guard.chosen_by.any(effect.chosen_by)
}

/// When the writes among some facts happen, the first one first.
pub(super) struct Writes(Vec<u32>);

impl Writes {
    pub(super) fn of(facts: &[Fact]) -> Self {
        let mut orders: Vec<u32> =
            facts.iter().filter(|fact| is_write(fact)).map(|fact| fact.order).collect();
        orders.sort_unstable();
        Self(orders)
    }

    /// The last moment at which a guard still protects: a write itself, or what
    /// comes after a read, up to the next write.
    pub(super) fn deadline(&self, effect: &Fact) -> u32 {
        if is_write(effect) {
            return effect.order;
        }
        let next = self.0.partition_point(|order| *order <= effect.order);
        self.0.get(next).copied().unwrap_or(u32::MAX)
    }
}

/// Whether all that comes of what was read, the writes and answers after it,
/// stands in the block that a guard lets run.
fn covers_harm(gate: &Fact, read: &Fact, facts: &[Fact]) -> bool {
    // An answer in which nothing of the input is left comes to no harm by it; nor does
    // one that only says again what was sent, where the work is done in the block.
    let works = facts.iter().any(|fact| is_write(fact) && fact.order > read.order);
    let of_input = |fact: &Fact| {
        let again = works && !fact.about.any(Origins::STORED);
        gate.kind != FactKind::InputValidated
            || fact.about.any(read.about.only(Origins::BODY | Origins::QUERY)) && !again
    };
    let harms = |fact: &&Fact| {
        (is_write(fact) || fact.kind == FactKind::ResponseSent && of_input(fact))
            && fact.order > read.order
    };
    let mut harms = facts.iter().filter(harms).peekable();
    !is_write(read)
        && (harms.peek().is_some() || gate.kind == FactKind::InputValidated)
        && harms.all(|harm| gate.order <= harm.order && gate.extra_conditions(harm).is_empty())
}

fn is_write(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::ObjectUpdated | FactKind::ObjectCreated | FactKind::ObjectDeleted)
}

/// Whether the guard is the very call that has the effect: `get_json()`
/// refuses and reads in one.
fn same_call(guard: &Fact, effect: &Fact) -> bool {
    guard.deciding().same(effect.deciding())
}

/// Whether the guard's own call leads to the effect.
fn leads_to(guard: &Fact, effect: &Fact) -> bool {
    effect.trail.iter().any(|site| site.same(guard.deciding()))
}

/// The code that tells what a fact is: that of the handler, unless it says no
/// more than the handler's name, as it does of what runs before it.
pub(super) fn telling(fact: &Fact) -> &Site {
    let near = fact.near().text();
    let definition = ["def ", "async def ", "class "].iter().any(|word| near.starts_with(word));
    let deciding = fact.deciding();
    // What is caught says less than the line that leads there.
    let before = fact.trail.len().checked_sub(2).filter(|at| *at > 0);
    match before.and_then(|at| fact.trail.get(at)) {
        Some(leads) if definition && names_exception(&deciding.text()) => leads,
        _ if definition => deciding,
        _ => fact.near(),
    }
}

/// Whether a text is the name of a class, as in an `except`: `jwt.PyJWTError`.
fn names_exception(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or(text);
    last.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}

/// What the placeholders of a check's sentences stand for.
#[derive(Default)]
pub(super) struct Words<'words> {
    pub(super) guard: Option<&'words Fact>,
    pub(super) effect: Option<&'words Fact>,
    pub(super) conditions: &'words [&'words Arc<Condition>],
}

impl Words<'_> {
    /// Fills `{guard}`, `{effect}` and `{condition}`.
    pub(super) fn fill(&self, sentence: &str) -> String {
        let code = |fact: Option<&Fact>| {
            fact.map_or_else(|| "it".to_owned(), |fact| format!("`{}`", telling(fact).text()))
        };
        // A call that leads to both is told apart by what decides in it.
        let guard = match (self.guard, self.effect) {
            (Some(guard), Some(effect)) if guard.near().text() == effect.near().text() => {
                format!("`{}`", guard.deciding().text())
            }
            (guard, _) => code(guard),
        };
        let twin = self.guard.and_then(|guard| guard.twin.as_ref()?.first());
        let guard = match twin {
            Some(twin) => format!("{guard} or, the other way, `{}`", twin.text()),
            None => guard,
        };
        let condition = joined(self.conditions);
        let filled = sentence
            .replace("{guard}", &guard)
            .replace("{effect}", &code(self.effect))
            .replace("{condition}", &condition);
        let by = [self.guard, self.effect].into_iter().flatten().find_map(|fact| fact.by.as_ref());
        by.map_or(filled.clone(), |by| format!("{filled} Known by {by}."))
    }
}

/// Conditions in words. Each has a line of its own in the evidence: a sentence names two.
fn joined(conditions: &[&Arc<Condition>]) -> String {
    const NAMED: usize = 2;
    let say =
        |condition: &Arc<Condition>| condition.say().trim_start_matches("only when ").to_owned();
    match conditions {
        [first, more @ ..] if more.len() >= NAMED => {
            format!("{} and {} more conditions", say(first), more.len())
        }
        few => few.iter().map(|condition| say(condition)).collect::<Vec<_>>().join(" and "),
    }
}
