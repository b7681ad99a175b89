//! Tests that turn requests away, before and after a change: which of them let
//! more through now, and which less.

mod formula;
mod literal;
mod names;
mod safe;
mod scope;

use formula::{Formula, both, follows, ways};
pub(super) use formula::{is_digest, written};
use literal::Literal;
use names::Parsed;
use safe::replacing;
pub(super) use scope::is_scoped;
use scope::widened;

use super::covered::does_harm;
use super::fact::{Condition, Fact, Reach, Site, Turn};
use super::gone::where_lost;
use super::judged::Judged;
use super::lost::{check_of, measures};
use super::refused::Refused;
use super::world::functions_of;
use crate::catalog::Check;
use crate::model::{Change, Evidence, FactKind, Finding, Place, Role, Side, State, Verdict};
use crate::syntax::python::ast::{ExprKind, Range, Stmt, StmtKind};
use crate::syntax::python::digest_function;

/// A refusal with the ways that lead to it.
struct Turned<'code> {
    refused: &'code Refused,
    ways: Formula,
}

/// A refusal that a change made laxer.
struct Laxer<'code> {
    was: &'code Refused,
    is: &'code Refused,
    /// What was turned away and is let through.
    lost: String,
}

/// Tells of tests that turn fewer requests away, in the findings of their checks.
pub(super) fn tell(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    tell_tests(checks, old, new, findings);
    tell_scope(checks, old, new, findings);
}

/// The same of tests.
fn tell_tests(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    let (mut before, mut after) = (old.behaviour.refused.clone(), new.behaviour.refused.clone());
    before.retain(|one| differs(one, new));
    before.extend(replacing(old).into_iter().filter(|one| differs(one, new)));
    if before.is_empty() {
        return;
    }
    after.extend(replacing(new));
    let before: Vec<Turned<'_>> = before.iter().filter_map(Turned::of).collect();
    let after: Vec<Turned<'_>> = after.iter().filter_map(Turned::of).collect();
    let others = |one: &Refused| differs(one, old);
    for laxer in laxer(&before, &after, &others) {
        if stands_around(&laxer, new) || is_told(findings, &laxer) || is_untouched(&laxer) {
            continue;
        }
        let reads = |check: &&Check| {
            laxer.was.kind.is_some_and(|kind| {
                FactKind::READERS.contains(&kind) && check.applies.effects.contains(&kind)
            })
        };
        let by_what_it_does = || check_of(checks, laxer.was, &old.behaviour.facts);
        let Some(check) = checks.iter().find(reads).or_else(by_what_it_does) else { continue };
        if scoped_instead(check, old, new) {
            continue;
        }
        let (was, is) = (laxer.was, laxer.is);
        let mut evidence = vec![
            is.deciding().evidence(Role::Guard, Side::Head, "lets more through than before"),
            was.deciding().evidence(Role::Was, Side::Base, "as it was"),
        ];
        if is.trail.len() > 1 {
            evidence.push(is.near().evidence(Role::Step, Side::Head, "leads to the guard"));
        }
        let message = format!(
            "{} It lets through what was turned away before: `{}`.",
            still(check, &laxer),
            laxer.lost
        );
        // What a call gives the test stands where it is called.
        let changed = where_lost(&is.trail, new, old).unwrap_or_else(|| is.deciding().clone());
        put(findings, check, changed.place(Side::Head), message, evidence);
    }
}

/// Whether it is one clause in a function that the change did not touch: what may
/// fail in there, elsewhere, says nothing of whom it turns away.
fn is_untouched(laxer: &Laxer<'_>) -> bool {
    let around = |refused: &Refused| {
        let site = refused.deciding();
        let functions = functions_of(&site.file).map(|(_, function)| function);
        let around = functions.filter(|function| function.range.contains(site.range));
        around.min_by_key(|one| one.range.end - one.range.start).map(|one| digest_function(&one))
    };
    let (was, is) = (laxer.was, laxer.is);
    was.is_answer() && is.is_answer() && around(was).is_some() && around(was) == around(is)
}

/// What is left of a guard, in the words of its check, unless that knows it by no
/// more than a status.
fn still(check: &Check, laxer: &Laxer<'_>) -> String {
    let test = format!("`{}`", laxer.is.test);
    if measures(laxer.was) && check.guards.facts.first() != Some(&FactKind::InputValidated) {
        return format!("{test} still turns requests away, but fewer than before.");
    }
    check.say.weakened.replace("{guard}", &test)
}

