//! Assertions of others about the code: read from prose and from scanner reports, put on
//! lines and held against the facts. Nothing of them is trusted, and nothing they name is opened.

mod agreement;
mod assessed;
mod board;
mod code;
pub mod document;
mod ground;
mod judge;
mod key;
mod known;
mod mentions;
mod outside;
mod placing;
mod polarity;
mod ranking;
pub mod read;
mod remedy;
mod sentences;
mod several;
mod sign;
mod stage;
mod text_rules;
mod topic;
mod value_rules;
mod wording;

pub use document::{
    Document, Duplicate, PathForm, ReadClaim, SourceFormat, StatedLines, StatedPlace, Statement,
    StatementKind, Step, Unread,
};
pub use ground::{GroundedClaim, Grounding, Review, Trees, ground};
pub use judge::ClaimVerdict;
pub use key::ClaimKey;
pub use polarity::Polarity;
pub use read::{Limits, read};
pub use remedy::{JudgedRemedy, RemedyVerdict};
pub use stage::Stage;
