//! Lines of prose as blocks: headings, list items, paragraphs, code, quotes, tables, markup.

use std::collections::HashMap;

use super::field;
use super::mark;

/// A block of lines.
#[derive(Debug)]
pub(super) struct Block<'t> {
    pub kind: Kind,
    /// White space before its mark.
    pub indent: usize,
    /// Its lines without their marks.
    pub lines: Vec<&'t str>,
    pub first: u32,
    pub last: u32,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading; 7 is a line that only looks like one.
    Heading(u8),
    /// An item of a list, by its number where it has one, and whether its mark is praise.
    Item { number: Option<u32>, praise: bool },
    /// Running text.
    Para,
    /// Code; a hunk is a part of a change that a comment quotes.
    Code { hunk: bool },
    /// A quoted text that is no code.
    Quote,
    /// Rows with bars.
    Table,
    /// A line across.
    Rule,
    /// Markup without words, or words for machines.
    Noise,
}

/// So many lines of code at the beginning are a quote, and no file that is reviewed.
const QUOTED: usize = 12;

/// Lines of a fold that is passed over.
const LONGEST_FOLD: usize = 2_000;

impl Block<'_> {
    /// Its lines joined.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// The blocks of lines, of which the first has a number.
pub(super) fn blocks<'t>(lines: &[&'t str], first: u32) -> Vec<Block<'t>> {
    let mut reader = Reader {
        lines,
        first,
        at: 0,
        blocks: Vec::new(),
        blank: true,
        listed: None,
        closed: true,
        folds: folds(lines),
    };
    while reader.at < lines.len() {
        reader.step();
    }
    reader.blocks
}

/// The lines on which folds begin, each with the line that closes it: all in one go, since
/// many that are never closed would each be looked for to the end.
fn folds(lines: &[&str]) -> HashMap<usize, usize> {
    let mut ends = HashMap::new();
    // The tags that are open: the line of each, and whether it is the first of that line.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let opened = line.matches("<details").count();
        open.extend((0..opened).map(|tag| (at, tag == 0)));
        for _ in 0..line.matches("</details>").count() {
            if let Some((begin, true)) = open.pop() {
                ends.insert(begin, at);
            }
        }
    }
    ends
}

struct Reader<'l, 't> {
    lines: &'l [&'t str],
    first: u32,
    at: usize,
    blocks: Vec<Block<'t>>,
    /// Whether the line before was blank.
    blank: bool,
    /// The number of the item before, where a list is going on.
    listed: Option<Option<u32>>,
    /// Whether fences may still be closed further down.
    closed: bool,
    /// The lines on which folds begin and end.
    folds: HashMap<usize, usize>,
}

