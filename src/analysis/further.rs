//! What a change reaches beyond the handlers of the files it touches: handlers
//! elsewhere that lead to it, and functions that no handler leads to.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::alone::{self, Alone};
use super::changed::{Sort, Thing, changed};
use super::discover::Found;
use super::engine::{FilePair, Tree};
use super::fact::Site;
use super::judged::{Judged, Walked, is_same};
use super::program_wide;
use super::project::aside_reason;
use super::reach::{Leads, What, leading_to};
use super::refused::{Refused, came};
use super::rights::{self, Laxer};
use crate::catalog::Catalog;
use crate::model::{
    Change, Evidence, FileAssessment, Finding, NotAnalysed, Place, Reached, RepoPath, Role, Side,
};
use crate::syntax::python::has_word;

/// Handlers of other files are walked so far.
const MAX_HANDLERS: usize = 40;

/// They are looked for in so many files.
const MAX_FILES: usize = 16;

/// Of what is not looked at to the end, so many are named.
const NAMED: usize = 3;

/// What lies beyond the handlers of changed files.
#[derive(Default)]
pub(super) struct Further<'tree> {
    /// Handlers of other files, by the index of the file that is changed.
    reached: Vec<(usize, Walked<'tree>)>,
    alone: Vec<(usize, Vec<Alone<'tree>>)>,
    /// What the change touches, where it is defined at base.
    touched: Vec<Site>,
    /// What more may lead to than was looked at, by the index of the file.
    cut: Vec<(usize, Thing)>,
    /// Rules that let more callers through.
    rules: Vec<Laxer>,
}

impl<'tree> Further<'tree> {
    /// Looks beyond what was walked of these files.
    pub(super) fn of(
        trees: (&'tree Tree, &'tree Tree),
        files: &[FilePair],
        walked: &[&Walked<'tree>],
        cancel: &AtomicBool,
    ) -> Self {
        let things = things(trees, files);
        let touched = things.iter().map(|(_, thing)| thing.at.clone()).collect();
        let mut further = Self { touched, ..Self::default() };
        further.reach(trees, files, (things, walked), cancel);
        let mut all = walked.to_vec();
        all.extend(further.reached.iter().map(|(_, walked)| walked));
        let mut found = Vec::new();
        for (index, pair) in files.iter().enumerate() {
            if cancel.load(Ordering::Relaxed) {
                break;
            }
            let functions = alone::functions(trees, pair, &all);
            if !functions.is_empty() {
                found.push((index, functions));
            }
        }
        further.alone = found;
        further.rules = rights::laxer(trees);
        further
    }

    /// The handlers of other files, each with the index of the file that is changed.
    pub(super) fn reached(&self) -> impl Iterator<Item = (usize, &Walked<'tree>)> {
        self.reached.iter().map(|(index, walked)| (*index, walked))
    }

    /// Adds to the result of a file what was found of a handler elsewhere that leads
    /// to it: what the change took from it, told once for all that lose the same.
    pub(super) fn tell_reached(
        &self,
        walked: &Walked<'_>,
        more: FileAssessment,
        assessment: &mut FileAssessment,
    ) {
        let (Some(old), Some(new)) = (walked.old.first(), walked.new.first()) else { return };
        let touches = |finding: &Finding| matches!(finding.change(), Some(change) if !matches!(change, Change::Same | Change::Moved));
        let found: Vec<Finding> = more.findings.into_iter().filter(touches).collect();
        let through: Vec<Place> =
            old.leads_through(&self.touched).iter().map(|site| site.place(Side::Base)).collect();
        if found.is_empty() && through.is_empty() {
            return;
        }
        let handler = new.handler();
        let id = handler.id.clone();
        assessment.reached.push(Reached { handler: handler.clone(), through });
        let known = |finding: &&Finding, known: &Finding| {
            known.check() == finding.check() && known.primary() == finding.primary()
        };
        let mut own = Vec::new();
        for finding in &found {
            match assessment.findings.iter_mut().find(|other| known(&finding, other)) {
                Some(told) if finding.state().is_open() => {
                    let says = format!("so does {}", handler.name);
                    let also = Evidence::new(Role::Effect, handler.def.clone(), says);
                    *told = told.clone().with_evidence([also]);
                }
                _ => own.push(finding.clone()),
            }
        }
        if !own.is_empty() {
            assessment.touched.push(id);
            assessment.handlers.push(handler);
            assessment.findings.append(&mut own);
        }
    }

    /// Says of the file at an index what more may lead to than was looked at.
    pub(super) fn tell_cut(&self, index: usize, assessment: &mut FileAssessment) {
        let of_file = self.cut.iter().filter(|(at, _)| *at == index).map(|(_, thing)| thing);
        let things: Vec<&Thing> = of_file.collect();
        let Some(first) = things.first() else { return };
        let named: Vec<String> =
            things.iter().take(NAMED).map(|thing| format!("`{}`", thing.name)).collect();
        let more = match things.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        assessment.not_analysed.push(NotAnalysed {
            file: first.file.clone(),
            place: Some(first.at.place(Side::Base)),
            reason: format!(
                "handlers of other files that lead to {}{more} are too many or too far away: \
                 only the nearest were looked at",
                named.join(", "),
            ),
        });
    }

    /// The ways of turning requests away that the change brought, by which what a
    /// function without a handler lost may have gone elsewhere; none where no such
    /// function is.
    pub(super) fn came_anew<'one>(
        &'one self,
        walked: &[&'one Walked<'tree>],
    ) -> Vec<&'one Refused> {
        if self.alone.is_empty() {
            return Vec::new();
        }
        let refused = walked.iter().flat_map(|walked| came_in_handlers(walked));
        let functions = self.alone.iter().flat_map(|(_, alone)| alone);
        refused.chain(functions.flat_map(Alone::refuses_anew)).collect()
    }

    /// Adds the rules of a file that let more callers through.
    pub(super) fn tell_rules(
        &self,
        catalog: &Catalog,
        path: Option<&RepoPath>,
        assessment: &mut FileAssessment,
    ) {
        if let Some(path) = path {
            rights::tell(catalog.checks(), &self.rules, path, assessment);
        }
    }

    /// Adds the functions without a handler of the file at an index; `now` is what
    /// came anew anywhere.
    pub(super) fn tell_alone(
        &self,
        catalog: &Catalog,
        now: &[&Refused],
        index: usize,
        assessment: &mut FileAssessment,
    ) {
        for (_, alone) in self.alone.iter().filter(|(at, _)| *at == index) {
            for function in alone {
                function.tell(catalog, now, assessment);
            }
            if let Some(last) = alone.get(alone::MAX_FUNCTIONS - 1) {
                assessment.not_analysed.push(last.last_one());
            }
        }
    }
}

