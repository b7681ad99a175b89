//! The screen: state, update and view, apart from one another.
//!
//! Keys and results of background work are [`event::Event`]s; [`update::update`]
//! turns state and event into new state and [`event::Effect`]s; only the loop in
//! `runtime` performs effects; [`view::view`] only reads.

pub mod action;
pub mod backend;
pub mod blame;
mod caught;
pub mod claims;
mod decision;
pub mod document;
mod enclosing;
pub mod event;
mod fuzzy;
mod grid;
mod heights;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod legend;
pub mod lesson;
pub mod link;
mod list_keys;
pub mod live;
pub mod paint;
pub mod range;
mod rows;
mod runtime;
pub mod state;
mod text;
pub mod update;
pub mod view;
mod words;

pub use action::help_of;
pub use backend::{Backend, CheckCard, ClaimNews, Decision, Opening, Operation, Subject};
pub use caught::caught;
pub use runtime::{Choices, ColourChoice, Left, Problem, Shot, headless, open};
