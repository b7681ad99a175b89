//! Meanings as ANSI colours of the terminal's own palette, or as nothing.

use crate::model::State;
use crate::report::Style;

/// How meanings look. Colour never carries one alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    colour: bool,
    ascii: bool,
}

impl Paint {
    pub(super) fn new(style: Style) -> Self {
        Self { colour: style.colour, ascii: style.ascii }
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Titles.
    pub(super) fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What may be overlooked.
    pub(super) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Evidence, and the frame around code.
    pub(super) fn frame(self, text: &str) -> String {
        self.with("36", text)
    }

    /// Words in the colour of a state.
    pub(super) fn state(self, state: State, text: &str) -> String {
        self.with(
            match state {
                State::Removed | State::Missing => "1;31",
                State::Weakened => "1;33",
                State::Conditional => "33",
                State::Unproven => "35",
                State::Guarded => "32",
                State::NotApplicable => "2",
            },
            text,
        )
    }

    /// The sign of a state.
    pub(super) fn sign(self, state: State) -> char {
        if self.ascii { state.ascii() } else { state.sign() }
    }

    /// What stands for text that was cut off.
    pub(super) fn ellipsis(self) -> &'static str {
        if self.ascii { ">" } else { "…" }
    }

    /// The program's own words without signs beyond ASCII, where that is asked for.
    pub(super) fn ascii_words(self, text: &str) -> String {
        if self.ascii { text.replace(" · ", " - ") } else { text.to_owned() }
    }
}
