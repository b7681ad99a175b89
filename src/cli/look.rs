//! How text is to look: from the options, the environment and the terminal.

use std::env;
use std::io::{IsTerminal, stdout};

use clap::{Args, ValueEnum};
use terminal_size::{Width, terminal_size};

use crate::report::Style;

/// Options about how text looks.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Look")]
pub(super) struct LookArgs {
    /// Colours: on a terminal, always, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: Color,
    /// Cells in a line of text [default: the terminal's width, else 100]
    #[arg(long, value_name = "CELLS", value_parser = cells)]
    pub(super) width: Option<u16>,
    /// Signs of ASCII only
    #[arg(long)]
    pub(super) ascii: bool,
}

fn cells(text: &str) -> Result<u16, String> {
    let cells = text.parse().ok().filter(|cells| *cells >= 40);
    cells.ok_or_else(|| "a width is a number from 40 to 65535".to_owned())
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also in files and pipes
    Always,
    /// Nowhere
    Never,
}

impl LookArgs {
    /// How text looks on standard output.
    pub(super) fn on_stdout(self) -> Style {
        self.style(stdout().is_terminal(), |name| env::var(name).ok())
    }

    /// How text looks in a file.
    pub(super) fn in_file(self) -> Style {
        self.style(false, |_| None)
    }

    fn style(self, terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Style {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let plain = set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb");
        let colour = match self.color {
            Color::Auto => terminal && !plain,
            Color::Always => true,
            Color::Never => false,
        };
        let measured = || terminal.then(terminal_size)?.map(|(Width(cells), _)| cells);
        let width = self.width.or_else(measured).map_or(Style::default().width, usize::from);
        let ascii = self.ascii || (terminal && !speaks_utf8(set));
        Style { width, colour, ascii }
    }
}

/// Whether the locale is UTF-8; one that says nothing is taken as such.
fn speaks_utf8(set: impl Fn(&'static str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(look: LookArgs, terminal: bool, set: &[(&str, &str)]) -> Style {
        look.style(terminal, |name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        let look = LookArgs { width: Some(80), ..LookArgs::default() };
        assert!(style(look, true, &[]).colour);
        assert!(style(look, true, &[("NO_COLOR", "")]).colour);
        assert!(!style(look, true, &[("NO_COLOR", "1")]).colour);
        assert!(!style(look, true, &[("TERM", "dumb")]).colour);
        assert!(!style(look, false, &[]).colour);
        assert!(style(LookArgs { color: Color::Always, ..look }, false, &[]).colour);
    }

    #[test]
    fn a_terminal_without_utf8_gets_ascii() {
        let look = LookArgs { width: Some(80), ..LookArgs::default() };
        assert!(style(look, true, &[("LC_ALL", "C")]).ascii);
        assert!(!style(look, true, &[("LANG", "de_DE.UTF-8")]).ascii);
        assert!(!style(look, false, &[("LC_ALL", "C")]).ascii);
    }
}
