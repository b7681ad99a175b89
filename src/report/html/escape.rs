//! Text that is text in HTML, wherever it stands.

use crate::report::visible_line;

/// A text for between tags or in a quoted attribute, on one line, nothing of it hidden.
#[must_use]
pub fn text(text: &str) -> String {
    escaped(&visible_line(text))
}

/// A sentence of ours, in which code stands between backticks.
#[must_use]
pub fn sentence(words: &str) -> String {
    if words.matches('`').count() % 2 == 1 {
        return text(words);
    }
    let parts = words.split('`').map(text).enumerate();
    let part = |(at, part)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part };
    parts.map(part).collect()
}

/// The same for what was made visible already.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
