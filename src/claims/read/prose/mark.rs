//! Marks that lines of prose begin with: headings, list items, rules, tags.

use super::field;

/// An item's mark taken off.
pub(super) struct Item<'t> {
    pub number: Option<u32>,
    /// Whether its mark says that this is well.
    pub praise: bool,
    pub rest: &'t str,
}

/// Signs that some put where a bullet would stand.
const SIGNS: [&str; 20] = [
    "•", "‣", "◦", "▪", "❌", "⚠️", "⚠", "🔴", "🟠", "🟡", "🔵", "⛔", "🚨", "☐", "✗", "✘", "🛑",
    "✖", "❗", "🚩",
];
/// Those that praise.
const GOOD: [&str; 6] = ["✅", "✔️", "✔", "✓", "🟢", "👍"];

/// The item that a line begins.
pub(super) fn item(line: &str) -> Option<Item<'_>> {
    let (number, rest) = numbered(line).map_or((None, line), |(number, rest)| (Some(number), rest));
    let (marked, rest) = if number.is_some() {
        (true, rest)
    } else {
        let bullet = ["- ", "* ", "+ ", "– ", "— "].iter().find_map(|mark| rest.strip_prefix(mark));
        (bullet.is_some(), bullet.unwrap_or(rest))
    };
    let rest = rest.trim_start();
    let mut task = rest;
    for mark in ["[ ] ", "[x] ", "[X] ", "[-] "] {
        task = task.strip_prefix(mark).unwrap_or(task);
    }
    let task = task.trim_start();
    let sign = |signs: &[&str]| signs.iter().find_map(|sign| task.strip_prefix(sign));
    let good = sign(&GOOD);
    let bare = good.or(sign(&SIGNS));
    (marked || bare.is_some()).then(|| Item {
        number,
        praise: good.is_some(),
        rest: bare.unwrap_or(task).trim_start(),
    })
}

/// `1. `, `1) `, `(1) `, `[1] `, `**1.** `, `#1: ` and what follows.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let open = line.trim_start_matches("**").trim_start_matches(['(', '[', '#']);
    let end = open.find(|c: char| !c.is_ascii_digit())?;
    let number = open[..end].parse().ok().filter(|_| (1..=3).contains(&end))?;
    let close = &open[end..];
    let hash = line.starts_with('#');
    let rest =
        close.strip_prefix(['.', ')', ']']).or_else(|| close.strip_prefix(':').filter(|_| hash))?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let bold = line.starts_with("**");
    let unbold = rest.strip_prefix("**").filter(|_| bold);
    if bold && unbold.is_none() {
        return None;
    }
    let rest = unbold.unwrap_or(rest);
    rest.starts_with([' ', '\t']).then(|| (number, rest.trim_start()))
}

/// The level and the words of a heading.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let spaced = rest.starts_with([' ', '\t']);
    if !(1..=6).contains(&level) || !spaced || rest.trim().is_empty() {
        return None;
    }
    Some((u8::try_from(level).ok()?, rest.trim().trim_end_matches('#').trim_end()))
}

/// Whether a line is a rule.
pub(super) fn is_rule(line: &str) -> bool {
    let marks: Vec<u8> = line.bytes().filter(|byte| *byte != b' ').take(200).collect();
    marks.len() >= 3
        && matches!(marks[0], b'-' | b'*' | b'_' | b'=')
        && marks.iter().all(|mark| *mark == marks[0])
        && line.bytes().all(|byte| byte == b' ' || byte == marks[0])
}

/// Whether a line begins with an HTML tag.
pub(super) fn is_tag(line: &str) -> bool {
    const TAGS: [&str; 14] = [
        "details",
        "summary",
        "br",
        "div",
        "p",
        "sub",
        "sup",
        "blockquote",
        "table",
        "ul",
        "ol",
        "img",
        "hr",
        "center",
    ];
    let Some(rest) = line.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let closed = rest[end..].starts_with(['>', ' ', '/']);
    closed && TAGS.contains(&rest[..end].to_ascii_lowercase().as_str())
}

/// The name of a fold, where a line gives it.
pub(super) fn summary(line: &str) -> Option<&str> {
    let rest = &line[line.find("<summary>")? + "<summary>".len()..];
    let name = rest.split("</summary>").next().unwrap_or(rest).trim();
    let name = name.trim_start_matches("<b>").trim_end_matches("</b>").trim();
    (!name.is_empty()).then_some(name)
}

/// Whether a fold of this name speaks to machines, or tells how a comment came about.
pub(super) fn is_for_machines(name: &str) -> bool {
    let lower = name.to_lowercase();
    [
        "prompt",
        "agent",
        "committable",
        "analysis chain",
        "script",
        "learning",
        "walkthrough",
        "tools",
        "configuration",
        "commits",
        "files selected",
        "additional context",
        "📜",
        "🧰",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Whether a line is all bold, or is `Issue 2: …`.
pub(super) fn looks_like_heading(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    let bold = line.trim_end_matches([':', '.']);
    let inner = bold.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    if let Some(inner) = inner {
        return !inner.is_empty() && !inner.contains("**") && field::split(line).is_none();
    }
    let lower = line.trim_start_matches(['*', '_']).to_lowercase();
    ["issue", "finding", "vulnerability", "problem", "defect", "concern", "bug"].iter().any(
        |word| {
            let rest = lower.strip_prefix(word).map(|rest| rest.trim_start_matches([' ', '#']));
            rest.is_some_and(|rest| {
                let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                tail.len() < rest.len()
                    && tail.trim_start().starts_with([':', '.', '-', '–', '—', ')'])
            })
        },
    )
}

/// A text without the bold marks around all of it.
pub(super) fn without_bold(line: &str) -> &str {
    let bare = line.trim_end_matches([':', '.']);
    bare.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).unwrap_or(line)
}
