//! Paragraphs: a part of the claim before them, a record of fields, or sentences of their own.

use super::block::{Block, Kind};
use super::draft::{Draft, Owner};
use super::field::{self, Label};
use super::outline::{Head, Outline};
use super::role::Role;
use super::sentence::{self, Class};
use super::{list, tidy, words};
use crate::claims::document::StatementKind;
use crate::claims::read::{oneline, places};

impl Outline<'_, '_, '_> {
    /// Reads a paragraph.
    pub fn paragraph(&mut self, at: usize) {
        let block = &self.blocks[at];
        if self.tags(block) || self.one_line_each(block) {
            return;
        }
        if self.goes_on(at) {
            if let Some(draft) = &mut self.draft {
                draft.lines(&block.lines, block.last);
            }
            return;
        }
        if !matches!(self.draft, Some(Draft { owner: Owner::Sentences, .. })) {
            self.close();
        }
        if self.list.as_ref().is_some_and(|list| at >= list.end) {
            self.leave_list();
        }
        match field::split(block.lines[0]).map(|field| field.label) {
            Some(
                label @ (Label::Path
                | Label::Line
                | Label::Place
                | Label::Severity
                | Label::Title
                | Label::Rule
                | Label::Weakness
                | Label::Category
                | Label::Aside),
            ) => self.record(block, label, self.leads_to_list(at)),
            _ => self.sentences(at),
        }
    }

    /// Lines of which each is `path:line: message` are a claim each.
    fn one_line_each(&mut self, block: &Block<'_>) -> bool {
        if !block.lines.iter().all(|line| oneline::split(line).is_some()) {
            return false;
        }
        self.close();
        for (number, line) in (block.first..).zip(&block.lines) {
            let mut draft = Draft::new(Owner::Sentences, number, number);
            draft.lines(&[line], number);
            self.draft = Some(draft);
            self.close();
        }
        true
    }

    /// Whether a paragraph goes on with the claim that is being read.
    fn goes_on(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let Some(draft) = &self.draft else { return false };
        let text = block.text();
        let closes = words::begins(&tidy::unmarked(&text).to_lowercase(), &words::CLOSING);
        let leads = text.trim_end().ends_with(':') && self.leads_on(at);
        match draft.owner {
            Owner::Heading(_) => {
                let is_last = self.last_heading.is_none_or(|last| last <= at);
                !(closes && is_last)
            }
            Owner::Comment => true,
            Owner::Record => {
                let label = field::split(block.lines[0]).map(|field| field.label);
                !closes && (label.is_none() || label != draft.leading)
            }
            Owner::Item { indent } => {
                let Some(list) = &self.list else { return false };
                if block.indent > indent + 1 {
                    return true;
                }
                let before = at.checked_sub(1).map(|before| &self.blocks[before]);
                let titled = before.is_some_and(|before| {
                    matches!(before.kind, Kind::Item { .. }) && list::is_headline(before)
                });
                !closes && !leads && (at < list.end || list.loose || titled && list.bare_titles)
            }
            Owner::Sentences => false,
        }
    }

    /// Begins a claim that is given field by field.
    fn record(&mut self, block: &Block<'_>, label: Label, leads: bool) {
        self.close();
        let file = field::split(block.lines[0]).filter(|_| label == Label::Path && leads);
        if let (Some(file), 1) = (file, block.lines.len()) {
            return self.file(block, file.value);
        }
        let mut draft = Draft::new(Owner::Record, block.first, block.last);
        draft.leading = Some(label);
        draft.lines(&block.lines, block.last);
        self.draft = Some(draft);
    }

    /// A file that the list below is about.
    fn file(&mut self, block: &Block<'_>, path: &str) {
        let path = tidy::unmarked(path).trim_matches(['`', ' ']).to_owned();
        self.heads.retain(|head| head.level < 7);
        self.aside(StatementKind::Heading, &path, block);
        let place = places::find(&path).0.into_iter().next();
        let place = place.unwrap_or_else(|| places::place(path.clone()));
        self.heads.push(Head { level: 7, text: path, role: Role::Path(place) });
    }

    /// Whether a list of findings, not of fields, comes next.
    fn leads_to_list(&self, at: usize) -> bool {
        self.blocks.get(at + 1).is_some_and(|next| {
            matches!(next.kind, Kind::Item { .. }) && field::split(next.lines[0]).is_none()
        })
    }

    /// Reads the sentences of a paragraph that stands for itself.
    fn sentences(&mut self, at: usize) {
        let block = &self.blocks[at];
        let text = tidy::unmarked(&block.text());
        let role = self.heads.last().map(|head| head.role.clone());
        let mut told = sentence::split(&text);
        if let [first, second, ..] = told.as_slice()
            && is_bold(first, &block.text())
        {
            let behind = text.find(first).unwrap_or(0) + first.len();
            let end = text[behind..].find(second).unwrap_or(0) + behind + second.len();
            told.splice(..2, [text[..end].trim()]);
        }
        if told.is_empty() {
            self.aside(StatementKind::Noise, &block.text(), block);
        }
        let mut before: Vec<&str> = Vec::new();
        for (at_word, said) in told.iter().enumerate() {
            let mut class = sentence::class_of(said);
            let last = at_word + 1 == told.len();
            if last
                && said.ends_with(':')
                && self.leads_on(at)
                && class != (Class::Denial { all: true })
            {
                class = Class::Preamble;
            }
            let in_summary = matches!(role, Some(Role::Preamble | Role::Conclusion));
            let in_praise = role == Some(Role::Praise);
            match class {
                Class::Denial { .. } => {
                    self.closing(block, &mut before, StatementKind::Denial, said)
                }
                Class::Preamble => self.closing(block, &mut before, StatementKind::Preamble, said),
                Class::Praise => self.closing(block, &mut before, StatementKind::Praise, said),
                Class::Conclusion => {
                    self.closing(block, &mut before, StatementKind::Conclusion, said);
                }
                _ if in_praise => self.closing(block, &mut before, StatementKind::Praise, said),
                _ if in_summary => self.closing(block, &mut before, StatementKind::Preamble, said),
                Class::Assertion => self.assertion(block, &mut before, said),
                Class::Remedy | Class::Follow => self.following(block, &mut before, said, class),
                Class::Plain => before.push(said),
            }
        }
        self.leftover(block, &before);
    }

    /// A sentence that is no claim, behind which none goes on.
    fn closing(
        &mut self,
        block: &Block<'_>,
        before: &mut Vec<&str>,
        kind: StatementKind,
        said: &str,
    ) {
        self.leftover(block, before);
        before.clear();
        self.close();
        let claimed = !self.out.document.claims.is_empty();
        let kind = if kind == StatementKind::Preamble && claimed && !said.ends_with(':') {
            StatementKind::Conclusion
        } else {
            kind
        };
        self.aside(kind, said, block);
    }

    /// A sentence that says that something is wrong: of the claim before it, or a new one.
    fn assertion(&mut self, block: &Block<'_>, before: &mut Vec<&str>, said: &str) {
        let lower = said.to_lowercase();
        let new = match &self.draft {
            None => true,
            Some(draft) => {
                let known =
                    format!("{} {}", draft.title.as_deref().unwrap_or_default(), draft.said());
                let (old, now) = (super::topics_of(&known), super::topics_of(said));
                let adds = words::begins(&lower, &words::ADDING);
                let same_block = draft.claim.last_line >= block.first;
                let named = identifiers(said).any(|name| !known.contains(name));
                let other = now & !old != 0 && (old != 0 || named);
                adds || !same_block || other || (named && now != 0)
            }
        };
        if new {
            self.close();
            let mut draft = Draft::new(Owner::Sentences, block.first, block.last);
            draft.claim.severity = self.severity.take();
            self.draft = Some(draft);
        }
        self.add(block, before, said);
    }

    /// A sentence that goes on: with the claim, or with what was told before it.
    fn following(&mut self, block: &Block<'_>, before: &mut Vec<&str>, said: &str, class: Class) {
        let here = self.draft.as_ref().is_some_and(|draft| draft.claim.last_line >= block.first);
        let wrong = sentence::asserts(&said.to_lowercase());
        if here || class == Class::Remedy && self.draft.is_some() {
            self.add(block, before, said);
        } else if class == Class::Remedy && before.is_empty() {
            self.close();
            self.advice(block, said);
        } else if wrong {
            self.close();
            self.draft = Some(Draft::new(Owner::Sentences, block.first, block.last));
            self.add(block, before, said);
        } else {
            self.leftover(block, before);
            before.clear();
            self.aside(StatementKind::Preamble, said, block);
        }
    }

    /// Advice that no claim stands before: a claim by itself, of what should be done.
    fn advice(&mut self, block: &Block<'_>, said: &str) {
        let mut draft = Draft::new(Owner::Sentences, block.first, block.last);
        draft.kind = StatementKind::Recommendation;
        draft.claim.remedy_only = true;
        draft.lines(&[said], block.last);
        self.draft = Some(draft);
    }

    fn add(&mut self, block: &Block<'_>, before: &mut Vec<&str>, said: &str) {
        if let Some(draft) = &mut self.draft {
            let joined: Vec<&str> = before.drain(..).chain([said]).collect();
            draft.lines(&[&joined.join(" ").replace('\n', " ")], block.last);
        }
    }

    /// What was told and no claim took up: of the claim before, else of what leads on.
    fn leftover(&mut self, block: &Block<'_>, before: &[&str]) {
        if before.is_empty() {
            return;
        }
        let text = before.join(" ");
        match &mut self.draft {
            Some(draft) if draft.claim.last_line >= block.first => {
                draft.lines(&[&text.replace('\n', " ")], block.last);
            }
            _ => {
                self.close();
                let claimed = !self.out.document.claims.is_empty();
                let kind =
                    if claimed { StatementKind::Conclusion } else { StatementKind::Preamble };
                self.aside(kind, &text, block);
            }
        }
    }
}

/// The code names in a sentence.
fn identifiers(said: &str) -> impl Iterator<Item = &str> {
    said.split('`').skip(1).step_by(2).filter(|name| name.len() > 2)
}

/// Whether a paragraph begins with a sentence in bold: the headline of what follows.
fn is_bold(first: &str, paragraph: &str) -> bool {
    let bold = paragraph.trim_start().strip_prefix("**").and_then(|rest| rest.split_once("**"));
    bold.is_some_and(|(bold, _)| tidy::unmarked(bold).trim() == first.trim())
}
