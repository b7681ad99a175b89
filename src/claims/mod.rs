//! Assertions of others about the code: read from prose and from scanner reports, put on
//! lines and held against the facts. Nothing of them is trusted, and nothing they name is opened.

pub mod document;
pub mod read;

pub use document::{
    Document, Duplicate, PathForm, ReadClaim, SourceFormat, StatedLines, StatedPlace, Statement,
    StatementKind, Step, Unread,
};
pub use read::{Limits, read};
