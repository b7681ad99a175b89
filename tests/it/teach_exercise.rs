//! An exercise says nothing of its key until somebody asks, and keeps what was answered.

use lineproof::catalog::{Catalog, Weight};
use lineproof::model::{RepoPath, Side, State};
use lineproof::teach::{AnswerSheet, CodeLine, Exercise, Kept, Mark, Progress, lines_place, load};

use crate::teach_lesson::{LESSON, right_sheet, source, taught};

#[test]
fn the_answer_is_told_when_it_is_asked_for_and_then_stays() {
    let mut exercise = Exercise::new(taught());
    assert!(exercise.revealed(0).is_none());
    let file = RepoPath::from("kites/views.py");
    exercise.mark(0, Mark::of(&lines_place(Side::Head, file.clone(), 13, 13), None));
    exercise.mark(0, Mark::of(&lines_place(Side::Head, file.clone(), 2, 3), None));
    exercise.unmark(0, &CodeLine { side: Side::Head, file: file.clone(), number: 3 });
    exercise.say_state(0, Some(State::Missing));
    assert_eq!(exercise.answer(0).marks.len(), 1);
    let (key, score) = exercise.reveal(0).unwrap();
    assert_eq!(key.of(Weight::Must).count(), 2);
    // One of three lines: F1 = 2 / 4; half a state.
    assert_eq!(score.points, 5.0);
    exercise.say_state(0, Some(State::Removed));
    assert_eq!(exercise.answer(0).state, Some(State::Missing));
    assert_eq!((exercise.score().points, exercise.score().steps), (5.0, 1));
    exercise.retry(0);
    exercise.say_state(0, Some(State::Removed));
    assert_eq!(exercise.reveal(0).unwrap().1.points, 0.0, "the answer had been seen");
    exercise.restart();
    assert_eq!(exercise.sheet().steps, AnswerSheet::new("kites", 4).steps);
}

#[test]
fn hints_come_nearer_step_by_step() {
    let mut exercise = Exercise::new(taught());
    let first = exercise.hint(0).unwrap();
    assert_eq!((first.number, first.places.len()), (1, 2));
    let second = exercise.hint(0).unwrap();
    let third = exercise.hint(0).unwrap();
    assert!(exercise.hint(0).is_none());
    assert_eq!(exercise.hints(0), [first.clone(), second.clone(), third.clone()]);
    assert!(third.words.contains("The owner was compared before"));
    let lines: Vec<_> = third.places.iter().map(|it| (it.first_line(), it.last_line())).collect();
    assert_eq!(lines, [(13, 14), (13, 13)]);
    for (far, near) in [(&first, &second), (&second, &third)] {
        for place in &near.places {
            let holds = |it: &&lineproof::model::Place| {
                it.side() == place.side()
                    && it.first_line() <= place.first_line()
                    && place.last_line() <= it.last_line()
            };
            let is_in = far.places.iter().any(|it| holds(&it));
            assert!(is_in || far.number == 1, "{far:?} {near:?}");
        }
    }
}

#[test]
fn progress_is_kept_as_long_as_the_lesson_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let progress = Progress::in_folder(folder.path().join("lessons"));
    let taught = taught();
    let lesson = &taught.lesson;
    assert_eq!(progress.find(lesson), Ok(None));
    let mut kept = Kept { sheet: right_sheet(&taught), at: 2, ..Kept::default() };
    kept.finish(&Exercise::new(taught.clone()).score());
    progress.keep(lesson, &kept).unwrap();
    let found = progress.find(lesson).unwrap().unwrap();
    assert_eq!((found.at, found.runs, &found.sheet), (2, 1, &kept.sheet));
    let mut other = source();
    other.text = LESSON.replace("minutes = 4", "minutes = 5").into();
    let other = load(&other, &Catalog::builtin().unwrap()).unwrap();
    assert_eq!(progress.find(&other.lesson), Ok(None));
    let file = std::fs::read_dir(folder.path().join("lessons")).unwrap().next().unwrap().unwrap();
    std::fs::write(file.path(), "{\"dig").unwrap();
    assert!(progress.find(lesson).unwrap_err().contains("how far you came cannot be read"));
}

#[test]
fn answers_are_read_within_bounds_and_as_they_were_written() {
    let sheet = right_sheet(&taught());
    assert_eq!(AnswerSheet::parse(sheet.to_json().as_bytes()), Ok(sheet));
    let problem = |text: &str| AnswerSheet::parse(text.as_bytes()).unwrap_err().to_string();
    assert!(problem("{}").contains("format"));
    assert!(problem(r#"{"format":"x","lesson":"a","steps":[]}"#).contains("lineproof-answer/1"));
    let with = |step: &str| {
        problem(&format!(r#"{{"format":"lineproof-answer/1","lesson":"a","steps":[{step}]}}"#))
    };
    assert!(with(r#"{"confidence": 9}"#).contains("confidence is 1 to 3"));
    assert!(with(r#"{"stat": "missing"}"#).contains("state"));
    assert!(with(r#"{"marks": [{"side": "head", "file": "a", "first": 1}]}"#).contains("after"));
}
