//! Blocks in their order: which claim, or which other part of the review, each belongs to.

use super::block::{Block, Kind};
use super::draft::{Draft, Owner};
use super::field::{self, Label};
use super::list::List;
use super::role::{self, Role};
use super::{mark, sentence, tidy};
use crate::claims::document::{ReadClaim, StatedPlace, Statement, StatementKind};
use crate::claims::read::collected::Collected;

/// A heading that what follows stands under.
pub(super) struct Head {
    pub level: u8,
    pub text: String,
    pub role: Role,
}

/// What is known while the blocks are gone through.
pub(super) struct Outline<'o, 'l, 'b> {
    pub out: &'o mut Collected<'l>,
    pub blocks: &'b [Block<'b>],
    pub draft: Option<Draft>,
    pub heads: Vec<Head>,
    pub list: Option<List>,
    /// A severity that a line of tags gave to the comment that follows.
    pub severity: Option<String>,
    /// The last block that is a heading by its marks.
    pub last_heading: Option<usize>,
}

/// Gives every block to what it belongs to.
pub(super) fn emit(out: &mut Collected<'_>, blocks: &[Block<'_>]) {
    let last_heading = blocks.iter().rposition(|block| matches!(block.kind, Kind::Heading(1..=6)));
    let mut outline = Outline {
        out,
        blocks,
        draft: None,
        heads: Vec::new(),
        list: None,
        severity: None,
        last_heading,
    };
    for at in 0..blocks.len() {
        outline.block(at);
    }
    outline.close();
}

/// Makes claims of what is told, where nothing else was claimed, denied or praised.
pub(super) fn claim_what_is_told(out: &mut Collected<'_>) {
    let told: Vec<usize> = (0..out.document.statements.len())
        .filter(|at| {
            let statement: &Statement = &out.document.statements[*at];
            matches!(statement.kind, StatementKind::Preamble | StatementKind::Recommendation)
                && !statement.text.ends_with(':')
                && !matches!(sentence::class_of(&statement.text), sentence::Class::Preamble)
        })
        .collect();
    let denied =
        out.document.statements.iter().any(|statement| {
            matches!(statement.kind, StatementKind::Denial | StatementKind::Praise)
        });
    if denied {
        return;
    }
    for at in told {
        let statement = &mut out.document.statements[at];
        let (text, first, last) =
            (statement.text.clone(), statement.first_line, statement.last_line);
        let remedy_only = super::advises(&text);
        if !remedy_only {
            statement.kind = StatementKind::Item;
        }
        out.keep(ReadClaim { remedy_only, ..super::one(&text, first, last) });
    }
}

impl<'b> Outline<'_, '_, 'b> {
    fn block(&mut self, at: usize) {
        let block = &self.blocks[at];
        match block.kind {
            Kind::Heading(level) => self.heading(at, level),
            Kind::Item { praise, .. } => self.item(at, praise),
            Kind::Para | Kind::Quote => self.paragraph(at),
            Kind::Code { hunk } => self.code(at, hunk),
            Kind::Table => super::table::read(self, block),
            Kind::Rule => {
                if !matches!(self.draft, Some(Draft { owner: Owner::Heading(_), .. })) {
                    self.close();
                }
                self.list = None;
                self.out.say(StatementKind::Noise, &block.text(), block.first, block.last);
            }
            Kind::Noise => {
                self.out.say(StatementKind::Noise, &block.text(), block.first, block.last);
            }
        }
    }

    /// Ends the claim that is being read.
    pub fn close(&mut self) {
        let Some(mut draft) = self.draft.take() else { return };
        if draft.claim.severity.is_none() {
            let of_head = self.heads.iter().rev().find_map(|head| match &head.role {
                Role::Severity(level) => Some(level.clone()),
                _ => None,
            });
            draft.claim.severity = of_head;
        }
        let kind = draft.kind;
        let claim = draft.finish(&self.under(), self.path());
        if !claim.text.trim().is_empty() {
            self.out.claim(kind, claim);
            return;
        }
        let (first, last) = (claim.first_line, claim.last_line);
        self.out.say(StatementKind::Noise, &claim.code.join("\n"), first, last);
        if !claim.stated.is_empty() || claim.severity.is_some() {
            self.out.unread(first, None, "fields without a word of what is wrong");
        }
    }

