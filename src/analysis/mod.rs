//! From code to facts to findings. Does no input or output: sources come
//! through a trait, results leave as values.

mod sources;

pub use sources::{SourceText, Sources};
