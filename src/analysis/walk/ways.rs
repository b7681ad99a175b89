//! The ways that values of a request take: where they enter, what is made of
//! them, what tests show of them.

use std::collections::HashMap;

use super::Walk;
use crate::analysis::fact::Site;
use crate::analysis::scope::Shown;
use crate::analysis::value::{Origins, Readers, Value};
use crate::model::{FactKind, Role};
use crate::syntax::python::ast::Range;

/// More steps than this are not noted for one handler.
const MAX_STEPS: usize = 40_000;
/// Longer ways are cut for a person.
const MAX_TOLD: usize = 8;

/// What a step makes of what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It enters here.
    Source,
    /// The same value, under another name or in another form.
    Same,
    /// Something of it, or something with it in it.
    Part,
    /// The part of an address that says where it leads.
    Host,
    /// A path without `..` and links.
    Resolved,
    /// Fit for these readers from here on.
    Cleared(Readers),
    /// Code that is not read had its hands on it.
    Vague,
}

/// A step of a value's way.
#[derive(Debug)]
pub(super) struct Step {
    site: Site,
    /// The line of the handler that leads there.
    near: Site,
    /// The step before; 0 where it enters.
    before: u32,
    how: How,
    say: String,
    /// Whether other ways lead here as well, so that what is shown of the one
    /// before it says nothing of this one.
    mixed: bool,
}

/// All steps of a walk. The number of a step is its position plus one.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Ways {
    steps: Vec<Step>,
    /// Steps at which tests cleared a way, so that each is noted once.
    cleared: HashMap<(u32, Readers), u32>,
    /// Ways of what is read by the same words.
    pub(super) reads: HashMap<(String, u32), u32>,
    /// Steps to hosts that tests looked at.
    hosts_tested: Vec<u32>,
    /// Nothing is noted: the walk's values outlive it.
    pub(in crate::analysis) closed: bool,
}

impl Ways {
    /// Ways of which nothing is noted.
    pub(super) fn closed() -> Self {
        Self { closed: true, ..Self::default() }
    }

    fn step(&self, way: u32) -> Option<&Step> {
        self.steps.get(usize::try_from(way).ok()?.checked_sub(1)?)
    }

    /// What the last step of a way makes of what came before.
    pub(super) fn last(&self, way: u32) -> Option<How> {
        self.step(way).map(|step| step.how)
    }

    /// Whether the last step stands at a range: it was noted already.
    pub(super) fn ends_at(&self, way: u32, range: Range) -> bool {
        self.step(way).is_some_and(|step| step.site.range == range)
    }

    /// Whether a way leads through a step.
    fn leads_through(&self, way: u32, wanted: u32) -> bool {
        let mut way = way;
        while let Some(step) = self.step(way) {
            if way == wanted {
                return true;
            }
            if step.mixed {
                return false;
            }
            way = step.before;
        }
        false
    }

    /// How many steps there are.
    pub(super) fn count(&self) -> usize {
        self.steps.len()
    }

    /// A test looked at the hosts of addresses: those read since so many steps,
    /// and the one that led to its value by a way.
    pub(super) fn test_hosts(&mut self, since: usize, way: u32) {
        let new = (since..self.steps.len()).filter_map(|at| u32::try_from(at + 1).ok());
        let mut looked: Vec<u32> = new.filter(|way| self.last(*way) == Some(How::Host)).collect();
        let mut way = way;
        while let Some(step) = self.step(way) {
            if step.how == How::Host {
                looked.push(way);
            }
            way = step.before;
        }
        self.hosts_tested.extend(looked);
    }

    /// Where a test looks at the host of an address that came from where this
    /// way begins, if one does.
    pub(super) fn host_looked_at(&self, way: u32) -> Option<Site> {
        let source = self.source_of(way)?;
        let mut looked = self.hosts_tested.iter();
        let found = looked.find(|host| self.source_of(**host) == Some(source))?;
        self.step(*found).map(|step| step.site.clone())
    }

    /// The step by which a way enters.
    fn source_of(&self, way: u32) -> Option<u32> {
        let mut way = way;
        while let Some(step) = self.step(way) {
            if step.before == 0 {
                return Some(way);
            }
            way = step.before;
        }
        None
    }

    /// Whether a value is that of a step before it on its way, with nothing around it.
    fn is_whole(&self, way: u32, wanted: u32) -> bool {
        let mut way = way;
        while way != wanted {
            match self.step(way) {
                Some(step) if matches!(step.how, How::Same | How::Cleared(_)) && !step.mixed => {
                    way = step.before;
                }
                _ => return false,
            }
        }
        true
    }

