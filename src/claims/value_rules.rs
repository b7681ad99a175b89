//! Rules about one value that a claim names: whether the function looks at it, and whether
//! what the claim says of it can be at all.

use super::judge::{Case, ClaimVerdict, Ruling, asks_for_form};
use super::mentions::Mention;
use super::polarity::Polarity;
use super::text_rules::in_body;
use super::wording::denies_every_look;
use crate::model::{Evidence, Role};
use crate::syntax::python::has_word;

/// What stands in a test that asks for more than that something is there.
const COMPARES: [&str; 9] = [
    " in (",
    " in [",
    " in {",
    " not in ",
    ".match(",
    "isinstance(",
    " != ",
    "startswith(",
    " in ",
];

/// How a block begins that turns a request away.
const REFUSES: [&str; 2] = ["raise ", "abort("];

/// The value that a claim names, and the lines of the body on which it stands.
pub(super) fn value<'case>(case: &Case<'case>) -> Option<(&'case Mention, Vec<u32>)> {
    let unit = case.unit();
    let is_value = |one: &&Mention| one.is_telling() && !one.call && one.name != unit.name;
    case.mentions.code.iter().filter(is_value).find_map(|one| {
        let lines = in_body(case, one);
        (!lines.is_empty()).then_some((one, lines))
    })
}

/// The names under which a value is kept in the function.
pub(super) fn names_of(case: &Case<'_>, value: &Mention, lines: &[u32]) -> Vec<String> {
    let mut names = vec![value.last().to_owned()];
    names.extend(lines.iter().filter_map(|line| {
        let (target, _) = case.file().line(*line).split_once(" = ")?;
        Some(target.trim().to_owned())
    }));
    names
}

/// A claim that nothing at all looks at a value, and the line that does: a call that is
/// known to refuse, or a test with more than presence in it that turns the request away.
pub(super) fn by_its_test(case: &Case<'_>) -> Option<Ruling> {
    let asks = case.polarity == Polarity::Absence && asks_for_form(case.topic.check);
    if !asks || !denies_every_look(case.claim) {
        return None;
    }
    let (value, lines) = value(case)?;
    let names = names_of(case, value, &lines);
    let unit = case.unit();
    let file = case.file();
    let named = |code: &str| names.iter().any(|name| has_word(code, name));
    let looks = (unit.def_line + 1..=unit.last_line).find(|line| {
        let code = file.line(*line).split(" #").next().unwrap_or_default();
        named(code) && (refuses_by_call(case, code) || refuses_by_test(case, *line, code))
    })?;
    let place = file.place(looks);
    let reason =
        format!("Line {looks} looks at `{}` and refuses what it does not accept.", value.name);
    let evidence = vec![Evidence::new(Role::Guard, place.clone(), "looks at the value")];
    let (verdict, rule) = (ClaimVerdict::Contradicted, "value-tested");
    Some(Ruling { verdict, rule, reason, place: Some(place), evidence })
}

/// Whether a line calls something that is known to answer the check.
fn refuses_by_call(case: &Case<'_>, code: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    code.match_indices('(').any(|(at, _)| {
        let before = &code[..at];
        let start = before.rfind(|c| !is_part(c)).map_or(0, |at| at + 1);
        let facts = case.calls.facts_of(&before[start..]);
        facts.iter().any(|fact| case.topic.check.guards.facts.contains(fact))
    })
}

/// Whether a line is a test that turns the request away.
fn refuses_by_test(case: &Case<'_>, line: u32, code: &str) -> bool {
    let is_test = code.trim_start().starts_with("if ") && code.trim_end().ends_with(':');
    let compares = COMPARES.iter().any(|part| code.contains(part));
    if !is_test || !compares || code.contains(" is None") || code.contains(" is not None") {
        return false;
    }
    let below = case.file().line(line + 1).trim();
    let answers_400s = below.starts_with("return ") && below.contains("40");
    answers_400s || REFUSES.iter().any(|start| below.starts_with(start))
}

/// What would have to stand in a function for a claim to be true of it, and does not.
pub(super) fn impossible(case: &Case<'_>) -> Option<Ruling> {
    let row = case.topic.row.filter(|row| !row.needs.is_empty())?;
    let unit = case.unit();
    let findings = case.findings(case.topic.check);
    let states_it = case.claim.stated.iter().filter_map(|place| place.line);
    let is_on_it = states_it.into_iter().any(|line| unit.holds(line));
    // Nobody has walked a function that is no handler: what it calls may do it.
    if findings.is_empty() && !is_on_it {
        return None;
    }
    let code = case.file().slice(unit.first_line, unit.last_line).to_lowercase();
    if row.needs.iter().any(|word| code.contains(word.as_str())) {
        return None;
    }
    let shown = row.needs[..3.min(row.needs.len())].join(", ");
    let reason = format!(
        "Nothing stands here that could be it ({shown} …): the question of {} does not arise.",
        case.topic.check.title
    );
    Some(case.ruling(ClaimVerdict::CategoryError, "nothing-of-the-kind", reason))
}
