//! What became of lines from commit to commit, told by `git diff` alone: the truth that
//! anchors are measured against. It shares no code with them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::Command;

/// A file and a 1-based line.
pub(crate) type Spot = (String, usize);

/// Which line of one side of a hunk is which of the other, 0-based.
type Pair = (usize, usize);

/// Finds pairs in the two sides of a hunk, of which some are known.
type Aligning = fn(&[String], &[String], &[Pair]) -> Vec<Pair>;

/// Shorter lines (in chars, blanks aside) are too common to be said to have moved.
const TELLING: usize = 8;

/// Lines share so much (percent of their pairs of chars) when one became the other.
const ALIKE: usize = 50;

/// The commits of the first-parent history that touch these paths, the oldest first.
pub(crate) fn commits(folder: &Path, count: usize, paths: &[String]) -> Vec<String> {
    let count = format!("-n{count}");
    let mut arguments = vec!["log", "--first-parent", "--format=%H", &count, "--"];
    arguments.extend(paths.iter().map(String::as_str));
    let mut commits: Vec<String> = git(folder, &arguments).lines().map(ToOwned::to_owned).collect();
    commits.reverse();
    commits
}

/// The Python files of a commit below these paths.
pub(crate) fn files(folder: &Path, commit: &str, paths: &[String]) -> Vec<String> {
    let mut arguments = vec!["ls-tree", "-r", "--name-only", commit, "--"];
    arguments.extend(paths.iter().map(String::as_str));
    let listed = git(folder, &arguments);
    listed.lines().filter(|path| path.ends_with(".py")).map(ToOwned::to_owned).collect()
}

pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "core.quotePath=false"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?} failed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A stretch in which a file differs; lines are 1-based, an empty side stands behind `start`.
struct Hunk {
    old_start: usize,
    new_start: usize,
    old: Vec<String>,
    new: Vec<String>,
}

/// What one commit does to its files.
#[derive(Default)]
pub(crate) struct Step {
    /// By the old name: the new one, none where the file went; and where it differs.
    files: HashMap<String, (Option<String>, Vec<Hunk>)>,
    /// Lines that became others.
    became: HashMap<Spot, Spot>,
}

impl Step {
    /// The step from one commit to the next.
    pub(crate) fn between(folder: &Path, old: &str, new: &str, paths: &[String]) -> Self {
        let mut arguments =
            vec!["diff", "-U0", "-M", "--no-color", "--no-ext-diff", "--histogram", old, new, "--"];
        arguments.extend(paths.iter().map(String::as_str));
        let (mut step, added) = parse(&git(folder, &arguments));
        step.align(equal);
        step.follow_moves(&added);
        step.align(alike);
        step
    }

