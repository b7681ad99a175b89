//! Lowers statements.

use std::sync::Arc;

use tree_sitter::Node;

use super::ast::{
    Case, Class, Except, Expr, ExprKind, For, Function, If, ImportFrom, Name, Range, Simple, Stmt,
    StmtKind, Try, While, WithItem,
};
use super::children::{fields, named};
use super::expression::{arguments, expression, nothing, parameters};
use super::lower::{Lowering, MAX_DEPTH, range};

/// Lowers the statements of a block or module.
pub(super) fn block(node: Node<'_>, low: &mut Lowering<'_>) -> Vec<Stmt> {
    if low.depth >= MAX_DEPTH {
        low.problem(node, "nested too deeply to follow");
        return Vec::new();
    }
    low.depth += 1;
    let mut body = Vec::new();
    for child in named(node) {
        statement(child, low, &mut body);
    }
    low.depth -= 1;
    body.shrink_to_fit();
    body
}

pub(super) fn body_of(node: Node<'_>, low: &mut Lowering<'_>) -> Vec<Stmt> {
    node.child_by_field_name("body").map(|child| block(child, low)).unwrap_or_default()
}

fn field(node: Node<'_>, name: &str, low: &mut Lowering<'_>) -> Option<Expr> {
    node.child_by_field_name(name).map(|child| expression(child, low))
}

fn field_or_nothing(node: Node<'_>, name: &str, low: &mut Lowering<'_>) -> Expr {
    field(node, name, low).unwrap_or_else(|| Expr { range: range(node), kind: nothing() })
}

/// Lowers one statement; an expression statement may hold several.
fn statement(node: Node<'_>, low: &mut Lowering<'_>, out: &mut Vec<Stmt>) {
    let kind = match node.kind() {
        "expression_statement" => {
            // A string on its own is documentation: it does nothing.
            for child in named(node).into_iter().filter(|child| child.kind() != "string") {
                let kind = simple_expression(child, low);
                out.push(Stmt { range: range(child), kind });
            }
            return;
        }
        "return_statement" => {
            StmtKind::Return(named(node).into_iter().next().map(|child| expression(child, low)))
        }
        "raise_statement" => StmtKind::Raise(named(node).into_iter().next().map(|child| {
            let raised = expression(child, low);
            match raised.kind {
                // Python 2: `raise Class, "message"`.
                ExprKind::Tuple(mut parts) if !parts.is_empty() => parts.swap_remove(0),
                _ => raised,
            }
        })),
        "if_statement" => if_statement(node, low),
        "while_statement" => StmtKind::While(Box::new(While {
            test: field_or_nothing(node, "condition", low),
            body: body_of(node, low),
            otherwise: alternative(node, low),
        })),
        "for_statement" => StmtKind::For(Box::new(For {
            target: field_or_nothing(node, "left", low),
            iterable: field_or_nothing(node, "right", low),
            body: body_of(node, low),
            otherwise: alternative(node, low),
        })),
        "try_statement" => try_statement(node, low),
        "with_statement" => with_statement(node, low),
        "match_statement" => match_statement(node, low),
        "function_definition" => {
            StmtKind::Function(Arc::new(function(node, node, Vec::new(), low)))
        }
        "class_definition" => StmtKind::Class(Arc::new(class(node, node, Vec::new(), low))),
        "decorated_definition" => decorated(node, low),
        "ERROR" => {
            low.problem(node, "syntax error");
            StmtKind::Other(block(node, low))
        }
        "block" | "module" => StmtKind::Other(block(node, low)),
        _ => small_statement(node, low),
    };
    let range = match &kind {
        StmtKind::Function(function) => function.range,
        StmtKind::Class(class) => class.range,
        _ => range(node),
    };
    out.push(Stmt { range, kind });
}

/// Statements on one line that steer nothing.
fn small_statement(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    match node.kind() {
        "import_statement" => StmtKind::Import(imported(fields(node, "name"), low)),
        "import_from_statement" | "future_import_statement" => import_from(node, low),
        "global_statement" => {
            StmtKind::Global(named(node).into_iter().map(|child| low.name(child)).collect())
        }
        "assert_statement" => match named(node).into_iter().next() {
            Some(test) => StmtKind::Assert(expression(test, low)),
            None => StmtKind::Simple(Simple::Pass),
        },
        "delete_statement" => {
            StmtKind::Delete(named(node).into_iter().map(|child| expression(child, low)).collect())
        }
        "break_statement" => StmtKind::Simple(Simple::Break),
        "continue_statement" => StmtKind::Simple(Simple::Continue),
        "pass_statement" | "nonlocal_statement" => StmtKind::Simple(Simple::Pass),
        // Python 2: `print x` and `exec code`.
        "print_statement" | "exec_statement" => StmtKind::Expr(Expr {
            range: range(node),
            kind: ExprKind::Other(
                node.kind().into(),
                named(node).into_iter().map(|child| expression(child, low)).collect(),
            ),
        }),
        _ => StmtKind::Expr(expression(node, low)),
    }
}

