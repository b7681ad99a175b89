//! Puts the claims of a document on lines of a tree and judges each.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::code::Code;
use super::document::{Document, ReadClaim};
use super::judge::{Case, ClaimVerdict, Ruling, judge};
use super::mentions::Mentions;
use super::placing::{Candidate, FLOOR, KEPT, candidates, invented, sort};
use super::polarity::{Order, Polarity, polarity};
use super::ranking::{rank, voted};
use super::topic::{Topic, topics};
use crate::analysis::{Engine, FilePair, Request, Sources};
use crate::catalog::{Catalog, Check};
use crate::model::{CheckId, Evidence, FileAssessment, Finding, HandlerId, Place, State};

/// The trees that claims are held against.
pub struct Trees {
    /// What the change starts from; none where nothing is compared.
    pub base: Option<Arc<dyn Sources>>,
    /// What is reviewed.
    pub head: Arc<dyn Sources>,
    /// The files that the change touches: they are the first that a claim may mean.
    pub changed: Vec<FilePair>,
}

/// A claim on its lines.
#[derive(Debug, Clone)]
pub struct GroundedClaim {
    /// `c1`, `c2` ... in the order of the document.
    pub id: String,
    /// What was read.
    pub read: ReadClaim,
    /// The check that asks what it is about.
    pub check: Option<CheckId>,
    /// Which way it points.
    pub polarity: Polarity,
    /// What is held of it.
    pub verdict: ClaimVerdict,
    /// The name of the rule that decided.
    pub rule: &'static str,
    /// Why, in a sentence or two.
    pub reason: String,
    /// The function it is about.
    pub unit: Option<HandlerId>,
    /// The line that decides.
    pub place: Option<Place>,
    /// What decided, the most telling first.
    pub evidence: Vec<Evidence>,
    /// The functions it may mean, the likeliest first, each with its line.
    pub places: Vec<(HandlerId, Place)>,
    /// For a name that the code does not have: the nearest that it has.
    pub nearest: Option<String>,
}

/// A document on the lines of a tree.
#[derive(Debug, Clone)]
pub struct Grounding {
    /// What was read.
    pub document: Document,
    /// Its claims in order.
    pub claims: Vec<GroundedClaim>,
}

/// What is told of one claim by its text alone.
pub(super) struct Told<'a> {
    pub(super) claim: &'a ReadClaim,
    pub(super) mentions: Mentions,
    pub(super) topics: Vec<Topic<'a>>,
    pub(super) polarity: Polarity,
    pub(super) order: Option<Order>,
}

/// What a file of the change weighs beside what a claim names.
const OF_THE_CHANGE: f64 = 1.5;

/// What a file weighs to which all claims of a document point.
const OF_THE_DOCUMENT: f64 = 3.0;

/// Puts the claims of a document on lines and judges them.
pub fn ground(
    document: Document,
    trees: &Trees,
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
) -> Grounding {
    let code = Code::of(&*trees.head);
    let told: Vec<Told<'_>> =
        document.claims.iter().map(|claim| Told::of(claim, catalog)).collect();
    let mut prior = vec![0.0; code.files.len()];
    for pair in &trees.changed {
        for at in pair.head.iter().flat_map(|path| code.named(path.as_str())) {
            prior[at] = OF_THE_CHANGE;
        }
    }
    let mut placed: Vec<Vec<Candidate>> = told
        .iter()
        .map(|one| match cancel.load(Ordering::Relaxed) {
            true => Vec::new(),
            false => candidates(one.claim, &one.mentions, &code, &prior),
        })
        .collect();
    let shared = of_the_document(code.files.len(), &placed);
    for found in &mut placed {
        found.iter_mut().for_each(|one| one.score += shared[one.file]);
        sort(found);
        found.truncate(KEPT);
    }
    let known = assess(trees, catalog, &code, &placed, cancel);
    let claims = told
        .iter()
        .zip(placed)
        .enumerate()
        .map(|(at, (one, placed))| grounded((at, catalog.checks()), one, placed, &code, &known))
        .collect();
    Grounding { document, claims }
}

impl<'a> Told<'a> {
    fn of(claim: &'a ReadClaim, catalog: &'a Catalog) -> Self {
        let (polarity, order) = polarity(claim);
        let topics = topics(claim, catalog.checks());
        Self { claim, mentions: Mentions::of(claim), topics, polarity, order }
    }
}

