//! Handlers and files that go by another name now.

use std::collections::HashMap;

use super::Spot;
use super::likeness::Likeness;
use super::rounds::{Home, Rounds, check, name, statement, text};
use crate::model::CheckId;

/// What the same name in another file says for a handler, and what the same file does.
const SAME_NAME: usize = 6;
const SAME_FILE: usize = 3;

/// Less than this says nothing: one short line that reads the same.
const ENOUGH: usize = 3;

/// How much speaks for a home being another one now.
type Votes<'a> = HashMap<(Home<'a>, Home<'a>), usize>;

/// What places of one check can have in common.
type Mark<'a> = (Option<&'a CheckId>, Kind<'a>);

#[derive(PartialEq, Eq, Hash)]
enum Kind<'a> {
    Statement(&'a str),
    Text(&'a str),
    Name(&'a str),
}

impl<'a> Rounds<'a> {
    /// Finds for each home that has gone the one that most of its places are in now.
    pub(super) fn rename(&mut self) {
        let mut ranked: Vec<_> = self.votes().into_iter().collect();
        ranked.retain(|(_, vote)| *vote >= ENOUGH);
        ranked.sort_by(|left, right| (right.1, left.0).cmp(&(left.1, right.0)));
        for (homes, vote) in &ranked {
            let is_rival = |its: &(Home<'a>, Home<'a>), its_vote: usize| {
                its_vote == *vote && (its.0 == homes.0) != (its.1 == homes.1) && self.is_free(*its)
            };
            let has_rival = ranked.iter().any(|(its, its_vote)| is_rival(its, *its_vote));
            if self.is_free(*homes) && !has_rival {
                self.renamed.insert(homes.0, homes.1);
            }
        }
    }

    fn is_free(&self, (from, to): (Home<'a>, Home<'a>)) -> bool {
        !self.renamed.contains_key(&from) && !self.renamed.values().any(|known| *known == to)
    }

    fn votes(&self) -> Votes<'a> {
        let mut marked: HashMap<Mark<'a>, Vec<&'a Spot<'a>>> = HashMap::new();
        for (_, now) in self.open_now() {
            for mark in marks(now) {
                marked.entry(mark).or_default().push(now);
            }
        }
        let mut votes = Votes::new();
        for (_, then) in self.open_then().filter(|(_, spot)| self.has_gone(spot)) {
            let mut best: HashMap<Home<'a>, (usize, usize)> = HashMap::new();
            let alike = marks(then).filter_map(|mark| marked.get(&mark)).flatten();
            for now in alike {
                let Some(vote) = self.vote(then, now) else { continue };
                let known = best.entry(Home::of(now.anchor)).or_default();
                *known = (*known).max((vote, kinship(then, now)));
            }
            for (home, (vote, kinship)) in best {
                *votes.entry((Home::of(then.anchor), home)).or_insert(kinship) += vote;
            }
        }
        votes
    }

    fn has_gone(&self, spot: &Spot<'a>) -> bool {
        !self.present.contains(&Home::of(spot.anchor)) && !self.ground.has_handler(spot.anchor)
    }

    /// How much a place speaks for its home being that of another one now; none where that
    /// one was there before.
    fn vote(&self, then: &Spot<'a>, now: &Spot<'a>) -> Option<usize> {
        if self.ground.had_handler(then.anchor, now.anchor) {
            return None;
        }
        let is_same = (statement(then).is_some() && statement(then) == statement(now))
            || (text(then).is_some() && text(then) == text(now));
        if !is_same {
            return Some(0);
        }
        let likeness = Likeness::of(*then, *now, self.ground);
        Some(1 + likeness.context() + usize::from(likeness.lands()))
    }
}

fn marks<'a>(spot: &Spot<'a>) -> impl Iterator<Item = Mark<'a>> + use<'a> {
    let kinds = [
        statement(spot).map(Kind::Statement),
        text(spot).map(Kind::Text),
        name(spot.anchor).map(Kind::Name),
    ];
    let check = check(spot);
    kinds.into_iter().flatten().map(move |kind| (check, kind))
}

fn kinship(then: &Spot<'_>, now: &Spot<'_>) -> usize {
    let same_name = name(then.anchor).is_some() && name(then.anchor) == name(now.anchor);
    let same_file = then.anchor.path == now.anchor.path;
    SAME_NAME * usize::from(same_name) + SAME_FILE * usize::from(same_file)
}
