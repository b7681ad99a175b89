//! The colours of a page: those of the light theme, and of the dark one where the reader's
//! system asks for it.

use crate::catalog::{Look, Meaning, Problem, Rgb, Theme};
use crate::syntax::highlight::TokenKind;

/// The colours as variables, and as classes of code and of states.
pub(super) fn colours() -> Result<String, Problem> {
    let (light, dark) = (Theme::builtin("light")?, Theme::builtin("dark")?);
    let mut css = format!(":root {{\n  color-scheme: light dark;\n{}}}\n", variables(&light));
    css.push_str(&format!(
        "@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{}}}\n}}\n",
        variables(&dark)
    ));
    for kind in TokenKind::ALL {
        let word = kind.word();
        let look = light.code(*kind);
        css.push_str(&format!(".t-{word} {{ color: var(--t-{word}); {}}}\n", shape(look)));
    }
    for meaning in STATES {
        let word = meaning.word();
        css.push_str(&format!(".s-{word} {{ color: var(--{word}); }}\n"));
    }
    Ok(css)
}

/// The meanings that a state is drawn in.
const STATES: [Meaning; 7] = [
    Meaning::Removed,
    Meaning::Missing,
    Meaning::Weakened,
    Meaning::Conditional,
    Meaning::Unproven,
    Meaning::Guard,
    Meaning::NotApplicable,
];

fn variables(theme: &Theme) -> String {
    let text = theme.look(Meaning::Text);
    let mut lines = variable("ground", text.bg);
    for meaning in Meaning::ALL {
        let look = theme.look(*meaning);
        lines.push_str(&variable(meaning.word(), look.fg.or(text.fg)));
        lines.push_str(&variable(&format!("{}-ground", meaning.word()), look.bg));
    }
    for kind in TokenKind::ALL {
        lines.push_str(&variable(&format!("t-{}", kind.word()), theme.code(*kind).fg.or(text.fg)));
    }
    lines
}

fn variable(name: &str, colour: Option<Rgb>) -> String {
    let line = |Rgb(red, green, blue)| format!("  --{name}: #{red:02x}{green:02x}{blue:02x};\n");
    colour.map(line).unwrap_or_default()
}

fn shape(look: Look) -> String {
    let bold = if look.bold { "font-weight: bold; " } else { "" };
    let italic = if look.italic { "font-style: italic; " } else { "" };
    format!("{bold}{italic}")
}
