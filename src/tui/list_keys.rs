//! The keys of what lies above the panes, as data: for the footer and for its help.

use super::action::Action;
use super::key::Key;
use super::legend::{DISMISSED, about_state};
use super::state::{BoardKind, Popup, State};
use crate::model::State as ItemState;

/// A key of a list, a dialog or an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListKey {
    /// The key as a person writes it.
    pub shown: String,
    /// A word or two for the footer; empty where it is not shown there.
    pub label: String,
    /// One line for the help.
    pub help: String,
    /// What is pressed where it is chosen in the help.
    pub press: Option<Key>,
}

/// How it is shown, its word for the footer, its line of help, and the key as in key files.
type Row = (&'static str, &'static str, &'static str, &'static str);

const CHOOSE: Row =
    ("↑↓", "choose", "Up and down; ctrl-p and ctrl-n do the same, pgup and pgdn a page", "<down>");
const LETTERS: Row =
    ("a-z", "", "Letters, each of them, filter the list; ctrl-u takes them away again", "<c-u>");
const CLOSE: Row = ("esc", "close", "Take the letters away; where there are none, close", "<esc>");
const LEAVE: Row = ("esc", "close", "Close", "<esc>");
const WRITING: Row = ("ctrl-u", "", "Take what is written away; ctrl-w the last word", "<c-u>");

/// The keys of a popup, what is needed most first and how to leave last.
#[must_use]
pub fn list_keys(state: &State, popup: &Popup) -> Vec<ListKey> {
    if matches!(popup, Popup::Claims) {
        return of_claims(state);
    }
    let mut keys: Vec<_> = rows(popup).iter().map(|row| key(*row)).collect();
    if matches!(popup, Popup::Matrix(_)) {
        let at = keys.len().saturating_sub(1);
        keys.splice(at..at, signs(state));
    }
    // Esc takes the letters away first.
    let has_letters = popup.letters().is_some_and(|letters| !letters.is_empty());
    if let Some(last) = keys.last_mut().filter(|_| has_letters) {
        "all again".clone_into(&mut last.label);
    }
    keys
}

/// What the signs of the matrix mean.
fn signs(state: &State) -> impl Iterator<Item = ListKey> {
    let ascii = state.screen.ascii;
    let states = ItemState::ALL.into_iter().map(move |it| {
        let sign = if ascii { it.ascii() } else { it.sign() };
        (sign.to_string(), format!("{it}: {}", about_state(it)))
    });
    let dismissed = "dismissed: all that is amiss there was";
    let all = states.chain([(DISMISSED.to_owned(), dismissed.to_owned())]);
    all.map(|(shown, help)| ListKey { shown, help, label: String::new(), press: None })
}

fn key((shown, label, help, press): Row) -> ListKey {
    let press = Key::sequence(press).and_then(|keys| keys.first().copied());
    ListKey { shown: shown.to_owned(), label: label.to_owned(), help: help.to_owned(), press }
}

fn rows(popup: &Popup) -> &'static [Row] {
    match popup {
        Popup::Palette(_) => {
            &[("enter", "run", "Do what is chosen", "<enter>"), CHOOSE, LETTERS, CLOSE]
        }
        Popup::Keys(..) => {
            &[("enter", "press", "Press what is chosen", "<enter>"), CHOOSE, LETTERS, CLOSE]
        }
        Popup::Themes(_) => &[
            ("enter", "keep", "Keep the theme that is seen", "<enter>"),
            ("↑↓", "see", "See the next or the one before", "<down>"),
            LETTERS,
            ("esc", "keep the old one", "Back to the theme of before", "<esc>"),
        ],
        Popup::Letter => &[
            ("a-z 0-9", "bookmark this place with it", "The letter that leads back here", ""),
            ("esc", "leave it", "No bookmark", "<esc>"),
        ],
        Popup::Bookmarks(_) => &[
            ("a-z 0-9", "go to its place", "The letter of a bookmark goes to its place", ""),
            ("enter", "go", "Go to the chosen place", "<enter>"),
            ("↑↓", "choose", "Up and down", "<down>"),
            LEAVE,
        ],
        Popup::Finder(_) => {
            &[("enter", "go", "Go to what is chosen", "<enter>"), CHOOSE, LETTERS, CLOSE]
        }
        Popup::Board(board) => of_board(board.kind),
        Popup::Ranges(pick) if pick.opening.is_some() => {
            &[("esc", "leave it", "Stay with the range that is shown", "<esc>")]
        }
        Popup::Ranges(_) => &[
            ("enter", "open", "Review what is chosen, or what is written", "<enter>"),
            CHOOSE,
            ("a-z", "", "A range (main..HEAD), or letters that filter the list", ""),
            CLOSE,
        ],
        Popup::Reading(_) => &[
            ("jk", "read on", "Down and up a line; space and b ten of them", "j"),
            ("gG", "", "To the beginning, to the end", "g"),
            LEAVE,
        ],
        Popup::Formats(_) => {
            &[("enter", "choose", "Write it in this format", "<enter>"), CHOOSE, LETTERS, CLOSE]
        }
        Popup::Matrix(_) => &[
            ("enter", "go", "Go to the worst item of the cell, or to the handler", "<enter>"),
            ("hjkl", "move", "Left, down, up and right; so do the arrows", "l"),
            ("s", "sort", "Sort by place, worst state, name, most open, in turn", "s"),
            ("gG", "", "To the first handler, to the last; ctrl-d and ctrl-u ten of them", "g"),
            LEAVE,
        ],
        Popup::Duplicate(..) => &[
            ("enter", "dismiss", "Dismiss it as a duplicate of the chosen item", "<enter>"),
            CHOOSE,
            LETTERS,
            ("esc", "cancel", "Take the letters away; where there are none, leave it", "<esc>"),
        ],
        Popup::Batch(_) => &[
            ("enter", "decide on all", "Decide on all that are listed", "<enter>"),
            ("tab", "more", "List more: of the file, everywhere, of all checks", "<tab>"),
            ("↑↓", "look", "Up and down", "<down>"),
            LETTERS,
            CLOSE,
        ],
        _ => of_dialog(popup),
    }
}

