//! Words that say what kind of remark a claim is, apart from what it is about.

use super::document::ReadClaim;
use super::sentences::{Sense, sentences};

/// Words of remarks on style, texts and layout: nothing about what the code protects.
const STYLE: [&str; 39] = [
    "read better",
    "reads better",
    "cleaner",
    "nit:",
    "rename `",
    "docstring",
    "readab",
    "naming",
    "variable name",
    "function name",
    "descriptive",
    "type hint",
    "type annotation",
    "typo",
    "spelling",
    "grammar",
    "formatting",
    "indentation",
    "line length",
    "lines long",
    "too long",
    "pep 8",
    "pep8",
    "style",
    "readme",
    "changelog",
    "badge",
    "magic number",
    "duplicated code",
    "code duplication",
    "dry principle",
    "refactor",
    "split up",
    "unused import",
    "unused variable",
    "comment is",
    "comments are",
    "hard to follow",
    "easier to read",
];

/// What a deployment decides, which no file of the program shows.
const DEPLOYMENT: [&str; 14] = [
    "policy.yaml",
    "policy.json",
    "policy file",
    "operators",
    "deployment",
    "deployed",
    "installations",
    "in production",
    "production environment",
    "reverse proxy",
    "load balancer",
    "firewall",
    "their configuration",
    "environment variable",
];

/// What is said of a program that runs somewhere, and of nothing in its files.
const RUNNING: [&str; 13] = [
    "live installation",
    "live system",
    "live environment",
    "our production",
    "our deployment",
    "our environment",
    "production cluster",
    "production server",
    "currently runs",
    "operators have",
    "egress",
    "network policy",
    "ingress",
];

/// Words of a guard that does not ask for enough.
const STRENGTH: [&str; 19] = [
    "only checks",
    "only validates",
    "only verifies",
    "only requires",
    "merely",
    "too broad",
    "too permissive",
    "overly permissive",
    "overly broad",
    "too weak",
    "too lax",
    "too coarse",
    "not strict enough",
    "not granular",
    "wrong policy",
    "wrong permission",
    "wrong role",
    "can be bypassed",
    "bypassable",
];

/// Words of a guard that does its work.
const PROTECTS: [&str; 18] = [
    "validates",
    "is validated",
    "are validated",
    "verifies",
    "enforces",
    "is enforced",
    "requires a",
    "checks that",
    "checks whether",
    "checks the",
    "refuses",
    "rejects",
    "is present",
    "is protected",
    "are protected",
    "correctly",
    "properly",
    "is guarded",
];

/// Words that suppose rather than read.
const SUPPOSES: [&str; 10] = [
    "commonly",
    "usually",
    "many ",
    "most ",
    "often",
    "typically",
    "likely",
    "probably",
    "presumably",
    "depends on",
];

/// Words that deny every look at a value, not one of some kind.
const NO_LOOK_AT_ALL: [&str; 22] = [
    "any validation",
    "any input validation",
    "any sanit",
    "any check",
    "no validation",
    "no input validation",
    "without validation",
    "without input validation",
    "not validated",
    "isn't validated",
    "never validated",
    "unvalidated",
    "unsanitis",
    "unsanitiz",
    "not sanitis",
    "not sanitiz",
    "no sanit",
    "no allow-list",
    "no allowlist",
    "no whitelist",
    "any string",
    "unchecked",
];

/// The claim's assertions in small letters.
fn asserted(claim: &ReadClaim) -> String {
    let premises = sentences(&claim.text).into_iter().filter(|one| one.sense == Sense::Premise);
    let text: String = premises.map(|one| claim.text[one.range].to_lowercase() + " ").collect();
    text + &claim.title.to_lowercase()
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a claim is a remark on style rather than on what the code does.
pub(super) fn is_about_style(claim: &ReadClaim) -> bool {
    has_any(&format!("{} {}", claim.title, claim.text).to_lowercase(), &STYLE)
}

/// Whether a claim supposes something of how the program is run.
pub(super) fn is_about_deployment(claim: &ReadClaim) -> bool {
    let text = asserted(claim);
    has_any(&text, &RUNNING) || has_any(&text, &DEPLOYMENT) && has_any(&text, &SUPPOSES)
}

/// Whether a claim says that nothing at all looks at a value.
pub(super) fn denies_every_look(claim: &ReadClaim) -> bool {
    has_any(&asserted(claim), &NO_LOOK_AT_ALL)
}

/// Whether a claim says that a guard does not ask for enough.
pub(super) fn is_about_strength(claim: &ReadClaim) -> bool {
    has_any(&asserted(claim), &STRENGTH)
}

/// Whether a claim says that something protects.
pub(super) fn says_that_it_protects(claim: &ReadClaim) -> bool {
    let text = asserted(claim);
    let negated = ["improperly", "incorrectly", "insufficiently", "fails to", "only ", "merely"];
    has_any(&text, &PROTECTS) && !has_any(&text, &negated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_told_apart_by_their_words() {
        let claim = |text: &str| ReadClaim { text: text.to_owned(), ..ReadClaim::default() };
        assert!(is_about_style(&claim("`f` needs a docstring.")));
        assert!(!is_about_style(&claim("`f` needs a permission.")));
        assert!(is_about_deployment(&claim("Most operators open this in the policy file.")));
        assert!(!is_about_deployment(&claim("The policy file is read by `load`.")));
        assert!(denies_every_look(&claim("The name is stored without any validation.")));
        assert!(!denies_every_look(&claim("The length of the name is not bounded.")));
    }
}
