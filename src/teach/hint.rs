//! Three hints for a question, each nearer and dearer: the function, a window of lines, and the
//! lines with the reason.

use std::collections::BTreeSet;

use super::functions::functions;
use super::key::{StepKey, Verdict};
use super::lesson::{Lesson, Question};
use super::lines_place;
use crate::catalog::Weight;
use crate::model::Place;
use crate::report::visible;

/// How many hints there are.
pub(super) const HINTS: u8 = 3;

/// Lines of a window around a line of the answer.
const WINDOW: u32 = 7;

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Which one: 1 to 3.
    pub number: u8,
    /// Its words.
    pub words: String,
    /// The lines it points to; perhaps none.
    pub places: Vec<Place>,
}

/// The `number`-th hint (1-based) for a question.
pub(super) fn hint(lesson: &Lesson, question: &Question, key: &StepKey, number: u8) -> Hint {
    let own = key.hints.get(usize::from(number) - 1).cloned();
    let must: Vec<&Place> = key.of(Weight::Must).map(|mark| &mark.place).collect();
    let (words, places) = match number {
        1 => first(lesson, question, &must),
        2 => second(lesson, &must),
        _ => third(key, &must),
    };
    Hint { number, words: own.filter(|_| number < HINTS).unwrap_or(words), places }
}

/// The functions in which it is decided.
fn first(lesson: &Lesson, question: &Question, must: &[&Place]) -> (String, Vec<Place>) {
    let around: BTreeSet<Place> = must.iter().filter_map(|place| around(lesson, place)).collect();
    let around: Vec<Place> = around.into_iter().collect();
    let words = match around.as_slice() {
        [] => format!("Everything you need stands in {}.", visible(&question.name)),
        [only] if *only == question.place => {
            format!("It is decided in {} itself.", visible(&question.name))
        }
        [only] => format!(
            "It is decided in {}, lines {} to {}.",
            visible(only.file.as_str()),
            only.first_line(),
            only.last_line()
        ),
        several => format!("It is decided in {} functions, marked here.", several.len()),
    };
    let places = if around.is_empty() { vec![question.place.clone()] } else { around };
    (words, places)
}

/// The smallest function around a place, or a window where there is none.
fn around(lesson: &Lesson, place: &Place) -> Option<Place> {
    let text = lesson.tree(place.side()).text(&place.file)?;
    let holds = |function: &Place| {
        function.first_line() <= place.first_line() && place.last_line() <= function.last_line()
    };
    let found = functions(place.side(), &place.file, text).into_iter().map(|found| found.place);
    let smallest = found.filter(holds).min_by_key(|it| it.last_line() - it.first_line());
    Some(smallest.unwrap_or_else(|| window(lesson, place)))
}

/// A window around each line of the answer.
fn second(lesson: &Lesson, must: &[&Place]) -> (String, Vec<Place>) {
    let mut windows: Vec<Place> = must.iter().map(|place| window(lesson, place)).collect();
    windows.sort();
    windows.dedup();
    let words = match windows.as_slice() {
        [] => "Read it once more line by line: does the question arise at all?".to_owned(),
        windows => {
            let told: Vec<String> = windows.iter().map(told).collect();
            format!("Look at {}.", told.join(", and "))
        }
    };
    (words, windows)
}

fn told(place: &Place) -> String {
    let before = match place.side() {
        crate::model::Side::Base => " before the change",
        crate::model::Side::Head => "",
    };
    let file = visible(place.file.as_str());
    format!("{file} lines {} to {}{before}", place.first_line(), place.last_line())
}

/// Lines around a place that do not have it in their middle each time.
fn window(lesson: &Lesson, place: &Place) -> Place {
    let count = lesson.tree(place.side()).line_count(&place.file).unwrap_or(1).max(1);
    // By the text, so that the same lesson has the same hints for everybody.
    let seed: u32 = lesson.digest.bytes().map(u32::from).sum::<u32>() + place.first_line();
    let above = 1 + seed % (WINDOW - 2);
    let first = place.first_line().saturating_sub(above).max(1);
    let last = (place.last_line() + (WINDOW - 1 - above)).min(count);
    lines_place(place.side(), place.file.clone(), first, last)
}

/// The lines, and why.
fn third(key: &StepKey, must: &[&Place]) -> (String, Vec<Place>) {
    let lead = match (key.verdict, must.is_empty()) {
        (Verdict::State(_), true) => "There is no line to mark. ",
        _ => "",
    };
    (format!("{lead}{}", key.say), must.iter().map(|place| (*place).clone()).collect())
}
