//! The checklist of the chosen handler: its items, laid out in lines.

use crate::model::{
    Change, Extent, Finding, Handler, Place, RepoPath, Role, Side, State as ItemState,
};
use crate::report::{losses, taken_by};
use crate::tui::backend::{CheckCard, Subject, words};
use crate::tui::text;

use super::decided::{Decided, Disposition};
use super::marks::stops;
use super::review::{FileEntry, Review};

/// Cells of code that are quoted in a sentence.
const QUOTED: usize = 48;

/// What a line of the checklist is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// An item: its 0-based position in the list.
    Item(usize),
    /// Text of the chosen item.
    Message,
    /// A place of the chosen item: its 0-based number.
    Stop(usize),
    /// The first line of a phrase that continues a place.
    StopMore(usize),
    /// What the change takes from the handler.
    Loss,
    /// How it would be attacked.
    Attack,
    /// What was decided, or noted.
    Decision,
    /// A heading, or a remark of the pane itself.
    Heading,
    /// Something to know where there is no handler.
    Remark,
    /// Nothing.
    Blank,
}

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// What it is.
    pub kind: LineKind,
    /// Position of the item it belongs to.
    pub owner: Option<usize>,
    /// Its text, without the parts the view draws by itself.
    pub text: String,
    /// At the right edge.
    pub right: String,
}

/// The checklist pane.
#[derive(Debug, Clone, Default)]
pub struct ChecklistPane {
    /// Indexes of the file's findings, in the order they are listed.
    pub order: Vec<usize>,
    /// Position of the chosen item.
    pub cursor: usize,
    /// 0-based number of the place that was gone to.
    pub stop: usize,
    /// The lines.
    pub lines: Vec<CheckLine>,
    /// First visible line.
    pub top: usize,
    /// Whether items that do not apply are listed.
    pub shows_not_applicable: bool,
}

impl ChecklistPane {
    /// Index in its file of the chosen item.
    #[must_use]
    pub fn item(&self) -> Option<usize> {
        self.order.get(self.cursor).copied()
    }

    /// Lists the items of a handler, worst first, what does not apply last.
    pub fn list(&mut self, file: &FileEntry, handler: &Handler) {
        let chosen = self.item();
        self.order = file
            .items(&handler.id)
            .filter(|(_, finding)| {
                self.shows_not_applicable || finding.state() != ItemState::NotApplicable
            })
            .map(|(index, _)| index)
            .collect();
        self.order.sort_by_key(|index| file.finding(*index).map(Finding::state));
        let kept = chosen.and_then(|item| self.order.iter().position(|index| *index == item));
        self.cursor = kept.unwrap_or(0);
    }

    /// The lines that the chosen item takes, the end exclusive.
    #[must_use]
    pub fn chosen_lines(&self) -> std::ops::Range<usize> {
        let is_own = |line: &CheckLine| line.owner == Some(self.cursor);
        let start = self.lines.iter().position(is_own).unwrap_or(0);
        let end = self.lines.iter().rposition(is_own).map_or(start, |last| last + 1);
        start..end
    }

    /// Lays the items out for a pane of `width` cells.
    pub fn lay_out(
        &mut self,
        review: &Review,
        file: &FileEntry,
        handler: &Handler,
        decided: &Decided,
        width: usize,
    ) {
        let mut lines = Vec::new();
        if let Some(note) = decided.note(&Subject::Handler(handler.id.clone())) {
            add_wrapped(&mut lines, LineKind::Decision, None, &format!("note: {note}"), width, 1);
        }
        add_losses(&mut lines, file, handler, width);
        for (position, item) in self.order.iter().enumerate() {
            let Some(finding) = file.finding(*item) else { continue };
            let right = right_of(finding, file, decided);
            let text = title_of(finding);
            let owner = Some(position);
            lines.push(CheckLine { kind: LineKind::Item(position), owner, text, right });
            if position == self.cursor {
                let card = review.check(finding.check());
                expand(&mut lines, position, finding, card, file, handler, decided, width);
            }
        }
        let hidden = file
            .items(&handler.id)
            .filter(|(_, finding)| finding.state() == ItemState::NotApplicable)
            .count();
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
        if self.order.is_empty() && hidden == 0 {
            let text = if file.assessment.is_some() {
                "No item applies here."
            } else {
                "Looking for facts …"
            };
            add_wrapped(&mut lines, LineKind::Remark, None, text, width, 1);
        }
        self.lines = lines;
    }
}

/// What the handler loses, where that is more than the first item says.
fn add_losses(lines: &mut Vec<CheckLine>, file: &FileEntry, handler: &Handler, width: usize) {
    let is_loss =
        |finding: &&Finding| matches!(finding.state(), ItemState::Removed | ItemState::Weakened);
    let all = || file.items(&handler.id).map(|(_, finding)| finding).filter(is_loss);
    if all().nth(1).is_none() {
        return;
    }
    let words = losses(handler, all()).unwrap_or_default();
    add_wrapped(lines, LineKind::Loss, None, &words, width, 1);
}

/// `generation [rp]`: the check and its subject.
fn title_of(finding: &Finding) -> String {
    match finding.subject() {
        Some(subject) => format!("{} [{subject}]", finding.check()),
        None => finding.check().to_string(),
    }
}

/// The state's word where it asks for something, what was decided, the line.
fn right_of(finding: &Finding, file: &FileEntry, decided: &Decided) -> String {
    let word = match (decided.of(finding.id()), finding.state()) {
        (Some(Disposition::Confirmed), state) => format!("{state}, confirmed"),
        (Some(Disposition::Dismissed(_)), _) => "dismissed".to_owned(),
        (Some(Disposition::NeedsReview), state) => format!("{state}, changed since"),
        (None, ItemState::Guarded) => match finding.change() {
            Some(change @ (Change::Added | Change::Moved | Change::Strengthened)) => {
                change.to_string()
            }
            _ => String::new(),
        },
        (None, ItemState::NotApplicable) => String::new(),
        (None, state) => state.to_string(),
    };
    let line = place_name(finding.primary(), file);
    if word.is_empty() { line } else { format!("{word} {line}") }
}

