//! Results as text, JSON, SARIF and what code hosts read. Renders what it is given: reads no file,
//! writes none, and knows no terminal beyond its width and colours.
//!
//! A new format is one new file and one new line in [`FORMATS`].

mod attack;
mod ground;
mod guide;
mod held;
mod hosts;
pub mod html;
mod json;
mod losses;
mod markdown;
pub mod marked;
mod outcome;
mod own;
mod plain;
mod sarif;
mod text;
mod visible;

pub use attack::attack;
pub use ground::{GROUND_FORMATS, GROUND_SCHEMA, Grounded, ground, remedy_held, unread};
pub use guide::guide;
pub use hosts::csv_row;
pub use json::CHECK_SCHEMA;
pub use losses::{losses, taken_by};
pub use outcome::{FailOn, Outcome, UnknownState};
pub use visible::{visible, visible_line};

use std::cmp::Reverse;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::model::{
    Assessment, ChangeSet, Finding, Handler, Place, RepoPath, Severity, Side, State,
};
use crate::review::{Baseline, Event, Session, Standings, Timestamp};

/// Everything a format may say.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// What was compared.
    pub change_set: &'a ChangeSet,
    /// What was found in it.
    pub assessment: &'a Assessment,
    /// The checks that asked.
    pub catalog: &'a Catalog,
    /// Files with the repository's own checks and models that the change touches.
    pub changed_additions: &'a [RepoPath],
    /// The source lines of a place, from its first to its last; none where they
    /// cannot be had. Asked only for places that are shown.
    pub excerpts: &'a dyn Fn(&Place) -> Option<String>,
    /// The whole text of a file of a side; none where it cannot be had.
    pub texts: &'a dyn Fn(Side, &RepoPath) -> Option<Arc<str>>,
    /// Whether a place is shown where the difference is: in it, or among its context.
    pub in_difference: &'a dyn Fn(&Place) -> bool,
    /// What people hold of the items.
    pub standings: &'a Standings,
    /// What people decided, whatever it is about.
    pub events: &'a [Event],
    /// What was there before, and is told by formats that have a word for it alone.
    pub baseline: Option<&'a Baseline>,
    /// When the report is made.
    pub now: Timestamp,
}

/// Has a report of a session told: what was found, what people hold of it and decided.
pub fn of_session<R>(
    session: &Session,
    (assessment, standings, events): (&Assessment, &Standings, &[Event]),
    baseline: Option<&Baseline>,
    now: Timestamp,
    tell: impl FnOnce(&Report<'_>) -> R,
) -> R {
    tell(&Report {
        change_set: session.change_set(),
        assessment,
        catalog: session.catalog(),
        changed_additions: session.changed_additions(),
        excerpts: &|place| session.lines(place),
        texts: &|side, path| session.text(side, path),
        in_difference: &|place| session.is_in_difference(place),
        standings,
        events,
        baseline,
        now,
    })
}

/// How text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Cells in a line; longer ones are wrapped or cut.
    pub width: usize,
    /// Whether to use ANSI colours. The caller honours `NO_COLOR`.
    pub colour: bool,
    /// Whether to keep to ASCII signs.
    pub ascii: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 100, colour: false, ascii: false }
    }
}

/// Why a report could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error("the report cannot be written as {format}: {reason}")]
pub struct RenderError {
    format: &'static str,
    reason: String,
}

/// One way to write a report.
pub trait Format: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// What it is for, in a few words.
    fn about(&self) -> &'static str;

    /// The report in this format, with a final newline.
    ///
    /// # Errors
    /// Where a value cannot be expressed in the format.
    fn render(&self, report: &Report<'_>, style: Style) -> Result<String, RenderError>;
}

/// Every format, the default first.
pub const FORMATS: [&dyn Format; 12] = [
    &text::Text,
    &plain::Plain,
    &json::Json,
    &sarif::Sarif,
    &markdown::Markdown,
    &html::Html,
    &hosts::GitHub,
    &hosts::CodeQuality,
    &hosts::Sast,
    &hosts::Rdjson,
    &hosts::Comments,
    &hosts::Csv,
];

