//! Markdown: a corrected review, ready to be posted: what holds, on which lines,
//! what does not and why. Nothing of the review is markup here.

use crate::claims::{ClaimVerdict, GroundedClaim, Grounding, Review};
use crate::model::{Place, Side};
use crate::report::visible_line;

/// The parts of the answer, in order: a heading, and the verdicts under it.
const PARTS: [(&str, &[ClaimVerdict]); 4] = [
    ("What holds", &[ClaimVerdict::Supported]),
    ("What holds in part", &[ClaimVerdict::Partial]),
    ("What does not hold", &[ClaimVerdict::Contradicted, ClaimVerdict::CategoryError]),
    (
        "What could not be judged",
        &[ClaimVerdict::Unverifiable, ClaimVerdict::NotLocated, ClaimVerdict::OffTopic],
    ),
];

/// Pieces of evidence that are shown of a claim.
const SHOWN: usize = 4;

/// The grounding as Markdown.
pub(super) fn render(grounding: &Grounding) -> String {
    let mut text = String::new();
    for (heading, verdicts) in PARTS {
        let claims: Vec<&GroundedClaim> =
            grounding.claims.iter().filter(|claim| verdicts.contains(&claim.verdict)).collect();
        if !claims.is_empty() {
            text.push_str(&format!("## {heading}\n\n"));
            claims.into_iter().for_each(|claim| text.push_str(&item(claim, grounding)));
            text.push('\n');
        }
    }
    if grounding.claims.is_empty() {
        text.push_str("The review makes no claim.\n\n");
    }
    grounding.reviews.iter().for_each(|review| text.push_str(&remarks(review, grounding)));
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What is to be said of a review as a whole.
fn remarks(review: &Review, grounding: &Grounding) -> String {
    let document = &review.document;
    let name = match grounding.reviews.len() {
        1 => "The review".to_owned(),
        _ => format!("The review {}", plain(&review.name)),
    };
    let mut text = String::new();
    if document.self_contradictory {
        let denials = document.denials.iter().filter_map(|at| document.statements.get(*at));
        let lines: Vec<String> = denials.map(|one| one.first_line.to_string()).collect();
        text.push_str(&format!(
            "{name} contradicts itself: it says on line {} that there is nothing to find.\n\n",
            lines.join(" and ")
        ));
    }
    for unread in &document.unread {
        let reason = plain(&unread.reason);
        text.push_str(&format!("{name} was not read on line {}: {reason}\n\n", unread.line));
    }
    for (file, reason) in &document.not_analysed {
        let (file, reason) = (plain(file), plain(reason));
        text.push_str(&format!("{name} says that {file} was not analysed: {reason}\n\n"));
    }
    text
}

/// Who else says the same.
fn agreeing(claim: &GroundedClaim, grounding: &Grounding) -> String {
    let name = |other: &GroundedClaim| plain(&grounding.reviews[other.review].name);
    let mut names: Vec<String> = grounding.agreeing(claim).map(name).collect();
    names.dedup();
    if names.is_empty() { String::new() } else { format!(" So says {}.", names.join(" and ")) }
}

/// One claim with its lines.
fn item(claim: &GroundedClaim, grounding: &Grounding) -> String {
    let verdict = claim.verdict.word().replace('-', " ");
    let mut text =
        format!("- **{}** ({verdict}). {}", plain(&claim.read.title), plain(&claim.reason));
    if let Some(nearest) = &claim.nearest {
        text.push_str(&format!(" The nearest that is there: {}.", plain(nearest)));
    }
    for remedy in &claim.remedies {
        text.push_str(&format!(" The remedy {}: {}", remedy.verdict.word(), plain(&remedy.reason)));
    }
    text.push_str(&agreeing(claim, grounding));
    text.push('\n');
    let mut known: Vec<String> = Vec::new();
    let places = claim.place.iter().map(|place| (place, String::new()));
    let evidence = claim.evidence.iter().map(|one| (&one.place, format!(": {}", plain(&one.say))));
    for (place, say) in places.chain(evidence) {
        let name = name(place);
        if known.len() < SHOWN && !known.contains(&name) {
            text.push_str(&format!("  - {name}{say}\n"));
            known.push(name);
        }
    }
    text
}

/// `path:line`, and the side where that is the old one.
fn name(place: &Place) -> String {
    let side = if place.side() == Side::Base { " before the change" } else { "" };
    format!("{}:{}{side}", plain(place.file.as_str()), place.first_line())
}

/// A text without markup, on one line: what could be read as such is escaped
/// (CommonMark 0.31, section 2.4).
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in visible_line(text).chars() {
        if c.is_ascii_punctuation()
            && !matches!(c, '.' | ',' | ':' | ';' | '/' | '\'' | '"' | '?' | '%')
        {
            plain.push('\\');
        }
        // Hosts make links and mentions of these without any markup.
        match c {
            '@' => plain.push_str("@\u{2060}"),
            c => plain.push(c),
        }
    }
    plain.replace("://", ":\\/\\/").replace("www.", "www\\.")
}
