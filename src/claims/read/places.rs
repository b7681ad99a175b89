//! Places and weakness numbers that stand in running text.

use crate::claims::document::{PathForm, StatedLines, StatedPlace};

/// Ends of file names that are taken for a path wherever they stand.
const SOURCES: [&str; 2] = [".py", ".pyi"];
/// Ends that are taken for a path only where a folder or a line stands beside them, as
/// `request.json` is an attribute.
const OTHERS: [&str; 22] = [
    ".html", ".htm", ".yaml", ".yml", ".toml", ".cfg", ".ini", ".json", ".txt", ".md", ".rst",
    ".sql", ".sh", ".js", ".ts", ".tsx", ".jsx", ".jinja", ".j2", ".go", ".rb", ".java",
];

/// A path as somebody wrote it.
pub(super) fn place(path: String) -> StatedPlace {
    StatedPlace { form: form(&path), path, ..StatedPlace::default() }
}

/// What kind of path this is.
pub(super) fn form(path: &str) -> PathForm {
    let drive = path.as_bytes().get(1) == Some(&b':')
        && path.starts_with(|c: char| c.is_ascii_alphabetic());
    if path.split(['/', '\\']).any(|part| part == "..") {
        PathForm::Climbing
    } else if path.starts_with(['/', '\\', '~']) || drive {
        PathForm::Absolute
    } else if path.contains("://") {
        PathForm::Address
    } else {
        PathForm::Relative
    }
}

/// The places and the lone line numbers that a text names, in order.
pub(super) fn find(text: &str) -> (Vec<StatedPlace>, Vec<StatedLines>) {
    let (mut places, mut loose) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| is_path_char(c)) {
        let word = &rest[start..];
        let end = word.find(|c: char| !is_path_char(c)).unwrap_or(word.len());
        let behind = &word[end..];
        rest = behind;
        let name = word[..end].trim_end_matches('.').trim_start_matches('@');
        if let Some(path) = path_in(name, behind) {
            let (mut found, used) = with_lines(path, &word[..end], behind);
            found.form = form(&found.path);
            rest = &behind[used..];
            if !places.contains(&found) {
                places.push(found);
            }
        } else if let Some((lines, used)) = lone_lines(name, behind) {
            rest = &behind[used..];
            if !loose.contains(&lines) {
                loose.push(lines);
            }
        }
    }
    (places, loose)
}

fn is_path_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '\\' | '-' | '~' | '%' | '+' | '@')
}

fn path_in<'t>(name: &'t str, behind: &str) -> Option<&'t str> {
    let has = |ends: &[&str]| {
        ends.iter().any(|end| name.len() > end.len() && name.to_lowercase().ends_with(end))
    };
    let placed = name.contains('/') || line_behind(behind).is_some();
    (has(&SOURCES) || (has(&OTHERS) && placed)).then_some(name)
}

/// The place of a path with the lines that stand right behind it, and how much that took.
fn with_lines(path: &str, word: &str, behind: &str) -> (StatedPlace, usize) {
    let mut found = place(path.to_owned());
    let mut used = 0;
    if word.ends_with(path)
        && let Some((line, end, column, taken)) = line_behind(behind)
    {
        (found.line, found.end_line, found.column) = (Some(line), end, column);
        used = taken;
    }
    (found, used)
}

/// `:12`, `:12:5`, `:12-15`, `#L12-L15`, ` line 12`, `` ` (lines 12-15)``.
fn line_behind(behind: &str) -> Option<(u32, Option<u32>, Option<u32>, usize)> {
    let mut at = Cursor { text: behind, at: 0 };
    if at.eat(":") {
        at.eat("L");
        let line = at.number()?;
        let mark = at.at;
        if at.eat("-") || at.eat("–") {
            at.eat("L");
            match at.number() {
                Some(end) => return Some((line, Some(end.max(line)), None, at.at)),
                None => at.at = mark,
            }
        } else if at.eat(":") {
            match at.number() {
                Some(column) => return Some((line, None, Some(column), at.at)),
                None => at.at = mark,
            }
        }
        return Some((line, None, None, at.at));
    }
    while at.eat("`") || at.eat("*") || at.eat("\"") || at.eat("'") {}
    let direct = at.eat("#");
    if !direct {
        while at.eat(" ") || at.eat(",") || at.eat("(") || at.eat("[") || at.eat(":") {}
        for word in ["at ", "on ", "around ", "near "] {
            at.eat(word);
        }
    }
    if !(at.eat("lines ") || at.eat("line ") || at.eat("Lines ") || at.eat("Line ") || at.eat("L"))
    {
        return None;
    }
    let (lines, taken) = range(&behind[at.at..])?;
    Some((lines.first, (lines.last > lines.first).then_some(lines.last), None, at.at + taken))
}

/// `line 12` and the like where no path stands before.
fn lone_lines(name: &str, behind: &str) -> Option<(StatedLines, usize)> {
    let lower = name.to_lowercase();
    if lower == "line" || lower == "lines" {
        let mut at = Cursor { text: behind, at: 0 };
        while at.eat(" ") || at.eat(":") || at.eat("*") || at.eat("`") || at.eat("#") {}
        let (lines, taken) = range(&behind[at.at..])?;
        return Some((lines, at.at + taken));
    }
    let digits = name.strip_prefix('L')?;
    let (lines, taken) = range(digits)?;
    (taken == digits.len()).then_some((lines, 0))
}

/// `12`, `12-15`, `12 to 15`, `L12-L15` at the start of a text, and how much it took.
pub(super) fn range(text: &str) -> Option<(StatedLines, usize)> {
    let mut at = Cursor { text, at: 0 };
    at.eat("L");
    let first = at.number()?;
    let mark = at.at;
    at.eat(" ");
    let joined = at.eat("-") || at.eat("–") || at.eat("—") || at.eat("to ") || at.eat("..");
    at.eat(" ");
    at.eat("L");
    match at.number().filter(|last| joined && *last >= first) {
        Some(last) => Some((StatedLines { first, last }, at.at)),
        None => Some((StatedLines { first, last: first }, mark)),
    }
}

/// The numbers of the weaknesses a text names: `CWE-79`, `cwe_79`, `cwe/cwe-079`.
pub(super) fn weaknesses(text: &str, into: &mut Vec<u32>) {
    let lower = text.to_ascii_lowercase();
    for (at, _) in lower.match_indices("cwe") {
        let rest = lower[at + 3..].trim_start_matches(['-', '_', ' ', ':', '/', '"', '#']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if let Ok(number) = rest[..end].parse()
            && end <= 5
            && !into.contains(&number)
        {
            into.push(number);
        }
    }
}

/// A position in a text that goes forward.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn eat(&mut self, what: &str) -> bool {
        let here = self.text[self.at..].starts_with(what);
        self.at += if here { what.len() } else { 0 };
        here
    }

    /// A number above zero.
    fn number(&mut self) -> Option<u32> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest[..end].parse().ok().filter(|number| *number > 0)?;
        self.at += end;
        Some(number)
    }
}
