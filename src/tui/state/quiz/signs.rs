//! What stands beside lines of code in a lesson: own marks and hints, and once the answer is
//! shown how the marks compare with it.

use std::collections::HashMap;

use crate::catalog::Weight;
use crate::model::{Place, RepoPath, Side};
use crate::teach::{Mark, Sitting};

/// What stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuizSign {
    /// A hint points here.
    Hinted,
    /// The learner marked it.
    Own,
    /// Marked, and rightly.
    Hit,
    /// To be marked, and not marked.
    Missed,
    /// Marked, and neither to be marked nor neutral.
    Wrong,
    /// Marked, and a trap.
    Trapped,
    /// A trap that was left alone.
    Trap,
    /// Marked, and neutral.
    Allowed,
}

impl QuizSign {
    /// The sign in ASCII, and with more characters.
    #[must_use]
    pub fn glyphs(self) -> (&'static str, &'static str) {
        match self {
            Self::Hinted => (":", "┊"),
            Self::Own => ("*", "●"),
            Self::Hit => ("+", "✓"),
            Self::Missed => ("o", "○"),
            Self::Wrong => ("x", "✗"),
            Self::Trapped => ("X", "‼"),
            Self::Trap => ("!", "!"),
            Self::Allowed => (".", "·"),
        }
    }
}

type Signs = HashMap<(Side, RepoPath, u32), QuizSign>;

/// What stands where, of the question that is worked on.
pub(super) fn signs(sitting: &Sitting) -> Signs {
    let (exercise, at) = (&sitting.exercise, sitting.at());
    let mut signs = Signs::new();
    let own: Vec<Place> = exercise.answer(at).marks.iter().map(Mark::place).collect();
    let Some((key, _)) = exercise.revealed(at) else {
        let hints = exercise.hints(at);
        let last = hints.last().map(|hint| &hint.places[..]).unwrap_or_default();
        put(sitting, &mut signs, last.iter(), |_| QuizSign::Hinted);
        put(sitting, &mut signs, own.iter(), |_| QuizSign::Own);
        return signs;
    };
    for mark in &key.marks {
        let sign = match mark.weight {
            Weight::Must => QuizSign::Missed,
            Weight::Distractor => QuizSign::Trap,
            // Told apart from what nobody may mark, and drawn nowhere by itself.
            Weight::Neutral => QuizSign::Allowed,
        };
        put(sitting, &mut signs, std::iter::once(&mark.place), |_| sign);
    }
    let neutral: Vec<_> = signs
        .iter()
        .filter(|(_, sign)| **sign == QuizSign::Allowed)
        .map(|(line, _)| line.clone())
        .collect();
    put(sitting, &mut signs, own.iter(), |known| match known {
        Some(QuizSign::Missed | QuizSign::Hit) => QuizSign::Hit,
        Some(QuizSign::Trap | QuizSign::Trapped) => QuizSign::Trapped,
        Some(QuizSign::Allowed) => QuizSign::Allowed,
        _ => QuizSign::Wrong,
    });
    let is_own = |line: &(Side, RepoPath, u32)| own.iter().any(|place| holds(place, line));
    for line in neutral.iter().filter(|line| !is_own(line)) {
        signs.remove(line);
    }
    signs
}

fn holds(place: &Place, (side, file, line): &(Side, RepoPath, u32)) -> bool {
    place.side() == *side
        && place.file == *file
        && (place.first_line()..=place.last_line()).contains(line)
}

/// Puts a sign on the lines of places, as far as there are such lines.
fn put<'a>(
    sitting: &Sitting,
    signs: &mut Signs,
    places: impl Iterator<Item = &'a Place>,
    sign: impl Fn(Option<QuizSign>) -> QuizSign,
) {
    for place in places {
        let tree = sitting.exercise.lesson().tree(place.side());
        let last = tree.line_count(&place.file).unwrap_or(0).min(place.last_line());
        for line in place.first_line()..=last {
            let at = (place.side(), place.file.clone(), line);
            let known = signs.get(&at).copied();
            signs.insert(at, sign(known));
        }
    }
}
