//! Text, for people: each claim with its verdict, and the lines that decide.

use unicode_width::UnicodeWidthStr;

use super::phrase::{counted, lines, remedy_held, unread, verdict};
use super::places::{self, Shown};
use crate::claims::{ClaimVerdict, GroundedClaim, Grounding};
use crate::model::{Place, Side};
use crate::report::text::wrap::wrap;
use crate::report::{Style, visible};

/// The least room for words, in cells.
const NARROWEST: usize = 20;

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

    /// Words in lines of the width, the first behind one lead, the others behind another.
    fn paragraph(&mut self, first: &str, rest: &str, words: &str) {
        self.hanging((first, first.width()), rest, words);
    }

    /// The same, where the cells of the first lead are not those of its text.
    fn hanging(&mut self, (first, cells): (&str, usize), rest: &str, words: &str) {
        let room = self.style.width.saturating_sub(rest.width()).max(NARROWEST);
        // The first lead takes its room as a word of the text would.
        let lead = match cells.saturating_sub(rest.width()) {
            0 => String::new(),
            more => format!("{} ", "x".repeat(more - 1)),
        };
        for (index, line) in wrap(&format!("{lead}{words}"), room).iter().enumerate() {
            let own = line.get(lead.len()..).unwrap_or_default();
            self.line(&if index == 0 { format!("{first}{own}") } else { format!("{rest}{line}") });
        }
    }

    /// The claim, what is held of it, and why.
    fn claim(&mut self, claim: &GroundedClaim, grounding: &Grounding) {
        let verdict = verdict(claim.verdict);
        let sign = if self.style.ascii { claim.verdict.ascii() } else { claim.verdict.sign() };
        let words = format!("{sign} {verdict}");
        let cells = claim.id.len() + words.width() + 4;
        let lead = format!("{}  {}: ", claim.id, self.painted(claim.verdict, &words));
        self.hanging((&lead, cells), "    ", &visible(&claim.read.title));
        let named = claim.unit.as_ref().map(|unit| visible(unit.as_str()));
        if let Some(unit) = named {
            self.line(&format!("    on {unit}"));
        }
        self.paragraph("    ", "    ", &visible(&claim.reason));
        if let Some(nearest) = &claim.nearest {
            self.line(&format!("    the nearest that is there: {}", visible(nearest)));
        }
        let (shown, more) = places::shown(claim);
        for Shown { place, say } in shown {
            self.excerpt(place, &say);
        }
        if more > 0 {
            self.line(&format!("      ... and {more} more"));
        }
        for remedy in &claim.remedies {
            let words = format!("the remedy{}", visible(&remedy_held(remedy)));
            self.paragraph("    ", "      ", &words);
        }
        if grounding.reviews.len() > 1 {
            let review = visible(&grounding.reviews[claim.review].name);
            self.line(&format!("    by {review}{}", agreeing(claim, grounding)));
        }
        let again = claim.read.duplicates.iter().map(|repeat| repeat.first_line.to_string());
        let again: Vec<String> = again.collect();
        if !again.is_empty() {
            self.paragraph("    ", "      ", &format!("said again on {}", lines(&again)));
        }
        if let Some(why) = &claim.read.set_aside {
            self.paragraph("    ", "      ", &format!("set aside by its tool: {}", visible(why)));
        }
        self.line(&format!("    rule: {}", claim.rule));
        self.text.push('\n');
    }

    /// A line of code and what is said of it.
    fn excerpt(&mut self, place: &Place, say: &str) {
        let side = if place.side() == Side::Base { " (before the change)" } else { "" };
        let file = visible(place.file.as_str());
        let lead = format!("      {file}:{}{side}  ", place.first_line());
        self.paragraph(&lead, "          ", say);
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
            let words = format!("{name} contradicts itself: it lists problems, and says");
            self.paragraph("", "  ", &words);
            let denials = document.denials.iter().filter_map(|at| document.statements.get(*at));
            for statement in denials {
                let quote = format!("\"{}\"", visible(&statement.text));
                let line = format!("  line {}: ", statement.first_line);
                self.paragraph(&line, "    ", &quote);
            }
        }
        let of = if is_one_of_several { format!("{name}: ") } else { String::new() };
        for reason in unread(&document.unread) {
            self.paragraph("", "  ", &format!("{of}not read: {}", visible(&reason)));
        }
        for (file, reason) in &document.not_analysed {
            let (file, reason) = (visible(file), visible(reason));
            self.paragraph("", "  ", &format!("{of}not analysed by its tool: {file}: {reason}"));
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
