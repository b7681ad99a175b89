//! Rules about one value that a claim names: whether the function looks at it, and whether
//! what the claim says of it can be at all.

use super::code::name_before;
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
        let mut lines = in_body(case, one);
        lines.retain(|line| asks_for_key(case.file().line(*line), one));
        (!lines.is_empty()).then_some((one, lines))
    })
}

/// Whether a line asks a value for what the claim asks it for: `data["text"]` is another
/// value than `data["kind"]`.
fn asks_for_key(code: &str, value: &Mention) -> bool {
    let Some(key) = &value.key else { return true };
    ['"', '\''].iter().any(|quote| code.contains(&format!("{quote}{key}{quote}")))
}

/// Whether a line of code is about a value: by its name with its key, or by another name.
pub(super) fn is_about(code: &str, value: &Mention, names: &[String]) -> bool {
    let of_key = |name: &str| name != value.last() || asks_for_key(code, value);
    names.iter().any(|name| has_word(code, name) && of_key(name))
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
    let named = |code: &str| is_about(code, value, &names);
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
    code.match_indices('(').any(|(at, _)| {
        let facts = case.calls.facts_of(name_before(code, at));
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
    // What it calls of the tree may do it, now or when a task is run.
    let code = case.file().slice(unit.first_line, unit.last_line);
    if calls_the_tree(case, &code) {
        return None;
    }
    let code = code.to_lowercase();
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

/// Whether code names a function of the tree: of the calls that a claim names in it, else
/// of all.
fn calls_the_tree(case: &Case<'_>, code: &str) -> bool {
    let own = &case.unit().name;
    let claimed = case.mentions.code.iter().filter(|one| one.is_telling() && one.last() != own);
    let claimed = claimed.map(Mention::last).filter(|name| code.contains(&format!("{name}(")));
    let mut names: Vec<&str> = claimed.collect();
    if names.is_empty() {
        let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        names = words.filter(|name| name.len() > 2 && name != own).collect();
    }
    names.sort_unstable();
    names.dedup();
    names.into_iter().any(|name| case.code.places_of(name).iter().any(|place| place.is_itself))
}
