//! Puts refusals that a change took from a handler on the checklist, also where
//! something else still answers the question.

use super::engine::Judged;
use super::fact::{Fact, Site};
use super::instead::new_decorator;
use super::refused::{Refused, lost};
use super::value::Origins;
use crate::catalog::Check;
use crate::model::{Change, Comparison, Evidence, FactKind, Finding, Role, Side, State, Verdict};

/// Tells of refusals that are gone, in the findings of their checks.
pub(super) fn tell(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    let mut told: Vec<Site> = Vec::new();
    let unread = new_decorator(old, new).is_some();
    for refused in lost(old, new) {
        // It may have gone into what stands around the handler now.
        if unread && refused.is_about_callers() {
            continue;
        }
        let Some(check) = checks.iter().find(|check| asks_for(check, &refused)) else { continue };
        // What asks several things at once is gone once.
        let known = told.iter().any(|site| site.same(refused.deciding()));
        if known || !still_matters(&refused, new) {
            continue;
        }
        told.push(refused.deciding().clone());
        let mut of_check = findings.iter_mut().filter(|finding| *finding.check() == check.id);
        let Some(finding) = of_check.next() else { continue };
        // Form that code elsewhere asked for, of input that the handler does not use.
        let unused = finding.state() == State::NotApplicable
            && check.guards.facts.contains(&FactKind::InputValidated)
            && refused.trail.len() > 1;
        if !unused && !matches!(finding.change(), Some(Change::Removed | Change::Weakened)) {
            *finding = without(finding, &refused, gone(&refused, new));
        }
    }
}

/// Whether a refusal is one of those that a check asks for.
fn asks_for(check: &Check, refused: &Refused) -> bool {
    match refused.kind {
        Some(kind) => check.guards.facts.first() == Some(&kind),
        None => refused.status.is_some_and(|status| check.guards.statuses.contains(&status)),
    }
}

/// Whether what the test is about is still there: something that it names.
fn still_matters(refused: &Refused, new: &Judged<'_>) -> bool {
    if asks_whether_it_exists(refused) {
        return false;
    }
    let input = refused.about.only(Origins::BODY | Origins::QUERY | Origins::PATH);
    let looks = |fact: &Fact| fact.about.any(input) && fact.may_happen_with(&new.found.methods);
    if input != Origins::NONE && !new.behaviour.facts.iter().any(looks) {
        return false;
    }
    if refused.trail.len() > 1 {
        return true;
    }
    let function = &new.found.function;
    let text = new.found.file.module.slice(function.range);
    let names = names(&refused.tests);
    names.is_empty() || names.iter().any(|name| words(text).any(|word| word == *name))
}

/// Whether it only says that something is not there, to whomever.
fn asks_whether_it_exists(refused: &Refused) -> bool {
    refused.status == Some(404) && !refused.about.any(Origins::PRINCIPAL)
}

/// The names in a test by which it is about something.
fn names(test: &str) -> Vec<&str> {
    let common = [
        "self", "cls", "not", "and", "or", "in", "is", "None", "True", "False", "if", "await",
        "request", "req", "args", "form", "json", "get",
    ];
    words(test).filter(|word| !common.contains(word)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// Where on its way a refusal was lost: the first line that is not in its file
/// any more; the line that decides where all are.
fn gone<'refused>(refused: &'refused Refused, new: &Judged<'_>) -> &'refused Site {
    let is_gone = |site: &&Site| {
        new.text_of(&site.file.path).is_none_or(|text| {
            let code = site.file.module.slice(site.range);
            !text.contains(code.lines().next().unwrap_or_default())
        })
    };
    refused.trail.iter().find(is_gone).unwrap_or_else(|| refused.deciding())
}

/// The finding with a refusal that was lost from what answered it.
fn without(finding: &Finding, refused: &Refused, gone: &Site) -> Finding {
    let near = refused.near();
    let status = refused.status.map_or(String::new(), |status| format!(" with {status}"));
    let left = match finding.state() {
        State::Guarded | State::Conditional => {
            format!(" What is left: {}", finding.message())
        }
        _ => String::new(),
    };
    let says = format!("refused{status}");
    let mut evidence = vec![near.evidence(Role::Was, Side::Base, says.clone())];
    if refused.trail.len() > 1 {
        evidence.push(refused.deciding().evidence(Role::Was, Side::Base, says));
    }
    evidence.extend::<Vec<Evidence>>(finding.evidence().to_vec());
    let verdict = Verdict {
        state: State::Removed,
        primary: gone.place(Side::Base),
        message: format!(
            "The change took away `{}`, which turned requests away{status}.{left}",
            refused.test
        ),
        evidence,
    };
    let comparison =
        finding.comparison().map(|before| Comparison { change: Change::Removed, ..before });
    Finding::new(
        finding.id().clone(),
        finding.check().clone(),
        finding.handler().clone(),
        finding.subject().map(str::to_owned),
        verdict,
        comparison,
    )
}
