//! The themes that can be chosen: those built in, and the user's own.

use std::sync::Arc;

use super::{Problem, Theme};

/// So many themes may inherit from each other in a row.
const DEEPEST: usize = 8;

/// A theme file of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTheme {
    /// Its name, that of its file.
    pub name: String,
    /// The file, as the user knows it.
    pub file: String,
    /// Its text.
    pub text: Arc<str>,
}

/// The themes that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Themes(Vec<OwnTheme>);

impl Themes {
    /// Those built in and these. One of a built-in name takes its place, and may inherit from
    /// the one whose place it takes.
    #[must_use]
    pub fn new(mut own: Vec<OwnTheme>) -> Self {
        own.sort_by(|one, other| one.name.cmp(&other.name));
        Self(own)
    }

    /// Every name, sorted, those built in first.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let builtin = Theme::names();
        let own = self.0.iter().map(|own| own.name.clone());
        let own = own.filter(|name| !builtin.contains(&name.as_str()));
        builtin.iter().map(|name| (*name).to_owned()).chain(own).collect()
    }

    /// The theme of this name.
    ///
    /// # Errors
    /// That there is none, with the names there are, or what is wrong with its file.
    pub fn get(&self, name: &str) -> Result<Theme, Problem> {
        self.below(name, &mut Vec::new())
    }

    /// The same, below those that inherit from it.
    fn below(&self, name: &str, heirs: &mut Vec<String>) -> Result<Theme, Problem> {
        let own = self.0.iter().find(|own| own.name == name && !heirs.contains(&own.name));
        let Some(own) = own else {
            let mut known = self.names();
            known
                .retain(|known| !heirs.contains(known) || Theme::names().contains(&known.as_str()));
            return match Theme::names().contains(&name) {
                true => Theme::builtin(name),
                false => Err(Problem {
                    file: heirs.last().map_or("themes", String::as_str).to_owned(),
                    line: None,
                    message: format!("there is no theme {name}; there are {}", known.join(", ")),
                }),
            };
        };
        if heirs.len() >= DEEPEST {
            let message = format!("more than {DEEPEST} themes inherit from each other");
            return Err(Problem { file: own.file.clone(), line: None, message });
        }
        heirs.push(own.name.clone());
        Theme::parse(name, &own.file, &own.text, &mut |parent| self.below(parent, heirs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Meaning, Rgb};

    fn own(name: &str, text: &str) -> OwnTheme {
        let file = format!("themes/{name}.toml");
        OwnTheme { name: name.to_owned(), file, text: text.into() }
    }

    #[test]
    fn a_theme_says_what_it_changes_and_inherits_the_rest() {
        let themes = Themes::new(vec![
            own("mine", "inherits = \"light\"\n[meaning]\nguard = \"#123456\"\n"),
            own("dark", "inherits = \"dark\"\n[meaning]\nmissing = \"#654321\"\n"),
        ]);
        let (mine, light) = (themes.get("mine").unwrap(), Theme::builtin("light").unwrap());
        assert_eq!(mine.look(Meaning::Guard).fg, Some(Rgb(0x12, 0x34, 0x56)));
        assert_eq!(mine.look(Meaning::Removed), light.look(Meaning::Removed));
        assert_eq!(mine.background, light.background);
        assert_eq!(
            themes.get("dark").unwrap().look(Meaning::Missing).fg,
            Some(Rgb(0x65, 0x43, 0x21))
        );
        assert_eq!(themes.names().last().map(String::as_str), Some("mine"));
        assert_eq!(themes.names().iter().filter(|name| *name == "dark").count(), 1);
    }

    #[test]
    fn what_inherits_from_itself_or_from_nobody_is_told() {
        let themes = Themes::new(vec![
            own("one", "inherits = \"two\"\n"),
            own("two", "inherits = \"one\"\n"),
            own("bare", "background = \"dark\"\n"),
        ]);
        let said = |name| themes.get(name).unwrap_err().to_string();
        assert!(said("one").contains("there is no theme one"), "{}", said("one"));
        assert!(said("bare").starts_with("themes/bare.toml: "), "{}", said("bare"));
        assert!(said("none").contains("there is no theme none; there are"), "{}", said("none"));
    }
}