fn simple_expression(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    match node.kind() {
        "assignment" => assignment(node, low),
        "augmented_assignment" => StmtKind::AugAssign {
            target: field_or_nothing(node, "left", low),
            value: field_or_nothing(node, "right", low),
        },
        _ => StmtKind::Expr(expression(node, low)),
    }
}

/// `a = b = c` arrives as an assignment whose right side is an assignment.
fn assignment(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let mut targets = Vec::new();
    let annotation = field(node, "type", low);
    let mut current = node;
    loop {
        targets.extend(field(current, "left", low));
        match current.child_by_field_name("right") {
            Some(right) if right.kind() == "assignment" => current = right,
            right => {
                let value = right.map(|child| expression(child, low));
                targets.shrink_to_fit();
                return StmtKind::Assign { targets, annotation, value };
            }
        }
    }
}

/// Each `elif` nests one level deeper in the tree: more are not followed.
const MAX_ALTERNATIVES: usize = 400;

fn if_statement(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let test = field_or_nothing(node, "condition", low);
    let then = node.child_by_field_name("consequence").map(|child| block(child, low));
    let mut otherwise = Vec::new();
    let mut alternatives = fields(node, "alternative");
    if let Some(cut) = alternatives.get(MAX_ALTERNATIVES) {
        low.problem(*cut, "more alternatives than can be followed");
        alternatives.truncate(MAX_ALTERNATIVES);
    }
    for alternative in alternatives.into_iter().rev() {
        if alternative.kind() == "else_clause" {
            otherwise = body_of(alternative, low);
        } else {
            let nested = If {
                test: field_or_nothing(alternative, "condition", low),
                then: alternative
                    .child_by_field_name("consequence")
                    .map(|child| block(child, low))
                    .unwrap_or_default(),
                otherwise: std::mem::take(&mut otherwise),
            };
            otherwise =
                vec![Stmt { range: range(alternative), kind: StmtKind::If(Box::new(nested)) }];
        }
    }
    StmtKind::If(Box::new(If { test, then: then.unwrap_or_default(), otherwise }))
}

fn alternative(node: Node<'_>, low: &mut Lowering<'_>) -> Vec<Stmt> {
    node.child_by_field_name("alternative").map(|child| body_of(child, low)).unwrap_or_default()
}

fn try_statement(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let mut parts = Try {
        body: body_of(node, low),
        handlers: Vec::new(),
        otherwise: Vec::new(),
        last: Vec::new(),
    };
    for child in named(node) {
        match child.kind() {
            "except_clause" | "except_group_clause" => parts.handlers.push(except(child, low)),
            "else_clause" => parts.otherwise = body_of(child, low),
            "finally_clause" => {
                parts.last = named(child).into_iter().flat_map(|inner| block(inner, low)).collect();
            }
            _ => {}
        }
    }
    StmtKind::Try(Box::new(parts))
}

fn except(node: Node<'_>, low: &mut Lowering<'_>) -> Except {
    let mut types = None;
    let mut name = None;
    let mut body = Vec::new();
    for child in named(node) {
        match child.kind() {
            "block" => body = block(child, low),
            "as_pattern" => {
                types = named(child).into_iter().next().map(|inner| expression(inner, low));
                name = child.child_by_field_name("alias").map(|alias| low.name(alias));
            }
            // Python 2: `except Class, name:`.
            _ if types.is_some() => name = Some(low.name(child)),
            _ => types = Some(expression(child, low)),
        }
    }
    Except { range: range(node), types, name, body }
}

fn with_statement(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let mut items = Vec::new();
    for clause in named(node).into_iter().filter(|child| child.kind() == "with_clause") {
        for item in named(clause).into_iter().filter(|child| child.kind() == "with_item") {
            let Some(value) = item.child_by_field_name("value") else { continue };
            items.push(if value.kind() == "as_pattern" {
                let target = value.child_by_field_name("alias");
                WithItem {
                    value: match named(value).into_iter().next() {
                        Some(inner) => expression(inner, low),
                        None => expression(value, low),
                    },
                    target: target.map(|child| expression(child, low)),
                }
            } else {
                WithItem { value: expression(value, low), target: None }
            });
        }
    }
    StmtKind::With(items, body_of(node, low))
}