    /// Whether it touches a file of this old name.
    pub(crate) fn touches(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What becomes of a line; none where it goes.
    pub(crate) fn after(&self, spot: &Spot) -> Option<Spot> {
        let Some((now, hunks)) = self.files.get(&spot.0) else { return Some(spot.clone()) };
        let mut shift = 0_isize;
        for hunk in hunks {
            let last = hunk.old_start + hunk.old.len();
            if !hunk.old.is_empty() && (hunk.old_start..last).contains(&spot.1) {
                return self.became.get(spot).cloned();
            }
            let is_above =
                if hunk.old.is_empty() { hunk.old_start < spot.1 } else { last <= spot.1 };
            if is_above {
                shift += hunk.new.len() as isize - hunk.old.len() as isize;
            }
        }
        now.as_ref().map(|now| (now.clone(), spot.1.saturating_add_signed(shift)))
    }

    /// What stands in the place of a line that goes; nothing where nothing does.
    pub(crate) fn instead(&self, spot: &Spot) -> Vec<Spot> {
        let Some((Some(now), hunks)) = self.files.get(&spot.0) else { return Vec::new() };
        let covers =
            |hunk: &&Hunk| (hunk.old_start..hunk.old_start + hunk.old.len()).contains(&spot.1);
        let lines = hunks
            .iter()
            .find(covers)
            .map_or(0..0, |hunk| hunk.new_start..hunk.new_start + hunk.new.len());
        lines.map(|line| (now.clone(), line)).collect()
    }

    /// Inside each hunk, takes lines for the same that `pairs` says to be so, of those that
    /// are free still.
    fn align(&mut self, pairs: Aligning) {
        let taken: HashSet<Spot> = self.became.values().cloned().collect();
        for (path, (now, hunks)) in &self.files {
            let Some(now) = now else { continue };
            for hunk in hunks {
                let before = |at: usize| (path.clone(), hunk.old_start + at);
                let after = |at: usize| (now.clone(), hunk.new_start + at);
                let known: Vec<Pair> = (0..hunk.old.len())
                    .filter_map(|at| {
                        let to = self.became.get(&before(at))?;
                        let is_here = to.0 == *now && to.1 >= hunk.new_start;
                        is_here.then(|| (at, to.1 - hunk.new_start))
                    })
                    .filter(|(_, to)| *to < hunk.new.len())
                    .collect();
                for (at, to) in pairs(&hunk.old, &hunk.new, &known) {
                    if !self.became.contains_key(&before(at)) && !taken.contains(&after(to)) {
                        self.became.insert(before(at), after(to));
                    }
                }
            }
        }
    }

    /// Lines that went in one place and came in one other, with their neighbours.
    fn follow_moves(&mut self, added: &HashMap<Spot, String>) {
        let taken: Vec<Spot> = self.became.values().cloned().collect();
        let mut came: HashMap<&str, Vec<&Spot>> = HashMap::new();
        for (spot, text) in added.iter().filter(|(spot, _)| !taken.contains(spot)) {
            came.entry(text.trim()).or_default().push(spot);
        }
        let mut went: HashMap<&str, Vec<Spot>> = HashMap::new();
        let mut texts: HashMap<Spot, &str> = HashMap::new();
        for (path, (_, hunks)) in &self.files {
            for hunk in hunks {
                for (at, line) in hunk.old.iter().enumerate() {
                    let spot = (path.clone(), hunk.old_start + at);
                    if !self.became.contains_key(&spot) {
                        texts.insert(spot.clone(), line.trim());
                        went.entry(line.trim()).or_default().push(spot);
                    }
                }
            }
        }
        let mut moved: Vec<(Spot, Spot)> = Vec::new();
        for (text, from) in &went {
            if let ([from], Some([to])) = (from.as_slice(), came.get(text).map(Vec::as_slice))
                && text.chars().filter(|c| !c.is_whitespace()).count() >= TELLING
            {
                moved.push((from.clone(), (*to).clone()));
            }
        }
        let mut taken: HashSet<Spot> = taken.into_iter().collect();
        taken.extend(moved.iter().map(|(_, to)| to.clone()));
        while let Some((from, to)) = moved.pop() {
            for by in [-1_isize, 1] {
                let near = |spot: &Spot| (spot.0.clone(), spot.1.saturating_add_signed(by));
                let (from, to) = (near(&from), near(&to));
                let is_same = texts
                    .get(&from)
                    .is_some_and(|text| added.get(&to).is_some_and(|came| came.trim() == *text));
                let is_known = self.became.contains_key(&from) || taken.contains(&to);
                if is_same && !is_known && !moved.iter().any(|(known, _)| *known == from) {
                    taken.insert(to.clone());
                    moved.push((from, to));
                }
            }
            self.became.insert(from, to);
        }
    }
}

/// The files and hunks of a diff, and all lines that came.
fn parse(diff: &str) -> (Step, HashMap<Spot, String>) {
    let (mut step, mut added) = (Step::default(), HashMap::new());
    let (mut old, mut new) = (None::<String>, None::<String>);
    let mut is_head = true;
    for line in diff.split('\n') {
        if let Some(names) = line.strip_prefix("diff --git a/") {
            is_head = true;
            // Of a file that only has another mode or name, nothing else tells the name.
            let both = names.split_once(" b/");
            (old, new) = (both.map(|it| it.0.to_owned()), both.map(|it| it.1.to_owned()));
            if let (Some(old), Some(new)) = (&old, &new) {
                step.files.insert(old.clone(), (Some(new.clone()), Vec::new()));
            }
        } else if is_head && line == "+++ /dev/null" {
            new = None;
            if let Some(old) = &old {
                step.files.insert(old.clone(), (None, Vec::new()));
            }
        } else if is_head && line == "--- /dev/null" {
            if let Some(old) = old.take() {
                step.files.remove(&old);
            }
        } else if let Some(ranges) = line.strip_prefix("@@ -") {
            is_head = false;
            let (before, after) = ranges_of(ranges);
            let hunk =
                Hunk { old_start: before, new_start: after, old: Vec::new(), new: Vec::new() };
            let key = old.clone().unwrap_or_default();
            step.files.entry(key).or_insert((new.clone(), Vec::new())).1.push(hunk);
        } else if !is_head && line.starts_with(['+', '-']) {
            let key = old.clone().unwrap_or_default();
            let Some(hunk) = step.files.get_mut(&key).and_then(|it| it.1.last_mut()) else {
                continue;
            };
            let text = line[1..].to_owned();
            if line.starts_with('-') {
                hunk.old.push(text);
            } else {
                if let Some(new) = &new {
                    let at = hunk.new_start + hunk.new.len();
                    added.insert((new.clone(), at), text.clone());
                }
                hunk.new.push(text);
            }
        }
    }
    step.files.remove("");
    (step, added)
}

/// Where the two sides of `@@ -1,2 +3,4 @@` begin.
fn ranges_of(ranges: &str) -> (usize, usize) {
    let first = |text: &str| text.split([',', ' ']).next().and_then(|it| it.parse().ok());
    let after = ranges.split_once('+').and_then(|(_, after)| first(after));
    (first(ranges).expect("a hunk"), after.expect("a hunk"))
}

/// Equal lines in their order, and statements that are laid out otherwise.
fn equal(old: &[String], new: &[String], _: &[Pair]) -> Vec<Pair> {
    let mut pairs = equal_in_order(old, new);
    for left in 0..old.len() {
        let is_free = |right: &usize| !pairs.iter().any(|pair| pair.1 == *right);
        if pairs.iter().any(|pair| pair.0 == left) || statement_from(old, left).len() < TELLING {
            continue;
        }
        let same = |right: &usize| statement_from(old, left) == statement_from(new, *right);
        if let Some(right) = (0..new.len()).filter(is_free).find(same) {
            pairs.push((left, right));
        }
    }
    pairs
}

fn statement_from(lines: &[String], first: usize) -> String {
    statement(lines[first..].iter().map(|line| &**line))
}

/// Lines that are alike, between those that are known.
fn alike(old: &[String], new: &[String], known: &[Pair]) -> Vec<Pair> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (left, old) in old.iter().enumerate() {
        for (right, new) in new.iter().enumerate() {
            let crosses = |pair: &Pair| (pair.0 < left) != (pair.1 < right);
            let is_known = |pair: &Pair| pair.0 == left || pair.1 == right;
            if !known.iter().any(|pair| is_known(pair) || crosses(pair)) {
                found.push((likeness(old, new), left, right));
            }
        }
    }
    found.retain(|(likeness, _, _)| *likeness >= ALIKE);
    found.sort_by_key(|(likeness, left, right)| {
        (std::cmp::Reverse(*likeness), left.abs_diff(*right), *left)
    });
    let mut pairs: Vec<Pair> = Vec::new();
    for (_, left, right) in found {
        if !pairs.iter().any(|pair| pair.0 == left || pair.1 == right) {
            pairs.push((left, right));
        }
    }
    pairs
}

