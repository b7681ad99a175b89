//! Lists over the whole review that fill the screen: what it comes to, all items, everything
//! that was decided, what was said.

use crate::model::{Change, Finding, State as ItemState};
use crate::tui::backend::{Subject, words};
use crate::tui::fuzzy;

use super::decided::Disposition;
use super::popup::{LineInput, Target};
use super::review::FileEntry;
use super::{State, place_name};

/// What a board lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardKind {
    /// What the change comes to, a handler a row.
    Summary,
    /// The items, in groups.
    Items(Grouping, Which),
    /// Decisions, notes, and reviewers' own findings and questions.
    Decisions,
    /// What was said on the last row, the latest first.
    Messages,
}

/// How items are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By the handler.
    Handler,
    /// By the check.
    Check,
    /// By the state.
    State,
}

/// Which items are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that apply.
    All,
    /// Those that are open.
    Open,
    /// Those whose guard is gone or laxer.
    Lost,
    /// Those that wait for a decision.
    Waiting,
}

impl Grouping {
    /// The next one, around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Handler => Self::Check,
            Self::Check => Self::State,
            Self::State => Self::Handler,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::Check => "check",
            Self::State => "state",
        }
    }
}

impl Which {
    const ALL: [Self; 4] = [Self::All, Self::Open, Self::Lost, Self::Waiting];

    /// The next one or the one before, around.
    #[must_use]
    pub fn step(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        let by = if forward { 1 } else { Self::ALL.len() - 1 };
        Self::ALL[(at + by) % Self::ALL.len()]
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Lost => "removed or weakened",
            Self::Waiting => "waiting",
        }
    }

    fn holds(self, item: &Finding, state: &State) -> bool {
        let is_set_aside = state.decided.is_dismissed(item.id());
        match self {
            Self::All => true,
            Self::Open => item.state().is_open() && !is_set_aside,
            Self::Lost => matches!(item.state(), ItemState::Removed | ItemState::Weakened),
            Self::Waiting => {
                item.state() < ItemState::Guarded && state.decided.is_waiting(item.id())
            }
        }
    }
}

/// A row of a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// Its sign, where it has one.
    pub sign: Option<ItemState>,
    /// What it says.
    pub text: String,
    /// Shown at the right, muted.
    pub right: String,
    /// Where it leads; a heading leads nowhere.
    pub target: Option<Target>,
    /// Whether it is a heading.
    pub is_heading: bool,
}

impl BoardRow {
    fn heading(text: String) -> Self {
        Self { sign: None, text, right: String::new(), target: None, is_heading: true }
    }

    fn new(sign: Option<ItemState>, text: String, right: String, target: Option<Target>) -> Self {
        Self { sign, text, right, target, is_heading: false }
    }
}

/// A board as it is shown.
#[derive(Debug, Clone)]
pub struct Board {
    /// What it lists.
    pub kind: BoardKind,
    /// Letters that rows must hold.
    pub input: LineInput,
    /// The rows that do, with the headings above them.
    pub rows: Vec<BoardRow>,
    /// How many rows there are that are no headings, whatever the letters.
    pub total: usize,
    /// Index of the row under the cursor.
    pub cursor: usize,
    /// First visible row.
    pub top: usize,
}

impl Board {
    /// A board over a review, the cursor on its first row that leads somewhere.
    #[must_use]
    pub fn new(kind: BoardKind, state: &State) -> Self {
        let input = LineInput::default();
        let mut board = Self { kind, input, rows: Vec::new(), total: 0, cursor: 0, top: 0 };
        board.list(state);
        board
    }

    /// Lists anew, after something was found, decided or typed. The cursor stays on what it
    /// was on, where that is still listed.
    pub fn list(&mut self, state: &State) {
        let chosen = self.rows.get(self.cursor).and_then(|row| row.target);
        let all = match self.kind {
            BoardKind::Summary => summary(state),
            BoardKind::Items(grouping, which) => items(state, grouping, which),
            BoardKind::Decisions => decisions(state),
            BoardKind::Messages => messages(state),
        };
        self.total = all.iter().filter(|row| !row.is_heading).count();
        self.rows = matching(all, &self.input.text);
        let is_chosen = |row: &BoardRow| chosen.is_some() && row.target == chosen;
        let kept = self.rows.iter().position(is_chosen);
        self.cursor = kept.or_else(|| self.step(0, 1)).unwrap_or(0);
    }

    /// The nearest row that is no heading, from one on, forward or backward.
    #[must_use]
    pub fn step(&self, from: usize, by: isize) -> Option<usize> {
        let is_row = |at: &usize| self.rows.get(*at).is_some_and(|row| !row.is_heading);
        if by < 0 { (0..=from).rev().find(is_row) } else { (from..self.rows.len()).find(is_row) }
    }

