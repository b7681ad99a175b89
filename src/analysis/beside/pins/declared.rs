//! Assertions of refusals in tests that are lists of requests with the status
//! expected of each, in YAML, as gabbi and tavern read them.

use std::sync::Arc;

use super::words::status;
use super::{Pin, Sent};
use crate::analysis::beside::route;
use crate::model::{RepoPath, TextSpan};

/// Keys whose value is the address.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A test as far as it was read.
#[derive(Default)]
struct Entry<'text> {
    name: &'text str,
    method: Option<String>,
    address: Option<&'text str>,
    /// The refusal, its 1-based line and that line.
    expected: Option<(u16, u32, &'text str)>,
}

/// The assertions of a file.
pub(super) fn pins(path: &RepoPath, text: &Arc<str>) -> Vec<Pin> {
    let mut pins = Vec::new();
    if !text.contains("status") {
        return pins;
    }
    let mut entry = Entry::default();
    for (number, line) in (1_u32..).zip(text.lines()) {
        let code = line.trim_start();
        let (starts, code) = match code.strip_prefix("- ") {
            Some(rest) => (true, rest.trim_start()),
            None => (false, code),
        };
        let Some((key, value)) = code.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match key {
            "name" if starts => {
                pins.extend(std::mem::take(&mut entry).pin(path));
                entry.name = value;
            }
            "method" => entry.method = Some(value.to_ascii_uppercase()),
            "url" => entry.address = Some(value),
            "status" | "status_code" => {
                let refused = value.split(|c: char| !c.is_ascii_digit()).find_map(status);
                entry.expected = refused.map(|status| (status, number, line));
            }
            _ if METHODS.contains(&key) => {
                entry.method = Some(key.to_owned());
                entry.address = Some(value);
            }
            _ => {}
        }
    }
    pins.extend(entry.pin(path));
    pins
}

impl Entry<'_> {
    fn pin(self, path: &RepoPath) -> Option<Pin> {
        let (status, number, line) = self.expected?;
        let address = route::parts(self.address?);
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let span = TextSpan {
            first_line: number,
            start_column: count(line) - count(line.trim_start()),
            last_line: number,
            end_column: count(line.trim_end()),
        };
        let method = self.method.or_else(|| Some("GET".to_owned()));
        let sent = Sent::Request { method, address };
        Some(Pin { file: path.clone(), span, status, test: self.name.to_owned(), sent })
    }
}
