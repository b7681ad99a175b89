//! Token kinds of every language but Python, by TextMate grammars.

use std::collections::HashMap;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::{TokenKind, Tokens};
use crate::syntax::Lines;

/// Files with more lines than this stay plain: grammars are slow.
const MAX_LINES: usize = 20_000;

/// Lines with more bytes than this stay plain, and what follows may be off.
const MAX_LINE: usize = 4_000;

/// The tokens of a text, or none when its language is not known.
pub(super) fn tokens(file_name: &str, lines: &Lines) -> Tokens {
    let mut tokens = Tokens::default();
    if lines.count() > MAX_LINES {
        return tokens;
    }
    let grammars = grammars();
    let Some(grammar) = grammar_of(grammars, file_name, lines) else { return tokens };
    let mut parser = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut kinds = Kinds::default();
    let mut buffer = String::new();
    for index in 0..lines.count() {
        let line = lines.get(index);
        if line.len() > MAX_LINE {
            continue;
        }
        buffer.clear();
        buffer.push_str(line);
        buffer.push('\n');
        let Ok(operations) = parser.parse_line(&buffer, grammars) else { return tokens };
        let mut at = 0;
        for (offset, operation) in operations {
            tokens.push(index, at, offset.min(line.len()), kinds.of(&stack));
            at = offset;
            if stack.apply(&operation).is_err() {
                return tokens;
            }
        }
        tokens.push(index, at, line.len(), kinds.of(&stack));
    }
    tokens
}

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(two_face::syntax::extra_newlines)
}

fn grammar_of<'set>(
    grammars: &'set SyntaxSet,
    file_name: &str,
    lines: &Lines,
) -> Option<&'set SyntaxReference> {
    let name = file_name.rsplit('/').next().unwrap_or(file_name);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    grammars
        .find_syntax_by_extension(name)
        .or_else(|| ending.and_then(|ending| grammars.find_syntax_by_extension(ending)))
        .or_else(|| grammars.find_syntax_by_first_line(lines.get(0)))
        .filter(|grammar| grammar.name != "Plain Text")
}

/// Remembers what each scope means.
#[derive(Default)]
struct Kinds(HashMap<Scope, Option<TokenKind>>);

impl Kinds {
    /// What the innermost telling scope means.
    fn of(&mut self, stack: &ScopeStack) -> TokenKind {
        stack.as_slice().iter().rev().find_map(|scope| self.one(*scope)).unwrap_or(TokenKind::Plain)
    }

    fn one(&mut self, scope: Scope) -> Option<TokenKind> {
        *self.0.entry(scope).or_insert_with(|| TokenKind::of_scope(&scope.build_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_language_has_tokens_and_an_unknown_one_none() {
        let lines = Lines::new("[package]\nname = \"x\" # why\n".into());
        let tokens = super::tokens("a/Cargo.toml", &lines);
        let kinds: Vec<_> = tokens.line(1).iter().map(|token| token.kind).collect();
        assert!(kinds.contains(&TokenKind::String), "{kinds:?}");
        assert!(kinds.contains(&TokenKind::Comment), "{kinds:?}");
        assert!(super::tokens("notes.unknown", &lines).is_empty());
    }
}
