//! Patterns over access paths: how data files name what code reaches.
//!
//! An access path says how a value is reached from a module outside the tree:
//! `flask.request.args`, `sqlalchemy.select().where()`,
//! `webob.Request().headers[Accept]`. In a pattern `*` stands for one part and
//! `**` for any number of them; `[*]` for any key.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// A pattern over access paths.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Any,
    Run,
    Exact(String),
    /// The part before `[*]`.
    Keyed(String),
}

impl Pattern {
    /// The pattern this text says.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let parts = text
            .split('.')
            .map(|part| match part {
                "*" => Part::Any,
                "**" => Part::Run,
                _ => match part.strip_suffix("[*]") {
                    Some(before) => Part::Keyed(before.to_owned()),
                    None => Part::Exact(part.to_owned()),
                },
            })
            .collect();
        Self { text: text.to_owned(), parts }
    }

    /// Whether the access path matches.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let parts: Vec<&str> = path.split('.').collect();
        run(&self.parts, &parts)
    }

    /// The last part where it is fixed: rows are looked up by it.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        match self.parts.last() {
            Some(Part::Exact(part)) => Some(part),
            _ => None,
        }
    }

    /// How many parts are fixed: of several matching rows the most exact counts.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Exact(_) | Part::Keyed(_))).count()
    }
}

fn run(pattern: &[Part], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some((Part::Run, rest)), _) => {
            run(rest, path) || path.split_first().is_some_and(|(_, tail)| run(pattern, tail))
        }
        (Some(_), None) => false,
        (Some((part, rest)), Some((head, tail))) => {
            let fits = match part {
                Part::Any | Part::Run => true,
                Part::Exact(text) => text == head,
                Part::Keyed(before) => {
                    head.strip_prefix(before.as_str()).is_some_and(|key| key.starts_with('['))
                }
            };
            fits && run(rest, tail)
        }
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}