    fn under(&self) -> Vec<String> {
        self.heads.iter().map(|head| head.text.clone()).collect()
    }

    fn path(&self) -> Option<&StatedPlace> {
        self.heads.iter().rev().find_map(|head| match &head.role {
            Role::Path(place) => Some(place),
            _ => None,
        })
    }

    fn heading(&mut self, at: usize, level: u8) {
        let block = &self.blocks[at];
        let text = block.text();
        if self.belongs_to_draft(&text, level) {
            self.part_heading(block, &text);
            return;
        }
        self.close();
        self.list = None;
        self.heads.retain(|head| head.level < level);
        let first = self.out.document.claims.is_empty() && self.heads.is_empty();
        let mut role = role::of(&text, first);
        if role == Role::Finding && self.is_group(at, level, &text) {
            role = Role::Findings;
        }
        match role {
            Role::Finding => {
                let mut draft = Draft::new(Owner::Heading(level), block.first, block.last);
                draft.claim.severity = self.severity.take();
                draft.head(&text);
                self.draft = Some(draft);
            }
            Role::Denial => self.out.say(StatementKind::Denial, &text, block.first, block.last),
            role => {
                self.out.say(StatementKind::Heading, &text, block.first, block.last);
                self.heads.push(Head { level, text: tidy::unmarked(&text), role });
            }
        }
    }

    /// Whether a heading is a part of the claim that is being read.
    fn belongs_to_draft(&self, text: &str, level: u8) -> bool {
        let Some(draft) = &self.draft else { return false };
        match draft.owner {
            Owner::Heading(own) => own < level && (role::is_label(text) || level == 7),
            Owner::Comment => level == 7,
            Owner::Item { .. } | Owner::Record => level == 7 && role::is_label(text),
            Owner::Sentences => false,
        }
    }

    fn part_heading(&mut self, block: &Block<'_>, text: &str) {
        let Some(draft) = &mut self.draft else { return };
        match field::label_of(&tidy::unmarked(text)) {
            Some(label) => draft.announce(label),
            None if draft.title.is_none() && draft.is_bare() => draft.head(text),
            None => draft.lines(&[text], block.last),
        }
        draft.claim.last_line = draft.claim.last_line.max(block.last);
    }

    /// Whether a heading holds findings, and is none itself.
    fn is_group(&self, at: usize, level: u8, text: &str) -> bool {
        const LOOKED_AT: usize = 200;
        let end = self.blocks[at + 1..].iter().take(LOOKED_AT).position(|block| match block.kind {
            Kind::Heading(other) => other <= level,
            _ => false,
        });
        let body = &self.blocks
            [at + 1..end.map_or(self.blocks.len().min(at + 1 + LOOKED_AT), |end| at + 1 + end)];
        let mut parts = body.iter().filter(|block| matches!(block.kind, Kind::Heading(1..=6)));
        if parts.any(|part| {
            !role::is_label(&part.text()) && role::of(&part.text(), false) == Role::Finding
        }) {
            return true;
        }
        let told = |block: &&Block<'_>| !matches!(block.kind, Kind::Noise | Kind::Rule);
        let labelled = body.iter().filter(told).take(12).any(|block| {
            block.lines.iter().any(|line| field::split(line).is_some())
                || matches!(block.kind, Kind::Heading(_)) && role::is_label(&block.text())
        });
        let numbered = role::is_numbered(text);
        match body.iter().find(told) {
            _ if labelled || numbered => false,
            None => !sentence::asserts(&text.to_lowercase()),
            Some(block) => match block.kind {
                Kind::Item { .. } | Kind::Table | Kind::Heading(_) => true,
                Kind::Para => block.text().trim_end().ends_with(':') && body.len() > 1,
                _ => false,
            },
        }
    }

