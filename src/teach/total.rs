//! What the steps of a lesson come to.

use super::score::{LineScore, POSSIBLE, StepScore, count, rounded};

/// The score of several steps.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Points, with two decimals.
    pub points: f64,
    /// Points that were to be had.
    pub possible: f64,
    /// How many of the marked lines are right, 0 to 1; none where none were marked that count.
    pub precision: Option<f64>,
    /// How many of the lines to be marked are, 0 to 1; none where there are none.
    pub recall: Option<f64>,
    /// Questions that were answered exactly: state, verdict or mended code.
    pub said: usize,
    /// How many questions there were.
    pub steps: usize,
    /// How many of them were answered.
    pub answered: usize,
    /// How far what the learner was sure of is from what was right, 0 to 1, the less the better;
    /// none where they never said how sure they were.
    pub calibration: Option<f64>,
}

/// How likely one is to be right who is so sure.
const STATED: [f64; 3] = [0.5, 0.75, 0.95];

impl Score {
    /// The sum of these steps.
    #[must_use]
    pub fn of(steps: &[StepScore]) -> Self {
        let mut lines = LineScore::default();
        for own in steps.iter().filter_map(|step| step.lines) {
            lines.hit += own.hit;
            lines.missed += own.missed;
            lines.wrong += own.wrong;
        }
        let part = |of: usize| (of > 0).then(|| rounded(count(lines.hit) / count(of)));
        let gaps: Vec<f64> = steps.iter().filter_map(gap).collect();
        let mean = |gaps: &[f64]| rounded(gaps.iter().sum::<f64>() / count(gaps.len()));
        Self {
            points: rounded(steps.iter().map(|step| step.points).sum()),
            possible: POSSIBLE * count(steps.len()),
            precision: part(lines.hit + lines.wrong),
            recall: part(lines.hit + lines.missed),
            said: steps.iter().filter(|step| step.is_answered && step.said >= 1.0).count(),
            steps: steps.len(),
            answered: steps.iter().filter(|step| step.is_answered).count(),
            calibration: (!gaps.is_empty()).then(|| mean(&gaps)),
        }
    }
}

/// How far one was from being as right as one was sure.
fn gap(step: &StepScore) -> Option<f64> {
    let sure = step.confidence.filter(|_| step.is_answered)?;
    let stated = STATED[usize::from(sure.clamp(1, 3)) - 1];
    Some(if step.is_right { 1.0 - stated } else { stated })
}
