//! The built-in checks are complete: data, words, lesson.

use lineproof::catalog::{Catalog, Check};

/// The headings of a lesson, in order.
const HEADINGS: [&str; 7] = [
    "## What it looks for",
    "## Why it matters",
    "## When this is fine",
    "## How to tell from the lines",
    "## Example",
    "## What to write instead",
    "## References",
];

fn sayings(check: &Check) -> impl Iterator<Item = &str> {
    let say = &check.say;
    let always = [&say.guarded, &say.missing, &say.conditional, &say.removed, &say.weakened];
    always.into_iter().chain(&say.undecided).chain(&say.laxer).map(String::as_str)
}

/// The `{words}` of a text.
fn placeholders(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn the_checklist_has_its_questions_in_this_order() {
    let catalog = Catalog::builtin().unwrap();
    let ids: Vec<_> = catalog.checks().iter().map(|check| check.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "authentication",
            "access",
            "object-access",
            "csrf",
            "input-validation",
            "mass-assignment",
            "generation",
            "content-type",
            "accept",
            "caching",
            "rate-limit",
            "deserialisation",
            "exposure",
            "redirect",
            "path",
            "ssrf",
            "sql-injection",
            "command-injection",
            "code-injection",
            "xss",
            "ldap-injection",
            "xpath-injection",
            "xxe",
            "template-injection",
            "trust-boundary",
            "weak-hash",
            "weak-cipher",
            "weak-random",
            "cookie-flags",
        ]
    );
}

#[test]
fn every_saying_is_one_sentence_with_known_placeholders() {
    for check in Catalog::builtin().unwrap().checks() {
        for saying in sayings(check) {
            assert!(saying.ends_with('.'), "{}: no full stop: {saying}", check.id);
            assert!(!saying.contains('\n'), "{}: more than a line: {saying}", check.id);
            for word in placeholders(saying) {
                let known = ["guard", "effect", "condition", "reason", "method"];
                assert!(known.contains(&word), "{}: {{{word}}} in: {saying}", check.id);
            }
        }
        assert!(placeholders(&check.say.conditional).contains(&"condition"), "{}", check.id);
        assert!(placeholders(&check.say.removed).contains(&"guard"), "{}", check.id);
        assert!(check.question.ends_with('?'), "{}", check.id);
        for word in placeholders(&check.attack) {
            assert!(["endpoint", "handler", "effect"].contains(&word), "{}: {word}", check.id);
        }
        assert!(placeholders(&check.applies.otherwise).is_empty(), "{}", check.id);
    }
}

#[test]
fn every_lesson_has_the_same_shape_and_names_its_references() {
    for check in Catalog::builtin().unwrap().checks() {
        let found: Vec<_> = check.lesson.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(found, HEADINGS, "{}", check.id);
        assert!(check.lesson.starts_with(&format!("# {}", check.title)), "{}", check.id);
        for cwe in &check.cwe {
            assert!(check.lesson.contains(&format!("CWE-{cwe}")), "{}: CWE-{cwe}", check.id);
        }
        for id in &check.asvs {
            assert!(check.lesson.contains(id.as_str()), "{}: ASVS {id}", check.id);
        }
        for line in check.lesson.lines() {
            assert!(line.chars().count() <= 90, "{}: long line: {line}", check.id);
        }
    }
}

#[test]
fn a_generation_is_a_version_counter_and_never_an_object_reference() {
    let catalog = Catalog::builtin().unwrap();
    for check in catalog.checks() {
        let concurrency = check.id.as_str() == "generation";
        assert_eq!(check.cwe.contains(&362), concurrency, "{}", check.id);
        assert_eq!(check.cwe.contains(&639), check.id.as_str() == "object-access");
    }
}

#[test]
fn a_few_letters_tell_checks_from_each_other() {
    let catalog = Catalog::builtin().unwrap();
    let mut seen: Vec<&str> = Vec::new();
    for check in catalog.checks() {
        let id = check.id.as_str();
        let short = if check.short.is_empty() { id } else { &check.short };
        assert!(short.len() <= 4 && short.bytes().all(|b| b.is_ascii_lowercase()), "{id}: {short}");
        assert!(!seen.contains(&short), "{id}: {short}");
        seen.push(short);
    }
}
