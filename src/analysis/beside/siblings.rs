//! Neighbours of a handler that do what it leaves out, and how.

use std::cmp::Reverse;

use super::route::Part;
use super::{Answered, Beside, Neighbour};
use crate::analysis::fact::{Fact, Site};
use crate::analysis::protection::telling;
use crate::model::{Evidence, Role, Side, State};

/// Where neighbours are looked for, the nearest first.
#[derive(Clone, Copy)]
enum Around {
    Class,
    File,
    Route,
}

impl Beside<'_, '_> {
    /// How many neighbours have the guard, on the line of the nearest.
    pub(super) fn sibling(
        &self,
        check: usize,
        me: Answered<'_, '_>,
        subject: Option<&str>,
    ) -> Option<Evidence> {
        let all = self.neighbours();
        let me = all.iter().find(|other| std::ptr::eq(other.answered.judged, me.judged))?;
        [Around::Class, Around::File, Around::Route]
            .into_iter()
            .find_map(|around| self.among(around, check, me, subject))
    }

    fn among(
        &self,
        around: Around,
        check: usize,
        me: &Neighbour<'_, '_>,
        subject: Option<&str>,
    ) -> Option<Evidence> {
        let here = around.words(me)?;
        let mut asked = 1;
        let mut beside = Aside::default();
        let mut guards: Vec<(&Neighbour<'_, '_>, &Fact)> = Vec::new();
        let mut at_times: Vec<&Fact> = Vec::new();
        for other in self.neighbours().iter().filter(|other| around.holds(me, other)) {
            if !is_alike(me, other) {
                beside.unlike += 1;
                continue;
            }
            let Some(item) = other.answered.item(check, subject) else {
                beside.unasked += 1;
                continue;
            };
            match (item.verdict.state, &item.guard) {
                (State::NotApplicable, _) => beside.unasked += 1,
                (State::Guarded, Some(guard)) => {
                    asked += 1;
                    guards.push((other, guard));
                }
                (State::Conditional, Some(guard)) => {
                    asked += 1;
                    at_times.push(guard);
                }
                _ => asked += 1,
            }
        }
        guards.retain(|(_, guard)| !telling(guard).file.is_library());
        // What few do is no habit to hold others to; only where they answer for
        // the same things is it worth a look.
        if 2 * guards.len() < asked - 1 && !matches!(around, Around::Route) {
            return None;
        }
        // What this handler has as well did not help it.
        let mut count = guards.len();
        let mine = &me.answered.judged.behaviour.facts;
        guards.retain(|(_, guard)| {
            !mine.iter().any(|own| own.kind == guard.kind && own.deciding().same(guard.deciding()))
        });
        let ways: Vec<String> = guards.iter().map(|(_, guard)| way(telling(guard))).collect();
        let common = |way: &String| ways.iter().filter(|other| *other == way).count();
        // Of several ways the commonest, on the line of the nearest who goes it.
        let ((nearest, guard), way) = guards
            .iter()
            .zip(&ways)
            .min_by_key(|((other, _), way)| (Reverse(common(way)), distance(me, other)))?;
        let site = line(me, guard, way);
        let is_call = common(way) == ways.len() && *way != site.text() && !me.answered.calls(way);
        // What does the same under a condition does it as well, and that is said.
        at_times.retain(|guard| !is_call || self::way(telling(guard)) == *way);
        count += at_times.len();
        let (does, not) = match (is_call, count) {
            (true, 1) => (format!("calls `{way}`"), "does"),
            (true, _) => (format!("call `{way}`"), "does"),
            (false, 1) => ("is guarded".to_owned(), "is"),
            (false, _) => ("are guarded".to_owned(), "is"),
        };
        let say = format!(
            "{count} of {asked} handlers {here}{} {does}{}, this one {not} not; {} does it so: `{}`",
            beside.say(writes(me)),
            conditionally(at_times.len()),
            nearest.found().name,
            site.text()
        );
        Some(site.evidence(Role::Sibling, Side::Head, say))
    }
}

/// The line that shows how it is done: the one that decides, where this handler
/// makes the same call and gets something else from it.
fn line<'fact>(me: &Neighbour<'_, '_>, guard: &'fact Fact, way: &str) -> &'fact Site {
    if me.answered.calls(way) { guard.deciding() } else { telling(guard) }
}

