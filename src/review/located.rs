//! Where lines that a person chose stand now.

use super::former_places::FormerPlaces;
use super::imprint::MAX_SHOWN;
use super::matching::{Ground, Landing, Spot, Tier, match_all};
use super::{Anchor, Extent, Own, Remark, Session, Sheet};
use crate::model::{Handler, HandlerId, Place, RepoPath, Side, TextSpan};

/// Files that lines of a file that has gone are looked for in.
const MAX_FILES: usize = 200;

/// Lines in a file that read alike; of more, none is the one.
const MAX_LINES: usize = 2_000;

impl Session {
    /// The line that an anchor was made on, and how surely; none where it is found no more.
    /// One that was edited is [`Tier::Edited`]. Its check does not count. Handlers are those
    /// that there are now: what stood in one of them is no line of another.
    #[must_use]
    pub fn place_now(&self, then: &Anchor, handlers: &[&Handler]) -> Option<(Place, Tier)> {
        let ground = FormerPlaces::new(self, Extent::Whole);
        let is_known = |id: &HandlerId| handlers.iter().any(|handler| handler.id == *id);
        let handler = then
            .handler
            .clone()
            .filter(|id| then.side == Side::Head && (is_known(id) || !ground.has_handler(then)));
        let has_left = handler.as_ref().is_some_and(|id| !is_known(id));
        let then = Anchor { check: None, handler, ..then.clone() };
        let is_there = self.page(then.side, &then.path).is_some();
        let here = is_there.then(|| then.path.clone());
        let others = self.changed_files().filter(|path| *path != then.path).take(MAX_FILES);
        let others = others.filter(|_| !is_there || has_left);
        let mut places = Vec::new();
        for file in here.into_iter().chain(others) {
            let Some(page) = self.page(then.side, &file) else { continue };
            places.extend(candidates(&then, &file, &page.sheet, handlers, &ground));
        }
        if then.text.is_empty() {
            return blank_line(&then, places, &ground);
        }
        let spots: Vec<Spot<'_>> =
            places.iter().map(|(_, anchor)| Spot { item: None, anchor }).collect();
        let ids: Vec<&HandlerId> = handlers.iter().map(|handler| &handler.id).collect();
        let matched = match_all(&[Spot { item: None, anchor: &then }], &spots, &ids, &ground);
        let found = matched.into_iter().flatten().next()?;
        Some((places.into_iter().nth(found.now)?.0, found.tier))
    }

    /// The identity of lines that a person chose, in the innermost of these handlers that
    /// stands around them; none where they are not there.
    #[must_use]
    pub fn anchor_of_lines(&self, lines: &Place, handlers: &[&Handler]) -> Option<Anchor> {
        let page = self.page(lines.side(), &lines.file)?;
        if lines.last_line() > page.sheet.count() {
            return None;
        }
        match around(lines, handlers) {
            Some(handler) => self.anchor_in(lines, handler),
            None => self.anchor_of(lines),
        }
    }

    /// A person's own finding or question on the lines that it is about now; none where it
    /// is about a file that has nothing to do with this change set.
    #[must_use]
    pub fn own_now(&self, remark: &Remark, handlers: &[&Handler]) -> Option<Own> {
        let then = &remark.place;
        let count = then.last.saturating_sub(then.first);
        let found = match &remark.anchor {
            Some(anchor) => self.place_now(anchor, handlers),
            // A script that does not know the line says where it stands, and is believed.
            None => self.page(then.side, &then.file).map(|_| {
                let (first_line, last_line) = (then.first, then.last);
                let span = TextSpan { first_line, last_line, ..TextSpan::default() };
                (Place::on(then.side, then.file.clone(), span), Tier::Line)
            }),
        };
        let is_of_this =
            || self.page(then.side, &then.file).is_some() || self.is_left_by(&then.file);
        if found.is_none() && !is_of_this() {
            return None;
        }
        let is_edited = found.as_ref().is_some_and(|(_, tier)| *tier == Tier::Edited);
        let place = found.and_then(|(place, _)| self.grown(&place, count));
        let is_edited = is_edited
            || remark
                .anchor
                .as_ref()
                .zip(place.as_ref())
                .is_some_and(|(then, now)| !self.reads_as(now, then.was()));
        let inside = place.as_ref().and_then(|place| around(place, handlers));
        let looked_at = || remark.anchor.as_ref()?.handler.clone();
        let handler = inside.map(|handler| handler.id.clone()).or_else(looked_at);
        Some(Own { remark: remark.clone(), place, is_edited, handler })
    }

