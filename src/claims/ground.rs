//! Puts the claims of reviews on lines of a tree and judges each.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::agreement;
use super::assessed::assess;
use super::code::Code;
use super::document::{Document, ReadClaim};
use super::judge::{Case, ClaimVerdict, Ruling, judge};
use super::key::ClaimKey;
use super::known::Known;
use super::mentions::Mentions;
use super::outside::{keep_reported_line, outside};
use super::placing::{Candidate, FLOOR, KEPT, candidates, invented, sort};
use super::polarity::{Order, Polarity, polarity};
use super::ranking::{rank, voted};
use super::remedy::{JudgedRemedy, KnownCalls, judge_remedies};
use super::several::{AS_LIKELY, either, of_several};
use super::stage::{Stage, is_step};
use super::topic::{Topic, topics};
use super::wording::{is_about_deployment, is_about_style};
use crate::analysis::{FilePair, Sources};
use crate::catalog::{Catalog, Check};
use crate::model::{CheckId, Evidence, HandlerId, Place};

/// The trees that claims are held against.
pub struct Trees {
    /// What the change starts from; none where nothing is compared.
    pub base: Option<Arc<dyn Sources>>,
    /// What is reviewed.
    pub head: Arc<dyn Sources>,
    /// The files that the change touches: they are the first that a claim may mean.
    pub changed: Vec<FilePair>,
}

/// A foreign review with the name it goes by.
#[derive(Debug, Clone)]
pub struct Review {
    /// The file it was read from, or what else a reader knows it by.
    pub name: String,
    /// What was read.
    pub document: Document,
}

/// A claim on its lines.
#[derive(Debug, Clone)]
pub struct GroundedClaim {
    /// `c1`, `c2` ... in the order of the reviews.
    pub id: String,
    /// What it is known by whenever its review is read.
    pub key: ClaimKey,
    /// Which review makes it, as an index into [`Grounding::reviews`].
    pub review: usize,
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
    /// What is held of what it proposes, as far as that can be judged.
    pub remedies: Vec<JudgedRemedy>,
    /// The claims of other reviews that say the same, as indexes into [`Grounding::claims`].
    pub agrees_with: Vec<usize>,
}

/// Reviews on the lines of a tree.
#[derive(Debug, Clone)]
pub struct Grounding {
    /// What was read, in order.
    pub reviews: Vec<Review>,
    /// The claims of all of them, in order.
    pub claims: Vec<GroundedClaim>,
}

impl Grounding {
    /// The claims that a review makes.
    pub fn claims_of(&self, review: usize) -> impl Iterator<Item = &GroundedClaim> {
        self.claims.iter().filter(move |claim| claim.review == review)
    }

