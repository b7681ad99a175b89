//! A document as it fills up, within bounds.

use super::Limits;
use super::clean::{clean, clean_line};
use super::{prose, twice};
use crate::claims::document::{
    Document, ReadClaim, SourceFormat, Statement, StatementKind, Unread,
};

/// The longest headline, in bytes.
const TITLE: usize = 240;

/// What was read so far.
pub(super) struct Collected<'l> {
    pub limits: &'l Limits,
    pub document: Document,
    /// How many claims were left out, and the line of the first of them.
    over: Option<(usize, u32)>,
    /// How many notes on what was not read are too many, and the line of the first of them.
    unsaid: Option<(usize, u32)>,
}

impl<'l> Collected<'l> {
    pub fn new(format: SourceFormat, limits: &'l Limits) -> Self {
        let document = Document {
            format,
            tool: None,
            statements: Vec::new(),
            claims: Vec::new(),
            self_contradictory: false,
            denials: Vec::new(),
            unread: Vec::new(),
            not_analysed: Vec::new(),
        };
        Self { limits, document, over: None, unsaid: None }
    }

    /// Whether no more claims are kept; the one at this line is then counted as left out.
    pub fn is_full(&mut self, line: u32) -> bool {
        let full = self.document.claims.len() >= self.limits.claims;
        if full {
            self.over = Some(self.over.map_or((1, line), |(count, first)| (count + 1, first)));
        }
        full
    }

    /// Keeps a part of the text.
    pub fn say(&mut self, kind: StatementKind, text: &str, first_line: u32, last_line: u32) {
        let text = clean(text, self.limits.text);
        let last_line = last_line.max(first_line);
        self.document.statements.push(Statement { text, kind, first_line, last_line });
    }

    /// Keeps a claim, cleaned, and the statement that it is.
    pub fn claim(&mut self, kind: StatementKind, claim: ReadClaim) {
        self.say(kind, &claim.text, claim.first_line, claim.last_line);
        self.keep(claim);
    }

    /// Keeps a claim whose statements were said.
    pub fn keep(&mut self, mut claim: ReadClaim) {
        if self.is_full(claim.first_line) {
            return;
        }
        let bound = self.limits.text;
        claim.title = clean_line(&claim.title, TITLE);
        claim.text = clean(&claim.text, bound).trim().to_owned();
        claim.under = claim.under.iter().map(|text| clean_line(text, TITLE)).collect();
        claim.code = claim.code.iter().map(|text| clean(text, bound)).collect();
        claim.remedies = claim.remedies.iter().map(|text| clean(text, bound)).collect();
        let fields =
            [&mut claim.rule, &mut claim.severity, &mut claim.confidence, &mut claim.set_aside];
        for field in fields {
            *field = field.take().map(|text| clean_line(&text, TITLE));
            field.take_if(|text| text.is_empty());
        }
        for place in claim.stated.iter_mut().chain(claim.steps.iter_mut().map(|s| &mut s.place)) {
            place.path = clean_line(&place.path, bound);
        }
        for step in &mut claim.steps {
            step.text = clean_line(&step.text, TITLE);
        }
        self.document.claims.push(claim);
    }

    /// Notes something that could not be read.
    pub fn unread(&mut self, line: u32, pointer: Option<String>, reason: &str) {
        const KEPT: usize = 1_000;
        if self.document.unread.len() < KEPT {
            let reason = clean_line(reason, TITLE * 2);
            let pointer = pointer.map(|pointer| clean_line(&pointer, TITLE));
            self.document.unread.push(Unread { line, pointer, reason });
        } else {
            self.unsaid = Some(self.unsaid.map_or((1, line), |(count, at)| (count + 1, at)));
        }
    }

    /// Notes a file that the scanner could not analyse.
    pub fn not_analysed(&mut self, path: &str, reason: &str) {
        const KEPT: usize = 10_000;
        let noted = (clean_line(path, TITLE * 4), clean_line(reason, TITLE * 2));
        let known = &mut self.document.not_analysed;
        if known.len() < KEPT && known.last() != Some(&noted) {
            known.push(noted);
        }
    }

    /// The document, with repeats merged and what denies it told.
    pub fn finish(mut self) -> Document {
        if let Some((count, line)) = self.over {
            let reason = format!(
                "{count} more findings than the {} that are kept; they were left out",
                self.limits.claims
            );
            self.unread(line, None, &reason);
        }
        let mut document = self.document;
        if let Some((count, line)) = self.unsaid {
            let reason = format!("{count} more that could not be read");
            document.unread.push(Unread { line, pointer: None, reason });
        }
        let claims = std::mem::take(&mut document.claims);
        document.claims = twice::merge(document.format, claims);
        let claimed = document.claims.iter().any(|claim| !claim.remedy_only);
        document.denials = document
            .statements
            .iter()
            .enumerate()
            .filter(|(_, said)| claimed && said.kind == StatementKind::Denial)
            .filter(|(_, said)| prose::denies_all(&said.text))
            .map(|(at, _)| at)
            .collect();
        document.self_contradictory = !document.denials.is_empty();
        document.unread.sort_by_key(|unread| unread.line);
        document
    }
}