fn match_statement(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let subject = field_or_nothing(node, "subject", low);
    let mut cases = Vec::new();
    for clause in node.child_by_field_name("body").map(named).unwrap_or_default() {
        if clause.kind() == "case_clause" {
            cases.push(Case {
                range: range(clause),
                pattern: named(clause).first().map_or_else(|| "".into(), |first| low.name(*first)),
                test: clause
                    .child_by_field_name("guard")
                    .and_then(|guard| named(guard).into_iter().next())
                    .map(|test| expression(test, low)),
                body: clause
                    .child_by_field_name("consequence")
                    .map(|child| block(child, low))
                    .unwrap_or_default(),
            });
        }
    }
    StmtKind::Match(Box::new(subject), cases)
}

fn decorated(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let decorators = named(node)
        .into_iter()
        .filter(|child| child.kind() == "decorator")
        .filter_map(|child| named(child).into_iter().next())
        .map(|child| expression(child, low))
        .collect();
    match node.child_by_field_name("definition") {
        Some(inner) if inner.kind() == "class_definition" => {
            StmtKind::Class(Arc::new(class(inner, node, decorators, low)))
        }
        Some(inner) => StmtKind::Function(Arc::new(function(inner, node, decorators, low))),
        None => StmtKind::Other(Vec::new()),
    }
}

/// The range from the start of a definition to the end of its header line.
fn header(node: Node<'_>) -> Range {
    let body = node.child_by_field_name("body");
    let before = std::iter::successors(body, Node::prev_sibling);
    // Comments may stand between the colon and the body.
    let colon = before.skip(1).find(|node| node.kind() != "comment");
    let end = colon.or(body).map_or(node.end_byte(), |node| node.end_byte());
    Range { start: range(node).start, end: u32::try_from(end).unwrap_or(u32::MAX) }
}

fn definition_name(node: Node<'_>, low: &mut Lowering<'_>) -> Name {
    node.child_by_field_name("name").map_or_else(|| "".into(), |child| low.name(child))
}

fn function(
    node: Node<'_>,
    whole: Node<'_>,
    decorators: Vec<Expr>,
    low: &mut Lowering<'_>,
) -> Function {
    let mut range = range(whole);
    let body = match low.hidden_body(node) {
        Some((body, end)) => {
            range.end = end;
            body
        }
        None => body_of(node, low).into(),
    };
    Function {
        range,
        header: header(node),
        name: definition_name(node, low),
        decorators,
        parameters: node
            .child_by_field_name("parameters")
            .map(|child| parameters(child, low))
            .unwrap_or_default(),
        returns: field(node, "return_type", low),
        body,
        is_async: node.child(0).is_some_and(|child| child.kind() == "async"),
    }
}

fn class(node: Node<'_>, whole: Node<'_>, decorators: Vec<Expr>, low: &mut Lowering<'_>) -> Class {
    let body = body_of(node, low);
    let mut range = range(whole);
    // It ends where the last of what it holds does, read or not.
    range.end = body.last().map_or(range.end, |last| last.range.end);
    Class {
        range,
        header: header(node),
        name: definition_name(node, low),
        decorators,
        arguments: node
            .child_by_field_name("superclasses")
            .map(|child| arguments(child, low))
            .unwrap_or_default(),
        body,
    }
}

fn imported(nodes: Vec<Node<'_>>, low: &mut Lowering<'_>) -> Vec<(Name, Option<Name>)> {
    nodes
        .into_iter()
        .map(|node| match node.kind() {
            "aliased_import" => (
                definition_name(node, low),
                node.child_by_field_name("alias").map(|alias| low.name(alias)),
            ),
            _ => (low.name(node), None),
        })
        .collect()
}

fn import_from(node: Node<'_>, low: &mut Lowering<'_>) -> StmtKind {
    let mut level = 0;
    let mut module: Name = "".into();
    if let Some(from) = node.child_by_field_name("module_name") {
        let text = low.slice(from);
        level = text
            .chars()
            .take_while(|c| *c == '.' || c.is_whitespace())
            .filter(|c| *c == '.')
            .count();
        module = text.trim_start_matches(|c: char| c == '.' || c.is_whitespace()).into();
    }
    let mut names = imported(fields(node, "name"), low);
    if named(node).iter().any(|child| child.kind() == "wildcard_import") {
        names.push(("*".into(), None));
    }
    StmtKind::ImportFrom(ImportFrom { level, module, names })
}
