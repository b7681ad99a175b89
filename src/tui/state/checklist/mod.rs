//! The checklist of the chosen handler: its items and the claims about it, laid out in lines.

mod claim;
mod item;
mod lines;
mod own;

pub use claim::beside_claim;
pub use lines::{CheckLine, LineKind};

use crate::model::{Extent, Finding, Handler, Place, RepoPath, State as ItemState};
use crate::tui::backend::{Own, Subject};

use super::claims::Claims;
use super::decided::Decided;
use super::review::{FileEntry, Review};
use lines::{add_wrapped, remarks};

/// Something on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A finding, by its index in its file.
    Item(usize),
    /// A claim of a foreign review, by its index among all.
    Claim(usize),
    /// A reviewer's own finding or question, by its index among all.
    Own(usize),
}

/// The checklist pane.
#[derive(Debug, Clone, Default)]
pub struct ChecklistPane {
    /// What is listed, in order: items, then claims.
    pub order: Vec<Entry>,
    /// Position of the chosen one.
    pub cursor: usize,
    /// 0-based number of the place that was gone to.
    pub stop: usize,
    /// Whether the places are being walked; then the current one is kept in view.
    pub walks: bool,
    /// The lines.
    pub lines: Vec<CheckLine>,
    /// First visible line.
    pub top: usize,
    /// How far the chosen one is scrolled, in lines, where it is higher than the pane.
    pub inside: usize,
    /// Whether items that do not apply are listed.
    pub shows_not_applicable: bool,
    /// A claim that is listed although it means something else: one of a file that the
    /// change does not touch, or of none.
    pub visiting: Option<usize>,
}

/// What the lines are made from.
pub struct Sheet<'a> {
    /// Files, handlers, checks.
    pub review: &'a Review,
    /// Claims of foreign reviews.
    pub claims: &'a Claims,
    /// The file; none where the change has none.
    pub file: Option<&'a FileEntry>,
    /// What was decided.
    pub decided: &'a Decided,
    /// Cells of a line.
    pub width: usize,
}

