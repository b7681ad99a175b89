//! Puts a claim on the functions it may mean: by what it names, how rare that is,
//! and what it states.

use super::board::{Board, FILE};
use super::code::{Code, Unit};
use super::document::ReadClaim;
use super::mentions::{Mention, Mentions};
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
    let mut known: Vec<&str> = Vec::new();
    for mention in mentions.code.iter().filter(|mention| mention.is_telling()) {
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
    all.filter(|word| word.len() > 3).collect()
}

/// A name that a claim calls, which the tree does not have, and the nearest that it
/// has; none where it calls another that is there.
pub(super) fn invented(mentions: &Mentions, code: &Code) -> Option<(String, Option<String>)> {
    let known = |name: &str| code.files.iter().any(|file| file.names(name));
    let is_there = |one: &Mention| {
        let first = one.name.split('.').next().unwrap_or_default();
        known(&one.name) || (known(first) && known(one.last()))
    };
    let mut calls = mentions.code.iter().filter(|one| one.is_telling() && one.call).peekable();
    let first = *calls.peek()?;
    (!calls.any(is_there)).then(|| (first.name.clone(), nearest(first, code)))
}

/// The call of the tree that ends as a name does.
fn nearest(mention: &Mention, code: &Code) -> Option<String> {
    let last = mention.last();
    let ends = |text: &str| {
        let at = text.find(&format!("{last}("))?;
        let start = text[..at].rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')));
        Some(text[start.map_or(0, |start| start + 1)..at + last.len()].to_owned())
    };
    let mut lines = code
        .files
        .iter()
        .flat_map(|file| file.lines_of_part(last).into_iter().map(move |line| file.line(line)));
    lines.find_map(ends)
}
