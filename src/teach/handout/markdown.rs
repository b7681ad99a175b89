//! The handout as Markdown (CommonMark 0.31).

use std::fmt::Write as _;

use super::{Sheet, facts};
use crate::catalog::Weight;
use crate::report::marked::{block, code, plain, sentence};
use crate::report::visible_line;
use crate::teach::key::StepKey;
use crate::teach::lesson::{Asked, Lesson, Question};
use crate::teach::{listing, words};

pub(super) fn markdown(sheet: Sheet<'_>) -> String {
    let lesson = sheet.lesson;
    let mut text = format!("# {}\n\n{}\n\n", plain(&lesson.title), sentence(&lesson.goal));
    let facts: Vec<String> = facts(lesson).iter().map(|fact| plain(fact)).collect();
    let _ = writeln!(text, "{}\n", facts.join(", "));
    if sheet.key.is_none() {
        text.push_str(&rules());
    }
    text.push_str("## Questions\n\n");
    for (at, question) in lesson.questions.iter().enumerate() {
        text.push_str(&self::question(lesson, question, at));
        match sheet.key.and_then(|key| key.steps.get(at)) {
            Some(key) => text.push_str(&answer(lesson, key)),
            None => text.push_str(&blanks(question)),
        }
    }
    text.push_str("## Code\n\n");
    for (file, _, _) in lesson.paths() {
        let rows: Vec<String> = listing::rows(lesson, &file)
            .into_iter()
            .map(|row| {
                let number = |line: Option<u32>| line.map_or_else(String::new, |it| it.to_string());
                let old = if lesson.has_change() {
                    format!("{:>4} ", number(row.old))
                } else {
                    String::new()
                };
                let text = visible_line(listing::text(lesson, &file, row));
                format!("{old}{:>4} {} {text}", number(row.new), row.sign(lesson))
                    .trim_end()
                    .to_owned()
            })
            .collect();
        let _ = writeln!(text, "### {}\n\n{}", plain(file.as_str()), block("text", &rows, ""));
    }
    text
}

/// How to answer, and what brings points.
fn rules() -> String {
    let mut text = "## How to answer\n\n".to_owned();
    for (state, says) in words::STATES {
        let _ = writeln!(text, "- {}: {}", code(state.word()), plain(says));
    }
    text.push('\n');
    for line in words::POINTS {
        let _ = writeln!(text, "{}\n", plain(line));
    }
    text
}

fn question(lesson: &Lesson, question: &Question, at: usize) -> String {
    let mut text = format!("### {}. {}\n\n", at + 1, plain(&question.title));
    let _ = writeln!(text, "{}\n", sentence(&question.ask));
    let _ = writeln!(text, "In {}.\n", plain(&words::about(question)));
    if let Asked::Judge { claim } = &question.asked {
        for line in claim.lines() {
            let _ = writeln!(text, "> {}", sentence(line));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}\n", plain(words::task(question, lesson)));
    text
}

/// Room for an answer.
fn blanks(question: &Question) -> String {
    let lines = "Lines: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_  Sure (1 to 3): \\_\\_\\_\n\n";
    match question.asked {
        Asked::Find => {
            let states = words::STATES.map(|(state, _)| format!("☐ {}", plain(state.word())));
            format!("State: {}\n\n{lines}", states.join("  "))
        }
        Asked::Judge { .. } => format!("☐ it holds  ☐ it does not hold\n\n{lines}"),
        Asked::Mend => String::new(),
    }
}

fn answer(lesson: &Lesson, key: &StepKey) -> String {
    let mut text = format!("**Answer: {}.**\n\n", plain(&words::verdict(key.verdict)));
    let _ = writeln!(text, "{}\n", paragraphs(&key.say));
    for weight in [Weight::Must, Weight::Neutral, Weight::Distractor] {
        for mark in key.of(weight) {
            let place = &mark.place;
            let tree = lesson.tree(place.side());
            let line = tree.line(&place.file, place.first_line()).unwrap_or("");
            let role = mark.role.map(|role| format!(", {role}")).unwrap_or_default();
            let why = mark.why.as_deref().map(|why| format!(": {}", sentence(why)));
            let _ = writeln!(
                text,
                "- {}{}: {} {} {}{}",
                plain(words::weight(weight)),
                plain(&role),
                plain(place.file.as_str()),
                plain(&words::lines(place)),
                code(line),
                why.unwrap_or_default(),
            );
        }
    }
    if !key.marks.is_empty() {
        text.push('\n');
    }
    if let Some(attack) = &key.attack {
        let lines: Vec<String> = attack.lines().map(str::to_owned).collect();
        let _ = writeln!(text, "The attack:\n\n{}", block("text", &lines, ""));
    }
    text
}

fn paragraphs(text: &str) -> String {
    text.lines().map(sentence).collect::<Vec<_>>().join("\n")
}
