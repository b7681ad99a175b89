//! Looks among the caller's own that became looks among everybody's.

use crate::analysis::fact::{Fact, Reach};
use crate::analysis::judged::Judged;
use crate::analysis::refused::plain;
use crate::model::FactKind;
use crate::syntax::python::words;

/// Names by which a row says whose it is.
const OWNERS: [&str; 16] = [
    "owner",
    "user",
    "account",
    "author",
    "member",
    "customer",
    "project",
    "org",
    "organization",
    "organisation",
    "team",
    "group",
    "tenant",
    "household",
    "workspace",
    "created_by",
];

/// A look among some that are somebody's, and the one among all that came for it.
pub(super) fn widened<'code>(
    old: &'code Judged<'_>,
    new: &'code Judged<'_>,
) -> Option<(&'code Fact, &'code Fact)> {
    let (before, after) = (&old.behaviour.facts, &new.behaviour.facts);
    let code = |fact: &Fact| plain(&written(fact));
    before.iter().filter(|fact| is_scoped(fact)).find_map(|was| {
        let model = root(was)?;
        if after.iter().any(|one| code(one) == code(was)) {
            return None;
        }
        let came = |one: &&Fact| {
            root(one).as_ref() == Some(&model)
                && !before.iter().any(|other| code(other) == code(one))
        };
        let at = |one: &Fact, other: &Fact| one.deciding().same(other.deciding());
        // Another look among those of somebody does as well.
        if after.iter().filter(came).any(is_scoped) {
            return None;
        }
        let looks = |one: &&Fact| {
            is_look(one) && !after.iter().any(|other| is_scoped(other) && at(one, other))
        };
        after.iter().filter(came).find(looks).map(|is| (was, is))
    })
}

fn is_look(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::ObjectLoaded | FactKind::StoreRead)
}

/// Whether it looks among those of somebody: of the caller, or by the name of
/// what says whose a row is.
pub(in crate::analysis) fn is_scoped(fact: &Fact) -> bool {
    let own = fact.kind == FactKind::ObjectAccessChecked && fact.reach == Reach::Object;
    own || is_look(fact) && names_owner(&written(fact))
}

/// Whether code asks for rows by a name that says whose they are.
fn names_owner(code: &str) -> bool {
    let asked = code.match_indices('=').map(|(at, _)| code[..at].trim_end_matches([' ', '=']));
    asked.map(|before| words(before).next_back().unwrap_or_default()).any(|name| {
        let name = name.trim_end_matches("_id").trim_end_matches("_uuid");
        OWNERS.contains(&name.trim_end_matches('_'))
    })
}

fn written(fact: &Fact) -> String {
    let site = fact.deciding();
    site.file.module.slice(site.range).to_owned()
}

/// What a look starts from, if that is named like a class: `Boat.query`.
fn root(look: &Fact) -> Option<String> {
    let code = written(look);
    let model = words(&code).find(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))?;
    Some(model.to_owned())
}
