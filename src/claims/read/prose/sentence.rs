//! Sentences, and what each is there for.

use super::words;
use crate::claims::read::oneline::bounded;

/// What a sentence is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It says that there is nothing to find; of everything, or of one kind alone.
    Denial { all: bool },
    /// It says that something is well done.
    Praise,
    /// It leads to what follows, or speaks of the review itself.
    Preamble,
    /// It closes.
    Conclusion,
    /// It says what to do.
    Remedy,
    /// It goes on with the sentence before.
    Follow,
    /// It says that something is wrong.
    Assertion,
    /// It tells something.
    Plain,
}

/// The sentences of a text. Ends inside backticks, names and abbreviations are none.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let mut coded = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '`' {
            coded = !coded && text[at + 1..].contains('`');
        }
        if coded || !matches!(c, '.' | '!' | '?') {
            continue;
        }
        while chars.next_if(|(_, next)| matches!(next, '.' | '!' | '?' | '"' | ')' | '*')).is_some()
        {
        }
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        let rest = &text[end..];
        let begins = rest.trim_start().starts_with(|c: char| {
            c.is_uppercase()
                || c.is_numeric()
                || matches!(c, '`' | '"' | '(' | '\'' | '*' | '_')
                || !c.is_ascii()
        }) || rest.trim().is_empty()
            || rest.starts_with('\n');
        let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
        if spaced && begins && !(c == '.' && words::is_abbreviated(&text[from..at])) {
            sentences.push(text[from..end].trim());
            from = end;
        }
    }
    sentences.push(text[from..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// What a sentence is there for.
pub(super) fn class_of(sentence: &str) -> Class {
    const LOOKED_AT: usize = 2_000;
    let lower = bounded(sentence, LOOKED_AT).replace('’', "'").to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '`');
    if let Some(all) = denies(lower) {
        return Class::Denial { all };
    }
    if words::begins(lower, &words::CLOSING) {
        return Class::Conclusion;
    }
    let leads = lower.ends_with(':') && words::has_any(lower, &words::LEADING)
        || words::begins(lower, &words::OPENING);
    if leads && !words::begins(lower, &words::BUT) {
        return Class::Preamble;
    }
    let wrong = asserts(lower);
    if !wrong && words::has_any(lower, &words::PRAISE) {
        return Class::Praise;
    }
    if is_remedy(lower) {
        return Class::Remedy;
    }
    if words::begins(lower, &words::FOLLOWING) {
        return Class::Follow;
    }
    if wrong { Class::Assertion } else { Class::Plain }
}

/// Whether a sentence says what to do rather than what is wrong.
pub(super) fn is_remedy(lower: &str) -> bool {
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    words::begins(lower, &words::ADVISING)
        || first_word(lower).is_some_and(|word| words::IMPERATIVE.contains(&word))
        || [
            " should be ",
            " should ",
            " must be ",
            "is recommended",
            "is essential to",
            "is important to",
            "recommend ",
        ]
        .iter()
        .any(|words| lower.contains(words))
            && !words::has_any(lower, &words::ABSENCE)
}

fn first_word(lower: &str) -> Option<&str> {
    let word = lower.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
    let rest = &lower[word.len()..];
    // `use:` and `validate_x` name something.
    (rest.is_empty() || rest.starts_with([' ', '\n', ','])).then_some(word)
}

/// Whether a sentence says that something is wrong.
pub(super) fn asserts(lower: &str) -> bool {
    words::has_any(lower, &words::ABSENCE) || words::has_any(lower, &words::WEAKNESS)
}

/// Whether a sentence says that there is nothing to find, and whether of anything at all.
fn denies(lower: &str) -> Option<bool> {
    if words::has_any(lower, &words::EXCEPTING) && asserts_behind_but(lower) {
        return None;
    }
    let bare = lower.trim_end_matches(['.', '!', ' ', '*']);
    if words::NOTHING.contains(&bare) || words::has_any(lower, &words::NOTHING_IN) {
        return Some(true);
    }
    let tokens: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .filter(|word| !word.is_empty())
        .take(200)
        .collect();
    let mut scoped = None;
    for (at, noun) in tokens.iter().enumerate() {
        if !words::DEFECTS.contains(noun) {
            continue;
        }
        match negated(&tokens[..at]) {
            Some(true) => return Some(true),
            Some(false) => scoped = Some(false),
            None => {}
        }
    }
    scoped
}

/// Whether the words before a noun deny it: all of it, or a kind of it.
fn negated(before: &[&str]) -> Option<bool> {
    let mut all = true;
    let mut named = 0;
    let mut any = false;
    for (distance, word) in before.iter().rev().enumerate() {
        let nothing = matches!(*word, "no" | "zero" | "0" | "without" | "never");
        let not = *word == "not" || word.ends_with("n't") || *word == "free";
        if nothing || (not && (any || distance < 5)) {
            return Some(all);
        }
        any |= *word == "any";
        if words::GRADES.contains(word) {
            all = false;
        } else if !words::PLAIN.contains(word) {
            named += 1;
            all = false;
        }
        if named > 3 || words::BARS.contains(word) {
            return None;
        }
    }
    None
}

/// Whether what follows a `but` says that something is wrong, and does not only lead on.
fn asserts_behind_but(lower: &str) -> bool {
    words::EXCEPTING.iter().any(|word| {
        lower.find(word).is_some_and(|at| {
            let rest = &lower[at + word.len()..];
            !words::has_any(rest, &words::LEADING)
                && asserts(rest)
                && !(word.trim() == "except" || word.trim() == "other than")
                || matches!(word.trim(), "except" | "other than" | "apart from" | "besides")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        let text = "It calls `a. B()` here, e.g. Twice. See util.py. No check!";
        assert_eq!(
            split(text),
            ["It calls `a. B()` here, e.g. Twice.", "See util.py.", "No check!"]
        );
    }

    #[test]
    fn denials_are_told_from_absences() {
        let all = |text| class_of(text) == Class::Denial { all: true };
        assert!(all("I looked at it and did not find any security defects."));
        assert!(all("The code does not contain any direct security vulnerabilities."));
        assert!(all("No issues were found."));
        assert!(all("There don't appear to be any problems."));
        assert!(all("The change is free of vulnerabilities."));
        for scoped in ["No SQL injection vulnerabilities were found.", "I see no critical issues."]
        {
            assert_eq!(class_of(scoped), Class::Denial { all: false }, "{scoped}");
        }
        for wrong in [
            "No rate limiting is applied to GET /orders.",
            "The handler does not contain any check of the owner.",
            "I did not find any validation of `name`.",
            "There is no test that would catch such an issue.",
            "The body is not validated, which leads to security issues.",
        ] {
            assert_eq!(class_of(wrong), Class::Assertion, "{wrong}");
        }
    }

    #[test]
    fn parts_of_a_review_are_told_apart() {
        assert_eq!(class_of("Here are some observations:"), Class::Preamble);
        assert_eq!(class_of("In conclusion, there is room for more."), Class::Conclusion);
        assert_eq!(class_of("Use parameterised queries instead."), Class::Remedy);
        assert_eq!(class_of("The queries are properly parameterised."), Class::Praise);
        assert_eq!(class_of("This could lead to a leak."), Class::Follow);
    }
}
