//! Repeats: a claim that is made again, or again as what should be done, is merged into the first.

use std::collections::{HashMap, HashSet};

use super::prose;
use crate::claims::document::{Duplicate, ReadClaim, SourceFormat};

/// Words that carry no meaning here: most claims have some of them.
const EMPTY: [&str; 44] = [
    "the",
    "and",
    "any",
    "all",
    "that",
    "this",
    "with",
    "using",
    "use",
    "used",
    "uses",
    "for",
    "from",
    "not",
    "does",
    "code",
    "could",
    "potential",
    "security",
    "vulnerabilities",
    "vulnerability",
    "ensure",
    "essential",
    "lead",
    "which",
    "such",
    "are",
    "was",
    "into",
    "its",
    "function",
    "set",
    "has",
    "have",
    "can",
    "should",
    "may",
    "will",
    "properly",
    "mechanism",
    "before",
    "data",
    "value",
    "expected",
];

/// How many claims of prose are compared with each other.
const COMPARED: usize = 400;

/// Merges repeats. What scanners report is a repeat only where all of it is equal.
pub(super) fn merge(format: SourceFormat, claims: Vec<ReadClaim>) -> Vec<ReadClaim> {
    let claims = equal(claims);
    if claims.len() > COMPARED || !matches!(format, SourceFormat::Prose | SourceFormat::Json) {
        return claims;
    }
    alike(claims)
}

/// Merges claims of which everything but the lines they stand on is equal.
fn equal(claims: Vec<ReadClaim>) -> Vec<ReadClaim> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<ReadClaim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let key = format!(
            "{:?}{:?}{:?}{:?}",
            normal(&claim.text),
            claim.rule,
            claim.stated,
            claim.loose_lines
        );
        match known.get(&key) {
            Some(at) => repeat(&mut kept[*at], claim),
            None => {
                known.insert(key, kept.len());
                kept.push(claim);
            }
        }
    }
    kept
}

fn normal(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn repeat(first: &mut ReadClaim, again: ReadClaim) {
    let remedy = again.remedy_only;
    if remedy && !first.remedy_only {
        first.remedies.push(again.text.clone());
    }
    first.duplicates.push(Duplicate {
        text: again.text,
        remedy,
        first_line: again.first_line,
        last_line: again.last_line,
    });
    first.duplicates.extend(again.duplicates);
}

/// Merges remedies into what they mend, and short repeats into what they repeat.
fn alike(claims: Vec<ReadClaim>) -> Vec<ReadClaim> {
    let subjects: Vec<Subject> = claims.iter().map(Subject::of).collect();
    let weights = weights(&claims, &subjects);
    let into: Vec<Option<usize>> = (0..claims.len())
        .map(|at| match claims[at].remedy_only {
            true => mended(at, &claims, &subjects, &weights),
            false => repeated(at, &claims, &subjects),
        })
        .collect();
    let mut kept: Vec<Option<ReadClaim>> = claims.into_iter().map(Some).collect();
    for at in 0..kept.len() {
        if let Some(target) = into[at]
            && into[target].is_none()
            && let Some(again) = kept[at].take()
            && let Some(first) = &mut kept[target]
        {
            repeat(first, again);
        }
    }
    kept.into_iter().flatten().collect()
}

/// What a claim is about, by its words.
struct Subject {
    words: HashSet<String>,
    /// The words of its headline.
    title: HashSet<String>,
    /// Names of code.
    names: HashSet<String>,
    topics: u32,
    title_topics: u32,
}

impl Subject {
    fn of(claim: &ReadClaim) -> Self {
        let mut words = HashSet::new();
        let mut names = HashSet::new();
        for (at, piece) in claim.text.split('`').enumerate() {
            if at % 2 == 1 {
                names.insert(piece.trim_end_matches("()").to_lowercase());
            }
            words.extend(stems(piece));
        }
        Self {
            words,
            names,
            title: stems(&claim.title).collect(),
            topics: prose::topics_of(&claim.text),
            title_topics: prose::topics_of(&claim.title),
        }
    }
}

/// The words of a text that carry meaning, without their endings.
fn stems(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 2 && !EMPTY.contains(&word.as_str()))
        .map(|word| {
            let endings = [
                "isation", "ization", "ations", "ation", "ising", "izing", "ising", "ings", "ing",
                "ised", "ized", "ise", "ize", "ed", "es", "s", "e",
            ];
            let cut = endings
                .iter()
                .find_map(|end| word.strip_suffix(end).filter(|stem| stem.chars().count() > 3));
            cut.unwrap_or(&word).to_owned()
        })
}