/// `103`, `-121` on the old side, `util.py:72` in another file.
#[must_use]
pub fn place_name(place: &Place, file: &FileEntry) -> String {
    let sign = match place.extent {
        Extent::Old(_) => "-",
        Extent::New(_) => "",
    };
    let line = place.first_line();
    if file.path_on(place.side()) == Some(&place.file) {
        format!("{sign}{line}")
    } else {
        format!("{}:{sign}{line}", short(&place.file))
    }
}

fn short(path: &RepoPath) -> &str {
    path.file_name()
}

#[expect(clippy::too_many_arguments, reason = "one place lays an item out from all it consists of")]
fn expand(
    lines: &mut Vec<CheckLine>,
    position: usize,
    finding: &Finding,
    card: Option<&CheckCard>,
    file: &FileEntry,
    handler: &Handler,
    decided: &Decided,
    width: usize,
) {
    let owner = Some(position);
    add_wrapped(lines, LineKind::Message, owner, finding.message(), width, 3);
    for (number, stop) in stops(finding).into_iter().enumerate() {
        let role = stop.role.map_or_else(|| "here".to_owned(), |role| role.to_string());
        let place = place_name(stop.place, file);
        let side = if stop.place.side() == Side::Base { " before" } else { "" };
        let lead = format!("{} {role:<9} ", number + 1);
        let room = width.saturating_sub(text::width(&lead) + text::width(side) + 4);
        let head = format!("{lead}{}{side}", text::cut_front(&place, room, false));
        lines.push(CheckLine {
            kind: LineKind::Stop(number),
            owner,
            text: head,
            right: String::new(),
        });
        add_wrapped(lines, LineKind::StopMore(number), owner, stop.say, width, 6);
    }
    if let Some(by) = file.assessment.as_ref().and_then(|found| found.taken_by(finding.id())) {
        let text = format!("Taken by {}", taken_by(by));
        add_wrapped(lines, LineKind::Heading, owner, &text, width, 3);
    }
    if let Some(card) = card {
        let is_quiet = matches!(finding.state(), ItemState::Guarded | ItemState::NotApplicable);
        if !is_quiet && !card.attack.is_empty() {
            let attack = fill(&card.attack, finding, handler, file);
            add_wrapped(lines, LineKind::Attack, owner, &format!("Attack: {attack}"), width, 3);
        }
        if !card.weight.is_empty() {
            add_wrapped(lines, LineKind::Heading, owner, &card.weight, width, 3);
        }
    }
    if let Some(Disposition::Dismissed(reason)) = decided.of(finding.id()) {
        let text = format!("dismissed: {}", words(reason));
        add_wrapped(lines, LineKind::Decision, owner, &text, width, 3);
    }
    if let Some(note) = decided.note(&Subject::Finding(finding.id().clone())) {
        add_wrapped(lines, LineKind::Decision, owner, &format!("note: {note}"), width, 3);
    }
    lines.push(CheckLine {
        kind: LineKind::Blank,
        owner,
        text: String::new(),
        right: String::new(),
    });
}

/// The attack sentence with what it leaves open filled in.
fn fill(attack: &str, finding: &Finding, handler: &Handler, file: &FileEntry) -> String {
    let effect = finding
        .evidence()
        .iter()
        .find(|evidence| matches!(evidence.role, Role::Effect | Role::Sink))
        .map_or_else(|| finding.primary(), |evidence| &evidence.place);
    let effect = quote(effect, file);
    let endpoint = handler.endpoint();
    let endpoint = if endpoint.is_empty() { handler.name.clone() } else { endpoint };
    attack
        .replace("{endpoint}", &endpoint)
        .replace("{handler}", &handler.name)
        .replace("{effect}", &effect)
}

/// The code of a place, short and in backquotes, or its line.
fn quote(place: &Place, file: &FileEntry) -> String {
    let side = place.side();
    let document = file.document.as_ref().filter(|_| file.path_on(side) == Some(&place.file));
    let Some(document) = document else {
        return format!("line {}", place_name(place, file));
    };
    let line = document.side(side).line(place.first_line() as usize - 1);
    let columns = place.columns().filter(|_| place.first_line() == place.last_line());
    let (start, end) = columns.map_or((0, usize::MAX), |c| (c.start as usize, c.end as usize));
    let code: String = line.chars().take(end).skip(start).collect();
    format!("`{}`", text::cut(code.trim(), QUOTED, false))
}

fn add_wrapped(
    lines: &mut Vec<CheckLine>,
    kind: LineKind,
    owner: Option<usize>,
    text: &str,
    width: usize,
    indent: usize,
) {
    if text.is_empty() {
        return;
    }
    for part in text::wrap(text, width.saturating_sub(indent + 1)) {
        let text = format!("{:indent$}{part}", "");
        lines.push(CheckLine { kind, owner, text, right: String::new() });
    }
}

/// The lines where no handler is chosen.
#[must_use]
pub fn remarks(texts: &[String], width: usize) -> Vec<CheckLine> {
    let mut lines = Vec::new();
    for text in texts {
        add_wrapped(&mut lines, LineKind::Remark, None, text, width, 1);
        lines.push(CheckLine {
            kind: LineKind::Blank,
            owner: None,
            text: String::new(),
            right: String::new(),
        });
    }
    lines
}
