//! The look chosen for a terminal: theme, depth of colour, characters.

use std::env;
use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use crate::catalog::{KeyTable, Layout, Problem, Theme, Themes};
use crate::tui::link;
use crate::tui::paint::Depth;

/// What the user chose; everything else is found out.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The theme; by the terminal's background where there is none.
    pub theme: Option<String>,
    /// The themes there are.
    pub themes: Themes,
    /// How many colours.
    pub colours: ColourChoice,
    /// Whether to keep to ASCII; by the locale where it is not said.
    pub ascii: Option<bool>,
    /// How the sides of a file are laid out.
    pub layout: Layout,
    /// Whether long lines of code are wrapped.
    pub wraps: bool,
    /// Whether links are sent; by the terminal where it is not said.
    pub links: Option<bool>,
    /// Where the files of the review are on disk.
    pub work_dir: Option<PathBuf>,
    /// Whether the user sees the screen for the first time.
    pub greets: bool,
    /// The folder that a review which goes with the program can be kept in.
    pub keep_in: Option<String>,
    /// Keys that replace the built-in ones of the actions they name.
    pub keys: KeyTable,
}

/// How many colours the user wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// As many as the terminal says it has.
    #[default]
    Auto,
    /// Exactly these.
    Depth(Depth),
}

/// The look of the screen.
pub(super) struct Look {
    /// The theme.
    pub theme: Theme,
    /// How many colours.
    pub depth: Depth,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
}

impl Choices {
    /// The look that follows from the choices and the terminal.
    pub(super) fn look(&self) -> Result<Look, Problem> {
        let depth = match self.colours {
            ColourChoice::Depth(depth) => depth,
            ColourChoice::Auto => depth_of(|name| env::var(name).ok()),
        };
        let theme = match &self.theme {
            Some(name) => self.themes.get(name)?,
            None if depth == Depth::None => self.themes.get("dark")?,
            None => self.themes.get(by_background())?,
        };
        let ascii = self.ascii.unwrap_or_else(|| !speaks_utf8(|name| env::var(name).ok()));
        Ok(Look { theme, depth, ascii })
    }

    /// What paths on disk are added to for a link; none where no links are to be sent.
    pub(super) fn link_folder(&self) -> Option<String> {
        let is_on = self.links.unwrap_or_else(|| takes_links(|name| env::var(name).ok()));
        let host = || fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let folder = self.work_dir.as_deref().map(|folder| link::folder(host().trim(), folder));
        is_on.then(|| folder.unwrap_or_default())
    }

    /// The built-in keys with the user's in place of those they name.
    pub(super) fn key_table(&self) -> Result<KeyTable, Problem> {
        let mut table = KeyTable::builtin()?;
        table.keys.extend(self.keys.keys.clone());
        Ok(table)
    }
}

/// The theme for the terminal's background; a terminal that does not answer
/// within 100 ms is taken as dark.
fn by_background() -> &'static str {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return "dark";
    }
    let mut options = QueryOptions::default();
    options.timeout = Duration::from_millis(80);
    match theme_mode(options) {
        Ok(ThemeMode::Light) => "light",
        Ok(ThemeMode::Dark) => "dark",
        Err(_) => {
            // What came of an answer in a form nobody expected is no key.
            let _ =
                rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
            "dark"
        }
    }
}

/// The depth that the environment tells.
fn depth_of(variable: impl Fn(&str) -> Option<String>) -> Depth {
    let value = |name| variable(name).unwrap_or_default();
    let term = value("TERM");
    if !value("NO_COLOR").is_empty() || term == "dumb" {
        return Depth::None;
    }
    if matches!(value("COLORTERM").as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Basic
    }
}

/// Whether the terminal is known to take links, or to pass over them in silence.
fn takes_links(variable: impl Fn(&str) -> Option<String>) -> bool {
    const TERMS: [&str; 6] =
        ["xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour"];
    const PROGRAMS: [&str; 4] = ["iTerm.app", "WezTerm", "ghostty", "vscode"];
    let value = |name| variable(name).unwrap_or_default();
    let at_least = |name, least: u32| value(name).parse::<u32>().is_ok_and(|it| it >= least);
    let term = value("TERM");
    // What runs other terminals inside it hands on what it will.
    let is_inside = ["TMUX", "STY"].into_iter().any(|name| !value(name).is_empty());
    let is_multiplexer = ["screen", "tmux"].into_iter().any(|name| term.starts_with(name));
    if is_inside || is_multiplexer || term == "dumb" {
        return false;
    }
    TERMS.into_iter().any(|known| term.starts_with(known))
        || PROGRAMS.contains(&value("TERM_PROGRAM").as_str())
        || at_least("VTE_VERSION", 5000)
        || at_least("KONSOLE_VERSION", 201_200)
        || !value("WT_SESSION").is_empty()
}

/// Whether the locale is UTF-8; one that says nothing is taken as such.
fn speaks_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    set.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<'a>(set: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        }
    }

    #[test]
    fn depth_follows_the_environment() {
        assert_eq!(depth_of(with(&[("COLORTERM", "truecolor")])), Depth::True);
        assert_eq!(depth_of(with(&[("TERM", "xterm-256color")])), Depth::Indexed);
        assert_eq!(depth_of(with(&[("TERM", "xterm")])), Depth::Basic);
        let no = [("NO_COLOR", "1"), ("COLORTERM", "truecolor")];
        assert_eq!(depth_of(with(&no)), Depth::None);
        assert_eq!(depth_of(with(&[("NO_COLOR", ""), ("TERM", "xterm")])), Depth::Basic);
    }

    #[test]
    fn links_are_sent_only_where_they_are_known_to_be_taken() {
        assert!(takes_links(with(&[("TERM", "xterm-kitty")])));
        assert!(takes_links(with(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")])));
        assert!(!takes_links(with(&[("TERM", "xterm-256color"), ("VTE_VERSION", "4800")])));
        assert!(!takes_links(with(&[("TERM", "xterm-256color")])));
        assert!(!takes_links(with(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")])));
        assert!(!takes_links(with(&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "vscode")])));
    }

    #[test]
    fn ascii_follows_the_locale() {
        assert!(speaks_utf8(with(&[("LANG", "de_DE.UTF-8")])));
        assert!(!speaks_utf8(with(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")])));
        assert!(speaks_utf8(with(&[])));
    }
}
