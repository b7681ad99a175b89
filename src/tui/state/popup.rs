//! What lies above the panes and takes the keys: lists, dialogs, inputs.

use crate::claims::ClaimVerdict;
use crate::model::{FindingId, HandlerId, Role, Side};
use crate::review::{FreePlace, RemarkKind};
use crate::tui::action::Action;
use crate::tui::backend::{Dismissal, Subject};
use crate::tui::fuzzy;
use crate::tui::key::Key;

use super::board::Board;
use super::line_input::LineInput;
use super::matrix::MatrixView;
use super::quiz::QuizAsk;
use super::ranges::RangePick;
use super::shown::Shown;

/// One of the things that can lie above the panes.
#[derive(Debug, Clone)]
pub enum Popup {
    /// All actions: help and palette.
    Palette(Picker<Action>),
    /// The keys of what lies beneath.
    Keys(Picker<Option<Key>>, Box<Popup>),
    /// Files, handlers and items to jump to.
    Finder(Picker<Target>),
    /// What else could be reviewed.
    Ranges(RangePick),
    /// The letter that the place is to be kept under.
    Letter,
    /// The places that have a letter; the 0-based chosen one.
    Bookmarks(usize),
    /// Themes, each seen while it is under the cursor.
    Themes(ThemePick),
    /// A list over the whole review.
    Board(Board),
    /// A text to be read.
    Reading(Reading),
    /// The formats that the review can be written in.
    Formats(Picker<usize>),
    /// The file that it is written to.
    Export(ExportInput),
    /// Handlers by checks.
    Matrix(MatrixView),
    /// Reasons to dismiss the item.
    Reasons(ReasonPick),
    /// Why items are dismissed, in words.
    Words(DismissInput),
    /// The last day on which a risk is accepted.
    Until(DismissInput),
    /// The item that says the same as the chosen one.
    Duplicate(Listed, Dismissal),
    /// How bad the item is; the 0-based chosen one.
    Severity(usize),
    /// Items that are decided on at once: exactly these, and nothing is written yet.
    Batch(Batch),
    /// What is decided on them.
    BatchChoice(Batch, ReasonPick),
    /// All claims of all reviews; which row is the state's.
    Claims,
    /// Verdicts to overrule a claim's with.
    Verdicts(VerdictPick),
    /// Why a claim's verdict is overruled.
    Why(WhyInput),
    /// A reviewer's own finding or question.
    Own(OwnInput),
    /// A note on an item, a claim or a handler.
    Note(NoteInput),
    /// What becomes of the review; the 0-based chosen answer.
    Leaving(usize),
    /// A short list in a lesson.
    Quiz(QuizAsk),
    /// What to search in the code.
    Search(LineInput),
}

impl Popup {
    /// The line that is being written, where there is one.
    pub fn input(&mut self) -> Option<&mut LineInput> {
        Some(match self {
            Self::Palette(picker) => &mut picker.input,
            Self::Keys(picker, _) => &mut picker.input,
            Self::Finder(picker) => &mut picker.input,
            Self::Formats(picker) => &mut picker.input,
            Self::Ranges(pick) => &mut pick.picker.input,
            Self::Themes(pick) => &mut pick.picker.input,
            Self::Board(board) => &mut board.input,
            Self::Export(export) => &mut export.input,
            Self::Words(words) | Self::Until(words) => &mut words.input,
            Self::Duplicate(listed, _) => &mut listed.picker.input,
            Self::Batch(batch) => &mut batch.listed.picker.input,
            Self::Why(why) => &mut why.input,
            Self::Own(own) => &mut own.input,
            Self::Note(note) => &mut note.input,
            Self::Search(input) => input,
            Self::Letter
            | Self::Bookmarks(_)
            | Self::Reading(_)
            | Self::Matrix(_)
            | Self::Reasons(_)
            | Self::Severity(_)
            | Self::Leaving(_)
            | Self::BatchChoice(..)
            | Self::Claims
            | Self::Quiz(_)
            | Self::Verdicts(_) => return None,
        })
    }

