//! What the answers of several learners come to: points of each, and the lines most missed.

mod csv;
mod html;
mod text;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::answer::AnswerSheet;
use super::graded::{Graded, grade};
use super::key::Verdict;
use super::lines::lines_of;
use super::{CodeLine, Taught};
use crate::catalog::{Catalog, Problem, Weight};
use crate::model::Place;
use crate::report::Style;

/// Lines that are told of a kind.
const MOST_LINES: usize = 10;

/// The answers of several learners to one lesson.
#[derive(Debug, Clone)]
pub struct Results {
    taught: Taught,
    /// Who answered, the most points first.
    learners: Vec<Learner>,
    /// Lines to be marked that were not, the most missed first.
    missed: Vec<Counted>,
    /// Lines that were marked and are neither to be marked nor neutral, the most first.
    in_vain: Vec<Counted>,
}

/// One of them.
#[derive(Debug, Clone)]
struct Learner {
    /// What they are called.
    name: String,
    graded: Graded,
}

/// A line of one question, and how many learners it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Counted {
    line: CodeLine,
    /// The question, 0-based.
    step: usize,
    count: usize,
    /// Of so many who answered the question.
    of: usize,
    /// Whether it is a trap.
    is_trap: bool,
}

/// Scores the answers of several learners, each with a name.
#[must_use]
pub fn results(
    taught: Taught,
    sheets: &[(String, AnswerSheet)],
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
) -> Results {
    let mut learners: Vec<Learner> = sheets
        .iter()
        .map(|(name, sheet)| Learner {
            name: name.clone(),
            graded: grade(&taught, sheet, catalog, cancel),
        })
        .collect();
    let better = |one: &Learner, other: &Learner| {
        let points = other.graded.score.points.total_cmp(&one.graded.score.points);
        points.then_with(|| one.name.cmp(&other.name))
    };
    learners.sort_by(better);
    let (mut missed, mut in_vain) = (Vec::new(), Vec::new());
    for at in 0..taught.key.steps.len() {
        let (own_missed, own_in_vain) = lines(&taught, sheets, at);
        missed.extend(own_missed);
        in_vain.extend(own_in_vain);
    }
    for counted in [&mut missed, &mut in_vain] {
        counted.sort_by_key(|it| (Reverse(it.count), !it.is_trap, it.step, it.line.clone()));
        counted.truncate(MOST_LINES);
    }
    Results { taught, learners, missed, in_vain }
}

/// The lines of a question that learners missed, and those that they marked in vain.
fn lines(
    taught: &Taught,
    sheets: &[(String, AnswerSheet)],
    at: usize,
) -> (Vec<Counted>, Vec<Counted>) {
    let (lesson, key) = (&taught.lesson, &taught.key.steps[at]);
    if key.verdict == Verdict::Mended {
        return (Vec::new(), Vec::new());
    }
    let of = |weight| lines_of(lesson, key.of(weight).map(|mark| &mark.place));
    let (must, neutral, traps) = (of(Weight::Must), of(Weight::Neutral), of(Weight::Distractor));
    let answers: Vec<_> = sheets
        .iter()
        .filter_map(|(_, sheet)| sheet.steps.get(at))
        .filter(|it| !it.is_empty())
        .collect();
    let mut missed: BTreeMap<CodeLine, usize> = BTreeMap::new();
    let mut in_vain: BTreeMap<CodeLine, usize> = BTreeMap::new();
    for answer in &answers {
        let places: Vec<Place> = answer.marks.iter().map(super::Mark::place).collect();
        let marked: BTreeSet<CodeLine> = lines_of(lesson, places.iter());
        for line in must.difference(&marked) {
            *missed.entry(line.clone()).or_default() += 1;
        }
        for line in marked.iter().filter(|line| !must.contains(line) && !neutral.contains(line)) {
            *in_vain.entry(line.clone()).or_default() += 1;
        }
    }
    let counted = |lines: BTreeMap<CodeLine, usize>| {
        let one = |(line, count): (CodeLine, usize)| {
            let is_trap = traps.contains(&line);
            Counted { line, step: at, count, of: answers.len(), is_trap }
        };
        lines.into_iter().map(one).collect()
    };
    (counted(missed), counted(in_vain))
}

impl Results {
    /// A table and bars for a terminal.
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        text::text(self, style)
    }

    /// A page of its own.
    ///
    /// # Errors
    /// When something built in is broken.
    pub fn html(&self) -> Result<String, Problem> {
        html::html(self)
    }

    /// Rows for a spreadsheet (RFC 4180).
    #[must_use]
    pub fn csv(&self) -> String {
        csv::csv(self)
    }

    /// The points of all learners, on average.
    fn mean(&self) -> f64 {
        let points: f64 = self.learners.iter().map(|it| it.graded.score.points).sum();
        #[allow(clippy::cast_precision_loss, reason = "learners are counted in hundreds")]
        let count = self.learners.len().max(1) as f64;
        points / count
    }

    /// The text of a line of the lesson.
    fn code(&self, line: &CodeLine) -> &str {
        self.taught.lesson.tree(line.side).line(&line.file, line.number).unwrap_or("")
    }
}
