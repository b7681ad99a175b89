//! Token kinds, and the tokens of a text line by line.

use crate::syntax::Lines;

macro_rules! token_kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, [$($scope:literal),*];)+) => {
        /// What a stretch of code is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum TokenKind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl TokenKind {
            /// The whole list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word for it in theme files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// Beginnings of the TextMate scopes that mean it.
            #[must_use]
            pub fn scopes(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($scope),*],)+
                }
            }
        }
    };
}

token_kinds! {
    /// Nothing in particular.
    Plain = "plain", [];
    /// A remark for people.
    Comment = "comment", ["comment", "punctuation.definition.comment"];
    /// Text between quotes.
    String = "string", ["string", "punctuation.definition.string", "markup.raw"];
    /// An escape or a placeholder in a string.
    Escape = "escape", ["constant.character.escape", "constant.other.placeholder"];
    /// A number.
    Number = "number", ["constant.numeric"];
    /// `None`, `True`, a name in capitals.
    Constant = "constant", ["constant", "support.constant"];
    /// `def`, `if`, `return` ...
    Keyword = "keyword", ["keyword", "storage"];
    /// `+`, `==`, `->` ...
    Operator = "operator", ["keyword.operator"];
    /// The name of a function where it is defined or called.
    Function = "function", ["entity.name.function", "variable.function", "support.function"];
    /// The name of a class or type.
    Type = "type", ["entity.name.type", "entity.name.class", "entity.other.inherited-class",
        "support.type", "support.class", "storage.type.class", "entity.name.section"];
    /// A decorator or attribute of a definition.
    Decorator = "decorator", ["meta.annotation", "variable.annotation", "entity.other.attribute-name"];
    /// A parameter, or the name of a keyword argument.
    Parameter = "parameter", ["variable.parameter"];
    /// A member of an object, or a key.
    Property = "property", ["variable.other.member", "support.type.property-name",
        "entity.name.tag", "meta.mapping.key", "markup.heading"];
    /// `self`, `cls`, and what the language itself provides.
    Builtin = "builtin", ["variable.language", "support.function.builtin"];
    /// Brackets, commas, colons.
    Punctuation = "punctuation", ["punctuation"];
}

impl TokenKind {
    /// The kind a TextMate scope means, the longest known beginning winning.
    #[must_use]
    pub fn of_scope(scope: &str) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for kind in Self::ALL {
            for known in kind.scopes() {
                let fits = scope
                    .strip_prefix(known)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
                if fits && best.is_none_or(|(length, _)| known.len() > length) {
                    best = Some((known.len(), *kind));
                }
            }
        }
        best.map(|(_, kind)| kind)
    }
}

/// A stretch of one line, in bytes of that line. Eight bytes, because a long
/// file has millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// How many bytes; a longer stretch is several tokens.
    pub length: u16,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// The byte after the last.
    #[must_use]
    pub fn end(self) -> u32 {
        self.start + u32::from(self.length)
    }
}

/// The tokens of a text. Stretches that are not listed are plain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    tokens: Vec<Token>,
    /// For each line begun so far, the index of its first token.
    first: Vec<u32>,
}

impl Tokens {
    /// The tokens of the line at a 0-based index, in order.
    #[must_use]
    pub fn line(&self, index: usize) -> &[Token] {
        let Some(&first) = self.first.get(index) else { return &[] };
        let end = self.first.get(index + 1).map_or(self.tokens.len(), |next| *next as usize);
        self.tokens.get(first as usize..end).unwrap_or(&[])
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Adds a token to the line at this index. Lines and tokens must come in
    /// order; what comes late or is empty is left out.
    pub(super) fn push(&mut self, line: usize, start: usize, end: usize, kind: TokenKind) {
        if kind == TokenKind::Plain || start >= end || line + 1 < self.first.len() {
            return;
        }
        let (Ok(mut start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        while self.first.len() <= line {
            self.first.push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
        }
        while start < end {
            let length = u16::try_from(end - start).unwrap_or(u16::MAX);
            self.tokens.push(Token { start, length, kind });
            start += u32::from(length);
        }
    }

    /// Gives back the room that was kept for more tokens.
    pub(super) fn finish(&mut self) {
        self.tokens.shrink_to_fit();
        self.first.shrink_to_fit();
    }

    /// Adds a stretch given in bytes of the whole text, cut at its lines.
    pub(super) fn push_across(
        &mut self,
        lines: &Lines,
        first_line: usize,
        start: usize,
        end: usize,
        kind: TokenKind,
    ) {
        let mut line = first_line;
        let mut at = start;
        while at < end {
            let Some(line_start) = lines.start(line) else { return };
            let line_end = line_start + lines.get(line).len();
            self.push(
                line,
                at.saturating_sub(line_start),
                end.min(line_end) - line_start.min(end.min(line_end)),
                kind,
            );
            line += 1;
            at = match lines.start(line) {
                Some(next) => next,
                None => return,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_scope_wins() {
        assert_eq!(TokenKind::of_scope("keyword.operator.python"), Some(TokenKind::Operator));
        assert_eq!(TokenKind::of_scope("keyword.control"), Some(TokenKind::Keyword));
        assert_eq!(TokenKind::of_scope("stringent"), None);
    }
}
