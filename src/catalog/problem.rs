//! What is wrong with a data file, on which line, and what would be right.

use std::fmt;

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
        Self { file: file.into(), line, message: error.message().to_owned() }
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
