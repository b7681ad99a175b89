//! Reads a foreign review: bytes in, values out. Opens nothing and knows no code.

mod clean;
mod collected;
mod framed;
mod input;
mod json;
mod limits;
mod oneline;
mod places;
mod prose;
mod twice;

use super::document::Document;
use input::Input;
pub use limits::Limits;

/// What a review says, whatever shape it came in. Takes any bytes, and says what of them it
/// could not read.
#[must_use]
pub fn read(bytes: &[u8], limits: &Limits) -> Document {
    let input = Input::of(bytes, limits);
    let text = &input.text;
    let mut document = json::read(text, limits)
        .or_else(|| framed::read(text, limits))
        .or_else(|| oneline::read(text, limits))
        .unwrap_or_else(|| prose::read(text, limits));
    document.unread.splice(0..0, input.unread);
    document
}
