//! Phrases that all formats for people share: counts, remedies, what was not read.

use crate::claims::{ClaimVerdict, GroundedClaim, JudgedRemedy, RemedyVerdict, Unread};

/// The words for a verdict, as they stand in a sentence.
pub(super) fn verdict(verdict: ClaimVerdict) -> String {
    verdict.word().replace('-', " ")
}

/// How many claims there are, and how many of each verdict.
pub(super) fn counted<'a>(claims: impl Iterator<Item = &'a GroundedClaim>) -> String {
    let claims: Vec<ClaimVerdict> = claims.map(|claim| claim.verdict).collect();
    let count = |verdict| claims.iter().filter(|own| **own == verdict).count();
    let counts = ClaimVerdict::ALL.into_iter().map(|verdict| (verdict, count(verdict)));
    let counts: Vec<String> = counts
        .filter(|(_, count)| *count > 0)
        .map(|(held, count)| format!("{count} {}", verdict(held)))
        .collect();
    let word = if claims.len() == 1 { "claim" } else { "claims" };
    let colon = if counts.is_empty() { "" } else { ": " };
    format!("{} {word}{colon}{}", claims.len(), counts.join(", "))
}

/// What is held of a remedy, to follow a word for it: ` helps: it asks for what is missing.`
#[must_use]
pub fn remedy_held(remedy: &JudgedRemedy) -> String {
    let mut rest = remedy.reason.chars();
    let reason = rest
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect::<String>());
    match remedy.verdict {
        // The reason says so by itself.
        RemedyVerdict::Done => format!(": {reason}"),
        verdict => format!(" {}: {reason}", verdict.word()),
    }
}

/// What was not read, with its lines; what has the same reason is told once.
#[must_use]
pub fn unread(all: &[Unread]) -> Vec<String> {
    let mut told: Vec<(&Unread, usize)> = Vec::new();
    for one in all {
        match told.iter_mut().find(|(known, _)| known.reason == one.reason) {
            Some((_, more)) => *more += 1,
            None => told.push((one, 0)),
        }
    }
    let say = |(one, more): (&Unread, usize)| match more {
        0 => format!("line {}: {}", one.line, one.reason),
        _ => format!("line {}: {} (... and {more} more)", one.line, one.reason),
    };
    told.into_iter().map(say).collect()
}

/// `line 3`, `lines 1 and 13`.
pub(super) fn lines(numbers: &[String]) -> String {
    match numbers {
        [] => String::new(),
        [one] => format!("line {one}"),
        [before @ .., last] => format!("lines {} and {last}", before.join(", ")),
    }
}
