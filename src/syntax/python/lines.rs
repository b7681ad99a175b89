//! From byte offsets to lines and columns.

use super::ast::Range;
use crate::model::TextSpan;

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// The index of a text of less than 4 GiB with `\n` line ends.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .filter_map(|(at, _)| u32::try_from(at + 1).ok()),
        );
        Self { starts }
    }

    /// The 1-based line of a byte offset.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }

    /// The bytes at which a 1-based line begins and the one behind it does; none behind the end.
    #[must_use]
    pub fn bounds(&self, line: u32) -> Option<(usize, Option<usize>)> {
        let index = line.checked_sub(1)? as usize;
        let start = *self.starts.get(index)? as usize;
        Some((start, self.starts.get(index + 1).map(|next| *next as usize)))
    }

    /// The lines and columns of a byte range of `text`, the text of this index.
    #[must_use]
    pub fn span(&self, text: &str, range: Range) -> TextSpan {
        let (first_line, start_column) = self.position(text, range.start);
        let (last_line, end_column) = self.position(text, range.end);
        TextSpan { first_line, start_column, last_line, end_column }
    }

    /// 1-based line and 0-based column in chars.
    fn position(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1] as usize;
        let before = text.get(start..offset as usize).unwrap_or("");
        (line, u32::try_from(before.chars().count()).unwrap_or(u32::MAX))
    }
}