    /// Whether a path was resolved on its way.
    pub(super) fn is_resolved(&self, way: u32) -> bool {
        let mut way = way;
        while let Some(step) = self.step(way) {
            if step.how == How::Resolved {
                return true;
            }
            way = step.before;
        }
        false
    }

    /// The steps whose values are known to be fit when that of `way` is: those
    /// with the same value, or, with `all`, all that it came by. With `path`, what
    /// a path was resolved from names the same file.
    pub(super) fn sources(&self, way: u32, all: bool, path: bool) -> Vec<u32> {
        let mut found = vec![way];
        let mut way = way;
        while let Some(step) = self.step(way) {
            let on = all
                || matches!(step.how, How::Same | How::Cleared(_))
                || path && step.how == How::Resolved;
            if !on || step.mixed || step.before == 0 {
                break;
            }
            way = step.before;
            found.push(way);
        }
        found
    }

    /// Where a value was read, and the names it was kept under since, with nothing
    /// made of it in between; none where it may have come another way.
    pub(super) fn same_since(&self, origins: Origins) -> Vec<&Site> {
        if origins.unmixed().0.is_some() {
            return Vec::new();
        }
        let ways = self.sources(origins.way, false, false);
        ways.into_iter().filter_map(|way| self.step(way)).map(|step| &step.site).collect()
    }

    /// The step that made a value fit for a reader.
    pub(super) fn cleared_for(&self, way: u32, reader: Readers) -> Option<(Site, Site, String)> {
        let mut way = way;
        while let Some(step) = self.step(way) {
            if let How::Cleared(readers) = step.how
                && readers.has(reader)
            {
                return Some((step.near.clone(), step.site.clone(), step.say.clone()));
            }
            way = step.before;
        }
        None
    }

    /// Whether what chose a value was one of those that stand in the code, and nothing
    /// else of the request did.
    pub(super) fn is_of_listed(&self, origins: Origins) -> bool {
        let (other, origins) = origins.unmixed();
        let mut way = origins.way;
        while let Some(step) = self.step(way).filter(|step| other.is_none() && !step.mixed) {
            if matches!(step.how, How::Cleared(readers) if readers.has(Readers::LISTED)) {
                return true;
            }
            way = step.before;
        }
        false
    }

    /// Where code that is not read had its hands on it first.
    pub(super) fn vague_at(&self, way: u32) -> Option<(Site, String)> {
        let (mut way, mut found) = (way, None);
        while let Some(step) = self.step(way) {
            if step.how == How::Vague {
                found = Some((step.site.clone(), step.say.clone()));
            }
            way = step.before;
        }
        found
    }

    /// A way for a person: where it enters, and the steps worth telling.
    pub(super) fn told(&self, way: u32) -> Vec<(Role, Site, String)> {
        let (mut way, mut found) = (way, Vec::<(Role, Site, String)>::new());
        while let Some(step) = self.step(way) {
            let role = match step.how {
                How::Source => Some(Role::Source),
                How::Vague => Some(Role::Step),
                _ if step.say.is_empty() => None,
                _ => Some(Role::Step),
            };
            let known = found.last().is_some_and(|(_, site, _)| site.same(&step.site));
            if let Some(role) = role.filter(|_| !known) {
                found.push((role, step.site.clone(), step.say.clone()));
            }
            way = step.before;
        }
        found.reverse();
        if found.len() > MAX_TOLD {
            found.drain(1..found.len() + 1 - MAX_TOLD);
        }
        found
    }
}

