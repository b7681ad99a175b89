//! The ways in which a handler turns requests away, and which of them a change
//! took from it: whatever they protect, and whatever else protects that.

use std::collections::HashSet;
use std::sync::Arc;

use super::caught::caught_more_broadly;
use super::fact::{Condition, Fact, PathTest, Reach, Site, Turn};
use super::instead::{asks_of_another, asks_unread};
use super::judged::Judged;
use super::run::Behaviour;
use super::value::Origins;
use super::walk::is_guard;
use crate::model::FactKind;

/// A way in which a request is turned away.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    /// From the line in the handler to the line that decides, at least one.
    pub(super) trail: Vec<Site>,
    /// The status, where it is known.
    pub(super) status: Option<u16>,
    /// The words of the test that decides; of the call or declaration where
    /// there is none.
    pub(super) test: Arc<str>,
    /// What that protects, where it is known.
    pub(super) kind: Option<FactKind>,
    /// What the test is about.
    pub(super) about: Origins,
    /// The words of all tests of its function that lead there.
    pub(super) tests: Arc<str>,
    /// The same test turns requests away by another call of the handler as well.
    pub(super) again: bool,
    /// It is a look among the caller's own: it may come for another way, and is
    /// not lost where what it found is not looked for any more.
    pub(super) among_own: bool,
    /// The `except` clause that turns the request away for it.
    pub(super) answered_by: Option<Arc<str>>,
    /// The tests of its function that lead there, outermost first.
    pub(super) way: Vec<Arc<Condition>>,
    /// The paths with which a request comes there, where that is tested.
    pub(super) paths: Vec<PathTest>,
}

/// The words of the `except` clause that answers where a guard refuses.
fn answer_to(fact: &Fact) -> Option<Arc<str>> {
    let caught = fact.refused.iter().find(|test| test.turn == Turn::Caught)?;
    Some(caught.text.as_str().into())
}

impl Refused {
    /// What a guard that tests nothing in sight refuses.
    fn by_fact(fact: &Fact) -> Option<Self> {
        // A call that looks at what it reads guards nothing else.
        let looks = fact.reach == Reach::Call && fact.kind != FactKind::VersionCompared;
        let of_itself = fact.void || fact.gate || looks;
        let guards = is_guard(fact.kind) || fact.kind == FactKind::ObjectLocked;
        (guards && fact.test.is_none() && !of_itself).then(|| Self {
            trail: fact.trail.clone(),
            status: fact.status,
            test: fact.deciding().text().into(),
            kind: Some(fact.kind),
            about: fact.about,
            tests: fact.deciding().text().into(),
            again: false,
            among_own: fact.reach == Reach::Object,
            answered_by: answer_to(fact),
            way: Vec::new(),
            paths: Vec::new(),
        })
    }

    /// What it did, in words that follow its code.
    pub(super) fn did(&self) -> String {
        match (self.kind, self.status) {
            (Some(FactKind::ObjectLocked), _) => "held what it is about for one writer".to_owned(),
            (_, Some(status)) => format!("turned requests away with {status}"),
            (_, None) => "turned requests away".to_owned(),
        }
    }

    /// What a guard refuses by a test that asks for a sign-in in so many words.
    pub(super) fn by_test(fact: &Fact) -> Option<Self> {
        let (test, _) = fact.test.as_ref().filter(|_| fact.status == Some(401))?;
        Some(Self {
            trail: fact.trail.clone(),
            status: fact.status,
            test: test.as_str().into(),
            kind: Some(fact.kind),
            about: fact.about,
            tests: test.as_str().into(),
            again: false,
            among_own: false,
            paths: Vec::new(),
            answered_by: answer_to(fact),
            way: Vec::new(),
        })
    }

    /// Whether it turns away those who may not, or who come too often.
    pub(super) fn is_about_callers(&self) -> bool {
        matches!(self.status, Some(401 | 403 | 429))
            || matches!(
                self.kind,
                Some(
                    FactKind::AuthenticationRequired
                        | FactKind::AccessChecked
                        | FactKind::ObjectAccessChecked
                        | FactKind::RateLimited
                        | FactKind::ForgeryRefused
                )
            )
    }

    /// Whether a test holds this one, or a clause catches all that this one caught.
    fn is_part_of(&self, whole: &Self) -> bool {
        if plain(&whole.test).contains(&plain(&self.test)) {
            return true;
        }
        let (Some(mine), Some(all)) = (self.caught(), whole.caught()) else { return false };
        mine.iter().all(|class| all.contains(class))
    }

    /// The classes that a clause catches.
    pub(super) fn caught(&self) -> Option<Vec<&str>> {
        let site = Some(self.deciding()).filter(|_| self.is_answer())?;
        let classes = site.file.module.slice(site.range);
        let classes = classes.split(|c: char| matches!(c, '(' | ')' | ',') || c.is_whitespace());
        Some(classes.filter(|class| !class.is_empty()).collect())
    }

