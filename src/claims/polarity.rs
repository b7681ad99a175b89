//! Which way a claim points: that something is missing, that something is done,
//! that one thing comes before another.

use serde::Serialize;

use super::document::ReadClaim;
use super::sentences::{Sense, sentences};

/// Which way a claim points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// A protection is not there.
    Absence,
    /// Something dangerous is done.
    Presence,
    /// One thing is done before another.
    Order,
    /// It says only what may happen.
    Consequence,
    /// It says only what should be done.
    Remedy,
}

/// Words that say that something is not there.
const MISSING: [&str; 25] = [
    "lack",
    "lacks",
    "lacking",
    "missing",
    "no",
    "not",
    "never",
    "without",
    "doesn't",
    "isn't",
    "aren't",
    "don't",
    "didn't",
    "unvalidated",
    "unprotected",
    "unauthenticated",
    "unauthorised",
    "unauthorized",
    "unchecked",
    "fails",
    "absent",
    "nothing",
    "nobody",
    "none",
    "cannot",
];

/// What stands between two things in order.
const BEFORE: [&str; 3] = [" before ", " prior to ", " ahead of "];
const AFTER: [&str; 2] = [" after ", " only after "];

/// A claim that one thing comes before another: the bytes of the text that say
/// which is claimed to be first, and which last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) first: std::ops::Range<usize>,
    pub(super) last: std::ops::Range<usize>,
}

/// Which way a claim points, and the order that it claims.
pub(super) fn polarity(claim: &ReadClaim) -> (Polarity, Option<Order>) {
    let all = sentences(&claim.text);
    let premises: Vec<_> = all.iter().filter(|one| one.sense == Sense::Premise).collect();
    if premises.is_empty() {
        let advises = claim.remedy_only || all.iter().any(|one| one.sense == Sense::Remedy);
        return (if advises { Polarity::Remedy } else { Polarity::Consequence }, None);
    }
    for sentence in &premises {
        if let Some(order) = order(&claim.text, sentence.range.clone()) {
            return (Polarity::Order, Some(order));
        }
    }
    let absent = premises.iter().any(|one| denies(&claim.text[one.range.clone()]));
    (if absent || denies(&claim.title) { Polarity::Absence } else { Polarity::Presence }, None)
}

/// Whether words say that something is not there.
pub(super) fn denies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words.any(|word| MISSING.contains(&word))
}

fn order(text: &str, range: std::ops::Range<usize>) -> Option<Order> {
    // Small ASCII letters alone keep the bytes where they are.
    let lower = text[range.clone()].to_ascii_lowercase();
    let found =
        |words: &[&str]| words.iter().find_map(|word| lower.find(word).map(|at| (at, word.len())));
    let (at, length, is_before) = match (found(&BEFORE), found(&AFTER)) {
        (Some((at, length)), _) => (at, length, true),
        (None, Some((at, length))) => (at, length, false),
        _ => return None,
    };
    let (left, right) = (range.start..range.start + at, range.start + at + length..range.end);
    // `never compares it before calling` says that it is not done at all.
    if denies(&text[left.clone()]) || is_empty_clause(&text[right.clone()]) {
        return None;
    }
    Some(if is_before {
        Order { first: left, last: right }
    } else {
        Order { first: right, last: left }
    })
}

fn is_empty_clause(text: &str) -> bool {
    text.split_whitespace().count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Polarity {
        polarity(&ReadClaim { text: text.to_owned(), ..ReadClaim::default() }).0
    }

    #[test]
    fn a_claim_points_one_way() {
        assert_eq!(of("The handler lacks a check."), Polarity::Absence);
        assert_eq!(of("It never compares the version before calling `save`."), Polarity::Absence);
        assert_eq!(of("The policy is asked before `validate_query` has run."), Polarity::Order);
        assert_eq!(of("It unpickles the body."), Polarity::Presence);
        assert_eq!(of("Use a schema."), Polarity::Remedy);
        assert_eq!(of("An attacker could win."), Polarity::Consequence);
    }
}
