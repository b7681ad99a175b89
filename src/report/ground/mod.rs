//! Claims on their lines, in each format.

mod json;
mod markdown;
mod phrase;
mod places;
mod sarif;
mod text;

pub use json::GROUND_SCHEMA;
pub use phrase::{remedy_held, unread};

use super::{RenderError, Style};
use crate::catalog::Check;
use crate::claims::Grounding;
use crate::model::{ChangeSet, Place};

/// The names of the formats, the default first.
pub const GROUND_FORMATS: [&str; 4] = ["text", "json", "markdown", "sarif"];

/// Everything a format may say of claims.
#[derive(Clone, Copy)]
pub struct Grounded<'a> {
    /// The claims on their lines.
    pub grounding: &'a Grounding,
    /// What they were held against.
    pub change_set: &'a ChangeSet,
    /// The checks of the catalogue that judged.
    pub checks: &'a [Check],
    /// The source lines of a place, from its first to its last.
    pub excerpts: &'a dyn Fn(&Place) -> Option<String>,
}

/// A grounding in a format, with a final newline.
///
/// # Errors
/// Where a value cannot be expressed in the format.
pub fn ground(grounded: &Grounded<'_>, format: &str, style: Style) -> Result<String, RenderError> {
    let grounding = grounded.grounding;
    match format {
        "json" => json::render(grounding),
        "sarif" => Ok(sarif::render(grounding, grounded.checks)),
        "markdown" => Ok(markdown::render(grounding, grounded.change_set)),
        _ => Ok(text::render(grounding, style, grounded.excerpts)),
    }
}
