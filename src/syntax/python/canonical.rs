//! A statement's head as text in which comments, layout and quotes make no difference.

use super::logical::string_at;

/// A statement without what means nothing: comments, blanks, line ends, the kind of
/// quotes, commas before a closing bracket, brackets around all of a side. The name
/// that a function is defined by is left out, so that a renamed one reads the same.
///
/// Reads any text. Two texts that mean something else differ, as far as both are Python.
#[must_use]
pub fn canonical(text: &str) -> String {
    let mut tokens = tokens(text);
    drop_trailing_commas(&mut tokens);
    drop_wrapping_brackets(&mut tokens);
    forget_defined_name(&mut tokens);
    join(&tokens)
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A name, a keyword or a number.
    Word(String),
    /// A string: its prefix, and its inside with `"` escaped.
    Text(String, String),
    /// One char of anything else.
    Sign(char),
}

impl Token {
    fn opens(&self) -> bool {
        matches!(self, Self::Sign('(' | '[' | '{'))
    }

    fn closes(&self) -> bool {
        matches!(self, Self::Sign(')' | ']' | '}'))
    }

    fn is_word(&self, words: &[&str]) -> bool {
        matches!(self, Self::Word(word) if words.contains(&word.as_str()))
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(here) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        match here {
            '#' => at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()),
            '\'' | '"' => {
                let quote = if here == '"' { b'"' } else { b'\'' };
                let (body, end) = string_at(bytes, at, quote);
                let end = end.unwrap_or(text.len()).min(text.len());
                let inside = text.get(body..end).unwrap_or_default();
                let quotes = if body - at == 3 { 3 } else { 1 };
                push_text(&mut tokens, inside, quotes, here);
                at = end.max(at + 1);
            }
            '\\' if rest[1..].starts_with('\n') => at += 2,
            _ if here.is_whitespace() => at += here.len_utf8(),
            _ if is_word(here) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..length].to_owned()));
                at += length;
            }
            _ => {
                tokens.push(Token::Sign(here));
                at += here.len_utf8();
            }
        }
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Adds a string; its prefix is the word that stands right before its quotes, which is
/// told from a name by being one.
fn push_text(tokens: &mut Vec<Token>, inside: &str, quotes: usize, quote: char) {
    let closing = inside.bytes().rev().take(quotes).filter(|byte| *byte == quote as u8).count();
    let is_closed = closing == quotes;
    let inside = if is_closed { &inside[..inside.len() - quotes] } else { inside };
    let prefix = match tokens.last() {
        Some(Token::Word(word)) if is_prefix(word) => word.to_ascii_lowercase().replace('u', ""),
        _ => String::new(),
    };
    if matches!(tokens.last(), Some(Token::Word(word)) if is_prefix(word)) {
        tokens.pop();
    }
    let plain = if prefix.contains('r') {
        inside.to_owned()
    } else {
        inside.replace("\\'", "'").replace("\\\"", "\"")
    };
    let inside = plain.replace('"', "\\\"");
    match tokens.last_mut() {
        // Strings beside each other are one.
        Some(Token::Text(before, text)) if *before == prefix => text.push_str(&inside),
        _ => tokens.push(Token::Text(prefix, inside)),
    }
}

fn is_prefix(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| b"rRbBuUfFtT".contains(&byte))
}

/// Drops commas that a formatter puts before a closing bracket; the one that makes a
/// tuple stays.
fn drop_trailing_commas(tokens: &mut Vec<Token>) {
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut dropped = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.opens() {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let is_call = before.is_some_and(|before| match before {
                Token::Word(word) => !KEYWORDS.contains(&word.as_str()),
                other => other.closes(),
            });
            let is_plain = *token == Token::Sign('(') && !is_call;
            open.push((is_plain, 0));
        } else if token.closes() {
            let Some((is_plain, commas)) = open.pop() else { continue };
            let is_trailing = at > 0 && tokens.get(at - 1) == Some(&Token::Sign(','));
            if is_trailing && !(is_plain && commas == 1) {
                dropped.push(at - 1);
            }
        } else if *token == Token::Sign(',')
            && let Some((_, commas)) = open.last_mut()
        {
            *commas += 1;
        }
    }
    for at in dropped.into_iter().rev() {
        tokens.remove(at);
    }
}

