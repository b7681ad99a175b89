//! What makes a decided place recognisable after the code around it moved.

use serde::{Deserialize, Serialize};

use crate::git;
use crate::model::{CheckId, Finding, HandlerId, Place, RepoPath, Side, State};

/// The identity of a place when it was decided on.
///
/// `check`, `handler`, `text` and `ordinal` are the key; path and line are
/// attributes, there to be shown and to break ties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The check that asked; none for a place that a person chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckId>,
    /// The handler around the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<HandlerId>,
    /// The first line of the place, blanks made one and trimmed.
    pub text: String,
    /// Which of the handler's (without one: the file's) lines with this text it is, 1-based.
    pub ordinal: u32,
    /// The file, as it was called on its side.
    pub path: RepoPath,
    /// The side the place stands on.
    pub side: Side,
    /// First line, 1-based.
    pub line: u32,
    /// The state that was decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

impl Anchor {
    /// The anchor of a finding. `text` is the file on the side of the finding's
    /// primary place; `handler` is where its handler stands on that side.
    #[must_use]
    pub fn of_finding(finding: &Finding, handler: Option<&Place>, text: &str) -> Self {
        let mut anchor = Self::of_place(finding.primary(), handler, text);
        anchor.check = Some(finding.check().clone());
        anchor.handler = Some(finding.handler().clone());
        anchor.state = Some(finding.state());
        anchor
    }

    /// The anchor of any place; lines are counted inside `around` where it covers the place.
    #[must_use]
    pub fn of_place(place: &Place, around: Option<&Place>, text: &str) -> Self {
        let line = place.first_line();
        let around = around.filter(|around| {
            let lines = around.first_line()..=around.last_line();
            around.file == place.file && around.side() == place.side() && lines.contains(&line)
        });
        let first = around.map_or(1, Place::first_line);
        let lines: Vec<&str> = text.lines().collect();
        let index = |line: u32| (line as usize).saturating_sub(1);
        let wanted = normalise(lines.get(index(line)).copied().unwrap_or_default());
        let before = lines.get(index(first)..index(line)).unwrap_or_default();
        let equal = before.iter().filter(|line| normalise(line) == wanted).count();
        Self {
            check: None,
            handler: None,
            text: wanted,
            ordinal: u32::try_from(equal).unwrap_or(u32::MAX - 1) + 1,
            path: place.file.clone(),
            side: place.side(),
            line,
            state: None,
        }
    }

    /// Whether the protection that was lacking then is found now.
    #[must_use]
    pub fn is_fixed_by(&self, now: &Self) -> bool {
        let lacking = |state| state < State::Guarded;
        self.state.is_some_and(lacking) && now.state == Some(State::Guarded)
    }

    /// Whether what was decided on still says the same: the same line, and no worse state.
    #[must_use]
    pub fn still_holds(&self, now: &Self) -> bool {
        let worse = match (self.state, now.state) {
            (Some(then), Some(now)) => now < then,
            _ => false,
        };
        self.text == now.text && !worse
    }
}

/// A line with its runs of blanks made one, without those at its ends.
fn normalise(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Equal for equal text; a mark that carries it lapses when the text changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of a handler's text, exactly as it stands.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(git::digest(text.as_bytes()).unwrap_or_else(|| text.to_owned()))
    }

    /// The digest of a handler in the text of its file.
    #[must_use]
    pub fn of_handler(place: &Place, text: &str) -> Self {
        let first = place.first_line() as usize;
        let count = (place.last_line() as usize + 1).saturating_sub(first);
        let lines: Vec<&str> = text.lines().skip(first - 1).take(count).collect();
        Self::of(&lines.join("\n"))
    }

    /// The digest as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
