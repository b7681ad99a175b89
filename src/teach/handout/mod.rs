//! A lesson on paper: questions and code, with or without the answers. The same lesson gives the
//! same bytes each time.

mod html;
mod json;
mod markdown;

pub(in crate::teach) use html::CSS;

use super::Taught;
use super::key::Key;
use super::lesson::Lesson;
use crate::catalog::Problem;

/// The formats, the default first.
pub const HANDOUT_FORMATS: [&str; 3] = ["markdown", "html", "json"];

/// A lesson to be written; without its key there is no way to an answer.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    lesson: &'a Lesson,
    key: Option<&'a Key>,
}

/// The questions of a lesson, without the answers, in one of [`HANDOUT_FORMATS`].
///
/// # Errors
/// When something built in is broken.
pub fn handout(lesson: &Lesson, format: &str) -> Result<String, Problem> {
    render(Sheet { lesson, key: None }, format)
}

/// The same with the answers.
///
/// # Errors
/// When something built in is broken.
pub fn answers(taught: &Taught, format: &str) -> Result<String, Problem> {
    render(Sheet { lesson: &taught.lesson, key: Some(&taught.key) }, format)
}

fn render(sheet: Sheet<'_>, format: &str) -> Result<String, Problem> {
    match format {
        "html" => html::html(sheet),
        "json" => Ok(json::json(sheet)),
        _ => Ok(markdown::markdown(sheet)),
    }
}

/// What is said of the lesson as a whole, each in a few words.
fn facts(lesson: &Lesson) -> Vec<String> {
    let mut facts =
        vec![lesson.level.word().to_owned(), format!("about {} minutes", lesson.minutes)];
    facts.extend(lesson.framework.clone());
    facts.extend(lesson.cwe.iter().map(|number| format!("CWE-{number}")));
    facts.extend(lesson.asvs.iter().map(|number| format!("ASVS {number}")));
    facts
}
