//! Judges a claim that was put on a function, by the facts known of it. The worst
//! mistake is to contradict a true claim: in doubt a claim is unverifiable.

use serde::{Deserialize, Serialize};

use super::code::{Code, CodeFile, Unit};
use super::document::ReadClaim;
use super::known::Known;
use super::mentions::{Mention, Mentions};
use super::placing::Candidate;
use super::polarity::{Order, Polarity};
use super::remedy::KnownCalls;
use super::text_rules::{by_names, by_order, in_body, mistaken, untested_value};
use super::topic::Topic;
use super::value_rules::{by_its_test, impossible};
use super::wording::{is_about_deployment, is_about_strength, says_that_it_protects};
use crate::catalog::Check;
use crate::model::{Evidence, FactKind, Finding, Place, Role, Side, State};
use crate::syntax::python::has_word;

/// What is held of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimVerdict {
    /// The lines say so too.
    Supported,
    /// The lines say otherwise.
    Contradicted,
    /// It holds on some paths, or for a part.
    Partial,
    /// What it names is not what it calls it.
    CategoryError,
    /// These files cannot tell.
    Unverifiable,
    /// It is about no weakness.
    OffTopic,
    /// No place could be found for it.
    NotLocated,
}

impl ClaimVerdict {
    /// All, in the order in which a reader wants to know of them.
    pub const ALL: [Self; 7] = [
        Self::Supported,
        Self::Partial,
        Self::Contradicted,
        Self::CategoryError,
        Self::Unverifiable,
        Self::OffTopic,
        Self::NotLocated,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::Partial => "partial",
            Self::CategoryError => "category-error",
            Self::Unverifiable => "unverifiable",
            Self::OffTopic => "off-topic",
            Self::NotLocated => "not-located",
        }
    }
}

/// A verdict with the rule that decided and its lines.
#[derive(Debug, Clone)]
pub(super) struct Ruling {
    pub(super) verdict: ClaimVerdict,
    /// The name of the rule.
    pub(super) rule: &'static str,
    /// In a sentence or two.
    pub(super) reason: String,
    /// The line that decides; none where there is none to show.
    pub(super) place: Option<Place>,
    pub(super) evidence: Vec<Evidence>,
}

/// A claim on a function, with what is known of both.
pub(super) struct Case<'a> {
    pub(super) claim: &'a ReadClaim,
    pub(super) mentions: &'a Mentions,
    pub(super) polarity: Polarity,
    pub(super) order: Option<&'a Order>,
    pub(super) topic: Topic<'a>,
    /// The whole checklist.
    pub(super) checks: &'a [Check],
    pub(super) candidate: &'a Candidate,
    pub(super) code: &'a Code,
    pub(super) known: &'a Known,
    /// What calls are known to do.
    pub(super) calls: &'a KnownCalls<'a>,
}

impl Case<'_> {
    pub(super) fn file(&self) -> &CodeFile {
        &self.code.files[self.candidate.file]
    }

    pub(super) fn unit(&self) -> &Unit {
        self.candidate.unit(self.code)
    }

    /// The findings of the check on this function: those of the handler that it is, else of
    /// the handlers that something of it decides.
    pub(super) fn findings(&self, check: &Check) -> Vec<&Finding> {
        self.known.findings(check, self.file(), self.unit())
    }

    /// The line that stands for the claim where no finding does.
    pub(super) fn line(&self) -> u32 {
        self.candidate.lines.first().copied().unwrap_or(self.unit().def_line)
    }

    fn here(&self) -> Place {
        self.file().place(self.line())
    }

    pub(super) fn ruling(
        &self,
        verdict: ClaimVerdict,
        rule: &'static str,
        reason: String,
    ) -> Ruling {
        Ruling { verdict, rule, reason, place: Some(self.here()), evidence: Vec::new() }
    }
}

/// The verdict on a case: the first rule that knows one.
pub(super) fn judge(case: &Case<'_>) -> Ruling {
    by_deployment(case)
        .or_else(|| by_order(case))
        .or_else(|| mistaken(case))
        .or_else(|| only_consequences(case))
        .or_else(|| by_its_test(case))
        .or_else(|| by_names(case))
        .or_else(|| by_findings(case))
        .unwrap_or_else(|| undecided(case))
}

/// Whether a claim names a call that is mistaken for what its topic is about.
pub(super) fn names_mistaken(mentions: &Mentions, topic: Topic<'_>) -> bool {
    let is_one = |one: &Mention| {
        one.is_telling()
            && topic.row.is_some_and(|row| row.mistaken.iter().any(|name| name == one.last()))
    };
    mentions.code.iter().any(is_one)
}

fn by_deployment(case: &Case<'_>) -> Option<Ruling> {
    is_about_deployment(case.claim).then(|| {
        let reason = "It supposes how the program is run, which its files do not show.".to_owned();
        case.ruling(ClaimVerdict::Unverifiable, "about-the-deployment", reason)
    })
}

