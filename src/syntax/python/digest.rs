//! A digest of what code means to a reviewer: equal for code that differs only
//! in comments, documentation, layout and quotes.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::ast::{Class, Function, Stmt, StmtKind};

/// The digest of a list of statements.
#[must_use]
pub fn digest_body(body: &[Stmt]) -> u64 {
    digest(body)
}

/// The digest of a function with its decorators, annotations and defaults.
#[must_use]
pub fn digest_function(function: &Function) -> u64 {
    digest(function)
}

/// The digest of a class without its methods: its decorators, its bases and what
/// else stands in it.
#[must_use]
pub fn digest_class_shell(class: &Class) -> u64 {
    let is_method = |statement: &&Stmt| matches!(statement.kind, StmtKind::Function(_));
    let rest: Vec<&Stmt> = class.body.iter().filter(|one| !is_method(one)).collect();
    digest(&(&class.decorators, &class.arguments, rest))
}

fn digest<T: Hash + ?Sized>(tree: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    tree.hash(&mut hasher);
    hasher.finish()
}
