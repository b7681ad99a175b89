//! Python source as an owned syntax tree with positions; never fails, lists
//! what it could not read.

pub mod ast;
mod body;
mod children;
mod digest;
mod expression;
mod lines;
mod literal;
mod lower;
mod outline;
mod skeleton;
mod statement;

pub use body::Body;
pub use digest::{digest_body, digest_class_shell, digest_function};
pub use lines::LineIndex;
pub use lower::{Module, SyntaxProblem, parse};