    /// The claims of other reviews that say the same as one does.
    pub fn agreeing(&self, claim: &GroundedClaim) -> impl Iterator<Item = &GroundedClaim> {
        claim.agrees_with.iter().filter_map(|at| self.claims.get(*at))
    }
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

/// Puts the claims of reviews on lines and judges them. A review that says exactly
/// what another says is left out. `told` hears how far it is.
pub fn ground(
    reviews: Vec<Review>,
    trees: &Trees,
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
    told: &mut dyn FnMut(Stage),
) -> Grounding {
    let reviews = without_repeats(reviews);
    let code = Code::of(&*trees.head);
    let prior = prior(trees, &code);
    let mut all: Vec<(usize, ClaimKey, Told<'_>)> = Vec::new();
    let mut placed: Vec<Vec<Candidate>> = Vec::new();
    let total = reviews.iter().map(|review| review.document.claims.len()).sum();
    for (at, review) in reviews.iter().enumerate() {
        let claims = &review.document.claims;
        let own: Vec<Told<'_>> = claims.iter().map(|claim| Told::of(claim, catalog)).collect();
        let before = placed.len();
        let mut done = |count| tell(Stage::Placing, (before + count, total), told);
        placed.extend(place(&own, (&code, &prior), cancel, &mut done));
        let keys = ClaimKey::of_all(claims).into_iter();
        all.extend(keys.zip(own).map(|(key, one)| (at, key, one)));
    }
    let mut done = |count, files| tell(Stage::Assessing, (count, files), told);
    let known = Known::new(assess(trees, catalog, (&code, &placed), cancel, &mut done));
    let calls = KnownCalls::of(catalog);
    let found = all.iter().zip(placed).enumerate().map(|(at, ((review, key, one), placed))| {
        tell(Stage::Judging, (at, total), told);
        let name = Name { id: format!("c{}", at + 1), key: key.clone(), review: *review };
        grounded(name, catalog.checks(), (one, &calls), placed, &code, &known)
    });
    let mut claims: Vec<GroundedClaim> = found.collect();
    if reviews.len() > 1 {
        agreement::note(&mut claims);
    }
    Grounding { reviews, claims }
}

fn tell(
    stage: fn(usize, usize) -> Stage,
    (done, total): (usize, usize),
    told: &mut dyn FnMut(Stage),
) {
    if is_step(done, total) {
        told(stage(done, total));
    }
}

/// The reviews, each once.
fn without_repeats(reviews: Vec<Review>) -> Vec<Review> {
    let mut kept: Vec<Review> = Vec::new();
    for review in reviews {
        if kept.iter().all(|known| known.document != review.document) {
            kept.push(review);
        }
    }
    kept
}

/// What speaks for each file before anything is read.
fn prior(trees: &Trees, code: &Code) -> Vec<f64> {
    let mut prior = vec![0.0; code.files.len()];
    for pair in &trees.changed {
        for at in pair.head.iter().flat_map(|path| code.named(path.as_str())) {
            prior[at] = OF_THE_CHANGE;
        }
    }
    prior
}

/// The functions that each claim of a review may mean, the likeliest first.
fn place(
    told: &[Told<'_>],
    (code, prior): (&Code, &[f64]),
    cancel: &AtomicBool,
    done: &mut dyn FnMut(usize),
) -> Vec<Vec<Candidate>> {
    let of_one = |(at, one): (usize, &Told<'_>)| {
        done(at);
        match cancel.load(Ordering::Relaxed) {
            true => Vec::new(),
            false => candidates(one.claim, &one.mentions, code, prior),
        }
    };
    let mut placed: Vec<Vec<Candidate>> = told.iter().enumerate().map(of_one).collect();
    let shared = of_the_document(code.files.len(), &placed);
    for found in &mut placed {
        found.iter_mut().for_each(|one| one.score += shared[one.file]);
        sort(found);
        found.truncate(KEPT);
    }
    placed
}

/// How a claim is known.
struct Name {
    id: String,
    key: ClaimKey,
    review: usize,
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

fn grounded(
    name: Name,
    checks: &[Check],
    (told, calls): (&Told<'_>, &KnownCalls<'_>),
    mut placed: Vec<Candidate>,
    code: &Code,
    known: &Known,
) -> GroundedClaim {
    let topics = voted(told, &placed, code, known);
    let topic = topics.first().copied();
    rank(&mut placed, topic, told, code, known);
    let outside = outside(told.claim, &told.mentions, code);
    if outside.is_some() {
        placed.clear();
    }
    let (mut ruling, nearest) = match outside {
        Some(ruling) => (ruling, None),
        None => ruling(&topics, &placed, (told, checks, calls), code, known),
    };
    keep_reported_line(told.claim, &mut ruling, code);
    // What names something that is not there, and what has no place, stands on no line; the
    // function is told where a file or a name leads to it all the same.
    let is_located = ruling.rule != "invented-name" && ruling.verdict != ClaimVerdict::NotLocated;
    let is_meant = |best: &&Candidate| is_located || leads_to(told, best, code);
    let best = placed.first().filter(|best| best.score >= FLOOR).filter(is_meant);
    let unit = best.map(|best| best.unit(code).id.clone());
    let named = |one: &Candidate| (one.unit(code).id.clone(), line_of(one, code));
    let remedies = judge_remedies(told.claim, topic, &ruling, calls);
    let has_lines = is_located;
    GroundedClaim {
        id: name.id,
        key: name.key,
        review: name.review,
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
        remedies,
        agrees_with: Vec::new(),
    }
}

/// What is held of a claim, and the nearest name to one that the code does not have.
fn ruling(
    topics: &[Topic<'_>],
    placed: &[Candidate],
    (told, checks, calls): (&Told<'_>, &[Check], &KnownCalls<'_>),
    code: &Code,
    known: &Known,
) -> (Ruling, Option<String>) {
    let best = placed.first().filter(|best| best.score >= FLOOR);
    let is_presence = told.polarity == Polarity::Presence;
    if let Some((name, near)) = invented(told.claim, &told.mentions, is_presence, code) {
        return (invented_ruling(&name), near);
    }
    let Some(topic) = topics.first().copied() else {
        let read = told.claim;
        let names =
            !told.mentions.code.is_empty() || !read.stated.is_empty() || !read.code.is_empty();
        let place = best.filter(|_| names).map(|best| line_of(best, code));
        let off_topic = without_topic(told.claim, place);
        return (off_topic, None);
    };
    let about = |topic, candidate| Case {
        claim: told.claim,
        mentions: &told.mentions,
        polarity: told.polarity,
        order: told.order.as_ref(),
        topic,
        checks,
        candidate,
        code,
        known,
        calls,
    };
    let Some(best) = best else { return (not_located(), None) };
    let ruling = of_several(placed, &|candidate| about(topic, candidate));
    let is_near = |other: &&Topic<'_>| other.row.is_some() && topic.score - other.score < AS_LIKELY;
    let others = topics[1..].iter().filter(is_near);
    let mut others = others.map(|other| judge(&about(*other, best)));
    let is_open = |other: &Ruling| other.verdict == ClaimVerdict::Supported;
    match others.find(|other| ruling.verdict == ClaimVerdict::Contradicted && is_open(other)) {
        Some(other) => (either(ruling, other), None),
        None => (ruling, None),
    }
}

fn line_of(candidate: &Candidate, code: &Code) -> Place {
    let line = candidate.lines.first().copied();
    code.files[candidate.file].place(line.unwrap_or(candidate.unit(code).def_line))
}

/// Whether a claim names a function, or the file that it stands in.
fn leads_to(told: &Told<'_>, best: &Candidate, code: &Code) -> bool {
    let paths = told.claim.stated.iter().map(|place| place.path.as_str());
    let mut files = paths.chain(told.mentions.files.iter().map(String::as_str));
    let name = &best.unit(code).name;
    told.mentions.code.iter().any(|one| one.last() == name)
        || files.any(|path| code.named(path).contains(&best.file))
}

/// Of a claim that no check is about.
fn without_topic(claim: &ReadClaim, place: Option<Place>) -> Ruling {
    let (verdict, rule, reason) = if is_about_deployment(claim) {
        let reason = "It supposes how the program is run, which its files do not show.";
        (ClaimVerdict::Unverifiable, "about-the-deployment", reason)
    } else if is_about_style(claim) || place.is_none() {
        let reason = "It names no weakness that the checklist asks about.";
        (ClaimVerdict::OffTopic, "no-weakness-named", reason)
    } else {
        let reason = "No check of the list asks about what it says.";
        (ClaimVerdict::Unverifiable, "no-check-asks", reason)
    };
    Ruling { verdict, rule, reason: reason.to_owned(), place, evidence: Vec::new() }
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

pub(super) fn not_located() -> Ruling {
    Ruling {
        verdict: ClaimVerdict::NotLocated,
        rule: "nothing-to-place-it-by",
        reason: "Nothing that it names stands in the code, or too many places do.".to_owned(),
        place: None,
        evidence: Vec::new(),
    }
}
