//! JSON: every statement, every claim, every place that it may mean.

use serde::Serialize;

use crate::claims::{
    GroundedClaim, Grounding, JudgedRemedy, Polarity, RemedyVerdict, Review, SourceFormat,
    Statement, Unread,
};
use crate::model::{Evidence, Place, Role, Side};
use crate::report::RenderError;

/// The name and version of the shape, for readers to compare.
pub const GROUND_SCHEMA: &str = "lineproof/ground/1";

#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    version: &'static str,
    /// What was read: the first review.
    document: DocumentRow<'a>,
    /// Every further review.
    more_documents: Vec<DocumentRow<'a>>,
    claims: Vec<ClaimRow<'a>>,
}

#[derive(Serialize)]
struct DocumentRow<'a> {
    name: &'a str,
    format: SourceFormat,
    tool: Option<&'a str>,
    self_contradictory: bool,
    statements: &'a [Statement],
    unread: &'a [Unread],
    not_analysed: &'a [(String, String)],
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    id: &'a str,
    /// The same whenever this review is read.
    key: &'a str,
    /// The name of the review that makes it.
    review: &'a str,
    agrees_with: Vec<&'a str>,
    title: &'a str,
    text: &'a str,
    category: Option<&'a str>,
    polarity: Polarity,
    verdict: &'static str,
    rule: &'static str,
    reason: &'a str,
    handler: Option<&'a str>,
    /// 1-based; none where the claim names nothing that is there.
    file: Option<&'a str>,
    line: Option<u32>,
    evidence: Vec<EvidenceRow<'a>>,
    places: Vec<PlaceRow<'a>>,
    nearest: Option<&'a str>,
    duplicates: Vec<&'a str>,
    remedies: Vec<RemedyRow<'a>>,
    severity: Option<&'a str>,
    cwe: &'a [u32],
    /// Why it stops nobody, as its tool says.
    set_aside: Option<&'a str>,
}

#[derive(Serialize)]
struct EvidenceRow<'a> {
    role: Role,
    file: &'a str,
    line: u32,
    end_line: u32,
    side: Side,
    say: &'a str,
}

#[derive(Serialize)]
struct PlaceRow<'a> {
    handler: &'a str,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct RemedyRow<'a> {
    text: &'a str,
    verdict: RemedyVerdict,
    reason: &'a str,
    line: Option<u32>,
}

/// The grounding as JSON.
pub(super) fn render(grounding: &Grounding) -> Result<String, RenderError> {
    let mut documents = grounding.reviews.iter().map(document);
    let Some(first) = documents.next() else { return Ok("null\n".to_owned()) };
    let answer = Answer {
        schema: GROUND_SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        document: first,
        more_documents: documents.collect(),
        claims: grounding.claims.iter().map(|claim| row(claim, grounding)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&answer)
        .map_err(|error| RenderError { format: "json", reason: error.to_string() })?;
    text.push('\n');
    Ok(text)
}

fn document(review: &Review) -> DocumentRow<'_> {
    let document = &review.document;
    DocumentRow {
        name: &review.name,
        format: document.format,
        tool: document.tool.as_deref(),
        self_contradictory: document.self_contradictory,
        statements: &document.statements,
        unread: &document.unread,
        not_analysed: &document.not_analysed,
    }
}

fn row<'a>(claim: &'a GroundedClaim, grounding: &'a Grounding) -> ClaimRow<'a> {
    let place = claim.place.as_ref();
    ClaimRow {
        id: &claim.id,
        key: claim.key.as_str(),
        review: &grounding.reviews[claim.review].name,
        agrees_with: grounding.agreeing(claim).map(|other| other.id.as_str()).collect(),
        title: &claim.read.title,
        text: &claim.read.text,
        category: claim.check.as_ref().map(|check| check.as_str()),
        polarity: claim.polarity,
        verdict: claim.verdict.word(),
        rule: claim.rule,
        reason: &claim.reason,
        handler: claim.unit.as_ref().map(|unit| unit.as_str()),
        file: place.map(|place| place.file.as_str()),
        line: place.map(Place::first_line),
        evidence: claim.evidence.iter().map(evidence).collect(),
        places: claim
            .places
            .iter()
            .map(|(unit, place)| PlaceRow {
                handler: unit.as_str(),
                file: place.file.as_str(),
                line: place.first_line(),
            })
            .collect(),
        nearest: claim.nearest.as_deref(),
        duplicates: claim.read.duplicates.iter().map(|one| one.text.as_str()).collect(),
        remedies: claim.remedies.iter().map(remedy).collect(),
        severity: claim.read.severity.as_deref(),
        cwe: &claim.read.cwe,
        set_aside: claim.read.set_aside.as_deref(),
    }
}

fn remedy(remedy: &JudgedRemedy) -> RemedyRow<'_> {
    RemedyRow {
        text: &remedy.text,
        verdict: remedy.verdict,
        reason: &remedy.reason,
        line: remedy.place.as_ref().map(Place::first_line),
    }
}

fn evidence(evidence: &Evidence) -> EvidenceRow<'_> {
    let place = &evidence.place;
    EvidenceRow {
        role: evidence.role,
        file: place.file.as_str(),
        line: place.first_line(),
        end_line: place.last_line(),
        side: place.side(),
        say: &evidence.say,
    }
}
