//! Parses a module and lowers tree-sitter's tree into the owned one.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::LineIndex;
use super::ast::{Name, Range, Stmt};
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
    /// What could not be read.
    pub problems: Vec<SyntaxProblem>,
}

impl Module {
    /// Lines and columns of a range of this module.
    #[must_use]
    pub fn span(&self, range: Range) -> TextSpan {
        self.lines.span(&self.text, range)
    }

    /// The text of a range of this module.
    #[must_use]
    pub fn slice(&self, range: Range) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or("")
    }
}

/// Everything the lowering functions share.
pub(super) struct Lowering<'text> {
    pub(super) text: &'text str,
    names: HashSet<Name>,
    pub(super) depth: u32,
    problems: Vec<(Range, &'static str)>,
}

impl<'text> Lowering<'text> {
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
        if self.problems.len() < 100 {
            self.problems.push((range(node), message));
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
/// as problems.
#[must_use]
pub fn parse(text: &Arc<str>) -> Module {
    let lines = LineIndex::new(text);
    let mut lowering = Lowering { text, names: HashSet::new(), depth: 0, problems: Vec::new() };
    let mut body = Vec::new();
    let quiet = without_comments_in_decorations(text);
    pieces::parse(&quiet, |root| body.append(&mut block(root, &mut lowering)));
    body.shrink_to_fit();
    let problems = lowering
        .problems
        .into_iter()
        .map(|(range, message)| SyntaxProblem { span: lines.span(text, range), message })
        .collect();
    Module { text: Arc::clone(text), lines, body, problems }
}
