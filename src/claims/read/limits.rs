//! How much of a foreign review is read; what is over is said, never read.

/// Bounds on what is read and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the input.
    pub bytes: usize,
    /// Claims kept, repeats aside.
    pub claims: usize,
    /// Bytes kept of one text.
    pub text: usize,
    /// Lines of prose.
    pub lines: usize,
    /// Bytes read of one line of prose.
    pub line: usize,
    /// JSON values (texts, numbers, lists, objects).
    pub values: usize,
    /// How deep lists and objects may stand in each other.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            claims: 10_000,
            text: 16 << 10,
            lines: 50_000,
            line: 64 << 10,
            values: 3_000_000,
            depth: 64,
        }
    }
}
