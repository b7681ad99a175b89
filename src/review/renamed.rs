//! Decisions under other names of what they are about.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Decisions, Digest, Subject};
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

impl Decisions {
    /// The same with items and handlers under the names that they go by now; a handler of
    /// which only the name changed since it was looked at comes with its text as it is.
    #[must_use]
    pub fn renamed(&self, names: &NewNames) -> Self {
        let mut renamed = self.clone();
        renamed.findings = rekeyed(&self.findings, &names.items);
        renamed.ratings = rekeyed(&self.ratings, &names.items);
        renamed.reviewed = rekeyed(&self.reviewed, &names.handlers);
        for (handler, text) in &names.texts {
            if let Some(mark) = renamed.reviewed.get_mut(handler) {
                mark.digest = text.clone();
            }
        }
        let items = names.items.iter().map(|(from, to)| (about(from), about(to)));
        let subject = |id: &HandlerId| Subject::Handler(id.clone());
        let handlers = names.handlers.iter().map(|(from, to)| (subject(from), subject(to)));
        renamed.notes = rekeyed(&self.notes, &items.chain(handlers).collect());
        renamed
    }
}

fn about(item: &FindingId) -> Subject {
    Subject::Finding(item.clone())
}

/// A table with new names for some of its keys. What comes to a key wins over what was there.
fn rekeyed<K: Clone + Eq + Hash, V: Clone>(
    table: &HashMap<K, V>,
    names: &HashMap<K, K>,
) -> HashMap<K, V> {
    let stays = |key: &&K| names.get(*key).is_none_or(|name| name == *key);
    let all = || table.iter().map(|(key, value)| (key, value.clone()));
    let staying = all().filter(|(key, _)| stays(key)).map(|(key, value)| (key.clone(), value));
    let coming = all().filter_map(|(key, value)| Some((names.get(key)?.clone(), value)));
    staying.chain(coming).collect()
}
