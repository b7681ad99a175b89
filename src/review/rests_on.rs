//! What a decision about an item rests on besides the item's own line.

use serde::{Deserialize, Serialize};

use super::imprint::bounded;
use super::{Digest, Session};
use crate::model::{Evidence, Finding, Handler, Method, Role, Side, State};

/// Bytes of the routes that are kept as they are.
const MAX_ROUTES: usize = 400;

/// Lines that are kept of one item.
const MAX_LINES: usize = 64;

/// Letters of the digest of a line.
const LETTERS: usize = 16;

/// What a decision about an item rests on besides the item's own line. Logs from before it was
/// kept have none, and there a decision holds without it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RestsOn {
    /// The methods and routes that lead to the handler; empty where none is known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub routes: String,
    /// Digests of the statements that outside values come from and pass, and of those that
    /// guard; in order, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Of a guard that went or became laxer, digests of the statements of head that are left
    /// open by it: the item itself stands on an old line, which cannot change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_open: Vec<String>,
}

impl RestsOn {
    /// What a decision about an item of a handler rests on in a review.
    pub(super) fn of(finding: &Finding, handler: Option<&Handler>, session: &Session) -> Self {
        let is_rested_on = |evidence: &&Evidence| {
            matches!(evidence.role, Role::Source | Role::Step | Role::Guard | Role::Condition)
        };
        let is_lost = matches!(finding.state(), State::Removed | State::Weakened);
        let is_left_open = |evidence: &&Evidence| {
            let is_open = matches!(evidence.role, Role::Effect | Role::Sink | Role::Guard);
            is_lost && is_open && evidence.place.side() == Side::Head
        };
        let marks = |is_one: &dyn Fn(&&Evidence) -> bool| {
            let all = finding.evidence().iter().filter(is_one);
            let mut marks: Vec<String> = all.filter_map(|it| mark(it, session)).collect();
            marks.sort_unstable();
            marks.dedup();
            marks.truncate(MAX_LINES);
            marks
        };
        Self {
            routes: handler.map_or_else(String::new, routes),
            lines: marks(&is_rested_on),
            left_open: marks(&is_left_open),
        }
    }

    /// Whether every line that was rested on still reads so, and nothing else is left open.
    pub(super) fn still_reads_so(&self, now: &Self) -> bool {
        let is_as_open = self.left_open.is_empty() || self.left_open == now.left_open;
        is_as_open && self.lines.iter().all(|line| now.lines.contains(line))
    }
}

/// The methods and routes that lead to a handler, in an order of their own.
fn routes(handler: &Handler) -> String {
    let mut routes: Vec<&str> = handler.routes.iter().map(|it| it.template.as_str()).collect();
    if routes.is_empty() {
        return String::new();
    }
    routes.sort_unstable();
    let mut methods: Vec<&str> = handler.methods.iter().map(Method::as_str).collect();
    methods.sort_unstable();
    bounded(&format!("{} {}", methods.join(","), routes.join(" ")), MAX_ROUTES)
}

/// The digest of the statement around a piece of evidence; none where it cannot be read.
fn mark(evidence: &Evidence, session: &Session) -> Option<String> {
    let place = &evidence.place;
    let page = session.page(place.side(), &place.file)?;
    let statement = page.sheet.statement_around(place.first_line(), place.file.is_python());
    Some(Digest::of(&statement).as_str().chars().take(LETTERS).collect())
}
