//! Findings in frames, as compilers and linters print them for people: a message, an arrow
//! to `path:line:column`, and the code below it behind bars.

use super::Limits;
use super::collected::Collected;
use super::oneline::{bounded, marks};
use super::{places, prose};
use crate::claims::document::{Document, ReadClaim, SourceFormat, StatedPlace, StatementKind};

/// Lines that may stand beside frames: how many were found, what could be mended.
const BESIDE: usize = 8;

/// Reads a text that consists of framed findings; None where it does not.
pub(super) fn read(text: &str, limits: &Limits) -> Option<Document> {
    const LOOKED_AT: usize = 400;
    let lines: Vec<&str> = text.lines().take(LOOKED_AT).collect();
    let arrows = lines.iter().filter(|line| arrow(line).is_some()).count();
    let plain = lines.iter().filter(|line| Line::of(line) == Line::Plain).count();
    if arrows == 0 || plain > arrows + BESIDE {
        return None;
    }
    let mut reader = Reader { out: Collected::new(SourceFormat::Lines, limits), message: None };
    for (number, line) in (1..).zip(text.lines()).take(limits.lines) {
        reader.line(number, bounded(line, limits.line));
    }
    reader.leave();
    if text.lines().nth(limits.lines).is_some() {
        let line = u32::try_from(limits.lines).unwrap_or(u32::MAX - 1) + 1;
        reader.out.unread(line, None, "too many lines; the rest was not read");
    }
    Some(reader.out.finish())
}

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Blank,
    /// `--> path:line:column`.
    Arrow(StatedPlace),
    /// Code behind a bar, or the bar alone.
    Code,
    /// `help: …`, `= note: …`.
    Advice,
    /// Anything else: a message, or what stands between findings.
    Plain,
}

impl Line {
    fn of(line: &str) -> Self {
        let text = line.trim();
        let behind = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        if text.is_empty() {
            Self::Blank
        } else if let Some(place) = arrow(line) {
            Self::Arrow(place)
        } else if behind.starts_with(['|', '│']) || text == "..." {
            Self::Code
        } else if ["help:", "note:", "= "].iter().any(|start| text.starts_with(start)) {
            Self::Advice
        } else {
            Self::Plain
        }
    }
}

/// The place behind an arrow: `path:line` or `path:line:column`.
fn arrow(line: &str) -> Option<StatedPlace> {
    let text = line.trim_start().strip_prefix("-->")?.trim();
    let (rest, last) = numbered(text)?;
    let (path, first, column) = match numbered(rest) {
        Some((path, first)) => (path, first, Some(last)),
        None => (rest, last, None),
    };
    let mut place = places::place(path.to_owned());
    place.line = Some(first);
    place.column = column;
    (!path.is_empty() && first > 0).then_some(place)
}

/// A text and the number behind its last colon.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let (rest, number) = text.rsplit_once(':')?;
    Some((rest, number.parse().ok()?))
}

struct Reader<'l> {
    out: Collected<'l>,
    /// The line that may be the message of the next arrow.
    message: Option<(u32, String)>,
}

impl Reader<'_> {
    fn line(&mut self, number: u32, line: &str) {
        match Line::of(line) {
            Line::Blank => {}
            Line::Arrow(place) => self.finding(number, line, place),
            Line::Plain => {
                self.leave();
                self.message = Some((number, line.to_owned()));
            }
            Line::Code | Line::Advice if self.message.is_some() => {
                self.leave();
                prose::around(&mut self.out, line, number);
            }
            Line::Code => {
                if let Some(claim) = self.out.document.claims.last_mut() {
                    claim.last_line = number;
                    claim.code.push(line.trim_end().to_owned());
                }
                self.out.say(StatementKind::Noise, line, number, number);
            }
            Line::Advice => {
                if let Some(claim) = self.out.document.claims.last_mut() {
                    claim.last_line = number;
                    claim.remedies.push(line.trim().to_owned());
                }
                self.out.say(StatementKind::Recommendation, line, number, number);
            }
        }
    }

    /// A finding: the message that stands above an arrow.
    fn finding(&mut self, number: u32, line: &str, place: StatedPlace) {
        let (first, message) = self.message.take().unwrap_or((number, line.trim().to_owned()));
        let mut claim: ReadClaim = prose::one(&message, first, number);
        let (severity, rule) = marks(&message);
        claim.severity = claim.severity.or(severity);
        claim.rule = claim.rule.or(rule);
        claim.stated.insert(0, place);
        self.out.claim(StatementKind::Item, claim);
    }

    /// What stood where a message stands, and was none.
    fn leave(&mut self) {
        if let Some((number, line)) = self.message.take() {
            prose::around(&mut self.out, &line, number);
        }
    }
}