impl Answered<'_, '_> {
    /// Whether the handler makes a call of this name, or anything that it runs does.
    fn calls(&self, way: &str) -> bool {
        let found = &self.judged.found;
        let call = format!("{way}(");
        let says = |site: &Site| site.file.module.slice(site.range).contains(&call);
        let facts = &self.judged.behaviour.facts;
        found.file.module.slice(found.function.range).contains(&call)
            || facts.iter().flat_map(|fact| &fact.trail).any(says)
    }
}

/// Handlers that stand in the same place and are not counted.
#[derive(Default)]
struct Aside {
    /// The check does not ask them.
    unasked: usize,
    /// They change something where this one reads, or the other way round.
    unlike: usize,
}

impl Aside {
    /// What is true of those alone that are counted; empty where all are.
    fn say(&self, writes: Option<bool>) -> String {
        let does = if writes == Some(true) { " that change something" } else { " that only read" };
        let alike = if self.unlike > 0 { does } else { "" };
        let asked = match (self.unasked, alike) {
            (0, _) => "",
            (_, "") => " that this is asked of",
            _ => " and that this is asked of",
        };
        format!("{alike}{asked}")
    }
}

/// How many of those that are guarded are so on some ways alone.
fn conditionally(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " (one of them under a condition)".to_owned(),
        count => format!(" ({count} of them under a condition)"),
    }
}

/// Whether two handlers answer the same sort of methods, as far as is known.
fn is_alike(me: &Neighbour<'_, '_>, other: &Neighbour<'_, '_>) -> bool {
    match (writes(me), writes(other)) {
        (Some(mine), Some(theirs)) => mine == theirs,
        _ => true,
    }
}

/// Whether a handler answers methods that may change something; none where its
/// methods are not known.
fn writes(handler: &Neighbour<'_, '_>) -> Option<bool> {
    let methods = &handler.found().methods;
    (!methods.is_empty()).then(|| methods.iter().any(|method| !method.is_safe()))
}

impl Around {
    /// Whether another handler stands here.
    fn holds(self, me: &Neighbour<'_, '_>, other: &Neighbour<'_, '_>) -> bool {
        let (mine, theirs) = (me.found(), other.found());
        let same_file = || mine.file.path == theirs.file.path;
        let is_near = match self {
            Self::Class => {
                let ranges = [mine, theirs].map(|it| it.class.as_ref().map(|it| it.class.range));
                ranges[0].is_some() && ranges[0] == ranges[1] && same_file()
            }
            Self::File => same_file(),
            Self::Route => prefix(me) == prefix(other),
        };
        is_near && !std::ptr::eq(mine, theirs)
    }

    /// What they have in common, in words; none where it is nothing.
    fn words(self, me: &Neighbour<'_, '_>) -> Option<String> {
        match self {
            Self::Class => {
                let class = me.found().class.as_ref()?;
                Some(format!("of {}", class.class.name))
            }
            Self::File => Some("of this file".to_owned()),
            Self::Route => {
                let fixed = prefix(me).iter().map(|part| match part {
                    Part::Fixed(text) => format!("/{text}"),
                    Part::Any => String::new(),
                });
                Some(fixed.collect::<String>())
                    .filter(|fixed| !fixed.is_empty())
                    .map(|fixed| format!("below {fixed}"))
            }
        }
    }
}

/// The parts of a handler's route before the first that is filled in.
fn prefix<'here>(handler: &'here Neighbour<'_, '_>) -> &'here [Part] {
    let route = handler.routes.first().map_or(&[][..], Vec::as_slice);
    let end = route.iter().position(|part| *part == Part::Any).unwrap_or(route.len());
    &route[..end]
}

/// Other methods are further away than other files, these than other lines.
fn distance(me: &Neighbour<'_, '_>, other: &Neighbour<'_, '_>) -> (bool, bool, u32) {
    let (mine, theirs) = (me.found(), other.found());
    (
        mine.methods != theirs.methods,
        mine.file.path != theirs.file.path,
        mine.function.range.start.abs_diff(theirs.function.range.start),
    )
}

/// How it is done: `context.can` of `context.can(policies.LIST)`, else the code.
fn way(site: &Site) -> String {
    let text = site.text();
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    match text.split_once('(') {
        Some((before, _)) if before.chars().all(is_path) => before.to_owned(),
        _ => text,
    }
}
