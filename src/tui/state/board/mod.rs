//! Lists over the whole review that fill the screen: what it comes to, all items, everything
//! that was decided, what was said, the commits of the range.

mod commits;
mod listed;
mod summary;

use crate::model::{Finding, State as ItemState};
use crate::tui::fuzzy;

use super::line_input::LineInput;
use super::popup::Target;
use super::{Shown, State};
use commits::commits;
use listed::{decisions, items, messages};
use summary::summary;

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
    /// The commits of the range, the newest first.
    Commits,
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
    pub sign: Option<Shown>,
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

    fn new(sign: Option<Shown>, text: String, right: String, target: Option<Target>) -> Self {
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
            BoardKind::Commits => commits(state),
        };
        self.total = all.iter().filter(|row| !row.is_heading).count();
        self.rows = matching(all, &self.input.text);
        let is_chosen = |row: &BoardRow| chosen.is_some() && row.target == chosen;
        let kept = self.rows.iter().position(is_chosen);
        self.cursor = kept.or_else(|| self.step(0, 1)).unwrap_or(0);
    }

    /// Puts the cursor on the row that the letters fit best.
    pub fn seek(&mut self) {
        let score = |row: &BoardRow| fuzzy::fit(&row.text, &self.input.text);
        let rows = self.rows.iter().enumerate().filter(|(_, row)| !row.is_heading);
        let best = rows.max_by_key(|(at, row)| (score(row), std::cmp::Reverse(*at)));
        self.cursor = best.map_or(self.cursor, |(at, _)| at);
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
    let (mut heading, mut above) = (None, String::new());
    let mut scored = Vec::new();
    for row in all {
        if row.is_heading {
            above.clone_from(&row.text);
            heading = Some(row);
            continue;
        }
        let state = row.sign.map_or("", |sign| sign.word());
        let text = format!("{above} {state} {} {}", row.text, row.right);
        if let Some(fit) = fuzzy::fit(&text, letters) {
            scored.push((fit, heading.take(), row));
        }
    }
    let holds_word = scored.iter().any(|(fit, ..)| fit.is_whole);
    let mut rows = Vec::new();
    let mut waiting: Option<BoardRow> = None;
    for (fit, heading, row) in scored {
        waiting = heading.or(waiting);
        if !holds_word || fit.is_whole {
            rows.extend(waiting.take());
            rows.push(row);
        }
    }
    rows
}
