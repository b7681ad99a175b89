//! Markdown: a corrected review, ready to be posted: what holds, on which lines,
//! what does not and why. Nothing of the review is markup here, save its code.

use super::phrase::{counted, lines, remedy_held, unread, verdict};
use super::places::{self, Shown};
use crate::claims::{ClaimVerdict, GroundedClaim, Grounding, Review};
use crate::model::{ChangeSet, Place, Revision, Side};
use crate::report::marked::{code, plain, sentence};

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

/// Letters of a commit's id that are shown.
const SHORT_ID: usize = 12;

/// The grounding as Markdown.
pub(super) fn render(grounding: &Grounding, change_set: &ChangeSet) -> String {
    let mut text = headline(grounding, change_set);
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

/// Which reviews were held against what, and how much they claim.
fn headline(grounding: &Grounding, change_set: &ChangeSet) -> String {
    let names: Vec<String> =
        grounding.reviews.iter().map(|review| format!("“{}”", plain(&review.name))).collect();
    let against = match &change_set.head {
        Revision::Commit { id, .. } => code(id.get(..SHORT_ID).unwrap_or(id)),
        Revision::Index => "what is staged".to_owned(),
        Revision::WorkTree => "the work tree".to_owned(),
    };
    let title = format!("# {} on the lines of {against}\n\n", names.join(" and "));
    let range = code(&change_set.title);
    let mut text = format!("{title}{range}: {}.", counted(grounding.claims.iter()));
    if grounding.reviews.len() > 1 {
        for (at, name) in names.iter().enumerate() {
            text.push_str(&format!("\n- {name}: {}", counted(grounding.claims_of(at))));
        }
    }
    text.push_str("\n\n");
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
        let numbers: Vec<String> = denials.map(|one| one.first_line.to_string()).collect();
        text.push_str(&format!(
            "{name} contradicts itself: it says on {} that there is nothing to find.\n\n",
            lines(&numbers)
        ));
    }
    for reason in unread(&document.unread) {
        text.push_str(&format!("{name} was not read on {}\n\n", plain(&reason)));
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
    let held = verdict(claim.verdict);
    let mut text =
        format!("- **{}** ({held}). {}", sentence(&claim.read.title), sentence(&claim.reason));
    if let Some(nearest) = &claim.nearest {
        text.push_str(&format!(" The nearest that is there: {}.", code(nearest)));
    }
    for remedy in &claim.remedies {
        text.push_str(&format!(" The remedy{}", sentence(&remedy_held(remedy))));
    }
    text.push_str(&agreeing(claim, grounding));
    if let Some(why) = &claim.read.set_aside {
        text.push_str(&format!(" Set aside by its tool: {}.", sentence(why)));
    }
    text.push('\n');
    let (shown, more) = places::shown(claim);
    for Shown { place, say } in shown {
        text.push_str(&format!("  - {}: {}\n", name(place), sentence(&say)));
    }
    if more > 0 {
        text.push_str(&format!("  - … and {more} more\n"));
    }
    text
}

/// `path:line`, and the side where that is the old one.
fn name(place: &Place) -> String {
    let side = if place.side() == Side::Base { " before the change" } else { "" };
    format!("{}{side}", code(&format!("{}:{}", place.file.as_str(), place.first_line())))
}