fn of_board(kind: BoardKind) -> &'static [Row] {
    const GO: Row = ("enter", "go", "Go to what is chosen", "<enter>");
    match kind {
        BoardKind::Items(..) => &[
            GO,
            ("tab", "group otherwise", "Group by handler, check, state, in turn", "<tab>"),
            ("←→", "which", "All, open, removed or weakened, waiting for you", "<right>"),
            CHOOSE,
            LETTERS,
            CLOSE,
        ],
        BoardKind::Commits => &[
            ("enter", "show alone", "Review the chosen commit alone", "<enter>"),
            CHOOSE,
            LETTERS,
            CLOSE,
        ],
        BoardKind::Messages => &[("↑↓", "look", "Up and down", "<down>"), LETTERS, CLOSE],
        BoardKind::Summary | BoardKind::Decisions => &[GO, CHOOSE, LETTERS, CLOSE],
    }
}

/// Short lists with digits, and inputs.
fn of_dialog(popup: &Popup) -> &'static [Row] {
    const PICK: Row = ("jk", "", "Down and up; so do the arrows", "j");
    const LEAVE_IT: Row = ("esc", "leave it", "Leave it as it was", "<esc>");
    const CHOSEN: Row = ("enter", "choose", "Take the chosen one", "<enter>");
    const DISMISS: Row = ("enter", "dismiss", "Dismiss", "<enter>");
    const CANCEL: Row = ("esc", "cancel", "Leave it as it was", "<esc>");
    const KEEP: Row = ("enter", "keep", "Keep what is written", "<enter>");
    match popup {
        Popup::Reasons(_) => &[
            ("1-7", "dismiss", "Dismiss for the reason of this number", ""),
            ("tab", "add words", "Dismiss for the chosen reason, with words of yours", "<tab>"),
            ("enter", "the chosen", "Dismiss for the chosen reason", "<enter>"),
            PICK,
            CANCEL,
        ],
        Popup::Until(_) | Popup::Words(_) => &[DISMISS, WRITING, CANCEL],
        Popup::Severity(_) => {
            &[("1-6", "choose", "The one of this number", ""), CHOSEN, PICK, LEAVE_IT]
        }
        Popup::Leaving(_) => &[
            ("1-2", "choose", "The answer of this number", ""),
            CHOSEN,
            PICK,
            ("esc", "stay", "Stay in the review", "<esc>"),
        ],
        Popup::BatchChoice(..) => &[
            ("1-7", "decide", "Decide by this number", ""),
            ("tab", "with words", "Decide with words of yours", "<tab>"),
            ("enter", "the chosen", "Decide as is chosen", "<enter>"),
            PICK,
            ("esc", "back", "Back to the list", "<esc>"),
        ],
        Popup::Verdicts(_) => {
            &[("1-7", "choose", "The one of this number", ""), CHOSEN, PICK, LEAVE_IT]
        }
        Popup::Own(_) => &[
            KEEP,
            ("tab", "finding, question, note", "What it is: one of these, in turn", "<tab>"),
            ("↑↓", "check", "The check that it is about", "<down>"),
            ("ctrl-r", "role", "The part that the lines play", "<c-r>"),
            WRITING,
            LEAVE_IT,
        ],
        Popup::Note(note) if note.in_list => &[KEEP, WRITING, LEAVE_IT],
        Popup::Note(_) => &[
            KEEP,
            ("tab", "on the line instead", "Write it on the line of code instead", "<tab>"),
            WRITING,
            LEAVE_IT,
        ],
        Popup::Quiz(_) => {
            &[("1-6", "choose", "The one of this number", ""), CHOSEN, PICK, LEAVE_IT]
        }
        Popup::Export(_) => &[("enter", "write", "Write the file", "<enter>"), WRITING, LEAVE_IT],
        Popup::Why(_) => &[KEEP, WRITING, LEAVE_IT],
        _ => &[
            ("enter", "go", "To the next match", "<enter>"),
            WRITING,
            ("esc", "leave", "", "<esc>"),
        ],
    }
}

/// Keys of the list of all claims, those of decisions as they are set.
fn of_claims(state: &State) -> Vec<ListKey> {
    let mut keys = vec![key(("enter", "go", "Go to the place of the claim", "<enter>"))];
    if state.claims.view.claim().is_some() {
        let decisions = [
            (Action::Confirm, "confirm", "Hold what is said of the claim; once more opens it"),
            (Action::Overrule, "overrule", "Hold something else of it, with a reason"),
            (Action::Note, "note", "Write a note on the claim"),
            (Action::Undo, "", "Take back the last decision"),
        ];
        keys.extend(decisions.into_iter().filter_map(|(action, label, help)| {
            let shown = state.keys.map.key_of(action)?;
            let press = state.keys.map.first_key_of(action);
            Some(ListKey { shown, label: label.to_owned(), help: help.to_owned(), press })
        }));
    }
    let rows = [("jk", "move", "Down and up; so do the arrows", "j"), LEAVE];
    keys.extend(rows.map(key));
    keys
}