    /// Whether it asks for a setting, and nothing of what a request brings or finds.
    fn asks_of_no_request(&self) -> bool {
        self.about == Origins::NONE && !self.is_answer() && !self.test.contains('(')
    }

    /// Whether it may stand for another: it refuses for the same reason.
    fn stands_for(&self, other: &Self) -> bool {
        if self.asks_of_no_request() && other.about.any(Origins::INPUT) {
            return false;
        }
        match (self.kind, other.kind) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.status.is_some() && self.status == other.status,
        }
    }

    /// Whether it is an answer to the failure of the same call of the handler, to
    /// those who may not, in other words or with another status.
    fn answers_the_same_call(&self, other: &Self) -> bool {
        let turned_away = |one: &Self| matches!(one.status, Some(401 | 403));
        let alike = self.stands_for(other) || turned_away(self) && turned_away(other);
        self.is_answer() && other.is_answer() && self.is_reached_like(other) && alike
    }

    /// Whether it may stand for another where that stood.
    fn stands_there_for(&self, other: &Self) -> bool {
        self.is_answer() == other.is_answer()
            && (self.trail.len() == other.trail.len())
            && (self.trail.len() == 1 || self.is_reached_like(other))
            && self.stands_for(other)
    }

    /// Whether it asks for a right, which nobody has of whom it is not known who
    /// they are.
    fn presupposes(&self, other: &Self) -> bool {
        self.kind == Some(FactKind::AccessChecked)
            && other.kind == Some(FactKind::AuthenticationRequired)
    }

    /// Whether it asks the same of another owner.
    fn asks_of_another(&self, other: &Self) -> bool {
        self.status == other.status && asks_of_another(&other.test, &self.test)
    }

    /// Whether it answers for what failed.
    pub(super) fn is_answer(&self) -> bool {
        self.test.starts_with("except ")
    }

    /// Whether the same words of the handler lead to both.
    fn is_reached_like(&self, other: &Self) -> bool {
        plain(&self.near().text()) == plain(&other.near().text())
    }

    /// Whether a longer way begins inside its test.
    fn is_around(&self, trail: &[Site]) -> bool {
        let own = self.deciding();
        let inside =
            |near: &Site| own.file.path == near.file.path && own.range.contains(near.range);
        trail.len() > self.trail.len() && trail.first().is_some_and(inside)
    }

    /// Whether one call or declaration of the handler leads to both, and both
    /// refuse for the same reason: they are one guard to the handler.
    fn comes_with(&self, other: &Self) -> bool {
        self.trail.len() > 1
            && other.trail.len() > 1
            && self.near().same(other.near())
            && self.stands_for(other)
    }

    /// What the handler calls that leads to it; nothing where it stands there.
    pub(super) fn callee(&self) -> String {
        let near = self.near().text();
        match self.trail.len() {
            1 => String::new(),
            _ => near.split('(').next().unwrap_or_default().to_owned(),
        }
    }

    /// Where the calls stand that lead to it.
    fn where_from(&self) -> String {
        let calls = self.trail.iter().take(self.trail.len() - 1);
        calls.map(|site| format!("{} {};", site.file.path, site.range.start)).collect()
    }

    /// The calls that lead to it, in words.
    pub(super) fn ways(&self) -> String {
        let calls = self.trail.iter().take(self.trail.len() - 1);
        calls.map(Site::text).collect::<Vec<_>>().join(" ")
    }

    /// The line in the handler.
    pub(super) fn near(&self) -> &Site {
        &self.trail[0]
    }

    /// The line that decides.
    pub(super) fn deciding(&self) -> &Site {
        &self.trail[self.trail.len() - 1]
    }
}

/// The ways of turning requests away that `new` lacks: neither there in the same
/// words nor, as many of them, in others.
pub(super) fn lost(old: &Judged<'_>, new: &Judged<'_>) -> Vec<Refused> {
    let Matched { mut lost, reworded } = matched(&old.behaviour, &new.behaviour);
    lost.retain(|one| {
        asked_instead(&reworded, &one.trail, new).is_none() && !caught_more_broadly(one, new)
    });
    lost
}

/// The same for functions that were run by themselves.
pub(super) fn lost_alone(old: &Behaviour, new: &Behaviour) -> Vec<Refused> {
    let Matched { mut lost, .. } = matched(old, new);
    let came = all(new, Refused::where_from);
    let known: Vec<String> = all(old, Refused::callee).iter().map(|one| plain(&one.test)).collect();
    let mut came = guards(came);
    came.retain(|one| !known.contains(&plain(&one.test)));
    // In the same function, what raises the same for a test that came stands for one
    // that went, though it is not known with which status.
    let unknown = |one: &Refused| one.status.is_none() && one.trail.len() == 1 && !one.is_answer();
    lost.retain(|one| {
        let stands = |other: &Refused| unknown(other) && other.kind == one.kind;
        !unknown(one) || take(&mut came, stands).is_none()
    });
    lost
}

