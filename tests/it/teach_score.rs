//! Answers score as they are meant to: what is right in full, and what only looks diligent little.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::catalog::{Catalog, Weight};
use lineproof::model::{Place, RepoPath, Side, State};
use lineproof::teach::{
    Answer, Mark, POSSIBLE, Score, StepKey, StepScore, Taught, Verdict, lines_place, mended,
    score_step,
};
use proptest::prelude::*;

use crate::teach_lesson::{all, every_line, right_answer, taught};

fn scored(taught: &Taught, at: usize, answer: &Answer) -> StepScore {
    score_step(&taught.lesson, &taught.key.steps[at], answer, None)
}

/// The steps whose answer is marks, with their keys.
fn marked(taught: &Taught) -> impl Iterator<Item = (usize, &StepKey)> {
    taught.key.steps.iter().enumerate().filter(|(_, key)| key.verdict != Verdict::Mended)
}

fn lines(places: &[&Place]) -> usize {
    let lines = places.iter().map(|it| (it.last_line() - it.first_line() + 1) as usize);
    lines.sum()
}

#[test]
fn what_the_key_says_scores_in_full() {
    for taught in all() {
        for (at, key) in marked(&taught) {
            let score = scored(&taught, at, &right_answer(key));
            assert_eq!(score.points, POSSIBLE, "{} step {}", taught.lesson.id, at + 1);
            assert!(score.is_right);
        }
    }
}

#[test]
fn nothing_scores_nothing() {
    for taught in all() {
        for at in 0..taught.key.steps.len() {
            let score = scored(&taught, at, &Answer::default());
            assert_eq!((score.points, score.is_answered), (0.0, false));
        }
    }
}

#[test]
fn marking_everything_finds_everything_and_brings_little() {
    for taught in all() {
        let mut scores = Vec::new();
        for (at, key) in marked(&taught) {
            let answer = Answer { marks: every_line(&taught), ..right_answer(key) };
            let score = scored(&taught, at, &answer);
            let found = score.lines.unwrap();
            assert_eq!(found.missed, 0);
            assert!(found.f1() < 0.5 && !score.is_right, "{} step {}", taught.lesson.id, at + 1);
            scores.push(score);
        }
        let total = Score::of(&scores);
        if let (Some(precision), Some(recall)) = (total.precision, total.recall) {
            assert!(precision < 0.5 && recall == 1.0, "{}: {total:?}", taught.lesson.id);
        }
        assert!(total.points < 0.75 * total.possible, "{}: {total:?}", taught.lesson.id);
    }
}

#[test]
fn lines_that_are_five_off_bring_no_points_for_lines() {
    for taught in all() {
        for (at, key) in marked(&taught) {
            let musts: Vec<&Place> = key.of(Weight::Must).map(|it| &it.place).collect();
            let off = |place: &&Place| {
                let (first, last) = (place.first_line() + 5, place.last_line() + 5);
                Mark::of(&lines_place(place.side(), place.file.clone(), first, last), None)
            };
            let answer = Answer { marks: musts.iter().map(off).collect(), ..right_answer(key) };
            let found = scored(&taught, at, &answer).lines.unwrap();
            let right = scored(&taught, at, &right_answer(key)).lines.unwrap();
            // Where several stretches stand near each other, one may fall onto another.
            if musts.len() == 1 && lines(&musts) <= 5 {
                assert_eq!(found.hit, 0, "{} step {}", taught.lesson.id, at + 1);
            }
            assert!(musts.is_empty() || found.f1() < right.f1());
        }
    }
}

#[test]
fn traps_cost_twice_and_neutral_lines_nothing() {
    let taught = taught();
    let key = &taught.key.steps[0];
    let with = |weight: Weight| {
        let mut answer = right_answer(key);
        answer.marks.extend(key.of(weight).map(|it| Mark::of(&it.place, None)));
        scored(&taught, 0, &answer)
    };
    assert_eq!(with(Weight::Neutral).points, POSSIBLE);
    let trapped = with(Weight::Distractor);
    let found = trapped.lines.unwrap();
    assert_eq!((found.hit, found.missed, found.wrong, found.trapped), (3, 0, 1, 1));
    // F1 = 6 / (6 + 2), of five points, and five for the state.
    assert_eq!(trapped.points, 8.75);
}

