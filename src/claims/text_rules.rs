//! Rules that read the lines of a function rather than the checklist's answers:
//! the order of two things, calls taken for others, names that are not there.

use super::document::ReadClaim;
use super::judge::{Case, ClaimVerdict, Ruling, asks_for_form};
use super::mentions::Mention;
use super::polarity::Polarity;
use super::topic::topics;
use super::value_rules::{is_about, names_of, value};
use crate::catalog::Check;
use crate::model::{Evidence, Finding, Role, State};
use crate::syntax::python::has_word;

/// `X before Y`: by the lines on which both stand in the function.
pub(super) fn by_order(case: &Case<'_>) -> Option<Ruling> {
    let order = case.order?;
    let line_of = |range: &std::ops::Range<usize>| {
        let named =
            case.mentions.code.iter().filter(|one| one.at.is_some_and(|at| range.contains(&at)));
        named.filter(|one| one.name != case.unit().name).flat_map(|one| in_body(case, one)).min()
    };
    let guard = guard_line(case, &order.first);
    let first = guard.or_else(|| line_of(&order.first));
    let last = line_of(&order.last).or_else(|| guard_line(case, &order.last));
    let (Some(first), Some(last)) = (first, last) else {
        let reason =
            "It is about the order of two things, which could not both be found here.".to_owned();
        return Some(case.ruling(ClaimVerdict::Unverifiable, "order-not-found", reason));
    };
    let file = case.file();
    // Lines alone tell no order: loops and branches may turn it round. What stands in the
    // body itself runs before all that comes below it.
    let earlier = is_of_the_body(case, first.min(last));
    let verdict = match (first < last, earlier && is_of_the_body(case, first.max(last))) {
        (true, _) if earlier => ClaimVerdict::Supported,
        (false, true) => ClaimVerdict::Contradicted,
        _ => ClaimVerdict::Unverifiable,
    };
    let reason = match first < last {
        true => format!("Line {first} comes before line {last}."),
        false => format!("It is the other way round: line {last}, then line {first}."),
    };
    let place = file.place(first.min(last));
    let evidence = vec![Evidence::new(Role::Step, file.place(first.max(last)), "the other one")];
    Some(Ruling { verdict, rule: "order-of-lines", reason, place: Some(place), evidence })
}

/// Whether a line stands in the body itself, in no block of it.
fn is_of_the_body(case: &Case<'_>, line: u32) -> bool {
    let unit = case.unit();
    let file = case.file();
    let indent = |line: u32| {
        let code = file.line(line);
        (!code.trim().is_empty()).then(|| code.len() - code.trim_start().len())
    };
    let least = (unit.def_line + 1..=unit.last_line).filter_map(indent).min();
    indent(line).is_some() && indent(line) == least
}

/// The lines of the function's body on which a name stands.
pub(super) fn in_body(case: &Case<'_>, mention: &Mention) -> Vec<u32> {
    let unit = case.unit();
    let lines = case.file().lines_of(&mention.name);
    lines.into_iter().filter(|line| unit.holds(*line) && *line > unit.def_line).collect()
}

/// The line of the guard that a part of a claim speaks of.
fn guard_line(case: &Case<'_>, range: &std::ops::Range<usize>) -> Option<u32> {
    let said = case.claim.text.get(range.clone())?;
    let part = ReadClaim { text: said.to_owned(), ..ReadClaim::default() };
    let unit = case.unit();
    let of_check = |check: &Check| {
        let guards = case
            .findings(check)
            .into_iter()
            .filter(|one| matches!(one.state(), State::Guarded | State::Conditional));
        guards.map(|one| one.primary().first_line()).filter(|line| unit.holds(*line)).min()
    };
    let meant = topics(&part, case.checks);
    meant.iter().find_map(|topic| of_check(topic.check))
}

/// A call that the claim takes for what it is not.
pub(super) fn mistaken(case: &Case<'_>) -> Option<Ruling> {
    let row = case.topic.row?;
    let mistake = row.mistake.as_ref()?;
    let is_one =
        |one: &&Mention| one.is_telling() && row.mistaken.iter().any(|name| name == one.last());
    let mention = case.mentions.code.iter().find(is_one)?;
    // Where it names another call as well, that may be what it means.
    let is_other = |one: &Mention| one.is_telling() && one.call && !is_one(&one);
    let is_open = |finding: &&Finding| finding.state().is_open();
    if case.mentions.code.iter().any(is_other)
        || case.findings(case.topic.check).iter().any(is_open)
    {
        return None;
    }
    let line = in_body(case, mention).first().copied().unwrap_or_else(|| case.line());
    let reason = format!("`{}` {mistake}.", mention.name);
    let place = case.file().place(line);
    let evidence = vec![Evidence::new(Role::Step, place.clone(), mistake.clone())];
    Some(Ruling {
        verdict: ClaimVerdict::CategoryError,
        rule: "mistaken-call",
        reason,
        place: Some(place),
        evidence,
    })
}

/// What a handler would do by one of some names: where none stands in it, it does not.
pub(super) fn by_names(case: &Case<'_>) -> Option<Ruling> {
    let row = case.topic.row.filter(|row| !row.done_by.is_empty())?;
    if case.polarity != Polarity::Absence {
        return None;
    }
    let unit = case.unit();
    let text = case.file().slice(unit.def_line, unit.last_line);
    let code: String = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().to_owned() + "\n")
        .collect();
    let found = row.done_by.iter().find(|name| code.contains(name.as_str()));
    Some(match found {
        Some(name) => {
            let line = (unit.def_line..=unit.last_line)
                .find(|line| case.file().line(*line).contains(name.as_str()));
            let mut ruling = case.ruling(
                ClaimVerdict::Unverifiable,
                "named-and-not-followed",
                format!("`{name}` stands here; whether it bounds what is read was not followed."),
            );
            ruling.place = line.map(|line| case.file().place(line));
            ruling
        }
        None => {
            let reason = format!(
                "Nothing named like a bound ({}) stands in it.",
                row.done_by[..3.min(row.done_by.len())].join(", ")
            );
            case.ruling(ClaimVerdict::Supported, "no-such-name", reason)
        }
    })
}

/// A value that a claim says nobody tests: where no test of the function names
/// it, nor a call that could, that is so.
pub(super) fn untested_value(case: &Case<'_>) -> Option<Ruling> {
    if case.polarity != Polarity::Absence || !asks_for_form(case.topic.check) {
        return None;
    }
    let unit = case.unit();
    let (mention, lines) = value(case)?;
    let file = case.file();
    let of_request = |line: &u32| {
        let code = file.line(*line);
        *line <= unit.def_line
            || ["req", "request", "environ", "params"].iter().any(|word| has_word(code, word))
    };
    if !lines.iter().any(of_request) {
        return None;
    }
    let names = names_of(case, mention, &lines);
    let tests =
        ["if ", "elif ", "assert ", "while ", "raise ", "valid", "check", "verify", "sanit"];
    let named = |code: &str| is_about(code, mention, &names);
    let tested = (unit.def_line + 1..=unit.last_line).find(|line| {
        let code = file.line(*line).split('#').next().unwrap_or_default();
        named(code) && tests.iter().any(|test| code.contains(test))
    });
    Some(match tested {
        Some(line) => Ruling {
            place: Some(file.place(line)),
            ..case.ruling(
                ClaimVerdict::Unverifiable,
                "tested-somehow",
                format!("Line {line} looks at `{}`; what it asks was not followed.", mention.name),
            )
        },
        None => case.ruling(
            ClaimVerdict::Supported,
            "value-not-tested",
            format!("No test of this function names `{}`.", mention.name),
        ),
    })
}
