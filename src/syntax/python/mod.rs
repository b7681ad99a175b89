//! Python source as an owned syntax tree with positions; never fails, lists
//! what it could not read.

pub mod ast;
mod blocks;
mod body;
mod canonical;
mod children;
mod digest;
mod expression;
mod lines;
mod literal;
mod logical;
mod lower;
mod misread;
mod outline;
mod parts;
mod skeleton;
mod statement;
mod words;

pub use body::Body;
pub use canonical::canonical;
pub use digest::{digest_body, digest_class_shell, digest_function};
pub use lines::LineIndex;
pub use logical::LogicalLines;
pub use lower::{Module, SyntaxProblem, parse};
pub use words::{has_word, places_of, words};
