//! Which topic and which function a claim means, once it is known what the
//! checklist asks of the functions that it may mean.

use super::code::Code;
use super::ground::Told;
use super::judge::names_mistaken;
use super::known::Known;
use super::placing::{Candidate, KEPT, sort};
use super::polarity::Polarity;
use super::topic::Topic;
use crate::model::State;
use crate::syntax::python::has_word;

/// The topics, with those first whose guards name what the claim names: a version
/// that is called an object is a version.
pub(super) fn voted<'a>(
    told: &Told<'a>,
    placed: &[Candidate],
    code: &Code,
    known: &Known,
) -> Vec<Topic<'a>> {
    let mut topics = told.topics.clone();
    for topic in &mut topics {
        let names = placed.iter().any(|one| guard_names(topic, told, one, code, known));
        let names = names || names_mistaken(&told.mentions, *topic);
        topic.score += if names { GUARD_NAMES_IT } else { 0.0 };
        let asked = placed.iter().any(|one| {
            let findings = known.findings(topic.check, &code.files[one.file], one.unit(code));
            findings.iter().any(|finding| finding.state() != State::NotApplicable)
        });
        topic.score -= if asked { 0.0 } else { NOT_ASKED };
    }
    topics.sort_by(|one, other| other.score.total_cmp(&one.score));
    topics
}

/// What it takes away that nothing asks the question there.
const NOT_ASKED: f64 = 4.0;

/// What it weighs that a guard names what a claim names.
const GUARD_NAMES_IT: f64 = 5.0;

fn guard_names(
    topic: &Topic<'_>,
    told: &Told<'_>,
    one: &Candidate,
    code: &Code,
    known: &Known,
) -> bool {
    let file = &code.files[one.file];
    let findings = known.findings(topic.check, file, one.unit(code));
    let guards = findings
        .into_iter()
        .filter(|finding| matches!(finding.state(), State::Guarded | State::Conditional));
    let mut lines = guards
        .filter(|finding| finding.primary().file == file.path)
        .map(|finding| file.slice(finding.primary().first_line(), finding.primary().last_line()));
    lines.any(|text| {
        told.mentions
            .code
            .iter()
            .any(|mention| mention.is_telling() && text.contains(&mention.name))
    })
}

/// The likeliest first: of the file, the function that the checklist asks as well.
pub(super) fn rank(
    placed: &mut Vec<Candidate>,
    topic: Option<Topic<'_>>,
    told: &Told<'_>,
    code: &Code,
    known: &Known,
) {
    for one in placed.iter_mut() {
        one.score += route_fits(told, one, code, known);
    }
    sort(placed);
    let (Some(topic), Some(file)) = (topic, placed.first().map(|best| best.file)) else { return };
    let applies = |one: &Candidate| {
        let findings = known.findings(topic.check, &code.files[file], one.unit(code));
        findings.iter().any(|finding| finding.state() != State::NotApplicable)
    };
    for one in placed.iter_mut().filter(|one| one.file == file) {
        one.score += f64::from(u8::from(applies(one))) * 0.5;
        one.score += f64::from(u8::from(guard_names(&topic, told, one, code, known)));
    }
    sort(placed);
    let is_moved = told.polarity == Polarity::Absence && !names_mistaken(&told.mentions, topic);
    let is_helper = |best: &&Candidate| known.handler(&best.unit(code).id).is_none();
    let best = placed.first().filter(|best| is_moved && !applies(best)).filter(is_helper);
    let Some(best) = best else { return };
    // What is missing is missing where it is asked for: in a handler that leads here.
    let name = best.unit(code).name.clone();
    let units = code.files[file].units();
    let leads = |at: &usize| {
        has_word(&code.files[file].slice(units[*at].def_line, units[*at].last_line), &name)
    };
    let score = best.score + 0.1;
    let asked = (0..units.len()).filter(|at| *at != best.unit && leads(at));
    let asked = asked.map(|unit| Candidate { file, unit, score, lines: Vec::new() });
    if let Some(asked) = asked.into_iter().find(applies) {
        placed.retain(|one| (one.file, one.unit) != (asked.file, asked.unit));
        placed.insert(0, asked);
        placed.truncate(KEPT);
    }
}

/// What it weighs that a function answers the route that a claim names.
fn route_fits(told: &Told<'_>, one: &Candidate, code: &Code, known: &Known) -> f64 {
    let id = &one.unit(code).id;
    let Some(handler) = known.handler(id) else { return 0.0 };
    let plain = |route: &str| {
        let parts = route
            .trim_matches('/')
            .split('/')
            .map(|part| if part.starts_with(['{', '<', ':']) { "*" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let fits = told.mentions.routes.iter().any(|(method, route)| {
        let same = handler.routes.iter().any(|own| plain(&own.template) == plain(route));
        let methods = method
            .as_ref()
            .is_none_or(|method| handler.methods.iter().any(|own| own.as_str() == method));
        same && methods
    });
    if fits { 5.0 } else { 0.0 }
}
