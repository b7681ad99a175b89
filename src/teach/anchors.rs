//! Finds the lines of a key again: a text that a line contains, in a handler or in a file.

use super::lesson::Lesson;
use super::{KeyMark, functions, lines_place, shown};
use crate::catalog::{PlannedMark, PlannedStep, Problem, nearest};
use crate::model::{Place, RepoPath, Side};

/// The lines that a mark of a step means.
///
/// # Errors
/// That there is no such line, or that it is not clear which.
pub(super) fn key_mark(
    lesson: &Lesson,
    file: &str,
    step: &PlannedStep,
    handler: &Place,
    mark: &PlannedMark,
) -> Result<KeyMark, Problem> {
    let problem =
        |message: String| Problem { file: file.to_owned(), line: Some(mark.line), message };
    let around = searched(lesson, step, handler, mark).map_err(problem)?;
    let first = line(lesson, &around, mark).map_err(problem)?;
    let last = first + (mark.lines - 1);
    let tree = lesson.tree(mark.side);
    if tree.line_count(&around.file).is_none_or(|count| last > count) {
        return Err(problem(format!("{} lines from there are more than there are", mark.lines)));
    }
    Ok(KeyMark {
        weight: mark.weight,
        place: lines_place(mark.side, around.file, first, last),
        role: mark.role,
        why: mark.why.as_deref().map(shown::lines),
    })
}

/// The lines that are searched: those of the handler on the mark's side, or a whole file.
fn searched(
    lesson: &Lesson,
    step: &PlannedStep,
    handler: &Place,
    mark: &PlannedMark,
) -> Result<Place, String> {
    let tree = lesson.tree(mark.side);
    let of = if mark.side == Side::Base { "before the change" } else { "after the change" };
    if let Some(name) = &mark.file {
        let file = RepoPath::new(name.as_str());
        let Some(count) = tree.line_count(&file) else {
            let known = tree.files().map(|(path, _)| path.as_str().to_owned()).collect();
            let near = nearest(name, known).into_iter().next();
            let near = near.map_or_else(String::new, |near| format!(" (is {near} meant?)"));
            return Err(format!("there is no file {} {of}{near}", shown::line(name)));
        };
        return Ok(lines_place(mark.side, file, 1, count.max(1)));
    }
    if handler.side() == mark.side {
        return Ok(handler.clone());
    }
    // The same function on the other side.
    let name = step.handler.value.as_str();
    let other = tree.text(&handler.file).and_then(|text| {
        let all = functions::functions(mark.side, &handler.file, text);
        all.into_iter().find(|function| function.id.as_str() == name)
    });
    other.map(|function| function.place).ok_or_else(|| {
        format!("there is no {} {of}: say in which file the line stands", shown::line(name))
    })
}

/// The 1-based line that a mark begins on.
fn line(lesson: &Lesson, around: &Place, mark: &PlannedMark) -> Result<u32, String> {
    let wanted = one_blank(&mark.text);
    let text = lesson.tree(mark.side).text(&around.file).map_or("", |text| text);
    let matching: Vec<u32> = (1_u32..)
        .zip(text.lines())
        .filter(|(number, _)| (around.first_line()..=around.last_line()).contains(number))
        .filter(|(_, line)| one_blank(line).contains(&wanted))
        .map(|(number, _)| number)
        .collect();
    let said = shown::line(&mark.text);
    let file = shown::line(around.file.as_str());
    let span = format!("{file} from line {} to {}", around.first_line(), around.last_line());
    match (matching.as_slice(), mark.nth) {
        ([], _) => Err(format!("no line in {span} contains `{said}`{}", elsewhere(text, &wanted))),
        ([only], None) => Ok(*only),
        (several, None) => {
            let listed: Vec<String> = several.iter().take(8).map(ToString::to_string).collect();
            Err(format!(
                "{} lines in {span} contain `{said}` ({}): say which with nth",
                several.len(),
                listed.join(", ")
            ))
        }
        (all, Some(nth)) => {
            let at = usize::try_from(nth).unwrap_or(usize::MAX) - 1;
            let many = all.len();
            all.get(at)
                .copied()
                .ok_or_else(|| format!("nth is {nth}, and {many} in {span} contain `{said}`"))
        }
    }
}

/// Where else in the file a text stands, to be told.
fn elsewhere(text: &str, wanted: &str) -> String {
    let found = (1_u32..).zip(text.lines()).find(|(_, line)| one_blank(line).contains(wanted));
    found.map_or_else(String::new, |(number, _)| {
        format!("; line {number} does: say `file` to look outside of the handler")
    })
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
