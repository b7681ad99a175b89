//! The claims of foreign reviews: what is known of them, and which handler each means.

use std::collections::{HashMap, HashSet};

use crate::claims::ClaimVerdict;
use crate::model::{Handler, HandlerId, Place, RepoPath, Role, Side};
use crate::tui::claims::{Claim, Foreign, Reading, Source};

use super::decided::Decided;
use super::review::{FileEntry, Review};

/// Everything that is known of foreign reviews.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// The reviews.
    pub sources: Vec<Source>,
    /// What they assert, review by review.
    pub all: Vec<Claim>,
    /// How far the reading is; none where nothing is read.
    pub reading: Option<Reading>,
    /// What could not be read.
    pub problems: Vec<String>,
    /// Numbers for the header.
    pub totals: ClaimTotals,
    /// The list of all of them.
    pub view: ClaimsView,
    /// By the function that each is about.
    units: HashMap<HandlerId, Vec<usize>>,
    /// By the file of the function around the line that decides, by function.
    around: HashMap<RepoPath, Vec<Function>>,
    /// By the file of the line that decides.
    home: HashMap<RepoPath, Vec<usize>>,
    /// By each file that a place of theirs lies in.
    marked: HashMap<RepoPath, Vec<usize>>,
    /// Functions that are known to be handlers.
    handlers: HashSet<HandlerId>,
}

/// A function with the claims on its lines.
#[derive(Debug, Clone)]
struct Function {
    /// Its lines.
    place: Place,
    /// Its name, where claims have it.
    unit: Option<HandlerId>,
    claims: Vec<usize>,
}

/// Numbers for the header, by what is held of each claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClaimTotals {
    /// Claims by verdict, in the order of [`ClaimVerdict::ALL`].
    counts: [usize; ClaimVerdict::ALL.len()],
}

impl ClaimTotals {
    /// Claims of which this is held.
    #[must_use]
    pub fn of(&self, verdict: ClaimVerdict) -> usize {
        let all = ClaimVerdict::ALL.iter().zip(self.counts);
        all.filter(|(known, _)| **known == verdict).map(|(_, count)| count).sum()
    }

    /// The verdicts that are held of some claim, and of how many.
    pub fn all(&self) -> impl Iterator<Item = (ClaimVerdict, usize)> {
        let all = ClaimVerdict::ALL.into_iter().zip(self.counts);
        all.filter(|(_, count)| *count > 0)
    }

    fn add(&mut self, verdict: ClaimVerdict) {
        let all = ClaimVerdict::ALL.iter().zip(&mut self.counts);
        all.filter(|(known, _)| **known == verdict).for_each(|(_, count)| *count += 1);
    }
}

/// The list of all claims: its rows, the cursor and the scroll position.
#[derive(Debug, Clone, Default)]
pub struct ClaimsView {
    /// The rows.
    pub rows: Vec<ClaimRow>,
    /// Row under the cursor: that of a claim where there is one.
    pub cursor: usize,
    /// First visible row.
    pub top: usize,
}

/// A row of the list of all claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimRow {
    /// A review by its index.
    Source(usize),
    /// A remark of a review: their indexes.
    Remark(usize, usize),
    /// A claim by its index.
    Claim(usize),
    /// What could not be read, by its index.
    Problem(usize),
}

impl ClaimsView {
    /// The claim under the cursor.
    #[must_use]
    pub fn claim(&self) -> Option<usize> {
        match self.rows.get(self.cursor) {
            Some(ClaimRow::Claim(claim)) => Some(*claim),
            _ => None,
        }
    }

    /// Puts the cursor on a claim, where it is listed.
    pub fn go(&mut self, claim: usize) {
        let row = self.rows.iter().position(|row| *row == ClaimRow::Claim(claim));
        self.cursor = row.unwrap_or(self.cursor);
    }
}

impl Claims {
    /// Whether there is something to show.
    #[must_use]
    pub fn is_some(&self) -> bool {
        !self.sources.is_empty() || !self.problems.is_empty()
    }