fn only_consequences(case: &Case<'_>) -> Option<Ruling> {
    (case.polarity == Polarity::Consequence).then(|| {
        let reason =
            "It says what may happen, and nothing of the code that would let it.".to_owned();
        case.ruling(ClaimVerdict::Unverifiable, "consequence-only", reason)
    })
}

/// By the checklist's own answer for this function.
fn by_findings(case: &Case<'_>) -> Option<Ruling> {
    let check = case.topic.check;
    let findings = case.findings(check);
    let finding = worst(&findings, case)?;
    let outside = case.topic.row.and_then(|row| row.outside.as_ref());
    let message = finding.message();
    let absent = absent_guard(case, finding);
    let (verdict, rule, reason) = match finding.state() {
        State::Guarded if says_it_is_there(case) => {
            (ClaimVerdict::Supported, "guard-stands", message.to_owned())
        }
        State::Guarded if is_about_strength(case.claim) => (
            ClaimVerdict::Unverifiable,
            "strength-of-a-guard",
            format!("There is a guard; whether it asks for enough is not decided. {message}"),
        ),
        State::Guarded if absent.is_some() => (
            ClaimVerdict::Unverifiable,
            "named-guard-is-not-here",
            format!(
                "`{}` does not run here, and something else does: {message}",
                absent.unwrap_or_default()
            ),
        ),
        State::Guarded if !looks_at_it(case, finding) => (
            ClaimVerdict::Unverifiable,
            "guard-of-something-else",
            format!("There is a guard, which does not name what the claim is about: {message}"),
        ),
        State::Guarded if is_laxer_below(&findings) => {
            (ClaimVerdict::Partial, "guarded-in-part", message.to_owned())
        }
        State::Guarded => (ClaimVerdict::Contradicted, "guard-before-effect", message.to_owned()),
        State::Conditional => (ClaimVerdict::Partial, "guard-on-some-paths", message.to_owned()),
        State::Weakened => (ClaimVerdict::Partial, "guard-weakened", message.to_owned()),
        State::Missing | State::Removed => match outside {
            Some(why) => (ClaimVerdict::Unverifiable, "outside-the-code", sentence(why)),
            None => (ClaimVerdict::Supported, "nothing-guards", message.to_owned()),
        },
        State::Unproven => (ClaimVerdict::Unverifiable, "undecided", message.to_owned()),
        State::NotApplicable => return None,
    };
    let place = telling_place(case, finding);
    let mut evidence =
        vec![Evidence::new(Role::Guard, finding.primary().clone(), finding.state().word())];
    evidence.extend(finding.evidence().iter().cloned());
    Some(Ruling { verdict, rule, reason, place, evidence })
}

/// Whether a claim says that a protection is there: nothing is denied, and it does its work.
fn says_it_is_there(case: &Case<'_>) -> bool {
    case.polarity == Polarity::Presence && says_that_it_protects(case.claim)
}

/// A function of the tree that a claim misses by its name, where it does not run: that
/// something else looks says nothing of it.
fn absent_guard(case: &Case<'_>, finding: &Finding) -> Option<String> {
    if case.polarity != Polarity::Absence {
        return None;
    }
    let runs = |name: &str| {
        let places = finding.evidence().iter().map(|one| &one.place);
        places.chain([finding.primary()]).any(|place| {
            let file = case.code.files.iter().find(|file| file.path == place.file);
            let code = file.map(|file| file.slice(place.first_line(), place.last_line()));
            code.is_some_and(|code| has_word(&code, name))
        })
    };
    let unit = case.unit();
    let is_missed = |one: &&Mention| {
        let name = one.last();
        one.is_telling()
            && name != unit.name
            && is_missed_by_name(case.claim, one)
            && in_body(case, one).is_empty()
            && case.code.places_of(name).iter().any(|place| place.is_itself)
            && !runs(name)
    };
    case.mentions.code.iter().find(is_missed).map(|one| one.name.clone())
}

/// Words close before the name of what is said not to be there.
const MISSED: [&str; 12] = [
    "without", "no", "missing", "lacks", "lack", "never", "not", "doesn't", "absence", "forgets",
    "skips", "omits",
];

/// Whether the words before a name say that it is what is missing.
fn is_missed_by_name(claim: &ReadClaim, mention: &Mention) -> bool {
    let before = mention.at.and_then(|at| claim.text.get(..at)).unwrap_or_default();
    let words = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '\''));
    let mut close = words.filter(|word| !word.is_empty()).take(4).map(str::to_lowercase);
    close.any(|word| MISSED.contains(&word.as_str()))
}

/// Whether some of several findings leave a part open.
fn is_laxer_below(findings: &[&Finding]) -> bool {
    findings.iter().any(|one| matches!(one.state(), State::Conditional | State::Weakened))
}

