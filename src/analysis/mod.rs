//! From code to facts to findings. Does no input or output: sources come
//! through a trait, results leave as values.

mod engine;
mod sources;

pub use engine::{Engine, FilePair, Request};
pub use sources::{SourceText, Sources};
