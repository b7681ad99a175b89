//! Lowers expressions.

use std::sync::Arc;

use tree_sitter::Node;

use super::ast::{
    Argument, Call, Clause, Comparison, Comprehension, Conditional, Expr, ExprKind, Lambda,
    Logical, Name, Parameter, ParameterKind,
};
use super::children::{fields, named};
use super::lower::{Lowering, MAX_DEPTH, range};

/// Lowers an expression; what is unknown keeps its parts.
pub(super) fn expression(node: Node<'_>, low: &mut Lowering<'_>) -> Expr {
    if low.depth >= MAX_DEPTH {
        low.problem(node, "nested too deeply to follow");
        return Expr { range: range(node), kind: nothing() };
    }
    low.depth += 1;
    let kind = kind(node, low);
    low.depth -= 1;
    Expr { range: range(node), kind }
}

/// What stands for an expression that is not there.
pub(super) fn nothing() -> ExprKind {
    ExprKind::Other("".into(), Vec::new())
}

fn boxed(node: Node<'_>, field: &str, low: &mut Lowering<'_>) -> Box<Expr> {
    Box::new(match node.child_by_field_name(field) {
        Some(child) => expression(child, low),
        None => Expr { range: range(node), kind: nothing() },
    })
}

fn all(nodes: Vec<Node<'_>>, low: &mut Lowering<'_>) -> Vec<Expr> {
    nodes.into_iter().map(|node| expression(node, low)).collect()
}

fn first(node: Node<'_>, low: &mut Lowering<'_>) -> Option<Box<Expr>> {
    named(node).into_iter().next().map(|child| Box::new(expression(child, low)))
}

fn kind(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    match node.kind() {
        "identifier" => ExprKind::Name(low.name(node)),
        "attribute" => {
            let name = node.child_by_field_name("attribute").map(|child| low.name(child));
            ExprKind::Attribute(boxed(node, "object", low), name.unwrap_or_else(|| "".into()))
        }
        "call" => call(node, low),
        "subscript" => subscript(node, low),
        "string" | "concatenated_string" => string(node, low),
        "integer" | "float" => ExprKind::Number(low.name(node)),
        "true" => ExprKind::Bool(true),
        "false" => ExprKind::Bool(false),
        "none" => ExprKind::None,
        "tuple" | "expression_list" | "pattern_list" | "tuple_pattern" => {
            ExprKind::Tuple(all(named(node), low))
        }
        "list" | "list_pattern" => ExprKind::List(all(named(node), low)),
        "set" => ExprKind::Set(all(named(node), low)),
        "dictionary" => dictionary(node, low),
        "comparison_operator" => comparison(node, low),
        "boolean_operator" => logical(node, low),
        "not_operator" => ExprKind::Not(boxed(node, "argument", low)),
        "binary_operator" => {
            let operator = node.child_by_field_name("operator").map(|child| low.name(child));
            ExprKind::Binary(
                boxed(node, "left", low),
                operator.unwrap_or_else(|| "".into()),
                boxed(node, "right", low),
            )
        }
        "conditional_expression" => conditional(node, low),
        "await" => match first(node, low) {
            Some(value) => ExprKind::Await(value),
            None => nothing(),
        },
        "yield" => ExprKind::Yield(first(node, low)),
        "parenthesized_expression" | "as_pattern_target" | "type" => match first(node, low) {
            Some(inner) => inner.kind,
            None => nothing(),
        },
        _ => rare_kind(node, low),
    }
}

/// The expressions that are met less often.
fn rare_kind(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    match node.kind() {
        "lambda" => ExprKind::Lambda(Arc::new(Lambda {
            parameters: node
                .child_by_field_name("parameters")
                .map(|child| parameters(child, low))
                .unwrap_or_default(),
            body: *boxed(node, "body", low),
        })),
        "list_comprehension"
        | "set_comprehension"
        | "dictionary_comprehension"
        | "generator_expression" => comprehension(node, low),
        "list_splat" | "dictionary_splat" | "list_splat_pattern" | "dictionary_splat_pattern" => {
            match first(node, low) {
                Some(value) => ExprKind::Starred(value),
                None => nothing(),
            }
        }
        "named_expression" => {
            let name = node.child_by_field_name("name").map(|child| low.name(child));
            ExprKind::Walrus(name.unwrap_or_else(|| "".into()), boxed(node, "value", low))
        }
        "generic_type" => generic(node, low),
        "union_type" => union(node, low),
        "ERROR" => {
            low.problem(node, "syntax error");
            ExprKind::Other("error".into(), all(named(node), low))
        }
        _ => {
            let what = node.child_by_field_name("operator").unwrap_or(node);
            ExprKind::Other(what.kind().into(), all(named(node), low))
        }
    }
}

