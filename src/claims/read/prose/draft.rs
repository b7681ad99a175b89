//! A claim as its parts come in: headline, sentences, fields, code.

use super::field::{self, Label};
use super::{role, sentence, tidy};
use crate::claims::document::{ReadClaim, StatedLines, StatedPlace, StatementKind};
use crate::claims::read::{oneline, places};

/// What a draft goes on until.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The next heading of this level or above.
    Heading(u8),
    /// The next item that is not deeper.
    Item { indent: usize },
    /// The next quoted code.
    Comment,
    /// The next block of the same fields.
    Record,
    /// The end of the sentences.
    Sentences,
}

/// A claim that is being read.
pub(super) struct Draft {
    pub owner: Owner,
    pub title: Option<String>,
    pub kind: StatementKind,
    pub claim: ReadClaim,
    parts: Vec<String>,
    /// What the last label announced, where its words may still follow.
    label: Option<Label>,
    /// The label that the first field of a record had.
    pub leading: Option<Label>,
    path: Option<StatedPlace>,
    lines: Option<StatedLines>,
}

impl Draft {
    pub fn new(owner: Owner, first: u32, last: u32) -> Self {
        Self {
            owner,
            title: None,
            kind: StatementKind::Item,
            claim: ReadClaim { first_line: first, last_line: last, ..ReadClaim::default() },
            parts: Vec::new(),
            label: None,
            leading: None,
            path: None,
            lines: None,
        }
    }

    pub fn is_bare(&self) -> bool {
        self.parts.is_empty()
    }

