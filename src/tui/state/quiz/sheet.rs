//! The lines of the question pane, and how texts become some.

use crate::model::{Place, RepoPath, Side};
use crate::tui::action::Action;
use crate::tui::keymap::Keymap;
use crate::tui::text;

use super::signs::QuizSign;

/// How a line of the pane looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuizLook {
    /// What stands above others.
    Heading,
    /// The question, the claim.
    Strong,
    /// Text.
    Plain,
    /// A remark of the pane itself.
    Muted,
    /// What was given, what is right.
    Good,
    /// What is near.
    Near,
    /// What is wrong.
    Bad,
    /// How it would be attacked.
    Attack,
}

/// A line of the pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizLine {
    /// How it looks.
    pub look: QuizLook,
    /// The sign before it.
    pub sign: Option<QuizSign>,
    /// Its text.
    pub text: String,
    /// At the right edge: the key that changes it.
    pub right: String,
    /// Where it leads.
    pub place: Option<Place>,
}

/// The pane while it is laid out.
pub(super) struct Sheet<'a> {
    pub lines: Vec<QuizLine>,
    map: &'a Keymap,
    width: usize,
    /// The file that the question is about: its lines are named without it.
    home: Option<&'a RepoPath>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(map: &'a Keymap, width: usize, home: Option<&'a RepoPath>) -> Self {
        Self { lines: Vec::new(), map, width, home }
    }

    /// The key of an action; empty where it has none.
    pub(super) fn key(&self, action: Action) -> String {
        self.map.key_of(action).unwrap_or_default()
    }

    pub(super) fn line(&mut self, look: QuizLook, text: impl Into<String>) {
        let (text, right) = (text.into(), String::new());
        self.lines.push(QuizLine { look, sign: None, text, right, place: None });
    }

    /// A line with the key of an action at its right.
    pub(super) fn field(&mut self, look: QuizLook, text: String, action: Action) {
        let right = self.key(action);
        self.lines.push(QuizLine { look, sign: None, text, right, place: None });
    }

    /// An empty line, unless there is one.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.line(QuizLook::Plain, "");
        }
    }

    /// A text in lines of the pane's width, each behind so many blanks; its own line ends stay.
    pub(super) fn wrapped(&mut self, look: QuizLook, words: &str, indent: usize) {
        for paragraph in words.lines() {
            if paragraph.trim().is_empty() {
                self.gap();
                continue;
            }
            for part in text::wrap(paragraph, self.width.saturating_sub(indent + 2)) {
                self.line(look, format!("{:indent$}{part}", ""));
            }
        }
    }

    /// A text as it is written, cut into lines of the pane's width.
    pub(super) fn verbatim(&mut self, look: QuizLook, words: &str, indent: usize) {
        let room = self.width.saturating_sub(indent + 2).max(8);
        for line in words.lines() {
            let safe = text::safe(line);
            let starts = text::breaks(&safe, room, false, usize::MAX);
            let mut rest = safe.chars();
            let mut cells = starts.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>();
            cells.push(usize::MAX);
            for count in cells {
                let mut part = String::new();
                while text::width(&part) < count {
                    let Some(c) = rest.next() else { break };
                    part.push(c);
                }
                self.line(look, format!("{:indent$}{part}", ""));
            }
        }
    }

    /// A place with its sign and a few words.
    pub(super) fn place(
        &mut self,
        look: QuizLook,
        sign: Option<QuizSign>,
        place: &Place,
        words: &str,
    ) {
        let words = if words.is_empty() { String::new() } else { format!(" {words}") };
        let lines = lines(place);
        let room = self.width.saturating_sub(text::width(&lines) + text::width(&words) + 6).max(8);
        let text = if self.home == Some(&place.file) {
            format!("{lines}{words}")
        } else {
            let path = text::cut_front(place.file.file_name(), room, false);
            format!("{path}:{lines}{words}")
        };
        let (right, place) = (String::new(), Some(place.clone()));
        self.lines.push(QuizLine { look, sign, text, right, place });
    }
}

/// `14`, `14-16`, and that it was so before the change.
pub(super) fn lines(place: &Place) -> String {
    let before = if place.side() == Side::Base { " before" } else { "" };
    match (place.first_line(), place.last_line()) {
        (first, last) if first == last => format!("{first}{before}"),
        (first, last) => format!("{first}-{last}{before}"),
    }
}
