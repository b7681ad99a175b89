//! Text, for people: each claim with its verdict, and the lines that decide.

use crate::claims::{ClaimVerdict, GroundedClaim, Grounding};
use crate::model::{Place, Side};
use crate::report::text::wrap::wrap;
use crate::report::{Style, visible};

/// Pieces of evidence that are shown of a claim.
const SHOWN: usize = 5;

/// The grounding as text.
pub(super) fn render(
    grounding: &Grounding,
    style: Style,
    excerpts: &dyn Fn(&Place) -> Option<String>,
) -> String {
    let mut page = Page { text: String::new(), style, excerpts };
    for claim in &grounding.claims {
        page.claim(claim, grounding);
    }
    (0..grounding.reviews.len()).for_each(|at| page.review(grounding, at));
    page.total(grounding);
    page.text
}

struct Page<'a> {
    text: String,
    style: Style,
    excerpts: &'a dyn Fn(&Place) -> Option<String>,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn paragraph(&mut self, first: &str, rest: &str, words: &str) {
        let room = self.style.width.saturating_sub(rest.chars().count()).max(20);
        for (index, line) in wrap(words, room).iter().enumerate() {
            self.line(&format!("{}{line}", if index == 0 { first } else { rest }));
        }
    }

    /// The claim, what is held of it, and why.
    fn claim(&mut self, claim: &GroundedClaim, grounding: &Grounding) {
        let verdict = claim.verdict.word().replace('-', " ");
        let sign = sign(claim.verdict, self.style.ascii);
        let painted = self.painted(claim.verdict, &format!("{sign} {verdict}"));
        self.line(&format!("{}  {painted}: {}", claim.id, visible(&claim.read.title)));
        let named = claim.unit.as_ref().map(|unit| visible(unit.as_str()));
        if let Some(unit) = named {
            self.line(&format!("    on {unit}"));
        }
        self.paragraph("    ", "    ", &visible(&claim.reason));
        if let Some(nearest) = &claim.nearest {
            self.line(&format!("    the nearest that is there: {}", visible(nearest)));
        }
        let mut shown: Vec<(&Place, String)> =
            claim.place.iter().map(|place| (place, String::new())).collect();
        for evidence in &claim.evidence {
            let known = shown.iter_mut().find(|(place, _)| *place == &evidence.place);
            let say = format!("{}: {}", evidence.role, visible(&evidence.say));
            match known {
                Some((_, words)) if words.is_empty() => *words = say,
                Some(_) => {}
                None => shown.push((&evidence.place, say)),
            }
        }
        let more = shown.len().saturating_sub(SHOWN);
        for (place, say) in shown.into_iter().take(SHOWN) {
            self.excerpt(place, &say);
        }
        if more > 0 {
            self.line(&format!("      and {more} more"));
        }
        for remedy in &claim.remedies {
            let words = format!("{}: {}", remedy.verdict.word(), visible(&remedy.reason));
            self.paragraph("    the remedy ", "      ", &words);
        }
        if grounding.reviews.len() > 1 {
            let review = visible(&grounding.reviews[claim.review].name);
            self.line(&format!("    by {review}{}", agreeing(claim, grounding)));
        }
        for repeat in &claim.read.duplicates {
            self.line(&format!("    said again on line {}", repeat.first_line));
        }
        self.line(&format!("    rule: {}", claim.rule));
        self.text.push('\n');
    }

    /// A line of code and what is said of it.
    fn excerpt(&mut self, place: &Place, say: &str) {
        let side = if place.side() == Side::Base { " (before the change)" } else { "" };
        let file = visible(place.file.as_str());
        self.line(&format!("      {file}:{}{side}  {say}", place.first_line()));
        let code = (self.excerpts)(place).unwrap_or_default();
        if let Some(code) = code.lines().next() {
            self.line(&format!("        {}", visible(code.trim())));
        }
    }

    /// What is to be said of a review as a whole.
    fn review(&mut self, grounding: &Grounding, at: usize) {
        let review = &grounding.reviews[at];
        let document = &review.document;
        let is_one_of_several = grounding.reviews.len() > 1;
        let name = if is_one_of_several { visible(&review.name) } else { "The review".to_owned() };
        if document.self_contradictory {
            self.line(&format!("{name} contradicts itself: it lists problems, and says"));
            let denials = document.denials.iter().filter_map(|at| document.statements.get(*at));
            for statement in denials {
                let quote = format!("\"{}\"", visible(&statement.text));
                let line = format!("  line {}: ", statement.first_line);
                self.paragraph(&line, "    ", &quote);
            }
        }
        let of = if is_one_of_several { format!("{name}: ") } else { String::new() };
        for unread in &document.unread {
            let line = format!("{of}not read: line {}: {}", unread.line, visible(&unread.reason));
            self.line(&line);
        }
        for (file, reason) in &document.not_analysed {
            let (file, reason) = (visible(file), visible(reason));
            self.line(&format!("{of}not analysed by its tool: {file}: {reason}"));
        }
        if is_one_of_several {
            self.line(&format!("{of}{}", counted(grounding.claims_of(at))));
        }
    }

    /// The last line: how much of everything there is.
    fn total(&mut self, grounding: &Grounding) {
        let agreed = grounding.claims.iter().filter(|claim| !claim.agrees_with.is_empty()).count();
        let agreed = match (grounding.reviews.len(), agreed) {
            (0 | 1, _) => String::new(),
            (_, 0) => "; no two reviews say the same".to_owned(),
            (_, 1) => "; 1 is said by several reviews".to_owned(),
            (_, count) => format!("; {count} are said by several reviews"),
        };
        self.line(&format!("{}{agreed}", counted(grounding.claims.iter())));
    }

    fn painted(&self, verdict: ClaimVerdict, words: &str) -> String {
        let colour = match verdict {
            ClaimVerdict::Supported => "31",
            ClaimVerdict::Partial => "33",
            ClaimVerdict::Contradicted | ClaimVerdict::CategoryError => "32",
            _ => "2",
        };
        if self.style.colour {
            format!("\u{1b}[{colour}m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }
}

/// The claims of other reviews that say the same, where there are any.
fn agreeing(claim: &GroundedClaim, grounding: &Grounding) -> String {
    let others: Vec<&str> = grounding.agreeing(claim).map(|other| other.id.as_str()).collect();
    match others.as_slice() {
        [] => String::new(),
        [other] => format!(", as {other} says"),
        others => format!(", as {} say", others.join(", ")),
    }
}

/// How many claims there are, and how many of each verdict.
fn counted<'a>(claims: impl Iterator<Item = &'a GroundedClaim>) -> String {
    let claims: Vec<ClaimVerdict> = claims.map(|claim| claim.verdict).collect();
    let count = |verdict| claims.iter().filter(|own| **own == verdict).count();
    let counts = ClaimVerdict::ALL.into_iter().map(|verdict| (verdict, count(verdict)));
    let counts: Vec<String> = counts
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{count} {}", verdict.word().replace('-', " ")))
        .collect();
    let word = if claims.len() == 1 { "claim" } else { "claims" };
    let colon = if counts.is_empty() { "" } else { ": " };
    format!("{} {word}{colon}{}", claims.len(), counts.join(", "))
}

/// The sign of a verdict.
fn sign(verdict: ClaimVerdict, ascii: bool) -> &'static str {
    match (verdict, ascii) {
        (ClaimVerdict::Supported, false) => "✗",
        (ClaimVerdict::Supported, true) => "x",
        (ClaimVerdict::Partial, false) => "◐",
        (ClaimVerdict::Partial, true) => "~",
        (ClaimVerdict::Contradicted, false) => "✓",
        (ClaimVerdict::Contradicted, true) => "+",
        (ClaimVerdict::CategoryError, false) => "≠",
        (ClaimVerdict::CategoryError, true) => "!",
        (ClaimVerdict::Unverifiable | ClaimVerdict::NotLocated, _) => "?",
        (ClaimVerdict::OffTopic, false) => "·",
        (ClaimVerdict::OffTopic, true) => ".",
    }
}
