//! Decisions under the names that their items and handlers go by now.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::former_places::FormerPlaces;
use super::matching::{Ground, Match, Spot, match_all};
use super::{Anchor, Decisions, Digest, NewNames, Session};
use crate::model::{Assessment, CheckId, FileAssessment, Finding, FindingId, Handler, HandlerId};

/// More items that went are not looked for one by one.
const MAX_AWAY: usize = 500;

/// How much of a review is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All files: what is not where it was may be anywhere.
    Whole,
    /// Some of them, as while others are still judged: everything is looked for only in
    /// handlers of the name that it was decided under.
    Part,
}

/// An item that there is now.
struct Item<'a> {
    id: &'a FindingId,
    anchor: Anchor,
}

impl Session {
    /// What was decided, under the names that the items and handlers of an assessment go by:
    /// renamed files and handlers, and items that are counted otherwise, keep what was said of
    /// them. Nothing that was decided of one is told of two.
    #[must_use]
    pub fn follow<'d>(
        &self,
        decisions: &'d Decisions,
        found: &[&FileAssessment],
        extent: Extent,
    ) -> Cow<'d, Decisions> {
        let names = self.names_now(decisions, found, extent);
        if names.is_empty() {
            Cow::Borrowed(decisions)
        } else {
            Cow::Owned(decisions.renamed(&names))
        }
    }

    /// The same for a whole assessment.
    #[must_use]
    pub fn follow_all<'d>(
        &self,
        decisions: &'d Decisions,
        assessment: &Assessment,
    ) -> Cow<'d, Decisions> {
        let files: Vec<_> = assessment.files.iter().map(|(_, file)| file).collect();
        self.follow(decisions, &files, Extent::Whole)
    }

    /// Which of the places of this review, of these handlers, are those that were decided on.
    #[must_use]
    pub fn match_places(
        &self,
        then: &[Spot<'_>],
        now: &[Spot<'_>],
        handlers: &[&HandlerId],
    ) -> Vec<Option<Match>> {
        match_all(then, now, handlers, &FormerPlaces::new(self, Extent::Whole))
    }

    /// The names that what was decided on goes by now.
    #[must_use]
    pub fn names_now(
        &self,
        decisions: &Decisions,
        found: &[&FileAssessment],
        extent: Extent,
    ) -> NewNames {
        let handlers: Vec<&Handler> = found.iter().flat_map(|file| &file.handlers).collect();
        let known: HashSet<&HandlerId> = handlers.iter().map(|handler| &handler.id).collect();
        let ground = FormerPlaces::new(self, extent);
        let then: Vec<Spot<'_>> = decisions
            .items()
            .filter_map(|(id, anchor)| Some(Spot { item: Some(id), anchor: anchor? }))
            .filter(|spot| {
                let handler = spot.anchor.handler.as_ref();
                extent == Extent::Whole || handler.is_some_and(|handler| known.contains(handler))
            })
            .collect();
        let mut names = NewNames::default();
        if !then.is_empty() {
            let items = self.items(&then, found, &handlers, &ground);
            let now: Vec<Spot<'_>> =
                items.iter().map(|it| Spot { item: Some(it.id), anchor: &it.anchor }).collect();
            let ids: Vec<&HandlerId> = known.iter().copied().collect();
            let matched = match_all(&then, &now, &ids, &ground);
            for (spot, matched) in then.iter().zip(matched) {
                let now = matched.and_then(|matched| now.get(matched.now)?.item);
                if let Some((then, now)) = spot.item.zip(now) {
                    names.items.insert(then.clone(), now.clone());
                }
            }
            let is_away = |spot: &&Spot<'_>| {
                let is_found = spot.item.is_some_and(|id| names.items.contains_key(id));
                let handler = spot.anchor.handler.as_ref();
                let is_here = handler.is_some_and(|handler| known.contains(handler));
                !is_found && !is_here && !ground.has_handler(spot.anchor)
            };
            let away: Vec<Spot<'_>> = then.iter().filter(is_away).copied().collect();
            for (then, now) in united(&away, &now, &ids, &ground) {
                names.items.insert(then, now);
            }
        }
        if extent == Extent::Whole {
            self.name_handlers(decisions, &handlers, &ground, &mut names);
        }
        names
    }

    /// The items that what was decided may be: those of its handlers, and where one of these
    /// has gone, or something left one, all that its check asks elsewhere.
    fn items<'a>(
        &self,
        then: &[Spot<'_>],
        found: &[&'a FileAssessment],
        handlers: &[&Handler],
        ground: &FormerPlaces<'_>,
    ) -> Vec<Item<'a>> {
        let places: HashMap<&HandlerId, &Handler> =
            handlers.iter().map(|handler| (&handler.id, *handler)).collect();
        let homes: HashSet<&HandlerId> =
            then.iter().filter_map(|spot| spot.anchor.handler.as_ref()).collect();
        let is_away = |spot: &&Spot<'_>| {
            let handler = spot.anchor.handler.as_ref();
            let is_here = handler.is_some_and(|handler| places.contains_key(handler));
            !(is_here || ground.has_handler(spot.anchor)) || !ground.has_statement(spot.anchor)
        };
        let away: HashSet<&CheckId> =
            then.iter().filter(is_away).filter_map(|spot| spot.anchor.check.as_ref()).collect();
        let may_be = |finding: &&Finding| {
            homes.contains(finding.handler()) || away.contains(finding.check())
        };
        let findings = found.iter().flat_map(|file| &file.findings).filter(may_be);
        let item = |finding: &'a Finding| {
            let around = places.get(finding.handler()).copied();
            Some(Item { id: finding.id(), anchor: self.anchor(finding, around)? })
        };
        findings.filter_map(item).collect()
    }

    /// Finds handlers that were looked at or have a note and whose file, or they themselves, go
    /// by another name, with a text that is the same but for that.
    fn name_handlers(
        &self,
        decisions: &Decisions,
        handlers: &[&Handler],
        ground: &FormerPlaces<'_>,
        names: &mut NewNames,
    ) {
        let known: HashSet<&HandlerId> = handlers.iter().map(|handler| &handler.id).collect();
        let gone: Vec<(&HandlerId, &Anchor)> = decisions
            .handlers()
            .filter(|(id, anchor)| !known.contains(id) && !ground.has_handler(anchor))
            .collect();
        if gone.is_empty() {
            return;
        }
        let shape = |anchor: &Anchor| anchor.imprint.as_ref()?.shape.clone();
        let mut came: HashMap<_, Vec<(&Handler, Anchor)>> = HashMap::new();
        for handler in handlers {
            let Some(anchor) = self.anchor_of_handler(handler) else { continue };
            if let Some(shape) = shape(&anchor) {
                came.entry(shape).or_default().push((handler, anchor));
            }
        }
        let digests: HashMap<&HandlerId, &Digest> =
            decisions.reviewed().map(|(id, mark)| (id, &mark.digest)).collect();
        for (id, then) in &gone {
            let Some(shape_then) = shape(then) else { continue };
            let alike = |other: &&(_, &Anchor)| shape(other.1).as_ref() == Some(&shape_then);
            let Some([(handler, now)]) = came.get(&shape_then).map(Vec::as_slice) else { continue };
            let is_one = gone.iter().filter(alike).count() == 1 && !ground.had_handler(then, now);
            let text = self.digest(&handler.place).filter(|_| is_one);
            let Some(text) = text else { continue };
            names.handlers.insert((*id).clone(), handler.id.clone());
            if digests.get(*id).is_some_and(|digest| **digest != text) {
                names.texts.insert(handler.id.clone(), text);
            }
        }
    }
}

