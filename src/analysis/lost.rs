//! Puts refusals that a change took from a handler on the checklist, also where
//! something else still answers the question.

use super::digest;
use super::fact::{Fact, Site, Turn};
use super::forms;
use super::gone::where_lost;
use super::instead::new_decorator;
use super::judged::Judged;
use super::laxer;
use super::left_open::nothing_lost;
use super::left_unbound;
use super::lock_instead::instead_of_lock;
use super::refused::{Refused, lost};
use super::value::Origins;
use crate::catalog::{Check, Told};
use crate::model::{Change, Evidence, FactKind, Finding, Role, Side, State, Verdict};
use crate::syntax::python::ast::{Range, Stmt, StmtKind, Try};
use crate::syntax::python::{has_word, places_of, words};

/// Tells of refusals that are gone, or turn fewer requests away, in the findings of their checks.
pub(super) fn tell(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    laxer::tell(checks, old, new, findings);
    forms::tell(checks, old, new, findings);
    digest::tell(checks, old, new, findings);
    let unread = new_decorator(old, new).is_some();
    let mut gone_ones: Vec<(&Check, Refused)> = Vec::new();
    for refused in lost(old, new) {
        // It may have gone into what stands around the handler now.
        if unread && refused.is_about_callers() {
            continue;
        }
        let Some(check) = check_of(checks, &refused, &old.behaviour.facts) else { continue };
        let open = !asked_alike(&refused, new) && still_matters(&refused, old, new);
        if open && !nothing_lost(&refused, (old, new)) {
            gone_ones.push((check, refused));
        }
    }
    // What asks several things at once is gone once, under the first of them.
    gone_ones.sort_by_key(|(check, _)| check.position);
    let mut told: Vec<Site> = Vec::new();
    for (check, refused) in gone_ones {
        let known = told.iter().any(|site| site.same(refused.deciding()));
        if known || goes_with_another(&refused, old, findings) {
            continue;
        }
        told.push(refused.deciding().clone());
        let mut of_check = findings.iter_mut().filter(|finding| *finding.check() == check.id);
        let Some(finding) = of_check.next() else { continue };
        // Form that code elsewhere asked for, of input that the handler does not use.
        let unused = finding.state() == State::NotApplicable
            && check.guards.facts.contains(&FactKind::InputValidated)
            && refused.trail.len() > 1;
        let instead = instead_of_lock((old, new));
        let instead = instead.filter(|_| refused.kind == Some(FactKind::ObjectLocked));
        if let Some(instead) = instead {
            let now = Verdict {
                state: finding.state(),
                primary: finding.primary().clone(),
                message: finding.message().to_owned(),
                evidence: finding.evidence().to_vec(),
            };
            *finding = finding.changed(instead.verdict(refused.deciding(), now), Change::Moved);
        } else if !unused && !matches!(finding.change(), Some(Change::Removed | Change::Weakened)) {
            *finding = without(finding, &refused, where_lost(&refused.trail, old, new));
        }
    }
    left_unbound::tell(checks, old, new, findings);
}

/// Whether one declaration asked who is calling and more, and that more is told
/// there already as gone, while something else asks who is calling still.
fn goes_with_another(refused: &Refused, old: &Judged<'_>, findings: &[Finding]) -> bool {
    let place = refused.deciding().place(Side::Base);
    let more =
        |fact: &Fact| Some(fact.kind) != refused.kind && fact.deciding().same(refused.deciding());
    let told = |finding: &Finding| {
        finding.change() == Some(Change::Removed) && *finding.primary() == place
    };
    refused.kind == Some(FactKind::AuthenticationRequired)
        && old.behaviour.facts.iter().any(more)
        && findings.iter().any(told)
}

/// The check that asks for a refusal: by what its test looks at, or for what it
/// protects, unless it only says that something is not there.
pub(super) fn check_of<'checks>(
    checks: &'checks [Check],
    refused: &Refused,
    facts: &[Fact],
) -> Option<&'checks Check> {
    let by_kind = || {
        let mut asking = checks.iter().filter(|check| asks_for(check, refused));
        asking.next().filter(|_| !asks_whether_it_exists(refused))
    };
    let of_amount = || {
        let mut asking = checks
            .iter()
            .filter(|check| check.guards.facts.first() == Some(&FactKind::InputValidated));
        let sent = Origins::BODY | Origins::QUERY | Origins::PATH;
        asking.next().filter(|_| measures(refused) && refused.about.any(sent))
    };
    told_under(checks, refused, facts).or_else(of_amount).or_else(by_kind)
}