    /// The claim at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Claim> {
        self.all.get(index)
    }

    /// The name of the review that makes a claim.
    #[must_use]
    pub fn source_of(&self, claim: &Claim) -> &str {
        self.sources.get(claim.source).map_or("", |source| &source.name)
    }

    /// Takes over what was read.
    pub fn take(&mut self, foreign: Foreign) {
        self.reading = None;
        self.sources = foreign.sources;
        self.all = foreign.claims;
        self.home.clear();
        self.marked.clear();
        self.around.clear();
        self.units.clear();
        for (index, claim) in self.all.iter().enumerate() {
            if let Some(unit) = &claim.unit {
                self.units.entry(unit.clone()).or_default().push(index);
            }
            if let Some(around) = &claim.around {
                let functions = self.around.entry(around.file.clone()).or_default();
                let is_known =
                    |known: &&mut Function| known.place == *around && known.unit == claim.unit;
                match functions.iter_mut().find(is_known) {
                    Some(known) => known.claims.push(index),
                    None => functions.push(Function {
                        place: around.clone(),
                        unit: claim.unit.clone(),
                        claims: vec![index],
                    }),
                }
            }
            if let Some(place) = claim.first_place() {
                self.home.entry(place.file.clone()).or_default().push(index);
            }
            for stop in &claim.stops {
                let marked = self.marked.entry(stop.place.file.clone()).or_default();
                if marked.last() != Some(&index) {
                    marked.push(index);
                }
            }
        }
        self.list();
    }

    /// Lists the rows of the view anew; the cursor stays on its claim.
    pub fn list(&mut self) {
        let chosen = self.view.claim();
        let rows = &mut self.view.rows;
        rows.clear();
        rows.extend((0..self.problems.len()).map(ClaimRow::Problem));
        let mut claims = self.all.iter().enumerate().peekable();
        for (index, source) in self.sources.iter().enumerate() {
            rows.push(ClaimRow::Source(index));
            rows.extend((0..source.remarks.len()).map(|remark| ClaimRow::Remark(index, remark)));
            while let Some((claim, _)) = claims.next_if(|(_, claim)| claim.source <= index) {
                rows.push(ClaimRow::Claim(claim));
            }
        }
        let is_chosen = |row: &ClaimRow| chosen.is_some_and(|claim| *row == ClaimRow::Claim(claim));
        let first = || rows.iter().position(|row| matches!(row, ClaimRow::Claim(_)));
        self.view.cursor = rows.iter().position(is_chosen).or_else(first).unwrap_or(0);
    }

    /// Notes functions that are handlers.
    pub fn know(&mut self, handlers: &[Handler]) {
        self.handlers.extend(handlers.iter().map(|handler| handler.id.clone()));
    }

    /// Counts anew, after claims came or something was decided.
    pub fn count(&mut self, decided: &Decided) {
        let mut totals = ClaimTotals::default();
        for claim in &self.all {
            totals.add(decided.verdict(claim));
        }
        self.totals = totals;
    }

    /// The claims with a place in a file, by its path.
    #[must_use]
    pub fn in_file(&self, path: &RepoPath) -> &[usize] {
        self.marked.get(path).map_or(&[], Vec::as_slice)
    }

    /// The claims that mean a handler: those about its function, those about one inside
    /// of it, and those about a function that is no handler and decides an item of it.
    #[must_use]
    pub fn of_handler(&self, file: &FileEntry, handler: &Handler) -> Vec<usize> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let mut found = self.units.get(&handler.id).cloned().unwrap_or_default();
        let decides = file.items(&handler.id).flat_map(|(_, item)| {
            let telling = item.evidence().iter().filter(|one| {
                !matches!(one.role, Role::Sibling | Role::Test) && one.place.side() == Side::Head
            });
            std::iter::once(item.primary()).chain(telling.map(|one| &one.place))
        });
        let own = std::iter::once(&handler.place);
        let mut known: HashSet<(&RepoPath, u32)> = HashSet::new();
        for place in own.clone().chain(decides).filter(|place| place.side() == Side::Head) {
            if known.insert((&place.file, place.first_line())) {
                found.extend(self.helpers_at(place, &handler.place));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Claims about functions that are no handlers and hold the first line of a place, or
    /// lie inside of a handler.
    fn helpers_at<'a>(
        &'a self,
        place: &'a Place,
        handler: &'a Place,
    ) -> impl Iterator<Item = usize> + 'a {
        let functions = self.around.get(&place.file).map_or(&[][..], Vec::as_slice).iter();
        let means = move |function: &&Function| {
            let is_handler = function.unit.as_ref().is_some_and(|it| self.handlers.contains(it));
            let around = &function.place;
            let lines = around.first_line()..=around.last_line();
            let inside = handler.file == around.file
                && (handler.first_line()..=handler.last_line()).contains(&around.first_line());
            !is_handler && (inside || lines.contains(&place.first_line()))
        };
        functions.filter(means).flat_map(|function| &function.claims).copied()
    }

    /// The claims on lines of a file that mean none of its handlers.
    #[must_use]
    pub fn of_file(&self, file: &FileEntry) -> Vec<usize> {
        let paths = [Side::Head, Side::Base].into_iter().filter_map(|side| file.path_on(side));
        let mut here: Vec<usize> =
            paths.filter_map(|path| self.home.get(path)).flatten().copied().collect();
        here.sort_unstable();
        here.dedup();
        if here.is_empty() {
            return here;
        }
        let meant: HashSet<usize> =
            file.handlers().iter().flat_map(|handler| self.of_handler(file, handler)).collect();
        here.retain(|index| !meant.contains(index));
        here
    }

    /// The file and the handler that a claim means, by their indexes: its function, else
    /// the first that a function is a part of; or the file alone.
    #[must_use]
    pub fn meant(&self, index: usize, review: &Review) -> Option<(usize, Option<usize>)> {
        let claim = self.get(index)?;
        let files = || review.files.iter().enumerate();
        let direct = claim.unit.as_ref().and_then(|unit| {
            files().find_map(|(at, file)| Some((at, Some(file.handler(unit)?.0))))
        });
        let through = || {
            files().find_map(|(at, file)| {
                let handlers = file.handlers().iter();
                let found = handlers.map(|it| self.of_handler(file, it));
                Some((at, Some(found.into_iter().position(|all| all.contains(&index))?)))
            })
        };
        let home = || {
            let place = claim.first_place()?;
            let is_home = |file: &FileEntry| file.path_on(place.side()) == Some(&place.file);
            files().find(|(_, file)| is_home(file)).map(|(at, _)| (at, None))
        };
        direct.or_else(through).or_else(home)
    }
}
