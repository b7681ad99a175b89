//! The handout as a page of its own, for the screen and for paper.

use std::collections::BTreeSet;

use super::{Sheet, facts};
use crate::catalog::{Problem, Weight};
use crate::model::{RepoPath, Side};
use crate::report::html::{Page, Painted, sentence, text};
use crate::teach::key::{Key, StepKey};
use crate::teach::lesson::{Asked, Lesson, Question};
use crate::teach::{listing, words};

/// Layout beyond that of every page.
pub(in crate::teach) const CSS: &str = include_str!("../../../assets/report/handout.css");

pub(super) fn html(sheet: Sheet<'_>) -> Result<String, Problem> {
    let lesson = sheet.lesson;
    let rules = if sheet.key.is_none() { rules() } else { String::new() };
    let questions: String = lesson
        .questions
        .iter()
        .enumerate()
        .map(|(at, question)| {
            let below = match sheet.key.and_then(|key| key.steps.get(at)) {
                Some(key) => answer(lesson, key),
                None => blanks(question),
            };
            format!("<section>\n{}{below}</section>\n", self::question(lesson, question, at))
        })
        .collect();
    let code: String =
        lesson.paths().iter().map(|(file, _, _)| figure(lesson, sheet.key, file)).collect();
    let body = format!(
        "<header>\n<h1>{}</h1>\n<p>{}</p>\n<p class=\"muted\">{}</p>\n</header>\n<main>\n{rules}\
         {questions}<section class=\"listing\">\n<h2>Code</h2>\n{code}</section>\n</main>\n",
        text(&lesson.title),
        sentence(&lesson.goal),
        text(&facts(lesson).join(", ")),
    );
    Page { title: &lesson.title, layout: CSS, body: &body, script: "" }.html()
}

/// How to answer, and what brings points.
fn rules() -> String {
    let states: String = words::STATES
        .iter()
        .map(|(state, says)| format!("<dt>{}</dt><dd>{}</dd>\n", text(state.word()), text(says)))
        .collect();
    let points: String = words::POINTS.iter().map(|it| format!("<p>{}</p>\n", text(it))).collect();
    format!(
        "<section class=\"rules\">\n<h2>How to answer</h2>\n<dl>\n{states}</dl>\n{points}</section>\n"
    )
}

fn question(lesson: &Lesson, question: &Question, at: usize) -> String {
    let claim = match &question.asked {
        Asked::Judge { claim } => format!("<blockquote>{}</blockquote>\n", paragraphs(claim)),
        _ => String::new(),
    };
    format!(
        "<h2>{}. {}</h2>\n<p>{}</p>\n<p class=\"muted\">In {}.</p>\n{claim}<p>{}</p>\n",
        at + 1,
        text(&question.title),
        sentence(&question.ask),
        text(&words::about(question)),
        text(words::task(question, lesson)),
    )
}

/// Room for an answer.
fn blanks(question: &Question) -> String {
    let choice = |word: &str| format!("<li>☐ {}</li>\n", text(word));
    let (choices, lines): (String, _) = match question.asked {
        Asked::Find => (words::STATES.map(|(state, _)| choice(state.word())).concat(), true),
        Asked::Judge { .. } => (choice("it holds") + &choice("it does not hold"), true),
        Asked::Mend => return String::new(),
    };
    let lines = if lines {
        "<p class=\"blank\">Lines:</p>\n<p class=\"blank\">Sure (1 to 3):</p>\n"
    } else {
        ""
    };
    format!("<ul class=\"choices\">\n{choices}</ul>\n{lines}")
}

fn answer(lesson: &Lesson, key: &StepKey) -> String {
    let mut marks = String::new();
    for weight in [Weight::Must, Weight::Neutral, Weight::Distractor] {
        for mark in key.of(weight) {
            let place = &mark.place;
            let tree = lesson.tree(place.side());
            let line = tree.line(&place.file, place.first_line()).unwrap_or("");
            let role = mark.role.map(|role| format!(", {role}")).unwrap_or_default();
            let why = mark.why.as_deref().map(|why| format!("<br>{}", sentence(why)));
            marks.push_str(&format!(
                "<li>{}{}: {} {} <code>{}</code>{}</li>\n",
                words::weight(weight),
                text(&role),
                text(place.file.as_str()),
                text(&words::lines(place)),
                text(line.trim()),
                why.unwrap_or_default(),
            ));
        }
    }
    let marks = if marks.is_empty() { marks } else { format!("<ul>\n{marks}</ul>\n") };
    let attack = key.attack.as_deref().map(|attack| {
        let lines: Vec<String> = attack.lines().map(text).collect();
        format!("<p>The attack:</p>\n<pre>{}</pre>\n", lines.join("\n"))
    });
    format!(
        "<div class=\"answer\">\n<p><strong>Answer: {}.</strong></p>\n{}{marks}{}</div>\n",
        text(&words::verdict(key.verdict)),
        paragraphs(&key.say),
        attack.unwrap_or_default(),
    )
}

/// Words in paragraphs, which blank lines part.
fn paragraphs(words: &str) -> String {
    let one_line = |part: &str| part.lines().collect::<Vec<_>>().join(" ");
    words.split("\n\n").map(|part| format!("<p>{}</p>\n", sentence(&one_line(part)))).collect()
}

/// A file with the numbers of both sides; with the key, the lines to be marked stand out.
fn figure(lesson: &Lesson, key: Option<&Key>, file: &RepoPath) -> String {
    let painted =
        |side: Side| lesson.tree(side).text(file).map(|text| Painted::new(file, text.clone()));
    let (old, new) = (painted(Side::Base), painted(Side::Head));
    let told = told(key, file);
    let number = |line: Option<u32>| line.map_or_else(String::new, |line| line.to_string());
    let mut html =
        format!("<figure class=\"code\">\n<figcaption>{}</figcaption>\n", text(file.as_str()));
    for row in listing::rows(lesson, file) {
        let (side, line) = row.at();
        let code = if side == Side::Base { &old } else { &new };
        let code = code.as_ref().map(|code| code.line(line)).unwrap_or_default();
        let sign = row.sign(lesson);
        let is_told = told.iter().any(|(side, line)| row.is(*side, *line));
        let before = match lesson.has_change() {
            true => format!("<span class=\"number\">{}</span>", number(row.old)),
            false => String::new(),
        };
        html.push_str(&format!(
            "<div class=\"line{}{}\">{before}<span class=\"number\">{}</span>\
             <span class=\"mark\">{sign}</span><span>{code}</span></div>\n",
            match sign {
                '-' => " gone",
                '+' => " came",
                _ => "",
            },
            if is_told { " told" } else { "" },
            number(row.new),
        ));
    }
    html.push_str("</figure>\n");
    html
}

/// The lines of a file that have to be marked.
fn told(key: Option<&Key>, file: &RepoPath) -> BTreeSet<(Side, u32)> {
    let steps = key.iter().flat_map(|key| &key.steps);
    let places = steps.flat_map(|step| step.of(Weight::Must)).map(|mark| &mark.place);
    places
        .filter(|place| place.file == *file)
        .flat_map(|place| {
            (place.first_line()..=place.last_line()).map(move |line| (place.side(), line))
        })
        .collect()
}
