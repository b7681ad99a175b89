//! What a user sets once for all reviews: theme, characters, keys.

use std::fmt::Write as _;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{KeyTable, Problem, nearest};

/// The settings besides keys, as `lineproof config` tells them: name, default, what it is.
pub const SETTINGS: [(&str, &str, &str); 7] = [
    ("theme", "\"dark\"", "The colours, by name; without it by the terminal's background"),
    ("ascii", "false", "Whether to keep to ASCII signs and borders; without it by the locale"),
    (
        "layout",
        "\"auto\"",
        "The diff: \"unified\", \"split\" (side by side), or \"auto\", by the width",
    ),
    ("wrap", "false", "Whether long lines of code are wrapped"),
    ("resume", "true", "Whether a range is opened where it was left the last time"),
    ("links", "false", "Whether the terminal is sent links; without it by the terminal"),
    ("reload", "true", "Whether the review is read again by itself when what it is of moves"),
];

/// How the two sides of a file are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// By the width of the pane.
    #[default]
    Auto,
    /// One below the other.
    Unified,
    /// Side by side.
    Split,
}

impl Layout {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Split, Self::Unified];

    /// The word for it in the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Unified => "unified",
            Self::Split => "split",
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Split,
            Self::Split => Self::Unified,
            Self::Unified => Self::Auto,
        }
    }
}

/// The table of keys.
const KEYS: &str = "keys";

/// The user's configuration, from `config.toml` in their configuration folder.
/// A reviewed repository has no say in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The theme; by the terminal's background where there is none.
    pub theme: Option<String>,
    /// Whether to keep to ASCII; by the locale where it is not said.
    pub ascii: Option<bool>,
    /// How the sides of a file are laid out.
    pub layout: Option<Layout>,
    /// Whether long lines of code are wrapped.
    pub wrap: Option<bool>,
    /// Whether a range is opened where it was left.
    pub resume: Option<bool>,
    /// Whether the review is read again by itself.
    pub reload: Option<bool>,
    /// Whether the terminal is sent links; by the terminal where it is not said.
    pub links: Option<bool>,
    /// Keys in place of the built-in ones of the actions they name.
    pub keys: KeyTable,
}

impl Config {
    /// Reads a configuration from the text of a file: what is right in it, and what is wrong,
    /// on which line, with the accepted words. What is wrong is left aside, and nothing else.
    #[must_use]
    pub fn parse(file: &str, text: &str) -> (Self, Vec<Problem>) {
        let mut reading = Reading { file, text, problems: Vec::new() };
        let config = match DeTable::parse(text) {
            Ok(table) => reading.config(table.get_ref()),
            Err(error) => {
                reading.problems.push(Problem::from_toml(file, text, &error));
                Self::default()
            }
        };
        (config, reading.problems)
    }