/// Those of `after` that were not there before in the same words, reached by the
/// same calls: what may have come from elsewhere.
pub(super) fn came<'one>(before: &[Refused], after: &'one [Refused]) -> Vec<&'one Refused> {
    let known: HashSet<_> =
        before.iter().map(|one| (plain(&one.test), plain(&one.ways()))).collect();
    after.iter().filter(|one| !known.contains(&(plain(&one.test), plain(&one.ways())))).collect()
}

/// The test that asks what cannot be followed where another one, at base, asked
/// what leads this way: what stood inside that went with it.
pub(super) fn unread_instead(trail: &[Site], old: &Judged<'_>, new: &Judged<'_>) -> Option<Site> {
    asked_instead(&matched(&old.behaviour, &new.behaviour).reworded, trail, new)
}

/// The ways that came back in other words: as they were, and as they are.
pub(super) fn reworded(old: &Judged<'_>, new: &Judged<'_>) -> Vec<(Refused, Refused)> {
    matched(&old.behaviour, &new.behaviour).reworded
}

fn asked_instead(
    reworded: &[(Refused, Refused)],
    trail: &[Site],
    new: &Judged<'_>,
) -> Option<Site> {
    let around =
        |(was, is): &&(Refused, Refused)| was.is_around(trail) && asks_unread(new, is.deciding());
    reworded.iter().find(around).map(|(_, is)| is.deciding().clone())
}

/// How the ways of turning requests away of two trees go together.
struct Matched {
    lost: Vec<Refused>,
    /// Those that came back in other words.
    reworded: Vec<(Refused, Refused)>,
}

fn matched(old: &Behaviour, new: &Behaviour) -> Matched {
    let (mut before, mut after) = (all(old, Refused::callee), all(new, Refused::where_from));
    let known: Vec<String> = before.iter().map(|one| plain(&one.test)).collect();
    before.retain(|one| !one.among_own);
    // Where one test is asked by several calls, each by its own, and first those
    // to which the same calls lead.
    before.retain(|one| {
        let same =
            |other: &Refused| plain(&other.test) == plain(&one.test) && one.ways() == other.ways();
        take(&mut after, same).is_none()
    });
    before.retain(|one| {
        let same = |other: &Refused| {
            plain(&other.test) == plain(&one.test) && one.callee() == other.callee()
        };
        take(&mut after, same).is_none()
    });
    before.retain(|one| {
        let same = |other: &Refused| plain(&other.test) == plain(&one.test);
        take(&mut after, same).is_none()
    });
    // What was there before comes for nothing else now.
    after.retain(|one| !known.contains(&plain(&one.test)));
    // Tests that became one.
    before.retain(|one| !after.iter().any(|whole| one.is_part_of(whole)));
    let mut lost = guards(before);
    let mut after = guards(after);
    let mut reworded = Vec::new();
    for alike in [
        Refused::asks_of_another,
        Refused::answers_the_same_call,
        Refused::stands_there_for,
        Refused::stands_for,
        Refused::presupposes,
    ] {
        lost.retain(|one| match take(&mut after, |other| alike(other, one)) {
            Some(other) => {
                reworded.push((one.clone(), other));
                false
            }
            None => true,
        });
    }
    Matched { lost, reworded }
}

/// One of those that come together, each.
fn guards(all: Vec<Refused>) -> Vec<Refused> {
    let mut guards: Vec<Refused> = Vec::new();
    for one in all {
        if !guards.iter().any(|known| known.comes_with(&one)) {
            guards.push(one);
        }
    }
    guards
}

/// Takes the first that matches.
fn take(among: &mut Vec<Refused>, matches: impl Fn(&Refused) -> bool) -> Option<Refused> {
    let at = among.iter().position(matches)?;
    Some(among.remove(at))
}

/// Each way once; the same call or declaration counts once wherever it stands,
/// and who may is asked anew by each `asker`.
fn all(behaviour: &Behaviour, asker: fn(&Refused) -> String) -> Vec<Refused> {
    let mut all: Vec<Refused> = Vec::new();
    for one in &behaviour.refused {
        let same = |other: &Refused| {
            other.deciding().same(one.deciding()) && plain(&other.test) == plain(&one.test)
        };
        let anew = |other: &Refused| one.is_about_callers() && asker(one) != asker(other);
        match all.iter().position(|other| same(other) && !anew(other)) {
            Some(at) => all[at].kind = all[at].kind.or(one.kind),
            None => {
                let again = all.iter().any(same);
                all.push(Refused { again, ..one.clone() });
            }
        }
    }
    for one in behaviour.facts.iter().filter_map(Refused::by_fact) {
        // One declaration may ask several things.
        let known = |other: &Refused| {
            plain(&other.test) == plain(&one.test)
                && other.kind.is_none_or(|kind| Some(kind) == one.kind)
                // Each call locks what it is about.
                && (one.kind != Some(FactKind::ObjectLocked) || other.near().same(one.near()))
        };
        if !all.iter().any(known) {
            all.push(one);
        }
    }
    all
}

/// Code without what a formatter changes.
pub(super) fn plain(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .map(|c| if c == '\'' { '"' } else { c })
        .collect()
}
