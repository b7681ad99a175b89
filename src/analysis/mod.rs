//! From code to facts to findings. Does no input or output: sources come
//! through a trait, results leave as values.

mod beside;
mod bindings;
mod classes;
mod compare;
mod discover;
mod engine;
mod exceptions;
mod fact;
mod flow_items;
mod items;
mod kept;
mod memo;
mod models;
mod prepare;
mod project;
mod protection;
mod run;
mod scope;
mod sources;
mod surroundings;
mod value;
mod walk;
mod world;

pub use engine::{Engine, FilePair, Request};
pub use sources::{SourceText, Sources};
