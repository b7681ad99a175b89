//! What a review proposes, judged by what the rows of the catalogue know of the calls it
//! names, and by what the claim itself came to.

use std::collections::HashMap;

use serde::Serialize;

use super::document::ReadClaim;
use super::judge::{ClaimVerdict, Ruling};
use super::mentions::{Mention, Mentions};
use super::topic::{Topic, topics};
use crate::catalog::{Catalog, Check, Model};
use crate::model::{FactKind, Place};

/// What is held of a proposed remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyVerdict {
    /// It is what is missing.
    Helps,
    /// The code does so already, or does more.
    Done,
    /// It does less than what is there, and nothing of what the claim asks for.
    DoesLess,
    /// It protects nothing, there or elsewhere.
    ProtectsNothing,
}

impl RemedyVerdict {
    /// The words for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Helps => "helps",
            Self::Done => "is done already",
            Self::DoesLess => "does less than what is there",
            Self::ProtectsNothing => "protects nothing",
        }
    }
}

/// A remedy of a claim that could be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedRemedy {
    /// What is proposed, in the words of the review.
    pub text: String,
    /// What is held of it.
    pub verdict: RemedyVerdict,
    /// Why, in a sentence.
    pub reason: String,
    /// The line that does it already, or that needs it.
    pub place: Option<Place>,
}

/// The calls that rows of the catalogue know, by their own names.
pub(super) struct KnownCalls<'catalog> {
    by_name: HashMap<&'catalog str, Vec<(&'catalog str, &'catalog [FactKind])>>,
    checks: &'catalog [Check],
}

impl<'catalog> KnownCalls<'catalog> {
    /// All calls of a catalogue that do something.
    pub(super) fn of(catalog: &'catalog Catalog) -> Self {
        let mut by_name: HashMap<&str, Vec<_>> = HashMap::new();
        let rows = catalog.frameworks().iter().flat_map(|framework| &framework.models);
        for row in rows.filter(|row| !row.facts.is_empty() && !row.set && is_always(row)) {
            for path in row.path.all().iter().map(|pattern| pattern.text()) {
                if let Some(called) = path.strip_suffix("()").filter(|path| !path.contains('*')) {
                    let name = called.rsplit('.').next().unwrap_or(called);
                    by_name.entry(name).or_default().push((called, row.facts.as_slice()));
                }
            }
        }
        Self { by_name, checks: catalog.checks() }
    }

    /// What a call does, by the parts of its name that are given: at least two, or all.
    pub(super) fn facts_of(&self, name: &str) -> Vec<FactKind> {
        let fits = |called: &str| {
            let rest = called.strip_suffix(name);
            let whole = rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
            whole && (name.contains('.') || !called.contains('.'))
        };
        let last = name.rsplit('.').next().unwrap_or(name);
        let rows = self.by_name.get(last).into_iter().flatten();
        rows.filter(|(called, _)| fits(called))
            .flat_map(|(_, facts)| facts.iter().copied())
            .collect()
    }
}

/// Whether a call does what its row says however it is called.
fn is_always(row: &Model) -> bool {
    row.argument.is_none()
        && row.contains.is_empty()
        && row.begins.is_empty()
        && row.when.is_none()
        && row.unless.is_none()
        && row.after.is_empty()
}

/// What is held of the remedies of a claim; of those that cannot be judged nothing is said.
pub(super) fn judge_remedies(
    claim: &ReadClaim,
    topic: Option<Topic<'_>>,
    ruling: &Ruling,
    known: &KnownCalls<'_>,
) -> Vec<JudgedRemedy> {
    let Some(topic) = topic else { return Vec::new() };
    let mut judged: Vec<JudgedRemedy> = Vec::new();
    for text in &claim.remedies {
        let alone = ReadClaim { text: text.clone(), ..ReadClaim::default() };
        let found = by_calls(&alone, topic, ruling, known)
            .or_else(|| by_subject(&alone, topic, ruling, known.checks));
        let Some((verdict, reason)) = found else { continue };
        if judged.iter().all(|one| one.reason != reason) {
            let place = ruling.place.clone();
            judged.push(JudgedRemedy { text: text.clone(), verdict, reason, place });
        }
    }
    judged
}

type Judgement = (RemedyVerdict, String);

