//! What a claim is about: the checks that look for what it says is weak, by their
//! own words and numbers.

use std::ops::Range;

use super::document::ReadClaim;
use super::polarity::denies;
use super::sentences::{Sense, sentences};
use crate::catalog::{Check, Claimed};

/// A check that a claim may be about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic<'checks> {
    pub(super) check: &'checks Check,
    /// The words by which it is named; none where only its number is.
    pub(super) row: Option<&'checks Claimed>,
    /// How much speaks for it.
    pub(super) score: f64,
}

/// What a word in the headline weighs, where one in the text weighs 1.
const HEADLINE: f64 = 3.0;

/// What the number of a weakness weighs.
const NUMBER: f64 = 2.0;

/// The checks that a claim may be about, the likeliest first.
pub(super) fn topics<'checks>(claim: &ReadClaim, checks: &'checks [Check]) -> Vec<Topic<'checks>> {
    let rule = parted(claim.rule.as_deref().unwrap_or_default());
    let headline = format!("{} {rule}", lowered(asserted(unconceded(&claim.title))));
    let said = sentences(&claim.text).into_iter().filter(|one| one.sense != Sense::Remedy);
    let mut text: String =
        said.map(|one| lowered(asserted(unconceded(&claim.text[one.range]))) + "\n").collect();
    text.extend(claim.under.last().map(|heading| parted(heading)));
    let (in_head, in_body) = (Taken::of(&headline, checks), Taken::of(&text, checks));
    let mut found: Vec<Topic<'checks>> = checks
        .iter()
        .filter_map(|check| {
            let score = |row: &Claimed| in_headline(row, &in_head) + in_text(row, &in_body);
            let rows = check.claimed.iter().map(|row| (row, score(row)));
            let best = rows
                .filter(|(_, score)| *score > 0.0)
                .max_by(|one, other| one.1.total_cmp(&other.1));
            let number =
                f64::from(u8::from(claim.cwe.iter().any(|cwe| check.cwe.contains(cwe)))) * NUMBER;
            let score = best.map_or(0.0, |(_, score)| score) + number;
            (score > 0.0).then_some(Topic { check, row: best.map(|(row, _)| row), score })
        })
        .collect();
    found.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then(one.check.position.cmp(&other.check.position))
    });
    found
}

/// A text, and the stretches of it that several words in a row take for themselves:
/// `content type check` speaks of the content type, and of no type check.
struct Taken<'a> {
    text: &'a str,
    stretches: Vec<Range<usize>>,
}

impl<'a> Taken<'a> {
    fn of(text: &'a str, checks: &[Check]) -> Self {
        let rows = checks.iter().flat_map(|check| &check.claimed);
        let words = rows.flat_map(|row| &row.words).filter(|words| words.contains(' '));
        let stretches = words.flat_map(|words| places(text, words)).collect();
        Self { text, stretches }
    }

    /// Whether some words stand in the text, where no longer ones take a part of them.
    fn has(&self, words: &str) -> bool {
        places(self.text, words).any(|own| {
            let longer = |other: &&Range<usize>| {
                other.len() > own.len()
                    && other.start < own.end
                    && own.start < other.end
                    && !(other.start <= own.start && own.end <= other.end)
            };
            !self.stretches.iter().any(|other| longer(&other))
        })
    }
}

/// What the most telling words of a row weigh in a headline.
fn in_headline(row: &Claimed, headline: &Taken<'_>) -> f64 {
    let words = row.words.iter().filter(|words| headline.has(words));
    HEADLINE * words.map(|words| weight(words)).fold(0.0, f64::max)
}

/// What the words of a row weigh in a text; many say hardly more than a few.
fn in_text(row: &Claimed, text: &Taken<'_>) -> f64 {
    let words = row.words.iter().filter(|words| text.has(words));
    words.map(|words| weight(words)).sum::<f64>().min(HEADLINE)
}

/// Several words in a row say more than one: `content type` more than `validated`.
fn weight(words: &str) -> f64 {
    if words.contains([' ', '-', '_']) { 1.5 } else { 1.0 }
}

fn lowered(text: &str) -> String {
    text.to_lowercase().replace(['`', '*'], "")
}

/// What a sentence claims: what it grants before a `but` is not that.
fn unconceded(sentence: &str) -> &str {
    let behind = BUT.iter().filter_map(|but| Some(sentence.find(but)? + but.len())).min();
    let claimed = behind.and_then(|at| sentence.get(at..)).filter(|rest| denies(rest));
    claimed.unwrap_or(sentence)
}

/// Words behind which something is taken back.
const BUT: [&str; 4] = [", but ", " but ", "; however", ", however"];

/// What a sentence says of the code, without what may come of it.
fn asserted(sentence: &str) -> &str {
    let joints = OUTCOMES.iter().filter_map(|outcome| sentence.find(outcome));
    let long = joints.filter(|at| sentence[..*at].split_whitespace().count() >= ASSERTS).min();
    long.map_or(sentence, |at| &sentence[..at])
}

/// So many words before an outcome assert something themselves.
const ASSERTS: usize = 5;

/// How the clause begins that says what may come of it.
const OUTCOMES: [&str; 11] = [
    ", so a",
    ", so an",
    ", so some",
    ", so any",
    ", which lets",
    ", which allows",
    ", which could",
    ", letting",
    ", allowing",
    ", which means",
    ", meaning",
];

/// A name that tools give to a kind of weakness, in words: `mass_assignment`.
fn parted(name: &str) -> String {
    lowered(name).replace(['_', '/', '.'], " ")
}

/// Where some words stand in a text; `*` at their end stands for whatever follows.
fn places(text: &str, words: &str) -> impl Iterator<Item = Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (words, open) = match words.strip_suffix('*') {
        Some(start) => (start.to_owned(), true),
        None => (words.to_owned(), false),
    };
    let length = words.len();
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text.get(from..)?.find(&words) {
            let (start, end) = (from + found, from + found + length);
            from = end.max(from + 1);
            let (before, after) = (&text[..start], &text[end..]);
            if !before.ends_with(is_word) && (open || !after.starts_with(is_word)) {
                return Some(start..end);
            }
        }
        None
    })
}