/// The ways of turning requests away that handlers did not have before.
fn came_in_handlers<'one>(walked: &'one Walked<'_>) -> Vec<&'one Refused> {
    let mut all = Vec::new();
    for new in &walked.new {
        let old = walked.old.iter().find(|old| is_same(&new.found, &old.found));
        let before = old.map_or(&[][..], |old| &old.behaviour.refused);
        all.extend(came(before, &new.behaviour.refused));
    }
    all
}

impl<'tree> Further<'tree> {
    /// Finds and walks the handlers of files that are not changed, but may lead to
    /// what is.
    fn reach(
        &mut self,
        (base, head): (&'tree Tree, &'tree Tree),
        files: &[FilePair],
        (things, walked): (Vec<(usize, Thing)>, &[&Walked<'tree>]),
        cancel: &AtomicBool,
    ) {
        let handlers: Vec<Site> =
            walked.iter().flat_map(|walked| &walked.old).map(Judged::def).collect();
        let things: Vec<(usize, Thing)> = things
            .into_iter()
            .filter(|(_, thing)| !handlers.iter().any(|one| one.same(&thing.at)))
            .collect();
        let named: Vec<Thing> = things.iter().map(|(_, thing)| thing.clone()).collect();
        let mut leads = leading_to(&base.world, &named, &handlers);
        let set_up = program_wide::touched((base, head), files, &things, &leads.found);
        let touched: HashSet<&RepoPath> =
            files.iter().filter_map(|pair| pair.base.as_ref()).collect();
        leads.found.retain(|one| !touched.contains(&one.file));
        let Some(chosen) = candidates(base, &mut leads, cancel) else { return };
        let mut chosen: Vec<Chosen> = chosen
            .into_iter()
            .map(|(to, calls, found)| {
                let (index, thing) = &things[to];
                Chosen { index: *index, calls: Some(thing).filter(|_| calls), found }
            })
            .collect();
        self.cut = leads.cut.into_iter().map(|to| things[to].clone()).collect();
        if let Some(set_up) = set_up {
            let outside = |path: &RepoPath| !touched.contains(path);
            let bounds = (MAX_HANDLERS, cancel);
            let (found, all) = program_wide::handlers(base, &set_up, outside, bounds);
            let is_new = |found: &Found| {
                let same = |one: &Chosen| {
                    one.found.file.path == found.file.path && is_same(&one.found, found)
                };
                !chosen.iter().any(same)
            };
            let index = set_up.index;
            let more: Vec<Chosen> = found
                .into_iter()
                .filter(is_new)
                .map(|found| Chosen { index, calls: None, found })
                .collect();
            chosen.extend(more);
            if !all {
                self.cut.push((index, set_up.thing));
            }
        }
        let sites: Vec<Site> = named.iter().map(|thing| thing.at.clone()).collect();
        let walk = |one: Chosen| one.walk((base, head), &sites);
        self.reached = chosen.into_par_iter().filter_map(walk).collect();
    }
}

/// A handler of another file that the change may reach.
struct Chosen<'thing> {
    /// The index of the file that is changed.
    index: usize,
    /// What it leads to there, where only by calls.
    calls: Option<&'thing Thing>,
    found: Found,
}

impl Chosen<'_> {
    /// It on both sides; none where it does not run what is touched.
    fn walk<'tree>(
        self,
        (base, head): (&'tree Tree, &'tree Tree),
        touched: &[Site],
    ) -> Option<(usize, Walked<'tree>)> {
        let path = self.found.file.path.clone();
        let old = Judged::of(base, self.found);
        let code = old.found.file.module.slice(old.found.function.range);
        // Whoever neither runs the function, nor is declared by it, has nothing from it.
        let has_nothing = |called: &Thing| {
            called.sort == Sort::Function
                && old.leads_through(touched).is_empty()
                && !has_word(code, &called.name)
        };
        if self.calls.is_some_and(has_nothing) {
            return None;
        }
        let new = head.read(&path, &mut Vec::new());
        let new = new.into_iter().find(|new| is_same(new, &old.found))?;
        Some((self.index, Walked::pair(old, Judged::of(head, new))))
    }
}

