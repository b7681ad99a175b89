//! Patterns over access paths: how data files name what code reaches.
//!
//! An access path says how a value is reached from a module outside the tree:
//! `flask.request.args`, `sqlalchemy.select().where()`,
//! `webob.Request().headers[Accept]`. In a pattern `*` stands for one part and
//! `*()` for one that is called (`*()[Accept]` with this key), `**` for any number of them, `[*]` for any key.

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
    /// Any part that is called: `*()`.
    Called,
    /// Any part that is called, with this key: `*()[Accept]`.
    CalledWith(String),
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
                "*()" => Part::Called,
                "**" => Part::Run,
                _ if part.starts_with("*()[") && part != "*()[*]" => {
                    Part::CalledWith(part.trim_start_matches('*').to_owned())
                }
                _ => match part.strip_suffix("[*]") {
                    Some(before) => Part::Keyed(before.to_owned()),
                    None => Part::Exact(part.to_owned()),
                },
            })
            .collect();
        Self { text: text.to_owned(), parts }
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the access path matches.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.may_end(path) && run(&self.parts, path.split('.'))
    }

    /// Whether the access path with these parts matches.
    #[must_use]
    pub fn fits(&self, parts: &[&str]) -> bool {
        run(&self.parts, parts.iter().copied())
    }

    /// Whether a path ends as the pattern says: most do not, and need not be looked
    /// at any further.
    fn may_end(&self, path: &str) -> bool {
        match self.parts.last() {
            Some(Part::Exact(last)) => path.ends_with(last.as_str()),
            _ => true,
        }
    }

    /// The last part where it is fixed: rows are looked up by it.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        match self.parts.last() {
            Some(Part::Exact(part)) => Some(part),
            _ => None,
        }
    }

    /// The last of its parts that is fixed.
    #[must_use]
    pub fn last_fixed(&self) -> Option<&str> {
        self.parts.iter().rev().find_map(|part| match part {
            Part::Exact(part) => Some(part.as_str()),
            _ => None,
        })
    }

    /// The first part where it is fixed: the library.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        match self.parts.first() {
            Some(Part::Exact(part)) => Some(part),
            _ => None,
        }
    }

    /// How many parts are fixed: of several matching rows the most exact counts.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.parts
            .iter()
            .filter(|part| matches!(part, Part::Exact(_) | Part::Keyed(_) | Part::CalledWith(_)))
            .count()
    }
}

/// Whether the parts of a path are those of a pattern.
fn run<'path>(pattern: &[Part], mut path: impl Iterator<Item = &'path str> + Clone) -> bool {
    let Some((part, rest)) = pattern.split_first() else { return path.next().is_none() };
    if *part == Part::Run && run(rest, path.clone()) {
        return true;
    }
    let Some(head) = path.next() else { return false };
    match part {
        Part::Run => run(pattern, path),
        Part::Any => run(rest, path),
        Part::Called => head.ends_with("()") && run(rest, path),
        Part::CalledWith(end) => head.ends_with(end.as_str()) && run(rest, path),
        Part::Exact(text) => text == head && run(rest, path),
        Part::Keyed(before) => {
            let key = head.strip_prefix(before.as_str());
            key.is_some_and(|key| key.starts_with('[')) && run(rest, path)
        }
    }
}

/// One pattern, or several of which any may match: in data files a text or a
/// list of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns(Vec<Pattern>);

impl Patterns {
    /// The patterns.
    #[must_use]
    pub fn all(&self) -> &[Pattern] {
        &self.0
    }

    /// Whether any of them matches the access path.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.0.iter().any(|pattern| pattern.matches(path))
    }

    /// The most exact of the patterns that match the access path.
    #[must_use]
    pub fn weight_for(&self, path: &str) -> Option<usize> {
        let parts: Vec<&str> = path.split('.').collect();
        self.weight_of(&parts)
    }

    /// The same for the access path with these parts.
    #[must_use]
    pub fn weight_of(&self, parts: &[&str]) -> Option<usize> {
        self.0.iter().filter(|pattern| pattern.fits(parts)).map(Pattern::weight).max()
    }
}

impl From<Pattern> for Patterns {
    fn from(pattern: Pattern) -> Self {
        Self(vec![pattern])
    }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum OneOrMore {
            One(Pattern),
            More(Vec<Pattern>),
        }
        Ok(Self(match OneOrMore::deserialize(deserializer)? {
            OneOrMore::One(pattern) => vec![pattern],
            OneOrMore::More(patterns) => patterns,
        }))
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

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wildcards_stand_for_parts() {
        let matches = |pattern: &str, path: &str| Pattern::new(pattern).matches(path);
        assert!(matches("flask.*().get()", "flask.Flask().get()"));
        assert!(!matches("flask.*().get()", "flask.request.get()"));
        assert!(matches("**.session.execute()", "a.b().session.execute()"));
        assert!(matches("**.update().**", "t.update().where()"));
        assert!(matches("**.update().**", "t.update()"));
        assert!(matches("**.headers[*]", "flask.make_response().headers[Cache-Control]"));
        assert!(!matches("**.headers[*]", "flask.make_response().headers"));
        assert!(matches("a.*.c", "a.b.c"));
        assert!(!matches("a.*.c", "a.b.b.c"));
    }
}