/// The format of this name.
#[must_use]
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|format| format.name() == name)
}

/// A handler with its items, the worst first.
struct Group<'a> {
    handler: &'a Handler,
    findings: Vec<&'a Finding>,
    /// Whether the change touched its code or its guards.
    touched: bool,
}

impl<'a> Report<'a> {
    /// Handlers with their items, the worst first.
    fn groups(&self) -> Vec<Group<'a>> {
        let mut groups = Vec::new();
        for (_, file) in &self.assessment.files {
            for handler in &file.handlers {
                let told = |item: &&Finding| item.handler() == &handler.id && !self.knows(item);
                let mut findings: Vec<_> = file.findings.iter().filter(told).collect();
                findings.sort_by_key(|finding| self.badness(finding));
                let touched = file.touched.contains(&handler.id);
                groups.push(Group { handler, findings, touched });
            }
        }
        let worst = |group: &Group<'_>| group.findings.first().map(|it| self.badness(it));
        groups.sort_by_key(|group| (worst(group).is_none(), worst(group)));
        groups
    }

    /// By what the worst item is the least: by its state, and among those of one state by how
    /// bad it is.
    fn badness(&self, finding: &Finding) -> (State, Reverse<Option<Severity>>) {
        (finding.state(), Reverse(self.severity(finding)))
    }

    /// How bad an item is: as a person holds it to be, else as its check says.
    fn severity(&self, finding: &Finding) -> Option<Severity> {
        let rating = self.standings.of(finding).and_then(|standing| standing.rating.as_ref());
        let check = self.catalog.check(finding.check());
        rating.map(|rating| rating.severity).or(check.map(|check| check.severity))
    }

    /// Whether an item was there before.
    fn knows(&self, finding: &Finding) -> bool {
        self.baseline.is_some_and(|baseline| baseline.knows(finding))
    }

    /// How many items were there before, in a sentence; none where nothing was.
    fn known(&self) -> Option<String> {
        let name = self.baseline?.name();
        match self.assessment.findings().filter(|item| self.knows(item)).count() {
            0 => None,
            1 => Some(format!("1 item was there before ({name}) and is not told.")),
            count => Some(format!("{count} items were there before ({name}) and are not told.")),
        }
    }

    /// The items that are told, with their handlers, in the order of the assessment.
    fn told(&self) -> impl Iterator<Item = (Option<&'a Handler>, &'a Finding)> {
        self.items().filter(|(_, finding)| !self.knows(finding))
    }

    /// Every item with its handler, in the order of the assessment.
    fn items(&self) -> impl Iterator<Item = (Option<&'a Handler>, &'a Finding)> {
        self.assessment.files.iter().flat_map(|(_, file)| {
            file.findings.iter().map(|finding| {
                (file.handlers.iter().find(|it| &it.id == finding.handler()), finding)
            })
        })
    }

    /// How many items are in each state, worst first.
    fn counts(&self) -> [(State, usize); 7] {
        State::ALL
            .map(|state| (state, self.told().filter(|(_, item)| item.state() == state).count()))
    }
}

/// Why there is nothing to report, in a few words; none where there is.
#[must_use]
pub fn nothing(change_set: &ChangeSet, assessment: &Assessment) -> Option<&'static str> {
    let compared = change_set.base.is_some();
    let untouched = || assessment.files.iter().any(|(_, file)| file.untouched > 0);
    let why = if change_set.files.is_empty() {
        ("nothing changed", "there is no file")
    } else if !change_set.files.iter().any(|file| file.is_python()) {
        ("no Python file changed", "there is no Python file")
    } else if assessment.handlers().next().is_some() {
        return None;
    } else if untouched() {
        ("no handler of the changed files is touched", "there is no handler")
    } else {
        ("no handler in the changed files", "there is no handler")
    };
    Some(if compared { why.0 } else { why.1 })
}
