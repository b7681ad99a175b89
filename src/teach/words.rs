//! The words in which lessons, handouts and results speak of questions and answers.

use super::key::Verdict;
use super::lesson::{Asked, Lesson, Question};
use crate::catalog::Weight;
use crate::model::{Place, Side, State};
use crate::report::visible;

/// The states a learner chooses from, with what each says.
pub const STATES: [(State, &str); 6] = [
    (State::Guarded, "the guard is there, before what it guards and on the same thing"),
    (State::Missing, "nothing guards it"),
    (State::Removed, "the guard was there, and this change took it away"),
    (State::Weakened, "the guard is still there and asks less, comes later or looks elsewhere"),
    (State::Conditional, "the guard is there on some paths only"),
    (State::NotApplicable, "the question does not arise here"),
];

/// How points come about, in a few lines.
pub const POINTS: [&str; 5] = [
    "A question brings up to 10 points: 5 for the lines and 5 for the state (or the verdict).",
    "Lines: how many of those that matter you marked, and how many of your marks matter. Lines \
     beside them may be neutral; a trap counts twice. Marking everything brings next to nothing.",
    "A state that is near the right one (missing and removed, removed and weakened, weakened and \
     conditional) brings half. A wrong verdict on a claim brings nothing.",
    "Who says how sure they are (1 guess, 2 fairly, 3 certain) and is right gains up to a point, \
     and who is wrong loses as much.",
    "The first hint leaves 90 % of the points, the second 70 %, the third 30 %.",
];

/// What a learner is to do, as a sentence.
#[must_use]
pub fn task(question: &Question, lesson: &Lesson) -> &'static str {
    match (&question.asked, lesson.has_change()) {
        (Asked::Find, true) => {
            "Mark the lines that decide, before or after the change, and say the state."
        }
        (Asked::Find, false) => "Mark the lines that decide, and say the state.",
        (Asked::Judge { .. }, _) => "Say whether the claim holds, and mark the line that decides.",
        (Asked::Mend, _) => "Edit the code until the guard is there.",
    }
}

/// `handler (kites/views.py, lines 9 to 15)`.
pub(super) fn about(question: &Question) -> String {
    let place = &question.place;
    format!("{} ({}, {})", visible(&question.name), visible(place.file.as_str()), lines(place))
}

/// `line 4`, `lines 4 to 9`, and that it was so before the change.
pub(super) fn lines(place: &Place) -> String {
    let before = if place.side() == Side::Base { " before the change" } else { "" };
    match (place.first_line(), place.last_line()) {
        (first, last) if first == last => format!("line {first}{before}"),
        (first, last) => format!("lines {first} to {last}{before}"),
    }
}

/// The right answer in words.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::State(state) => state.word().to_owned(),
        Verdict::Holds(true) => "the claim holds".to_owned(),
        Verdict::Holds(false) => "the claim does not hold".to_owned(),
        Verdict::Mended => "the guard is there".to_owned(),
    }
}

/// What marks of a weight are, for a person.
pub(super) fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Must => "to be marked",
        Weight::Neutral => "may be marked",
        Weight::Distractor => "a trap",
    }
}

/// `1 question`, `4 questions`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Points without needless decimals: `8.75`, `10`.
#[must_use]
pub fn points(points: f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A part of the whole in percent: `67 %`.
#[must_use]
pub fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}
