//! Findings: one question of the checklist, answered for one handler, on lines.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Change, CheckId, Evidence, HandlerId, Place, State};

/// Identifies a finding across runs: `check@handler` and, where a check has
/// several items, `[subject]` and an ordinal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FindingId(Arc<str>);

impl FindingId {
    /// The identity of the `ordinal`-th (1-based) item of this check, handler and subject.
    #[must_use]
    pub fn new(
        check: &CheckId,
        handler: &HandlerId,
        subject: Option<&str>,
        ordinal: usize,
    ) -> Self {
        let mut id = format!("{check}@{handler}");
        if let Some(subject) = subject {
            id.push_str(&format!("[{subject}]"));
        }
        if ordinal > 1 {
            id.push_str(&format!("#{ordinal}"));
        }
        Self(id.into())
    }

    /// The identity that a text is.
    #[must_use]
    pub fn known(text: &str) -> Self {
        Self(text.into())
    }

    /// The identity as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What one tree says about an item: a state on a place, in words, with evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The state in this tree alone.
    pub state: State,
    /// The place that carries the item.
    pub primary: Place,
    /// One sentence for a person.
    pub message: String,
    /// The places that decided, the most telling first, then what stands beside them.
    pub evidence: Vec<Evidence>,
}

/// What base and head say of an item, where there is a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The state at base; none when the handler is new.
    pub base_state: Option<State>,
    /// The state at head; none when the handler was deleted.
    pub head_state: Option<State>,
    /// What happened in between.
    pub change: Change,
}

/// An item of the checklist. It cannot be built without a [`Verdict`], and a
/// verdict not without a place: no finding without a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    id: FindingId,
    check: CheckId,
    handler: HandlerId,
    subject: Option<String>,
    verdict: Verdict,
    comparison: Option<Comparison>,
}

impl Finding {
    /// A finding from its verdict; `comparison` is none where there is no base.
    #[must_use]
    pub fn new(
        id: FindingId,
        check: CheckId,
        handler: HandlerId,
        subject: Option<String>,
        verdict: Verdict,
        comparison: Option<Comparison>,
    ) -> Self {
        Self { id, check, handler, subject, verdict, comparison }
    }

    /// The same with further places after those that decided.
    #[must_use]
    pub fn with_evidence(mut self, more: impl IntoIterator<Item = Evidence>) -> Self {
        self.verdict.evidence.extend(more);
        self
    }

    /// The same item with another verdict, which a change led to.
    #[must_use]
    pub fn changed(&self, verdict: Verdict, change: Change) -> Self {
        let comparison = self.comparison.map(|before| Comparison { change, ..before });
        Self { verdict, comparison, ..self.clone() }
    }

    /// The identity, stable across runs.
    #[must_use]
    pub fn id(&self) -> &FindingId {
        &self.id
    }

    /// The check that asked.
    #[must_use]
    pub fn check(&self) -> &CheckId {
        &self.check
    }

    /// The handler it is about.
    #[must_use]
    pub fn handler(&self) -> &HandlerId {
        &self.handler
    }

    /// The object or sink it is about, where a check has several items.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// The state shown: that at head, except that removed and weakened win over it.
    #[must_use]
    pub fn state(&self) -> State {
        self.verdict.state
    }

    /// The place that carries the item.
    #[must_use]
    pub fn primary(&self) -> &Place {
        &self.verdict.primary
    }

    /// One sentence for a person.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.verdict.message
    }

    /// The places that decided, the most telling first.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.verdict.evidence
    }

    /// Base and head, where there is a base.
    #[must_use]
    pub fn comparison(&self) -> Option<Comparison> {
        self.comparison
    }

    /// What the change did, where there is a base.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        self.comparison.map(|comparison| comparison.change)
    }
}
