//! Kinds of values that a field takes: which of two declarations takes more.

use super::data::Datum;
use crate::catalog::FormModel;

/// One kind of value.
#[derive(Debug, Clone)]
pub(super) struct Arm {
    /// Its name, without what it is a part of.
    pub(super) name: String,
    /// The kinds of its parts.
    inside: Vec<Arm>,
    /// The values that are taken, where they are listed.
    listed: Option<Datum>,
}

/// What more a declaration takes.
pub(super) enum Wider {
    /// Nothing, as far as is known.
    No,
    /// Nothing at all as well.
    Nothing,
    /// Something of this kind.
    Kind(String),
}

impl Arm {
    pub(super) fn named(name: &str) -> Self {
        Self::of(name, Vec::new())
    }

    pub(super) fn of(name: &str, inside: Vec<Self>) -> Self {
        Self { name: name.to_owned(), inside, listed: None }
    }

    pub(super) fn listed(listed: Datum) -> Self {
        Self { name: "Literal".to_owned(), inside: Vec::new(), listed: Some(listed) }
    }

    fn same(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(&other.name)
            && self.inside.len() == other.inside.len()
            && self.inside.iter().zip(&other.inside).all(|(a, b)| a.same(b))
            && match (&self.listed, &other.listed) {
                (Some(mine), Some(theirs)) => mine.same(theirs),
                (None, None) => true,
                _ => false,
            }
    }

    /// How much it says of a value.
    fn rank(&self, row: &FormModel) -> u8 {
        let among = |words: &[String]| words.contains(&self.name);
        match () {
            () if among(&row.anything) => 0,
            () if among(&row.plain) => 1,
            () => 2,
        }
    }
}

/// What a declaration takes that another did not.
pub(super) fn wider(was: &[Arm], is: &[Arm], row: &FormModel) -> Wider {
    let is_none = |arm: &&Arm| arm.name == "None";
    let (old, new): (Vec<&Arm>, Vec<&Arm>) = (
        was.iter().filter(|arm| !is_none(arm)).collect(),
        is.iter().filter(|arm| !is_none(arm)).collect(),
    );
    if let ([one], [other]) = (old.as_slice(), new.as_slice()) {
        if other.rank(row) < one.rank(row) {
            return Wider::Kind(other.name.clone());
        }
        if let (Some(before), Some(after)) = (&one.listed, &other.listed) {
            let (Some(before), Some(after)) = (before.parts(), after.parts()) else {
                return Wider::No;
            };
            let has = |all: &[Datum], one: &Datum| all.iter().any(|other| other.same(one));
            let more = after.iter().find(|one| !has(before, one));
            if let Some(more) = more.filter(|_| before.iter().all(|one| has(after, one))) {
                return Wider::Kind(more.say());
            }
        }
        if one.name.eq_ignore_ascii_case(&other.name)
            && !one.inside.is_empty()
            && let more @ Wider::Kind(_) = wider(&one.inside, &other.inside, row)
        {
            return more;
        }
    } else if old.iter().all(|one| new.iter().any(|other| other.same(one))) {
        let more = new.iter().find(|one| !old.iter().any(|other| other.same(one)));
        if let Some(more) = more {
            return Wider::Kind(more.name.clone());
        }
    }
    if !was.iter().any(|arm| is_none(&arm)) && is.iter().any(|arm| is_none(&arm)) {
        return Wider::Nothing;
    }
    Wider::No
}
