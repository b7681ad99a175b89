//! The places of a claim in the order they are shown: the line that decides first, each line
//! once, with the parts it plays.

use crate::claims::GroundedClaim;
use crate::model::{Evidence, Place, State};
use crate::report::visible;

/// Places that are shown of a claim.
pub(super) const SHOWN: usize = 5;

/// A place, and what is said of it.
pub(super) struct Shown<'a> {
    pub place: &'a Place,
    /// `guard: refuses with 403`; never empty.
    pub say: String,
}

/// The first places of a claim, and how many more there are.
pub(super) fn shown(claim: &GroundedClaim) -> (Vec<Shown<'_>>, usize) {
    let mut lines: Vec<(&Place, Vec<&Evidence>)> =
        claim.place.iter().map(|place| (place, Vec::new())).collect();
    for evidence in &claim.evidence {
        match lines.iter_mut().find(|(place, _)| is_same_line(place, &evidence.place)) {
            Some((_, all)) => all.push(evidence),
            None => lines.push((&evidence.place, vec![evidence])),
        }
    }
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    let shown = lines.into_iter().map(|(place, all)| Shown { place, say: said(&all) });
    (shown.collect(), more)
}

fn is_same_line(one: &Place, other: &Place) -> bool {
    one.file == other.file && one.side() == other.side() && one.first_line() == other.first_line()
}

/// What evidence says of a line. What only names a state is left out where another phrase tells
/// the same part.
fn said(all: &[&Evidence]) -> String {
    let is_bare = |one: &Evidence| State::ALL.iter().any(|state| state.word() == one.say);
    let is_told = |one: &Evidence| all.iter().any(|it| it.role == one.role && !is_bare(it));
    let mut parts: Vec<String> = Vec::new();
    for one in all.iter().filter(|one| !is_bare(one) || !is_told(one)) {
        let part = format!("{}: {}", one.role, visible(&one.say));
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() { "the line it is about".to_owned() } else { parts.join("; ") }
}