/// By the calls that a remedy names.
fn by_calls(
    remedy: &ReadClaim,
    topic: Topic<'_>,
    ruling: &Ruling,
    known: &KnownCalls<'_>,
) -> Option<Judgement> {
    let mentions = Mentions::of(remedy);
    let named = mentions.code.iter().filter(|one| !one.aside);
    let calls = named.filter(|one| one.call || known.by_name.contains_key(one.last()));
    // Where one of several calls cannot be judged, nor can the whole.
    let judged = calls.map(|one| by_call(one, topic, ruling, known));
    let judged: Vec<Judgement> = judged.collect::<Option<_>>()?;
    let helps = |one: &&Judgement| matches!(one.0, RemedyVerdict::Helps | RemedyVerdict::Done);
    judged.iter().find(helps).or_else(|| judged.first()).cloned()
}

fn by_call(
    call: &Mention,
    topic: Topic<'_>,
    ruling: &Ruling,
    known: &KnownCalls<'_>,
) -> Option<Judgement> {
    let name = &call.name;
    if let Some(row) = topic.row.filter(|row| row.mistaken.iter().any(|one| one == call.last())) {
        let why = row.mistake.as_deref()?;
        return Some((RemedyVerdict::ProtectsNothing, format!("`{name}` {why}.")));
    }
    let facts = known.facts_of(name);
    let asked = &topic.check.guards.facts;
    let answer = facts.iter().find(|fact| asked.contains(fact));
    let meaning = |fact: &FactKind| decapitalised(fact.meaning().trim_end_matches('.'));
    match (answer, ruling.verdict) {
        (Some(fact), ClaimVerdict::Supported) => {
            let reason = format!("`{name}` {}, which nothing here does.", meaning(fact));
            Some((RemedyVerdict::Helps, reason))
        }
        (Some(fact), ClaimVerdict::Partial) => {
            let reason = format!("`{name}` {}; that is open in part.", meaning(fact));
            Some((RemedyVerdict::Helps, reason))
        }
        (Some(fact), ClaimVerdict::Contradicted) => {
            let reason = format!("`{name}` {}, as {} does.", meaning(fact), line(ruling));
            Some((RemedyVerdict::Done, reason))
        }
        (None, ClaimVerdict::Contradicted) => {
            let (fact, wanted) = (facts.first()?, asked.first()?);
            let reason = format!(
                "`{name}` {} and no more; {} {}.",
                meaning(fact),
                line(ruling),
                meaning(wanted)
            );
            Some((RemedyVerdict::DoesLess, reason))
        }
        (None, ClaimVerdict::Supported | ClaimVerdict::Partial) => {
            let (fact, wanted) = (facts.first()?, asked.first()?);
            let reason =
                format!("`{name}` {}; it is no guard that {}.", meaning(fact), meaning(wanted));
            Some((RemedyVerdict::ProtectsNothing, reason))
        }
        _ => None,
    }
}

/// By what a remedy asks for, where it names no call: what the claim said is missing.
fn by_subject(
    remedy: &ReadClaim,
    topic: Topic<'_>,
    ruling: &Ruling,
    checks: &[Check],
) -> Option<Judgement> {
    if Mentions::of(remedy).code.iter().any(|one| one.call) {
        return None;
    }
    let asks_for = topics_of_advice(remedy, checks);
    asks_for.first().filter(|own| own.check.id == topic.check.id)?;
    match ruling.verdict {
        ClaimVerdict::Supported => {
            Some((RemedyVerdict::Helps, "It asks for what is missing.".to_owned()))
        }
        ClaimVerdict::Contradicted => {
            Some((RemedyVerdict::Done, format!("{} does so already.", capital(&line(ruling)))))
        }
        _ => None,
    }
}

/// The checks that a remedy asks for: its sentences are read as if they said what is.
fn topics_of_advice<'checks>(remedy: &ReadClaim, checks: &'checks [Check]) -> Vec<Topic<'checks>> {
    let said = ReadClaim { title: remedy.text.clone(), ..ReadClaim::default() };
    topics(&said, checks)
}

fn line(ruling: &Ruling) -> String {
    match &ruling.place {
        Some(place) => format!("line {}", place.first_line()),
        None => "the code".to_owned(),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(char::to_uppercase).into_iter().flatten().chain(chars).collect()
}

fn decapitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(char::to_lowercase).into_iter().flatten().chain(chars).collect()
}