/// The finding that says most of a claim: on what it names, else the worst.
fn worst<'known>(findings: &[&'known Finding], case: &Case<'_>) -> Option<&'known Finding> {
    let names = |finding: &&&Finding| {
        let subject = finding.subject().unwrap_or_default().to_owned();
        case.mentions.code.iter().any(|one| one.is_telling() && has_word(&subject, one.last()))
    };
    let named = findings.iter().filter(names).min_by_key(|one| one.state());
    named.or_else(|| findings.iter().min_by_key(|one| one.state())).copied()
}

/// Whether a check asks for the form of input.
pub(super) fn asks_for_form(check: &Check) -> bool {
    check.guards.facts.contains(&FactKind::InputValidated)
}

/// Whether a guard looks at what the claim is about: at each value that it names, by
/// the lines of the guard alone. That something is guarded says nothing against the
/// presence of something that the claim does not name.
fn looks_at_it(case: &Case<'_>, finding: &Finding) -> bool {
    let check = case.topic.check;
    let is_presence = case.polarity == Polarity::Presence;
    if !is_presence && !check.guards.per_subject && !asks_for_form(check) {
        return true;
    }
    if is_presence && is_the_very_line(case, finding) {
        return true;
    }
    let guards = finding.evidence().iter().filter(|one| one.role == Role::Guard);
    let places = std::iter::once(finding.primary()).chain(guards.map(|one| &one.place));
    let text: String = places
        .filter_map(|place| {
            let file = case.code.files.iter().find(|file| file.path == place.file)?;
            Some(file.slice(place.first_line(), place.last_line()) + "\n")
        })
        .collect();
    let unit = case.unit();
    let is_value = |one: &&Mention| {
        one.is_telling() && !one.call && one.name != unit.name && !in_body(case, one).is_empty()
    };
    let mut values = case.mentions.code.iter().filter(is_value).peekable();
    if is_presence && values.peek().is_none() {
        return quotes_it(case, finding, &text);
    }
    values.all(|one| text.contains(&one.name) || has_word(&text, one.last()))
}

/// Whether a finding stands on the very line that a claim states, and makes the very call
/// that it names there.
fn is_the_very_line(case: &Case<'_>, finding: &Finding) -> bool {
    let place = finding.primary();
    let file = case.file();
    let here = place.file == file.path && place.side() == Side::Head;
    let lines = place.first_line()..=place.last_line();
    let code = file.slice(place.first_line(), place.last_line());
    let names_call =
        |one: &Mention| one.is_telling() && one.call && code.contains(&format!("{}(", one.last()));
    let mut stated = case.claim.stated.iter().filter_map(|place| place.line).peekable();
    let states_it = stated.peek().is_none() || stated.any(|line| lines.contains(&line));
    here && states_it && case.mentions.code.iter().any(names_call)
}

/// Whether the line that a claim quotes or states is one of those that decide, or makes the
/// value that the guard looks at.
fn quotes_it(case: &Case<'_>, finding: &Finding, guards: &str) -> bool {
    let states = case.claim.stated.iter().any(|place| place.line.is_some());
    if case.claim.code.is_empty() && !states {
        return false;
    }
    let file = case.file();
    let decide = finding.evidence().iter().map(|one| &one.place);
    let decide: Vec<&Place> = decide.chain([finding.primary()]).collect();
    let mut lines = case.candidate.lines.iter().copied();
    lines.any(|line| {
        let is_here = |place: &&&Place| place.file == file.path && place.side() == Side::Head;
        let decides = decide.iter().filter(is_here).any(|place| place.first_line() == line);
        let made = file.line(line).split_once(" = ").map(|(name, _)| name.trim());
        decides || made.is_some_and(|name| is_name(name) && has_word(guards, name))
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The line of a finding that stands in the function, else where it stands.
fn telling_place(case: &Case<'_>, finding: &Finding) -> Option<Place> {
    let unit = case.unit();
    let inside = |place: &&Place| {
        place.side() == Side::Head
            && place.file == case.file().path
            && unit.holds(place.first_line())
    };
    let guards = finding.evidence().iter().filter(|one| one.role == Role::Guard);
    let primary = Some(finding.primary()).filter(inside);
    let place = primary.or_else(|| guards.map(|one| &one.place).find(inside));
    let place = place.or_else(|| finding.evidence().iter().map(|one| &one.place).find(inside));
    Some(place.unwrap_or_else(|| finding.primary()).clone())
}

/// What the checklist does not ask of this function.
fn undecided(case: &Case<'_>) -> Ruling {
    let check = case.topic.check;
    if let Some(why) = case.topic.row.and_then(|row| row.outside.as_ref()) {
        return case.ruling(ClaimVerdict::Unverifiable, "outside-the-code", sentence(why));
    }
    if let Some(ruling) = untested_value(case).or_else(|| impossible(case)) {
        return ruling;
    }
    let findings = case.findings(check);
    let why = findings.first().map_or("Nothing is known of this function.", |one| one.message());
    let reason = format!("The question of {} is not asked here: {why}", check.title);
    case.ruling(ClaimVerdict::Unverifiable, "not-asked", reason)
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase).map(String::from_iter).unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}
