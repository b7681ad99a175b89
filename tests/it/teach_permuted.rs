//! Nothing that leaves an exercise before a reveal depends on the key: with another one, other
//! lines and other states, the bytes are the same.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use lineproof::catalog::{
    Catalog, LessonPlan, LessonSource, PlannedMark, PlannedStep, Task, Weight, builtin_lesson,
    builtin_lessons,
};
use lineproof::model::{RepoPath, Role, Side, State};
use lineproof::teach::{
    Exercise, HANDOUT_FORMATS, Mark, Taught, answers, handout, lines_place, load, mended, plain,
};

use crate::teach_lesson::source;

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of a step's file that nothing else contains, another one for each number.
fn other_line(source: &LessonSource, step: &PlannedStep, number: usize) -> PlannedMark {
    let file = RepoPath::from(step.handler.value.split("::").next().unwrap());
    let (side, text) = match source.after.get(&file) {
        Some(text) => (Side::Head, text),
        None => (Side::Base, &source.before[&file]),
    };
    let lines: Vec<String> = text.lines().map(one_blank).collect();
    let is_alone = |line: &&String| {
        !line.is_empty() && lines.iter().filter(|other| other.contains(*line)).count() == 1
    };
    let alone: Vec<&String> = lines.iter().filter(is_alone).collect();
    let marks = &step.marks;
    let is_new = |line: &&&String| !marks.iter().any(|mark| one_blank(&mark.text).contains(**line));
    let new: Vec<_> = alone.iter().filter(is_new).collect();
    PlannedMark {
        line: 0,
        weight: Weight::Must,
        file: Some(file.to_string()),
        side,
        text: (**new[number % new.len()]).clone(),
        nth: None,
        lines: 1,
        role: Some(Role::Step),
        why: None,
    }
}

/// The same questions with other answers.
fn permuted(source: &LessonSource) -> LessonSource {
    let mut plan = LessonPlan::parse(&source.file, &source.text).unwrap();
    plan.notes = "Other notes.".to_owned();
    for (at, step) in plan.steps.iter_mut().enumerate() {
        let mark = other_line(source, step, 3 * at + 1);
        step.marks = vec![mark];
        step.say = "Another reason.".to_owned();
        step.attack = step.attack.is_none().then(|| "curl".to_owned());
        step.notes = "Other notes.".to_owned();
        step.hints = vec!["Another hint.".to_owned()];
        match &mut step.task {
            Task::Find { state } => {
                *state = match *state {
                    State::Missing => State::NotApplicable,
                    State::Guarded | State::NotApplicable => State::Missing,
                    _ => State::Guarded,
                };
                if *state == State::NotApplicable {
                    step.marks.clear();
                }
            }
            Task::Judge { holds, .. } => *holds = !*holds,
            Task::Mend => step.marks.clear(),
        }
    }
    LessonSource { text: plan.to_toml().into(), ..source.clone() }
}

fn sources() -> Vec<LessonSource> {
    let builtin = builtin_lessons().into_iter().map(|id| builtin_lesson(id).unwrap());
    std::iter::once(source()).chain(builtin).collect()
}

/// Answers every question with something, and never asks for a hint or the answer.
fn worked_on(taught: Taught) -> Exercise {
    let mut exercise = Exercise::new(taught);
    exercise.call(Some("Ada".to_owned()));
    for at in 0..exercise.questions().len() {
        let place = exercise.questions()[at].place.clone();
        let (side, first) = (place.side(), place.first_line());
        exercise.mark(at, Mark::of(&lines_place(side, place.file, first, first + 1), None));
        exercise.say_state(at, Some(State::Weakened));
        exercise.say_holds(at, Some(true));
        exercise.say_confidence(at, Some(2));
    }
    exercise
}

/// Everything that leaves an exercise before a reveal.
fn exported(exercise: &Exercise) -> Vec<String> {
    let lesson = exercise.lesson();
    let mut all: Vec<String> =
        HANDOUT_FORMATS.iter().map(|format| handout(lesson, format).unwrap()).collect();
    all.push(plain(lesson));
    all.push(exercise.sheet().to_json());
    all.push(format!("{:?}", exercise.questions()));
    all.push(format!("{:?} {:?}", exercise.score(), lesson.paths()));
    for at in 0..exercise.questions().len() {
        all.push(format!("{:?} {:?}", exercise.hints(at), exercise.revealed(at).is_some()));
    }
    all
}

#[test]
fn every_export_before_a_reveal_is_the_same_with_another_key() {
    let catalog = Catalog::builtin().unwrap();
    for source in sources() {
        let other = permuted(&source);
        let (taught, permuted) = (load(&source, &catalog).unwrap(), load(&other, &catalog));
        let permuted = permuted.unwrap_or_else(|it| panic!("{}: {it:#?}", source.id));
        assert_eq!(taught.lesson.questions, permuted.lesson.questions, "{}", source.id);
        for (at, (one, two)) in taught.key.steps.iter().zip(&permuted.key.steps).enumerate() {
            assert_ne!(one.say, two.say, "{} step {}", source.id, at + 1);
            assert!(one.marks != two.marks || one.verdict != two.verdict || one.marks.is_empty());
        }
        for format in HANDOUT_FORMATS {
            let told = answers(&taught, format).unwrap();
            assert_ne!(told, answers(&permuted, format).unwrap(), "{} {format}", source.id);
        }
        let (mut one, mut two) = (worked_on(taught), worked_on(permuted));
        assert_eq!(exported(&one), exported(&two), "{}", source.id);
        one.reveal(0);
        two.reveal(0);
        let said = |exercise: &Exercise| exercise.revealed(0).unwrap().0.say.clone();
        assert_ne!(said(&one), said(&two), "{}", source.id);
        // What is shown of the first question says nothing of the others.
        assert!((1..one.questions().len()).all(|at| one.revealed(at).is_none()));
    }
}

#[test]
fn what_the_engine_says_of_mended_code_does_not_depend_on_the_key() {
    let catalog = Catalog::builtin().unwrap();
    let source = source();
    let loaded = [load(&source, &catalog).unwrap(), load(&permuted(&source), &catalog).unwrap()];
    let [one, two] = loaded.map(|taught| {
        let edits = BTreeMap::from([("kites/views.py".into(), "x = 1\n".to_owned())]);
        let never = AtomicBool::new(false);
        mended(&taught.lesson, &taught.lesson.questions[3], &edits, &catalog, &never)
    });
    assert_eq!(one, two);
}

#[test]
fn a_plan_is_read_as_it_was_written() {
    for source in sources() {
        let plan = LessonPlan::parse(&source.file, &source.text).unwrap();
        let again = LessonPlan::parse("again", &plan.to_toml()).unwrap();
        assert_eq!(without_lines(again), without_lines(plan), "{}", source.id);
    }
}

fn without_lines(mut plan: LessonPlan) -> LessonPlan {
    plan.framework.iter_mut().for_each(|it| it.line = 0);
    for step in &mut plan.steps {
        (step.line, step.handler.line, step.check.line) = (0, 0, 0);
        step.marks.iter_mut().for_each(|mark| mark.line = 0);
    }
    plan
}
