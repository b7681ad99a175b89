//! Puts a claim on the functions it may mean: by what it names, how rare that is,
//! and what it states.

use super::code::{Code, CodeFile, Unit};
use super::document::{PathForm, ReadClaim};
use super::mentions::{Mention, Mentions};
use crate::syntax::python::words;

/// So many places are kept.
pub(super) const KEPT: usize = 3;

/// Under this a place is no better than another.
pub(super) const FLOOR: f64 = 1.0;

/// What a stated file, a stated line in it, and a function of the name weigh.
const FILE: f64 = 6.0;
const LINE: f64 = 2.0;
const ITSELF: f64 = 2.5;

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
    let mut board = Board { code, size: code.size, found: Vec::new() };
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

/// What speaks for each function so far.
struct Board<'code> {
    code: &'code Code,
    size: usize,
    found: Vec<Candidate>,
}

impl Board<'_> {
    fn add(&mut self, file: usize, unit: usize, score: f64, line: Option<u32>) {
        let known = self.found.iter_mut().find(|one| (one.file, one.unit) == (file, unit));
        match known {
            Some(known) => {
                known.score += score;
                known.lines.extend(line.filter(|line| !known.lines.contains(line)));
            }
            None => {
                self.found.push(Candidate { file, unit, score, lines: line.into_iter().collect() })
            }
        }
    }

    fn whole_file(&mut self, file: usize, score: f64) {
        for unit in 0..self.code.files[file].units().len() {
            self.add(file, unit, score, None);
        }
    }

    /// The places that a claim states; a line counts little, a file much.
    fn stated(&mut self, claim: &ReadClaim) {
        for place in claim
            .stated
            .iter()
            .filter(|place| place.form != PathForm::Address && place.form != PathForm::Climbing)
        {
            for file in self.code.named(&place.path) {
                self.whole_file(file, FILE);
                let line = place.line.filter(|line| *line > 0);
                if let Some((line, unit)) =
                    line.and_then(|line| Some((line, self.code.files[file].unit_at(line)?)))
                {
                    self.add(file, unit, LINE, Some(line));
                }
            }
        }
    }

    /// Lines that are stated apart from their file.
    fn loose(&mut self, claim: &ReadClaim, mentions: &Mentions) {
        for file in mentions.files.iter().flat_map(|file| self.code.named(file)).collect::<Vec<_>>()
        {
            for line in claim.loose_lines.iter().map(|lines| lines.first) {
                if let Some(unit) = self.code.files[file].unit_at(line) {
                    self.add(file, unit, LINE, Some(line));
                }
            }
        }
    }

    /// Where a name stands: the fewer functions have it, the more it says.
    fn mention(&mut self, mention: &Mention) {
        let mut places: Vec<(usize, usize, u32, bool)> = Vec::new();
        for (at, file) in self.code.files.iter().enumerate() {
            for line in lines_of(file, &mention.name) {
                if let Some(unit) = file.unit_at(line) {
                    let own = &file.units()[unit];
                    places.push((at, unit, line, own.name == mention.name && own.def_line == line));
                }
            }
        }
        let mut units: Vec<(usize, usize)> =
            places.iter().map(|(file, unit, _, _)| (*file, *unit)).collect();
        units.dedup();
        let kind = match (mention.call || mention.name.contains('.'), mention.marked) {
            (true, _) => 1.0,
            (false, true) => 0.8,
            _ => 0.6,
        };
        let weight = kind * rarity(self.size, units.len());
        let has_itself = places.iter().any(|(_, _, _, own)| *own);
        for (file, unit) in units {
            let lines: Vec<u32> = places
                .iter()
                .filter(|one| (one.0, one.1) == (file, unit))
                .map(|one| one.2)
                .collect();
            let is_own = places.iter().any(|one| (one.0, one.1) == (file, unit) && one.3);
            let score = match (is_own, has_itself) {
                (true, _) => weight * ITSELF,
                (false, true) => weight * 0.3,
                _ => weight,
            };
            self.add(file, unit, score, None);
            // What names the function names none of its lines.
            let lines = lines.into_iter().filter(|_| !is_own);
            for line in lines.collect::<Vec<_>>() {
                self.add(file, unit, 0.0, Some(line));
            }
        }
    }

    /// Every function of the files that have one of some words.
    fn whole_tree(&mut self, named: &[String]) {
        for at in 0..self.code.files.len() {
            if named.iter().any(|word| self.code.files[at].has_part(word)) {
                self.whole_file(at, 0.0);
            }
        }
    }

    /// Words that stand in the name of a function or of its file.
    fn names(&mut self, named: &[String]) {
        let parts = |name: &str| {
            name.to_lowercase()
                .split('_')
                .filter(|part| part.len() > 3)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let is_said = |part: &String| {
            named.iter().any(|word| word == part || word.split('_').any(|one| one == part))
        };
        let count = |board: &Self, part: &str| {
            board
                .found
                .iter()
                .filter(|one| parts(&one.unit(board.code).name).iter().any(|own| own == part))
                .count()
        };
        if self.found.is_empty() {
            self.whole_tree(named);
        }
        let bonus: Vec<f64> = self
            .found
            .iter()
            .map(|one| {
                let own = parts(&one.unit(self.code).name);
                let own = own
                    .iter()
                    .filter(|part| is_said(part))
                    .map(|part| 0.5 * rarity(self.size, count(self, part)));
                own.sum()
            })
            .collect();
        for (candidate, bonus) in self.found.iter_mut().zip(bonus) {
            candidate.score += bonus;
        }
    }
}

/// The lines on which a name stands, or a path by its last two parts:
/// `response.status` where `req.response.status` is meant.
fn lines_of(file: &CodeFile, name: &str) -> Vec<u32> {
    let mut lines = file.lines_of(name);
    if let Some((_, ends)) = name.split_once('.').filter(|(_, ends)| ends.contains('.')) {
        lines.extend(file.lines_of(ends));
        lines.sort_unstable();
        lines.dedup();
    }
    lines
}

fn rarity(all: usize, having: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of functions are small")]
    let (all, having) = (all as f64, having.max(1) as f64);
    (1.0 + all / having).ln()
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
