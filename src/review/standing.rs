//! What people hold of each item of an assessment, as its line reads now.

use std::collections::HashMap;

use super::{Decision, Decisions, Disposition, Note, Session, Subject};
use crate::model::{Assessment, Finding, FindingId};

/// What people hold of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// What holds now.
    pub disposition: Disposition,
    /// The last word, whatever became of its line since.
    pub decision: Option<Decision>,
    /// Remarks, the oldest first.
    pub notes: Vec<Note>,
}

/// What people hold of the items of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings(HashMap<FindingId, Standing>);

impl Standings {
    /// What people hold of an item; none where nobody said a word.
    #[must_use]
    pub fn of(&self, finding: &Finding) -> Option<&Standing> {
        self.0.get(finding.id())
    }

    /// Whether somebody dismissed an item, and its line still reads as it did then.
    #[must_use]
    pub fn is_dismissed(&self, finding: &Finding) -> bool {
        let standing = self.of(finding);
        standing.is_some_and(|it| matches!(it.disposition, Disposition::Dismissed { .. }))
    }
}

impl FromIterator<(FindingId, Standing)> for Standings {
    fn from_iter<I: IntoIterator<Item = (FindingId, Standing)>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl Session {
    /// What people hold of the items of an assessment, as their lines read now. Items whose
    /// file or handler goes by another name keep what was said of them.
    #[must_use]
    pub fn standings(&self, decisions: &Decisions, assessment: &Assessment) -> Standings {
        let decisions = self.follow_all(decisions, assessment);
        let of = |finding: &Finding| {
            let notes = decisions.notes(&Subject::Finding(finding.id().clone())).to_vec();
            let decision = decisions.decision(finding.id()).cloned();
            if notes.is_empty() && decision.is_none() {
                return None;
            }
            let handler = assessment.handler(finding.handler()).map(|handler| &handler.place);
            let now = self.anchor(finding, handler);
            // A line that cannot be read was not seen to read as it did then.
            let disposition = match (&decision, now) {
                (None, _) => Disposition::Open,
                (Some(_), Some(now)) => decisions.disposition_at(finding.id(), &now),
                (Some(_), None) => Disposition::NeedsReview,
            };
            Some((finding.id().clone(), Standing { disposition, decision, notes }))
        };
        assessment.findings().filter_map(of).collect()
    }
}
