//! The answer beside the learner's own, once it is shown.

use crate::catalog::Weight;
use crate::model::Place;
use crate::teach::{
    Answer, KeyMark, Mark, POSSIBLE, StepKey, StepScore, Verdict, lines_place, points,
    verdict_words,
};
use crate::tui::action::Action;

use super::before::{SURE, edits};
use super::sheet::{QuizLook, Sheet};
use super::signs::QuizSign;
use super::{Quiz, ask::LEFT};

/// Places of a kind that are listed.
const MOST: usize = 30;

/// The answer.
pub(super) fn answer(sheet: &mut Sheet<'_>, quiz: &Quiz) {
    let Some((key, score)) = quiz.sitting.exercise.revealed(quiz.sitting.at()) else { return };
    let own = quiz.answer();
    verdict(sheet, key, &own, score);
    points_of(sheet, &own, score);
    sheet.gap();
    sheet.wrapped(QuizLook::Plain, &key.say, 0);
    if let Some(attack) = &key.attack {
        sheet.gap();
        sheet.line(QuizLook::Heading, "The attack");
        sheet.verbatim(QuizLook::Attack, attack, 1);
    }
    if key.verdict == Verdict::Mended {
        sheet.gap();
        edits(sheet, quiz, &own);
    } else {
        lines(sheet, quiz, key, &own);
    }
    sheet.gap();
    let (next, scores) = (sheet.key(Action::NextQuestion), sheet.key(Action::Scores));
    let words = if quiz.sitting.at() + 1 < quiz.count() {
        format!("{next} goes on to the next question.")
    } else {
        format!("That was the last question; {scores} shows the score.")
    };
    sheet.wrapped(QuizLook::Muted, &words, 0);
}

/// What is right, and what was said.
fn verdict(sheet: &mut Sheet<'_>, key: &StepKey, own: &Answer, score: StepScore) {
    let right = match key.verdict {
        Verdict::Mended => "What had to be there".to_owned(),
        said => format!("Answer: {}", verdict_words(said)),
    };
    sheet.wrapped(QuizLook::Heading, &right, 0);
    let said = match key.verdict {
        Verdict::State(_) => own.state.map(|state| state.word().to_owned()),
        Verdict::Holds(_) => {
            own.holds.map(|holds| if holds { "it holds" } else { "it does not hold" }.to_owned())
        }
        Verdict::Mended => return,
    };
    let (look, how) = match score.said {
        said if said >= 1.0 => (QuizLook::Good, "right"),
        said if said > 0.0 => (QuizLook::Near, "near"),
        _ => (QuizLook::Bad, "wrong"),
    };
    match said {
        Some(said) => sheet.wrapped(look, &format!("You said: {said} ({how})"), 0),
        None => sheet.wrapped(QuizLook::Muted, "You said nothing of it.", 0),
    }
}

/// The points, and how they came about.
fn points_of(sheet: &mut Sheet<'_>, own: &Answer, score: StepScore) {
    let look = match score.points {
        all if all >= POSSIBLE * 0.8 => QuizLook::Good,
        some if some > 0.0 => QuizLook::Near,
        _ => QuizLook::Bad,
    };
    let text = format!("{} of {} points", points(score.points), points(POSSIBLE));
    sheet.line(look, text);
    if let Some(lines) = score.lines {
        let traps = if lines.trapped > 0 {
            format!(" ({} in a trap)", lines.trapped)
        } else {
            String::new()
        };
        let text = format!(
            "Lines: {} right, {} wrong{traps}, {} missed: F1 {}.",
            lines.hit,
            lines.wrong,
            lines.missed,
            points(lines.f1())
        );
        sheet.wrapped(QuizLook::Muted, &text, 1);
    }
    let sure = score.confidence.and_then(|it| SURE.get(usize::from(it) - 1).zip(Some(it)));
    if let Some((word, number)) = sure.filter(|_| score.is_answered) {
        let gain = points(f64::from(number - 1) / 2.0);
        let text = match (score.is_right, number) {
            (_, 1) => format!("You said {word}: that changes nothing."),
            (true, _) => format!("You were {word}, and right: +{gain}."),
            (false, _) => format!("You were {word}, and it was not right: -{gain}."),
        };
        sheet.wrapped(QuizLook::Muted, &text, 1);
    }
    if own.hints > 0 {
        let left = LEFT.get(usize::from(own.hints)).copied().unwrap_or_default();
        let text = format!("Hints taken: {}, which leave {left}.", own.hints);
        sheet.wrapped(QuizLook::Muted, &text, 1);
    }
    if own.seen {
        let text = "The answer had been seen before: no points until the lesson is begun again.";
        sheet.wrapped(QuizLook::Muted, text, 1);
    }
}

