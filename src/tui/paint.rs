//! A theme made fit for the terminal: its colours, its depth, its characters.

use ratatui::style::{Color, Modifier, Style};

use crate::catalog::{Background, Look, Meaning, Rgb, Theme};
use crate::claims::ClaimVerdict;
use crate::model::State as ItemState;
use crate::syntax::highlight::TokenKind;
use crate::tui::legend::DISMISSED_CHAR;
use crate::tui::state::Shown;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Depth {
    /// Any of 16 million.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The 16 of the terminal's own palette.
    Basic,
    /// None: meaning by signs, bold, underlined and reversed text alone.
    None,
}

/// Styles ready to be drawn with.
#[derive(Debug, Clone)]
pub struct Paint {
    styles: Vec<Style>,
    code: Vec<Style>,
    ascii: bool,
}

impl Paint {
    /// The styles of a theme for a depth of colour; `ascii` keeps rules and
    /// signs to ASCII.
    #[must_use]
    pub fn new(theme: &Theme, depth: Depth, ascii: bool) -> Self {
        let styles = Meaning::ALL.iter().map(|meaning| {
            let look = theme.look(*meaning);
            let style = style(look, depth, theme.background);
            match depth {
                Depth::True => style,
                Depth::Indexed if theme.background == Background::Dark => {
                    tinted(*meaning, look, style)
                }
                Depth::Indexed => style,
                Depth::Basic | Depth::None => plainer(*meaning, style, depth),
            }
        });
        let code = TokenKind::ALL.iter().map(|kind| match depth {
            Depth::None => Style::new(),
            _ => style(theme.code(*kind), depth, theme.background),
        });
        Self { styles: styles.collect(), code: code.collect(), ascii }
    }

    /// The style of a meaning.
    #[must_use]
    pub fn of(&self, meaning: Meaning) -> Style {
        self.styles.get(meaning as usize).copied().unwrap_or_default()
    }

    /// The style of a kind of token.
    #[must_use]
    pub fn code(&self, kind: TokenKind) -> Style {
        self.code.get(kind as usize).copied().unwrap_or_default()
    }

    /// The style of a state.
    #[must_use]
    pub fn state(&self, state: ItemState) -> Style {
        self.of(match state {
            ItemState::Removed => Meaning::Removed,
            ItemState::Missing => Meaning::Missing,
            ItemState::Weakened => Meaning::Weakened,
            ItemState::Conditional => Meaning::Conditional,
            ItemState::Unproven => Meaning::Unproven,
            ItemState::Guarded => Meaning::Guard,
            ItemState::NotApplicable => Meaning::NotApplicable,
        })
    }

    /// The sign and the style of an item, or of several together.
    #[must_use]
    pub fn shown(&self, shown: Shown) -> (char, Style) {
        match shown {
            Shown::Open(state) | Shown::Quiet(state) => (self.sign(state), self.state(state)),
            Shown::Dismissed(_) => self.dismissed(),
        }
    }

    /// The same of what was dismissed.
    #[must_use]
    pub fn dismissed(&self) -> (char, Style) {
        (DISMISSED_CHAR, Style { bg: None, ..self.of(Meaning::Muted) })
    }

    /// The sign of a state.
    #[must_use]
    pub fn sign(&self, state: ItemState) -> char {
        if self.ascii { state.ascii() } else { state.sign() }
    }

    /// The style of a verdict.
    #[must_use]
    pub fn verdict(&self, verdict: ClaimVerdict) -> Style {
        self.of(match verdict {
            ClaimVerdict::Supported => Meaning::Missing,
            ClaimVerdict::Partial => Meaning::Conditional,
            ClaimVerdict::Contradicted | ClaimVerdict::CategoryError => Meaning::Guard,
            ClaimVerdict::Unverifiable => Meaning::Unproven,
            ClaimVerdict::OffTopic | ClaimVerdict::NotLocated => Meaning::NotApplicable,
        })
    }

    /// The sign of a verdict.
    #[must_use]
    pub fn verdict_sign(&self, verdict: ClaimVerdict) -> char {
        if self.ascii { verdict.ascii() } else { verdict.sign() }
    }

    /// Whether only ASCII is drawn.
    #[must_use]
    pub fn ascii(&self) -> bool {
        self.ascii
    }

