//! Findings of one line each, as compilers and linters print them: `path:line[:column]: message`.

use super::Limits;
use super::collected::Collected;
use super::{places, prose};
use crate::claims::document::{Document, ReadClaim, SourceFormat, StatedPlace, StatementKind};

/// Reads a text most of whose lines are findings; None where they are not.
pub(super) fn read(text: &str, limits: &Limits) -> Option<Document> {
    const LOOKED_AT: usize = 200;
    let lines = || text.lines().take(LOOKED_AT).filter(|line| !line.trim().is_empty());
    let total = lines().count();
    let shaped = lines().filter(|line| split(line).is_some()).count();
    // Below a finding, tools print the code and marks under it.
    let begins = lines().next().is_some_and(|line| split(line).is_some());
    if shaped == 0 || (shaped * 2 < total && !(begins && shaped * 8 >= total && !has_marks(text))) {
        return None;
    }
    let mut out = Collected::new(SourceFormat::Lines, limits);
    for (number, line) in (1..).zip(text.lines()).take(limits.lines) {
        read_line(&mut out, number, bounded(line, limits.line));
    }
    let over = text.lines().nth(limits.lines).is_some();
    if over {
        let line = u32::try_from(limits.lines).unwrap_or(u32::MAX - 1) + 1;
        out.unread(line, None, "too many lines; the rest was not read");
    }
    Some(out.finish())
}

/// Whether a text has lists or headings, and so was written for people.
fn has_marks(text: &str) -> bool {
    text.lines().take(500).any(|line| line.starts_with(['#', '-', '*', '>']) && line.len() > 2)
}

/// The beginning of a line, as far as it is read.
pub(super) fn bounded(line: &str, bound: usize) -> &str {
    let mut end = line.len().min(bound);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

fn read_line(out: &mut Collected<'_>, number: u32, line: &str) {
    if line.trim().is_empty() {
        return;
    }
    if let Some((place, message)) = split(line) {
        let mut claim = prose::one(message, number, number);
        let (severity, rule) = marks(message);
        claim.severity = claim.severity.or(severity);
        claim.rule = claim.rule.or(rule);
        claim.stated.retain(|known| known.path != place.path || known.line.is_some());
        claim.stated.insert(0, place);
        out.claim(StatementKind::Item, claim);
    } else if prose::is_denial(line) {
        out.say(StatementKind::Denial, line, number, number);
    } else if line.starts_with([' ', '\t', '|', '^', '=']) {
        belongs(out.document.claims.last_mut(), line, number);
        out.say(StatementKind::Noise, line, number, number);
    } else {
        prose::around(out, line, number);
    }
}

/// Adds a line of code that stands below a finding to it.
fn belongs(claim: Option<&mut ReadClaim>, line: &str, number: u32) {
    const SHOWN: usize = 20;
    if let Some(claim) = claim
        && claim.last_line + 1 == number
        && claim.code.len() < SHOWN
    {
        claim.last_line = number;
        claim.code.push(line.trim_end().to_owned());
    }
}

/// The place and the message of a line that is a finding.
pub(super) fn split(line: &str) -> Option<(StatedPlace, &str)> {
    let line = line.trim_start_matches("./");
    let mut from = 0;
    // A drive letter has a colon, too.
    if line.as_bytes().get(1) == Some(&b':')
        && line.as_bytes().get(2).is_some_and(|b| b"\\/".contains(b))
    {
        from = 2;
    }
    let colon = line[from..].find(':')? + from;
    let path = &line[..colon];
    let named = !path.is_empty()
        && !path.contains(char::is_whitespace)
        && path.contains(['.', '/', '\\'])
        && !path.starts_with(['"', '{', '[', '`', '-', '*', '#', '>', '|'])
        && !path.starts_with("http");
    let mut numbers = [None; 4];
    let mut rest = &line[colon..];
    let mut count = 0;
    while count < 4 && named {
        let after = rest.strip_prefix(if count == 0 { &[':'][..] } else { &[':', '-'][..] });
        let Some(after) = after else { break };
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let Ok(number) = after[..end].parse::<u32>() else { break };
        numbers[count] = Some((rest.starts_with('-'), number));
        rest = &after[end..];
        count += 1;
    }
    let (_, first) = numbers[0].filter(|(_, line)| *line > 0)?;
    let message =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'));
    let parted = rest.starts_with([':', ' ', '\t', '-']);
    if message.trim().is_empty() || !parted {
        return None;
    }
    let mut place = places::place(path.to_owned());
    place.line = Some(first);
    for (ranged, number) in numbers[1..].iter().flatten() {
        if *ranged && place.column.is_none() {
            place.end_line = Some(*number).filter(|end| *end >= first);
        } else if *ranged {
            place.end_column = Some(*number);
        } else if place.column.is_none() {
            place.column = Some(*number);
        }
    }
    Some((place, message))
}

/// The severity and the rule that stand at the ends of a message: `error: …`, `S101 …`,
/// `… [rule-id]`.
pub(super) fn marks(message: &str) -> (Option<String>, Option<String>) {
    const LEVELS: [&str; 9] =
        ["error", "warning", "note", "info", "fatal", "high", "medium", "low", "critical"];
    let mut severity = None;
    let mut rest = message.trim();
    let bare = rest.trim_start_matches(['[', '(']);
    let level = bare.split([':', ']', ')', ' ']).next().unwrap_or_default();
    let behind = &bare[level.len()..];
    if LEVELS.contains(&level.to_lowercase().as_str())
        && !behind.is_empty()
        && rest.contains([':', ']', ')'])
    {
        severity = Some(level.to_owned());
        rest = behind.trim_start_matches(['[', ']', '(', ')', ':', ' ']);
    }
    let is_rule = |word: &str| {
        word.len() < 80
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
            && word.starts_with(|c: char| c.is_alphabetic())
    };
    let short = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        digits.len() < word.len() && digits.len() > 1 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let leading = rest.split([' ', ':']).next().filter(|word| short(word) && is_rule(word));
    let trailing = rest.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, id)| id);
    let rule = leading.or(trailing.filter(|id| is_rule(id))).map(str::to_owned);
    (severity, rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severity_and_rule_stand_at_the_ends() {
        let of = |message| {
            let (severity, rule) = marks(message);
            (severity.unwrap_or_default(), rule.unwrap_or_default())
        };
        let pair = |severity: &str, rule: &str| (severity.to_owned(), rule.to_owned());
        assert_eq!(of("error: S101 an assert"), pair("error", "S101"));
        assert_eq!(of("[error] S101 an assert"), pair("error", "S101"));
        assert_eq!(of("(high): B602 a shell"), pair("high", "B602"));
        assert_eq!(of("warning: a shell [shell-true]"), pair("warning", "shell-true"));
        assert_eq!(of("[error]"), pair("error", ""));
        assert_eq!(of("notes are kept"), pair("", ""));
    }
}
