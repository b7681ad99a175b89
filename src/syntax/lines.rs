//! A text with the starts of its lines, so that any line is found at once.

use std::sync::Arc;

/// A text cut into lines without copying it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    text: Arc<str>,
    /// Byte offset of each line's first byte.
    starts: Vec<u32>,
}

impl Lines {
    /// Cuts a text at its `\n`; a final newline does not begin another line.
    /// Text beyond 4 GiB is left out.
    #[must_use]
    pub fn new(text: Arc<str>) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        let mut start = 0_usize;
        for line in text.split_inclusive('\n') {
            let Ok(offset) = u32::try_from(start) else { break };
            starts.push(offset);
            start += line.len();
        }
        Self { text, starts }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line at a 0-based index without its newline; empty past the end.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let Some(start) = self.start(index) else { return "" };
        let end = self.start(index + 1).unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or("");
        line.strip_suffix('\n').unwrap_or(line)
    }

    /// Byte offset at which the line at a 0-based index begins.
    #[must_use]
    pub fn start(&self, index: usize) -> Option<usize> {
        self.starts.get(index).map(|start| *start as usize)
    }

    /// 0-based index of the line that holds a byte offset.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_with_and_without_a_final_newline() {
        for text in ["a\nbc\n", "a\nbc"] {
            let lines = Lines::new(text.into());
            assert_eq!(lines.count(), 2);
            assert_eq!((lines.get(0), lines.get(1), lines.get(2)), ("a", "bc", ""));
            assert_eq!((lines.line_at(0), lines.line_at(1), lines.line_at(2)), (0, 0, 1));
        }
        assert_eq!(Lines::new("".into()).count(), 0);
        assert_eq!(Lines::new("\n".into()).count(), 1);
    }
}
