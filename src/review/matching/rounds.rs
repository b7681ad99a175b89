//! The rounds of the matching, from the surest to the least sure.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::likeness::{Likeness, alike};
use super::{Anchor, Ground, Match, Spot, Tier};
use crate::model::{CheckId, HandlerId, RepoPath};

/// More pairs than this are not compared one by one but taken in their order.
const MAX_PAIRS: usize = 250_000;

/// With more pairs than this of equal statements in other places, none of them is the one.
const MAX_ALIKE: usize = 900;

/// What places stand in: those of one home are told apart first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Home<'a> {
    /// A handler.
    Handler(&'a HandlerId),
    /// A file, for what stands in no handler.
    File(&'a RepoPath),
}

impl<'a> Home<'a> {
    pub(super) fn of(anchor: &'a Anchor) -> Self {
        anchor.handler.as_ref().map_or(Self::File(&anchor.path), Self::Handler)
    }
}

/// What was found so far.
pub(super) struct Rounds<'a> {
    pub(super) then: &'a [Spot<'a>],
    pub(super) now: &'a [Spot<'a>],
    pub(super) ground: &'a dyn Ground,
    /// Homes that there are now.
    pub(super) present: HashSet<Home<'a>>,
    /// Homes that go by another name now.
    pub(super) renamed: HashMap<Home<'a>, Home<'a>>,
    taken: Vec<bool>,
    pub(super) found: Vec<Option<Match>>,
}

/// Pairs that may be the same, by their indices.
#[derive(Default)]
struct Group {
    then: Vec<usize>,
    now: Vec<usize>,
}

type Key<'a> = (Option<&'a CheckId>, Option<Home<'a>>, &'a str);

