//! Keys as values: what was pressed, how it is written, and scripts of keys.

use std::fmt;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those on the keys")]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether control was held.
    pub ctrl: bool,
}

const NAMES: [(&str, KeyCode); 17] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("s-tab", KeyCode::BackTab),
    ("bs", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
    ("gt", KeyCode::Char('>')),
];

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false }
    }

    /// The character to insert into a line of text, where the key is one.
    #[must_use]
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// The key of a name without brackets: `enter`, `c-d`, `f1`.
    fn named(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("c-") {
            let mut chars = rest.chars();
            return match (chars.next(), chars.next()) {
                (Some(c), None) => Some(Self { code: KeyCode::Char(c), ctrl: true }),
                _ => None,
            };
        }
        if let Some(number) = lower.strip_prefix('f').and_then(|digits| digits.parse().ok()) {
            return Some(Self::plain(KeyCode::F(number)));
        }
        NAMES.iter().find(|(known, _)| *known == lower).map(|(_, code)| Self::plain(*code))
    }

    /// A sequence as it is written in key files: `]e`, `<c-d>`, `gg`.
    #[must_use]
    pub fn sequence(text: &str) -> Option<Vec<Self>> {
        let mut keys = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let named = rest
                .strip_prefix('<')
                .and_then(|tail| tail.split_once('>'))
                .filter(|(name, _)| !name.is_empty());
            if let Some((name, tail)) = named {
                keys.push(Self::named(name)?);
                rest = tail;
            } else {
                keys.push(Self::plain(KeyCode::Char(first)));
                rest = rest.get(first.len_utf8()..).unwrap_or("");
            }
        }
        (!keys.is_empty()).then_some(keys)
    }

    /// The keys of a script: tokens between spaces, each a sequence, `*3` after
    /// one repeating it.
    ///
    /// # Errors
    /// The token that names a key there is not.
    pub fn script(text: &str) -> Result<Vec<Self>, String> {
        let mut keys = Vec::new();
        for token in text.split_whitespace() {
            let repeated = token.rsplit_once('*').and_then(|(keys, times)| {
                (!keys.is_empty()).then_some(())?;
                Some((keys, times.parse::<usize>().ok()?))
            });
            let (token, times) = repeated.unwrap_or((token, 1));
            let sequence = Self::sequence(token).ok_or_else(|| token.to_owned())?;
            for _ in 0..times {
                keys.extend_from_slice(&sequence);
            }
        }
        Ok(keys)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            KeyCode::Char(c) if self.ctrl => write!(f, "ctrl-{c}"),
            KeyCode::Char(' ') => f.write_str("space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::BackTab => f.write_str("shift-tab"),
            code => {
                let name =
                    NAMES.iter().find(|(_, known)| *known == code).map_or("", |(name, _)| name);
                f.write_str(name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_read_token_by_token() {
        let written: Vec<_> = Key::script("j*2 ]e <c-d> <enter> < <f1>")
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(written, ["j", "j", "]", "e", "ctrl-d", "enter", "<", "F1"]);
    }
}
