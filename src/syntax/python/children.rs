//! Small steps through tree-sitter's nodes that both lowerings share.

use tree_sitter::Node;

/// The named children without comments.
pub(super) fn named<'tree>(node: Node<'tree>) -> Vec<Node<'tree>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}

/// The children under a field name without comments.
pub(super) fn fields<'tree>(node: Node<'tree>, field: &str) -> Vec<Node<'tree>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor)
        .filter(|child| child.is_named() && child.kind() != "comment")
        .collect()
}