/// Whether a look among the caller's own came for a test of whose it is.
fn scoped_instead(check: &Check, old: &Judged<'_>, new: &Judged<'_>) -> bool {
    let owned = FactKind::ObjectAccessChecked;
    let looks = |judged: &Judged<'_>| -> Vec<String> {
        let facts = judged.behaviour.facts.iter();
        let looks = facts.filter(|fact| fact.kind == owned && fact.reach == Reach::Object);
        looks.map(|fact| fact.deciding().text()).collect()
    };
    let before = looks(old);
    check.guards.facts.contains(&owned) && looks(new).iter().any(|look| !before.contains(look))
}

/// Whether it is told already, for what it protects.
fn is_told(findings: &[Finding], laxer: &Laxer<'_>) -> bool {
    let places = [
        laxer.is.deciding().place(Side::Head),
        laxer.is.near().place(Side::Head),
        laxer.was.deciding().place(Side::Base),
    ];
    findings.iter().any(|finding| {
        let told = matches!(finding.change(), Some(Change::Removed | Change::Weakened));
        let (primary, side) = (finding.primary(), finding.primary().side());
        told && places.iter().any(|place| {
            place.file == primary.file
                && place.side() == side
                && place.first_line() == primary.first_line()
        })
    })
}

/// The same of looks among the caller's own.
fn tell_scope(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    let Some((was, is)) = widened(old, new) else { return };
    let owned = FactKind::ObjectAccessChecked;
    let asks = |check: &&Check| check.guards.facts.first() == Some(&owned);
    let Some(check) = checks.iter().find(asks) else { return };
    let evidence = vec![
        is.deciding().evidence(Role::Effect, Side::Head, "looks among everybody's"),
        was.deciding().evidence(Role::Was, Side::Base, "looked among those of one owner"),
    ];
    let message = format!(
        "`{}` looks among everybody's objects, where `{}` looked among those of one owner.",
        is.deciding().text(),
        was.deciding().text()
    );
    put(findings, check, is.deciding().place(Side::Head), message, evidence);
}

/// Puts it on the first item of a check that tells of no loss already.
pub(super) fn put(
    findings: &mut [Finding],
    check: &Check,
    primary: Place,
    message: String,
    mut evidence: Vec<Evidence>,
) {
    let mut of_check = findings.iter_mut().filter(|finding| *finding.check() == check.id);
    let Some(finding) = of_check.next() else { return };
    if matches!(finding.change(), Some(Change::Removed | Change::Weakened)) {
        return;
    }
    evidence.extend(finding.evidence().iter().cloned());
    let verdict = Verdict { state: State::Weakened, primary, message, evidence };
    *finding = finding.changed(verdict, Change::Weakened);
}

/// Whether something on the way of a refusal differs in the other tree.
fn differs(refused: &Refused, other: &Judged<'_>) -> bool {
    refused.trail.iter().any(|site| {
        let text = other.text_of(&site.file.path);
        text.is_none_or(|text| *text != *site.file.module.text)
    })
}

impl<'code> Turned<'code> {
    fn of(refused: &'code Refused) -> Option<Self> {
        let mut all: Formula = vec![Vec::new()];
        for (at, test) in refused.way.iter().enumerate() {
            // What had to be passed by before says where it stands, not what it asks.
            let passed = !test.holds
                && test.turn == Turn::Test
                && !is_negated(test)
                && !stands_around_it(&test.site, refused.way.last().map(|last| &last.site));
            if !passed || at + 1 == refused.way.len() {
                all = both(&all, &ways_of(refused, test)?)?;
            }
        }
        let tested = all.iter().all(|way| !way.is_empty());
        tested.then_some(Self { refused, ways: all })
    }

    /// Whether it stands where another stood, with the same answer.
    fn stands_for(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.refused, other.refused);
        let alike = match (mine.kind, theirs.kind) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => mine.status == theirs.status,
        };
        alike && mine.trail.len() == theirs.trail.len() && mine.callee() == theirs.callee()
    }

    fn has(&self, way: &[Literal]) -> bool {
        self.ways.iter().any(|own| follows(own, way) && follows(way, own))
    }
}

