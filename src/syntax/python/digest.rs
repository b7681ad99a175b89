//! A digest of what code means to a reviewer: equal for code that differs only
//! in comments, documentation, layout and quotes.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::ast::{Function, Stmt};

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

fn digest<T: Hash + ?Sized>(tree: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    tree.hash(&mut hasher);
    hasher.finish()
}
