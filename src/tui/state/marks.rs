//! Which lines carry which items and claims: the link between checklist and code.

use std::collections::HashMap;

use crate::model::{Finding, Place, Role, Side, State as ItemState};
use crate::tui::backend::{Found, Own};
use crate::tui::claims::Claim;

use super::checklist::Entry;
use super::claims::Claims;
use super::review::FileEntry;

/// Lines of one place that are marked at most.
const MAX_LINES: u32 = 60;

/// An item or a claim that stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Which one.
    pub of: Entry,
    /// 1-based number of the stop it comes from.
    pub number: usize,
    /// Whether it is the place that carries the item.
    pub is_primary: bool,
    /// Whether it is the first line of its place.
    pub is_first: bool,
}

/// A place of an item or a claim on the walk through its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop<'a> {
    /// Where.
    pub place: &'a Place,
    /// The part it plays; none for the bare primary place.
    pub role: Option<Role>,
    /// The phrase.
    pub say: &'a str,
    /// Whether it is the place that carries the item.
    pub is_primary: bool,
}

/// What the primary place of an item in a state is, where no evidence says more.
fn here(state: ItemState) -> &'static str {
    match state {
        ItemState::Removed => "stood here before",
        ItemState::Missing => "this needs it",
        ItemState::Weakened => "what is left of it",
        ItemState::Conditional => "does it on some paths only",
        ItemState::Unproven => "so far it could be followed",
        ItemState::Guarded => "does it",
        ItemState::NotApplicable => "asked of this",
    }
}

/// The places of an item in the order they are numbered and walked: its
/// evidence, the primary place before it where no evidence names it.
#[must_use]
pub fn stops(finding: &Finding) -> Vec<Stop<'_>> {
    let primary = finding.primary();
    let mut stops: Vec<_> = finding
        .evidence()
        .iter()
        .map(|evidence| Stop {
            place: &evidence.place,
            role: Some(evidence.role),
            say: &evidence.say,
            is_primary: is_same_line(&evidence.place, primary),
        })
        .collect();
    if !stops.iter().any(|stop| stop.is_primary) {
        let say = here(finding.state());
        stops.insert(0, Stop { place: primary, role: None, say, is_primary: true });
    }
    stops
}

/// The places of a claim in the order they are numbered and walked.
#[must_use]
pub fn claim_stops(claim: &Claim) -> Vec<Stop<'_>> {
    let is_primary =
        |place: &Place| claim.place.as_ref().is_some_and(|own| is_same_line(place, own));
    let stops = claim.stops.iter();
    stops
        .map(|stop| Stop {
            place: &stop.place,
            role: stop.role,
            say: &stop.say,
            is_primary: is_primary(&stop.place),
        })
        .collect()
}

/// The lines of a reviewer's own finding or question.
#[must_use]
pub fn own_stops(own: &Own) -> Vec<Stop<'_>> {
    vec![Stop { place: &own.place, role: own.role, say: "", is_primary: true }]
}

fn is_same_line(one: &Place, other: &Place) -> bool {
    one.file == other.file && one.side() == other.side() && one.first_line() == other.first_line()
}

/// The marks of a file, by side and 0-based line.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    lines: HashMap<(Side, usize), Vec<Mark>>,
}

impl Marks {
    /// The marks of all items of a file that apply, and of the claims with a place in it.
    #[must_use]
    pub fn new(file: &FileEntry, claims: &Claims, own: &[Own]) -> Self {
        let mut marks = Self::default();
        for (item, finding) in file.findings().iter().enumerate() {
            if finding.state() != ItemState::NotApplicable {
                marks.add(file, Entry::Item(item), &stops(finding));
            }
        }
        let (head, base) = (file.path_on(Side::Head), file.path_on(Side::Base));
        let mut here: Vec<usize> =
            head.into_iter().chain(base).flat_map(|path| claims.in_file(path)).copied().collect();
        here.sort_unstable();
        here.dedup();
        for index in here {
            if let Some(claim) = claims.get(index) {
                marks.add(file, Entry::Claim(index), &claim_stops(claim));
            }
        }
        // What is not there any more stands on no line.
        for (index, own) in own.iter().enumerate().filter(|(_, own)| own.found != Found::Gone) {
            marks.add(file, Entry::Own(index), &own_stops(own));
        }
        marks
    }

    fn add(&mut self, file: &FileEntry, of: Entry, stops: &[Stop<'_>]) {
        for (index, stop) in stops.iter().enumerate() {
            let side = stop.place.side();
            if file.path_on(side) != Some(&stop.place.file) {
                continue;
            }
            let first = stop.place.first_line();
            let last = stop.place.last_line().min(first.saturating_add(MAX_LINES));
            for line in first..=last {
                let mark = Mark {
                    of,
                    number: index + 1,
                    is_primary: stop.is_primary,
                    is_first: line == first,
                };
                self.lines.entry((side, line as usize - 1)).or_default().push(mark);
            }
        }
    }

    /// The marks of a 0-based line of a side.
    #[must_use]
    pub fn at(&self, side: Side, line: usize) -> &[Mark] {
        self.lines.get(&(side, line)).map_or(&[], Vec::as_slice)
    }

    /// All marks with their sides and 0-based lines, in no order.
    pub fn all(&self) -> impl Iterator<Item = ((Side, usize), Mark)> {
        self.lines.iter().flat_map(|(line, marks)| marks.iter().map(|mark| (*line, *mark)))
    }

    /// The marks of a row.
    pub fn on(&self, row: crate::tui::rows::Row) -> impl Iterator<Item = Mark> {
        let lines = [Side::Head, Side::Base].into_iter();
        self.of(lines.filter_map(move |side| Some((side, row.line(side)?))))
    }

    /// The marks of lines, 0-based.
    pub fn of(&self, lines: impl Iterator<Item = (Side, usize)>) -> impl Iterator<Item = Mark> {
        lines.flat_map(|(side, line)| self.at(side, line).iter().copied())
    }
}
