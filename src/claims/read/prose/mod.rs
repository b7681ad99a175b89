//! Text written for people: each block is given to a claim, or to what stands around claims.

mod block;
mod draft;
mod field;
mod list;
mod mark;
mod outline;
mod paragraph;
mod role;
mod sentence;
mod table;
mod tidy;
mod words;

use super::Limits;
use super::collected::Collected;
use super::oneline::bounded;
use crate::claims::document::{Document, ReadClaim, SourceFormat, StatementKind};

/// Bytes of prose that are read.
const LONGEST: usize = 2 << 20;

/// Reads prose.
pub(super) fn read(text: &str, limits: &Limits) -> Document {
    let mut out = Collected::new(SourceFormat::Prose, limits);
    pieces(&mut out, text, 1);
    if out.document.claims.is_empty() {
        outline::claim_what_is_told(&mut out);
    }
    out.finish()
}

/// Reads what stands around findings of another format.
pub(super) fn around(out: &mut Collected<'_>, text: &str, first: u32) {
    pieces(out, text, first);
}

fn pieces(out: &mut Collected<'_>, text: &str, first: u32) {
    let mut lines = Vec::new();
    let mut bytes = 0;
    for (number, line) in (first..).zip(text.lines()) {
        let over = lines.len() >= out.limits.lines || bytes > LONGEST;
        if over {
            out.unread(number, None, "too much prose; the rest was not read");
            break;
        }
        let kept = bounded(line, out.limits.line);
        if kept.len() < line.len() {
            out.unread(number, None, "the line is too long; the rest of it was not read");
        }
        bytes += kept.len();
        lines.push(kept);
    }
    let blocks = block::blocks(&lines, first);
    outline::emit(out, &blocks);
}

/// A claim that is one text, whatever it says.
pub(super) fn one(text: &str, first: u32, last: u32) -> ReadClaim {
    let mut draft = draft::Draft::new(draft::Owner::Sentences, first, last);
    let lines: Vec<&str> = text.lines().take(2_000).collect();
    draft.lines(&lines, last);
    draft.finish(&[], None)
}

/// The headline of a text: its first sentence.
pub(super) fn headline(text: &str) -> String {
    tidy::headline(text)
}

/// A text about the review as a whole: it denies, or leads to what follows.
pub(super) fn whole(out: &mut Collected<'_>, text: &str, first: u32, last: u32) {
    for said in sentence::split(text).into_iter().take(200) {
        let kind = match sentence::class_of(said) {
            sentence::Class::Denial { all: true } => StatementKind::Denial,
            sentence::Class::Praise => StatementKind::Praise,
            _ => StatementKind::Preamble,
        };
        out.say(kind, said, first, last);
    }
}

/// Whether a line says that there is nothing to find.
pub(super) fn is_denial(line: &str) -> bool {
    matches!(sentence::class_of(line), sentence::Class::Denial { .. })
}

/// Whether a denial is of everything.
pub(super) fn denies_all(text: &str) -> bool {
    sentence::split(text)
        .into_iter()
        .any(|said| sentence::class_of(said) == sentence::Class::Denial { all: true })
}

/// Whether a text begins with what should be done.
pub(super) fn advises(text: &str) -> bool {
    sentence::is_remedy(&text.to_lowercase())
}

/// Whether two texts have a subject in common.
pub(super) fn topics_of(text: &str) -> u32 {
    let lower = text.to_lowercase();
    let named = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    words::TOPICS
        .iter()
        .enumerate()
        .filter(|(_, words)| named(words))
        .fold(0, |topics, (at, _)| topics | 1 << at)
}