    /// How many rows are listed that are no headings.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| !row.is_heading).count()
    }
}

/// The rows that hold the letters, and the headings above them.
fn matching(all: Vec<BoardRow>, letters: &str) -> Vec<BoardRow> {
    if letters.is_empty() {
        return all;
    }
    let mut rows = Vec::new();
    let mut heading: Option<BoardRow> = None;
    for row in all {
        if row.is_heading {
            heading = Some(row);
            continue;
        }
        let above = heading.as_ref().map_or("", |row| row.text.as_str());
        let text = format!("{above} {} {}", row.text, row.right);
        if fuzzy::score(&text, letters).is_some() {
            rows.extend(heading.take());
            rows.push(row);
        }
    }
    rows
}

/// Each handler that the change touches: what it adds, removes and leaves open.
fn summary(state: &State) -> Vec<BoardRow> {
    let mut rows = Vec::new();
    for (index, file) in state.review.files.iter().enumerate() {
        let mut of_file = Vec::new();
        for (number, handler) in file.handlers().iter().enumerate() {
            if !file.is_touched(&handler.id) {
                continue;
            }
            let reviewed = if state.decided.is_reviewed(&handler.id) { "[x]" } else { "[ ]" };
            let endpoint = handler.endpoint();
            let text = format!("{reviewed} {} {endpoint}", handler.name);
            let tally = Tally::of(file.items(&handler.id).map(|(_, item)| item), state);
            let sign = file.worst(&handler.id, &state.decided);
            let target = Some(Target::Handler(index, number));
            of_file.push(BoardRow::new(sign, text, tally.words(state.review.has_base), target));
        }
        if !of_file.is_empty() {
            rows.push(BoardRow::heading(file.change.path().to_string()));
            rows.append(&mut of_file);
        }
    }
    let all = state
        .review
        .files
        .iter()
        .flat_map(|file| file.findings().iter().filter(|item| file.is_touched(item.handler())));
    let all = Tally::of(all, state).words(state.review.has_base);
    let handlers = state.review.totals.handlers;
    let plural = if handlers == 1 { "handler" } else { "handlers" };
    let files = state.review.files.len();
    let head = format!("{handlers} {plural} in {files} files: {all}");
    rows.insert(0, BoardRow::heading(head));
    rows
}

/// How many items of some are what.
#[derive(Default)]
struct Tally {
    removed: usize,
    weakened: usize,
    missing: usize,
    conditional: usize,
    unproven: usize,
    added: usize,
    guarded: usize,
    dismissed: usize,
}

impl Tally {
    fn of<'a>(items: impl Iterator<Item = &'a Finding>, state: &State) -> Self {
        let mut tally = Self::default();
        for item in items {
            if item.state() < ItemState::Guarded && state.decided.is_dismissed(item.id()) {
                tally.dismissed += 1;
                continue;
            }
            match item.state() {
                ItemState::Removed => tally.removed += 1,
                ItemState::Weakened => tally.weakened += 1,
                ItemState::Missing => tally.missing += 1,
                ItemState::Conditional => tally.conditional += 1,
                ItemState::Unproven => tally.unproven += 1,
                ItemState::Guarded if is_gain(item.change()) => tally.added += 1,
                ItemState::Guarded => tally.guarded += 1,
                ItemState::NotApplicable => {}
            }
        }
        tally
    }

    /// `1 removed, 2 missing, 3 added, 12 guarded`; what there is none of is left out.
    fn words(&self, has_base: bool) -> String {
        let kept = if has_base { "guarded as before" } else { "guarded" };
        let parts = [
            (self.removed, "removed"),
            (self.weakened, "weakened"),
            (self.missing, "missing"),
            (self.conditional, "conditional"),
            (self.unproven, "unproven"),
            (self.dismissed, "dismissed"),
            (self.added, "added"),
            (self.guarded, kept),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if parts.is_empty() { "nothing applies".to_owned() } else { parts.join(", ") }
    }
}

fn is_gain(change: Option<Change>) -> bool {
    matches!(change, Some(Change::Added | Change::Strengthened))
}

