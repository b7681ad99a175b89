//! Lessons on the screen: what a learner does there, and that nothing of the answer is seen
//! before it is asked for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use lineproof::catalog::{Catalog, Weight};
use lineproof::model::{RepoPath, Side, State};
use lineproof::teach::{
    AnswerSheet, Kept, Key, Mark, Progress, Sitting, StepKey, Taught, Verdict, lines_place,
};
use lineproof::tui::lesson::LessonDesk;
use lineproof::tui::{Backend, Shot, headless};

use crate::teach_lesson::{all, taught};

const WIDE: (u16, u16) = (160, 48);
const MEDIUM: (u16, u16) = (100, 30);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn desk(taught: &Taught, progress: Progress) -> LessonDesk {
    let catalog = Catalog::builtin().unwrap();
    LessonDesk::new(Arc::clone(&taught.lesson), catalog, progress)
}

fn shown(desk: &LessonDesk, sitting: Sitting, shot: &Shot) -> String {
    headless(desk.opening(sitting), desk, shot).unwrap()
}

/// The screen of the small lesson after some keys.
fn screen(size: (u16, u16), keys: &str) -> String {
    let taught = taught();
    let desk = desk(&taught, Progress::nowhere());
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    shown(&desk, Sitting::new(taught, None), &shot)
}

