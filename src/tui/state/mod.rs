//! Everything the screen knows, in small parts, one for each pane.

mod blame;
mod board;
mod changes;
mod checklist;
mod claims;
mod code;
mod decided;
mod jumps;
mod leaving;
mod line_input;
mod marks;
mod matrix;
mod overview;
mod peek;
mod popup;
mod quiz;
mod ranges;
mod review;
mod search;
mod shown;

pub use blame::BlamePane;
pub use board::{Board, BoardKind, BoardRow, Grouping, Which};
pub use changes::{ChangesPane, TreeRow};
pub use checklist::{CheckLine, ChecklistPane, Entry, LineKind, Sheet, beside_claim, place_name};
pub use claims::{ClaimRow, ClaimTotals, Claims, ClaimsView};
pub use code::{CodePane, Goal, Sticky};
pub use decided::{Decided, Disposition, Held};
pub use jumps::{Jumps, Look, Spot};
pub use leaving::{LEAVE_ANSWERS, Leaving};
pub use line_input::LineInput;
pub use marks::{Mark, Marks, Stop, claim_stops, own_stops, stops};
pub use matrix::{MatrixOrder, MatrixView};
pub use overview::{Overview, rank};
pub use peek::Peek;
pub use popup::{
    Batch, DismissInput, ExportInput, Listed, NoteInput, OwnInput, PickEntry, Picker, Popup,
    Reading, ReasonPick, Scope, Target, ThemePick, VerdictPick, WhyInput,
};
pub use quiz::{Quiz, QuizAsk, QuizLine, QuizLook, QuizSign};
pub use ranges::{Listing, RangePick, Ranges, Returning};
pub use review::{FileEntry, Review, Totals};
pub use search::{Needle, Search, matches};
pub use shown::Shown;

use crate::catalog::Layout;

use super::backend::{Opening, Own, Subject};
use super::claims::Claim;
use super::key::Key;
use super::keymap::Keymap;
use super::layout::{Pane, Regions};

/// After so many keys the hint goes away.
pub const HINT_KEYS: u8 = 6;

/// So much of what was said is kept.
const MAX_SAID: usize = 500;

/// The whole state.
#[derive(Debug, Clone)]
pub struct State {
    /// Files, handlers and findings.
    pub review: Review,
    /// What is reviewed among what could be.
    pub ranges: Ranges,
    /// Claims of foreign reviews.
    pub claims: Claims,
    /// What was decided.
    pub decided: Decided,
    /// Size, focus, messages.
    pub screen: Screen,
    /// The tree.
    pub changes: ChangesPane,
    /// The diff.
    pub code: CodePane,
    /// The items.
    pub checklist: ChecklistPane,
    /// What lies above the panes and takes the keys.
    pub popup: Option<Popup>,
    /// The search in the code.
    pub search: Search,
    /// Where lines come from.
    pub blame: BlamePane,
    /// Places to come back to.
    pub jumps: Jumps,
    /// The lesson, where one is sat at.
    pub quiz: Option<Box<Quiz>>,
    /// Keys and what was pressed of a sequence.
    pub keys: Keys,
    /// What becomes of the review then.
    pub leaving: Leaving,
    /// Whether the screen is to be left.
    pub exit: bool,
}

/// Size, focus, look and messages.
#[derive(Debug, Clone)]
pub struct Screen {
    /// Columns, in cells.
    pub width: u16,
    /// Rows, in cells.
    pub height: u16,
    /// The pane that takes the keys.
    pub focus: Pane,
    /// A line for the user, until the next key.
    pub message: Option<Message>,
    /// What was said so far, the latest last; of much, the latest.
    pub said: std::collections::VecDeque<Message>,
    /// The name of the theme.
    pub theme: String,
    /// The names of all themes.
    pub themes: Vec<String>,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// How the sides of a file are laid out.
    pub layout: Layout,
    /// Whether long lines of code are wrapped.
    pub wraps: bool,
    /// Whether everything but handlers is folded.
    pub only_handlers: bool,
    /// What paths on disk are added to for a link, empty where there are none; none where the
    /// terminal is not to be sent links.
    pub links: Option<String>,
    /// For how many more keys it is said what the screen is and which keys matter.
    pub hint: u8,
    /// Whether the code was gone to from a list that it covers; leaving it goes back there.
    pub came_from_list: bool,
}

/// A line for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is said.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// Keys and what was pressed of a sequence.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// What keys mean.
    pub map: Keymap,
    /// The beginning of a sequence.
    pub pending: Vec<Key>,
    /// Whether a key is held: what it passes is not read.
    pub is_held: bool,
    /// The number before a motion; 0 where it has no digit yet.
    pub count: Option<usize>,
}