/// The handlers that may lead somewhere, each with the index of the thing, and
/// whether only by calls; none
/// where the work was given up.
fn candidates(
    base: &Tree,
    leads: &mut Leads,
    cancel: &AtomicBool,
) -> Option<Vec<(usize, bool, Found)>> {
    let mut paths: Vec<&RepoPath> = Vec::new();
    let mut chosen: Vec<(usize, bool, Found)> = Vec::new();
    for one in &leads.found {
        if paths.contains(&&one.file) || matches!(one.what, What::Statement(_)) {
            continue;
        }
        if paths.len() >= MAX_FILES {
            leads.cut.insert(one.to);
            continue;
        }
        paths.push(&one.file);
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        for found in base.read(&one.file, &mut Vec::new()) {
            let mut of_file = leads.found.iter().filter(|other| other.file == one.file);
            let Some(leads_to) = of_file.find(|other| is_part(&found, &other.what)) else {
                continue;
            };
            if chosen.len() < MAX_HANDLERS {
                chosen.push((leads_to.to, leads_to.calls, found));
            } else {
                leads.cut.insert(leads_to.to);
            }
        }
    }
    Some(chosen)
}

/// Whether a handler is a function, or its class is this one.
fn is_part(found: &Found, what: &What) -> bool {
    match what {
        What::Function(start) => found.function.range.start == *start,
        What::Class(name) => found.class.as_ref().is_some_and(|class| class.class.name == *name),
        What::Statement(_) => false,
    }
}

/// What the change touches in these files, with the index of the file.
fn things((base, head): (&Tree, &Tree), files: &[FilePair]) -> Vec<(usize, Thing)> {
    let mut things = Vec::new();
    for (index, pair) in files.iter().enumerate() {
        let (Some(old), Some(new)) = (&pair.base, &pair.head) else { continue };
        if !old.is_python() || !new.is_python() || aside_reason(old).is_some() {
            continue;
        }
        let sides = (base.world.project.file(old), head.world.project.file(new));
        if let (Some(old), Some(new)) = sides {
            things.extend(changed(&old, &new).into_iter().map(|thing| (index, thing)));
        }
    }
    things
}