impl<'t> Reader<'_, 't> {
    fn push(&mut self, kind: Kind, indent: usize, lines: Vec<&'t str>, count: usize) {
        let number = |at: usize| self.first + u32::try_from(at).unwrap_or(u32::MAX / 2);
        let (first, last) = (number(self.at), number(self.at + count.max(1) - 1));
        self.blocks.push(Block { kind, indent, lines, first, last });
        self.at += count.max(1);
        self.blank = false;
        match kind {
            Kind::Item { number, .. } => self.listed = Some(number),
            Kind::Heading(_) | Kind::Rule => self.listed = None,
            _ => {}
        }
    }

    fn step(&mut self) {
        let line = self.lines[self.at];
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        if bare.is_empty() {
            self.blank = true;
            self.at += 1;
        } else if bare.starts_with("```") || bare.starts_with("~~~") {
            self.fence(bare, indent);
        } else if bare.starts_with("@@ -") || bare.starts_with("diff --git ") {
            let count = self.run(|line| {
                line.starts_with([' ', '+', '-', '@', '\\'])
                    || line.starts_with("diff ")
                    || line.starts_with("index ")
            });
            self.push(Kind::Code { hunk: true }, indent, self.taken(count), count);
        } else if bare.starts_with('>') {
            self.quote(indent);
        } else if bare.starts_with("<!--") {
            let left = &self.lines[self.at..];
            let count =
                left.iter().take(200).position(|line| line.contains("-->")).unwrap_or(0) + 1;
            self.push(Kind::Noise, indent, self.taken(count), count);
        } else if mark::is_tag(bare) {
            self.tag(bare, indent);
        } else if let Some((level, text)) = mark::heading(bare) {
            self.push(Kind::Heading(level), indent, vec![text], 1);
        } else if mark::is_rule(bare) {
            self.push(Kind::Rule, indent, vec![bare], 1);
        } else if self.table_rows() > 0 {
            let count = self.table_rows();
            self.push(Kind::Table, indent, self.taken(count), count);
        } else if self.starts_item(bare) {
            self.item(bare, indent);
        } else if indent >= 4 && self.blank && self.listed.is_none() {
            let count = self.run(|line| line.starts_with("    ") || line.starts_with('\t'));
            self.push(Kind::Code { hunk: false }, indent, self.taken(count), count);
        } else {
            self.paragraph(bare, indent);
        }
    }

    /// How many lines from here on are as asked.
    fn run(&self, belongs: impl Fn(&str) -> bool) -> usize {
        let rest = &self.lines[self.at + 1..];
        1 + rest.iter().position(|line| !belongs(line)).unwrap_or(rest.len())
    }

    fn taken(&self, count: usize) -> Vec<&'t str> {
        self.lines[self.at..self.at + count].to_vec()
    }

    /// A fence with what is in it. One that is never closed, and one around prose, is only
    /// a line of markup.
    fn fence(&mut self, bare: &str, indent: usize) {
        let mark = &bare[..bare.len() - bare.trim_start_matches(['`', '~']).len()];
        let info = bare[mark.len()..].trim().to_lowercase();
        let prose = matches!(info.as_str(), "markdown" | "md" | "text/markdown");
        let rest = &self.lines[self.at + 1..];
        let end = if prose || !self.closed {
            None
        } else {
            rest.iter().position(|line| {
                line.trim().starts_with(mark) && {
                    line.trim().trim_start_matches(['`', '~']).is_empty()
                }
            })
        };
        self.closed &= prose || end.is_some();
        match end {
            Some(end) => {
                // A few lines that stand before all else are what the comment below is about.
                let quotes = info == "diff" || end <= QUOTED;
                let hunk = quotes && self.after_place();
                let lines = rest[..end].to_vec();
                self.push(Kind::Code { hunk }, indent, lines, end + 2);
            }
            None => self.push(Kind::Noise, indent, vec![], 1),
        }
    }

    /// Whether nothing but quotes, markup or a place stands before: a hunk that begins a comment.
    fn after_place(&self) -> bool {
        matches!(self.blocks.last().map(|block| block.kind), None | Some(Kind::Rule | Kind::Noise))
    }

    fn quote(&mut self, indent: usize) {
        let count = self.run(|line| line.trim_start().starts_with('>'));
        let lines: Vec<_> = self
            .taken(count)
            .iter()
            .map(|line| {
                let line = line.trim_start().trim_start_matches('>');
                line.strip_prefix(' ').unwrap_or(line)
            })
            .collect();
        let is_code = |line: &&str| {
            line.starts_with(['+', '-', '@', ' ', '\t']) && !line.starts_with("- ") || {
                let line = line.trim_end();
                line.ends_with(['(', ')', '{', ':', ';', ','])
                    && line.contains(['(', '=', '@'])
                    && line.split_whitespace().count() < 12
                    && !line.contains("**")
            }
        };
        let fenced = lines.first().is_some_and(|line| line.trim_start().starts_with("```"));
        if fenced {
            let lines = lines.into_iter().filter(|line| !line.trim_start().starts_with("```"));
            let lines = lines.collect();
            return self.push(Kind::Code { hunk: true }, indent, lines, count);
        }
        let told = lines.iter().filter(|line| !line.trim().is_empty());
        let code = lines.first().is_some_and(|line| line.starts_with("@@"))
            || told.clone().filter(|line| is_code(line)).count() * 2 > told.count();
        let kind = if code { Kind::Code { hunk: true } } else { Kind::Quote };
        self.push(kind, indent, lines, count);
    }

    /// A line that begins with a tag: its words, or a fold with a name.
    fn tag(&mut self, bare: &'t str, indent: usize) {
        if bare.starts_with("<details") {
            let ahead = self.lines[self.at..].iter().take(3);
            let named = ahead.into_iter().find_map(|line| mark::summary(line));
            if named.is_some_and(mark::is_for_machines) {
                let count = self.fold();
                return self.push(Kind::Noise, indent, self.taken(count), count);
            }
        }
        match mark::summary(bare) {
            Some(name) if field::label_of(name).is_none() && !mark::is_for_machines(name) => {
                self.push(Kind::Heading(7), indent, vec![name], 1);
            }
            Some(name) => self.push(Kind::Para, indent, vec![name], 1),
            None => self.push(Kind::Noise, indent, vec![bare], 1),
        }
    }

    /// How many lines a fold has that begins here. One that is never closed hides nothing.
    fn fold(&self) -> usize {
        let end = self.folds.get(&self.at).filter(|end| **end < self.at + LONGEST_FOLD);
        end.map_or(1, |end| end + 1 - self.at)
    }

    fn table_rows(&self) -> usize {
        let barred = |line: &str| line.trim().starts_with('|') && line.matches('|').count() > 1;
        let here = self.lines[self.at];
        if barred(here) {
            return self.run(barred);
        }
        let ruled = self.lines.get(self.at + 1).is_some_and(|next| {
            next.contains('|')
                && next.contains('-')
                && next.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
        });
        if ruled && here.contains('|') { self.run(|line| line.contains('|')) } else { 0 }
    }

    /// Whether an item begins here. A number in the middle of a sentence is no mark.
    fn starts_item(&self, bare: &str) -> bool {
        mark::item(bare).is_some_and(|item| match item.number {
            Some(number) => {
                self.blank || number <= 1 || self.listed.is_some() || self.blocks.is_empty()
            }
            None => true,
        })
    }

    fn item(&mut self, bare: &'t str, indent: usize) {
        let Some(item) = mark::item(bare) else { return };
        let count = 1 + self.continued(self.at + 1);
        let mut lines = vec![item.rest];
        lines.extend(self.lines[self.at + 1..self.at + count].iter().map(|line| line.trim()));
        let kind = Kind::Item { number: item.number, praise: item.praise };
        self.push(kind, indent, lines, count);
    }

    /// How many lines from one on go on with the text before them.
    fn continued(&mut self, from: usize) -> usize {
        let here = self.at;
        let blank = std::mem::replace(&mut self.blank, false);
        let listed = self.listed;
        self.listed = Some(None);
        let mut at = from;
        while at < self.lines.len() && self.goes_on(at) {
            at += 1;
        }
        (self.at, self.blank, self.listed) = (here, blank, listed);
        at - from
    }

    fn goes_on(&mut self, at: usize) -> bool {
        self.at = at;
        let bare = self.lines[at].trim();
        !(bare.is_empty()
            || bare.starts_with("```")
            || bare.starts_with("~~~")
            || bare.starts_with('>')
            || bare.starts_with("@@ -")
            || mark::is_tag(bare)
            || mark::heading(bare).is_some()
            || mark::is_rule(bare)
            || self.starts_item(bare)
            || self.table_rows() > 0)
    }

    fn paragraph(&mut self, bare: &'t str, indent: usize) {
        let next = self.lines.get(self.at + 1).map_or("", |line| line.trim());
        let underlined =
            next.len() >= 3 && (next.bytes().all(|b| b == b'=') || next.bytes().all(|b| b == b'-'));
        if underlined && bare.len() < 200 {
            let level = if next.starts_with('=') { 1 } else { 2 };
            return self.push(Kind::Heading(level), indent, vec![bare], 2);
        }
        if (indent < 2 || self.listed.is_none()) && mark::looks_like_heading(bare) {
            let text = mark::without_bold(bare);
            return self.push(Kind::Heading(7), indent, vec![text], 1);
        }
        let listed = self.listed;
        let count = 1 + self.continued(self.at + 1);
        self.listed = listed;
        let lines = self.taken(count).iter().map(|line| line.trim()).collect();
        self.push(Kind::Para, indent, lines, count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_end_where_they_are_closed_and_others_hide_nothing() {
        let lines =
            ["<details>", "a", "<details><details>", "</details></details>", "b", "</details>"];
        assert_eq!(folds(&lines), HashMap::from([(0, 5), (2, 3)]));
        assert_eq!(folds(&lines[..5]), HashMap::from([(2, 3)]));
        assert_eq!(folds(&["</details>", "<details>"]), HashMap::new());
    }
}