#[test]
fn near_states_bring_half_and_no_state_nothing() {
    let taught = taught();
    let key = &taught.key.steps[0];
    let said = |state| scored(&taught, 0, &Answer { state, ..right_answer(key) }).points;
    assert_eq!(said(Some(State::Removed)), 10.0);
    assert_eq!(said(Some(State::Missing)), 7.5);
    assert_eq!(said(Some(State::Weakened)), 7.5);
    assert_eq!(said(Some(State::Guarded)), 5.0);
    assert_eq!(said(None), 5.0);
    // What needs no mark, and nothing said of it, is no answer.
    let nothing = scored(&taught, 1, &Answer { confidence: Some(3), ..Answer::default() });
    assert_eq!(nothing.points, 0.0);
    let only = Answer { state: Some(State::NotApplicable), ..Answer::default() };
    assert_eq!(scored(&taught, 1, &only).points, 10.0);
}

#[test]
fn a_wrong_verdict_on_a_claim_brings_nothing_whatever_is_marked() {
    let taught = taught();
    let key = &taught.key.steps[2];
    let wrong = Answer { holds: Some(true), ..right_answer(key) };
    assert_eq!(scored(&taught, 2, &wrong).points, 0.0);
    let unmarked = Answer { holds: Some(false), ..Answer::default() };
    assert_eq!(scored(&taught, 2, &unmarked).points, 5.0);
}

#[test]
fn being_sure_pays_where_it_is_right_and_hints_have_their_price() {
    let taught = taught();
    let key = &taught.key.steps[0];
    let right = right_answer(key);
    let half = Answer { state: Some(State::Missing), ..right.clone() };
    let points = |answer: Answer| scored(&taught, 0, &answer).points;
    let sure = |answer: &Answer, it| Answer { confidence: Some(it), ..answer.clone() };
    assert_eq!(points(sure(&half, 1)), 7.5);
    assert_eq!(points(sure(&half, 2)), 7.0);
    assert_eq!(points(sure(&half, 3)), 6.5);
    assert_eq!(points(sure(&right, 3)), 10.0);
    let one_missed = Answer { marks: right.marks[..1].to_vec(), ..right.clone() };
    // F1 = 4 / 5.
    assert_eq!(points(one_missed.clone()), 9.0);
    assert_eq!(points(sure(&one_missed, 2)), 9.5);
    let hinted = |hints| points(Answer { hints, ..right.clone() });
    assert_eq!([hinted(1), hinted(2), hinted(3)], [9.0, 7.0, 3.0]);
    assert_eq!(points(Answer { seen: true, ..right.clone() }), 0.0);
    let steps = [scored(&taught, 0, &sure(&right, 3)), scored(&taught, 0, &sure(&half, 3))];
    // One was right and almost certain, one was wrong and so: (0.05 + 0.95) / 2.
    assert_eq!(Score::of(&steps).calibration, Some(0.5));
}

