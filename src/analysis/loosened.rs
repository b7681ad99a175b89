//! Tests that keep a value from what reads it, and were put in laxer words: one
//! that asked for the whole asks for the beginning, or for a part of it.

use super::fact::{Fact, Site};
use super::items::Item;
use super::judged::Judged;
use super::refused::reworded;
use super::value::Origins;
use crate::model::{FactKind, State};

/// What stands where the guard of a read value stood, and lets more through.
pub(super) fn loosened(
    base: &Item,
    head: &Item,
    (old, new): (&Judged<'_>, &Judged<'_>),
) -> Option<Fact> {
    let read = |item: &Item| item.effect.as_ref().is_some_and(|effect| effect.read.is_some());
    let guard = base.guard.as_ref().filter(|_| read(base) && read(head))?;
    match (head.verdict.state, &head.guard) {
        (State::Guarded, Some(now)) => {
            let (was, is) = (guard.deciding().text(), now.deciding().text());
            asks_for_beginning(&was, &is, guard.kind).then(|| now.clone())
        }
        (State::Missing, _) => {
            let input = Origins::BODY | Origins::QUERY | Origins::PATH | Origins::HEADER;
            let pairs = reworded(old, new);
            let (_, is) = pairs.into_iter().find(|(was, is)| {
                overlap(was.deciding(), guard.deciding()) && is.about.any(input)
            })?;
            Some(Fact { trail: is.trail, ..guard.clone() })
        }
        _ => None,
    }
}

/// Whether a test asks for the beginning of what another one asked for whole. Where
/// a path must begin with a folder and the stroke after it, it lies inside.
fn asks_for_beginning(was: &str, is: &str, kind: FactKind) -> bool {
    let begins = |test: &str| test.contains(".startswith(");
    let equals = ["==", "!=", " in "].iter().any(|sign| was.contains(sign));
    let ends = ["/", "sep"].iter().any(|sign| is.contains(sign));
    begins(is) && !begins(was) && (equals || kind == FactKind::FileReached && !ends)
}

fn overlap(one: &Site, other: &Site) -> bool {
    one.file.path == other.file.path
        && (one.range.contains(other.range) || other.range.contains(one.range))
}
