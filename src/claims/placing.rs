//! Puts a claim on the functions it may mean: by what it names, how rare that is,
//! and what it states.

use super::board::{Board, FILE};
use super::code::{Code, Unit, name_before};
use super::document::ReadClaim;
use super::mentions::{Mention, Mentions};
use crate::catalog::nearest as nearest_names;
use crate::syntax::python::words;

/// So many places are kept.
pub(super) const KEPT: usize = 3;

/// Under this a place is no better than another.
pub(super) const FLOOR: f64 = 1.0;

/// A function that a claim may mean.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Index of its file.
    pub(super) file: usize,
    /// Index of it in the file.
    pub(super) unit: usize,
    pub(super) score: f64,
    /// The lines in it that the claim names or states, 1-based, the most telling first.
    pub(super) lines: Vec<u32>,
}

impl Candidate {
    pub(super) fn unit<'code>(&self, code: &'code Code) -> &'code Unit {
        &code.files[self.file].units()[self.unit]
    }
}

/// The functions that a claim may mean, the likeliest first; `prior` is what speaks
/// for a file beside the claim.
pub(super) fn candidates(
    claim: &ReadClaim,
    mentions: &Mentions,
    code: &Code,
    prior: &[f64],
) -> Vec<Candidate> {
    let mut board = Board::new(code);
    board.stated(claim);
    board.loose(claim, mentions);
    for file in &mentions.files {
        for at in code.named(file) {
            board.whole_file(at, FILE);
        }
    }
    if claim.stated.iter().all(|place| place.line.is_none()) {
        board.quoted(claim);
    }
    let mut known: Vec<&str> = Vec::new();
    // A remark that asserts nothing (`f should be split up`) is about what it names all the same.
    let tells = mentions.code.iter().any(Mention::is_telling);
    for mention in mentions.code.iter().filter(|one| one.is_telling() || !tells && !one.aside) {
        if !known.contains(&mention.name.as_str()) {
            known.push(&mention.name);
            board.mention(mention);
        }
    }
    let named = plain_words(mentions);
    board.names(&named);
    for candidate in &mut board.found {
        candidate.score += prior.get(candidate.file).copied().unwrap_or(0.0);
    }
    let mut found = board.found;
    sort(&mut found);
    found
}

/// The likeliest first; of those that are as likely, in the order of the tree.
pub(super) fn sort(found: &mut [Candidate]) {
    found.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then((one.file, one.unit).cmp(&(other.file, other.unit)))
    });
}

/// The words of a claim by which functions may be called, those of its code aside.
fn plain_words(mentions: &Mentions) -> Vec<String> {
    let is_code = |word: &str| {
        mentions.code.iter().any(|one| {
            let name = one.name.to_lowercase();
            name == word || name.split('.').any(|part| part == word)
        })
    };
    let said = mentions.words.iter().filter(|word| !is_code(word)).map(String::as_str);
    let routes = mentions.routes.iter().map(|(_, route)| route.as_str());
    let all = said.chain(routes).flat_map(words).map(str::to_lowercase);
    all.filter(|word| word.len() > 3 && !OF_REVIEWS.contains(&word.as_str())).collect()
}

/// Words of every review: that a function is called so says nothing.
const OF_REVIEWS: [&str; 36] = [
    "access",
    "allow",
    "allows",
    "attack",
    "attacker",
    "call",
    "calls",
    "check",
    "checks",
    "code",
    "data",
    "error",
    "file",
    "function",
    "handler",
    "input",
    "issue",
    "line",
    "method",
    "missing",
    "object",
    "path",
    "request",
    "response",
    "return",
    "returns",
    "risk",
    "security",
    "this",
    "user",
    "users",
    "valid",
    "validate",
    "validation",
    "value",
    "without",
];

/// A name that a claim is about, which the tree does not have, and the nearest that it
/// has: what it says is called, where nothing it calls is there; or where it is said to be.
pub(super) fn invented(
    claim: &ReadClaim,
    mentions: &Mentions,
    is_presence: bool,
    code: &Code,
) -> Option<(String, Option<String>)> {
    let known = |name: &str| code.files.iter().any(|file| file.names(name));
    let is_there = |one: &Mention| {
        let first = one.name.split('.').next().unwrap_or_default();
        known(&one.name) || (known(first) && known(one.last()))
    };
    let telling = || mentions.code.iter().filter(|one| one.is_telling());
    let is_function = |one: &&Mention| one.call || one.marked && one.name.contains(['_', '.']);
    let subject =
        telling().find(|one| is_function(one) && is_subject(claim, one) && !is_there(one));
    let mut calls = telling().filter(|one| one.call).peekable();
    let first = calls.peek().copied().filter(|_| is_presence);
    let called = first.filter(|_| !calls.any(is_there));
    subject.or(called).map(|one| (one.name.clone(), nearest(one, code)))
}

/// Whether a claim says of something that is called so what it does (`purge() deletes …`),
/// or that it is where something happens (`in `purge``).
fn is_subject(claim: &ReadClaim, mention: &Mention) -> bool {
    let Some(at) = mention.at else { return false };
    let before = claim.text.get(..at).unwrap_or_default().trim_end_matches(['`', ' ', '*', '"']);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if WHERE.contains(&word.to_lowercase().as_str()) {
        return true;
    }
    let begins = before.is_empty() || before.ends_with(['.', '\n', ':', ';', ',', '-', '–', '—']);
    let behind = claim.text.get(at + mention.name.len()..).unwrap_or_default();
    let behind = behind.trim_start_matches(['(', ')', '`']);
    let says = behind.split_whitespace().next().unwrap_or_default();
    begins && says.len() > 2 && says.ends_with('s')
}

/// Words before the name of the function in which something is.
const WHERE: [&str; 8] =
    ["in", "inside", "function", "method", "handler", "endpoint", "view", "within"];

/// The call of the tree that ends as a name does, or the function that is called most like it.
fn nearest(mention: &Mention, code: &Code) -> Option<String> {
    let last = mention.last();
    let ends = |text: &str| {
        let at = text.find(&format!("{last}("))?;
        Some(name_before(text, at + last.len()).to_owned()).filter(|name| !name.is_empty())
    };
    let mut lines = code
        .files
        .iter()
        .flat_map(|file| file.lines_of_part(last).into_iter().map(move |line| file.line(line)));
    let like = || {
        let units = code.files.iter().flat_map(|file| file.units());
        let names = units.map(|unit| unit.name.clone()).collect();
        nearest_names(last, names).into_iter().next()
    };
    lines.find_map(ends).or_else(like)
}