/// The words of the question pane on a wide screen.
fn pane(text: &str) -> String {
    let lines = text.lines().filter_map(|line| line.rsplit_once('│'));
    let words = lines.flat_map(|(_, line)| line.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// What is kept of the small lesson after some keys, and the screen.
fn kept(folder: &Path, keys: &str) -> (Kept, String) {
    let taught = taught();
    let progress = Progress::in_folder(folder.to_owned());
    let before = progress.find(&taught.lesson).unwrap();
    let lesson = Arc::clone(&taught.lesson);
    let desk = desk(&taught, progress.clone()).handing_in(Some(folder.join("answers.json")));
    let shot = Shot { size: WIDE, keys: keys.to_owned(), ..Shot::default() };
    let text = shown(&desk, Sitting::new(taught, before), &shot);
    (progress.find(&lesson).unwrap().unwrap_or_default(), text)
}

/// Another key for the same questions: other lines, other states, other words.
fn permuted(taught: &Taught) -> Taught {
    let mut key = taught.key.clone();
    for step in &mut key.steps {
        permute(taught, step);
    }
    Taught { lesson: Arc::clone(&taught.lesson), key: Key { notes: "other".to_owned(), ..key } }
}

fn permute(taught: &Taught, step: &mut StepKey) {
    step.verdict = match step.verdict {
        Verdict::State(state) => {
            let at = State::ALL.iter().position(|it| *it == state).unwrap();
            Verdict::State(State::ALL[(at + 1) % State::ALL.len()])
        }
        Verdict::Holds(holds) => Verdict::Holds(!holds),
        Verdict::Mended => Verdict::Mended,
    };
    step.say = "something else".to_owned();
    step.attack = step.attack.as_ref().map_or_else(|| Some("curl".to_owned()), |_| None);
    step.notes = String::new();
    step.hints = vec!["other words".to_owned()];
    for mark in &mut step.marks {
        let place = &mark.place;
        let count = taught.lesson.tree(place.side()).line_count(&place.file).unwrap();
        let line = (place.first_line() + 3) % count + 1;
        mark.place = lines_place(place.side(), place.file.clone(), line, line);
        mark.weight = match mark.weight {
            Weight::Must => Weight::Distractor,
            Weight::Neutral => Weight::Must,
            Weight::Distractor => Weight::Neutral,
        };
        mark.why = None;
    }
    step.marks.reverse();
}

/// Whatever leads to a screen without asking for a hint or an answer.
const SCREENS: [&str; 30] = [
    "",
    "1",
    "2",
    "3",
    "3 G",
    "2 |",
    "2 w",
    "2 W",
    "2 B",
    "m",
    "0",
    "I",
    "D",
    "C",
    "!",
    "E",
    "L",
    "?",
    "? answer",
    "f",
    "/ e",
    "/ e <enter> n n",
    "2 j j <space> s 2 c c 3",
    "2 j v j j <space> r r 1",
    "S",
    "R",
    "H",
    "s",
    "a",
    "]o ]e ]i d o z A",
];

#[test]
fn no_screen_tells_the_answer_before_it_is_asked_for() {
    for taught in all() {
        let (other, desk) = (permuted(&taught), desk(&taught, Progress::nowhere()));
        let name = &taught.lesson.id;
        let is_ours = name == "kites";
        let sizes = if is_ours { vec![WIDE, MEDIUM, NARROW, SMALL] } else { vec![WIDE] };
        for step in 0..taught.key.steps.len() {
            // The same code stands behind all questions of a lesson, and the same screens
            // behind all lessons.
            let scripts: Vec<&str> = match (step, is_ours) {
                (0, true) => SCREENS.to_vec(),
                (0, false) => SCREENS.iter().step_by(2).copied().collect(),
                _ => vec!["", "2 j <space> e", "s"],
            };
            for (script, size) in
                scripts.iter().flat_map(|script| sizes.iter().map(move |size| (script, *size)))
            {
                let keys = format!("{} {script}", "]q ".repeat(step));
                let shot = Shot { size, keys, styles: true, ..Shot::default() };
                let one = shown(&desk, Sitting::new(taught.clone(), None), &shot);
                let two = shown(&desk, Sitting::new(other.clone(), None), &shot);
                assert_eq!(one, two, "{name} {step} {script:?} {size:?}");
            }
        }
        // The other key is another one: once the answer is shown that is seen.
        let shot = Shot { size: WIDE, keys: "a 2".to_owned(), ..Shot::default() };
        let one = shown(&desk, Sitting::new(taught.clone(), None), &shot);
        assert_ne!(one, shown(&desk, Sitting::new(other, None), &shot), "{name}");
    }
}

#[test]
fn what_is_handed_on_before_the_reveal_knows_no_answer() {
    for taught in all() {
        let desk = desk(&taught, Progress::nowhere());
        let mut found = Vec::new();
        desk.assess(&false.into(), &mut |_, file| found.push(file));
        assert!(found.iter().any(|file| !file.handlers.is_empty()), "{}", taught.lesson.id);
        for file in found {
            assert!(file.findings.is_empty() && file.taken.is_empty());
            assert!(file.not_analysed.is_empty() && file.reached.is_empty());
        }
        assert!(desk.export("markdown", "x.md").is_err());
        for question in &taught.lesson.questions {
            let mut all = Vec::new();
            desk.assess(&false.into(), &mut |_, file| all.extend(file.handlers));
            assert!(all.iter().any(|handler| handler.id == question.handler));
        }
    }
}

#[test]
fn lines_are_marked_one_by_one_and_as_a_range_and_let_go() {
    let folder = tempfile::tempdir().unwrap();
    // The cursor is on the first line of the handler: 9 of the new side.
    let (now, _) = kept(folder.path(), "<space> j v j j <space> r r s 3 c c");
    let file = RepoPath::from("kites/views.py");
    let answer = &now.sheet.steps[0];
    assert_eq!(answer.state, Some(State::Removed));
    assert_eq!(answer.confidence, Some(2));
    let lines: Vec<_> = answer.marks.iter().map(|it| (it.first, it.last)).collect();
    assert_eq!(lines, [(9, None), (10, Some(12))]);
    assert_eq!(answer.marks[1].role.map(|it| it.to_string()).as_deref(), Some("source"));
    assert_eq!((answer.marks[1].side, &answer.marks[1].file), (Side::Head, &file));
    let (now, text) = kept(folder.path(), "<space> u u c c");
    assert_eq!(now.sheet.steps[0].marks, [] as [Mark; 0], "{text}");
    assert_eq!(now.sheet.steps[0].confidence, None);
    let written = fs::read(folder.path().join("answers.json")).unwrap();
    assert_eq!(AnswerSheet::parse(&written).unwrap(), now.sheet);
}

#[test]
fn a_lesson_goes_on_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    kept(folder.path(), "s 3 n n");
    let (now, text) = kept(folder.path(), "");
    assert!(text.contains("question 3 of 4"), "{text}");
    assert!(pane(&text).contains("Anybody who is signed in can read every kite."), "{text}");
    assert_eq!(now.sheet.steps[0].state, Some(State::Removed));
}

#[test]
fn a_hint_says_its_price_before_it_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (_, asked) = kept(folder.path(), "H");
    assert!(asked.contains("Hint 1 of 3 leaves 90 % of the points"), "{asked}");
    let (now, _) = kept(folder.path(), "H <esc> H n H 1");
    assert_eq!(now.sheet.steps.first().map_or(0, |answer| answer.hints), 0);
    let (now, text) = kept(folder.path(), "H y H y H 2 H");
    assert_eq!(now.sheet.steps[0].hints, 3);
    assert!(pane(&text).contains("The owner was compared before; nobody asks now."), "{text}");
    assert!(text.contains("all three hints are taken"), "{text}");
}