fn call(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let arguments = match node.child_by_field_name("arguments") {
        Some(list) if list.kind() == "argument_list" => arguments(list, low),
        // `f(x for x in y)`: the generator is the only argument.
        Some(generator) => vec![Argument { name: None, value: expression(generator, low) }],
        None => Vec::new(),
    };
    ExprKind::Call(Box::new(Call { function: *boxed(node, "function", low), arguments }))
}

/// The arguments between the parentheses of a call or a class definition.
pub(super) fn arguments(list: Node<'_>, low: &mut Lowering<'_>) -> Vec<Argument> {
    named(list)
        .into_iter()
        .map(|child| match child.kind() {
            "keyword_argument" => Argument {
                name: child.child_by_field_name("name").map(|name| low.name(name)),
                value: *boxed(child, "value", low),
            },
            _ => Argument { name: None, value: expression(child, low) },
        })
        .collect()
}

fn subscript(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut indexes = all(fields(node, "subscript"), low);
    let index = match (indexes.len(), indexes.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            indexes.extend(last);
            Expr { range: range(node), kind: ExprKind::Tuple(indexes) }
        }
    };
    ExprKind::Subscript(boxed(node, "value", low), Box::new(index))
}

/// `Outer[a, b]` as an annotation.
fn generic(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut parts = named(node).into_iter();
    let (Some(outer), Some(list)) = (parts.next(), parts.next()) else { return nothing() };
    let outer = expression(outer, low);
    let mut inner = all(named(list), low);
    let index = match (inner.len(), inner.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            inner.extend(last);
            Expr { range: range(list), kind: ExprKind::Tuple(inner) }
        }
    };
    ExprKind::Subscript(Box::new(outer), Box::new(index))
}

/// `a | b` as an annotation.
fn union(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let parts = all(named(node), low);
    let whole = range(node);
    let joined = parts.into_iter().reduce(|left, right| Expr {
        range: whole,
        kind: ExprKind::Binary(Box::new(left), "|".into(), Box::new(right)),
    });
    joined.map_or_else(nothing, |joined| joined.kind)
}

fn string(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut text = String::new();
    let mut parts = Vec::new();
    collect_string(node, low, &mut text, &mut parts);
    if parts.iter().all(|part| matches!(part.kind, ExprKind::Str(_))) {
        ExprKind::Str(text.into())
    } else {
        ExprKind::Format(text.into(), parts)
    }
}

fn collect_string(
    node: Node<'_>,
    low: &mut Lowering<'_>,
    text: &mut String,
    parts: &mut Vec<Expr>,
) {
    let mut raw = false;
    for child in named(node) {
        match child.kind() {
            "string_start" => raw = low.slice(child).contains(['r', 'R']),
            "string" => collect_string(child, low, text, parts),
            "string_content" => {
                let mut piece = String::new();
                match raw {
                    true => piece.push_str(low.slice(child)),
                    false => push_unescaped(low.slice(child), &mut piece),
                }
                text.push_str(&piece);
                parts.push(Expr { range: range(child), kind: ExprKind::Str(piece.into()) });
            }
            "interpolation" => parts.push(*boxed(child, "expression", low)),
            _ => {}
        }
    }
}

/// Appends a text with its plain escapes taken out: `\'` is `'`.
fn push_unescaped(code: &str, text: &mut String) {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some(plain @ ('\'' | '"' | '\\')) => text.push(plain),
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('\n') => {}
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
}

fn dictionary(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut entries = Vec::new();
    for child in named(node) {
        match child.kind() {
            "pair" => {
                entries.push((Some(*boxed(child, "key", low)), *boxed(child, "value", low)));
            }
            _ => entries.push((None, expression(child, low))),
        }
    }
    ExprKind::Dict(entries)
}