/// Whether it asks for more or less of something that is no version, and answers
/// with a status that says no more than that something is in the way.
pub(super) fn measures(refused: &Refused) -> bool {
    let versions = Origins::VERSION | Origins::VERSION_TEST | Origins::WRITE_RESULT;
    let code = refused.deciding().file.module.slice(refused.deciding().range);
    refused.kind.is_none()
        && refused.status == Some(409)
        && !refused.is_answer()
        && !refused.about.any(versions)
        && code.contains(['<', '>'])
        && !["==", "!="].iter().any(|sign| code.contains(sign))
}

/// The check that asks what a test looks at by its words, where no more is known
/// of it than that it refuses input, or a status that says little.
fn told_under<'checks>(
    checks: &'checks [Check],
    refused: &Refused,
    facts: &[Fact],
) -> Option<&'checks Check> {
    let by_kind = matches!(refused.kind, None | Some(FactKind::InputValidated));
    if !by_kind || !matches!(refused.status, None | Some(400 | 403 | 404 | 422)) {
        return None;
    }
    let all = || checks.iter().flat_map(|check| check.told.iter().map(move |told| (check, told)));
    let code = [refused.tests.to_string(), refused.ways()];
    code.iter().map(|code| spaced(code)).find_map(|code| {
        // What says less of the handler comes after what names what it does.
        let at = |with: bool| {
            all().find(|(_, told)| {
                told.with.is_empty() != with
                    && (!with || facts.iter().any(|fact| told.with.contains(&fact.kind)))
                    && (!told.of_stored || is_of_stored(refused))
                    && says(told, &code)
            })
        };
        at(true).or_else(|| at(false)).map(|(check, _)| check)
    })
}

/// Whether a test looks at something that was stored, beyond whether it is there.
fn is_of_stored(refused: &Refused) -> bool {
    refused.about.any(Origins::STORED) && !asks_whether_it_exists(refused)
}

/// Whether code has words of a row.
fn says(told: &Told, code: &str) -> bool {
    let mut code = code.to_owned();
    for other in &told.unless {
        code = code.replace(&format!(" {other} "), " ");
    }
    told.words.iter().any(|word| code.contains(&format!(" {word} ")))
}

/// The words of code in small letters, with a space before and after each.
fn spaced(code: &str) -> String {
    let mut text = String::from(" ");
    for word in code.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        text.push_str(&word.to_ascii_lowercase());
        text.push(' ');
    }
    text
}

/// Whether a refusal is one of those that a check asks for.
fn asks_for(check: &Check, refused: &Refused) -> bool {
    match refused.kind {
        // A lock stands for a comparison.
        Some(FactKind::ObjectLocked) => check.guards.facts.contains(&FactKind::ObjectLocked),
        Some(kind) => check.guards.facts.first() == Some(&kind),
        None => refused.status.is_some_and(|status| check.guards.statuses.contains(&status)),
    }
}

/// Whether what the test is about is still there: something that it names.
fn still_matters(refused: &Refused, old: &Judged<'_>, new: &Judged<'_>) -> bool {
    let input = refused.about.only(Origins::BODY | Origins::QUERY | Origins::PATH);
    let looks = |fact: &Fact| fact.about.any(input) && fact.may_happen_with(&new.found.methods);
    if input != Origins::NONE && !new.behaviour.facts.iter().any(looks) {
        return false;
    }
    let function = &new.found.function;
    let text = new.found.file.module.slice(function.range);
    let is_there = |name: &&str| has_word(text, name);
    if refused.again {
        // Asked once more of something else: of what that was about.
        let near = refused.near();
        let given =
            near.file.module.slice(near.range).split_once('(').map_or("", |(_, given)| given);
        return !given.is_empty() && names(given).iter().all(is_there);
    }
    // A request has headers, and somebody asks, whatever the code looks at.
    let always = Origins::HEADER | Origins::PRINCIPAL | Origins::CALLER;
    if refused.trail.len() > 1 || refused.about.any(always) {
        return true;
    }
    // What answers for a failure is about what may have failed.
    let telling = matches!(refused.status, Some(401 | 403 | 409 | 412 | 415 | 423 | 429));
    match tried(old, refused).filter(|_| telling) {
        Some(tried) => names(tried).iter().any(|name| is_called_on(text, name)),
        None => names_something(refused, text),
    }
}

/// Whether something of a name is still told to do something: `name.save(`.
fn is_called_on(text: &str, name: &str) -> bool {
    places_of(text, name).any(|at| {
        let rest = text[at + name.len()..].strip_prefix('.');
        let method = rest.and_then(|rest| words(rest).next().map(|word| (rest, word)));
        method.is_some_and(|(rest, word)| {
            rest.strip_prefix(word).is_some_and(|rest| rest.starts_with('('))
        })
    })
}

