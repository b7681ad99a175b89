//! What becomes, when the screen is left, of a review that would go with the program.

/// The answers to what becomes of it, as they are listed.
pub const LEAVE_ANSWERS: usize = 2;

/// Whether the review stays by itself, or is to be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaving {
    /// The folder that it would be kept in; none where it stays by itself.
    pub keep_in: Option<String>,
    /// Whether it is to be kept there.
    pub keeps: bool,
}
