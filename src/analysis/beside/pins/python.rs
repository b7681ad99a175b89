//! Assertions of refusals in tests written in Python.

use std::cell::Cell;
use std::sync::Arc;

use super::address::{Context, request};
use super::words::{Refusals, Word, status, words};
use super::{Pin, REDIRECT, Sent};
use crate::analysis::beside::route;
use crate::model::{RepoPath, TextSpan};

/// So many lines above an assertion its test must begin.
const LONGEST_TEST: usize = 300;

/// So many lines above an assertion a call may stand that it is about.
const NEAR: usize = 6;

/// Chars at the beginning of a file that hold its imports.
const TOP: usize = 4_000;

/// So many times the length of a file is read for the names in it.
const MOST_LOOKUPS: usize = 100;

/// So many lines of the block below an assertion are looked at.
const LONGEST_BLOCK: usize = 20;

/// The assertions of a file.
pub(super) fn pins(path: &RepoPath, text: &Arc<str>, refusals: &Refusals) -> Vec<Pin> {
    let mut pins = Vec::new();
    let work = Cell::new(text.len().saturating_mul(MOST_LOOKUPS));
    let (mut number, mut counted, mut last) = (1_u32, 0, usize::MAX);
    for at in candidates(text) {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        if start == last {
            continue;
        }
        last = start;
        let line = text[start..].lines().next().unwrap_or_default();
        let Some(status) = asserted(line, refusals) else { continue };
        let Some(test) = Test::around(text, start) else { continue };
        let breaks = text.as_bytes()[counted..start].iter().filter(|byte| **byte == b'\n').count();
        number += u32::try_from(breaks).unwrap_or(0);
        counted = start;
        pins.push(Pin {
            file: path.clone(),
            span: span(line, number),
            status,
            test: test.name.to_owned(),
            sent: test.sent(text, start, line, &work),
        });
    }
    pins
}

/// Where a refusal may be named, in order: numbers that start with a 4, and
/// what is asserted to be raised or redirected.
fn candidates(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_status = |at: &usize| {
        matches!(bytes.get(at + 1), Some(b'0'..=b'2'))
            && bytes.get(at + 2).is_some_and(u8::is_ascii_digit)
            && !bytes.get(at + 3).is_some_and(u8::is_ascii_digit)
    };
    let mut found: Vec<usize> =
        text.match_indices('4').map(|(at, _)| at).filter(is_status).collect();
    // Capitals are rare in code, and what has to be imported is named at the top.
    let asserts = text.match_indices('R').map(|(at, _)| at);
    found.extend(asserts.filter(|at| text[..*at].ends_with("assert")));
    let top = text.char_indices().nth(TOP).map_or(text, |(end, _)| &text[..end]);
    for (module, word) in [("pytest", "raises("), ("HTTPStatus", "HTTPStatus.")] {
        if top.contains(module) {
            found.extend(text.match_indices(word).map(|(at, _)| at));
        }
    }
    found.sort_unstable();
    found
}

/// The refusal that a line asserts.
fn asserted(line: &str, refusals: &Refusals) -> Option<u16> {
    let words = words(line);
    let has = |part: &str| words.iter().any(|word| word.text.contains(part));
    if has("NotEqual") || has("NotIn") || line.contains("!=") {
        return None;
    }
    if has("aises") {
        return words.iter().find_map(|word| refusals.status(word.text));
    }
    if has("assertRedirects") {
        let signs_in = ["login", "signin", "sign-in", "sign_in"];
        return signs_in.iter().any(|word| line.contains(word)).then_some(REDIRECT);
    }
    let named = words.iter().find_map(|word| Some((word, status(word.text)?)));
    let (word, status) = named?;
    let speaks = ["status", "code", "http", "HTTP", "error", "resp"];
    let asserts = has("assert") && speaks.iter().any(|part| has(part));
    (asserts || expected(line, word)).then_some(status)
}

/// Whether it is the value of a keyword: `client.get(url, status=403)`.
fn expected(line: &str, word: &Word<'_>) -> bool {
    let Some(before) = line.get(..word.at).and_then(|text| text.strip_suffix('=')) else {
        return false;
    };
    let name = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next();
    name.is_some_and(|name| name.contains("status"))
        && request(line, 0, Context { text: "", work: &Cell::new(0) }).is_some()
}

/// The test around a line.
struct Test<'text> {
    name: &'text str,
    /// Where it begins, in bytes.
    start: usize,
}

impl<'text> Test<'text> {
    /// The outermost function around a line, below its class, if it is a test.
    fn around(text: &'text str, line: usize) -> Option<Self> {
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let mut depth = indentation(text[line..].lines().next()?);
        let mut found = None;
        let mut end = line;
        for _ in 0..LONGEST_TEST {
            let Some(above) = end.checked_sub(1) else { break };
            let start = text[..above].rfind('\n').map_or(0, |end| end + 1);
            let this = &text[start..above];
            end = start;
            let code = this.trim_start();
            if code.is_empty() || indentation(this) >= depth {
                continue;
            }
            let definition = code.strip_prefix("async ").unwrap_or(code);
            if definition.starts_with("class ") {
                break;
            }
            depth = indentation(this);
            if let Some(rest) = definition.strip_prefix("def ") {
                let name = rest.split('(').next().unwrap_or(rest).trim();
                found = Some(Self { name, start });
            }
            if depth == 0 {
                break;
            }
        }
        found.filter(|test| test.name.to_ascii_lowercase().contains("test"))
    }

    /// What it did up to the assertion: the last request, else the calls near it.
    fn sent(&self, text: &Arc<str>, assertion: usize, line: &str, work: &Cell<usize>) -> Sent {
        let end = block_end(text, assertion, line);
        let context = Context { text: &text[..end], work };
        let mut near = assertion;
        let mut start = context.text.rfind('\n').map_or(0, |end| end + 1);
        while start >= self.start {
            if let Some(sent) = request(text, start, context) {
                return Sent::Request { method: sent.method, address: route::parts(&sent.address) };
            }
            let Some(above) = start.checked_sub(1) else { break };
            start = text[..above].rfind('\n').map_or(0, |end| end + 1);
        }
        // What raises stands in the assertion itself, what answers above it.
        let above = if line.contains("aises") { 0 } else { NEAR };
        for _ in 0..above {
            let Some(end) = near.checked_sub(1).filter(|end| *end > self.start) else { break };
            near = text[..end].rfind('\n').map_or(0, |end| end + 1);
        }
        let names = text[near.max(self.start)..end].lines().flat_map(|line| {
            line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        });
        let names = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Sent::Call { names, file: Arc::clone(text) }
    }
}

/// Where an assertion ends, in bytes: `with pytest.raises(...):` asserts
/// something of what stands below it.
fn block_end(text: &str, line_start: usize, line: &str) -> usize {
    let mut end = line_start + line.len();
    if !line.trim_start().starts_with("with ") {
        return end;
    }
    let indentation = line.len() - line.trim_start().len();
    for below in text[end..].lines().skip(1).take(LONGEST_BLOCK) {
        if below.len() - below.trim_start().len() <= indentation && !below.trim().is_empty() {
            break;
        }
        end += 1 + below.len();
    }
    end
}

/// The code of a line.
fn span(line: &str, number: u32) -> TextSpan {
    let chars = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let start_column = chars(line) - chars(line.trim_start());
    let end_column = chars(line.trim_end());
    TextSpan { first_line: number, start_column, last_line: number, end_column }
}