fn comparison(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut operands = all(named(node), low).into_iter();
    let operators: Vec<Comparison> = fields_any(node, "operators")
        .into_iter()
        .filter_map(|child| operator(child.kind(), low.slice(child)))
        .collect();
    match operands.next() {
        Some(left) => {
            ExprKind::Compare(Box::new(left), operators.into_iter().zip(operands).collect())
        }
        None => nothing(),
    }
}

/// The children under a field name, punctuation included.
fn fields_any<'tree>(node: Node<'tree>, field: &str) -> Vec<Node<'tree>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).collect()
}

fn operator(kind: &str, text: &str) -> Option<Comparison> {
    Some(match kind {
        "==" => Comparison::Equal,
        "!=" | "<>" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterEqual,
        "in" => Comparison::In,
        "is" => Comparison::Is,
        _ if text.starts_with("not") => Comparison::NotIn,
        _ if text.starts_with("is") => Comparison::IsNot,
        _ => return None,
    })
}

fn logical(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let and = node.child_by_field_name("operator").is_some_and(|child| child.kind() == "and");
    let operator = if and { Logical::And } else { Logical::Or };
    let mut values = Vec::new();
    for side in [*boxed(node, "left", low), *boxed(node, "right", low)] {
        match side.kind {
            ExprKind::Logical(same, inner) if same == operator => values.extend(inner),
            _ => values.push(side),
        }
    }
    ExprKind::Logical(operator, values)
}

fn conditional(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut parts = all(named(node), low).into_iter();
    match (parts.next(), parts.next(), parts.next()) {
        (Some(then), Some(test), Some(otherwise)) => {
            ExprKind::Conditional(Box::new(Conditional { test, then, otherwise }))
        }
        _ => nothing(),
    }
}

fn comprehension(node: Node<'_>, low: &mut Lowering<'_>) -> ExprKind {
    let mut elements = Vec::new();
    let mut clauses: Vec<Clause> = Vec::new();
    for child in named(node) {
        match child.kind() {
            "for_in_clause" => clauses.push(Clause {
                target: *boxed(child, "left", low),
                iterable: *boxed(child, "right", low),
                tests: Vec::new(),
            }),
            "if_clause" => {
                if let (Some(clause), Some(test)) = (clauses.last_mut(), first(child, low)) {
                    clause.tests.push(*test);
                }
            }
            "pair" => {
                elements.push(*boxed(child, "key", low));
                elements.push(*boxed(child, "value", low));
            }
            _ => elements.push(expression(child, low)),
        }
    }
    ExprKind::Comprehension(Box::new(Comprehension { elements, clauses }))
}

/// The parameters of a function or lambda.
pub(super) fn parameters(list: Node<'_>, low: &mut Lowering<'_>) -> Vec<Parameter> {
    let mut found = Vec::new();
    let mut plain = ParameterKind::Plain;
    for child in named(list) {
        match child.kind() {
            "keyword_separator" => plain = ParameterKind::KeywordOnly,
            "positional_separator" => {}
            _ => {
                if let Some(parameter) = parameter(child, plain, low) {
                    if parameter.kind == ParameterKind::Rest {
                        plain = ParameterKind::KeywordOnly;
                    }
                    found.push(parameter);
                }
            }
        }
    }
    found
}

fn parameter(node: Node<'_>, plain: ParameterKind, low: &mut Lowering<'_>) -> Option<Parameter> {
    let default = node.child_by_field_name("value").map(|child| expression(child, low));
    let annotation = node.child_by_field_name("type").map(|child| expression(child, low));
    let target = node.child_by_field_name("name").unwrap_or_else(|| match node.kind() {
        "typed_parameter" => named(node).into_iter().next().unwrap_or(node),
        _ => node,
    });
    let (kind, named_node) = match target.kind() {
        "identifier" => (plain, target),
        "list_splat_pattern" => (ParameterKind::Rest, named(target).into_iter().next()?),
        "dictionary_splat_pattern" => (ParameterKind::Keywords, named(target).into_iter().next()?),
        _ => return None,
    };
    let name: Name = low.name(named_node);
    Some(Parameter { range: range(node), name, kind, annotation, default })
}
