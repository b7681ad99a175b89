//! Reads `lesson.toml`, and tells everything that is wrong with it at once.

use toml::de::DeTable;

use super::fields::{Fields, Reader};
use super::plan::{LessonPlan, Level, PlannedMark, PlannedStep, Task, Weight};
use crate::catalog::Problem;
use crate::model::{Role, Side, State};

const LESSON: [&str; 9] =
    ["title", "goal", "level", "minutes", "framework", "cwe", "asvs", "notes", "step"];
const STEP: [&str; 14] = [
    "kind",
    "handler",
    "check",
    "ask",
    "state",
    "claim",
    "holds",
    "say",
    "attack",
    "notes",
    "hints",
    "must",
    "neutral",
    "distractor",
];
const MARK: [&str; 7] = ["file", "side", "text", "nth", "lines", "role", "why"];

/// Steps of a lesson; one with more is several.
const MOST_STEPS: usize = 60;
/// Marks of a kind in a step.
const MOST_MARKS: usize = 60;
/// Numbers of a kind.
const MOST_NUMBERS: usize = 20;
/// Minutes of a lesson.
const LONGEST: u32 = 600;
/// Lines of a mark, and lines that contain a text.
const MOST_LINES: u32 = 10_000;

#[derive(Clone, Copy)]
enum Kind {
    Find,
    Judge,
    Mend,
}

const KINDS: [(&str, Kind); 3] =
    [("find", Kind::Find), ("judge", Kind::Judge), ("mend", Kind::Mend)];

impl LessonPlan {
    /// Reads the text of a `lesson.toml`; `file` is how the user knows it.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => return Err(vec![Problem::from_toml(file, text, &error)]),
        };
        let mut reader = Reader { file, text, problems: Vec::new() };
        let plan = lesson(reader.fields("a lesson", table.get_ref(), 0, &LESSON));
        let mut problems = reader.problems;
        problems.sort_by_key(|problem| problem.line);
        if problems.is_empty() { Ok(plan) } else { Err(problems) }
    }
}

fn lesson(mut fields: Fields<'_, '_, '_>) -> LessonPlan {
    let levels = Level::ALL.map(|level| (level.word(), level));
    let mut plan = LessonPlan {
        title: fields.needed("title").value,
        goal: fields.needed("goal").value,
        level: fields.word("level", &levels).unwrap_or_default(),
        minutes: fields.number("minutes", LONGEST).unwrap_or(10),
        framework: fields.text_at("framework"),
        cwe: fields.numbers("cwe", MOST_NUMBERS),
        asvs: fields.texts("asvs", MOST_NUMBERS),
        notes: fields.text("notes").unwrap_or_default(),
        steps: Vec::new(),
    };
    let tables = fields.tables("step", MOST_STEPS);
    if tables.is_empty() {
        fields.lacks("at least one [[step]]");
    }
    for (table, at) in tables {
        plan.steps.extend(step(fields.reader.fields("a step", table, at, &STEP)));
    }
    plan
}

fn step(mut fields: Fields<'_, '_, '_>) -> Option<PlannedStep> {
    let handler = fields.needed("handler");
    let check = fields.needed("check");
    let say = fields.needed("say").value;
    let ask = fields.text("ask");
    let attack = fields.text("attack");
    let notes = fields.text("notes").unwrap_or_default();
    let hints = fields.texts("hints", 2);
    let mut marks = Vec::new();
    for weight in [Weight::Must, Weight::Neutral, Weight::Distractor] {
        for (table, at) in fields.tables(weight.word(), MOST_MARKS) {
            let fields = fields.reader.fields("a mark", table, at, &MARK);
            marks.push(mark(fields, weight));
        }
    }
    let task = task(&mut fields, &marks)?;
    let line = fields.line;
    Some(PlannedStep { line, task, handler, check, ask, say, attack, notes, hints, marks })
}

/// What is asked, and what of the fields belongs to it.
fn task(fields: &mut Fields<'_, '_, '_>, marks: &[PlannedMark]) -> Option<Task> {
    let Some(kind) = fields.word("kind", &KINDS) else {
        if !fields.has("kind") {
            fields.lacks("a kind: find, judge or mend");
        }
        return None;
    };
    let states = State::ALL.map(|state| (state.word(), state));
    let (state, claim, holds) =
        (fields.word("state", &states), fields.text("claim"), fields.truth("holds"));
    let has_must = marks.iter().any(|mark| mark.weight == Weight::Must);
    let mut stray = |name: &str, of: &str| {
        let message = format!("{name} belongs to a step of the kind {of}");
        fields.reader.problem(fields.line, message);
    };
    if state.is_some() && !matches!(kind, Kind::Find) {
        stray("state", "find");
    }
    if (claim.is_some() || holds.is_some()) && !matches!(kind, Kind::Judge) {
        stray("claim", "judge");
    }
    match kind {
        Kind::Find => {
            if !fields.has("state") {
                fields.lacks("a state");
            }
            let state = state?;
            let message = match (state == State::NotApplicable, has_must) {
                (true, true) => {
                    "what is not-applicable has no [[step.must]]: the right answer \
                                 marks nothing"
                }
                (false, false) => {
                    "a step of the kind find needs a [[step.must]], unless it is \
                                   not-applicable"
                }
                _ => return Some(Task::Find { state }),
            };
            fields.reader.problem(fields.line, message);
            None
        }
        Kind::Judge => {
            if !fields.has("claim") {
                fields.lacks("a claim");
            }
            if !fields.has("holds") {
                fields.lacks("holds: true or false");
            }
            Some(Task::Judge { claim: claim?, holds: holds? })
        }
        Kind::Mend => {
            if !marks.is_empty() {
                stray("a mark", "find or judge");
            }
            Some(Task::Mend)
        }
    }
}