/// The items of the change, in groups.
fn items(state: &State, grouping: Grouping, which: Which) -> Vec<BoardRow> {
    // What is sorted by, what is above, and the row.
    let mut all: Vec<((usize, ItemState, usize), String, BoardRow)> = Vec::new();
    for (index, file) in state.review.files.iter().enumerate() {
        for (number, item) in file.findings().iter().enumerate() {
            let applies = item.state() != ItemState::NotApplicable;
            if !applies || !file.is_touched(item.handler()) || !which.holds(item, state) {
                continue;
            }
            let Some((handler, known)) = file.handler(item.handler()) else { continue };
            let name = format!("{} {}", known.name, known.endpoint());
            let check = state.review.checks.iter().position(|card| card.id == *item.check());
            let subject = item.subject().map_or(String::new(), |it| format!(" [{it}]"));
            let about = format!("{}{subject}", item.check());
            let path = file.change.path();
            let (key, heading, text) = match grouping {
                Grouping::Handler => {
                    let above = format!("{path} · {}", name.trim());
                    ((index * 10_000 + handler, item.state(), 0), above, about)
                }
                Grouping::Check => {
                    let key = (check.unwrap_or(usize::MAX), item.state(), index);
                    (key, item.check().to_string(), format!("{} {name}{subject}", item.state()))
                }
                Grouping::State => {
                    let key = (item.state() as usize, item.state(), index);
                    (key, item.state().to_string(), format!("{about} · {name}"))
                }
            };
            let right = right_of(item, file, state);
            let target = Some(Target::Item(index, number));
            all.push((key, heading, BoardRow::new(Some(item.state()), text, right, target)));
        }
    }
    all.sort_by_key(|(key, ..)| *key);
    let mut rows = Vec::new();
    let mut above = String::new();
    for (_, heading, row) in all {
        if heading != above {
            rows.push(BoardRow::heading(heading.clone()));
            above = heading;
        }
        rows.push(row);
    }
    rows
}

/// What was decided of an item, its file and its line.
fn right_of(item: &Finding, file: &FileEntry, state: &State) -> String {
    let decided = state.decided.of(item.id()).map(said).unwrap_or_default();
    let place = place_name(item.primary(), file);
    let place = format!("{}:{place}", file.change.path().file_name());
    if decided.is_empty() { place } else { format!("{decided} · {place}") }
}

fn said(disposition: &Disposition) -> String {
    match disposition {
        Disposition::Confirmed => "confirmed".to_owned(),
        Disposition::Dismissed(dismissal) => format!("dismissed, {}", words(dismissal.reason)),
        Disposition::NeedsReview(_) => "needs review".to_owned(),
        Disposition::Gone => "no longer found".to_owned(),
    }
}

/// Everything that was decided and noted, by what it is about.
fn decisions(state: &State) -> Vec<BoardRow> {
    let (mut decided, mut notes, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for (index, file) in state.review.files.iter().enumerate() {
        for (number, item) in file.findings().iter().enumerate() {
            let name = file.handler(item.handler()).map_or("", |(_, handler)| &handler.name);
            let about = format!("{} {name}", item.check());
            let target = Some(Target::Item(index, number));
            let row = |text: String, right| BoardRow::new(Some(item.state()), text, right, target);
            if let Some(disposition) = state.decided.of(item.id()) {
                let text = match disposition {
                    Disposition::Dismissed(it) if !it.text.is_empty() => {
                        format!("{about}: {}", it.text)
                    }
                    _ => about.clone(),
                };
                decided.push(row(text, right_of(item, file, state)));
            } else if let Some(severity) = state.decided.rating(item.id()) {
                decided.push(row(about.clone(), format!("rated {severity}")));
            }
            let subject = Subject::Finding(item.id().clone());
            let of_item = state.decided.notes(&subject).into_iter();
            notes.extend(of_item.map(|note| row(about.clone(), note)));
        }
        for (number, handler) in file.handlers().iter().enumerate() {
            let target = Some(Target::Handler(index, number));
            let row = |right| BoardRow::new(None, handler.name.clone(), right, target);
            let of_handler = state.decided.notes(&Subject::Handler(handler.id.clone()));
            notes.extend(of_handler.into_iter().map(row));
            if state.decided.is_reviewed(&handler.id) {
                seen.push(row(file.change.path().to_string()));
            }
        }
    }
    let own = state.decided.own().iter().map(|own| {
        let file = state.review.files.iter().position(|file| {
            file.path_on(own.place.side()).is_some_and(|path| *path == own.place.file)
        });
        let right = format!("{} · {}:{}", own.kind.word(), own.place.file, own.place.first_line());
        let side = own.place.side();
        let line = own.place.first_line();
        let target = file.map(|file| Target::Line(file, side, line));
        BoardRow::new(None, own.text.clone(), right, target)
    });
    let own: Vec<_> = own.collect();
    let groups =
        [("Decided", decided), ("Notes", notes), ("Own findings", own), ("Reviewed", seen)];
    let mut rows = Vec::new();
    for (name, mut group) in groups.into_iter().filter(|(_, group)| !group.is_empty()) {
        rows.push(BoardRow::heading(format!("{name} · {}", group.len())));
        rows.append(&mut group);
    }
    rows
}

/// What was said on the last row, the latest first.
fn messages(state: &State) -> Vec<BoardRow> {
    let told = state.screen.said.iter().rev();
    let row = |message: &super::Message| {
        let right = if message.is_error { "problem" } else { "" };
        BoardRow::new(None, message.text.clone(), right.to_owned(), None)
    };
    told.map(row).collect()
}