/// The code whose failure a refusal in the handler's own body answers for.
fn tried<'old>(old: &'old Judged<'_>, refused: &Refused) -> Option<&'old str> {
    let found = &old.found;
    let at = refused.deciding();
    let is_own = at.file.path == found.file.path && refused.is_answer();
    let parts = innermost_try(&found.function.body, at.range).filter(|_| is_own)?;
    let (first, last) = (parts.body.first()?, parts.body.last()?);
    Some(found.file.module.slice(Range { start: first.range.start, end: last.range.end }))
}

/// The `try` with a clause around a range.
fn innermost_try(body: &[Stmt], range: Range) -> Option<&Try> {
    let around = body.iter().find(|statement| statement.range.contains(range))?;
    if let StmtKind::Try(parts) = &around.kind {
        let mut clauses = parts.handlers.iter();
        let clause = clauses.find(|clause| clause.range.contains(range));
        let deeper = match clause {
            Some(clause) => innermost_try(&clause.body, range),
            None => innermost_try(&parts.body, range),
        };
        return deeper.or_else(|| clause.map(|_| &**parts));
    }
    around.blocks().into_iter().find_map(|block| innermost_try(block, range))
}

/// Whether something that the tests of a refusal name stands in a text.
pub(super) fn names_something(refused: &Refused, text: &str) -> bool {
    let names = names(&refused.tests);
    names.is_empty() || names.iter().any(|name| has_word(text, name))
}

/// Whether it only says that something is not there, to whomever: a test of it, or
/// of how many were found, or of what was sent alone.
fn asks_whether_it_exists(refused: &Refused) -> bool {
    let input = Origins::BODY | Origins::QUERY | Origins::PATH;
    let counts = refused.test.split("!=").all(|side| side.trim().starts_with("len("));
    // Inside a clause, what was sent chooses the answer to a failure.
    let failed = refused.way.iter().any(|test| test.turn == Turn::Caught && test.holds);
    let sent = failed && refused.about.any(input) && !refused.about.any(Origins::STORED);
    if refused.status == Some(404) && refused.kind.is_none() && (counts || sent) {
        return !refused.about.any(Origins::PRINCIPAL);
    }
    let asks = ["==", "!=", "<", ">", "("].iter().any(|sign| refused.test.contains(sign));
    refused.status == Some(404)
        && refused.kind.is_none()
        && !asks
        && !refused.about.any(Origins::PRINCIPAL)
}

/// What a call is made on: `Spec.` of `Spec.load(body)`.
fn made_on(call: &str) -> Option<&str> {
    let (function, _) = call.split_once('(')?;
    function.rfind('.').map(|at| &function[..=at])
}

/// Whether a call that refused into a clause was made into another of the same
/// object, and the clause still turns the request away.
fn asked_alike(refused: &Refused, new: &Judged<'_>) -> bool {
    let Some(clause) = &refused.answered_by else { return false };
    let answers = new.behaviour.refused.iter().any(|other| other.test == *clause);
    let site = refused.deciding();
    let there =
        |object: &str| new.text_of(&site.file.path).is_some_and(|text| text.contains(object));
    answers && made_on(&site.text()).is_some_and(there)
}

/// The names in a test by which it is about something.
fn names(test: &str) -> Vec<&str> {
    let common = [
        "self", "cls", "not", "and", "or", "in", "is", "None", "True", "False", "if", "await",
        "request", "req", "args", "form", "json", "get",
    ];
    words(test).filter(|word| !common.contains(word)).collect()
}

/// The finding with a refusal that was lost from what answered it.
fn without(finding: &Finding, refused: &Refused, gone: Option<Site>) -> Finding {
    let gone = gone.unwrap_or_else(|| refused.deciding().clone());
    let near = refused.near();
    let status = refused.status.map_or(String::new(), |status| format!(" with {status}"));
    let left = match finding.state() {
        State::Guarded | State::Conditional => {
            format!(" What is left: {}", finding.message())
        }
        _ => String::new(),
    };
    let says = match refused.kind {
        Some(FactKind::ObjectLocked) => refused.did(),
        _ => format!("refused{status}"),
    };
    let mut evidence = vec![near.evidence(Role::Was, Side::Base, says.clone())];
    if refused.trail.len() > 1 {
        evidence.push(refused.deciding().evidence(Role::Was, Side::Base, says));
    }
    evidence.extend::<Vec<Evidence>>(finding.evidence().to_vec());
    let verdict = Verdict {
        state: State::Removed,
        primary: gone.place(Side::Base),
        message: format!("The change took away `{}`, which {}.{left}", refused.test, refused.did()),
        evidence,
    };
    finding.changed(verdict, Change::Removed)
}
