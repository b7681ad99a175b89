//! Texts as Markdown that holds no markup but ours (CommonMark 0.31).

use super::{visible, visible_line};

/// A text without markup, on one line: what could be read as such is escaped
/// (CommonMark 0.31, section 2.4).
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in visible_line(text).chars() {
        if c.is_ascii_punctuation()
            && !matches!(c, '.' | ',' | ':' | ';' | '/' | '\'' | '"' | '?' | '%')
        {
            plain.push('\\');
        }
        // Hosts make links and mentions of these without any markup.
        match c {
            '@' => plain.push_str("@\u{2060}"),
            c => plain.push(c),
        }
    }
    plain.replace("://", ":\\/\\/").replace("www.", "www\\.")
}

/// A sentence of ours, in which code stands between backticks.
#[must_use]
pub fn sentence(text: &str) -> String {
    if text.matches('`').count() % 2 == 1 {
        return plain(text);
    }
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { code(part) } else { plain(part) }).collect()
}

/// Code in a line: between more backticks than stand in it (section 6.1).
#[must_use]
pub fn code(text: &str) -> String {
    let text = visible(text);
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Lines of code in a block of their own, between more backticks than stand in them
/// (section 4.5).
#[must_use]
pub fn block(language: &str, lines: &[String], indent: &str) -> String {
    let longest = lines.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let body: String = lines.iter().map(|line| format!("{indent}{line}\n")).collect();
    format!("{indent}{fence}{language}\n{body}{indent}{fence}\n")
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(plain("<b> *x* [a](b)"), r"\<b\> \*x\* \[a\]\(b\)");
        assert_eq!(plain("see http://x, www.y"), r"see http:\/\/x, www\.y");
    }

    #[test]
    fn code_ends_where_it_ends() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(sentence("`f(*)` takes *all*"), r"`f(*)` takes \*all\*");
        assert_eq!(sentence("a ` alone"), r"a \` alone");
        assert_eq!(block("py", &["x = '```'".into()], ""), "````py\nx = '```'\n````\n");
    }
}
