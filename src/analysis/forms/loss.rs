//! What a form asked for and does not any more.

use super::data::{Data, Datum};
use crate::analysis::fact::Site;
use crate::model::FactKind;

/// Something that a form does not ask for any more, or asks less of.
#[derive(Debug, Clone)]
pub(super) struct Loss {
    /// Where it stood.
    pub(super) was: Site,
    /// What is left, or what it stood in.
    pub(super) is: Site,
    /// What was and what is, in a sentence.
    pub(super) says: String,
    /// What it was a part of: the form, or the list of fields that may be set.
    pub(super) of: FactKind,
}

impl Loss {
    pub(super) fn of_form(was: &Site, is: &Site, says: String) -> Self {
        Self { was: was.clone(), is: is.clone(), says, of: FactKind::InputValidated }
    }
}

/// The words by which limits are declared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits<'words> {
    /// No more than this.
    pub(super) upper: &'words [String],
    /// No less than this.
    pub(super) lower: &'words [String],
    /// Whatever else narrows what is taken.
    pub(super) others: &'words [String],
    /// What is listed under these, and nothing else.
    pub(super) choices: &'words [String],
    /// What is taken as well where these are true.
    pub(super) opens: &'words [String],
}

impl Limits<'_> {
    fn narrows(&self, key: &str) -> bool {
        [self.upper, self.lower, self.others, self.choices]
            .into_iter()
            .flatten()
            .any(|one| one == key)
    }

    /// Limits of one thing that are lower now, or gone. Where another limit came,
    /// it may stand for one that went.
    pub(super) fn compare(&self, name: &str, (was, is): (&Datum, &Datum), losses: &mut Vec<Loss>) {
        let (before, after) = (was.entries(), is.entries());
        let came = after.iter().any(|(key, value)| {
            self.narrows(key) && !is_idle(value) && was.get(key).is_none_or(is_idle)
        });
        for (key, old) in before.iter().filter(|(key, old)| self.narrows(key) && !is_idle(old)) {
            match is.get(key).filter(|new| !is_idle(new)) {
                None if came => {}
                None => {
                    let says = format!("`{key}` of {name} was {} and is gone", old.say());
                    losses.push(Loss::of_form(&old.site, &is.beside(was, key), says));
                }
                Some(new) if self.is_laxer(key, old, new) => {
                    let says = format!("`{key}` of {name} was {} and is {}", old.say(), new.say());
                    losses.push(Loss::of_form(&old.site, &new.site, says));
                }
                Some(_) => {}
            }
        }
        let opens = |key: &str| self.opens.iter().any(|one| one == key);
        for (key, new) in after.iter().filter(|(key, _)| opens(key)) {
            let was_open = was.get(key).is_some_and(|old| !is_false(old));
            if matches!(new.data, Data::Bool(true)) && !was_open {
                let says = format!("`{key}` of {name} was not there and is {}", new.say());
                losses.push(Loss::of_form(&was.site, &new.site, says));
            }
        }
    }

    /// Whether a limit that is there on both sides lets more through now.
    fn is_laxer(&self, key: &str, old: &Datum, new: &Datum) -> bool {
        let among = |words: &[String]| words.iter().any(|one| one == key);
        match (&old.data, &new.data) {
            (Data::Number(old), Data::Number(new)) => {
                among(self.upper) && new > old || among(self.lower) && new < old
            }
            (Data::List(old), Data::List(new)) if among(self.choices) => {
                let inside = |one: &Datum, all: &[Datum]| all.iter().any(|other| other.same(one));
                let known = old.iter().chain(new).all(Datum::is_known);
                known
                    && old.iter().all(|one| inside(one, new))
                    && new.iter().any(|one| !inside(one, old))
            }
            // Things that each narrow it: fewer of them are left.
            (Data::List(old), Data::List(new)) if among(self.others) => {
                let inside = |one: &Datum, all: &[Datum]| all.iter().any(|other| other.same(one));
                new.len() < old.len() && new.iter().all(|one| inside(one, old))
            }
            (Data::Text(old), Data::Text(new)) if among(self.others) => is_part(old, new),
            _ => false,
        }
    }
}

/// Whether a pattern is another one without its ends.
fn is_part(old: &str, new: &str) -> bool {
    old != new
        && !new.is_empty()
        && (old.strip_prefix('^') == Some(new)
            || old.strip_suffix('$') == Some(new)
            || old.strip_prefix('^').and_then(|old| old.strip_suffix('$')) == Some(new))
}

/// Whether it says as much as nothing: `None`, `False`, an empty list.
fn is_idle(value: &Datum) -> bool {
    match &value.data {
        Data::None | Data::Bool(false) => true,
        Data::List(parts) => parts.is_empty(),
        Data::Number(_) | Data::Text(_) | Data::Map(_) | Data::Bool(true) | Data::Other(_) => false,
    }
}

fn is_false(value: &Datum) -> bool {
    matches!(value.data, Data::Bool(false) | Data::None)
}