#[test]
fn the_answer_stands_beside_ones_own() {
    let own = "j*5 <space> G k <space> gg s 2 a";
    let text = screen((160, 60), own);
    for wanted in [
        "Answer: removed",
        "You said: missing (near)",
        "The owner was compared before; nobody asks now.",
        "curl -X DELETE https://kites.example/",
        "✓ 13-14 before guard yours 1 of 2",
        "○ 13 effect you missed it",
        "Marked, and not among them",
        "! 10 left alone",
        "It asks who somebody is, not whose the kite is.",
        "of 10 points",
    ] {
        assert!(pane(&text).contains(wanted), "{wanted}: {text}");
    }
    // Nothing is answered: that is asked about once.
    let asked = screen(WIDE, "a");
    assert!(asked.contains("Nothing is answered yet: that brings 0 points"), "{asked}");
    assert!(!asked.contains("Answer: removed"), "{asked}");
    assert!(screen(WIDE, "a <esc>").contains("Your answer"));
    assert!(screen(WIDE, "a 2").contains("0 of 10 points"));
    let half = screen(WIDE, "<space> a");
    assert!(half.contains("No state is said yet: half of the points"), "{half}");
}

#[test]
fn a_claim_is_judged_by_a_verdict_and_the_line() {
    let folder = tempfile::tempdir().unwrap();
    // `if kite.owner_id != current_user.id:` is three lines below the decorator.
    let (now, text) = kept(folder.path(), "n n j*4 <space> s 2 a");
    assert_eq!(now.sheet.steps[2].holds, Some(false));
    assert!(text.contains("Answer: the claim does not hold"), "{text}");
    assert!(text.contains("10 of 10 points"), "{text}");
}

#[test]
fn a_question_and_a_lesson_are_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let (now, text) = kept(folder.path(), "s 3 a R 2 s 3 a");
    assert!(now.sheet.steps[0].seen && text.contains("0 of 10 points"), "{text}");
    let (now, text) = kept(folder.path(), "n R 3");
    assert_eq!((now.at, now.sheet.steps[0].clone()), (0, Default::default()));
    assert!(text.contains("question 1 of 4"), "{text}");
    let (now, text) = kept(folder.path(), "s 3 a n s 6 a n s 2 a n c a 2 S");
    assert_eq!((now.runs, now.best.is_some()), (1, true));
    assert!(text.contains("of 40 points") && text.contains("Gone through once"), "{text}");
}