fn mark(mut fields: Fields<'_, '_, '_>, weight: Weight) -> PlannedMark {
    const ROLES: [Role; 9] = [
        Role::Guard,
        Role::Source,
        Role::Step,
        Role::Sink,
        Role::Effect,
        Role::Condition,
        Role::Was,
        Role::Sibling,
        Role::Test,
    ];
    let roles = ROLES.map(|role| (role.to_string(), role));
    let roles: Vec<(&str, Role)> =
        roles.iter().map(|(word, role)| (word.as_str(), *role)).collect();
    PlannedMark {
        line: fields.line,
        weight,
        file: fields.text("file"),
        side: fields
            .word("side", &[("after", Side::Head), ("before", Side::Base)])
            .unwrap_or_default(),
        text: fields.needed("text").value,
        nth: fields.number("nth", MOST_LINES),
        lines: fields.number("lines", MOST_LINES).unwrap_or(1),
        role: fields.word("role", &roles),
        why: fields.text("why"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
title = "Who may read it"
goal = "Find the line that asks."
level = "beginner"
minutes = 5

[[step]]
kind = "find"
handler = "a/b.py::show"
check = "access"
state = "missing"
say = "Nobody asks."
  [[step.must]]
  text = "return note"
  role = "effect"
"#;

    fn problems(text: &str) -> Vec<String> {
        let problems = LessonPlan::parse("lesson.toml", text).err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_lesson_is_read_with_the_lines_it_stands_on() {
        let plan = LessonPlan::parse("lesson.toml", SOUND).unwrap();
        let [step] = plan.steps.as_slice() else { panic!("{plan:?}") };
        assert_eq!((step.line, step.handler.line, step.marks[0].line), (7, 9, 13));
        assert_eq!(step.task, Task::Find { state: State::Missing });
        let mark = &step.marks[0];
        assert_eq!((mark.side, mark.nth, mark.lines), (Side::Head, None, 1));
        assert_eq!(mark.role, Some(Role::Effect));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_with_line_and_words() {
        let text = SOUND
            .replace("level = \"beginner\"", "level = \"begginer\"")
            .replace("minutes = 5", "minuts = 5")
            .replace("say = \"Nobody asks.\"", "holds = 3")
            .replace("role = \"effect\"", "role = \"efect\"\n  side = \"head\"");
        let told = problems(&text);
        let starts = [
            "lesson.toml:4: level cannot be \"begginer\" (is beginner meant?); it is one of",
            "lesson.toml:5: a lesson has no minuts (is minutes meant?); it has title, goal",
            "lesson.toml:7: a step needs say",
            "lesson.toml:12: holds is true or false",
            "lesson.toml:15: role cannot be \"efect\" (is effect meant?); it is one of guard",
            "lesson.toml:16: side cannot be \"head\"",
        ];
        assert_eq!(told.len(), starts.len(), "{told:#?}");
        for (told, start) in told.iter().zip(starts) {
            assert!(told.starts_with(start), "{told}");
        }
    }

    #[test]
    fn each_kind_of_step_has_fields_of_its_own() {
        let told = problems(&SOUND.replace("kind = \"find\"", "kind = \"judge\""));
        assert!(told.iter().any(|it| it.contains("state belongs to a step of the kind find")));
        assert!(told.iter().any(|it| it.contains("a step needs a claim")), "{told:#?}");
        let told = problems(&SOUND.replace("kind = \"find\"", "kind = \"mend\""));
        assert!(told.iter().any(|it| it.contains("a mark belongs to")), "{told:#?}");
        let told = problems(&SOUND.replace("\"missing\"", "\"not-applicable\""));
        assert!(told.iter().any(|it| it.contains("has no [[step.must]]")), "{told:#?}");
        assert!(problems("title = \"").iter().all(|it| it.starts_with("lesson.toml:1: ")));
        assert!(problems("").iter().any(|it| it.contains("at least one [[step]]")));
    }
}