impl State {
    /// The state at the start, on a screen of this size in cells.
    #[must_use]
    pub fn new(opening: Opening, map: Keymap, theme: &str, ascii: bool, size: (u16, u16)) -> Self {
        let mut ranges = Ranges::new(opening.range.clone(), &opening.change_set);
        ranges.returning = opening.spot.clone().map(Returning::from_before);
        let quiz = opening.lesson.clone().map(|sitting| Box::new(Quiz::new(*sitting)));
        let review = Review::new(opening);
        let mut changes = ChangesPane::default();
        changes.rebuild(&review);
        let focus = if review.files.is_empty() || size.0 >= super::layout::WIDE {
            Pane::Changes
        } else {
            Pane::Code
        };
        let message = map
            .problems()
            .first()
            .map(|problem| Message { text: format!("keys: {problem}"), is_error: true });
        let added = review.added.iter().find(|remark| remark.is_urgent);
        let message =
            message.or_else(|| added.map(|it| Message { text: it.text.clone(), is_error: true }));
        Self {
            review,
            ranges,
            claims: Claims::default(),
            decided: Decided::default(),
            screen: Screen {
                width: size.0,
                height: size.1,
                focus,
                said: message.iter().cloned().collect(),
                message,
                theme: theme.to_owned(),
                themes: crate::catalog::Themes::default().names(),
                ascii,
                layout: Layout::default(),
                wraps: false,
                only_handlers: false,
                links: None,
                hint: 0,
                came_from_list: false,
            },
            changes,
            code: CodePane::default(),
            checklist: ChecklistPane::default(),
            popup: None,
            search: Search::default(),
            blame: BlamePane::default(),
            jumps: Jumps::default(),
            quiz,
            keys: Keys { map, ..Keys::default() },
            leaving: Leaving::default(),
            exit: false,
        }
    }

    /// Where the regions are.
    #[must_use]
    pub fn regions(&self) -> Regions {
        let has_sides = self.screen.layout == Layout::Split;
        Regions::with(self.screen.width, self.screen.height, self.screen.focus, has_sides)
    }

    /// Whether the code covers the list that it was gone to from.
    #[must_use]
    pub fn is_beside_list(&self) -> bool {
        self.screen.came_from_list && self.screen.focus == Pane::Code && self.regions().shown() == 1
    }

    /// Says something until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
        self.tell(Message { text: text.into(), is_error: false });
    }

    /// Says that something went wrong.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.tell(Message { text: text.into(), is_error: true });
    }

    fn tell(&mut self, message: Message) {
        let said = &mut self.screen.said;
        if said.back() != Some(&message) {
            said.push_back(message.clone());
        }
        if said.len() > MAX_SAID {
            said.pop_front();
        }
        self.screen.message = Some(message);
    }

    /// The file under the tree's cursor.
    #[must_use]
    pub fn file(&self) -> Option<(usize, &FileEntry)> {
        let index = self.changes.file()?;
        Some((index, self.review.files.get(index)?))
    }

    /// The handler under the tree's cursor.
    #[must_use]
    pub fn handler(&self) -> Option<&crate::model::Handler> {
        let TreeRow::Handler(_, handler) = self.changes.row()? else { return None };
        self.file()?.1.handlers().get(handler)
    }

    /// The chosen item of the checklist.
    #[must_use]
    pub fn item(&self) -> Option<&crate::model::Finding> {
        self.file()?.1.finding(self.checklist.item()?)
    }

    /// The chosen claim.
    #[must_use]
    pub fn claim(&self) -> Option<&Claim> {
        self.claims.get(self.checklist.claim()?)
    }

    /// The chosen one of the reviewers' own findings and questions.
    #[must_use]
    pub fn own(&self) -> Option<&Own> {
        self.decided.own().get(self.checklist.own()?)
    }

    /// The places of what is chosen, in the order they are walked.
    #[must_use]
    pub fn stops(&self) -> Vec<Stop<'_>> {
        match (self.item(), self.claim()) {
            (Some(item), _) => stops(item),
            (None, Some(claim)) => claim_stops(claim),
            (None, None) => self.own().map(own_stops).unwrap_or_default(),
        }
    }

    /// What a decision now would be about: the chosen item or claim, else the handler.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        let item = self.item().map(|item| Subject::Finding(item.id().clone()));
        let claim = || self.claim().map(|claim| Subject::Claim(claim.key.clone()));
        let handler = || self.handler().map(|handler| Subject::Handler(handler.id.clone()));
        match self.own() {
            // Nothing can be said about it before it has a name.
            Some(own) => own.id.clone().map(Subject::Own),
            None => item.or_else(claim).or_else(handler),
        }
    }
}
