//! How near an answer comes to the key: points of one step.
//!
//! Lines are compared by F1, so that marking everything is found out: every line is found, and
//! hardly any mark is right.

use super::answer::Answer;
use super::key::{StepKey, Verdict};
use super::lines::lines_of;
use super::{Lesson, Mended};
use crate::catalog::Weight;
use crate::model::{Place, State};

/// Points of a step.
pub const POSSIBLE: f64 = 10.0;

/// What each half of a step is worth.
const HALF: f64 = POSSIBLE / 2.0;

/// Lines at least as near as this count as right.
const NEAR_ENOUGH: f64 = 0.5;

/// What a step is worth after so many hints.
const AFTER_HINTS: [f64; 4] = [1.0, 0.9, 0.7, 0.3];

/// How the marked lines of a step compare with those of its key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineScore {
    /// Marked, and to be marked.
    pub hit: usize,
    /// To be marked, and not marked.
    pub missed: usize,
    /// Marked, and neither to be marked nor neutral.
    pub wrong: usize,
    /// Those of the wrong ones that are traps; they count twice.
    pub trapped: usize,
}

impl LineScore {
    /// The nearness of both, 0 to 1.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let wrong = self.wrong + self.trapped;
        if self.hit + self.missed == 0 {
            return if wrong == 0 { 1.0 } else { 0.0 };
        }
        2.0 * count(self.hit) / (2.0 * count(self.hit) + count(wrong) + count(self.missed))
    }
}

#[allow(clippy::cast_precision_loss, reason = "lines are counted in thousands at most")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

/// The points of a step, and how they came about.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct StepScore {
    /// Of [`POSSIBLE`], with two decimals.
    pub points: f64,
    /// The lines; none where none are to be marked.
    pub lines: Option<LineScore>,
    /// How near the state or verdict is: 0, 0.5 for a near state, 1.
    pub said: f64,
    /// Whether it counts as right: said exactly, on lines that are near enough.
    pub is_right: bool,
    /// How sure the learner was, 1 to 3.
    pub confidence: Option<u8>,
    /// Hints that were taken.
    pub hints: u8,
    /// Whether anything was answered before the answer was shown.
    pub is_answered: bool,
}

/// Scores an answer. `mended` is what came of the edits, where code was to be mended.
#[must_use]
pub fn score_step(
    lesson: &Lesson,
    key: &StepKey,
    answer: &Answer,
    mended: Option<&Mended>,
) -> StepScore {
    let is_answered = !answer.is_empty() && !answer.seen;
    let mut score = StepScore {
        confidence: answer.confidence,
        hints: answer.hints,
        is_answered,
        ..StepScore::default()
    };
    let raw = match key.verdict {
        Verdict::State(state) => {
            let lines = line_score(lesson, key, answer);
            score.said = answer.state.map_or(0.0, |said| nearness(said, state));
            score.lines = Some(lines);
            HALF * lines.f1() + HALF * score.said
        }
        Verdict::Holds(holds) => {
            let lines = line_score(lesson, key, answer);
            let is_so = answer.holds == Some(holds);
            score.said = if is_so { 1.0 } else { 0.0 };
            score.lines = Some(lines);
            if is_so { HALF + HALF * lines.f1() } else { 0.0 }
        }
        Verdict::Mended => {
            score.said = mended.map_or(0.0, Mended::worth);
            POSSIBLE * score.said
        }
    };
    let near = score.lines.is_none_or(|lines| lines.f1() >= NEAR_ENOUGH);
    score.is_right = is_answered && score.said >= 1.0 && near;
    if is_answered {
        let sure = confidence_points(answer.confidence, score.is_right);
        let after = AFTER_HINTS[usize::from(answer.hints).min(AFTER_HINTS.len() - 1)];
        score.points = rounded((raw + sure).clamp(0.0, POSSIBLE) * after);
    }
    score
}

fn line_score(lesson: &Lesson, key: &StepKey, answer: &Answer) -> LineScore {
    let of = |weight| lines_of(lesson, key.of(weight).map(|mark| &mark.place));
    let (must, neutral, traps) = (of(Weight::Must), of(Weight::Neutral), of(Weight::Distractor));
    let places: Vec<Place> = answer.marks.iter().map(super::Mark::place).collect();
    let marked = lines_of(lesson, places.iter());
    let hit = marked.intersection(&must).count();
    let wrong = marked.iter().filter(|line| !must.contains(line) && !neutral.contains(line));
    let (wrong, trapped) = wrong.fold((0, 0), |(wrong, trapped), line| {
        (wrong + 1, trapped + usize::from(traps.contains(line)))
    });
    LineScore { hit, missed: must.len() - hit, wrong, trapped }
}

/// How near a state is to the right one.
fn nearness(said: State, right: State) -> f64 {
    let is_near = |one, other| (said, right) == (one, other) || (said, right) == (other, one);
    if said == right {
        1.0
    } else if is_near(State::Missing, State::Removed)
        || is_near(State::Weakened, State::Conditional)
        || is_near(State::Removed, State::Weakened)
    {
        0.5
    } else {
        0.0
    }
}

/// What it brings to be sure and right, and costs to be sure and wrong.
fn confidence_points(confidence: Option<u8>, is_right: bool) -> f64 {
    let stake = confidence.map_or(0.0, |it| f64::from(it.clamp(1, 3) - 1) / 2.0);
    if is_right { stake } else { -stake }
}

/// With two decimals.
pub(super) fn rounded(points: f64) -> f64 {
    // No sum of nothing is below zero.
    (points * 100.0).round() / 100.0 + 0.0
}
