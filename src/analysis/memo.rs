//! Answers that are found once and remembered, by questions that may ask each
//! other in a circle. What is remembered does not depend on who asked first,
//! nor on how many threads ask.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, PoisonError, RwLock};

use super::hashed::Map;
use crate::model::RepoPath;

/// A file and a name in it.
pub(super) type Key = (RepoPath, Arc<str>);

thread_local! {
    /// The questions this thread is about to answer, outermost first: the memo
    /// they belong to, and the key.
    static OPEN: RefCell<Vec<(usize, Key)>> = const { RefCell::new(Vec::new()) };
    /// The outermost open question that an answer leant on.
    static LEANT_ON: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Remembered answers.
#[derive(Debug)]
pub(super) struct Memo<V> {
    answers: RwLock<Map<RepoPath, Map<Arc<str>, V>>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { answers: RwLock::default() }
    }
}

impl<V: Clone> Memo<V> {
    /// The answer to a question. Asked for again while it is being found out,
    /// it is `unknown`; answers that leant on that are given but not remembered.
    pub(super) fn get(&self, (file, name): Key, unknown: V, find: impl FnOnce() -> V) -> V {
        self.get_named(&file, &name, unknown, find)
    }

    /// The same for a file and a name that are only lent: most questions were asked
    /// before, and need no key of their own.
    pub(super) fn get_named(
        &self,
        file: &RepoPath,
        name: &str,
        unknown: V,
        find: impl FnOnce() -> V,
    ) -> V {
        if let Some(known) = self.known(file, name) {
            return known;
        }
        let key: Key = (file.clone(), name.into());
        let me = std::ptr::from_ref(self).addr();
        let open = OPEN.with_borrow(|open| {
            open.iter().position(|(memo, asked)| *memo == me && *asked == key).ok_or(open.len())
        });
        let depth = match open {
            Ok(at) => {
                LEANT_ON.set(LEANT_ON.get().min(at));
                return unknown;
            }
            Err(depth) => depth,
        };
        OPEN.with_borrow_mut(|open| open.push((me, key.clone())));
        let before = LEANT_ON.replace(usize::MAX);
        let answer = find();
        OPEN.with_borrow_mut(|open| open.truncate(depth));
        let leant_on = LEANT_ON.get();
        if leant_on >= depth {
            self.remember(key, answer.clone());
            LEANT_ON.set(before);
        } else {
            LEANT_ON.set(before.min(leant_on));
        }
        answer
    }

    fn known(&self, file: &RepoPath, name: &str) -> Option<V> {
        let answers = self.answers.read().unwrap_or_else(PoisonError::into_inner);
        answers.get(file)?.get(name).cloned()
    }

    fn remember(&self, (file, name): Key, answer: V) {
        let mut answers = self.answers.write().unwrap_or_else(PoisonError::into_inner);
        answers.entry(file).or_default().insert(name, answer);
    }
}

/// An answer, and whether it leant on no open question, so that it may be
/// remembered.
pub(super) fn settled<V>(find: impl FnOnce() -> V) -> (V, bool) {
    let before = LEANT_ON.replace(usize::MAX);
    let answer = find();
    let leant_on = LEANT_ON.get();
    LEANT_ON.set(before.min(leant_on));
    (answer, leant_on == usize::MAX)
}

/// Says that an answer was cut short, so that nothing open is remembered by it.
pub(super) fn cut_short() {
    LEANT_ON.set(0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        (RepoPath::new("a.py"), name.into())
    }

    #[test]
    fn an_answer_is_found_once() {
        let memo = Memo::default();
        assert_eq!(memo.get(key("x"), 0, || 1), 1);
        assert_eq!(memo.get(key("x"), 0, || unreachable!()), 1);
    }

    #[test]
    fn what_leans_on_an_open_question_is_not_remembered() {
        let memo: Memo<u32> = Memo::default();
        let outer = memo.get(key("outer"), 0, || {
            let inner = memo.get(key("inner"), 0, || memo.get(key("outer"), 0, || 7) + 1);
            inner + 10
        });
        assert_eq!(outer, 11);
        // Asked by itself, the inner question finds the outer one answered.
        assert_eq!(memo.get(key("inner"), 0, || memo.get(key("outer"), 0, || 7) + 1), 12);
    }
}