/// How much each word tells: the fewer claims have it, the more.
fn weights(claims: &[ReadClaim], subjects: &[Subject]) -> HashMap<String, f64> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for (claim, subject) in claims.iter().zip(subjects) {
        if !claim.remedy_only {
            for word in &subject.words {
                *counts.entry(word.clone()).or_default() += 1;
            }
        }
    }
    counts.into_iter().map(|(word, count)| (word, 1.0 / f64::from(count))).collect()
}

/// The claim that a remedy mends: the one whose subject it shares most.
fn mended(
    at: usize,
    claims: &[ReadClaim],
    subjects: &[Subject],
    weights: &HashMap<String, f64>,
) -> Option<usize> {
    const ENOUGH: f64 = 1.0;
    let own = &subjects[at];
    let mut best: Option<(f64, usize)> = None;
    for (other, subject) in subjects.iter().enumerate() {
        if other == at || claims[other].remedy_only || elsewhere(&claims[at], &claims[other]) {
            continue;
        }
        let mut score = 0.0;
        for word in own.words.intersection(&subject.words) {
            let weight = weights.get(word).copied().unwrap_or_default();
            score += weight * if subject.title.contains(word) { 2.0 } else { 1.0 };
        }
        score += own.names.intersection(&subject.names).count() as f64;
        score += 0.5 * f64::from((own.topics & subject.title_topics).count_ones());
        if score >= ENOUGH && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| other)
}

/// The claim that a short one repeats: it says all that this one says, and more.
fn repeated(at: usize, claims: &[ReadClaim], subjects: &[Subject]) -> Option<usize> {
    let (own, claim) = (&subjects[at], &claims[at]);
    let headline_alone = claim.text.len() * 5 <= claim.title.len() * 6 + 10;
    if !headline_alone || own.words.len() < 2 {
        return None;
    }
    let share = |of: &HashSet<String>, within: &HashSet<String>| {
        of.intersection(within).count() as f64 / of.len().max(1) as f64
    };
    let mut best: Option<(f64, usize)> = None;
    for (other, subject) in subjects.iter().enumerate() {
        let target = &claims[other];
        // Items that stand beside each other in one list are meant to be different.
        let beside = other.abs_diff(at) < 2 && claim.under == target.under;
        if other == at
            || target.remedy_only
            || beside
            || target.text.len() < claim.text.len() * 2
            || elsewhere(claim, target)
            || !own.names.is_subset(&subject.names)
        {
            continue;
        }
        let (told, headed) = (share(&own.words, &subject.words), share(&own.words, &subject.title));
        if told >= 0.8 && headed >= 0.6 && best.is_none_or(|(most, _)| told + headed > most) {
            best = Some((told + headed, other));
        }
    }
    best.map(|(_, other)| other)
}

/// Whether two claims name places that are not the same.
fn elsewhere(one: &ReadClaim, other: &ReadClaim) -> bool {
    !one.stated.is_empty()
        && !other.stated.is_empty()
        && !one.stated.iter().any(|place| {
            other.stated.iter().any(|known| {
                let file = place.path.ends_with(&known.path) || known.path.ends_with(&place.path);
                file && (place.line.is_none() || known.line.is_none() || place.line == known.line)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str, remedy_only: bool) -> ReadClaim {
        let title = text.split(':').next().unwrap_or(text).to_owned();
        ReadClaim { title, text: text.to_owned(), remedy_only, ..ReadClaim::default() }
    }

    #[test]
    fn a_remedy_goes_to_the_claim_of_its_subject() {
        let merged = merge(
            SourceFormat::Prose,
            vec![
                claim("No owner check: `show_note` gives any note.", false),
                claim("Uncached: the answer of `list_notes` has no cache header.", false),
                claim("Set a cache header in `list_notes`.", true),
                claim("Rotate the keys.", true),
            ],
        );
        assert_eq!(merged.len(), 3);
        assert_eq!(merged[1].duplicates.len(), 1);
        assert!(merged[2].remedy_only);
    }

    #[test]
    fn claims_on_other_names_stay_apart() {
        let merged = merge(
            SourceFormat::Prose,
            vec![claim("No check in `a_note`.", false), claim("No check in `b_note`.", false)],
        );
        assert_eq!(merged.len(), 2);
    }
}