impl<'a> Rounds<'a> {
    pub(super) fn new(
        then: &'a [Spot<'a>],
        now: &'a [Spot<'a>],
        handlers: &[&'a HandlerId],
        ground: &'a dyn Ground,
    ) -> Self {
        let homes = now.iter().map(|spot| Home::of(spot.anchor));
        let present = homes.chain(handlers.iter().map(|id| Home::Handler(id))).collect();
        let (taken, found) = (vec![false; now.len()], vec![None; then.len()]);
        Self { then, now, ground, present, renamed: HashMap::new(), taken, found }
    }

    pub(super) fn run(&mut self) {
        self.at_home();
        self.rename();
        self.at_home();
        self.moved();
        self.edited();
    }

    /// Those whose statement or line stands in their home.
    fn at_home(&mut self) {
        let groups = self.groups(|home, spot| Some((check(spot), Some(home), statement(spot)?)));
        for group in groups {
            self.take_likeliest(&group, Tier::Statement, may_be_one_statement);
        }
        let groups = self.groups(|home, spot| Some((check(spot), Some(home), text(spot)?)));
        for group in groups {
            self.take_likeliest(&group, Tier::Line, |_, _| true);
        }
    }

    /// Those whose statement left its home, and stands in one other place only.
    fn moved(&mut self) {
        let groups = self.groups(|_, spot| Some((check(spot), None, statement(spot)?)));
        self.moved_among(groups);
        let groups = self.groups(|_, spot| Some((check(spot), None, text(spot)?)));
        self.moved_among(groups);
    }

    fn moved_among(&mut self, groups: Vec<Group>) {
        for mut group in groups {
            group.then.retain(|then| self.may_have_moved(*then));
            if group.then.len().saturating_mul(group.now.len()) <= MAX_ALIKE {
                self.take_unambiguous(&group);
            }
        }
    }

    /// Whether a place is not where it was: its handler has gone, or its statement left it.
    fn may_have_moved(&self, then: usize) -> bool {
        let Some(spot) = self.then.get(then) else { return false };
        let home = self.home(spot.anchor);
        let is_there = self.present.contains(&home) || self.ground.has_handler(spot.anchor);
        !is_there || !self.ground.has_statement(spot.anchor)
    }

    /// Those of which something else stands in the same home now.
    fn edited(&mut self) {
        for group in self.groups(|home, spot| Some((check(spot), Some(home), ""))) {
            if group.then.len().saturating_mul(group.now.len()) > MAX_PAIRS {
                continue;
            }
            let is_alone = group.then.len() == 1 && group.now.len() == 1;
            let mut pairs: Vec<_> = group
                .pairs()
                .filter_map(|(then, now)| {
                    let edit = self.edit(self.then.get(then)?, self.now.get(now)?, is_alone)?;
                    Some((Reverse(edit), then, now))
                })
                .collect();
            pairs.sort();
            for (_, then, now) in pairs {
                self.take(then, now, Tier::Edited);
            }
        }
    }

    /// How likely a place became another by an edit; none where nothing says so.
    fn edit(&self, then: &Spot<'_>, now: &Spot<'_>, is_alone: bool) -> Option<impl Ord + use<>> {
        let lands = self.ground.landing(then.anchor, now.anchor);
        let lands = lands.is_some_and(|landing| landing.covers(now.anchor.line));
        let likeness = Likeness::of(*then, *now, self.ground);
        let alike = alike(&then.anchor.text, &now.anchor.text);
        let same_item = then.item.is_some() && then.item == now.item;
        let is_likely = match then.anchor.check {
            Some(_) => same_item || is_alone || lands || alike >= 50,
            None => alike >= if lands { 40 } else { 60 },
        };
        is_likely.then_some((lands, same_item, alike, likeness))
    }

    /// Takes pairs of a group, the likeliest first.
    fn take_likeliest(
        &mut self,
        group: &Group,
        tier: Tier,
        may_be: fn(&Spot<'_>, &Spot<'_>) -> bool,
    ) {
        for (_, then, now) in self.likeliest(group, may_be) {
            let is_renamed = self.then.get(then).is_some_and(|spot| {
                let home = Home::of(spot.anchor);
                self.home(spot.anchor) != home
            });
            self.take(then, now, if is_renamed { Tier::Moved } else { tier });
        }
    }

    /// Takes those pairs of a group that nothing else is as likely as.
    fn take_unambiguous(&mut self, group: &Group) {
        let mut pairs = self.likeliest(group, may_be_one_statement);
        pairs.retain(|(likeness, then, now)| self.may_be_moved(*then, *now, *likeness));
        for (likeness, then, now) in &pairs {
            let is_rival = |(other, its_then, its_now): &(Likeness, usize, usize)| {
                (its_then == then) != (its_now == now)
                    && other.is_as_likely(*likeness)
                    && self.is_open(*its_then, *its_now)
            };
            if !pairs.iter().any(is_rival) {
                self.take(*then, *now, Tier::Moved);
            }
        }
    }

    /// Whether a statement elsewhere can be one that left: its handler did not stand there
    /// before, and more than itself is the same.
    fn may_be_moved(&self, then: usize, now: usize, likeness: Likeness) -> bool {
        let (Some(then), Some(now)) = (self.then.get(then), self.now.get(now)) else {
            return false;
        };
        let same_name = name(then.anchor).is_some() && name(then.anchor) == name(now.anchor);
        likeness.lands()
            || ((same_name || likeness.context() >= 3)
                && !self.ground.had_handler(then.anchor, now.anchor))
    }

    /// The pairs of a group, the likeliest first; of too many, those in the same order.
    fn likeliest(
        &self,
        group: &Group,
        may_be: fn(&Spot<'_>, &Spot<'_>) -> bool,
    ) -> Vec<(Likeness, usize, usize)> {
        let too_many = group.then.len().saturating_mul(group.now.len()) > MAX_PAIRS;
        let in_order = group.then.iter().zip(&group.now).map(|(then, now)| (*then, *now));
        let pairs: Vec<_> = if too_many { in_order.collect() } else { group.pairs().collect() };
        let likeness = |(then, now): (usize, usize)| {
            let (before, after) = (self.then.get(then)?, self.now.get(now)?);
            let likeness = || Likeness::of(*before, *after, self.ground);
            let is_it =
                may_be(before, after) && !self.ground.was_another(before.anchor, after.anchor);
            is_it.then(|| (Reverse(likeness()), then, now))
        };
        let mut pairs: Vec<_> = pairs.into_iter().filter_map(likeness).collect();
        pairs.sort();
        pairs.into_iter().map(|(likeness, then, now)| (likeness.0, then, now)).collect()
    }

    fn take(&mut self, then: usize, now: usize, tier: Tier) {
        if !self.is_open(then, now) {
            return;
        }
        if let (Some(found), Some(taken)) = (self.found.get_mut(then), self.taken.get_mut(now)) {
            *found = Some(Match { now, tier });
            *taken = true;
        }
    }

    fn is_open(&self, then: usize, now: usize) -> bool {
        self.found.get(then).is_some_and(Option::is_none) && self.taken.get(now) == Some(&false)
    }

    /// The home of a place that was decided on, as it is called now.
    pub(super) fn home(&self, anchor: &'a Anchor) -> Home<'a> {
        let home = Home::of(anchor);
        self.renamed.get(&home).copied().unwrap_or(home)
    }

    /// What was not found yet, and what may be it: those of one key.
    fn groups(&self, key: impl Fn(Home<'a>, &Spot<'a>) -> Option<Key<'a>>) -> Vec<Group> {
        let mut groups: HashMap<Key<'_>, Group> = HashMap::new();
        for (at, spot) in self.open_then() {
            if let Some(key) = key(self.home(spot.anchor), spot) {
                groups.entry(key).or_default().then.push(at);
            }
        }
        for (at, spot) in self.open_now() {
            let key = key(Home::of(spot.anchor), spot);
            if let Some(group) = key.and_then(|key| groups.get_mut(&key)) {
                group.now.push(at);
            }
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        groups.retain(|group| !group.now.is_empty());
        groups
    }

    /// What was not found yet, with its index.
    pub(super) fn open_then(&self) -> impl Iterator<Item = (usize, &'a Spot<'a>)> {
        let open = |at: &usize| self.found.get(*at).is_some_and(Option::is_none);
        self.then.iter().enumerate().filter(move |(at, _)| open(at))
    }

    /// What nothing was found to be yet, with its index.
    pub(super) fn open_now(&self) -> impl Iterator<Item = (usize, &'a Spot<'a>)> {
        let open = |at: &usize| self.taken.get(*at) == Some(&false);
        self.now.iter().enumerate().filter(move |(at, _)| open(at))
    }
}

impl Group {
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.then.iter().flat_map(|then| self.now.iter().map(|now| (*then, *now)))
    }
}

pub(super) fn check<'a>(spot: &Spot<'a>) -> Option<&'a CheckId> {
    spot.anchor.check.as_ref()
}

pub(super) fn statement<'a>(spot: &Spot<'a>) -> Option<&'a str> {
    let imprint = spot.anchor.imprint.as_deref()?;
    Some(imprint.statement.as_str()).filter(|statement| !statement.is_empty())
}

pub(super) fn text<'a>(spot: &Spot<'a>) -> Option<&'a str> {
    Some(spot.anchor.text.as_str()).filter(|text| !text.is_empty())
}

/// The name of the handler around a place, without its file.
pub(super) fn name(anchor: &Anchor) -> Option<&str> {
    anchor.handler.as_ref()?.as_str().split_once("::").map(|(_, name)| name)
}

/// Whether two places in equal statements are the same line of it, as far as one can tell:
/// items are told apart otherwise, bare lines by what they say.
fn may_be_one_statement(then: &Spot<'_>, now: &Spot<'_>) -> bool {
    let row = |spot: &Spot<'_>| spot.anchor.imprint.as_ref().map_or(0, |imprint| imprint.row);
    then.anchor.check.is_some()
        || then.anchor.text == now.anchor.text
        || row(then) == 0 && row(now) == 0
}
