//! The screen without what the user has seen already.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Live, lock};
use crate::model::FileAssessment;
use crate::review::{Extent, LeftOut};

impl Live {
    /// The same without handlers that the user marked as reviewed in the text that they have,
    /// and without items that are decided.
    #[must_use]
    pub fn since_review(self) -> Self {
        Self { since_review: true, ..self }
    }

    /// Assesses everything first: only then is it known under which names what was decided
    /// goes by now.
    pub(super) fn assess_unseen(
        &self,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(usize, FileAssessment),
    ) {
        let mut results = BTreeMap::new();
        self.session.assess(cancel, &mut |index, found| {
            results.insert(index, found);
        });
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let decisions = self.decisions();
        let files: Vec<&FileAssessment> = results.values().collect();
        let decisions = self.session.follow(&decisions, &files, Extent::Whole);
        let author = self.session.author();
        let mut left = LeftOut::default();
        for (index, mut found) in results {
            left += self.session.leave_reviewed(&decisions, &author, &mut found);
            self.remember(&found);
            sink(index, found);
        }
        lock(&self.known).left_out = Some(left);
    }
}
