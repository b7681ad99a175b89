//! What a user sets once for all reviews: theme, characters, keys.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{KeyTable, Problem};

/// The user's configuration, from `config.toml` in their configuration folder.
/// A reviewed repository has no say in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The theme; by the terminal's background where there is none.
    pub theme: Option<String>,
    /// Whether to keep to ASCII; by the locale where it is not said.
    pub ascii: Option<bool>,
    /// Keys in place of the built-in ones of the actions they name.
    pub keys: KeyTable,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ConfigFile {
    theme: Option<String>,
    ascii: Option<bool>,
    keys: BTreeMap<String, Vec<String>>,
}

impl Config {
    /// Reads a configuration from the text of a file.
    ///
    /// # Errors
    /// What is wrong with it, on which line, and the accepted words.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let read: ConfigFile =
            toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
        Ok(Self { theme: read.theme, ascii: read.ascii, keys: KeyTable { keys: read.keys } })
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn a_configuration_is_read_and_mistakes_name_their_line() {
        let text = "theme = \"light\"\n[keys]\ndown = [\"n\"]\n";
        let config = Config::parse("config.toml", text).unwrap();
        assert_eq!(config.theme.as_deref(), Some("light"));
        assert_eq!(config.keys.keys["down"], ["n"]);
        let problem = Config::parse("config.toml", "\ntheem = \"light\"\n").unwrap_err();
        assert_eq!(problem.line, Some(2));
        assert!(problem.message.contains("theme"), "{problem}");
    }
}
