//! Claims that may mean several functions, or ask several questions: what is held where the
//! answers differ.

use super::ground::not_located;
use super::judge::{Case, ClaimVerdict, Ruling, judge};
use super::placing::Candidate;
use crate::syntax::python::has_word;

/// The verdict on the likeliest place, unless another that is about as likely shows
/// that the claim may be true.
pub(super) fn of_several<'a>(
    placed: &'a [Candidate],
    case: &dyn Fn(&'a Candidate) -> Case<'a>,
) -> Ruling {
    let Some((best, others)) = placed.split_first() else { return not_located() };
    let ruling = judge(&case(best));
    let named = others.iter().filter(|other| is_meant_as_well(&case(best), &case(other)));
    let named: Vec<Ruling> = named.map(|other| judge(&case(other))).collect();
    if !named.is_empty() {
        return of_all(ruling, named);
    }
    if ruling.verdict != ClaimVerdict::Contradicted {
        return ruling;
    }
    let near = others.iter().filter(|other| best.score - other.score < NEAR);
    let mut true_there = near.map(|other| judge(&case(other)));
    match true_there.find(|other| other.verdict == ClaimVerdict::Supported) {
        Some(other) => Ruling {
            verdict: ClaimVerdict::Unverifiable,
            rule: "several-places",
            reason: format!(
                "It may mean a place where it holds as well. {} {}",
                ruling.reason, other.reason
            ),
            evidence: ruling.evidence.into_iter().chain(other.evidence).collect(),
            place: ruling.place,
        },
        None => ruling,
    }
}

/// Whether a claim that names a function says the same of another: each by its own name, and
/// neither as what the other calls.
fn is_meant_as_well(case: &Case<'_>, other: &Case<'_>) -> bool {
    let names = |case: &Case<'_>| {
        let unit = case.unit();
        let mut all = case.mentions.code.iter().filter(|one| one.is_telling());
        all.any(|one| one.name == unit.name || one.name == unit.qualified())
    };
    let calls = |case: &Case<'_>, other: &Case<'_>| {
        let unit = case.unit();
        has_word(&case.file().slice(unit.def_line + 1, unit.last_line), &other.unit().name)
    };
    case.unit().name != other.unit().name
        && names(case)
        && names(other)
        && !calls(case, other)
        && !calls(other, case)
}

/// Of a claim on several functions: what holds of all, or in part where some of them differ.
fn of_all(best: Ruling, others: Vec<Ruling>) -> Ruling {
    let same = others.iter().all(|other| other.verdict == best.verdict);
    if same {
        return best;
    }
    let all = || std::iter::once(&best).chain(&others);
    let is = |verdict| all().any(|one| one.verdict == verdict);
    let holds = is(ClaimVerdict::Supported) || is(ClaimVerdict::Partial);
    let verdict = match holds && (is(ClaimVerdict::Contradicted) || is(ClaimVerdict::Partial)) {
        true => ClaimVerdict::Partial,
        false => ClaimVerdict::Unverifiable,
    };
    let reasons: Vec<&str> = all().map(|one| one.reason.as_str()).collect();
    let reason = format!("It says so of several functions, which differ. {}", reasons.join(" "));
    let evidence = all().flat_map(|one| one.evidence.iter().cloned()).collect();
    Ruling { verdict, rule: "several-functions", reason, place: best.place, evidence }
}

/// Topics whose scores differ by less are about as likely.
pub(super) const AS_LIKELY: f64 = 2.0;

/// Of a claim that may be about two things, of which one holds and the other does not.
pub(super) fn either(ruling: Ruling, other: Ruling) -> Ruling {
    Ruling {
        verdict: ClaimVerdict::Unverifiable,
        rule: "several-questions",
        reason: format!("It may ask either of two things. {} {}", ruling.reason, other.reason),
        evidence: ruling.evidence.into_iter().chain(other.evidence).collect(),
        place: ruling.place,
    }
}

/// Places that differ by less are about as likely.
const NEAR: f64 = 0.75;
