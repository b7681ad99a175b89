//! The handout as JSON: the questions, and with the answers a key for other programs.

use serde_json::{Map, Value, json};

use super::Sheet;
use crate::model::{Place, Side};
use crate::teach::key::{KeyMark, StepKey, Verdict};
use crate::teach::lesson::{Asked, Lesson, Question};

/// The format, with its version.
const FORMAT: &str = "lineproof-lesson/1";

pub(super) fn json(sheet: Sheet<'_>) -> String {
    let lesson = sheet.lesson;
    let questions: Vec<Value> = lesson
        .questions
        .iter()
        .enumerate()
        .map(|(at, question)| {
            let mut value = self::question(question, at);
            if let Some(key) = sheet.key.and_then(|key| key.steps.get(at)) {
                value.insert("answer".to_owned(), answer(lesson, key));
            }
            Value::Object(value)
        })
        .collect();
    let value = json!({
        "format": FORMAT,
        "lesson": lesson.id,
        "title": lesson.title,
        "goal": lesson.goal,
        "level": lesson.level.word(),
        "minutes": lesson.minutes,
        "framework": lesson.framework,
        "cwe": lesson.cwe,
        "asvs": lesson.asvs,
        "questions": questions,
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn question(question: &Question, at: usize) -> Map<String, Value> {
    let mut value = Map::new();
    let mut put = |name: &str, own: Value| value.insert(name.to_owned(), own);
    put("number", json!(at + 1));
    put("kind", json!(question.asked.word()));
    put("check", json!(question.check));
    put("handler", json!(question.handler));
    put("lines", place(&question.place));
    put("ask", json!(question.ask));
    if let Asked::Judge { claim } = &question.asked {
        put("claim", json!(claim));
    }
    value
}

fn answer(lesson: &Lesson, key: &StepKey) -> Value {
    let marks: Vec<Value> = key.marks.iter().map(|mark| self::mark(lesson, mark)).collect();
    let mut value = json!({
        "marks": marks,
        "say": key.say,
        "attack": key.attack,
        "hints": key.hints,
    });
    match key.verdict {
        Verdict::State(state) => value["state"] = json!(state),
        Verdict::Holds(holds) => value["holds"] = json!(holds),
        Verdict::Mended => {}
    }
    value
}

fn mark(lesson: &Lesson, mark: &KeyMark) -> Value {
    let at = &mark.place;
    let mut value = place(at);
    value["weight"] = json!(mark.weight.word());
    value["role"] = json!(mark.role);
    value["why"] = json!(mark.why);
    value["text"] = json!(lesson.tree(at.side()).line(&at.file, at.first_line()));
    value
}

fn place(place: &Place) -> Value {
    let side = match place.side() {
        Side::Base => "before",
        Side::Head => "after",
    };
    json!({
        "side": side,
        "file": place.file,
        "first": place.first_line(),
        "last": place.last_line(),
    })
}