    /// One text for ASCII, another elsewhere.
    #[must_use]
    pub fn pick(&self, ascii: &'static str, unicode: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }
}

fn style(look: Look, depth: Depth, background: Background) -> Style {
    let mut style = Style::new();
    style.fg = look.fg.and_then(|rgb| colour(rgb, depth, background));
    style.bg = look.bg.and_then(|rgb| colour(rgb, depth, background));
    for (is_set, modifier) in [
        (look.bold, Modifier::BOLD),
        (look.italic, Modifier::ITALIC),
        (look.underline, Modifier::UNDERLINED),
    ] {
        if is_set {
            style = style.add_modifier(modifier);
        }
    }
    style
}

/// Dark tints among 256 colours, whose darkest are far apart: lines go without
/// (their sign tells), changed words get the darkest of their hue.
fn tinted(meaning: Meaning, look: Look, style: Style) -> Style {
    match meaning {
        Meaning::AddedLine | Meaning::DeletedLine => Style { bg: None, ..style },
        Meaning::AddedWord | Meaning::DeletedWord => {
            let bg = look.bg.map(|rgb| Color::Indexed(darkest(rgb)));
            Style { fg: Some(Color::Indexed(231)), bg, ..style }
        }
        _ => style,
    }
}

/// The darkest of the 256 colours that has the hue.
fn darkest(rgb: Rgb) -> u8 {
    let high = u16::from(rgb.0.max(rgb.1).max(rgb.2));
    let step = |value: u8| u8::from(u16::from(value) * 4 >= high * 3);
    16 + 36 * step(rgb.0) + 6 * step(rgb.1) + step(rgb.2)
}

/// What carries a meaning where colours behind text cannot.
fn plainer(meaning: Meaning, style: Style, depth: Depth) -> Style {
    let bare = Style { bg: None, ..style };
    let bare = if meaning == Meaning::Text { Style::new() } else { bare };
    match meaning {
        Meaning::Selection | Meaning::CurrentMatch => Style::new().add_modifier(Modifier::REVERSED),
        Meaning::Cursor => Style::new().add_modifier(Modifier::BOLD),
        Meaning::Match | Meaning::AddedWord | Meaning::DeletedWord => {
            Style::new().add_modifier(Modifier::UNDERLINED)
        }
        Meaning::Popup | Meaning::Bar => Style::new(),
        Meaning::Title if depth == Depth::None => Style::new(),
        Meaning::Muted | Meaning::Border | Meaning::NotApplicable => {
            Style::new().add_modifier(Modifier::DIM)
        }
        _ => bare,
    }
}

fn colour(rgb: Rgb, depth: Depth, background: Background) -> Option<Color> {
    match depth {
        Depth::True => Some(Color::Rgb(rgb.0, rgb.1, rgb.2)),
        Depth::Indexed => Some(Color::Indexed(indexed(rgb))),
        Depth::Basic => Some(basic(rgb, background)),
        Depth::None => None,
    }
}

/// The nearest of the colours 16 to 255 of xterm.
fn indexed(rgb: Rgb) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let nearest = |value: u8| {
        let distance = |index: &u8| STEPS[usize::from(*index)].abs_diff(value);
        (0..6_u8).min_by_key(distance).unwrap_or(0)
    };
    let (r, g, b) = (nearest(rgb.0), nearest(rgb.1), nearest(rgb.2));
    let cube = Rgb(STEPS[usize::from(r)], STEPS[usize::from(g)], STEPS[usize::from(b)]);
    let mean = (u16::from(rgb.0) + u16::from(rgb.1) + u16::from(rgb.2)) / 3;
    let grey_index = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let grey = 8 + 10 * grey_index;
    if distance(rgb, Rgb(grey, grey, grey)) < distance(rgb, cube) {
        232 + grey_index
    } else {
        16 + 36 * r + 6 * g + b
    }
}

fn distance(one: Rgb, two: Rgb) -> u32 {
    let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    part(one.0, two.0) + part(one.1, two.1) + part(one.2, two.2)
}

/// The colour of the terminal's own palette that has the same hue. Greys stay
/// the terminal's own text colour; on a dark ground the bright ones are legible, on a light
/// one only some of the dark.
fn basic(rgb: Rgb, background: Background) -> Color {
    let (r, g, b) = (i32::from(rgb.0), i32::from(rgb.1), i32::from(rgb.2));
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    if high - low < 40 {
        return Color::Reset;
    }
    let middle = i32::midpoint(high, low);
    let (dark, bright) = match (r > middle, g > middle, b > middle) {
        (true, false, false) => (Color::Red, Color::LightRed),
        (false, true, false) => (Color::Green, Color::LightGreen),
        (true, true, false) => (Color::Yellow, Color::LightYellow),
        (false, false, true) => (Color::Blue, Color::LightBlue),
        (true, false, true) => (Color::Magenta, Color::LightMagenta),
        (false, true, true) => (Color::Cyan, Color::LightCyan),
        _ => (Color::Reset, Color::Reset),
    };
    match (background, dark) {
        (Background::Dark, _) => bright,
        // On a light ground these are paler than a text may be; signs and words tell as well.
        (Background::Light, Color::Yellow | Color::Green) => Color::Reset,
        (Background::Light, Color::Cyan) => Color::Blue,
        (Background::Light, dark) => dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_and_deleted_words_differ_at_every_depth_that_has_colours() {
        for name in Theme::names() {
            let theme = Theme::builtin(name).unwrap();
            for depth in [Depth::True, Depth::Indexed] {
                let paint = Paint::new(&theme, depth, false);
                let (added, deleted) =
                    (paint.of(Meaning::AddedWord), paint.of(Meaning::DeletedWord));
                assert_ne!(added.bg, deleted.bg, "{name} {depth:?}");
            }
        }
    }

    #[test]
    fn nothing_has_a_colour_without_colours() {
        let theme = Theme::builtin("dark").unwrap();
        let paint = Paint::new(&theme, Depth::None, false);
        for style in paint.styles.iter().chain(&paint.code) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
