//! Token kinds of Python, by a walk over its syntax tree.

use tree_sitter::Node;

use super::{TokenKind, Tokens};
use crate::syntax::{Lines, pieces};

/// The tokens of a Python text; broken code keeps the colours of its parts.
pub(super) fn tokens(lines: &Lines) -> Tokens {
    let mut tokens = Tokens::default();
    pieces::parse(lines.text(), |root| walk(root, lines, &mut tokens));
    tokens.finish();
    tokens
}

/// Adds the tokens below a root.
fn walk(root: Node<'_>, lines: &Lines, tokens: &mut Tokens) {
    let mut cursor = root.walk();
    let mut above: Vec<Step<'_>> = Vec::new();
    loop {
        let node = cursor.node();
        let here = Step { kind: node.kind(), field: cursor.field_name() };
        if !is_whole(here.kind) && cursor.goto_first_child() {
            above.push(here);
            continue;
        }
        let kind = kind_of(&node, here, &above, lines.text());
        let (start, end) = (node.start_byte(), node.end_byte());
        tokens.push_across(lines, node.start_position().row, start, end, kind);
        while !cursor.goto_next_sibling() {
            above.pop();
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// A node on the way from the root: what it is, and what it is to its parent.
/// Kept on the walk, because asking a node for its parent searches from the root.
#[derive(Debug, Clone, Copy)]
struct Step<'tree> {
    kind: &'tree str,
    field: Option<&'tree str>,
}

/// Whether a node is one token although it has children.
fn is_whole(kind: &str) -> bool {
    matches!(kind, "comment" | "line_continuation")
}

fn kind_of(node: &Node<'_>, here: Step<'_>, above: &[Step<'_>], text: &str) -> TokenKind {
    match here.kind {
        "comment" => TokenKind::Comment,
        "string_start" | "string_content" | "string_end" => TokenKind::String,
        "escape_sequence" | "escape_interpolation" | "type_conversion" => TokenKind::Escape,
        "integer" | "float" => TokenKind::Number,
        "true" | "false" | "none" | "ellipsis" => TokenKind::Constant,
        "identifier" => identifier(text.get(node.byte_range()).unwrap_or(""), here.field, above),
        "@" if above.last().is_some_and(|step| step.kind == "decorator") => TokenKind::Decorator,
        word if !node.is_named() => unnamed(word),
        _ => TokenKind::Plain,
    }
}

fn unnamed(word: &str) -> TokenKind {
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        TokenKind::Keyword
    } else if matches!(word, "(" | ")" | "[" | "]" | "{" | "}" | "," | ":" | "." | ";") {
        TokenKind::Punctuation
    } else {
        TokenKind::Operator
    }
}

fn identifier(name: &str, field: Option<&str>, above: &[Step<'_>]) -> TokenKind {
    if matches!(name, "self" | "cls") {
        return TokenKind::Builtin;
    }
    let Some(parent) = above.last() else { return TokenKind::Plain };
    match (parent.kind, field) {
        ("function_definition", Some("name")) => TokenKind::Function,
        ("class_definition", Some("name")) | ("type" | "generic_type", _) => TokenKind::Type,
        ("call", Some("function")) if !in_decorator(above) => called(name),
        ("decorator" | "attribute" | "call", _) if in_decorator(above) => TokenKind::Decorator,
        ("attribute", Some("attribute")) => member(name, above),
        ("parameters" | "lambda_parameters", _)
        | ("default_parameter" | "typed_default_parameter" | "keyword_argument", Some("name"))
        | ("typed_parameter" | "list_splat_pattern" | "dictionary_splat_pattern", _) => {
            TokenKind::Parameter
        }
        _ if is_constant(name) => TokenKind::Constant,
        _ => TokenKind::Plain,
    }
}

/// The name after a dot: a method where it is called, a member elsewhere.
fn member(name: &str, above: &[Step<'_>]) -> TokenKind {
    let is_called = matches!(above, [.., call, attribute]
        if call.kind == "call" && attribute.field == Some("function"));
    if is_called {
        called(name)
    } else if is_constant(name) {
        TokenKind::Constant
    } else {
        TokenKind::Property
    }
}

/// Whether a name is part of what a decorator calls or names.
fn in_decorator(above: &[Step<'_>]) -> bool {
    for (index, step) in above.iter().enumerate().rev() {
        match step.kind {
            "decorator" => return true,
            "attribute" => {}
            "call" => {
                let inner = above.get(index + 1);
                if inner.is_some_and(|inner| inner.field != Some("function")) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    false
}

/// A called name: a class where it begins like one.
fn called(name: &str) -> TokenKind {
    let bare = name.trim_start_matches('_');
    if bare.starts_with(|c: char| c.is_uppercase()) && !is_constant(name) {
        TokenKind::Type
    } else {
        TokenKind::Function
    }
}

fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.contains(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each token of the first lines as `kind:text`.
    fn words(code: &str) -> Vec<String> {
        let lines = Lines::new(code.into());
        let tokens = tokens(&lines);
        (0..lines.count())
            .flat_map(|index| {
                let line = lines.get(index).to_owned();
                tokens
                    .line(index)
                    .iter()
                    .map(|token| {
                        let text = &line[token.start as usize..token.end() as usize];
                        format!("{}:{text}", token.kind.word())
                    })
                    .collect::<Vec<_>>()
            })
            .filter(|word| !word.starts_with("punctuation") && !word.starts_with("operator"))
            .collect()
    }

    #[test]
    fn names_are_told_by_where_they_stand() {
        assert_eq!(
            words("@app.route('/a')\ndef put(self, rp=None):\n    return Thing(rp).save(key=1)\n"),
            [
                "decorator:@",
                "decorator:app",
                "decorator:route",
                "string:'",
                "string:/a",
                "string:'",
                "keyword:def",
                "function:put",
                "builtin:self",
                "parameter:rp",
                "constant:None",
                "keyword:return",
                "type:Thing",
                "function:save",
                "parameter:key",
                "number:1",
            ]
        );
    }

    #[test]
    fn a_string_over_several_lines_is_cut_at_each() {
        assert_eq!(
            words("x = '''a\nb\n\nc'''\n"),
            ["string:'''", "string:a", "string:b", "string:c", "string:'''"]
        );
    }

    #[test]
    fn broken_code_keeps_its_colours() {
        assert!(words("def (:\n  return 1\n").contains(&"keyword:return".to_owned()));
    }
}