impl ChecklistPane {
    /// What is chosen.
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        self.order.get(self.cursor).copied()
    }

    /// Index in its file of the chosen item.
    #[must_use]
    pub fn item(&self) -> Option<usize> {
        match self.entry()? {
            Entry::Item(item) => Some(item),
            Entry::Claim(_) | Entry::Own(_) => None,
        }
    }

    /// Index among all of the chosen claim.
    #[must_use]
    pub fn claim(&self) -> Option<usize> {
        match self.entry()? {
            Entry::Claim(claim) => Some(claim),
            Entry::Item(_) | Entry::Own(_) => None,
        }
    }

    /// Index among all of the chosen one of the reviewers' own.
    #[must_use]
    pub fn own(&self) -> Option<usize> {
        match self.entry()? {
            Entry::Own(own) => Some(own),
            Entry::Item(_) | Entry::Claim(_) => None,
        }
    }

    /// Where something is listed.
    #[must_use]
    pub fn position(&self, entry: Entry) -> Option<usize> {
        self.order.iter().position(|listed| *listed == entry)
    }

    /// Lists the items of a handler, worst first, what does not apply last, and the claims
    /// that mean it; of a file alone, the claims that mean none of its handlers.
    pub fn list(
        &mut self,
        file: &FileEntry,
        handler: Option<&Handler>,
        claims: &Claims,
        own: &[Own],
    ) {
        let chosen = self.entry();
        self.order.clear();
        if let Some(handler) = handler {
            let mut items: Vec<(ItemState, usize)> = file
                .items(&handler.id)
                .map(|(index, finding)| (finding.state(), index))
                .filter(|(state, _)| {
                    self.shows_not_applicable || *state != ItemState::NotApplicable
                })
                .collect();
            items.sort_by_key(|(state, _)| *state);
            self.order.extend(items.into_iter().map(|(_, index)| Entry::Item(index)));
        }
        let own = own.iter().enumerate().filter(|(_, own)| match handler {
            Some(handler) => own.belongs_to(file, handler),
            None => own.is_in(file) && !file.handlers().iter().any(|it| own.belongs_to(file, it)),
        });
        self.order.extend(own.map(|(index, _)| Entry::Own(index)));
        let others = match handler {
            Some(handler) => claims.of_handler(file, handler),
            None => claims.of_file(file),
        };
        self.visiting = self.visiting.filter(|claim| !others.contains(claim));
        self.order.extend(others.into_iter().chain(self.visiting).map(Entry::Claim));
        self.cursor = chosen.and_then(|entry| self.position(entry)).unwrap_or(0);
    }

    /// The lines that the chosen one takes, the end exclusive.
    #[must_use]
    pub fn chosen_lines(&self) -> std::ops::Range<usize> {
        let is_own = |line: &CheckLine| line.owner == Some(self.cursor);
        let start = self.lines.iter().position(is_own).unwrap_or(0);
        let own = self.lines.get(start..).unwrap_or_default().iter();
        start..start + own.take_while(|line| is_own(line)).count()
    }

    /// The line of the place that was gone to.
    #[must_use]
    pub fn stop_line(&self) -> Option<usize> {
        let stop = LineKind::Stop(self.stop);
        self.lines.iter().position(|line| line.kind == stop)
    }

    /// Lays everything out.
    pub fn lay_out(&mut self, sheet: &Sheet<'_>, handler: Option<&Handler>, texts: &[String]) {
        let mut lines = match handler {
            Some(handler) => self.handler_lines(sheet, handler),
            None => remarks(texts, sheet.width),
        };
        own::add(&mut lines, self, sheet);
        claim::add(&mut lines, self, sheet);
        self.lines = lines;
    }

    fn handler_lines(&self, sheet: &Sheet<'_>, handler: &Handler) -> Vec<CheckLine> {
        let Sheet { decided, width, .. } = *sheet;
        let mut lines = Vec::new();
        let Some(file) = sheet.file else { return lines };
        for note in decided.notes(&Subject::Handler(handler.id.clone())) {
            add_wrapped(&mut lines, LineKind::Decision, None, &note, width, 1);
        }
        item::add_losses(&mut lines, file, handler, width);
        for (position, entry) in self.order.iter().enumerate() {
            let Entry::Item(item) = entry else { break };
            let Some(finding) = file.finding(*item) else { continue };
            lines.push(item::line(position, finding, sheet));
            if position == self.cursor {
                item::expand(&mut lines, position, finding, handler, sheet);
            }
        }
        let is_hidden = |finding: &Finding| finding.state() == ItemState::NotApplicable;
        let hidden = file.items(&handler.id).filter(|(_, finding)| is_hidden(finding)).count();
        if hidden > 0 && !self.shows_not_applicable {
            let verb = if hidden == 1 { "does" } else { "do" };
            let text = format!("{hidden} {verb} not apply");
            lines.push(CheckLine {
                kind: LineKind::Heading,
                owner: None,
                text,
                right: String::new(),
            });
        }
        let has_items = matches!(self.order.first(), Some(Entry::Item(_)));
        if !has_items && hidden == 0 {
            let text = if file.assessment.is_some() {
                "No item applies here."
            } else {
                "Looking for facts …"
            };
            add_wrapped(&mut lines, LineKind::Remark, None, text, width, 1);
        }
        lines
    }
}

impl Own {
    /// Whether its lines lie in a file of the change.
    fn is_in(&self, file: &FileEntry) -> bool {
        file.path_on(self.place.side()) == Some(&self.place.file)
    }

    /// Whether it was written about a handler, or on its lines.
    fn belongs_to(&self, file: &FileEntry, handler: &Handler) -> bool {
        let around = &handler.place;
        let is_inside = around.file == self.place.file
            && around.side() == self.place.side()
            && (around.first_line()..=around.last_line()).contains(&self.place.first_line());
        self.is_in(file) && (is_inside || self.handler.as_ref() == Some(&handler.id))
    }
}

/// `103`, `-121` on the old side, `util.py:72` in another file.
#[must_use]
pub fn place_name<'a>(place: &Place, file: impl Into<Option<&'a FileEntry>>) -> String {
    let sign = match place.extent {
        Extent::Old(_) => "-",
        Extent::New(_) => "",
    };
    let line = place.first_line();
    let file: Option<&FileEntry> = file.into();
    if file.and_then(|file| file.path_on(place.side())) == Some(&place.file) {
        format!("{sign}{line}")
    } else {
        format!("{}:{sign}{line}", short(&place.file))
    }
}

fn short(path: &RepoPath) -> &str {
    path.file_name()
}
