//! A small service under review, made by hand: every state, evidence on both
//! sides and in another file, odd characters, a file that is not Python.

mod backend;
mod findings;
mod foreign;
mod opened;

pub use backend::{Sample, hunks, opening};
pub use opened::{opened, press};

/// The old text of the handlers.
pub const BASE: &str = include_str!("aggregates_base.py");
/// The new text of the handlers.
pub const HEAD: &str = include_str!("aggregates_head.py");
/// A file that did not change and holds guards.
pub const UTIL: &str = include_str!("util.py");
/// A new file of odd characters.
pub const ODD: &str = include_str!("odd.txt");

/// The path of the handlers.
pub const HANDLERS: &str = "service/handlers/aggregates.py";
/// The path of the file that did not change.
pub const HELPERS: &str = "service/util.py";
