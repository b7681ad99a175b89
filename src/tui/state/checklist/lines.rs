//! The lines of the checklist, and how texts become some.

use crate::model::Side;
use crate::tui::state::marks::Stop;
use crate::tui::text;

use super::{Sheet, place_name};

/// What a line of the checklist is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// An item: its 0-based position in the list.
    Item(usize),
    /// A claim: its 0-based position in the list. The view has its words.
    Claim(usize),
    /// A reviewer's own finding or question: its 0-based position in the list.
    Own(usize),
    /// Words of a foreign review.
    Foreign,
    /// What is held of the chosen claim.
    Verdict,
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
    /// The name of the review whose claims follow.
    Source,
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

impl CheckLine {
    /// An empty line.
    pub(super) fn blank(owner: Option<usize>) -> Self {
        Self { kind: LineKind::Blank, owner, text: String::new(), right: String::new() }
    }
}

/// A place with its number, and the phrase below it.
pub(super) fn add_stop(
    lines: &mut Vec<CheckLine>,
    position: usize,
    number: usize,
    (role, stop): (&str, &Stop<'_>),
    sheet: &Sheet<'_>,
) {
    let owner = Some(position);
    let place = place_name(stop.place, sheet.file);
    let side = if stop.place.side() == Side::Base { " before" } else { "" };
    let lead = format!("{} {role:<9} ", number + 1);
    let room = sheet.width.saturating_sub(text::width(&lead) + 4);
    // The minus says that it is the old side; the name of the file is needed more.
    let side = if text::width(&place) + text::width(side) > room { "" } else { side };
    let text = format!("{lead}{}{side}", text::cut_front(&place, room, false));
    lines.push(CheckLine { kind: LineKind::Stop(number), owner, text, right: String::new() });
    add_wrapped(lines, LineKind::StopMore(number), owner, stop.say, sheet.width, 6);
}

/// A text in lines of a width, each behind so many blanks.
pub(super) fn add_wrapped(
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
        lines.push(CheckLine::blank(None));
    }
    lines
}
