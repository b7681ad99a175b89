//! The sentences of a claim, and what each of them does: assert, warn, advise.

use std::ops::Range;

/// What a sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It says something of the code.
    Premise,
    /// It says what may come of it.
    Consequence,
    /// It says what should be done.
    Remedy,
    /// It says that something is not understood.
    Doubt,
}

/// A sentence and its bytes in the text.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub(super) range: Range<usize>,
    pub(super) sense: Sense,
}

/// How a sentence begins that says what to do.
const ADVICE: [&str; 14] = [
    "use ",
    "you can use",
    "you should",
    "consider",
    "it is essential",
    "it is important",
    "it is recommended",
    "we recommend",
    "recommend",
    "please",
    "ensure",
    "make sure",
    "add ",
    "implement",
];

/// What stands in a sentence that says what to do.
const ADVISES: [&str; 6] = [
    " should be ",
    " should use",
    " instead",
    "it is essential",
    "needs to be replaced",
    "must be replaced",
];

/// How a sentence begins that says what may come of it.
const OUTCOME: [&str; 9] = [
    "this could",
    "this may",
    "this might",
    "this can",
    "this allows",
    "an attacker",
    "attackers",
    "as a result",
    "a malicious",
];

const DOUBTS: [&str; 4] = ["it is not clear", "it is unclear", "it's not clear", "it's unclear"];

/// So many words before a doubt assert something themselves.
const ASSERTS: usize = 5;

/// The sentences of a text, in order.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let bytes = text.as_bytes();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'`' {
            quoted = !quoted;
        }
        let next = bytes.get(at + 1).copied();
        let ends = match byte {
            b'\n' => true,
            b'.' | b'!' | b'?' => {
                !quoted
                    && next.is_none_or(|next| next.is_ascii_whitespace())
                    && !is_short(&text[start..at])
            }
            _ => false,
        };
        if ends {
            push(&mut found, text, start..at + 1);
            start = at + 1;
            quoted = quoted && byte != b'\n';
        }
    }
    push(&mut found, text, start..text.len());
    found
}

/// Whether a full stop stands behind an abbreviation or a list's number.
fn is_short(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let lower = word.to_lowercase();
    matches!(lower.as_str(), "e.g" | "i.e" | "etc" | "vs" | "cf")
        || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) && before.trim() == word)
}

fn push(found: &mut Vec<Sentence>, text: &str, range: Range<usize>) {
    let sentence = &text[range.clone()];
    if !sentence.trim().is_empty() {
        found.push(Sentence { sense: sense(sentence), range });
    }
}

fn sense(sentence: &str) -> Sense {
    let text = sentence.trim().trim_start_matches(['-', '*', '>', ' ']).to_lowercase();
    // What is said before the doubt is asserted: `it sets the header, and it is unclear why`.
    let doubted = DOUBTS.iter().filter_map(|words| text.find(words)).min();
    if doubted.is_some_and(|at| text[..at].split_whitespace().count() < ASSERTS) {
        return Sense::Doubt;
    }
    if ADVICE.iter().any(|words| text.starts_with(words))
        || ADVISES.iter().any(|words| text.contains(words))
    {
        return Sense::Remedy;
    }
    if OUTCOME.iter().any(|words| text.starts_with(words)) {
        return Sense::Consequence;
    }
    Sense::Premise
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_has_its_sense() {
        let text = "1. No guard:\n`a.b` is used, e.g. here. This could hurt. Use `c.d()` instead. It is not clear why.";
        let found: Vec<_> = sentences(text)
            .iter()
            .map(|it| (text[it.range.clone()].trim().to_owned(), it.sense))
            .collect();
        let sense: Vec<Sense> = found.iter().map(|(_, sense)| *sense).collect();
        assert_eq!(
            sense,
            [Sense::Premise, Sense::Premise, Sense::Consequence, Sense::Remedy, Sense::Doubt],
            "{found:?}"
        );
    }
}
