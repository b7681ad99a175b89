//! What the signs on the screen mean, as data.

use crate::claims::ClaimVerdict;
use crate::model::State as ItemState;

/// A sign, the same in ASCII, and what it means.
pub type Sign = (&'static str, &'static str, &'static str);

/// What a state of an item means, in a few words.
#[must_use]
pub fn about_state(state: ItemState) -> &'static str {
    match state {
        ItemState::Removed => "the guard was there before this change; shown on its old line",
        ItemState::Missing => "it applies here, and nothing does it",
        ItemState::Weakened => "still there, but laxer, later, or on something else",
        ItemState::Conditional => "on some paths only",
        ItemState::Unproven => "could not be told; the line says how far",
        ItemState::Guarded => "certainly before what it guards",
        ItemState::NotApplicable => "does not apply, with the reason",
    }
}

/// What a verdict on a claim means, in a few words.
#[must_use]
pub fn about_verdict(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Supported => "the lines say so too",
        ClaimVerdict::Partial => "on some paths, or for a part",
        ClaimVerdict::Contradicted => "the lines say otherwise",
        ClaimVerdict::CategoryError => "it is not what it is called",
        ClaimVerdict::Unverifiable => "these files cannot tell",
        ClaimVerdict::OffTopic => "it is about no weakness",
        ClaimVerdict::NotLocated => "no place can be found",
    }
}

/// What stands where all that is amiss was dismissed: it is not guarded for that.
pub const DISMISSED: &str = "d";

/// The same as a character.
pub const DISMISSED_CHAR: char = 'd';

/// The other signs.
pub const SIGNS: [Sign; 12] = [
    (DISMISSED, DISMISSED, "all that is amiss there was dismissed"),
    ("▸", ">", "what is chosen: a row of a list, an item, a place of its evidence; the open pane"),
    ("•", "*", "an item that stands on the line of code under the cursor"),
    ("▌", ">", "the line or the row under the cursor"),
    ("→2", ">2", "a place of the chosen item's evidence, by its number"),
    ("+", "+", "a line that came with the change"),
    ("-", "-", "a line that the change took away"),
    ("N F Q", "N F Q", "a note, a finding or a question of a reviewer on the line"),
    (
        "┃",
        "#",
        "at the right edge of the code: the part of the whole file that is seen; the signs there stand for lines of the whole file, not for those beside them",
    ),
    ("›", ">", "the line of code goes on to the right"),
    ("[x]", "[x]", "a handler that is reviewed"),
    (
        "A M D R U",
        "A M D R U",
        "a file that was added, modified, deleted, renamed, or is untracked",
    ),
];