    /// Filters the list anew, where there is one, after its letters changed.
    pub fn filter(&mut self) {
        match self {
            Self::Palette(picker) => picker.filter(),
            Self::Keys(picker, _) => picker.filter(),
            Self::Finder(picker) => picker.filter(),
            Self::Formats(picker) => picker.filter(),
            Self::Themes(pick) => pick.picker.filter(),
            Self::Duplicate(listed, _) => listed.picker.filter(),
            Self::Batch(batch) => batch.listed.picker.filter(),
            _ => {}
        }
    }

    /// The letters that filter a list, where it can be filtered.
    #[must_use]
    pub fn letters(&self) -> Option<&str> {
        Some(match self {
            Self::Palette(picker) => &picker.input.text,
            Self::Keys(picker, _) => &picker.input.text,
            Self::Finder(picker) => &picker.input.text,
            Self::Formats(picker) => &picker.input.text,
            Self::Ranges(pick) => &pick.picker.input.text,
            Self::Themes(pick) => &pick.picker.input.text,
            Self::Board(board) => &board.input.text,
            Self::Duplicate(listed, _) => &listed.picker.input.text,
            Self::Batch(batch) => &batch.listed.picker.input.text,
            _ => return None,
        })
    }

    /// Whether it is made of the files there are, by their indexes.
    #[must_use]
    pub fn is_of_files(&self) -> bool {
        match self {
            Self::Keys(_, beneath) => beneath.is_of_files(),
            Self::Finder(_) | Self::Board(_) | Self::Matrix(_) => true,
            Self::Duplicate(..) | Self::Batch(_) | Self::BatchChoice(..) => true,
            _ => false,
        }
    }

    /// Whether keys with a letter are words that are being written.
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(
            self,
            Self::Export(_)
                | Self::Words(_)
                | Self::Until(_)
                | Self::Why(_)
                | Self::Own(_)
                | Self::Note(_)
                | Self::Search(_)
        )
    }

    /// Whether the list of claims lies underneath, and shows what this is about.
    #[must_use]
    pub fn is_in_list(&self) -> bool {
        match self {
            Self::Verdicts(pick) => pick.in_list,
            Self::Why(why) => why.pick.in_list,
            Self::Note(note) => note.in_list,
            Self::Keys(_, beneath) => beneath.is_in_list(),
            _ => false,
        }
    }
}

/// The choice of a reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReasonPick {
    /// 0-based index of the chosen one.
    pub cursor: usize,
    /// Whether words are to be asked for.
    pub with_words: bool,
}

/// Items that are dismissed once what is being written is known: the last day, empty for
/// ever, or the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DismissInput {
    /// The items.
    pub items: Vec<FindingId>,
    /// What is known so far.
    pub dismissal: Dismissal,
    /// What is being written.
    pub input: LineInput,
}

/// Which items are decided on at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those of the check in the handler.
    Handler,
    /// Those of the check in the file.
    File,
    /// Those of the check everywhere.
    Everywhere,
    /// Those of all checks.
    AllChecks,
}

impl Scope {
    /// The next, from the narrowest to the widest and around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Handler => Self::File,
            Self::File => Self::Everywhere,
            Self::Everywhere => Self::AllChecks,
            Self::AllChecks => Self::Handler,
        }
    }
}

/// Items that are to be decided on at once, filtered by a few letters.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Which.
    pub scope: Scope,
    /// Which, in words.
    pub title: String,
    /// The items: those that match are the ones.
    pub listed: Listed,
}

/// Items to pick from, by what they are whatever is found meanwhile.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The list.
    pub picker: Picker<Target>,
    /// The item of each entry.
    items: Vec<FindingId>,
}

impl Listed {
    /// A list of these.
    #[must_use]
    pub fn new(all: Vec<(PickEntry<Target>, FindingId)>) -> Self {
        let (entries, items) = all.into_iter().unzip();
        Self { picker: Picker::new(entries), items }
    }

    /// The items that match.
    pub fn matching(&self) -> impl Iterator<Item = &FindingId> {
        self.picker.matches.iter().filter_map(|at| self.items.get(*at))
    }

    /// The item under the cursor.
    #[must_use]
    pub fn picked(&self) -> Option<&FindingId> {
        self.matching().nth(self.picker.cursor)
    }
}

