//! A theme: colours for meanings, as data, from `themes/<name>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Problem, assets};
use crate::syntax::highlight::TokenKind;

/// A colour: red, green and blue, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// The colour written `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    /// Contrast of two colours, 1 (equal) to 21, as WCAG 2.2 defines it.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// How something looks: what a theme file says of one meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Colour of the text; none leaves what is underneath.
    pub fg: Option<Rgb>,
    /// Colour behind the text; none leaves what is underneath.
    pub bg: Option<Rgb>,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
}

macro_rules! meanings {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal,)+) => {
        /// What a theme gives a look to: meanings, not widgets.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Meaning {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Meaning {
            /// The whole list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word for it in theme files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }
        }
    };
}

meanings! {
    /// Plain text on the screen's own background.
    Text = "text",
    /// Text that matters less: line numbers, hints.
    Muted = "muted",
    /// Rules between panes.
    Border = "border",
    /// Titles of panes.
    Title = "title",
    /// The title of the pane that has the focus; what can be pressed.
    Accent = "accent",
    /// The bars at the top and the bottom.
    Bar = "bar",
    /// A popup's ground.
    Popup = "popup",
    /// The row under the cursor in the focused pane.
    Selection = "selection",
    /// The row under the cursor in another pane.
    Cursor = "cursor",
    /// Lines of the selected item.
    Context = "context",
    /// A line that came.
    AddedLine = "added-line",
    /// A line that went.
    DeletedLine = "deleted-line",
    /// Words that came.
    AddedWord = "added-word",
    /// Words that went.
    DeletedWord = "deleted-word",
    /// The `+` of a line.
    AddedSign = "added-sign",
    /// The `-` of a line.
    DeletedSign = "deleted-sign",
    /// Lines that are folded away.
    Fold = "fold",
    /// Marks for characters that cannot be seen or must not be sent.
    Invisible = "invisible",
    /// A match of the search.
    Match = "match",
    /// The match under the cursor.
    CurrentMatch = "current-match",
    /// A guard that the change took away.
    Removed = "removed",
    /// A guard that is not there.
    Missing = "missing",
    /// A guard that became laxer.
    Weakened = "weakened",
    /// A guard on some paths.
    Conditional = "conditional",
    /// What could not be decided.
    Unproven = "unproven",
    /// A guard that is there.
    Guard = "guard",
    /// What does not apply.
    NotApplicable = "not-applicable",
    /// A mark or a message that something is done.
    Done = "done",
    /// A message that something went wrong.
    Error = "error",
}

/// Which terminals a theme is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Background {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
}

/// The looks of all meanings and of all kinds of token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name, that of its file.
    pub name: String,
    /// The terminals it is made for.
    pub background: Background,
    looks: Vec<Look>,
    code: Vec<Look>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    /// The theme that says what this one does not.
    inherits: Option<String>,
    background: Option<Background>,
    #[serde(default)]
    palette: BTreeMap<String, String>,
    #[serde(default)]
    meaning: BTreeMap<String, LookText>,
    #[serde(default)]
    code: BTreeMap<String, LookText>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum LookText {
    Foreground(String),
    Full(FullLook),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FullLook {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    italic: bool,
    underline: bool,
}

impl Theme {
    /// The names of the themes built into the program, sorted.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        assets::theme_names()
    }

    /// The theme of this name that is built into the program.
    ///
    /// # Errors
    /// That there is none, with the names there are, or what is wrong with its file.
    pub fn builtin(name: &str) -> Result<Self, Problem> {
        let file = format!("themes/{name}.toml");
        let Some(text) = assets::theme(name) else {
            let known = Self::names().join(", ");
            let message = format!("there is no theme {name}; there are {known}");
            return Err(Problem { file, line: None, message });
        };
        Self::parse(name, &file, text, &mut Self::builtin)
    }

    /// Reads a theme from the text of its file; `parent` finds the theme that it inherits from.
    ///
    /// # Errors
    /// What is wrong with it, and what neither it nor its parent says.
    pub fn parse(
        name: &str,
        file: &str,
        text: &str,
        parent: &mut dyn FnMut(&str) -> Result<Self, Problem>,
    ) -> Result<Self, Problem> {
        let read: ThemeFile =
            toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
        let problem = |message: String| Problem { file: file.to_owned(), line: None, message };
        let parent = read.inherits.as_deref().map(parent).transpose()?;
        let table = |table: &BTreeMap<String, LookText>,
                     words: &[&str],
                     title: &str,
                     inherited: Option<&[Look]>| {
            if let Some(word) = table.keys().find(|word| !words.contains(&word.as_str())) {
                return Err(problem(format!(
                    "[{title}] has no {word}; it has {}",
                    words.join(", ")
                )));
            }
            words
                .iter()
                .enumerate()
                .map(|(at, word)| match (table.get(*word), inherited.and_then(|it| it.get(at))) {
                    (Some(look), _) => look.resolve(&read.palette).map_err(&problem),
                    (None, Some(look)) => Ok(*look),
                    (None, None) => Err(problem(format!("{word} is not there in [{title}]"))),
                })
                .collect::<Result<Vec<_>, _>>()
        };
        let meanings: Vec<_> = Meaning::ALL.iter().map(|meaning| meaning.word()).collect();
        let kinds: Vec<_> = TokenKind::ALL.iter().map(|kind| kind.word()).collect();
        let background = read.background.or(parent.as_ref().map(|parent| parent.background));
        let looks = parent.as_ref().map(|parent| parent.looks.as_slice());
        let code = parent.as_ref().map(|parent| parent.code.as_slice());
        Ok(Self {
            name: name.to_owned(),
            background: background
                .ok_or_else(|| problem("it says no background: dark or light".to_owned()))?,
            looks: table(&read.meaning, &meanings, "meaning", looks)?,
            code: table(&read.code, &kinds, "code", code)?,
        })
    }

    /// How a meaning looks.
    #[must_use]
    pub fn look(&self, meaning: Meaning) -> Look {
        self.looks.get(meaning as usize).copied().unwrap_or_default()
    }

    /// How a kind of token looks.
    #[must_use]
    pub fn code(&self, kind: TokenKind) -> Look {
        self.code.get(kind as usize).copied().unwrap_or_default()
    }
}

impl LookText {
    fn resolve(&self, palette: &BTreeMap<String, String>) -> Result<Look, String> {
        let colour = |text: &Option<String>| {
            let Some(text) = text else { return Ok(None) };
            let hex = palette.get(text).unwrap_or(text);
            match Rgb::parse(hex) {
                Some(rgb) => Ok(Some(rgb)),
                None => Err(format!("{text} is neither #rrggbb nor in [palette]")),
            }
        };
        match self {
            Self::Foreground(text) => {
                Ok(Look { fg: colour(&Some(text.clone()))?, ..Look::default() })
            }
            Self::Full(full) => Ok(Look {
                fg: colour(&full.fg)?,
                bg: colour(&full.bg)?,
                bold: full.bold,
                italic: full.italic,
                underline: full.underline,
            }),
        }
    }
}
