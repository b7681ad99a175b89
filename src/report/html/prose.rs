//! Lessons as HTML: headings, paragraphs, lists, tables and code, as far as our lessons use
//! Markdown (CommonMark 0.31). Whatever else stands there is text.

use super::escape::text;

/// What the lines of a block are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Bullets,
    Numbers,
    Table,
    Code,
}

/// A text in Markdown as HTML. Its first heading is left out: the page has one. `level` is that
/// of the headings below it.
#[must_use]
pub fn prose(markdown: &str, level: u8) -> String {
    let mut html = String::new();
    let mut block: Vec<&str> = Vec::new();
    let mut kind = Kind::Paragraph;
    for line in markdown.lines() {
        let heading = line.starts_with('#').then(|| line.trim_start_matches('#').trim());
        let own = kind_of(line, kind, block.is_empty());
        let is_blank = line.trim().is_empty();
        let ends = heading.is_some() || (is_blank && kind != Kind::Code) || own != kind;
        if ends {
            html.push_str(&written(&block, kind));
            block.clear();
        }
        match heading {
            Some(heading) if line.starts_with("## ") => {
                html.push_str(&format!("<h{level}>{}</h{level}>\n", inline(heading)));
            }
            Some(_) => {}
            None => {
                kind = own;
                if !is_blank || kind == Kind::Code {
                    block.push(line);
                }
            }
        }
    }
    html + &written(&block, kind)
}

/// What a line is after one of this kind.
fn kind_of(line: &str, before: Kind, is_first: bool) -> Kind {
    let continues = !is_first && line.starts_with("  ");
    let is_list = matches!(before, Kind::Bullets | Kind::Numbers);
    if line.trim().is_empty() || (is_list && continues) {
        before
    } else if line.starts_with("    ") && (is_first || before == Kind::Code) {
        Kind::Code
    } else if line.starts_with("- ") {
        Kind::Bullets
    } else if line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok()) {
        Kind::Numbers
    } else if line.starts_with('|') {
        Kind::Table
    } else {
        Kind::Paragraph
    }
}

fn written(block: &[&str], kind: Kind) -> String {
    let end = block.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    let block = &block[..end];
    if block.is_empty() {
        return String::new();
    }
    match kind {
        Kind::Paragraph => format!("<p>{}</p>\n", inline(&block.join(" "))),
        Kind::Bullets => list("ul", block, |line| line.strip_prefix("- ")),
        Kind::Numbers => list("ol", block, |line| {
            let (number, rest) = line.split_once(". ")?;
            number.parse::<u32>().is_ok().then_some(rest)
        }),
        Kind::Table => table(block),
        Kind::Code => {
            let line = |line: &&str| text(line.strip_prefix("    ").unwrap_or(line));
            let lines: Vec<String> = block.iter().map(line).collect();
            format!("<pre>{}</pre>\n", lines.join("\n"))
        }
    }
}

fn list(tag: &str, block: &[&str], begins: fn(&str) -> Option<&str>) -> String {
    let mut points: Vec<String> = Vec::new();
    for line in block {
        match (begins(line), points.last_mut()) {
            (Some(begun), _) => points.push(begun.to_owned()),
            (None, Some(point)) => *point = format!("{point} {}", line.trim()),
            (None, None) => points.push(line.trim().to_owned()),
        }
    }
    let points: String = points.iter().map(|it| format!("<li>{}</li>\n", inline(it))).collect();
    format!("<{tag}>\n{points}</{tag}>\n")
}

fn table(block: &[&str]) -> String {
    let is_rule = |line: &&&str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let mut html = "<table class=\"results\">\n".to_owned();
    for (at, line) in block.iter().filter(|line| !is_rule(line)).enumerate() {
        let tag = if at == 0 { "th" } else { "td" };
        let cells = line.trim_matches('|').split('|');
        let cells: String =
            cells.map(|cell| format!("<{tag}>{}</{tag}>", inline(cell.trim()))).collect();
        html.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    html + "</table>\n"
}

/// Words with code between backticks and stress between asterisks.
fn inline(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text(words);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        1 => format!("<code>{}</code>", text(part)),
        _ => stressed(part),
    };
    parts.iter().enumerate().map(part).collect()
}

fn stressed(words: &str) -> String {
    let parts: Vec<&str> = words.split('*').collect();
    if parts.len().is_multiple_of(2) {
        return text(words);
    }
    let part = |(at, part): (usize, &&str)| match (at % 2, part.is_empty()) {
        (1, false) => format!("<em>{}</em>", text(part)),
        _ => text(part),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_becomes_headings_lists_and_code() {
        let html = prose(
            "# x\n\n## Why <it> matters\n\nOne *two* `a*b`\nthree.\n\n- a\n  b\n- c\n\n1. d\n2. e\n\n    \
             if x:\n\n        y(\"<\")\n\nEnd\n",
            3,
        );
        assert_eq!(
            html,
            "<h3>Why &lt;it&gt; matters</h3>\n<p>One <em>two</em> <code>a*b</code> three.</p>\n\
             <ul>\n<li>a b</li>\n<li>c</li>\n</ul>\n<ol>\n<li>d</li>\n<li>e</li>\n</ol>\n\
             <pre>if x:\n\n    y(&quot;&lt;&quot;)</pre>\n<p>End</p>\n"
        );
    }

    #[test]
    fn what_is_no_markdown_of_ours_is_text() {
        let html = prose("a ` b *c\n<script>x</script> [a](javascript:b)\n", 3);
        assert_eq!(html, "<p>a ` b *c &lt;script&gt;x&lt;/script&gt; [a](javascript:b)</p>\n");
    }
}
