//! Claims on their lines, in each format.

mod json;
mod markdown;
mod text;

pub use json::GROUND_SCHEMA;

use super::{RenderError, Style};
use crate::claims::Grounding;
use crate::model::Place;

/// The names of the formats, the default first.
pub const GROUND_FORMATS: [&str; 3] = ["text", "json", "markdown"];

/// A grounding in a format, with a final newline; `excerpts` gives the source
/// lines of a place.
///
/// # Errors
/// Where a value cannot be expressed in the format.
pub fn ground(
    grounding: &Grounding,
    format: &str,
    style: Style,
    excerpts: &dyn Fn(&Place) -> Option<String>,
) -> Result<String, RenderError> {
    match format {
        "json" => json::render(grounding),
        "markdown" => Ok(markdown::render(grounding)),
        _ => Ok(text::render(grounding, style, excerpts)),
    }
}