/// What was decided under several names, one after the other, and is one item now: each that
/// went by itself, where none of those that come to one was there beside another.
fn united(
    away: &[Spot<'_>],
    now: &[Spot<'_>],
    handlers: &[&HandlerId],
    ground: &FormerPlaces<'_>,
) -> Vec<(FindingId, FindingId)> {
    let mut coming: HashMap<&FindingId, Vec<&Spot<'_>>> = HashMap::new();
    for spot in away.iter().take(MAX_AWAY) {
        let has_commit = spot.anchor.imprint.as_ref().is_some_and(|it| it.commit.is_some());
        let found = match_all(std::slice::from_ref(spot), now, handlers, ground);
        let item = found.into_iter().flatten().next().and_then(|found| now.get(found.now)?.item);
        if let Some(item) = item.filter(|_| has_commit) {
            coming.entry(item).or_default().push(spot);
        }
    }
    let came_after = |one: &Spot<'_>, other: &Spot<'_>| {
        one.item == other.item
            || !ground.had_handler(one.anchor, other.anchor)
            || !ground.had_handler(other.anchor, one.anchor)
    };
    coming.retain(|_, spots| {
        spots.iter().all(|one| spots.iter().all(|other| came_after(one, other)))
    });
    let pairs = coming.into_iter().flat_map(|(item, spots)| {
        spots.into_iter().filter_map(|spot| Some((spot.item?.clone(), item.clone())))
    });
    pairs.collect()
}
