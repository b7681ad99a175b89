//! Results as a row for each learner.

use super::Results;
use crate::report::{csv_row, visible};
use crate::teach::words::points;

pub(super) fn csv(results: &Results) -> String {
    let steps = results.taught.key.steps.len();
    let names = ["learner", "points", "possible", "precision", "recall", "calibration", "answered"];
    let mut columns: Vec<String> = names.map(str::to_owned).to_vec();
    columns.extend((1..=steps).map(|step| format!("question {step}")));
    let mut text = csv_row(&columns);
    for learner in &results.learners {
        let score = &learner.graded.score;
        let part = |part: Option<f64>| part.map(points).unwrap_or_default();
        let mut fields = vec![
            visible(&learner.name),
            points(score.points),
            points(score.possible),
            part(score.precision),
            part(score.recall),
            part(score.calibration),
            score.answered.to_string(),
        ];
        fields.extend(learner.graded.steps.iter().map(|step| points(step.points)));
        text.push_str(&csv_row(&fields));
    }
    text
}
