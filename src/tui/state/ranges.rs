//! What is reviewed among what could be: the whole range, its commits, the range that is shown.

use std::collections::HashMap;

use crate::git::What;
use crate::model::{ChangeSet, Revision};
use crate::review::Spot;
use crate::tui::range::{Choice, CommitCard, CommitNews, Range, Refusal};

use super::popup::{PickEntry, Picker};

/// What is known of the commits of the whole range.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Listing {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// They are coming in.
    Asked,
    /// They are there; whether there are more than are listed.
    Done(bool),
}

/// The ranges of this sitting.
#[derive(Debug, Clone, Default)]
pub struct Ranges {
    /// The one it was started with; none where there can be no other.
    pub started: Option<Range>,
    /// The one that commits are listed of.
    pub whole: Option<Range>,
    /// What that is called.
    pub whole_title: String,
    /// Whether that holds more than commits: what is not committed.
    pub holds_uncommitted: bool,
    /// The one that is shown: the whole one, or one of its commits alone.
    pub now: Option<Range>,
    /// The commits of the whole one, the newest first.
    pub commits: Vec<CommitCard>,
    /// Whether these are all.
    pub listing: Listing,
    /// Why they cannot be listed.
    pub refusal: Option<Refusal>,
    /// A step to the next commit, or the one before, once they are known.
    pub step: Option<bool>,
    /// Where the user was, until it is found.
    pub returning: Option<Returning>,
    /// Where the user was in other ranges of this sitting.
    pub left: HashMap<Range, Spot>,
}

/// Whether a range is commits and what is not committed as well.
fn holds_uncommitted(range: Option<&Range>, change_set: &ChangeSet) -> bool {
    let is_branch = range.is_some_and(|range| range.selection.what == What::Branch);
    is_branch && change_set.head == Revision::WorkTree
}

/// Where the user was.
#[derive(Debug, Clone)]
pub struct Returning {
    /// The place.
    pub spot: Spot,
    /// Whether only a handler that the change touches is returned to.
    pub only_touched: bool,
    /// Whether that is said: it was left in another sitting.
    pub is_said: bool,
}

impl Ranges {
    /// The ranges at the start.
    #[must_use]
    pub fn new(range: Option<Range>, change_set: &ChangeSet) -> Self {
        Self {
            holds_uncommitted: holds_uncommitted(range.as_ref(), change_set),
            started: range.clone(),
            whole: range.clone(),
            whole_title: change_set.title.clone(),
            now: range,
            ..Self::default()
        }
    }

    /// Whether one of the commits is shown alone.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.now != self.whole
    }

    /// The index of the commit that is shown alone.
    #[must_use]
    pub fn alone(&self) -> Option<usize> {
        let Range { selection, .. } = self.now.as_ref().filter(|_| self.is_part())?;
        self.commits.iter().position(|commit| commit.what() == selection.what)
    }

    /// Takes over more commits of the whole range; whether they are of it.
    pub fn take(&mut self, news: CommitNews) -> bool {
        if self.whole.as_ref() != Some(&news.of) || self.listing != Listing::Asked {
            return false;
        }
        self.commits.extend(news.some);
        if let Some(has_more) = news.end {
            self.listing = Listing::Done(has_more);
        }
        self.refusal = news.refusal;
        true
    }

    /// Another range is shown, which would begin with `next`. Where it is no part of the whole
    /// one, it is the whole one.
    pub fn turn_to(&mut self, next: Self) {
        let range = next.now;
        let is_part = range.as_ref().zip(self.whole.as_ref()).is_some_and(|(range, whole)| {
            let what = &range.selection.what;
            range != whole
                && (self.commits.iter().any(|commit| commit.what() == *what)
                    || (self.holds_uncommitted && *what == What::Uncommitted))
        });
        if !is_part && range != self.whole {
            self.whole.clone_from(&range);
            self.whole_title = next.whole_title;
            self.holds_uncommitted = next.holds_uncommitted;
            self.forget();
        }
        self.now = range;
    }

    /// Forgets the commits: they may be others by now.
    pub fn forget(&mut self) {
        self.commits.clear();
        self.listing = Listing::NotAsked;
        self.refusal = None;
        self.step = None;
    }
}

impl Returning {
    /// To a place that was left in another sitting.
    #[must_use]
    pub fn from_before(spot: Spot) -> Self {
        Self { spot, only_touched: false, is_said: true }
    }
}

/// The choice of another range.
#[derive(Debug, Clone)]
pub struct RangePick {
    /// The ranges, by their index; the last entry is what is written.
    pub picker: Picker<usize>,
    /// What each entry stands for.
    pub ranges: Vec<Range>,
    /// Why the range that was asked for cannot be opened.
    pub refusal: Option<Refusal>,
    /// What is being opened.
    pub opening: Option<String>,
    /// Whether all that there is to choose from is listed.
    pub is_complete: bool,
}

impl RangePick {
    /// A list of these, the range that is shown being marked.
    #[must_use]
    pub fn new(choices: Vec<Choice>, now: Option<&Range>) -> Self {
        let mut pick = Self {
            picker: Picker::new(Vec::new()),
            ranges: Vec::new(),
            refusal: None,
            opening: None,
            is_complete: false,
        };
        pick.add(choices, now);
        pick
    }

    /// Lists more of them; the cursor stays on what it is on.
    pub fn add(&mut self, choices: Vec<Choice>, now: Option<&Range>) {
        let chosen = self.picker.matches.get(self.picker.cursor).copied();
        let chosen = chosen.filter(|at| *at < self.ranges.len());
        self.picker.entries.truncate(self.ranges.len());
        for choice in choices {
            let shown = if Some(&choice.range) == now { " · shown now" } else { "" };
            self.picker.entries.push(PickEntry {
                label: choice.label,
                detail: format!("{}{shown}", choice.detail),
                sign: None,
                also: String::new(),
                enabled: true,
                value: self.ranges.len(),
            });
            self.ranges.push(choice.range);
        }
        self.filter();
        let kept = chosen.and_then(|at| self.picker.matches.iter().position(|it| *it == at));
        self.picker.cursor = kept.unwrap_or(self.picker.cursor);
    }

    /// Filters anew, after the letters changed. What is written can be opened as it is: before
    /// all others where it reads like a range, else behind them.
    pub fn filter(&mut self) {
        let count = self.ranges.len();
        self.picker.entries.truncate(count);
        self.picker.filter();
        let written = self.picker.input.text.trim();
        if written.is_empty() {
            return;
        }
        self.picker.entries.push(PickEntry {
            label: written.to_owned(),
            detail: "as it is written".to_owned(),
            sign: None,
            also: String::new(),
            enabled: true,
            value: count,
        });
        let is_range =
            written.starts_with('-') || written.contains("..") || written.contains(['~', '^', '@']);
        if is_range {
            self.picker.matches.insert(0, count);
        } else {
            self.picker.matches.push(count);
        }
    }
}
