//! Lines of code as HTML, in the colours of their tokens.

use std::sync::Arc;

use super::escape::escaped;
use crate::model::RepoPath;
use crate::report::visible_line;
use crate::syntax::Lines;
use crate::syntax::highlight::{Tokens, highlight};

/// The text of a file, coloured.
pub struct Painted {
    lines: Lines,
    tokens: Tokens,
}

impl Painted {
    /// Colours a text by the name of its file.
    #[must_use]
    pub fn new(file: &RepoPath, text: Arc<str>) -> Self {
        let lines = Lines::new(text);
        let tokens = highlight(file.as_str(), &lines);
        Self { lines, tokens }
    }

    /// How many lines there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.lines.count()).unwrap_or(u32::MAX)
    }

    /// A 1-based line with the colours of its tokens, nothing of it hidden or markup.
    #[must_use]
    pub fn line(&self, line: u32) -> String {
        let index = (line as usize).saturating_sub(1);
        let code = self.lines.get(index);
        let mut html = String::new();
        let mut done = 0;
        for token in self.tokens.line(index) {
            let (start, end) = (token.start as usize, token.end() as usize);
            let (Some(before), Some(own)) = (code.get(done..start), code.get(start..end)) else {
                break;
            };
            html.push_str(&escaped(&visible_line(before)));
            let own = escaped(&visible_line(own));
            html.push_str(&format!("<span class=\"t-{}\">{own}</span>", token.kind.word()));
            done = end;
        }
        html.push_str(&escaped(&visible_line(code.get(done..).unwrap_or_default())));
        html
    }
}