impl Walk<'_> {
    /// These origins, one step further.
    pub(super) fn step_on(
        &mut self,
        origins: Origins,
        range: Range,
        how: How,
        say: impl Into<String>,
    ) -> Origins {
        if self.ways.closed || self.ways.steps.len() >= MAX_STEPS || !origins.any(Origins::INPUT) {
            return origins;
        }
        let Some(site) = self.site(range).filter(|site| !site.file.is_library()) else {
            return origins;
        };
        let (other, mut origins) = origins.unmixed();
        // A value beside one that is made of it is one way, not two.
        let mixed = match other {
            None => false,
            Some(other) if self.ways.leads_through(origins.way, other) => false,
            Some(other) if self.ways.leads_through(other, origins.way) => {
                origins.way = other;
                false
            }
            Some(_) => true,
        };
        let near = self.near(&site);
        let (before, say) = (origins.way, say.into());
        self.ways.steps.push(Step { site, near, before, how, say, mixed });
        origins.way = u32::try_from(self.ways.steps.len()).unwrap_or(0);
        origins
    }

    /// Fit for these readers from here on.
    pub(super) fn clear(
        &mut self,
        origins: Origins,
        readers: Readers,
        range: Range,
        say: impl Into<String>,
    ) -> Origins {
        if (origins.raw | origins.vague).both(readers) == Readers::NONE {
            return origins;
        }
        let origins = self.step_on(origins, range, How::Cleared(readers), say);
        origins.fit_for(readers)
    }

    /// What code that is not read made of it: it may be as it was, or not.
    pub(super) fn blur(&mut self, origins: Origins, range: Range) -> Origins {
        if origins.raw == Readers::NONE {
            return origins;
        }
        let text = self.text(range);
        let say = format!("what `{text}` makes of it is not known");
        let origins = self.step_on(origins, range, How::Vague, say);
        origins.blurred()
    }

    /// A value as far as tests on the way here have shown it to be fit.
    pub(super) fn tested(&mut self, value: Value) -> Value {
        let Some(frame) = self.frames.last() else { return value };
        if frame.scope.shown.is_empty() || !value.origins.is_unfit() {
            return value;
        }
        let way = value.origins.way;
        let mut readers = Readers::NONE;
        let mut site: Option<(&Site, &Site)> = None;
        for shown in &frame.scope.shown {
            if self.ways.leads_through(way, shown.way) {
                readers = readers | shown.readers;
                site = Some((&shown.site, &shown.near));
            }
        }
        if readers.has(Readers::STARTS_HERE | Readers::NO_HOST) {
            let here = [FactKind::RedirectSent, FactKind::UrlFetched];
            readers = readers | Readers::of_all(&here);
        }
        let readers = readers.both(Readers::ALL | Readers::LISTED);
        let unfit = value.origins.raw | value.origins.vague;
        let Some((site, near)) = site.filter(|_| unfit.both(readers) != Readers::NONE) else {
            return value;
        };
        let (site, near) = (site.clone(), near.clone());
        Value { origins: self.cleared_at(value.origins, readers, (site, near)), ..value }
    }

    /// A text that tests have shown to be one literal as a whole is fit to be run
    /// as code. Among other text a backslash at its end would hide its last mark.
    pub(super) fn as_literal(&mut self, origins: Origins) -> Origins {
        let Some(frame) = self.frames.last() else { return origins };
        if origins.unmixed().0.is_some() || origins.any(Origins::TEXT) {
            return origins;
        }
        let whole = |shown: &&Shown| self.ways.is_whole(origins.way, shown.way);
        let about: Vec<&Shown> = frame.scope.shown.iter().filter(whole).collect();
        let shown = about.iter().fold(Readers::NONE, |all, shown| all | shown.readers);
        match about.last().filter(|_| shown.has(Readers::QUOTED)) {
            Some(last) => {
                let place = (last.site.clone(), last.near.clone());
                self.cleared_at(origins, Readers::of(FactKind::CodeRun), place)
            }
            None => origins,
        }
    }

    /// These origins, made fit by the test at a place: its own, and that of the line
    /// of the handler that leads there.
    fn cleared_at(
        &mut self,
        mut origins: Origins,
        readers: Readers,
        (site, near): (Site, Site),
    ) -> Origins {
        let way = origins.way;
        let known = self.ways.cleared.get(&(way, readers)).copied();
        origins.way = known.unwrap_or_else(|| {
            let say = "tests it, and goes another way where it does not fit".to_owned();
            let how = How::Cleared(readers);
            self.ways.steps.push(Step { site, near, before: way, how, say, mixed: false });
            u32::try_from(self.ways.steps.len()).unwrap_or(0)
        });
        self.ways.cleared.insert((way, readers), origins.way);
        origins.fit_for(readers)
    }

    /// The line of the handler that leads to a place.
    pub(super) fn near(&self, site: &Site) -> Site {
        self.trail.first().unwrap_or(site).clone()
    }

    /// What tests have shown is put down with the names: where two ways meet,
    /// each name is as fit as either way left it.
    pub(super) fn settle(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        if frame.scope.shown.is_empty() {
            return;
        }
        let unfit = frame.scope.names.iter().filter(|(_, value)| value.origins.is_unfit());
        let unfit: Vec<_> = unfit.map(|(name, value)| (name.clone(), value.clone())).collect();
        for (name, value) in unfit {
            let value = self.tested(value);
            if let Some(frame) = self.frames.last_mut() {
                frame.scope.set(&name, value);
            }
        }
    }

    /// From here on these are known.
    pub(super) fn learn(&mut self, shown: Vec<Shown>) {
        let Some(frame) = self.frames.last_mut() else { return };
        for one in shown {
            let known = &frame.scope.shown;
            if !known.iter().any(|it| it.way == one.way && it.readers.has(one.readers)) {
                frame.scope.shown.push(one);
            }
        }
    }
}