    /// The configuration as a file that says every setting with its default, commented out
    /// where this one says nothing of it. `help` tells what an action does.
    #[must_use]
    pub fn documented(
        &self,
        builtin: &KeyTable,
        help: &dyn Fn(&str) -> Option<&'static str>,
    ) -> String {
        let mut text = String::new();
        let own = |name: &str| match name {
            "theme" => self.theme.as_ref().map(|theme| quoted(theme)),
            "ascii" => self.ascii.map(|ascii| ascii.to_string()),
            "layout" => self.layout.map(|layout| quoted(layout.word())),
            "wrap" => self.wrap.map(|wrap| wrap.to_string()),
            "links" => self.links.map(|links| links.to_string()),
            "resume" => self.resume.map(|resume| resume.to_string()),
            "reload" => self.reload.map(|reload| reload.to_string()),
            _ => None,
        };
        for (name, default, about) in SETTINGS {
            let _ = writeln!(text, "# {about}.");
            let _ = match own(name) {
                Some(value) => writeln!(text, "{name} = {value}\n"),
                None => writeln!(text, "# {name} = {default}\n"),
            };
        }
        let _ = writeln!(
            text,
            "# Keys of actions, by name; an action that is named here has these keys alone. A key \
             is a\n# character or a name: <enter>, <esc>, <tab>, <space>, <c-d>; several in a row \
             are pressed\n# one after the other.\n[{KEYS}]"
        );
        for (action, keys) in &builtin.keys {
            if let Some(about) = help(action) {
                let _ = writeln!(text, "# {about}.");
            }
            let list =
                |keys: &[String]| keys.iter().map(|key| quoted(key)).collect::<Vec<_>>().join(", ");
            let _ = match self.keys.keys.get(action) {
                Some(own) => writeln!(text, "{action} = [{}]", list(own)),
                None => writeln!(text, "# {action} = [{}]", list(keys)),
            };
        }
        text
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "theme" => config.theme = self.text(name.get_ref(), value),
                "ascii" => config.ascii = self.truth(name.get_ref(), value),
                "layout" => config.layout = self.layout(value),
                "resume" => config.resume = self.truth(name.get_ref(), value),
                "reload" => config.reload = self.truth(name.get_ref(), value),
                "wrap" => config.wrap = self.truth(name.get_ref(), value),
                "links" => config.links = self.truth(name.get_ref(), value),
                KEYS => self.keys(value, &mut config.keys),
                unknown => {
                    let known = SETTINGS.map(|(name, ..)| name.to_owned()).into_iter();
                    let known = known.chain([KEYS.to_owned()]).collect();
                    self.unknown("setting", unknown, known, name.span().start);
                }
            }
        }
        config
    }

    fn keys(&mut self, value: &Spanned<DeValue<'_>>, into: &mut KeyTable) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(value, "[keys] is a table: action = [\"j\", \"<down>\"]");
        };
        let actions: Vec<String> =
            KeyTable::builtin().map(|it| it.keys.into_keys().collect()).unwrap_or_default();
        for (name, value) in table {
            let action = name.get_ref().as_ref();
            if !actions.iter().any(|known| known == action) {
                self.unknown("action", action, actions.clone(), name.span().start);
            } else if let Some(keys) = sequences(value.get_ref()) {
                into.keys.insert(action.to_owned(), keys);
            } else {
                self.wrong(value, &format!("{action} is a list of keys: [\"j\", \"<down>\"]"));
            }
        }
    }

    fn text(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value, &format!("{name} is a text in quotes"));
        }
        text
    }

    fn layout(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Layout> {
        let word = value.get_ref().as_str();
        let layout = Layout::ALL.into_iter().find(|layout| Some(layout.word()) == word);
        if layout.is_none() {
            self.wrong(value, "layout is \"auto\", \"unified\" or \"split\"");
        }
        layout
    }

    fn truth(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.wrong(value, &format!("{name} is true or false"));
        }
        truth
    }

    fn unknown(&mut self, kind: &str, name: &str, known: Vec<String>, at: usize) {
        let listed = known.join(", ");
        let near = nearest(name, known).into_iter().next();
        let near = near.map_or_else(String::new, |near| format!(" (is {near} meant?)"));
        self.problem(at, format!("there is no {kind} {name}{near}; there are {listed}"));
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, message: &str) {
        self.problem(value.span().start, message.to_owned());
    }

    fn problem(&mut self, at: usize, message: String) {
        let before = self.text.as_bytes().iter().take(at);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        let line = u32::try_from(line).ok();
        self.problems.push(Problem { file: self.file.to_owned(), line, message });
    }
}

/// A list of texts; one text stands for a list of one.
fn sequences(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(one) => Some(vec![one.to_string()]),
        DeValue::Array(all) => {
            all.iter().map(|one| Some(one.get_ref().as_str()?.to_owned())).collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Config, Vec<String>) {
        let (config, problems) = Config::parse("config.toml", text);
        (config, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_the_rest_counts() {
        let (config, problems) = parse(
            "theme = \"light\"\ntheem = 1\nascii = 3\nlayout = \"wide\"\n[keys]\ndown = \"n\"\nupp = []\nup = 4\n",
        );
        assert_eq!(config.theme.as_deref(), Some("light"));
        assert_eq!((config.ascii, &config.keys.keys["down"]), (None, &vec!["n".to_owned()]));
        let starts = [
            "config.toml:2: there is no setting theem (is theme meant?)",
            "config.toml:3: ascii is true or false",
            "config.toml:4: layout is \"auto\", \"unified\" or \"split\"",
            "config.toml:7: there is no action upp (is up meant?)",
            "config.toml:8: up is a list of keys",
        ];
        assert_eq!(problems.len(), starts.len(), "{problems:#?}");
        for start in starts {
            assert!(problems.iter().any(|it| it.starts_with(start)), "{start}: {problems:#?}");
        }
        let (config, problems) = parse("theme = \"light\n");
        assert_eq!(config, Config::default());
        assert!(problems[0].starts_with("config.toml:1: "), "{problems:?}");
    }

    #[test]
    fn what_is_documented_is_read_as_it_was() {
        let (config, _) = parse(
            "ascii = true\nlayout = \"split\"\nwrap = true\n[keys]\ndown = [\"n\", \"<c-n>\"]\n",
        );
        let builtin = KeyTable::builtin().unwrap();
        let text = config.documented(&builtin, &|_| Some("Does it"));
        assert_eq!(parse(&text), (config, Vec::new()));
        // Without their signs the defaults are a configuration as well.
        let told = text.lines().filter(|line| line.contains(" = ") || line.starts_with('['));
        let bare = told.map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line)));
        let (all, problems) = parse(&bare.collect::<String>());
        assert_eq!((problems.as_slice(), all.keys.keys.len()), (&[][..], builtin.keys.len()));
    }
}