/// The lines that matter, each with what the learner made of it.
fn lines(sheet: &mut Sheet<'_>, quiz: &Quiz, key: &StepKey, own: &Answer) {
    let wrong = wrong(quiz, own);
    let of = |weight| key.of(weight).collect::<Vec<_>>();
    let (must, traps) = (of(Weight::Must), of(Weight::Distractor));
    let neutral: Vec<_> = key.of(Weight::Neutral).filter(|mark| mark.why.is_some()).collect();
    sheet.gap();
    sheet.line(QuizLook::Heading, "Lines that decide");
    if must.is_empty() {
        sheet.wrapped(QuizLook::Plain, "None: there is nothing to mark.", 1);
    }
    for mark in must {
        let (yours, all) = marked(quiz, &mark.place);
        let (sign, look, words) = match yours {
            0 => (QuizSign::Missed, QuizLook::Near, "you missed it".to_owned()),
            yours if yours == all => (QuizSign::Hit, QuizLook::Good, "yours".to_owned()),
            yours => (QuizSign::Hit, QuizLook::Good, format!("yours {yours} of {all}")),
        };
        listed(sheet, mark, (sign, look), &words);
    }
    if !wrong.is_empty() {
        sheet.gap();
        sheet.line(QuizLook::Heading, "Marked, and not among them");
        for place in wrong.iter().take(MOST) {
            sheet.place(QuizLook::Bad, Some(QuizSign::Wrong), place, "");
        }
        if wrong.len() > MOST {
            sheet.line(QuizLook::Muted, format!("  and {} more", wrong.len() - MOST));
        }
    }
    if !traps.is_empty() {
        sheet.gap();
        sheet.line(QuizLook::Heading, "Traps: they look like it");
        for mark in traps {
            let (look, words) = match marked(quiz, &mark.place).0 {
                0 => ((QuizSign::Trap, QuizLook::Muted), "left alone"),
                _ => ((QuizSign::Trapped, QuizLook::Bad), "you marked it"),
            };
            listed(sheet, mark, look, words);
        }
    }
    if !neutral.is_empty() {
        sheet.gap();
        sheet.line(QuizLook::Heading, "Neither right nor wrong");
        for mark in neutral {
            listed(sheet, mark, (QuizSign::Allowed, QuizLook::Muted), "");
        }
    }
}

fn listed(sheet: &mut Sheet<'_>, mark: &KeyMark, look: (QuizSign, QuizLook), words: &str) {
    let role = mark.role.map(|role| format!("{role} ")).unwrap_or_default();
    let words = format!("{role}{words}");
    sheet.place(look.1, Some(look.0), &mark.place, words.trim());
    if let Some(why) = &mark.why {
        sheet.wrapped(QuizLook::Plain, why, 3);
    }
}

/// How many lines of a place are marked, of how many.
fn marked(quiz: &Quiz, place: &Place) -> (usize, usize) {
    let signs = (place.first_line()..=place.last_line())
        .map(|line| quiz.sign_at(place.side(), &place.file, line));
    let (mut yours, mut all) = (0, 0);
    for sign in signs {
        all += 1;
        yours += usize::from(matches!(
            sign,
            Some(QuizSign::Hit | QuizSign::Trapped | QuizSign::Allowed | QuizSign::Wrong)
        ));
    }
    (yours, all)
}

/// Lines that were marked and are neither to be marked, nor neutral, nor a trap; those that
/// follow each other together.
fn wrong(quiz: &Quiz, own: &Answer) -> Vec<Place> {
    let lesson = quiz.sitting.exercise.lesson();
    let mut wrong: Vec<Place> = Vec::new();
    for place in own.marks.iter().map(Mark::place) {
        let count = lesson.tree(place.side()).line_count(&place.file).unwrap_or(0);
        for line in place.first_line()..=place.last_line().min(count) {
            if quiz.sign_at(place.side(), &place.file, line) != Some(QuizSign::Wrong) {
                continue;
            }
            let goes_on = |last: &&mut Place| {
                last.file == place.file
                    && last.side() == place.side()
                    && (last.first_line()..=last.last_line() + 1).contains(&line)
            };
            match wrong.last_mut().filter(goes_on) {
                Some(last) => {
                    let end = last.last_line().max(line);
                    *last = lines_place(place.side(), place.file.clone(), last.first_line(), end);
                }
                None => {
                    wrong.push(lines_place(place.side(), place.file.clone(), line, line));
                }
            }
        }
    }
    wrong
}
