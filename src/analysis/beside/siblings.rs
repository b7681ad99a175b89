//! Neighbours of a handler that do what it leaves out, and how.

use std::cmp::Reverse;

use super::route::{Part, fixed_prefix};
use super::{Answered, Beside};
use crate::analysis::fact::{Fact, Site};
use crate::analysis::protection::telling;
use crate::catalog::Order;
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
        [Around::Class, Around::File, Around::Route]
            .into_iter()
            .find_map(|around| self.among(around, check, me, subject))
    }

    fn among(
        &self,
        around: Around,
        check: usize,
        me: Answered<'_, '_>,
        subject: Option<&str>,
    ) -> Option<Evidence> {
        let here = around.words(me)?;
        let mut asked = 1;
        let mut guards: Vec<(Answered<'_, '_>, &Site)> = Vec::new();
        for other in self.others(me).filter(|other| around.holds(me, *other)) {
            let Some(item) = other.item(check, subject) else { continue };
            match (item.verdict.state, &item.guard) {
                (State::NotApplicable, _) => {}
                (State::Guarded, Some(guard)) => {
                    asked += 1;
                    guards.push((other, self.line(check, guard, item.effect.as_ref())));
                }
                _ => asked += 1,
            }
        }
        guards.retain(|(_, site)| !site.file.is_library());
        // What few do is no habit to hold others to; only where they answer for
        // the same things is it worth a look.
        if 2 * guards.len() < asked - 1 && !matches!(around, Around::Route) {
            return None;
        }
        let ways: Vec<String> = guards.iter().map(|(_, site)| way(site)).collect();
        let common = |way: &String| ways.iter().filter(|other| *other == way).count();
        // Of several ways the commonest, on the line of the nearest who goes it.
        let ((nearest, site), way) = guards
            .iter()
            .zip(&ways)
            .min_by_key(|((other, _), way)| (Reverse(common(way)), distance(me, *other)))?;
        let is_call = common(way) == ways.len() && *way != site.text();
        let (does, not) = match (is_call, ways.len()) {
            (true, 1) => (format!("calls `{way}`"), "does"),
            (true, _) => (format!("call `{way}`"), "does"),
            (false, 1) => ("is guarded".to_owned(), "is"),
            (false, _) => ("are guarded".to_owned(), "is"),
        };
        let say = format!(
            "{} of {asked} handlers {here} {does}, this one {not} not; {} does it so: `{}`",
            guards.len(),
            nearest.judged.found.name,
            site.text()
        );
        Some(site.evidence(Role::Sibling, Side::Head, say))
    }

    /// The line that shows how it is done: where one call both guards and has
    /// the effect, the line in it that decides.
    fn line<'fact>(&self, check: usize, guard: &'fact Fact, effect: Option<&Fact>) -> &'fact Site {
        let site = telling(guard);
        let at_effect = self.catalog.checks()[check].guards.order == Order::AtEffect;
        match effect {
            Some(effect) if !at_effect && effect.near().same(site) => guard.deciding(),
            _ => site,
        }
    }

    /// The handlers that answer the same sort of methods.
    fn others<'here>(
        &'here self,
        me: Answered<'here, '_>,
    ) -> impl Iterator<Item = Answered<'here, 'here>> {
        self.files
            .iter()
            .flat_map(|(walked, answers)| walked.new.iter().zip(&answers.new))
            .map(|(judged, items)| Answered { judged, items })
            .filter(move |other| {
                let alike = match (writes(me), writes(*other)) {
                    (Some(mine), Some(theirs)) => mine == theirs,
                    _ => true,
                };
                alike && !std::ptr::eq(other.judged, me.judged)
            })
    }
}

/// Whether a handler answers methods that may change something; none where its
/// methods are not known.
fn writes(handler: Answered<'_, '_>) -> Option<bool> {
    let methods = &handler.judged.found.methods;
    (!methods.is_empty()).then(|| methods.iter().any(|method| !method.is_safe()))
}

impl Around {
    fn holds(self, me: Answered<'_, '_>, other: Answered<'_, '_>) -> bool {
        let (mine, theirs) = (&me.judged.found, &other.judged.found);
        let same_file = mine.file.path == theirs.file.path;
        match self {
            Self::Class => {
                same_file
                    && matches!((&mine.class, &theirs.class),
                        (Some(mine), Some(theirs)) if mine.class.range == theirs.class.range)
            }
            Self::File => same_file,
            Self::Route => prefix(me).is_some_and(|mine| prefix(other) == Some(mine)),
        }
    }

    /// What they have in common, in words; none where it is nothing.
    fn words(self, me: Answered<'_, '_>) -> Option<String> {
        match self {
            Self::Class => {
                let class = me.judged.found.class.as_ref()?;
                Some(format!("of {}", class.class.name))
            }
            Self::File => Some("of this file".to_owned()),
            Self::Route => {
                let fixed = prefix(me)?.into_iter().map(|part| match part {
                    Part::Fixed(text) => format!("/{text}"),
                    Part::Any => String::new(),
                });
                Some(format!("below {}", fixed.collect::<String>()))
            }
        }
    }
}

fn prefix(handler: Answered<'_, '_>) -> Option<Vec<Part>> {
    let route = handler.judged.found.routes.first()?;
    Some(fixed_prefix(&route.template)).filter(|prefix| !prefix.is_empty())
}

/// Other methods are further away than other files, these than other lines.
fn distance(me: Answered<'_, '_>, other: Answered<'_, '_>) -> (bool, bool, u32) {
    let (mine, theirs) = (&me.judged.found, &other.judged.found);
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
