//! A line of text being written, and where the cursor stands in it.

/// A line of text being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineInput {
    /// The text.
    pub text: String,
    /// Byte before which the cursor stands.
    pub cursor: usize,
}

impl LineInput {
    /// An input with a text, the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    /// An input with a text that is to be gone on with: the cursor a blank behind it.
    #[must_use]
    pub fn after(text: &str) -> Self {
        let text = text.trim_end();
        if text.is_empty() { Self::default() } else { Self::new(&format!("{text} ")) }
    }

    /// Writes a character at the cursor.
    pub fn insert(&mut self, c: char) {
        self.text.insert(self.cursor, c);
        self.cursor += c.len_utf8();
    }

    /// Takes the character before the cursor away.
    pub fn backspace(&mut self) {
        self.left();
        if self.cursor < self.text.len() {
            self.text.remove(self.cursor);
        }
    }

    /// Takes the character at the cursor away.
    pub fn delete(&mut self) {
        if self.cursor < self.text.len() {
            self.text.remove(self.cursor);
        }
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes the word before the cursor away.
    pub fn delete_word(&mut self) {
        let before = self.text.get(..self.cursor).unwrap_or("");
        let start = before.trim_end().rfind(' ').map_or(0, |at| at + 1);
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    /// The cursor a character to the left.
    pub fn left(&mut self) {
        let before = self.text.get(..self.cursor).unwrap_or("");
        self.cursor -= before.chars().next_back().map_or(0, char::len_utf8);
    }

    /// The cursor a character to the right.
    pub fn right(&mut self) {
        let after = self.text.get(self.cursor..).unwrap_or("");
        self.cursor += after.chars().next().map_or(0, char::len_utf8);
    }
}
