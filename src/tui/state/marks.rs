//! Which lines carry which items: the link between checklist and code.

use std::collections::HashMap;

use crate::model::{Finding, Place, Role, Side, State as ItemState};

use super::review::FileEntry;

/// Lines of one place that are marked at most.
const MAX_LINES: u32 = 60;

/// An item that stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Index of the finding in its file.
    pub item: usize,
    /// 1-based number of the stop it comes from.
    pub number: usize,
    /// Whether it is the place that carries the item.
    pub is_primary: bool,
    /// Whether it is the first line of its place.
    pub is_first: bool,
}

/// A place of an item on the walk through its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop<'finding> {
    /// Where.
    pub place: &'finding Place,
    /// The part it plays; none for the bare primary place.
    pub role: Option<Role>,
    /// The phrase.
    pub say: &'finding str,
    /// Whether it is the place that carries the item.
    pub is_primary: bool,
}

/// The places of an item in the order they are numbered and walked: its
/// evidence, the primary place before it where no evidence names it.
#[must_use]
pub fn stops(finding: &Finding) -> Vec<Stop<'_>> {
    let primary = finding.primary();
    let is_primary = |place: &Place| {
        place.file == primary.file
            && place.side() == primary.side()
            && place.first_line() == primary.first_line()
    };
    let mut stops: Vec<_> = finding
        .evidence()
        .iter()
        .map(|evidence| Stop {
            place: &evidence.place,
            role: Some(evidence.role),
            say: &evidence.say,
            is_primary: is_primary(&evidence.place),
        })
        .collect();
    if !stops.iter().any(|stop| stop.is_primary) {
        stops.insert(0, Stop { place: primary, role: None, say: "", is_primary: true });
    }
    stops
}

/// The marks of a file, by side and 0-based line.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    lines: HashMap<(Side, usize), Vec<Mark>>,
}

impl Marks {
    /// The marks of all items of a file that apply.
    #[must_use]
    pub fn new(file: &FileEntry) -> Self {
        let mut marks = Self::default();
        for (item, finding) in file.findings().iter().enumerate() {
            if finding.state() == ItemState::NotApplicable {
                continue;
            }
            for (index, stop) in stops(finding).into_iter().enumerate() {
                let side = stop.place.side();
                if file.path_on(side) != Some(&stop.place.file) {
                    continue;
                }
                let first = stop.place.first_line();
                let last = stop.place.last_line().min(first.saturating_add(MAX_LINES));
                for line in first..=last {
                    let mark = Mark {
                        item,
                        number: index + 1,
                        is_primary: stop.is_primary,
                        is_first: line == first,
                    };
                    marks.lines.entry((side, line as usize - 1)).or_default().push(mark);
                }
            }
        }
        marks
    }

    /// The marks of a 0-based line of a side.
    #[must_use]
    pub fn at(&self, side: Side, line: usize) -> &[Mark] {
        self.lines.get(&(side, line)).map_or(&[], Vec::as_slice)
    }

    /// The marks of a row.
    pub fn on(&self, row: crate::tui::rows::Row) -> impl Iterator<Item = Mark> {
        [Side::Head, Side::Base]
            .into_iter()
            .filter_map(move |side| Some((side, row.line(side)?)))
            .flat_map(|(side, line)| self.at(side, line).iter().copied())
    }
}
