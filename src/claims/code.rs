//! The code that claims are put on: files, their functions, and where a name stands.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::analysis::{Sources, is_aside};
use crate::model::{HandlerId, Place, RepoPath, Side, TextSpan};
use crate::syntax::python::ast::{Function, Stmt, StmtKind};
use crate::syntax::python::{LineIndex, parse, places_of};

/// The Python files of a tree, tests and what is not the project's own aside.
pub(super) struct Code {
    pub(super) files: Vec<CodeFile>,
    /// Every other file: tests, what is not the project's own, what is not Python.
    others: Vec<RepoPath>,
    /// About how many functions there are.
    pub(super) size: usize,
    /// Where the names stand that were looked for: reports name the same over and over.
    places: Mutex<HashMap<String, Arc<[NamePlace]>>>,
}

/// A line of a function on which a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NamePlace {
    /// Index of the file.
    pub(super) file: usize,
    /// Index of the function in the file.
    pub(super) unit: usize,
    /// 1-based.
    pub(super) line: u32,
    /// Whether the function is defined there under that name.
    pub(super) is_itself: bool,
}

/// One file.
pub(super) struct CodeFile {
    pub(super) path: RepoPath,
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
    functions: OnceLock<Vec<Unit>>,
}

/// A function of a module or a method of one of its classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// `path::Class.name`, with an ordinal where a name is defined several times.
    pub(super) id: HandlerId,
    /// Its own name.
    pub(super) name: String,
    /// The longer words of its name, in small letters.
    pub(super) parts: Vec<String>,
    /// Lines from the first decorator to the end, 1-based and inclusive.
    pub(super) first_line: u32,
    pub(super) last_line: u32,
    /// The line of the `def`, 1-based.
    pub(super) def_line: u32,
}

impl Unit {
    /// `Class.method`, or the name of a function, with an ordinal where there are several.
    pub(super) fn qualified(&self) -> &str {
        let id = self.id.as_str();
        id.split_once("::").map_or(id, |(_, name)| name)
    }

    /// The class around a method.
    fn class(&self) -> Option<&str> {
        self.qualified().rsplit('.').nth(1)
    }

    pub(super) fn holds(&self, line: u32) -> bool {
        (self.first_line..=self.last_line).contains(&line)
    }
}

impl Code {
    /// Reads the files of a tree.
    pub(super) fn of(sources: &dyn Sources) -> Self {
        let all = sources.files();
        let is_code = |path: &&RepoPath| path.is_python() && !is_aside(path);
        let others = all.iter().filter(|path| !is_code(path)).cloned().collect();
        let files = all.iter().filter(is_code).filter_map(|path| {
            let text = sources.read(path)?.text;
            let (lines, functions) = (OnceLock::new(), OnceLock::new());
            Some(CodeFile { path: path.clone(), text, lines, functions })
        });
        let files: Vec<CodeFile> = files.collect();
        let count =
            |file: &CodeFile| memchr::memmem::find_iter(file.text.as_bytes(), "def ").count();
        let size = files.iter().map(count).sum();
        Self { files, others, size, places: Mutex::default() }
    }

    /// The lines of functions on which a name stands, or a path by its last two parts:
    /// `response.status` where `req.response.status` is meant. In the order of the tree.
    pub(super) fn places_of(&self, name: &str) -> Arc<[NamePlace]> {
        let mut known = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = known.get(name) {
            return Arc::clone(places);
        }
        let mut places = Vec::new();
        for (at, file) in self.files.iter().enumerate() {
            for line in file.lines_of_path(name) {
                if let Some(unit) = file.unit_at(line) {
                    let own = &file.units()[unit];
                    let is_itself = own.name == name && own.def_line == line;
                    places.push(NamePlace { file: at, unit, line, is_itself });
                }
            }
        }
        self.add_methods(name, &mut places);
        let places: Arc<[NamePlace]> = places.into();
        known.insert(name.to_owned(), Arc::clone(&places));
        places
    }

    /// Adds the method that a name `Class.method` means, or the methods of a class.
    fn add_methods(&self, name: &str, places: &mut Vec<NamePlace>) {
        let mut parts = name.rsplit('.');
        let last = parts.next().unwrap_or_default();
        let class = parts.next().unwrap_or(last);
        if !class.starts_with(|c: char| c.is_uppercase()) {
            return;
        }
        let start = format!("class {class}");
        for (at, file) in self.files.iter().enumerate().filter(|(_, file)| file.has_part(&start)) {
            for (unit, own) in file.units().iter().enumerate() {
                let is_itself =
                    own.qualified() == name || own.qualified().ends_with(&format!(".{name}"));
                let is_of_class = class == last && own.class() == Some(class);
                if is_itself || is_of_class {
                    places.push(NamePlace { file: at, unit, line: own.def_line, is_itself });
                }
            }
        }
        places.sort_by_key(|place| (place.file, place.unit, !place.is_itself, place.line));
    }

    /// The lines of functions on which a line of quoted code stands.
    pub(super) fn lines_like(&self, quoted: &str) -> Vec<NamePlace> {
        let mut places = Vec::new();
        for (at, file) in self.files.iter().enumerate().filter(|(_, file)| file.has_part(quoted)) {
            let lines = (1..).zip(file.text.lines()).filter(|(_, line)| line.trim() == quoted);
            for (line, _) in lines {
                if let Some(unit) = file.unit_at(line) {
                    places.push(NamePlace { file: at, unit, line, is_itself: false });
                }
            }
        }
        places
    }

    /// The files that a path may mean: its end, in whole parts.
    pub(super) fn named(&self, path: &str) -> Vec<usize> {
        let path = without_dots(path);
        let all = self.files.iter().enumerate();
        all.filter(|(_, file)| may_mean(path, file.path.as_str())).map(|(at, _)| at).collect()
    }

