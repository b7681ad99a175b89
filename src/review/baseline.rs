//! What was there before, so that only what is new stops anybody.

use std::collections::HashMap;

use serde_json::Value;
use thiserror::Error;

use crate::model::{Assessment, Finding, State};

/// So many bytes of a file are read.
const LARGEST: usize = 512 << 20;

/// Items that were known before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// What it is called: a revision, or a file.
    name: String,
    /// By their identities, each with its state then.
    known: HashMap<String, State>,
}

/// Why a file is no baseline.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotABaseline {
    /// It is not JSON.
    #[error("line {line}, column {column}: {reason}")]
    NotJson {
        /// Where it ends to be JSON, 1-based.
        line: usize,
        /// 1-based, in bytes.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// It is JSON, but no result of lineproof.
    #[error("it holds no result of lineproof")]
    NotAResult,
    /// It is too large.
    #[error("it has more than {} MiB", LARGEST >> 20)]
    TooLarge,
}

impl NotABaseline {
    /// What the user can do about it, in one line.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        "write one with `lineproof check --format json -o FILE`, or --format sarif"
    }
}

impl Baseline {
    /// The items of an assessment made earlier; `name` says of what.
    #[must_use]
    pub fn of(name: &str, assessment: &Assessment) -> Self {
        let item = |finding: &Finding| (finding.id().as_str().to_owned(), finding.state());
        Self::new(name, assessment.findings().map(item))
    }

    /// Of items with one identity the worst counts.
    fn new(name: &str, all: impl Iterator<Item = (String, State)>) -> Self {
        let mut known = HashMap::new();
        for (id, state) in all {
            let worst = known.entry(id).or_insert(state);
            *worst = state.min(*worst);
        }
        Self { name: name.to_owned(), known }
    }

    /// What it is called, for a person.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The items in a result that `lineproof check` wrote as JSON or SARIF; `name` says
    /// where it stands.
    ///
    /// # Errors
    /// Where the bytes are no such result.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, NotABaseline> {
        if bytes.len() > LARGEST {
            return Err(NotABaseline::TooLarge);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let value: Value =
            serde_json::from_slice(bytes).map_err(|error| NotABaseline::NotJson {
                line: error.line(),
                column: error.column(),
                reason: error.to_string(),
            })?;
        let is_check =
            value["schema"].as_str().is_some_and(|it| it.starts_with("lineproof/check/"));
        if is_check {
            return Ok(Self::new(name, list(&value["findings"]).filter_map(of_json)));
        }
        let by_us = |run: &&Value| run["tool"]["driver"]["name"] == "lineproof";
        let mut runs = list(&value["runs"]).filter(by_us).peekable();
        runs.peek().ok_or(NotABaseline::NotAResult)?;
        let results = runs.flat_map(|run| list(&run["results"]));
        Ok(Self::new(name, results.filter_map(of_sarif)))
    }

    /// Whether an item was there before, and no better than now. What is guarded or does
    /// not apply is nothing to be known.
    #[must_use]
    pub fn knows(&self, finding: &Finding) -> bool {
        let state = finding.state();
        let told = !matches!(state, State::Guarded | State::NotApplicable);
        told && self.known.get(finding.id().as_str()).is_some_and(|then| *then <= state)
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn of_json(finding: &Value) -> Option<(String, State)> {
    Some((finding["id"].as_str()?.to_owned(), state(&finding["state"])?))
}

/// What is gone (SARIF 2.1.0, section 3.27.24) is known no more.
fn of_sarif(result: &Value) -> Option<(String, State)> {
    let print = result["partialFingerprints"]["lineproofItem/v1"].as_str()?;
    let is_there = result["baselineState"] != "absent";
    is_there.then_some((print.to_owned(), state(&result["properties"]["state"])?))
}

fn state(value: &Value) -> Option<State> {
    let word = value.as_str()?;
    State::ALL.into_iter().find(|state| state.word() == word)
}