/// What speaks for each of the files that all claims of a document point to.
fn of_the_document(files: usize, placed: &[Vec<Candidate>]) -> Vec<f64> {
    let mut share = vec![0.0; files];
    let judged: Vec<&Vec<Candidate>> = placed.iter().filter(|all| !all.is_empty()).collect();
    for candidates in judged.iter().filter(|_| judged.len() > 1) {
        let most = candidates.first().map_or(1.0, |best| best.score).max(FLOOR);
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for one in *candidates {
            let known = best.entry(one.file).or_default();
            *known = known.max(one.score / most);
        }
        for (file, part) in best {
            share[file] += part;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a document has few claims")]
    let count = judged.len().max(1) as f64;
    share.into_iter().map(|share| OF_THE_DOCUMENT * share / count).collect()
}

/// What the checklist says of the files that claims may mean.
fn assess(
    trees: &Trees,
    catalog: &Arc<Catalog>,
    code: &Code,
    placed: &[Vec<Candidate>],
    cancel: &AtomicBool,
) -> Vec<FileAssessment> {
    let mut files: Vec<usize> = placed.iter().flatten().map(|one| one.file).collect();
    files.sort_unstable();
    files.dedup();
    let pair = |at: usize| {
        let path = &code.files[at].path;
        let changed = trees.changed.iter().find(|pair| pair.head.as_ref() == Some(path));
        let both = || FilePair {
            base: trees.base.as_ref().map(|_| path.clone()),
            head: Some(path.clone()),
        };
        changed.cloned().unwrap_or_else(both)
    };
    let files = files.into_iter().map(pair).collect();
    let engine = Engine::new(Arc::clone(catalog));
    let head = || Arc::clone(&trees.head);
    let alone = Request { base: None, head: head(), files };
    let mut known = engine.assess_all(&alone, cancel);
    if let Some(base) = &trees.base {
        let files = alone.files.into_iter().filter(|pair| trees.changed.contains(pair)).collect();
        let compared = Request { base: Some(Arc::clone(base)), head: head(), files };
        take_losses(&mut known, engine.assess_all(&compared, cancel));
    }
    known
}

/// Puts what a change took or weakened in the place of what head says alone.
fn take_losses(known: &mut [FileAssessment], compared: Vec<FileAssessment>) {
    for lost in compared.into_iter().flat_map(|file| file.findings) {
        let is_lost = matches!(lost.state(), State::Removed | State::Weakened);
        let same = |one: &Finding| one.check() == lost.check() && one.handler() == lost.handler();
        let own = known.iter_mut().find(|file| file.findings.iter().any(same));
        if let Some(own) = own.filter(|_| is_lost) {
            own.findings.retain(|one| !same(one) || one.state() == State::Removed);
            own.findings.push(lost);
        }
    }
}

fn grounded(
    (at, checks): (usize, &[Check]),
    told: &Told<'_>,
    mut placed: Vec<Candidate>,
    code: &Code,
    known: &[FileAssessment],
) -> GroundedClaim {
    let topics = voted(told, &placed, code, known);
    let topic = topics.first().copied();
    rank(&mut placed, topic, told, code, known);
    let (ruling, nearest) = ruling(topic, &placed, (told, checks), code, known);
    let unit =
        placed.first().filter(|best| best.score >= FLOOR).map(|best| best.unit(code).id.clone());
    let named = |one: &Candidate| (one.unit(code).id.clone(), line_of(one, code));
    let has_lines = nearest.is_none() && ruling.verdict != ClaimVerdict::NotLocated;
    GroundedClaim {
        id: format!("c{}", at + 1),
        read: told.claim.clone(),
        check: topic.map(|topic| topic.check.id.clone()),
        polarity: told.polarity,
        verdict: ruling.verdict,
        rule: ruling.rule,
        reason: ruling.reason,
        unit,
        place: ruling.place,
        evidence: ruling.evidence,
        places: if has_lines { placed.iter().map(named).collect() } else { Vec::new() },
        nearest,
    }
}

/// What is held of a claim, and the nearest name to one that the code does not have.
fn ruling(
    topic: Option<Topic<'_>>,
    placed: &[Candidate],
    (told, checks): (&Told<'_>, &[Check]),
    code: &Code,
    known: &[FileAssessment],
) -> (Ruling, Option<String>) {
    let best = placed.first().filter(|best| best.score >= FLOOR);
    let Some(topic) = topic else {
        let off_topic = Ruling {
            verdict: ClaimVerdict::OffTopic,
            rule: "no-weakness-named",
            reason: "It names no weakness that the checklist asks about.".to_owned(),
            place: best.map(|best| line_of(best, code)),
            evidence: Vec::new(),
        };
        return (off_topic, None);
    };
    let is_presence = told.polarity == Polarity::Presence;
    if let Some((name, near)) = invented(&told.mentions, code).filter(|_| is_presence) {
        return (invented_ruling(&name), near);
    }
    let case = |candidate| Case {
        claim: told.claim,
        mentions: &told.mentions,
        polarity: told.polarity,
        order: told.order.as_ref(),
        topic,
        checks,
        candidate,
        code,
        known,
    };
    (best.map_or_else(not_located, |_| of_several(placed, &case)), None)
}

/// The verdict on the likeliest place, unless another that is about as likely shows
/// that the claim may be true.
fn of_several<'a>(placed: &'a [Candidate], case: &dyn Fn(&'a Candidate) -> Case<'a>) -> Ruling {
    let Some((best, others)) = placed.split_first() else { return not_located() };
    let ruling = judge(&case(best));
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

/// Places that differ by less are about as likely.
const NEAR: f64 = 0.75;

fn line_of(candidate: &Candidate, code: &Code) -> Place {
    let line = candidate.lines.first().copied();
    code.files[candidate.file].place(line.unwrap_or(candidate.unit(code).def_line))
}

fn invented_ruling(name: &str) -> Ruling {
    Ruling {
        verdict: ClaimVerdict::Contradicted,
        rule: "invented-name",
        reason: format!("`{name}` stands nowhere in this code."),
        place: None,
        evidence: Vec::new(),
    }
}

fn not_located() -> Ruling {
    Ruling {
        verdict: ClaimVerdict::NotLocated,
        rule: "nothing-to-place-it-by",
        reason: "Nothing that it names stands in the code, or too many places do.".to_owned(),
        place: None,
        evidence: Vec::new(),
    }
}
