//! Values that stand in the code: dictionaries, lists and constants, each with
//! the place where it stands.

use std::sync::Arc;

use crate::analysis::fact::Site;
use crate::syntax::python::ast::Range;

/// A value with its place.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Datum {
    pub(in crate::analysis) data: Data,
    pub(in crate::analysis) site: Site,
}

/// What it is, as far as the code says.
#[derive(Debug, Clone)]
pub(in crate::analysis) enum Data {
    Map(Vec<(Arc<str>, Datum)>),
    List(Vec<Datum>),
    Text(Arc<str>),
    Number(f64),
    Bool(bool),
    None,
    /// Something else: its code.
    Other(Arc<str>),
}

impl Datum {
    pub(in crate::analysis) fn new(data: Data, site: Site) -> Self {
        Self { data, site }
    }

    /// What stands under a key.
    pub(in crate::analysis) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(known, _)| &**known == key).map(|(_, value)| value)
    }

    /// The entries of a dictionary; none of anything else.
    pub(in crate::analysis) fn entries(&self) -> &[(Arc<str>, Self)] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The parts of a list; none of anything else.
    pub(in crate::analysis) fn parts(&self) -> Option<&[Self]> {
        match &self.data {
            Data::List(parts) => Some(parts),
            _ => None,
        }
    }

    /// Whether it is known to the last part.
    pub(in crate::analysis) fn is_known(&self) -> bool {
        match &self.data {
            Data::Map(entries) => entries.iter().all(|(_, value)| value.is_known()),
            Data::List(parts) => parts.iter().all(Self::is_known),
            Data::Other(_) => false,
            _ => true,
        }
    }

    /// Whether both are the same, as far as the code says.
    pub(in crate::analysis) fn same(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::Map(mine), Data::Map(theirs)) => {
                mine.len() == theirs.len()
                    && mine
                        .iter()
                        .all(|(key, value)| other.get(key).is_some_and(|theirs| value.same(theirs)))
            }
            (Data::List(mine), Data::List(theirs)) => {
                mine.len() == theirs.len() && mine.iter().zip(theirs).all(|(a, b)| a.same(b))
            }
            (Data::Text(mine), Data::Text(theirs)) => mine == theirs,
            (Data::Number(mine), Data::Number(theirs)) => mine.total_cmp(theirs).is_eq(),
            (Data::Bool(mine), Data::Bool(theirs)) => mine == theirs,
            (Data::None, Data::None) => true,
            (Data::Other(mine), Data::Other(theirs)) => mine == theirs,
            _ => false,
        }
    }

    /// Where something stood that is gone: what stood behind it or before it there.
    pub(in crate::analysis) fn beside(&self, was: &Self, key: &str) -> Site {
        let before = was.entries();
        let at = before.iter().position(|(known, _)| &**known == key).unwrap_or_default();
        let here = |one: &Self| one.site.file.path == self.site.file.path;
        let left = |(key, _): &(Arc<str>, Self)| self.get(key).filter(|one| here(one)).cloned();
        if let Some(next) = before.iter().skip(at + 1).find_map(left) {
            return next.site;
        }
        match before.iter().take(at).rev().find_map(left) {
            Some(last) => {
                let end = last.site.range.end;
                let range = Range { start: end.saturating_sub(1), end };
                Site { range, ..last.site }
            }
            None => self.site.clone(),
        }
    }

    /// It in a sentence.
    pub(in crate::analysis) fn say(&self) -> String {
        match &self.data {
            Data::Text(text) => format!("\"{text}\""),
            Data::Number(number) => number.to_string(),
            Data::Bool(true) => "True".to_owned(),
            Data::Bool(false) => "False".to_owned(),
            Data::None => "None".to_owned(),
            _ => self.site.text(),
        }
    }
}