    fn code(&mut self, at: usize, hunk: bool) {
        let block = &self.blocks[at];
        let text = block.text();
        let starts =
            hunk && matches!(
                self.draft.as_ref().map(|draft| draft.owner),
                None | Some(Owner::Comment | Owner::Sentences)
            ) && self.blocks.get(at + 1).is_some_and(|next| {
                matches!(next.kind, Kind::Para | Kind::Quote | Kind::Heading(7) | Kind::Noise)
            });
        if starts {
            self.close();
            let mut draft = Draft::new(Owner::Comment, block.first, block.last);
            draft.claim.code.push(text);
            draft.claim.severity = self.severity.take();
            self.draft = Some(draft);
            return;
        }
        if let Some(draft) = &mut self.draft {
            draft.claim.code.push(text);
            draft.claim.last_line = draft.claim.last_line.max(block.last);
            return;
        }
        let bound = self.out.limits.text;
        match self.out.document.claims.last_mut() {
            Some(claim) if claim.last_line + 3 >= block.first && claim.code.len() < 50 => {
                claim.code.push(super::super::clean::clean(&text, bound));
            }
            _ => {}
        }
        self.out.say(StatementKind::Noise, &text, block.first, block.last);
    }

    /// Ends the list that is gone through, where a block is no part of it.
    pub fn leave_list(&mut self) {
        self.list = None;
        if matches!(self.draft, Some(Draft { owner: Owner::Item { .. }, .. })) {
            self.close();
        }
        self.heads.retain(|head| head.level <= 7);
    }

    fn item(&mut self, at: usize, praise: bool) {
        let block = &self.blocks[at];
        let owner = self.draft.as_ref().map(|draft| draft.owner);
        let deeper = match owner {
            Some(Owner::Heading(_) | Owner::Record | Owner::Comment) => true,
            Some(Owner::Item { indent }) => block.indent > indent + 1,
            _ => false,
        };
        let labelled = field::split(block.lines[0]).is_some();
        let titled = matches!(owner, Some(Owner::Item { .. })) && labelled && self.is_part(at);
        if let (Some(draft), true) = (&mut self.draft, deeper || titled) {
            draft.lines(&block.lines, block.last);
            return;
        }
        self.close();
        super::list::start(self, at, praise);
    }

    /// Whether an item is a field of the item of another list before it.
    fn is_part(&self, at: usize) -> bool {
        let number = |at: usize| match self.blocks[at].kind {
            Kind::Item { number, .. } => number,
            _ => None,
        };
        let label = field::split(self.blocks[at].lines[0]).map(|field| field.label);
        number(at).is_none()
            && !matches!(label, Some(Label::Title))
            && self.list.as_ref().is_some_and(|list| list.numbered || list.bare_titles)
    }

    /// Whether a paragraph is a line of tags, as bots put above their comments.
    pub fn tags(&mut self, block: &Block<'_>) -> bool {
        let text = block.text();
        let line = text.trim();
        let tagged = line.len() < 120
            && block.lines.len() == 1
            && line.split('|').all(|piece| {
                let piece = piece.trim();
                piece.len() > 2 && piece.starts_with('_') && piece.ends_with('_')
            });
        if tagged {
            let mut levels = line
                .split('|')
                .filter_map(|piece| tidy::severity_in(piece.trim().trim_matches('_')));
            let level = levels.next_back();
            // A quoted change right above belongs to the same comment.
            if !self
                .draft
                .as_ref()
                .is_some_and(|draft| draft.owner == Owner::Comment && draft.is_bare())
            {
                self.close();
            }
            let draft = self
                .draft
                .get_or_insert_with(|| Draft::new(Owner::Comment, block.first, block.last));
            draft.claim.severity = level.or(draft.claim.severity.take());
            draft.claim.last_line = draft.claim.last_line.max(block.last);
        }
        tagged
    }

    /// Says a sentence that is no claim.
    pub fn aside(&mut self, kind: StatementKind, text: &str, block: &Block<'_>) {
        self.out.say(kind, text, block.first, block.last);
    }

    /// Whether the next block that says something is an item or a table.
    pub fn leads_on(&self, at: usize) -> bool {
        let mut next = self.blocks[at + 1..].iter().filter(|block| block.kind != Kind::Noise);
        next.next().is_some_and(|block| match block.kind {
            Kind::Item { .. } | Kind::Table | Kind::Heading(_) => true,
            Kind::Para => mark::looks_like_heading(block.lines[0]),
            _ => false,
        })
    }
}