/// A longest common subsequence of lines, blanks around them aside; empty ones do not count.
fn equal_in_order(old: &[String], new: &[String]) -> Vec<Pair> {
    if old.len().saturating_mul(new.len()) > 4_000_000 {
        return Vec::new();
    }
    let is_equal = |left: usize, right: usize| {
        let text = old[left].trim();
        !text.is_empty() && text == new[right].trim()
    };
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for left in (0..old.len()).rev() {
        for right in (0..new.len()).rev() {
            lengths[left * width + right] = if is_equal(left, right) {
                lengths[(left + 1) * width + right + 1] + 1
            } else {
                lengths[(left + 1) * width + right].max(lengths[left * width + right + 1])
            };
        }
    }
    let (mut left, mut right, mut pairs) = (0, 0, Vec::new());
    while left < old.len() && right < new.len() {
        if is_equal(left, right) {
            pairs.push((left, right));
            (left, right) = (left + 1, right + 1);
        } else if lengths[(left + 1) * width + right] >= lengths[left * width + right + 1] {
            left += 1;
        } else {
            right += 1;
        }
    }
    pairs
}

/// The first of some lines and those that brackets join to it, without what means nothing:
/// blanks, comments, the kind of quotes, commas before a closing bracket.
pub(crate) fn statement<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let (mut joined, mut depth, mut defines) = (String::new(), 0_i32, None);
    for line in lines.take(60) {
        let code = line.split(" #").next().unwrap_or(line);
        let bare = code.trim_start();
        defines.get_or_insert(bare.starts_with("def ") || bare.starts_with("async def "));
        depth += code.matches(['(', '[', '{']).count() as i32;
        depth -= code.matches([')', ']', '}']).count() as i32;
        joined.extend(code.chars().filter(|c| !c.is_whitespace() && *c != '\\'));
        if depth <= 0 {
            break;
        }
    }
    if let Some(open) = joined.find('(').filter(|_| defines == Some(true)) {
        // The name of a function does not count.
        joined.replace_range(..open, "def");
    }
    let joined = joined.replace('\'', "\"").replace("\"\"", "").replace("u\"", "\"");
    let mut joined =
        [",)", ",]", ",}"].iter().fold(joined, |text, end| text.replace(end, &end[1..]));
    if let Some(open) = joined.find("=(").map(|at| at + 1)
        && closes_at_end(&joined[open..])
        && !joined[..open].contains('(')
    {
        joined.pop();
        joined.remove(open);
    }
    joined
}

/// Whether the bracket that a text begins with closes on its last char.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0_i32;
    let closed = text.char_indices().find(|(_, c)| {
        depth += i32::from(matches!(c, '(' | '[' | '{'));
        depth -= i32::from(matches!(c, ')' | ']' | '}'));
        depth == 0
    });
    closed.is_some_and(|(at, _)| at + 1 == text.len() && !text.contains(','))
}

/// How much two lines share, in percent of their words and signs.
fn likeness(left: &str, right: &str) -> usize {
    let (left, mut right) = (pieces(left), pieces(right));
    let total = left.len() + right.len();
    let mut shared = 0_usize;
    for piece in left {
        if let Some(at) = right.iter().position(|other| *other == piece) {
            right.swap_remove(at);
            shared += 2;
        }
    }
    (shared * 100).checked_div(total).unwrap_or(0)
}

fn pieces(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in line.chars() {
        let is_word = c.is_alphanumeric() || c == '_';
        match pieces.last_mut() {
            Some(piece) if is_word && in_word => piece.push(c),
            _ if !c.is_whitespace() => pieces.push(c.to_string()),
            _ => {}
        }
        in_word = is_word;
    }
    pieces
}
