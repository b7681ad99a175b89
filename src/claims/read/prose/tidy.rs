//! Words of a review without the marks of their layout, and the headline among them.

/// A text without list marks of nested items, bold marks and tags. Code in backticks stays
/// as it is, and so do stars that stand for something.
pub(super) fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(['`', '*', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('`') {
            let end = rest[1..].find('`').map_or(1, |end| end + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if let Some((inner, behind)) = bold(rest, &out) {
            out.push_str(&unmarked(inner));
            rest = behind;
        } else if let Some(behind) = tag(rest) {
            rest = behind;
        } else {
            let mark = rest.len() - rest.trim_start_matches('*').len();
            let mark = mark.max(1);
            out.push_str(&rest[..mark]);
            rest = &rest[mark..];
        }
    }
    out.push_str(rest);
    out
}

/// What stands between `**` and `**`, and what follows.
fn bold<'t>(text: &'t str, before: &str) -> Option<(&'t str, &'t str)> {
    const LONGEST: usize = 400;
    let rest = text.strip_prefix("**")?;
    if rest.starts_with(char::is_whitespace) || before.ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let mut window = rest.len().min(LONGEST);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let end = rest[..window].find("**")?;
    let (inner, behind) = (&rest[..end], &rest[end + 2..]);
    // Marks behind a bracket and before a word open something; they close nothing.
    let opens = inner.ends_with(|c: char| c.is_ascii_punctuation() && c != '`')
        && behind.starts_with(|c: char| c.is_alphanumeric());
    let closes = end > 0 && !inner.ends_with(char::is_whitespace) && !opens;
    closes.then_some((inner, behind))
}

/// What follows a tag of layout.
fn tag(text: &str) -> Option<&str> {
    const TAGS: [&str; 13] = [
        "br", "b", "i", "em", "strong", "code", "sub", "sup", "p", "details", "summary", "u", "div",
    ];
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let close = rest[end..].trim_start_matches([' ', '/']);
    (TAGS.contains(&rest[..end].to_ascii_lowercase().as_str()) && close.starts_with('>'))
        .then(|| &close[1..])
}

/// The headline of a text: what its first line announces, or its first sentence.
pub(super) fn headline(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default().trim();
    let first = super::sentence::split(line).first().copied().unwrap_or(line).to_owned();
    let first = first.trim_end_matches([':', '.']).trim();
    // `Headline: the rest of the sentence`, where it is long.
    let parted = [" - ", " – ", " — ", ": "]
        .iter()
        .filter_map(|mark| first.find(mark))
        .min()
        .filter(|at| (12..=100).contains(at) && first.len() > 120);
    parted.map_or(first, |at| &first[..at]).to_owned()
}

/// How bad a headline says that it is: `[HIGH] …`, `High: …`, `… (medium severity)`.
pub(super) fn severity_in(text: &str) -> Option<String> {
    const LEVELS: [&str; 9] = [
        "critical",
        "high",
        "medium",
        "moderate",
        "low",
        "info",
        "informational",
        "major",
        "minor",
    ];
    let known = |word: &str| {
        let word = word.trim().to_lowercase();
        let word = ["severity:", "severity", "risk", "priority"]
            .iter()
            .fold(word.as_str(), |word, extra| {
                word.trim_end_matches(extra).trim_start_matches(extra).trim()
            });
        LEVELS.contains(&word).then(|| word.to_owned())
    };
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | '('));
    let bracketed = bare.split(['[', '(', ']', ')']).take(9).find_map(known);
    let leading = bare.split([':', '-', '–', '—']).next().filter(|piece| piece.len() < 24);
    bracketed.filter(|_| bare.contains(['[', '('])).or_else(|| leading.and_then(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_goes_and_code_stays() {
        assert_eq!(unmarked("**No check** of `**x**`"), "No check of `**x**`");
        assert_eq!(
            unmarked("Model(ctx, **data) and f(**a, **b)"),
            "Model(ctx, **data) and f(**a, **b)"
        );
        assert_eq!(unmarked("a<br>b < c > d"), "ab < c > d");
    }

    #[test]
    fn severities_are_read_from_headlines() {
        assert_eq!(severity_in("[HIGH] No check").as_deref(), Some("high"));
        assert_eq!(severity_in("🔴 Critical: no check").as_deref(), Some("critical"));
        assert_eq!(severity_in("No check (Medium severity)").as_deref(), Some("medium"));
        assert_eq!(severity_in("High load is not bounded"), None);
    }
}
