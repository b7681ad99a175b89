//! What the grammar could not make sense of, wherever it stands in the tree.

use tree_sitter::Node;

use super::ast::Range;
use super::lower::{Lowering, range};

/// Notes every error below a node that lies in none of those noted so far.
///
/// Lowering notes errors where it meets them as a statement or an expression. The parser also
/// leaves them inside other nodes, and puts in what it misses without a character of its own.
pub(super) fn note(root: Node<'_>, low: &mut Lowering<'_>) {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if node.is_error() || node.is_missing() {
            let at = place(node);
            let is_known = |(known, _): &(Range, _)| known.start <= at.start && at.end <= known.end;
            if !low.problems.iter().any(is_known) {
                low.problem_at(at, "syntax error");
            }
        } else if node.has_error() {
            let mut cursor = node.walk();
            let children: Vec<_> = node.children(&mut cursor).collect();
            waiting.extend(children.into_iter().rev());
        }
    }
}

/// The bytes of an error; of something missing, those of what it is missing from.
fn place(node: Node<'_>) -> Range {
    let own = range(node);
    match node.parent() {
        Some(parent) if own.start == own.end => Range { end: own.end, ..range(parent) },
        _ => own,
    }
}