    /// The one other file that a path means, if no more than one fits.
    pub(super) fn other_named(&self, path: &str) -> Option<&RepoPath> {
        let path = without_dots(path);
        let mut fit = self.others.iter().filter(|other| may_mean(path, other.as_str()));
        fit.next().filter(|_| fit.next().is_none())
    }
}

fn without_dots(path: &str) -> &str {
    path.trim_start_matches("./").trim_start_matches('/')
}

/// Whether a path may mean a file: a scanner may have stood above the repository, or
/// below its root.
fn may_mean(path: &str, known: &str) -> bool {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    ends(known, path) || (path.contains('/') && ends(path, known))
}

impl CodeFile {
    /// The 1-based lines on which a name stands, as a word.
    pub(super) fn lines_of(&self, name: &str) -> Vec<u32> {
        let mut lines: Vec<u32> = places_of(&self.text, name)
            .filter(|at| !self.text[..*at].ends_with('.'))
            .filter_map(|at| Some(self.index().line(u32::try_from(at).ok()?)))
            .collect();
        lines.dedup();
        lines
    }

    /// The same for a path, which may also stand by its last two parts.
    fn lines_of_path(&self, name: &str) -> Vec<u32> {
        let mut lines = self.lines_of(name);
        if let Some((_, ends)) = name.split_once('.').filter(|(_, ends)| ends.contains('.')) {
            lines.extend(self.lines_of(ends));
            lines.sort_unstable();
            lines.dedup();
        }
        lines
    }

    /// Whether a name stands in it at all.
    pub(super) fn names(&self, name: &str) -> bool {
        places_of(&self.text, name).next().is_some()
    }

    /// Whether a text stands in it, be it within a name.
    pub(super) fn has_part(&self, text: &str) -> bool {
        memchr::memmem::find(self.text.as_bytes(), text.as_bytes()).is_some()
    }

    /// The functions, in order.
    pub(super) fn units(&self) -> &[Unit] {
        self.functions.get_or_init(|| {
            let module = parse(&self.text);
            let mut found = Vec::new();
            collect(&module.body, "", &mut found);
            found.sort_by_key(|(_, function)| function.range.start);
            let mut units: Vec<Unit> = Vec::new();
            let mut names: HashMap<&str, usize> = HashMap::new();
            for (name, function) in &found {
                let ordinal = names.entry(name).or_default();
                *ordinal += 1;
                let ordinal = *ordinal;
                let span = module.span(function.range);
                units.push(Unit {
                    id: HandlerId::new(&self.path, name, ordinal),
                    name: function.name.to_string(),
                    parts: parts(&function.name),
                    first_line: span.first_line,
                    last_line: span.last_line,
                    def_line: module.span(function.header).first_line,
                });
            }
            units
        })
    }

    /// The function around a line.
    pub(super) fn unit_at(&self, line: u32) -> Option<usize> {
        let units = self.units();
        // Functions do not overlap, those in other functions are none of their own.
        let behind = units.partition_point(|unit| unit.first_line <= line);
        behind.checked_sub(1).filter(|at| units[*at].holds(line))
    }

    /// How many lines it has.
    pub(super) fn line_count(&self) -> u32 {
        u32::try_from(self.text.lines().count()).unwrap_or(u32::MAX)
    }

    /// The text of a 1-based line.
    pub(super) fn line(&self, line: u32) -> &str {
        let Some((start, next)) = self.index().bounds(line) else { return "" };
        self.text
            .get(start..next.unwrap_or(self.text.len()))
            .unwrap_or_default()
            .trim_end_matches('\n')
    }

    /// The text of some lines, both inclusive.
    pub(super) fn slice(&self, first: u32, last: u32) -> String {
        let Some((start, _)) = self.index().bounds(first.max(1)) else { return String::new() };
        let end = self.index().bounds(last).and_then(|(_, next)| next).unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches('\n').to_owned()
    }

    /// A whole line as a place at head, without the space around its code.
    pub(super) fn place(&self, line: u32) -> Place {
        let code = self.line(line);
        let cells = |text: &str| u32::try_from(text.chars().count()).unwrap_or(0);
        let start = cells(code) - cells(code.trim_start());
        let span = TextSpan {
            first_line: line,
            start_column: start,
            last_line: line,
            end_column: start + cells(code.trim()),
        };
        Place::on(Side::Head, self.path.clone(), span)
    }

    fn index(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// The name, dotted or not, that ends at a byte of a text.
pub(super) fn name_before(text: &str, end: usize) -> &str {
    let before = text.get(..end).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let start = before.char_indices().rev().take_while(|(_, c)| is_part(*c)).last();
    start.map_or("", |(start, _)| &before[start..])
}

/// The longer words of a name.
fn parts(name: &str) -> Vec<String> {
    let small = name.to_lowercase();
    small.split('_').filter(|part| part.len() > 3).map(str::to_owned).collect()
}

fn collect(body: &[Stmt], prefix: &str, found: &mut Vec<(String, Arc<Function>)>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Function(function) => {
                found.push((format!("{prefix}{}", function.name), Arc::clone(function)));
            }
            StmtKind::Class(class) => {
                collect(&class.body, &format!("{prefix}{}.", class.name), found);
            }
            _ => statement.blocks().into_iter().for_each(|block| collect(block, prefix, found)),
        }
    }
}

impl CodeFile {
    /// The 1-based lines on which the last part of a dotted name stands.
    pub(super) fn lines_of_part(&self, part: &str) -> Vec<u32> {
        let lines = places_of(&self.text, part).filter_map(|at| u32::try_from(at).ok());
        lines.map(|at| self.index().line(at)).collect()
    }
}