/// Whether the statement of a test has another one among what it does where it holds.
fn stands_around_it(test: &Site, inner: Option<&Site>) -> bool {
    fn around(block: &[Stmt], test: Range, inner: Range) -> bool {
        block.iter().filter(|one| one.range.contains(inner)).any(|one| match &one.kind {
            StmtKind::If(parts) if parts.test.range.contains(test) => {
                parts.then.iter().any(|one| one.range.contains(inner))
            }
            StmtKind::Function(function) => around(&function.body, test, inner),
            StmtKind::Class(class) => around(&class.body, test, inner),
            _ => one.blocks().into_iter().any(|block| around(block, test, inner)),
        })
    }
    let here = inner.filter(|inner| inner.file.path == test.file.path);
    here.is_some_and(|inner| around(&test.file.module.body, test.range, inner.range))
}

/// Whether a condition stands on a `not`.
fn is_negated(test: &Condition) -> bool {
    test.site.file.module.slice(test.site.range).trim_start_matches('(').starts_with("not ")
}

/// The ways in which a test comes out as it must.
fn ways_of(refused: &Refused, test: &Condition) -> Option<Formula> {
    let as_written = || Some(vec![vec![Literal::plain(written(&test.text), test.holds)]]);
    if test.turn != Turn::Test {
        return as_written();
    }
    let Some(parsed) = Parsed::test(&refused.trail, &test.site) else { return as_written() };
    let whole = parsed.expression()?;
    // A condition stands on the `not` around what is asked.
    let asked = match &whole.kind {
        ExprKind::Not(inner) => inner,
        _ => whole,
    };
    ways(asked, test.holds, &parsed)
}

/// Refusals of which a way is gone, while a narrower one stands in its place.
fn laxer<'code>(
    before: &[Turned<'code>],
    after: &[Turned<'code>],
    is_new: &dyn Fn(&Refused) -> bool,
) -> Vec<Laxer<'code>> {
    let mut found: Vec<Laxer<'code>> = Vec::new();
    let known = |one: &Turned<'_>| one.ways.iter().all(|way| before.iter().any(|old| old.has(way)));
    for was in before {
        let covered = |way: &Vec<Literal>| {
            after.iter().any(|one| one.ways.iter().any(|wide| follows(way, wide)))
        };
        let Some(lost) = was.ways.iter().find(|way| !covered(way)) else { continue };
        let narrower = |one: &&Turned<'code>| {
            is_new(one.refused)
                && one.stands_for(was)
                && one.ways.iter().any(|way| was.ways.iter().any(|wide| follows(way, wide)))
                && !(known(one) && one.ways.len() == was.ways.len())
        };
        let Some(is) = after.iter().find(narrower) else { continue };
        // Something else of the same answer may ask what this one asked.
        let others = after.iter().filter(|one| {
            is_new(one.refused) && !known(one) && one.refused.status == was.refused.status
        });
        if others.count() > 1 || asks_presence_first(is, lost) {
            continue;
        }
        if !found.iter().any(|one| one.is.deciding().same(is.refused.deciding())) {
            let lost = said(lost, is);
            found.push(Laxer { was: was.refused, is: is.refused, lost });
        }
    }
    found
}

/// What was turned away and is not, in words: what still is asked aside.
fn said(lost: &[Literal], is: &Turned<'_>) -> String {
    let kept = |one: &Literal| is.ways.iter().all(|way| way.contains(one));
    let telling: Vec<&Literal> = lost.iter().filter(|one| !kept(one)).collect();
    let telling = if telling.is_empty() { lost.iter().collect() } else { telling };
    telling.into_iter().map(Literal::say).collect::<Vec<_>>().join(" and ")
}

/// Whether what came is no more than asking whether there is a value to look at.
fn asks_presence_first(is: &Turned<'_>, lost: &[Literal]) -> bool {
    let of_input = is.refused.kind == Some(FactKind::InputValidated);
    is.ways.iter().any(|way| {
        let mut more = way.iter().filter(|one| !lost.contains(one));
        let asks = |one: &Literal| one.asks_presence_for(lost, of_input);
        lost.iter().all(|one| way.contains(one)) && more.all(asks)
    })
}

/// Whether all that comes after a refusal happens only where a test of its
/// function that is new comes out as it must for it: the test stands around both.
fn stands_around(laxer: &Laxer<'_>, new: &Judged<'_>) -> bool {
    let known = |test: &Condition| laxer.was.way.iter().any(|old| old.text == test.text);
    laxer.is.way.iter().filter(|test| !known(test)).any(|test| {
        let after = |fact: &&Fact| does_harm(fact.kind) && fact.order > test.order;
        let mut harms = new.behaviour.facts.iter().filter(after).peekable();
        harms.peek().is_some() && harms.all(|harm| harm.conditions.iter().any(|own| own.same(test)))
    })
}
