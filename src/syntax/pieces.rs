//! Python parsed piece by piece, so that the syntax tree of a long file, some
//! fifty times its text, never exists as a whole.

use tree_sitter::{Node, Parser, Point, Range, Tree};

/// Bytes of a piece; a shorter text is one.
const PIECE: usize = 256 * 1024;

/// A piece that does not read as whole statements is tried once more, so many
/// times as long: a cut may have fallen into a string.
const LONGER: usize = 4;

/// Parses a text and hands over the root of each piece, in order. Places in
/// them are those of the whole text.
pub(super) fn parse(text: &str, mut take: impl FnMut(Node<'_>)) {
    let Some(mut parser) = parser() else { return };
    let (mut start, mut row) = (0, 0);
    loop {
        let mut end = cut(text, start, PIECE);
        let Some(mut tree) = piece(&mut parser, text, (start, row), end) else { return };
        if tree.root_node().has_error() && end < text.len() {
            end = cut(text, start, PIECE * LONGER);
            match piece(&mut parser, text, (start, row), end) {
                Some(longer) => tree = longer,
                None => return,
            }
        }
        take(tree.root_node());
        if end >= text.len() {
            return;
        }
        row += text.as_bytes().get(start..end).map_or(0, newlines);
        start = end;
    }
}

/// Parses only these parts of a text; places are those of the whole text.
pub(super) fn parts(text: &str, parts: &[Range]) -> Option<Tree> {
    let mut parser = parser()?;
    parser.set_included_ranges(parts).ok()?;
    parser.parse(text, None)
}

fn parser() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_python::LANGUAGE.into()).ok()?;
    Some(parser)
}

/// Parses from a byte and its 0-based row to before another byte.
fn piece(
    parser: &mut Parser,
    text: &str,
    (start, row): (usize, usize),
    end: usize,
) -> Option<Tree> {
    let is_whole = start == 0 && end == text.len();
    let range = Range {
        start_byte: start,
        end_byte: end,
        start_point: Point::new(row, 0),
        end_point: Point::new(row + newlines(text.as_bytes().get(start..end)?), 0),
    };
    let ranges = if is_whole { &[][..] } else { &[range][..] };
    parser.set_included_ranges(ranges).ok()?;
    parser.parse(text, None)
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// The byte after about `length` bytes at which a statement of the module may
/// begin; the end of the text where there is none.
fn cut(text: &str, start: usize, length: usize) -> usize {
    let mut at = start + length;
    while let Some(found) = text.as_bytes().get(at..).and_then(next_line) {
        at += found;
        if text.get(at..).is_some_and(begins_statement) && !follows_decorator(text, at) {
            return at;
        }
    }
    text.len()
}

/// How many bytes on the next line begins.
fn next_line(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'\n').map(|at| at + 1)
}

/// Whether a line begins in column 0 with a word that begins a statement.
fn begins_statement(line: &str) -> bool {
    if line.starts_with('@') {
        return true;
    }
    let word_end = line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len());
    let word = line.get(..word_end).unwrap_or("");
    !word.is_empty()
        && !word.starts_with(|c: char| c.is_ascii_digit())
        && !["elif", "else", "except", "finally", "and", "or", "not", "in", "is", "for", "if"]
            .contains(&word)
}

/// Whether the line above is a decorator or the end of one.
fn follows_decorator(text: &str, at: usize) -> bool {
    let above = text.get(..at).and_then(|before| before.lines().next_back()).unwrap_or("");
    above.starts_with(['@', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is named in the trees, with its place.
    fn leaves(text: &str) -> (usize, Vec<(String, usize, usize)>) {
        let (mut pieces, mut leaves) = (0, Vec::new());
        parse(text, |root| {
            pieces += 1;
            let mut cursor = root.walk();
            for child in root.named_children(&mut cursor) {
                let row = child.start_position().row;
                leaves.push((child.kind().to_owned(), child.start_byte(), row));
            }
        });
        (pieces, leaves)
    }

    #[test]
    fn a_long_text_reads_as_it_does_whole() {
        let mut text = String::new();
        while text.len() < 5 * PIECE {
            text.push_str("@route(\n    '/a',\n)\ndef f(a):\n    return '''\ndef no():\n'''\n");
            text.push_str("if a:\n    b()\nelse:\n    c()\nx = f(1)\n");
        }
        let mut parser = Parser::new();
        parser.set_language(&tree_sitter_python::LANGUAGE.into()).unwrap();
        let tree = parser.parse(&text, None).unwrap();
        let mut cursor = tree.walk();
        let whole: Vec<_> = tree
            .root_node()
            .named_children(&mut cursor)
            .map(|child| (child.kind().to_owned(), child.start_byte(), child.start_position().row))
            .collect();
        let (pieces, leaves) = leaves(&text);
        assert!(pieces > 2, "{pieces}");
        assert_eq!(leaves, whole);
    }

    #[test]
    fn a_text_without_a_place_to_cut_is_one_piece() {
        assert_eq!(leaves("").0, 1);
        let text = format!("x = [\n{}]\n", "    1,\n".repeat(PIECE));
        let (pieces, leaves) = leaves(&text);
        assert_eq!((pieces, leaves.len()), (1, 1));
    }
}
