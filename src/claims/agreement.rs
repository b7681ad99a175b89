//! Where claims of several reviews say the same.

use super::ground::GroundedClaim;

/// Scanners put one thing on lines that differ by no more than this.
const NEAR: u32 = 3;

/// Notes for each claim which claims of other reviews say the same as it does.
pub(super) fn note(claims: &mut [GroundedClaim]) {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    let key = |at: &usize| (&claims[*at].check, &claims[*at].unit);
    order.sort_by(|one, other| key(one).cmp(&key(other)).then(one.cmp(other)));
    let mut pairs = Vec::new();
    for group in order.chunk_by(|one, other| key(one) == key(other)) {
        for (nth, one) in group.iter().enumerate() {
            let others = group[nth + 1..].iter();
            let same = others.filter(|other| says_the_same(&claims[*one], &claims[**other]));
            pairs.extend(same.map(|other| (*one, *other)).take(KEPT));
        }
    }
    pairs.sort_unstable();
    for (one, other) in pairs {
        claims[one].agrees_with.push(other);
        claims[other].agrees_with.push(one);
    }
}

/// Claims that are noted as saying the same as one, at most.
const KEPT: usize = 20;

/// Whether two claims that ask one question of one function mean one thing: their lines,
/// where both are given, are near.
fn says_the_same(one: &GroundedClaim, other: &GroundedClaim) -> bool {
    if one.review == other.review || one.check.is_none() || one.unit.is_none() {
        return false;
    }
    let line = |claim: &GroundedClaim| claim.read.stated.first().and_then(|place| place.line);
    match (line(one), line(other)) {
        (Some(first), Some(second)) => first.abs_diff(second) <= NEAR,
        _ => true,
    }
}