    /// A place and so many lines more, to the end of the last one.
    fn grown(&self, place: &Place, more: u32) -> Option<Place> {
        let page = self.page(place.side(), &place.file)?;
        let first_line = place.first_line();
        let last_line = first_line.saturating_add(more).min(page.sheet.count()).max(first_line);
        let end = page.sheet.line(last_line).chars().count();
        let end_column = u32::try_from(end).unwrap_or(u32::MAX);
        let span = TextSpan { first_line, last_line, end_column, ..TextSpan::default() };
        Some(Place::on(place.side(), place.file.clone(), span))
    }

    /// Whether lines say what they said, as far as that was kept; layout aside.
    fn reads_as(&self, now: &Place, was: &str) -> bool {
        let Some(text) = self.lines(now) else { return false };
        let bare = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        // The last of what was kept may be cut.
        let kept = was.lines().count().saturating_sub(usize::from(was.len() >= MAX_SHOWN));
        was.lines().zip(text.lines()).take(kept).all(|(was, now)| bare(was) == bare(now))
    }

    /// Whether the change takes a file away.
    fn is_left_by(&self, path: &RepoPath) -> bool {
        let mut files = self.change_set().files.iter();
        files.any(|file| file.in_base().is_some_and(|version| version.path == *path))
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
    handlers: &[&Handler],
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
        let around = then.handler.as_ref().and_then(|_| around(&place, handlers));
        let mut anchor = Anchor::on(&place, around.map(|handler| &handler.place), sheet);
        anchor.handler = around.map(|handler| handler.id.clone());
        (place, anchor)
    };
    let found: Vec<_> = lines.take(MAX_LINES + 1).map(anchor).collect();
    if found.len() > MAX_LINES { Vec::new() } else { found }
}

/// The blank line that one is now: where the difference of its file puts it, else the one
/// between the same lines, where these stand in one place only.
fn blank_line(
    then: &Anchor,
    places: Vec<(Place, Anchor)>,
    ground: &dyn Ground,
) -> Option<(Place, Tier)> {
    let mut blank: Vec<_> =
        places.into_iter().filter(|(_, anchor)| anchor.text.is_empty()).collect();
    let lands = |anchor: &Anchor| {
        ground.landing(then, anchor).is_some_and(|it| it == Landing::Line(anchor.line))
    };
    if let Some(at) = blank.iter().position(|(_, anchor)| lands(anchor)) {
        return Some((blank.swap_remove(at).0, Tier::Line));
    }
    let was = then.imprint.as_ref()?;
    let around = was.above.len() + was.below.len();
    blank.retain(|(_, now)| {
        now.imprint.as_ref().is_some_and(|now| around > 0 && was.shared_context(now) == around)
    });
    let lines = || blank.iter().map(|(_, anchor)| anchor.line);
    let is_one_place = lines().zip(lines().skip(1)).all(|(one, next)| one + 1 == next);
    let nearest = |at: &usize| blank.get(*at).map(|(_, it)| it.line.abs_diff(then.line));
    let at = (0..blank.len()).filter(|_| is_one_place).min_by_key(nearest)?;
    Some((blank.swap_remove(at).0, Tier::Line))
}

/// The innermost handler around a place.
fn around<'a>(place: &Place, handlers: &[&'a Handler]) -> Option<&'a Handler> {
    let covers = |handler: &&&Handler| {
        let of = &handler.place;
        let lines = of.first_line()..=of.last_line();
        of.side() == place.side() && of.file == place.file && lines.contains(&place.first_line())
    };
    handlers.iter().filter(covers).max_by_key(|handler| handler.place.first_line()).copied()
}
