//! Keys for actions, as data: action name -> keys, from `assets/keys/default.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Problem, assets};

/// Which keys do what, by the names of actions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyTable {
    /// Action name -> key sequences: `["j", "<down>"]`, `["]e"]`.
    pub keys: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct KeyFile(BTreeMap<String, Vec<String>>);

impl KeyTable {
    /// The keys built into the program.
    ///
    /// # Errors
    /// What is wrong with the file; a test keeps this from happening.
    pub fn builtin() -> Result<Self, Problem> {
        let file = "keys/default.toml";
        Self::parse(file, assets::file(file).unwrap_or_default())
    }

    /// Reads keys from the text of a file.
    ///
    /// # Errors
    /// What is wrong with it, on which line.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let KeyFile(keys) =
            toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
        Ok(Self { keys })
    }
}
