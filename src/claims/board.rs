//! What speaks for each function, added up claim by claim.

use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::document::{PathForm, ReadClaim};
use super::mentions::{Mention, Mentions};
use super::placing::Candidate;

/// What a stated file, a stated line in it, and a function of the name weigh.
pub(super) const FILE: f64 = 6.0;
const LINE: f64 = 2.0;
const ITSELF: f64 = 2.5;

/// What a quoted line weighs that stands once in a large tree.
const QUOTED: f64 = 6.0;

/// Quoted lines that are shorter, in bytes, say nothing; more of them, no more.
const SHORTEST: usize = 12;
const MOST_QUOTED: usize = 20;

/// What speaks for each function so far.
pub(super) struct Board<'code> {
    code: &'code Code,
    pub(super) found: Vec<Candidate>,
    /// Where in `found` a function stands.
    at: HashMap<(usize, usize), usize>,
}

impl<'code> Board<'code> {
    pub(super) fn new(code: &'code Code) -> Self {
        Self { code, found: Vec::new(), at: HashMap::new() }
    }

    fn add(&mut self, file: usize, unit: usize, score: f64, line: Option<u32>) {
        let next = self.found.len();
        let at = *self.at.entry((file, unit)).or_insert(next);
        if at == next {
            self.found.push(Candidate { file, unit, score: 0.0, lines: Vec::new() });
        }
        let known = &mut self.found[at];
        known.score += score;
        known.lines.extend(line.filter(|line| !known.lines.contains(line)));
    }

    pub(super) fn whole_file(&mut self, file: usize, score: f64) {
        for unit in 0..self.code.files[file].units().len() {
            self.add(file, unit, score, None);
        }
    }

    /// The places that a claim states; a line counts little, a file much.
    pub(super) fn stated(&mut self, claim: &ReadClaim) {
        let is_path = |form| form != PathForm::Address && form != PathForm::Climbing;
        for place in claim.stated.iter().filter(|place| is_path(place.form)) {
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
    pub(super) fn loose(&mut self, claim: &ReadClaim, mentions: &Mentions) {
        let files: Vec<usize> =
            mentions.files.iter().flat_map(|file| self.code.named(file)).collect();
        for file in files {
            for line in claim.loose_lines.iter().map(|lines| lines.first) {
                if let Some(unit) = self.code.files[file].unit_at(line) {
                    self.add(file, unit, LINE, Some(line));
                }
            }
        }
    }

    /// The code that a claim quotes, line by line; what stands in few places says much.
    pub(super) fn quoted(&mut self, claim: &ReadClaim) {
        let lines = claim.code.iter().flat_map(|code| code.lines());
        let lines = lines.map(quoted_line).filter(|line| line.len() >= SHORTEST);
        for line in lines.take(MOST_QUOTED) {
            let places = self.code.lines_like(line);
            let weight = QUOTED * rarity(self.code.size, places.len()) / 8.0;
            for place in places {
                self.add(place.file, place.unit, weight, Some(place.line));
            }
        }
    }

    /// Where a name stands: the fewer functions have it, the more it says.
    pub(super) fn mention(&mut self, mention: &Mention) {
        let places = self.code.places_of(&mention.name);
        let units =
            || places.chunk_by(|one, other| (one.file, one.unit) == (other.file, other.unit));
        let kind = match (mention.call || mention.name.contains('.'), mention.marked) {
            (true, _) => 1.0,
            (false, true) => 0.8,
            _ => 0.6,
        };
        let weight = kind * rarity(self.code.size, units().count());
        let has_itself = places.iter().any(|place| place.is_itself);
        for own in units() {
            let is_own = own.iter().any(|place| place.is_itself);
            let score = match (is_own, has_itself) {
                (true, _) => weight * ITSELF,
                (false, true) => weight * 0.3,
                _ => weight,
            };
            self.add(own[0].file, own[0].unit, score, None);
            // What names the function names none of its lines.
            for place in own.iter().filter(|_| !is_own) {
                self.add(place.file, place.unit, 0.0, Some(place.line));
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
    pub(super) fn names(&mut self, named: &[String]) {
        if self.found.is_empty() {
            self.whole_tree(named);
        }
        let said: HashSet<&str> =
            named.iter().flat_map(|word| word.split('_').chain([word.as_str()])).collect();
        let code = self.code;
        let parts = |one: &Candidate| {
            let parts = one.unit(code).parts.iter().map(String::as_str);
            parts.filter(|part| said.contains(part)).collect::<Vec<&str>>()
        };
        let own: Vec<Vec<&str>> = self.found.iter().map(parts).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for parts in &own {
            let once: HashSet<&str> = parts.iter().copied().collect();
            once.into_iter().for_each(|part| *counts.entry(part).or_default() += 1);
        }
        for (candidate, parts) in self.found.iter_mut().zip(own) {
            let bonus = parts.iter().map(|part| 0.5 * rarity(code.size, counts[part]));
            candidate.score += bonus.sum::<f64>();
        }
    }
}

fn rarity(all: usize, having: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of functions are small")]
    let (all, having) = (all as f64, having.max(1) as f64);
    (1.0 + all / having).ln()
}

/// A line of quoted code without what quoting puts before it: marks of a quote or of a
/// difference, and the number of the line.
fn quoted_line(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['>', '+', '|']).trim_start();
    let line = line.strip_prefix("- ").unwrap_or(line);
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = behind.len() < line.len() && behind.trim_start().starts_with(['|', ':', '\t']);
    let line = if numbered { behind.trim_start().trim_start_matches(['|', ':']) } else { line };
    line.trim()
}
