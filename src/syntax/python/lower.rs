//! Parses a module and lowers tree-sitter's tree into the owned one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tree_sitter::Node;

use super::LineIndex;
use super::ast::{Name, Range, Stmt, StmtKind};
use super::body::{Body, Statements};
use super::misread;
use super::outline::{self, Unread};
use super::skeleton::Hidden;
use super::statement::block;
use crate::model::TextSpan;
use crate::syntax::pieces;

/// Deeper nesting than this is not followed: no hand-written code has it, and
/// the tree is walked by recursion.
pub(super) const MAX_DEPTH: u32 = 150;

/// A region that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// Where.
    pub span: TextSpan,
    /// What is wrong, in a few words.
    pub message: &'static str,
}

/// A parsed module.
#[derive(Debug)]
pub struct Module {
    /// The source, with `\n` line ends.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
    /// Its statements.
    pub body: Vec<Stmt>,
    /// What could not be read of it, functions aside that nobody looked into.
    problems: Vec<(Range, &'static str)>,
}

impl Module {
    /// Lines and columns of a range of this module.
    #[must_use]
    pub fn span(&self, range: Range) -> TextSpan {
        self.lines.span(&self.text, range)
    }

    /// What could not be read, in order. Reads everything.
    #[must_use]
    pub fn problems(&self) -> Vec<SyntaxProblem> {
        let mut found = self.problems.clone();
        problems_in(&self.body, &mut found);
        found.sort_by_key(|(range, _)| *range);
        let span = |range| self.lines.span(&self.text, range);
        found
            .into_iter()
            .map(|(range, message)| SyntaxProblem { span: span(range), message })
            .collect()
    }

    /// The text of this module.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a range of this module.
    #[must_use]
    pub fn slice(&self, range: Range) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or("")
    }
}

/// Adds what could not be read of functions in a module or its classes.
pub(super) fn problems_in(body: &[Stmt], found: &mut Vec<(Range, &'static str)>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Function(function) => found.extend(function.body.problems()),
            StmtKind::Class(class) => problems_in(&class.body, found),
            _ => {}
        }
    }
}

/// Everything the lowering functions share.
pub(super) struct Lowering<'text> {
    pub(super) text: &'text str,
    names: HashSet<Name>,
    pub(super) depth: u32,
    pub(super) problems: Vec<(Range, &'static str)>,
    /// Bodies that were left out, by the byte on which their definitions begin.
    pub(super) hidden: HashMap<usize, Hidden>,
    /// The text once more, to be kept for them.
    pub(super) whole: Option<&'text Arc<str>>,
}

impl<'text> Lowering<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            names: HashSet::new(),
            depth: 0,
            problems: Vec::new(),
            hidden: HashMap::new(),
            whole: None,
        }
    }

    /// The body of the function defined by this node, where it was left out, and
    /// the byte on which it ends.
    pub(super) fn hidden_body(&self, definition: Node<'_>) -> Option<(Body, u32)> {
        let hidden = *self.hidden.get(&definition.start_byte())?;
        let unread = Unread::new(self.whole?, hidden, self.depth);
        Some((Body::unread(unread), u32::try_from(hidden.last).unwrap_or(u32::MAX)))
    }

    /// The text of a node.
    pub(super) fn slice(&self, node: Node<'_>) -> &'text str {
        self.text.get(node.byte_range()).unwrap_or("")
    }

    /// The text of a node as a shared name.
    pub(super) fn name(&mut self, node: Node<'_>) -> Name {
        let text = self.slice(node);
        if let Some(known) = self.names.get(text) {
            return Arc::clone(known);
        }
        let name: Name = text.into();
        self.names.insert(Arc::clone(&name));
        name
    }

    /// Notes a region that could not be read.
    pub(super) fn problem(&mut self, node: Node<'_>, message: &'static str) {
        self.problem_at(range(node), message);
    }

    /// The same by its bytes.
    pub(super) fn problem_at(&mut self, range: Range, message: &'static str) {
        if self.problems.len() < 100 {
            self.problems.push((range, message));
        }
    }
}

/// The byte range of a node.
pub(super) fn range(node: Node<'_>) -> Range {
    Range {
        start: u32::try_from(node.start_byte()).unwrap_or(u32::MAX),
        end: u32::try_from(node.end_byte()).unwrap_or(u32::MAX),
    }
}

/// The text with spaces in place of lines between a decorator and what it
/// decorates that are comments: the grammar takes one that is indented less for
/// the end of the block.
fn without_comments_in_decorations(text: &str) -> Cow<'_, str> {
    let mut quiet: Option<String> = None;
    let (mut start, mut decorated) = (0, false);
    for line in text.split_inclusive('\n') {
        let code = line.trim();
        if decorated && code.starts_with('#') {
            let kept = quiet.get_or_insert_with(|| text.to_owned());
            let end = start + line.trim_end_matches(['\r', '\n']).len();
            kept.replace_range(start..end, &" ".repeat(end - start));
        } else if !code.is_empty() {
            decorated = code.starts_with('@');
        }
        start += line.len();
    }
    quiet.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Parses Python source. Broken source gives what was understood, and the rest
/// as problems. Bodies of functions are read when they are first asked for.
#[must_use]
pub fn parse(text: &Arc<str>) -> Module {
    let lines = LineIndex::new(text);
    let quiet = match without_comments_in_decorations(text) {
        Cow::Borrowed(_) => Arc::clone(text),
        Cow::Owned(quiet) => quiet.into(),
    };
    let Statements { body, problems } = outline::parse(&quiet).unwrap_or_else(|| whole(&quiet));
    Module { text: Arc::clone(text), lines, body, problems }
}

/// Parses a module with all that is in it.
pub(super) fn whole(text: &str) -> Statements {
    let mut lowering = Lowering::new(text);
    let mut body = Vec::new();
    pieces::parse(text, |root| {
        body.append(&mut block(root, &mut lowering));
        misread::note(root, &mut lowering);
    });
    body.shrink_to_fit();
    Statements { body, problems: lowering.problems }
}
