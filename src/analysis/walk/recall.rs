//! What the calls of a test gave. A test is asked for its value, for what must
//! hold on each way, and for what it shows; its calls are followed once. So are
//! those of a statement, which is asked for what its value shows.
//!
//! Without this the work grows with the sixth power of how deep tests call
//! functions that test.

use super::Walk;
use crate::analysis::value::Value;
use crate::syntax::python::ast::Call;

/// What calls of one test gave, by their place in memory.
#[derive(Default)]
pub(in crate::analysis) struct Recall {
    /// How many frames deep the test stands; none where nothing is recalled.
    depth: Option<usize>,
    known: Vec<(*const Call, Value)>,
}

impl Walk<'_> {
    /// From here on what calls of the function being walked give is remembered.
    /// Returns what was remembered so far, to be given back.
    pub(super) fn remember_test(&mut self) -> Recall {
        let depth = Some(self.frames.len());
        std::mem::replace(&mut self.recall, Recall { depth, known: Vec::new() })
    }

    /// Runs what belongs to one statement: what its calls gave is asked for again by
    /// what the statement tells, and they are followed once.
    pub(super) fn remembering<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.remember_test();
        let given = run(self);
        self.recall_again(outer);
        given
    }

    /// From here on every call is followed, also one that was before: the same
    /// code runs for one value after the other.
    pub(super) fn forget_test(&mut self) -> Recall {
        std::mem::take(&mut self.recall)
    }

    /// Remembers as it was before; returns what was found out meanwhile.
    pub(super) fn recall_again(&mut self, before: Recall) -> Recall {
        std::mem::replace(&mut self.recall, before)
    }

    /// Whether calls of the function being walked are remembered.
    pub(super) fn recalls_here(&self) -> bool {
        self.recall.depth == Some(self.frames.len())
    }

    /// What this call of the test gave, where it was followed before and only a
    /// value is wanted.
    pub(super) fn recalled(&self, call: &Call) -> Option<Value> {
        if !self.quiet || !self.recalls_here() {
            return None;
        }
        let known = self.recall.known.iter().find(|(known, _)| std::ptr::eq(*known, call));
        known.map(|(_, value)| value.clone())
    }

    /// Remembers what a call of the test gave.
    pub(super) fn remember_call(&mut self, call: &Call, value: &Value) {
        if self.recalls_here() {
            self.recall.known.push((call, value.clone()));
        }
    }
}