#[test]
fn mended_code_is_what_the_engine_finds_guarded() {
    let taught = taught();
    let catalog = Catalog::builtin().unwrap();
    let path = RepoPath::from("kites/views.py");
    let after = taught.lesson.tree(Side::Head).text(&path).unwrap().to_string();
    let (step, never) = (3, AtomicBool::new(false));
    let question = &taught.lesson.questions[step];
    let worth = |text: String| {
        let edits = BTreeMap::from([(path.clone(), text)]);
        let found = mended(&taught.lesson, question, &edits, &catalog, &never);
        let answer = Answer { edits, ..Answer::default() };
        let key = &taught.key.steps[step];
        (score_step(&taught.lesson, key, &answer, Some(&found)).points, found)
    };
    let guard = "    if kite.owner_id != current_user.id:\n        abort(403)\n";
    let delete = "    db.session.delete(kite)\n";
    let before = after.replacen(delete, &format!("{guard}{delete}"), 1);
    let (points, found) = worth(before);
    assert_eq!(
        (points, found.state, found.short.len()),
        (10.0, Some(State::Guarded), 0),
        "{found:?}"
    );
    let late = after.replacen(delete, &format!("{delete}    db.session.commit()\n{guard}"), 1);
    let (points, found) = worth(late);
    assert_eq!((points, found.short.is_empty()), (0.0, false), "{found:?}");
    let some = guard.replace("    ", "        ").replacen(
        "        if",
        "    if request.args.get('x'):\n        if",
        1,
    );
    let (points, found) = worth(after.replacen(delete, &format!("{some}{delete}"), 1));
    assert_eq!((points, found.state), (5.0, Some(State::Conditional)), "{found:?}");
    let gone = after.replacen(delete, "", 1).replacen(
        "    kite = Kite.query.get_or_404(kite_id)\n",
        "",
        1,
    );
    let (points, found) = worth(gone);
    assert_eq!(points, 0.0, "{found:?}");
    assert!(found.short.iter().any(|(words, _)| words.contains("is gone")), "{found:?}");
    let (points, found) = worth(after.replace("def retire(kite_id):", "def retire(kite_id:"));
    assert!(points == 0.0 && !found.short.is_empty(), "{found:?}");
}

/// Marks anywhere, also where there is no line.
fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let file = prop_oneof![Just("kites/views.py"), Just("kites/models.py"), Just("../x"), Just("")];
    let mark = (any::<bool>(), file, 0_u32..40, proptest::option::of(any::<u32>()));
    let mark = mark.prop_map(|(base, file, first, last)| Mark {
        side: if base { Side::Base } else { Side::Head },
        file: RepoPath::from(file),
        first,
        last,
        role: None,
    });
    proptest::collection::vec(mark, 0..12)
}

fn answers() -> impl Strategy<Value = Answer> {
    let state = proptest::option::of(proptest::sample::select(State::ALL.to_vec()));
    let (sure, holds) = (proptest::option::of(1_u8..=3), proptest::option::of(any::<bool>()));
    (marks(), state, holds, sure, 0_u8..=3).prop_map(|(marks, state, holds, confidence, hints)| {
        Answer { marks, state, holds, confidence, hints, ..Answer::default() }
    })
}

thread_local! {
    static KITES: Arc<Taught> = Arc::new(taught());
}

proptest! {
    #[test]
    fn points_stay_within_what_is_possible(answer in answers(), at in 0_usize..3) {
        let score = KITES.with(|taught| scored(taught, at, &answer));
        prop_assert!((0.0..=POSSIBLE).contains(&score.points));
    }

    #[test]
    fn the_order_and_the_cut_of_marks_change_nothing(answer in answers(), at in 0_usize..3) {
        let score = KITES.with(|taught| scored(taught, at, &answer));
        let mut other = answer.clone();
        other.marks.reverse();
        other.marks.extend(answer.marks.iter().take(2).cloned());
        for mark in &answer.marks {
            let last = mark.last.unwrap_or(mark.first).min(500);
            if mark.first < last {
                let half = mark.first + (last - mark.first) / 2;
                other.marks.push(Mark { last: Some(half), ..mark.clone() });
            }
        }
        prop_assert_eq!(score, KITES.with(|taught| scored(taught, at, &other)));
    }

    #[test]
    fn hints_never_bring_points(answer in answers(), at in 0_usize..3) {
        let points = |hints| {
            let answer = Answer { hints, ..answer.clone() };
            KITES.with(|taught| scored(taught, at, &answer)).points
        };
        prop_assert!(points(0) >= points(1) && points(1) >= points(2) && points(2) >= points(3));
    }
}
