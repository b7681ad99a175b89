//! Foreign reviews for the screen: read, put on lines, judged, and made safe to show.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Live, lock};
use crate::claims::{
    GroundedClaim, Grounding, Limits, ReadClaim, Review, StatementKind, ground, read,
};
use crate::model::{Evidence, Place, RepoPath, Side, State};
use crate::report::{remedy_held, unread, visible};
use crate::syntax::python::ast::{Stmt, StmtKind};
use crate::syntax::python::{Module, parse};
use crate::tui::backend::ClaimNews;
use crate::tui::claims::{Claim, ClaimStop, Foreign, Reading, Source};
use crate::tui::text;

/// Bytes of a review that are read; what is over is cut, and said to be.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Remarks of one kind on a review that are shown.
const SHOWN: usize = 8;

/// Cells of a proposal that are quoted.
const QUOTED: usize = 40;

/// A foreign review that is to be read.
pub struct Given {
    /// The name it goes by.
    pub name: String,
    /// Its bytes.
    pub bytes: Box<dyn Read + Send>,
}

impl Given {
    /// What it says, under its name.
    ///
    /// # Errors
    /// When its bytes cannot be had.
    pub fn review(self) -> io::Result<Review> {
        let mut bytes = Vec::new();
        self.bytes.take(MAX_BYTES).read_to_end(&mut bytes)?;
        Ok(Review { name: self.name, document: read(&bytes, &Limits::default()) })
    }
}

/// Foreign reviews: those that were read, and those that were not yet.
#[derive(Default)]
pub(super) struct Reviews {
    unread: Vec<Given>,
    pub(super) read: Vec<Review>,
}

impl Reviews {
    /// Reads what was not read yet, until `cancel` is set.
    fn read(&mut self, cancel: &AtomicBool, sink: &mut dyn FnMut(ClaimNews)) {
        while !self.unread.is_empty() && !cancel.load(Ordering::Relaxed) {
            let one = self.unread.remove(0);
            let name = visible(&one.name);
            sink(ClaimNews::Progress(Reading::Reading(name.clone())));
            match one.review() {
                Ok(review) => self.read.push(review),
                Err(problem) => {
                    sink(ClaimNews::Failed(format!("{name} cannot be read: {problem}")));
                }
            }
        }
    }
}

impl Live {
    /// The same with foreign reviews, which are read when the screen asks for them.
    #[must_use]
    pub fn with_claims(self, given: Vec<Given>) -> Self {
        lock(&self.foreign).unread = given;
        self
    }

    pub(super) fn read_claims(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(ClaimNews)) {
        let reviews = {
            let mut foreign = lock(&self.foreign);
            if foreign.unread.is_empty() && foreign.read.is_empty() {
                return;
            }
            foreign.read(cancel, sink);
            foreign.read.clone()
        };
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let Some(trees) = self.session.trees() else {
            sink(ClaimNews::Failed("there is no code to hold the claims against".to_owned()));
            sink(ClaimNews::Done(Foreign::default(), Vec::new()));
            return;
        };
        let mut told = |stage| sink(ClaimNews::Progress(Reading::Grounding(stage)));
        let grounding = ground(reviews, &trees, self.session.catalog(), cancel, &mut told);
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let mut functions = Functions { live: self, modules: HashMap::new() };
        let claims = grounding.claims.iter();
        let foreign = Foreign {
            sources: grounding.reviews.iter().map(of_review).collect(),
            claims: claims.map(|claim| of_claim(claim, &grounding, &mut functions)).collect(),
        };
        self.remember_claims(&foreign);
        let before = self.decisions();
        let claims = foreign.claims.iter();
        let decisions = claims.flat_map(|it| self.on_claim(&it.key, it.verdict, &before)).collect();
        sink(ClaimNews::Done(foreign, decisions));
    }

    /// Keeps what is said of claims and the lines that decide, for the anchors of decisions.
    fn remember_claims(&self, foreign: &Foreign) {
        let mut known = lock(&self.known);
        for claim in &foreign.claims {
            known.claims.insert(claim.key.clone(), (claim.verdict, claim.place.clone()));
        }
    }
}

/// What is to be known of a review as a whole.
fn of_review(review: &Review) -> Source {
    let document = &review.document;
    let tool = document.tool.as_ref().map(|tool| format!(" ({})", visible(tool)));
    let name = format!("{}{}", visible(&review.name), tool.unwrap_or_default());
    let mut remarks = Vec::new();
    if document.self_contradictory {
        remarks
            .push(format!("It contradicts itself: it lists {}, and says", document.claims.len()));
        let denials = document.statements.iter().filter(|it| it.kind == StatementKind::Denial);
        let said =
            denials.map(|it| format!("  line {}: \"{}\"", it.first_line, one_line(&it.text)));
        remarks.extend(said.take(SHOWN));
    }
    if document.claims.is_empty() {
        remarks.push("It makes no claim.".to_owned());
    }
    let repeats: usize = document.claims.iter().map(|claim| claim.duplicates.len()).sum();
    match repeats {
        0 => {}
        1 => remarks.push("1 repeat was merged into what it repeats.".to_owned()),
        _ => remarks.push(format!("{repeats} repeats were merged into what they repeat.")),
    }
    let unread = unread(&document.unread);
    add_some(&mut remarks, unread.iter().map(|reason| format!("Not read: {}", visible(reason))));
    let left_out = document.not_analysed.iter();
    let left_out = left_out.map(|(file, why)| {
        format!("Not analysed by its tool: {}: {}", visible(file), visible(why))
    });
    add_some(&mut remarks, left_out);
    Source { name, remarks }
}

