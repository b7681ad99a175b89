//! From code to facts to findings. Does no input or output: sources come
//! through a trait, results leave as values.

mod ahead;
mod around;
mod asked;
mod beside;
mod bindings;
mod by_key;
mod capability;
mod classes;
mod compare;
mod covered;
mod derived;
mod discover;
mod endpoint;
mod engine;
mod exceptions;
mod fact;
mod flow_items;
mod granted;
mod habits;
mod hashed;
mod hooked;
mod instead;
mod items;
mod kept;
mod lost;
mod memo;
mod models;
mod origins;
mod path_rows;
mod prepare;
mod project;
mod protection;
mod public;
mod reader_set;
mod refused;
mod run;
mod scope;
mod sources;
mod surroundings;
mod value;
mod walk;
mod words;
mod world;

pub use engine::{Engine, FilePair, Request};
pub use sources::{SourceText, Sources};