/// Words after which a bracket calls nothing.
const KEYWORDS: [&str; 16] = [
    "return", "if", "elif", "while", "in", "is", "not", "and", "or", "assert", "import", "yield",
    "await", "lambda", "else", "with",
];

/// Drops brackets around all that stands on one side of `=`, behind `return`, before the
/// colon of a head, or around imported names.
fn drop_wrapping_brackets(tokens: &mut Vec<Token>) {
    while let Some((open, close)) = wrapping(tokens) {
        tokens.remove(close);
        tokens.remove(open);
    }
}

fn wrapping(tokens: &[Token]) -> Option<(usize, usize)> {
    (1..tokens.len()).find_map(|open| {
        if tokens[open] != Token::Sign('(') {
            return None;
        }
        let before = &tokens[open - 1];
        let imports = before.is_word(&["import"]);
        let is_behind = imports
            || before.is_word(&["return", "if", "elif", "while", "assert", "in"])
            || (*before == Token::Sign('=') && !tokens[..open].iter().any(Token::opens));
        let close = is_behind.then(|| closing(tokens, open))??;
        let ends = match tokens.get(close + 1) {
            None => true,
            Some(next) => *next == Token::Sign(':') && close + 2 == tokens.len(),
        };
        let inside = &tokens[open + 1..close];
        (ends && (imports || !has_comma(inside)) && !inside.is_empty()).then_some((open, close))
    })
}

/// Where the bracket that opens at `open` closes.
fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        depth += usize::from(token.opens());
        if token.closes() {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Whether a comma stands outside all brackets.
fn has_comma(tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    tokens.iter().any(|token| {
        depth += usize::from(token.opens());
        depth = depth.saturating_sub(usize::from(token.closes()));
        depth == 0 && *token == Token::Sign(',')
    })
}

fn forget_defined_name(tokens: &mut [Token]) {
    let begins = usize::from(tokens.first().is_some_and(|token| token.is_word(&["async"])));
    let defines = tokens.get(begins).is_some_and(|token| token.is_word(&["def"]));
    if let Some(Token::Word(name)) = tokens.get_mut(begins + 1).filter(|_| defines) {
        "_".clone_into(name);
    }
}

fn join(tokens: &[Token]) -> String {
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens {
        let is_sign = matches!(token, Token::Sign(_));
        if after_word && !is_sign {
            text.push(' ');
        }
        match token {
            Token::Word(word) => text.push_str(word),
            Token::Text(prefix, inside) => {
                text.push_str(prefix);
                text.push('"');
                text.push_str(inside);
                text.push('"');
            }
            Token::Sign(sign) => text.push(*sign),
        }
        after_word = !is_sign;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_comments_and_quotes_make_no_difference() {
        for (left, right) in [
            ("f(a, b)", "f(\n    a,\n    b,  # why\n)"),
            ("x = 'it'", "x  =  \"it\"  # note"),
            ("return a and b", "return (\n    a\n    and b\n)"),
            ("if a and b:", "if (\n    a and b\n):"),
            ("from m import a, b", "from m import (\n    a,\n    b,\n)"),
            ("f('long text')", "f('long '\n  'text')"),
            ("x = u'a'", "x = 'a'"),
            ("x = a + \\\n    b", "x = a + b"),
            ("f('say \"no\"')", "f(\"say \\\"no\\\"\")"),
            ("def put(req):", "def put_all(\n    req,\n):"),
        ] {
            assert_eq!(canonical(left), canonical(right), "{left}");
        }
    }

    #[test]
    fn what_means_something_else_differs() {
        for (left, right) in [
            ("f(a, b)", "f(a, c)"),
            ("x = (a)", "x = (a,)"),
            ("x = (a or b) and c", "x = a or b and c"),
            ("f('a')", "f(b'a')"),
            ("f('a b')", "f('ab')"),
            ("f('a', 'b')", "f('a' 'b')"),
            ("not a", "nota"),
            ("def put(req):", "def put(req, id):"),
            ("f((a, b))", "f(a, b)"),
            ("f(x=(a))", "f(x=(a,))"),
        ] {
            assert_ne!(canonical(left), canonical(right), "{left}");
        }
    }

    #[test]
    fn any_text_has_a_form() {
        for text in
            ["", "'", "\"\"\"x", ")))", "(", "\\", "é('ü", "f'", "'''a''", "x\\\ny", "# only"]
        {
            let form = canonical(text);
            assert!(form.len() <= text.len() + 8, "{form}");
        }
    }
}
