//! The words by which parts of a review are told apart; all in lower case.

/// What a review looks for.
#[rustfmt::skip]
pub(super) const DEFECTS: [&str; 20] = [
    "defect", "defects", "vulnerability", "vulnerabilities", "issue", "issues", "problem",
    "problems", "flaw", "flaws", "weakness", "weaknesses", "bug", "bugs", "concern", "concerns",
    "finding", "findings", "risks", "exploits",
];
/// Words between `no` and a defect that leave the denial general.
#[rustfmt::skip]
pub(super) const PLAIN: [&str; 70] = [
    "any", "direct", "security", "obvious", "apparent", "clear", "evident", "immediate", "known",
    "specific", "exploitable", "potential", "real", "actual", "find", "found", "see", "seen",
    "contain", "contains", "have", "has", "had", "identify", "identified", "detect", "detected",
    "spot", "notice", "observe", "reveal", "present", "introduce", "introduces", "appear", "seem",
    "to", "be", "there", "is", "are", "were", "was", "of", "from", "code", "other-than",
    "security-related", "security-relevant", "explicit", "glaring", "visible", "such", "discover",
    "show", "exhibit", "suffer", "uncover", "a", "single", "noticeable", "genuine", "the",
    "related", "new", "concrete", "or", "and", "defects", "vulnerabilities",
];
/// Words that say how bad, or which of many: what they deny is not everything.
#[rustfmt::skip]
pub(super) const GRADES: [&str; 17] = [
    "critical", "major", "serious", "severe", "high", "high-severity", "significant", "blocking",
    "further", "additional", "other", "more", "urgent", "medium", "low", "remaining", "similar",
];
/// Words that a denial does not reach over.
pub(super) const BARS: [&str; 24] = [
    "for", "against", "that", "which", "in", "by", "with", "this", "so", "because", "could", "may",
    "might", "can", "would", "validate", "check", "checks", "leads", "lead", "causes", "prevent",
    "an", "as",
];
/// Whole texts that deny everything.
#[rustfmt::skip]
pub(super) const NOTHING: [&str; 12] = [
    "none", "none found", "nothing found", "n/a", "nothing to report", "no findings", "all clear",
    "no issues", "no problems", "no vulnerabilities", "no defects", "lgtm",
];
/// Words that deny everything wherever they stand.
pub(super) const NOTHING_IN: [&str; 14] = [
    "checks passed",
    "nothing to report",
    "nothing suspicious",
    "code is secure",
    "code looks secure",
    "code appears to be secure",
    "code appears secure",
    "code seems secure",
    "implementation is secure",
    "handler is secure",
    "change is secure",
    "file is secure",
    "looks good to me",
    "overall secure",
];
/// Words behind which a denial takes something back.
pub(super) const EXCEPTING: [&str; 9] = [
    " but ",
    " however",
    " although ",
    " though ",
    " except",
    " other than ",
    " apart from ",
    " besides ",
    "; ",
];
/// How a contradiction begins.
pub(super) const BUT: [&str; 2] = ["but ", "yet "];
/// How closing words begin.
#[rustfmt::skip]
pub(super) const CLOSING: [&str; 24] = [
    "in conclusion", "overall", "in summary", "to summarize", "to summarise", "to conclude",
    "in short", "by implementing", "by addressing", "by following", "by applying", "by making",
    "let me know", "i hope", "hope this", "please let me know", "feel free", "summary:",
    "with these changes", "once these", "all in all", "addressing these", "these changes would",
    "implementing these",
];
/// How words about the review itself begin.
#[rustfmt::skip]
pub(super) const OPENING: [&str; 38] = [
    "i have reviewed", "i've reviewed", "i reviewed", "i have analyzed", "i have analysed",
    "i analyzed", "i analysed", "here are", "here is a", "here's", "below are", "below is",
    "the following", "this review", "after reviewing", "upon review", "having reviewed", "sure,",
    "sure!", "certainly", "of course", "as requested", "based on my", "i looked",
    "i went through", "i examined", "i have examined", "i've analyzed", "after analyzing",
    "after analysing", "let's", "this report", "this document", "thank you", "thanks for",
    "i've looked", "i have looked", "i checked",
];
/// Words of a line that ends in a colon and leads to a list.
#[rustfmt::skip]
pub(super) const LEADING: [&str; 26] = [
    "here are", "following", "below", "issues", "findings", "vulnerabilities", "observations",
    "suggestions", "recommendations", "problems", "concerns", "defects", "improvements",
    "weaknesses", "comments", "points", "areas", "things", "review", "notes", "bugs", "risks",
    "found", "steps", "some", "these",
];
/// Words of praise.
#[rustfmt::skip]
pub(super) const PRAISE: [&str; 34] = [
    "well structured", "well-structured", "well written", "well-written", "properly", "correctly",
    "good practice", "good use", "good job", "nice", "clean and", "is clean", "appropriately",
    "securely", "best practice", "looks good", "is good", "well done", "well organized",
    "well-organized", "follows good", "consistently", "great", "solid", "robust", "is safe",
    "are safe", "safely", "is readable.", "is sound", "well-designed", "well designed", "sensible",
    "effectively",
];
/// How a sentence begins that goes on with the one before.
#[rustfmt::skip]
pub(super) const FOLLOWING: [&str; 58] = [
    "this ", "that ", "these ", "those ", "it ", "it's ", "its ", "an attacker", "attackers",
    "a malicious", "malicious ", "as a result", "therefore", "thus", "hence", "consequently",
    "so ", "such ", "which ", "for example", "for instance", "e.g.", "in particular",
    "specifically", "because ", "as such", "in this case", "doing so", "then ", "they ", "their ",
    "the impact", "the fix", "the result", "the consequence", "since ", "note that", "here,",
    "here ", "instead", "an adversary", "anyone ", "any user", "any client", "any caller",
    "clients ", "users ", "a user", "a client", "a remote", "the attacker", "the same ", "if an ",
    "if exploited", "this,", "a caller", "however", "even ",
];
/// How a sentence begins that brings up something new beside the one before.
#[rustfmt::skip]
pub(super) const ADDING: [&str; 18] = [
    "also", "additionally", "furthermore", "moreover", "another ", "second", "third", "finally",
    "in addition", "besides", "next,", "lastly", "similarly", "first", "separately", "likewise",
    "on top of", "fourth",
];
/// How advice begins.
#[rustfmt::skip]
pub(super) const ADVISING: [&str; 18] = [
    "you should", "you can", "you could", "consider", "it is recommended", "it's recommended",
    "i recommend", "i suggest", "i would recommend", "we recommend", "it would be better",
    "it is essential to", "it is important to", "please ", "to fix", "to mitigate", "to address",
    "make sure",
];
/// Words that advice begins with.
#[rustfmt::skip]
pub(super) const IMPERATIVE: [&str; 66] = [
    "use", "add", "validate", "ensure", "implement", "sanitize", "sanitise", "escape", "check",
    "verify", "apply", "replace", "remove", "avoid", "restrict", "limit", "enforce", "require",
    "set", "configure", "move", "introduce", "enable", "disable", "employ", "adopt", "encode",
    "parameterize", "parameterise", "review", "update", "wrap", "refactor", "return", "reject",
    "compare", "create", "define", "include", "log", "monitor", "perform", "provide", "switch",
    "utilize", "utilise", "handle", "protect", "store", "encrypt", "hash", "rotate", "consider",
    "make", "always", "never", "don't", "do", "call", "pass", "keep", "document", "run",
    "authenticate", "authorize", "upgrade",
];
/// Words that say something is not there.
#[rustfmt::skip]
pub(super) const ABSENCE: [&str; 30] = [
    "no ", " not ", "n't ", "never", "without", "missing", "lack", "absent", "absence",
    "fails to", "fail to", "cannot", "omits", "neglects", "skips", "ignores", "ignored",
    "unvalidated", "unchecked", "unauthenticated", "unauthorized", "unauthorised", "unsanitized",
    "unsanitised", "unescaped", "unprotected", "unrestricted", "unbounded", "forgets", "not:",
];
/// Words that say something is weak.
#[rustfmt::skip]
pub(super) const WEAKNESS: [&str; 62] = [
    "vulnerab", "inject", "insecure", "unsafe", "expos", "leak", "bypass", "race ", "overwrit",
    "clobber", "exhaust", "idor", "xss", "csrf", "ssrf", "rce", "traversal", "deserial",
    "hardcoded", "hard-coded", "weak", "attack", "malicious", "exploit", "denial of service",
    "tamper", "spoof", "sensitive", "disclos", "arbitrary", "could ", "may ", "might ", "allows",
    "permits", "before ", "risk", "bug", "defect", "incorrect", "wrong", "broken", "untrusted",
    "user-controlled", "attacker", "unpickle", "pickle", "eval(", "plaintext", "plain text",
    "enumerat", "brute", "escalat", "redos", "smuggl", "toctou", "stale", "inconsisten", "only ",
    "too ", "cwe-", "dangerous",
];
/// Subjects by the beginnings of their words: two sentences of one subject are of one claim.
#[rustfmt::skip]
pub(super) const TOPICS: [&[&str]; 22] = [
    &["validat", "sanitiz", "sanitis", "schema", "malformed"], &["authoriz", "authoris",
    "permission", "access control", "policy", "privilege", "role"], &["authenticat", "login",
    "logged", "anonymous"], &["sql", "query string", "inject"], &["xss", "cross-site scripting",
    "html"], &["csrf", "cross-site request"], &["ssrf", "outgoing request"], &["deserial",
    "pickle", "yaml.load"], &["cach"], &["rate limit", "rate-limit", "throttl", "brute"],
    &["race", "concurren", "generation", "lost update", "version counter", "etag"],
    &["content type", "content-type", "mime"], &["traversal", "file path", "filename",
    "directory"], &["redirect"], &["secret", "password", "credential", "api key", "token",
    "hardcod"], &["log ", "logs ", "logged", "logging"], &["error message", "stack trace",
    "traceback", "exception"], &["pagina", "unbounded", "exhaust", "memory", "denial of service"],
    &["idor", "object reference", "owner", "bola"], &["cors", "origin"], &["mass assign",
    "splat"], &["command", "shell", "subprocess", "eval", "exec"],
];

/// Whether a text begins with one of these.
pub(super) fn begins(lower: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| {
            !start.ends_with(|c: char| c.is_alphanumeric())
                || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    })
}

/// Whether one of these stands in a text, at the beginning of a word.
pub(super) fn has_any(lower: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let whole = !word.starts_with(|c: char| c.is_alphanumeric());
        let suffix = word.starts_with("n't");
        lower.match_indices(word).any(|(at, _)| {
            whole || suffix || !lower[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    })
}

/// Whether a text that a dot follows ends in an abbreviation.
pub(super) fn is_abbreviated(before: &str) -> bool {
    const SHORT: [&str; 9] = ["e.g", "i.e", "vs", "cf", "approx", "no", "eq", "resp", "fig"];
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(before);
    let lower = last.to_lowercase();
    let counts = before.trim() == last && last.bytes().all(|byte| byte.is_ascii_digit());
    counts
        || SHORT.contains(&lower.as_str())
        || (last.len() == 1 && last.starts_with(|c: char| c.is_ascii_uppercase()))
}
