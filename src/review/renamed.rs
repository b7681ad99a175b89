//! Decisions under other names of what they are about.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Decision, Decisions, Digest, Mark, Note, Past, Rating, Subject};
use crate::model::{FindingId, HandlerId};

/// The names that items and handlers go by now, by those that they had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewNames {
    /// Of items.
    pub items: HashMap<FindingId, FindingId>,
    /// Of handlers.
    pub handlers: HashMap<HandlerId, HandlerId>,
    /// The texts of handlers that differ from what was looked at by their name alone.
    pub texts: HashMap<HandlerId, Digest>,
}

impl NewNames {
    /// Whether everything goes by the name that it had.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let items = self.items.iter().all(|(from, to)| from == to);
        items && self.handlers.iter().all(|(from, to)| from == to) && self.texts.is_empty()
    }
}

impl NewNames {
    /// The name that an item was decided under, where that is not the one that it has.
    #[must_use]
    pub fn former_item(&self, now: &FindingId) -> Option<&FindingId> {
        former(&self.items, now)
    }

    /// The name that a handler was looked at under, where that is not the one that it has.
    #[must_use]
    pub fn former_handler(&self, now: &HandlerId) -> Option<&HandlerId> {
        former(&self.handlers, now)
    }

    /// The name that an item goes by now that another was called a duplicate of: where nothing
    /// is known of it, that in the file that the other is in now.
    fn of_duplicate(&self, of: &FindingId, (then, now): (&FindingId, &FindingId)) -> FindingId {
        let moved = || {
            let (before, after) = (file_of(then)?, file_of(now)?);
            let (check, rest) = of.as_str().split_once('@')?;
            let name = rest.strip_prefix(before)?.strip_prefix("::")?;
            Some(FindingId::known(&format!("{check}@{after}::{name}")))
        };
        self.items.get(of).cloned().or_else(moved).unwrap_or_else(|| of.clone())
    }
}

fn former<'a, K: Eq + Hash + Ord>(names: &'a HashMap<K, K>, now: &K) -> Option<&'a K> {
    if names.contains_key(now) {
        return None;
    }
    // Of several, always the same one.
    names.iter().filter(|(then, new)| *new == now && then != new).map(|(then, _)| then).min()
}

/// The file in the name of an item.
fn file_of(item: &FindingId) -> Option<&str> {
    Some(item.as_str().split_once('@')?.1.split_once("::")?.0)
}

impl Decisions {
    /// The same with items and handlers under the names that they go by now; a handler of
    /// which only the name changed since it was looked at comes with its text as it is. What
    /// was said under several names is united: the last word is the last of all.
    #[must_use]
    pub fn renamed(&self, names: &NewNames) -> Self {
        let mut renamed = self.clone();
        renamed.findings = rekeyed(&self.findings, &names.items, Decision::after);
        for (then, now) in &names.items {
            let decision = renamed.findings.get_mut(now).filter(|_| then != now);
            if let Some(of) = decision.and_then(|decision| decision.same_as.as_mut()) {
                *of = names.of_duplicate(of, (then, now));
            }
        }
        renamed.ratings = rekeyed(&self.ratings, &names.items, later(|it: &Rating| it.time));
        renamed.reviewed = rekeyed(&self.reviewed, &names.handlers, later(|it: &Mark| it.time));
        for (handler, text) in &names.texts {
            if let Some(mark) = renamed.reviewed.get_mut(handler) {
                mark.digest = text.clone();
            }
        }
        let items = names.items.iter().map(|(from, to)| (about(from), about(to)));
        let subject = |id: &HandlerId| Subject::Handler(id.clone());
        let handlers = names.handlers.iter().map(|(from, to)| (subject(from), subject(to)));
        let united = |mut one: Vec<Note>, other: Vec<Note>| {
            one.extend(other);
            one.sort_by(|one, other| (one.time, &one.event).cmp(&(other.time, &other.event)));
            one
        };
        renamed.notes = rekeyed(&self.notes, &items.chain(handlers).collect(), united);
        renamed
    }
}

impl Decision {
    /// The later of two words about one item, with the other before it.
    fn after(self, other: Self) -> Self {
        let is_later = (self.time, &self.event) >= (other.time, &other.event);
        let (mut last, former) = if is_later { (self, other) } else { (other, self) };
        let Self { disposition, time, author, before, .. } = former;
        last.before.extend(before);
        last.before.push(Past { disposition, time, author });
        last.before.sort_by_key(|past| past.time);
        last
    }
}

fn later<V, T: Ord>(time: impl Fn(&V) -> T) -> impl Fn(V, V) -> V {
    move |one, other| if time(&one) >= time(&other) { one } else { other }
}

fn about(item: &FindingId) -> Subject {
    Subject::Finding(item.clone())
}

/// A table with new names for some of its keys; what comes to one key is united.
fn rekeyed<K: Clone + Eq + Hash, V: Clone>(
    table: &HashMap<K, V>,
    names: &HashMap<K, K>,
    unite: impl Fn(V, V) -> V,
) -> HashMap<K, V> {
    let mut renamed: HashMap<K, V> = HashMap::with_capacity(table.len());
    for (key, value) in table {
        let (key, value) = (names.get(key).unwrap_or(key).clone(), value.clone());
        let united = match renamed.remove(&key) {
            Some(known) => unite(known, value),
            None => value,
        };
        renamed.insert(key, united);
    }
    renamed
}