/// The choice of a theme.
#[derive(Debug, Clone)]
pub struct ThemePick {
    /// The theme that comes back where none is chosen.
    pub before: String,
    /// The themes, by their index in the list of names.
    pub picker: Picker<usize>,
}

/// The choice of another verdict for a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerdictPick {
    /// The claim by its index.
    pub claim: usize,
    /// 0-based index of the verdict in [`ClaimVerdict::ALL`].
    pub cursor: usize,
    /// Whether the list of claims is underneath.
    pub in_list: bool,
}

/// The reason for another verdict, being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyInput {
    /// The claim and where it was chosen.
    pub pick: VerdictPick,
    /// The verdict.
    pub held: ClaimVerdict,
    /// The reason.
    pub input: LineInput,
}

/// A reviewer's own finding or question, being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnInput {
    /// The lines.
    pub place: FreePlace,
    /// The handler that is looked at.
    pub handler: Option<HandlerId>,
    /// A finding or a question.
    pub kind: RemarkKind,
    /// The check that it is about, by its index among all.
    pub check: Option<usize>,
    /// The part that the lines play.
    pub role: Option<Role>,
    /// The words.
    pub input: LineInput,
}

/// A note being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteInput {
    /// What it is about.
    pub about: Subject,
    /// What that is called.
    pub title: String,
    /// The note.
    pub input: LineInput,
    /// Whether the list of claims is underneath.
    pub in_list: bool,
}

/// Somewhere to jump to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A file.
    File(usize),
    /// A handler of a file.
    Handler(usize, usize),
    /// A finding of a file.
    Item(usize, usize),
    /// A line of a file on a side, 1-based.
    Line(usize, Side, u32),
    /// A commit of the whole range, alone.
    Commit(usize),
    /// What is not committed.
    Uncommitted,
    /// The whole range.
    Whole,
    /// The place that has this letter.
    Bookmark(char),
}

/// A text that is read, as long as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it is called.
    pub title: String,
    /// Its lines, as they are written.
    pub lines: Vec<String>,
    /// First visible line of those that fit the width, 0-based.
    pub top: usize,
}

/// The file that a review is written to, being named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportInput {
    /// The format.
    pub format: &'static str,
    /// The file's name.
    pub input: LineInput,
}

/// An entry of a list to pick from.
#[derive(Debug, Clone)]
pub struct PickEntry<T> {
    /// What is matched and shown.
    pub label: String,
    /// Shown at the right, muted.
    pub detail: String,
    /// The sign before it, where it has one.
    pub sign: Option<Shown>,
    /// Matched as well, and not shown: other words for it.
    pub also: String,
    /// Whether it can be picked now.
    pub enabled: bool,
    /// What it stands for.
    pub value: T,
}

/// A list filtered by a few letters.
#[derive(Debug, Clone)]
pub struct Picker<T> {
    /// The letters.
    pub input: LineInput,
    /// All entries.
    pub entries: Vec<PickEntry<T>>,
    /// Indexes of the entries that match, best first.
    pub matches: Vec<usize>,
    /// Index in the matches.
    pub cursor: usize,
    /// First visible match.
    pub top: usize,
}

impl<T: Copy> Picker<T> {
    /// A list with nothing filtered.
    #[must_use]
    pub fn new(entries: Vec<PickEntry<T>>) -> Self {
        let matches = (0..entries.len()).collect();
        Self { input: LineInput::default(), entries, matches, cursor: 0, top: 0 }
    }

    /// Filters anew, after the letters changed.
    pub fn filter(&mut self) {
        let scored = self.entries.iter().enumerate().filter_map(|(index, entry)| {
            let text = format!("{} {} {}", entry.label, entry.detail, entry.also);
            Some((fuzzy::fit(&text, &self.input.text)?, index))
        });
        let mut scored: Vec<_> = scored.collect();
        fuzzy::keep_best(&mut scored, |(fit, _)| *fit);
        scored.sort_by_key(|(fit, index)| (std::cmp::Reverse(*fit), *index));
        self.matches = scored.into_iter().map(|(_, index)| index).collect();
        self.cursor = 0;
        self.top = 0;
    }

    /// The entry under the cursor.
    #[must_use]
    pub fn picked(&self) -> Option<&PickEntry<T>> {
        self.entries.get(*self.matches.get(self.cursor)?)
    }
}