/// Adds the first of some remarks, and how many more there are.
fn add_some(remarks: &mut Vec<String>, all: impl ExactSizeIterator<Item = String>) {
    let more = all.len().saturating_sub(SHOWN);
    remarks.extend(all.take(SHOWN));
    if more > 0 {
        remarks.push(format!("... and {more} more of these"));
    }
}

/// A claim with its texts made safe to show, and its places in the order of the walk.
fn of_claim(claim: &GroundedClaim, grounding: &Grounding, functions: &mut Functions<'_>) -> Claim {
    let read = &claim.read;
    let lines: Vec<String> = read.text.lines().map(visible).collect();
    let words = lines.join("\n");
    let title = if read.title.trim().is_empty() { &read.text } else { &read.title };
    let title = one_line(title);
    let mut reason = one_line(&claim.reason);
    if let Some(nearest) = &claim.nearest {
        reason.push_str(&format!(" The nearest that is there: `{}`.", visible(nearest)));
    }
    Claim {
        key: claim.key.clone(),
        source: claim.review,
        line: read.first_line,
        title,
        text: words,
        weight: weight(read),
        check: claim.check.clone(),
        verdict: claim.verdict,
        reason,
        rule: claim.rule.to_owned(),
        unit: claim.unit.clone(),
        around: claim.place.as_ref().and_then(|place| functions.around(place)),
        place: claim.place.clone(),
        stops: stops(claim),
        remarks: remarks(claim, grounding),
    }
}

/// A text on one line, safe to show.
fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How bad the review says it is, and the numbers.
fn weight(read: &ReadClaim) -> String {
    let cwe = read.cwe.iter().map(|number| format!("CWE-{number}"));
    let rule = read.rule.iter().map(|rule| visible(rule));
    let parts: Vec<String> =
        read.severity.iter().map(|it| visible(it)).chain(rule).chain(cwe).collect();
    parts.join(" · ")
}

/// The line that decides, then what else decided, each place once with each phrase; then
/// the places that it may mean as well.
fn stops(claim: &GroundedClaim) -> Vec<ClaimStop> {
    let is_same = |one: &Place, other: &Place| {
        one.file == other.file
            && one.side() == other.side()
            && one.first_line() == other.first_line()
    };
    // What only names the state says less than what else stands on the line.
    let is_bare = |one: &Evidence| State::ALL.iter().any(|state| state.word() == one.say);
    let says_more =
        |other: &Evidence, one: &Evidence| !is_bare(other) && is_same(&other.place, &one.place);
    let mut stops: Vec<ClaimStop> = Vec::new();
    for evidence in &claim.evidence {
        let is_said = claim.evidence.iter().any(|other| says_more(other, evidence));
        let (place, role) = (evidence.place.clone(), Some(evidence.role));
        let stop = ClaimStop { place, role, say: visible(&evidence.say) };
        let is_idle = is_bare(evidence) && is_said;
        if !is_idle && !stops.contains(&stop) {
            stops.push(stop);
        }
    }
    if let Some(place) = &claim.place
        && !stops.iter().any(|stop| is_same(&stop.place, place))
    {
        stops.insert(0, ClaimStop { place: place.clone(), role: None, say: String::new() });
    }
    for (unit, place) in &claim.places {
        if Some(unit) != claim.unit.as_ref() && !stops.iter().any(|it| is_same(&it.place, place)) {
            let name = visible(unit.as_str().rsplit("::").next().unwrap_or_default());
            let say = format!("it may mean `{name}`");
            stops.push(ClaimStop { place: place.clone(), role: None, say });
        }
    }
    stops
}

/// Repeats, what is held of what it proposes, and who says the same.
fn remarks(claim: &GroundedClaim, grounding: &Grounding) -> Vec<String> {
    let read = &claim.read;
    let mut remarks = Vec::new();
    let again: Vec<String> = read.duplicates.iter().map(|it| it.first_line.to_string()).collect();
    if !again.is_empty() {
        let word = if again.len() == 1 { "line" } else { "lines" };
        remarks.push(format!("said again on {word} {}", again.join(", ")));
    }
    remarks.extend(claim.remedies.iter().map(|remedy| {
        let text = text::cut(&one_line(&remedy.text), QUOTED, false);
        format!("what it proposes (\"{text}\"){}", visible(&remedy_held(remedy)))
    }));
    let others = grounding.agreeing(claim).take(SHOWN).filter_map(|other| {
        let name = visible(&grounding.reviews.get(other.review)?.name);
        Some(format!("{name} says the same on line {}", other.read.first_line))
    });
    remarks.extend(others);
    let aside = read.set_aside.as_ref();
    remarks.extend(aside.map(|why| format!("set aside by its tool: {}", one_line(&visible(why)))));
    remarks
}

/// The functions of files at head, each file read once.
struct Functions<'a> {
    live: &'a Live,
    modules: HashMap<RepoPath, Option<Arc<Module>>>,
}

impl Functions<'_> {
    /// The lines of the outermost function around a place.
    fn around(&mut self, place: &Place) -> Option<Place> {
        if place.side() == Side::Base {
            return None;
        }
        let live = self.live;
        let read = || {
            let text = live.session.content(Side::Head, &place.file)?.text;
            Some(Arc::new(parse(&text)))
        };
        let module = self.modules.entry(place.file.clone()).or_insert_with(read).clone()?;
        find(&module, &module.body, place)
    }
}

fn find(module: &Module, body: &[Stmt], place: &Place) -> Option<Place> {
    body.iter().find_map(|statement| match &statement.kind {
        StmtKind::Function(function) => {
            let span = module.span(function.range);
            let holds = span.contains_line(place.first_line());
            holds.then(|| Place::on(Side::Head, place.file.clone(), span))
        }
        StmtKind::Class(class) => find(module, &class.body, place),
        _ => statement.blocks().into_iter().find_map(|block| find(module, block, place)),
    })
}
