//! Claims on their lines, in each format.

mod json;
mod markdown;
mod sarif;
mod text;

pub use json::GROUND_SCHEMA;

use super::{RenderError, Style};
use crate::catalog::Check;
use crate::claims::Grounding;
use crate::model::Place;

/// The names of the formats, the default first.
pub const GROUND_FORMATS: [&str; 4] = ["text", "json", "markdown", "sarif"];

/// A grounding in a format, with a final newline; `checks` are those of the catalogue that
/// judged, and `excerpts` gives the source lines of a place.
///
/// # Errors
/// Where a value cannot be expressed in the format.
pub fn ground(
    grounding: &Grounding,
    checks: &[Check],
    format: &str,
    style: Style,
    excerpts: &dyn Fn(&Place) -> Option<String>,
) -> Result<String, RenderError> {
    match format {
        "json" => json::render(grounding),
        "sarif" => Ok(sarif::render(grounding, checks)),
        "markdown" => Ok(markdown::render(grounding)),
        _ => Ok(text::render(grounding, style, excerpts)),
    }
}
