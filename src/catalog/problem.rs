//! What is wrong with a data file, on which line, and what would be right.

use std::fmt;

use super::nearest;

/// A mistake in a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user knows it.
    pub file: String,
    /// 1-based line, where one is known.
    pub line: Option<u32>,
    /// What is wrong, and the accepted words.
    pub message: String,
}

impl Problem {
    /// A problem of a TOML file, on the line the parser names.
    #[must_use]
    pub fn from_toml(file: impl Into<String>, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map(|span| {
            let before = &text.as_bytes()[..span.start.min(text.len())];
            u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0) + 1
        });
        Self { file: file.into(), line, message: with_nearest(error.message()) }
    }
}

/// What the parser says of an unknown word, with the accepted one most like it
/// in front of the long list of all.
fn with_nearest(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2).map(str::to_owned);
    let unknown = words.next().filter(|_| message.starts_with("unknown "));
    let near = unknown.and_then(|unknown| nearest(&unknown, words.collect()).into_iter().next());
    match (near, message.split_once(", expected")) {
        (Some(near), Some((what, expected))) => {
            format!("{what} (is `{near}` meant?), expected{expected}")
        }
        _ => message.to_owned(),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_word_most_like_an_unknown_one_comes_first() {
        let told = with_nearest("unknown variant `acces`, expected one of `access`, `accept`");
        assert!(told.starts_with("unknown variant `acces` (is `access` meant?), expected one of"));
        for other in ["duplicate key", "unknown field `zzzzz`, expected `id` or `title`"] {
            assert_eq!(with_nearest(other), other);
        }
    }
}
