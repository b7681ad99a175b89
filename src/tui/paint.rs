//! A theme made fit for the terminal: its colours, its depth, its characters.

use ratatui::style::{Color, Modifier, Style};

use crate::catalog::{Look, Meaning, Rgb, Theme};
use crate::model::State as ItemState;
use crate::syntax::highlight::TokenKind;

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
            let style = style(theme.look(*meaning), depth);
            if matches!(depth, Depth::True | Depth::Indexed) {
                style
            } else {
                plainer(*meaning, style, depth)
            }
        });
        let code = TokenKind::ALL.iter().map(|kind| match depth {
            Depth::None => Style::new(),
            _ => style(theme.code(*kind), depth),
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

    /// The sign of a state.
    #[must_use]
    pub fn sign(&self, state: ItemState) -> char {
        if self.ascii { state.ascii() } else { state.sign() }
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

fn style(look: Look, depth: Depth) -> Style {
    let mut style = Style::new();
    style.fg = look.fg.and_then(|rgb| colour(rgb, depth));
    style.bg = look.bg.and_then(|rgb| colour(rgb, depth));
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

fn colour(rgb: Rgb, depth: Depth) -> Option<Color> {
    match depth {
        Depth::True => Some(Color::Rgb(rgb.0, rgb.1, rgb.2)),
        Depth::Indexed => Some(Color::Indexed(indexed(rgb))),
        Depth::Basic => Some(basic(rgb)),
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
/// the terminal's own text colour.
fn basic(rgb: Rgb) -> Color {
    let (r, g, b) = (i32::from(rgb.0), i32::from(rgb.1), i32::from(rgb.2));
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    if high - low < 40 {
        return Color::Reset;
    }
    let middle = i32::midpoint(high, low);
    match (r > middle, g > middle, b > middle) {
        (true, false, false) => Color::Red,
        (false, true, false) => Color::Green,
        (true, true, false) => Color::Yellow,
        (false, false, true) => Color::Blue,
        (true, false, true) => Color::Magenta,
        (false, true, true) => Color::Cyan,
        _ => Color::Reset,
    }
}
