//! Finds the lines of a key again: a text that a line contains, in a handler or in a file. And
//! the other way round: the text by which a line is found.

use super::lesson::Lesson;
use super::{KeyMark, functions, lines_place, shown};
use crate::catalog::{PlannedMark, PlannedStep, Problem, Weight, nearest};
use crate::model::{Place, RepoPath, Role, Side};

/// Characters of the text by which a line is found.
const LONGEST: usize = 120;

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
    let (name, own) = (step.handler.value.as_str(), mark.file.as_deref());
    let around = searched(lesson, (name, handler), mark.side, own).map_err(problem)?;
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

/// How these lines are written in a step about this handler; none where they are not in the
/// lesson, or the first of them is blank.
pub(super) fn planned(
    lesson: &Lesson,
    handler: (&str, &Place),
    place: &Place,
    weight: Weight,
    role: Option<Role>,
) -> Option<PlannedMark> {
    let (side, first) = (place.side(), place.first_line());
    let text = one_blank(lesson.tree(side).line(&place.file, first)?);
    let text: String = text.chars().take(LONGEST).collect();
    let text = text.trim().to_owned();
    if text.is_empty() {
        return None;
    }
    let holds = |around: &Place| {
        around.file == place.file && (around.first_line()..=around.last_line()).contains(&first)
    };
    let own = searched(lesson, handler, side, None).ok().filter(holds);
    let file = own.is_none().then(|| place.file.as_str().to_owned());
    let around = match own {
        Some(own) => own,
        None => searched(lesson, handler, side, file.as_deref()).ok()?,
    };
    let all = matching(lesson, &around, &text, side);
    let nth = all.iter().position(|line| *line == first)?;
    Some(PlannedMark {
        line: 0,
        weight,
        file,
        side,
        text,
        nth: (all.len() > 1).then(|| u32::try_from(nth + 1).unwrap_or(u32::MAX)),
        lines: place.last_line() - first + 1,
        role,
        why: None,
    })
}

/// The lines that are searched: those of the handler on a side, or a whole file.
fn searched(
    lesson: &Lesson,
    (name, handler): (&str, &Place),
    side: Side,
    file: Option<&str>,
) -> Result<Place, String> {
    let tree = lesson.tree(side);
    let of = if side == Side::Base { "before the change" } else { "after the change" };
    if let Some(name) = file {
        let file = RepoPath::new(name);
        let Some(count) = tree.line_count(&file) else {
            let known = tree.files().map(|(path, _)| path.as_str().to_owned()).collect();
            let near = nearest(name, known).into_iter().next();
            let near = near.map_or_else(String::new, |near| format!(" (is {near} meant?)"));
            return Err(format!("there is no file {} {of}{near}", shown::line(name)));
        };
        return Ok(lines_place(side, file, 1, count.max(1)));
    }
    if handler.side() == side {
        return Ok(handler.clone());
    }
    // The same function on the other side.
    let other = tree.text(&handler.file).and_then(|text| {
        let all = functions::functions(side, &handler.file, text);
        all.into_iter().find(|function| function.id.as_str() == name)
    });
    other.map(|function| function.place).ok_or_else(|| {
        format!("there is no {} {of}: say in which file the line stands", shown::line(name))
    })
}

/// The 1-based lines of a place that contain a text, runs of blanks being one.
fn matching(lesson: &Lesson, around: &Place, text: &str, side: Side) -> Vec<u32> {
    let wanted = one_blank(text);
    let text = lesson.tree(side).text(&around.file).map_or("", |text| text);
    (1_u32..)
        .zip(text.lines())
        .filter(|(number, _)| (around.first_line()..=around.last_line()).contains(number))
        .filter(|(_, line)| one_blank(line).contains(&wanted))
        .map(|(number, _)| number)
        .collect()
}

/// The 1-based line that a mark begins on.
fn line(lesson: &Lesson, around: &Place, mark: &PlannedMark) -> Result<u32, String> {
    let all = matching(lesson, around, &mark.text, mark.side);
    let said = shown::line(&mark.text);
    let file = shown::line(around.file.as_str());
    let span = format!("{file} from line {} to {}", around.first_line(), around.last_line());
    match (all.as_slice(), mark.nth) {
        ([], _) => {
            let elsewhere = elsewhere(lesson, around, mark);
            Err(format!("no line in {span} contains `{said}`{elsewhere}"))
        }
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
fn elsewhere(lesson: &Lesson, around: &Place, mark: &PlannedMark) -> String {
    let count = lesson.tree(mark.side).line_count(&around.file).unwrap_or(1).max(1);
    let whole = lines_place(mark.side, around.file.clone(), 1, count);
    let found = matching(lesson, &whole, &mark.text, mark.side);
    found.first().map_or_else(String::new, |number| {
        format!("; line {number} does: say `file` to look outside of the handler")
    })
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
