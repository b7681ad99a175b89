//! Parses a module without the bodies of its functions, and such a body when it
//! is asked for: of a large tree only few functions are ever looked into.

use std::sync::Arc;

use tree_sitter::Point;

use super::body::Statements;
use super::children::named;
use super::lower::Lowering;
use super::misread;
use super::skeleton::{self, Hidden};
use super::statement::{block, body_of};
use crate::syntax::pieces;

/// Parses a module without the bodies of its functions; none where that is not
/// certainly the same.
pub(super) fn parse(text: &Arc<str>) -> Option<Statements> {
    let hidden = skeleton::hidden(text);
    if hidden.is_empty() {
        return None;
    }
    let mut parts = Vec::with_capacity(hidden.len() + 1);
    let mut begin = (0, 0);
    for body in &hidden {
        parts.push(part(begin, (body.start, body.start_row)));
        begin = (body.end, body.end_row);
    }
    let rest = text.get(begin.0..).filter(|rest| !rest.is_empty());
    parts.extend(rest.map(|rest| part(begin, (text.len(), begin.1 + rest.matches('\n').count()))));
    let tree = pieces::parts(text, &parts)?;
    if tree.root_node().has_error() {
        return None;
    }
    let mut lowering = Lowering::new(text);
    lowering.whole = Some(text);
    lowering.hidden = hidden.into_iter().map(|body| (body.definition, body)).collect();
    let body = block(tree.root_node(), &mut lowering);
    Some(Statements { body, problems: lowering.problems })
}

/// From the start of a line, as byte and 0-based row, to that of another.
fn part(from: (usize, usize), to: (usize, usize)) -> tree_sitter::Range {
    tree_sitter::Range {
        start_byte: from.0,
        end_byte: to.0,
        start_point: Point::new(from.1, 0),
        end_point: Point::new(to.1, 0),
    }
}

/// The definition of a function whose body was left out.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    text: Arc<str>,
    hidden: Hidden,
    depth: u32,
}

impl Unread {
    pub(super) fn new(text: &Arc<str>, hidden: Hidden, depth: u32) -> Self {
        Self { text: Arc::clone(text), hidden, depth }
    }

    /// The text of the body.
    pub(super) fn text(&self) -> &str {
        self.text.get(self.hidden.start..self.hidden.end).unwrap_or("")
    }
}

/// Reads the body of a function that was left out.
pub(super) fn read(unread: &Unread) -> Statements {
    let hidden = unread.hidden;
    let mut range = part((hidden.definition, hidden.row), (hidden.end, hidden.end_row));
    // Behind the indentation, of which each space is a byte.
    let before = unread.text.get(..hidden.definition).unwrap_or("");
    range.start_point.column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
    let Some(tree) = pieces::parts(&unread.text, &[range]) else { return Statements::default() };
    let mut lowering = Lowering::new(&unread.text);
    lowering.depth = unread.depth;
    let root = tree.root_node();
    let definition = named(root).into_iter().find(|node| node.kind() == "function_definition");
    let body = match definition.filter(|_| named(root).len() == 1) {
        Some(definition) => body_of(definition, &mut lowering),
        None => block(root, &mut lowering),
    };
    misread::note(root, &mut lowering);
    Statements { body, problems: lowering.problems }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lower::{problems_in, whole};
    use super::*;
    use crate::syntax::python::ast::StmtKind;

    /// Reads sound code both ways; false where it is parsed whole in any case.
    fn reads_alike(text: &str) -> bool {
        let text: Arc<str> = text.into();
        let Some(read) = parse(&text) else { return false };
        let is_broken = pieces::parts(&text, &[]).unwrap().root_node().has_error();
        if !is_broken {
            let whole = whole(&text);
            assert_eq!(read.body, whole.body, "{text}");
            let mut problems = read.problems;
            problems_in(&read.body, &mut problems);
            assert!(problems.is_empty(), "{text}");
        }
        true
    }

    #[test]
    fn bodies_left_out_read_as_they_do_with_their_module() {
        let texts = [
            "@route('/a')\ndef f(\n    a: int = 1,\n) -> int:\n    return a  # why\n\nx = 1\n",
            "class A(B):\n    'text'\n    async def f(self):\n        if x:\n            y()\n            # late\n    # of A\n    z = 2\n",
            "def f():  # first\n    # second\n    def g():\n        return 1\n    return g\n",
            "def f():\n        return 1\n    # of neither\n# of the module\nx = 1\n",
            "def f(): return 1\ndef g():\n    x = \"\"\"\ndef no():\n\"\"\"\n    return x\n",
            "if a:\n    def f():\n        return 1\nelse:\n    def f():\n        return 2\ndef g():\n    pass",
            "class A:\n    class B:\n        def f(self):\n            return (\n1)\n\n\n    def g(self): pass\n",
        ];
        for text in texts {
            assert!(reads_alike(text), "{text}");
        }
    }

    #[test]
    fn an_unclear_text_is_parsed_whole() {
        let texts = [
            "def f():\n\treturn 1\n",
            "def f():\n    return (1\n\nx = 2\n",
            "def f():\n    return 'a\n\nx = 2\n",
            "def f():\n    def g():\n# of neither\n    # of f",
            "def f():\n    a = 1 \\\n",
            "x = 1\n",
        ];
        for text in texts {
            assert!(!reads_alike(text), "{text}");
        }
    }

    #[test]
    fn what_a_body_does_not_hold_is_told_without_reading_it() {
        let text: Arc<str> = "def f():\n    global a\n    a = 1\ndef g():\n    pass\n".into();
        let read = parse(&text).unwrap();
        let holds = |at: usize| match &read.body[at].kind {
            StmtKind::Function(function) => function.body.may_hold("global "),
            _ => false,
        };
        assert!(holds(0));
        assert!(!holds(1));
    }

    /// Lines as they stand in code, in any order: most of it is no Python.
    fn lines() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just("def f(a, b=[1]):"),
            Just("async def g():  # c"),
            Just("class A(B):"),
            Just("if a:"),
            Just("else:"),
            Just("return 'x' + \"y\""),
            Just("x = '''"),
            Just("'''"),
            Just("y = ("),
            Just(")"),
            Just("# comment"),
            Just("z = 1; w = 2"),
            Just("@d(1)"),
            Just("a = 1 \\"),
            Just(""),
        ];
        let line = (0_usize..4, line).prop_map(|(depth, line)| "    ".repeat(depth) + line);
        proptest::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn any_lines_read_alike(text in lines()) {
            reads_alike(&text);
        }
    }
}