#[test]
fn what_has_no_meaning_in_a_lesson_says_so() {
    for key in ["d", "m", "I", "0", "E", "D", "]o", "gc"] {
        let text = screen(WIDE, key);
        let foot = text.lines().last().unwrap();
        assert!(foot.contains("this is a lesson"), "{key}: {foot}");
    }
    for (keys, words) in [
        ("n n n <space>", "here the code is to be mended: e opens it"),
        ("e", "only to be edited where it is to be mended"),
        ("r", "the cursor is on no mark"),
        ("3 <space>", "it is marked in the code"),
        ("u", "nothing is marked"),
        ("s 3 a 2 <space>", "the answer is shown"),
        ("p", "that is the first question"),
        ("n*9", "that is the last question"),
    ] {
        let text = screen(WIDE, keys);
        let foot = text.lines().last().unwrap();
        assert!(foot.contains(words), "{keys}: {foot}");
    }
    let help = screen(WIDE, "? overrule");
    assert!(help.contains("nothing fits these letters"), "{help}");
}

#[test]
fn mended_code_is_looked_at_by_the_engine_and_what_is_short_is_said() {
    let taught = taught();
    let desk = desk(&taught, Progress::nowhere());
    let views = RepoPath::from("kites/views.py");
    let (file, line) = desk.scratch(3, &BTreeMap::new()).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(
        text.lines().nth(line as usize - 1),
        Some("@kites.route('/kites/<int:kite_id>', methods=['DELETE'])")
    );
    assert_eq!(desk.edited(), Ok(BTreeMap::new()));
    fs::write(
        &file,
        text.replacen("    db.session.delete", "    print(kite)\n    db.session.delete", 1),
    )
    .unwrap();
    let edits = desk.edited().unwrap();
    let short = desk.mended(3, &edits).unwrap();
    assert!(!short.short.is_empty(), "{short:?}");
    let guard =
        "    if kite.owner_id != current_user.id:\n        abort(403)\n    db.session.delete";
    fs::write(&file, text.replacen("    db.session.delete", guard, 1)).unwrap();
    let edits = desk.edited().unwrap();
    assert_eq!(edits.keys().collect::<Vec<_>>(), [&views]);
    let mended = desk.mended(3, &edits).unwrap();
    assert!(mended.short.is_empty(), "{mended:?}");
    // Edits of before are looked at again where a lesson goes on, and the copy has them.
    let mut sitting = Sitting::new(taught, None);
    sitting.exercise.edit(3, views.clone(), edits[&views].clone());
    let shot = Shot { size: WIDE, keys: "n n n e".to_owned(), ..Shot::default() };
    let shown = shown(&desk, sitting, &shot);
    assert!(shown.contains("edited: views.py"), "{shown}");
    assert!(pane(&shown).contains("The guard is there, before what it guards."), "{shown}");
}

#[test]
fn no_size_makes_it_panic_and_ascii_is_enough() {
    let taught = taught();
    let desk = desk(&taught, Progress::nowhere());
    for size in [(1, 1), (3, 3), (10, 4), (20, 6), (60, 16), (139, 5), (300, 2)] {
        for keys in ["", "s", "H", "H y", "2 <space> a 2", "a 2 3 G", "S", "R", "?", "f"] {
            let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
            shown(&desk, Sitting::new(taught.clone(), None), &shot);
        }
    }
    for keys in ["", "<space> s 3 c", "H y", "<space> s 3 a", "S", "s"] {
        let shot = Shot { size: WIDE, keys: keys.to_owned(), ascii: true, ..Shot::default() };
        let text = shown(&desk, Sitting::new(taught.clone(), None), &shot);
        let strange: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(strange, "", "{keys}");
    }
}

#[test]
fn the_question_looks_as_it_should() {
    insta::assert_snapshot!("lesson_wide", screen(WIDE, "j*5 <space> s 2 c c"));
    insta::assert_snapshot!("lesson_revealed", screen(WIDE, "j*5 <space> s 2 a"));
    insta::assert_snapshot!("lesson_medium", screen(MEDIUM, "n n"));
    insta::assert_snapshot!("lesson_narrow", screen(NARROW, ""));
    insta::assert_snapshot!("lesson_small", screen(SMALL, "2"));
    insta::assert_snapshot!("lesson_states", screen(NARROW, "s"));
}
