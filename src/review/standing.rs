//! What people hold of each item of an assessment, as its line reads now.

use std::collections::HashMap;

use super::{Decision, Decisions, Disposition, Lapse, Note, Rating, Remark, Session, Subject};
use crate::model::{Assessment, Finding, FindingId, Handler, HandlerId, Place};

/// What people hold of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// What holds now.
    pub disposition: Disposition,
    /// The last word, whatever became of its line since.
    pub decision: Option<Decision>,
    /// Remarks, the oldest first.
    pub notes: Vec<Note>,
    /// How bad it is held to be, where that is not what its check says.
    pub rating: Option<Rating>,
    /// The handler that the last word was said of, where that is another than it stands in.
    pub carried_over_from: Option<String>,
    /// The lines that the last word was said of, where they read otherwise now.
    pub was: Option<String>,
    /// What is otherwise since, where that asks for a new look.
    pub lapse: Option<Lapse>,
}

/// A person's own finding or question, and the lines that it is about now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// What is found or asked.
    pub remark: Remark,
    /// The lines; none where they are not there any more.
    pub place: Option<Place>,
    /// Whether the first of them reads otherwise than then.
    pub is_edited: bool,
    /// The handler that they stand in, else the one that was looked at.
    pub handler: Option<HandlerId>,
}

/// What people hold of the items of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    items: HashMap<FindingId, Standing>,
    /// Notes on handlers as a whole.
    noted: HashMap<HandlerId, Vec<Note>>,
    own: Vec<Own>,
}

impl Standings {
    /// What people hold of an item; none where nobody said a word.
    #[must_use]
    pub fn of(&self, finding: &Finding) -> Option<&Standing> {
        self.items.get(finding.id())
    }

    /// Remarks on a handler as a whole, the oldest first.
    #[must_use]
    pub fn notes_on(&self, handler: &HandlerId) -> &[Note] {
        self.noted.get(handler).map_or(&[], Vec::as_slice)
    }

    /// What people found and asked by themselves and did not set aside, the oldest first.
    #[must_use]
    pub fn own(&self) -> &[Own] {
        &self.own
    }

    /// The same with these.
    #[must_use]
    pub fn with_own(self, own: Vec<Own>) -> Self {
        Self { own, ..self }
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
        Self { items: all.into_iter().collect(), ..Self::default() }
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
            let rating = decisions.rating(finding.id());
            if notes.is_empty() && decision.is_none() && rating.is_none() {
                return None;
            }
            let handler = assessment.handler(finding.handler());
            let now = self.anchor(finding, handler);
            // How bad it is was said of other lines: then its check's word counts again.
            let rating = rating.filter(|rating| rating.still_holds(now.as_ref())).cloned();
            let carried_over_from = decision.as_ref().zip(now.as_ref()).and_then(|(said, now)| {
                let then = said.anchor.as_ref().filter(|then| then.is_carried_over_to(now))?;
                then.handler_name().map(ToOwned::to_owned)
            });
            let then = decision.as_ref().and_then(|said| said.anchor.as_ref());
            let edited = then.zip(now.as_ref()).filter(|(then, now)| !then.says_the_same(now));
            let was = edited.map(|(then, _)| then.was().to_owned());
            // A line that cannot be read was not seen to read as it did then.
            let state = |of: &FindingId| {
                assessment.findings().find(|other| other.id() == of).map(Finding::state)
            };
            let disposition = match (&decision, now.as_ref()) {
                (None, _) => Disposition::Open,
                (Some(decision), _) if decisions.is_orphaned(decision, state) => {
                    Disposition::NeedsReview
                }
                (Some(_), Some(now)) => decisions.disposition_at(finding.id(), now),
                (Some(_), None) => Disposition::NeedsReview,
            };
            let lapsed = then.zip(now.as_ref()).filter(|(then, now)| !then.still_holds(now));
            let lapsed = lapsed.filter(|_| disposition == Disposition::NeedsReview);
            let lapse = lapsed.map(|(then, now)| self.lapse(then, now));
            let standing =
                Standing { disposition, decision, notes, rating, carried_over_from, was, lapse };
            Some((finding.id().clone(), standing))
        };
        let mut items: Standings = assessment.findings().filter_map(of).collect();
        let notes = assessment.handlers().filter_map(|handler| {
            let notes = decisions.notes(&Subject::Handler(handler.id.clone()));
            (!notes.is_empty()).then(|| (handler.id.clone(), notes.to_vec()))
        });
        items.noted = notes.collect();
        let handlers: Vec<&Handler> = assessment.handlers().collect();
        items.with_own(self.own(&decisions, &handlers))
    }

    /// What people found and asked by themselves in the files of this change set.
    fn own(&self, decisions: &Decisions, handlers: &[&Handler]) -> Vec<Own> {
        let is_set_aside =
            |remark: &&Remark| remark.settled.as_ref().is_some_and(|it| !it.is_confirmed);
        let remarks = decisions.remarks().iter().filter(|remark| !is_set_aside(remark));
        remarks.filter_map(|remark| self.own_now(remark, handlers)).collect()
    }
}
