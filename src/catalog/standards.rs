//! The names of what checks refer to by number: weaknesses and requirements.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Problem, assets};

/// The file, below `assets/`.
const FILE: &str = "standards.toml";

/// Names of CWE entries (<https://cwe.mitre.org>) and of the sections of OWASP ASVS 5.0.0.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    cwe: BTreeMap<String, String>,
    asvs: BTreeMap<String, String>,
}

impl Standards {
    /// What is built into the program.
    ///
    /// # Errors
    /// What is wrong in the file, and on which line.
    pub(super) fn builtin() -> Result<Self, Problem> {
        let text = assets::file(FILE).unwrap_or_default();
        toml::from_str(text).map_err(|error| Problem::from_toml(FILE.to_owned(), text, &error))
    }

    /// The name of a weakness by its CWE number; none where it is not in the list.
    #[must_use]
    pub fn weakness(&self, cwe: u32) -> Option<&str> {
        self.cwe.get(&cwe.to_string()).map(String::as_str)
    }

    /// The name of the section of a requirement by its id, `8.2.1`; none where it is not in
    /// the list.
    #[must_use]
    pub fn requirement(&self, asvs: &str) -> Option<&str> {
        let (section, _) = asvs.rsplit_once('.')?;
        self.asvs.get(section).map(String::as_str)
    }
}
