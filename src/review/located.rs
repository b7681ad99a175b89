//! Where lines that a person chose stand now.

use super::former_places::FormerPlaces;
use super::matching::{Ground, Spot, Tier, match_all};
use super::{Anchor, Extent, Session, Sheet};
use crate::model::{Place, RepoPath, TextSpan};

/// Files that lines of a file that has gone are looked for in.
const MAX_FILES: usize = 200;

/// Lines in a file that read alike; of more, none is the one.
const MAX_LINES: usize = 2_000;

impl Session {
    /// The line that an anchor was made on, and how surely; none where it is found no more.
    /// One that was edited is [`Tier::Edited`]. Its check and its handler do not count.
    #[must_use]
    pub fn place_now(&self, then: &Anchor) -> Option<(Place, Tier)> {
        let then = Anchor { check: None, handler: None, ..then.clone() };
        let ground = FormerPlaces::new(self, Extent::Whole);
        let files = match self.page(then.side, &then.path) {
            Some(_) => vec![then.path.clone()],
            None => self.changed_files().take(MAX_FILES).collect(),
        };
        let mut places = Vec::new();
        for file in files {
            let Some(page) = self.page(then.side, &file) else { continue };
            places.extend(candidates(&then, &file, &page.sheet, &ground));
        }
        let spots: Vec<Spot<'_>> =
            places.iter().map(|(_, anchor)| Spot { item: None, anchor }).collect();
        let matched = match_all(&[Spot { item: None, anchor: &then }], &spots, &[], &ground);
        let found = matched.into_iter().flatten().next()?;
        Some((places.into_iter().nth(found.now)?.0, found.tier))
    }

    fn changed_files(&self) -> impl Iterator<Item = RepoPath> {
        let files = self.change_set().files.iter();
        files.filter_map(|file| file.in_head()).map(|version| version.path.clone())
    }
}

/// The lines of a file that may be the one: those that read like it, and those that came in
/// its place.
fn candidates(
    then: &Anchor,
    file: &RepoPath,
    sheet: &Sheet,
    ground: &dyn Ground,
) -> Vec<(Place, Anchor)> {
    let here = Anchor { path: file.clone(), ..then.clone() };
    let landing = ground.landing(then, &here);
    let statement = then.imprint.as_ref().map_or("", |imprint| &imprint.statement);
    let reads_alike = |line: u32| {
        let is_head = *sheet.joined(line).start() == line;
        let is_statement = || sheet.statements(line..=line).any(|it| it == statement);
        sheet.reads(line, &then.text)
            || (is_head && !statement.is_empty() && file.is_python() && is_statement())
    };
    let lines = (1..=sheet.count())
        .filter(|line| landing.is_some_and(|landing| landing.covers(*line)) || reads_alike(*line));
    let anchor = |line: u32| {
        let span = TextSpan { first_line: line, last_line: line, ..TextSpan::default() };
        let place = Place::on(then.side, file.clone(), span);
        let anchor = Anchor::on(&place, None, sheet);
        (place, anchor)
    };
    let found: Vec<_> = lines.take(MAX_LINES + 1).map(anchor).collect();
    if found.len() > MAX_LINES { Vec::new() } else { found }
}