    /// What it says so far, as far as that tells its subject.
    pub fn said(&self) -> String {
        self.parts.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Takes a heading as the headline.
    pub fn head(&mut self, text: &str) {
        let text = tidy::unmarked(text);
        self.claim.severity = self.claim.severity.take().or_else(|| tidy::severity_in(&text));
        let bare = role::unnumbered(&text);
        let is_counted = text[..text.len() - bare.len()].contains(|c: char| c.is_ascii_digit());
        let text = if is_counted { bare } else { &text };
        self.title = Some(tidy::headline(text));
        self.parts.push(text.to_owned());
    }

    /// Takes a label that stands alone: what follows is of its kind.
    pub fn announce(&mut self, label: Label) {
        self.label = Some(label);
    }

    /// Takes lines: fields where they are labelled, else text.
    pub fn lines(&mut self, lines: &[&str], last: u32) {
        self.claim.last_line = self.claim.last_line.max(last);
        let mut open: Vec<&str> = Vec::new();
        for line in lines {
            let fields = field::all(line);
            if fields.is_empty() {
                open.push(line);
                if line.ends_with(':') {
                    self.text(&std::mem::take(&mut open).join(" "));
                }
                continue;
            }
            self.text(&std::mem::take(&mut open).join(" "));
            for field in fields {
                self.leading = self.leading.or(Some(field.label));
                self.field(field);
            }
        }
        self.text(&open.join(" "));
    }

    /// Takes running text, as whatever the last label announced.
    fn text(&mut self, text: &str) {
        let text = tidy::unmarked(text);
        if text.trim().is_empty() {
            return;
        }
        match self.label {
            Some(Label::Remedy) => self.claim.remedies.push(text.clone()),
            Some(Label::Place | Label::Path) => return self.place(&text),
            Some(Label::Code) => {}
            _ => {
                let advice = sentence::split(&text)
                    .into_iter()
                    .filter(|said| sentence::class_of(said) == sentence::Class::Remedy)
                    .map(str::to_owned);
                self.claim.remedies.extend(advice);
            }
        }
        self.parts.push(text);
    }

    fn field(&mut self, field: field::Field<'_>) {
        // A value on the line of its label is all of it, save for advice.
        let open = field.value.is_empty() || field.label == Label::Remedy;
        self.label = Some(field.label).filter(|_| open);
        let value = tidy::unmarked(field.value);
        let said = value.trim().trim_matches('`').trim().to_owned();
        if said.is_empty() {
            return;
        }
        match field.label {
            Label::Path | Label::Place => self.place(&value),
            Label::Line => match places::range(said.trim_start_matches(['L', '~'])) {
                Some((lines, _)) => self.lines = Some(lines),
                None => self.parts.push(format!("{}: {value}", field.name)),
            },
            Label::Severity => self.claim.severity = Some(said),
            Label::Confidence => self.claim.confidence = Some(said),
            Label::Rule => self.claim.rule = Some(said),
            Label::Weakness => {
                let before = self.claim.cwe.len();
                places::weaknesses(&said, &mut self.claim.cwe);
                if self.claim.cwe.len() == before {
                    places::weaknesses(&format!("cwe-{said}"), &mut self.claim.cwe);
                }
            }
            Label::Category => {
                places::weaknesses(&said, &mut self.claim.cwe);
                self.claim.under.push(said);
            }
            Label::Title => {
                if self.title.is_none() {
                    self.title = Some(tidy::headline(&value));
                }
                self.parts.push(value);
            }
            Label::Aside => {}
            Label::Named => self.parts.push(format!("{}: {value}", field.name)),
            Label::Code => self.claim.code.push(said),
            Label::Text | Label::Remedy => self.text(&value),
        }
    }

    /// A path or a place that a field gives, whatever its name ends in.
    fn place(&mut self, value: &str) {
        let (found, loose) = places::find(value);
        if let Some(lines) = loose.first() {
            self.lines = Some(*lines);
        }
        if found.is_empty() {
            let word = value.trim().trim_matches('`');
            let placed = oneline::split(&format!("{word}: x")).map(|(place, _)| place);
            if let Some(place) = placed {
                self.path = Some(place);
            } else if !word.is_empty()
                && !word.contains(char::is_whitespace)
                && word.contains(['/', '.'])
                && !word.contains('(')
            {
                self.path = Some(places::place(word.to_owned()));
            } else if !self.parts.iter().any(|part| part.contains(word)) {
                self.parts.push(value.to_owned());
            }
            return;
        }
        let mut found = found.into_iter();
        if self.path.is_none() {
            self.path = found.next();
        }
        self.claim.stated.extend(found);
    }

    /// The claim; `under` are the headings around it, of which one may be a path.
    pub fn finish(mut self, under: &[String], path: Option<&StatedPlace>) -> ReadClaim {
        let mut claim = self.claim;
        claim.text = self.parts.join("\n");
        let title = self.title.take().unwrap_or_else(|| tidy::headline(&claim.text));
        if !claim.text.contains(title.trim_end_matches('…')) {
            claim.text = format!("{title}\n{}", claim.text);
        }
        claim.title = title;
        claim.under.splice(0..0, under.iter().cloned());
        places::weaknesses(&claim.text, &mut claim.cwe);
        let (found, loose) = places::find(&claim.text);
        let mut stated: Vec<StatedPlace> = self.path.into_iter().collect();
        if let (Some(place), Some(lines)) = (stated.first_mut(), self.lines)
            && place.line.is_none()
        {
            put(place, lines);
            self.lines = None;
        }
        for place in claim.stated.drain(..).chain(found) {
            add(&mut stated, place);
        }
        let mut loose: Vec<StatedLines> = self.lines.into_iter().chain(loose).collect();
        if stated.is_empty() {
            stated.extend(path.cloned());
        }
        // One file and one line: they belong together.
        if let ([place], [lines]) = (stated.as_mut_slice(), loose.as_slice())
            && place.line.is_none()
        {
            put(place, *lines);
            loose.clear();
        }
        claim.stated = stated;
        claim.loose_lines = loose;
        claim
    }
}

fn put(place: &mut StatedPlace, lines: StatedLines) {
    place.line = Some(lines.first);
    place.end_line = (lines.last > lines.first).then_some(lines.last);
}

/// Adds a place; one that says more of a file that was named without a line takes its stead.
fn add(stated: &mut Vec<StatedPlace>, place: StatedPlace) {
    let same = |known: &StatedPlace| {
        known.path.ends_with(&place.path) || place.path.ends_with(&known.path)
    };
    if let Some(known) = stated.iter_mut().find(|known| same(known)) {
        if known.line.is_none() {
            (known.line, known.end_line) = (place.line, place.end_line);
            known.column = place.column;
            return;
        }
        if place.line.is_none() || place.line == known.line {
            return;
        }
    }
    stated.push(place);
}
