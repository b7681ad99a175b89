//! Where the functions of a text stand, told by indentation alone: quick, and good for texts
//! that nobody parses.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::Sheet;
use crate::model::HandlerId;

/// The functions of a text by their qualified names, each with its 1-based lines from the
/// first decorator on; of several of one name, the last.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Functions(HashMap<String, RangeInclusive<u32>>);

/// A definition whose end was not seen yet.
struct Open {
    indent: usize,
    name: String,
    is_function: bool,
    first: u32,
}

impl Functions {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut found = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let (mut decorated, mut last) = (None, 0);
        for first in (1..=sheet.count()).filter(|line| *sheet.joined(*line).start() == *line) {
            let code = sheet.line(first).trim_start();
            if code.is_empty() || code.starts_with('#') {
                continue;
            }
            let indent = sheet.line(first).len() - code.len();
            while open.last().is_some_and(|open| indent <= open.indent) {
                found.close(&mut open, last);
            }
            last = *sheet.joined(first).end();
            let begins = decorated.take().unwrap_or(first);
            if code.starts_with('@') {
                decorated = Some(begins);
            } else if let Some((name, is_function)) = defined(code) {
                open.push(Open { indent, name: name.to_owned(), is_function, first: begins });
            }
        }
        while !open.is_empty() {
            found.close(&mut open, last);
        }
        found
    }

    /// Ends the innermost definition with a line.
    fn close(&mut self, open: &mut Vec<Open>, last: u32) {
        let names: Vec<&str> = open.iter().map(|open| open.name.as_str()).collect();
        let name = names.join(".");
        if let Some(Open { is_function: true, first, .. }) = open.pop() {
            self.0.insert(name, first..=last);
        }
    }

    /// The lines of a handler.
    pub(super) fn get(&self, handler: &HandlerId) -> Option<RangeInclusive<u32>> {
        let (_, name) = handler.as_str().split_once("::")?;
        self.0.get(name.split('#').next()?).cloned()
    }
}

/// What a line defines: a function, or a class.
fn defined(code: &str) -> Option<(&str, bool)> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    let plain = code.strip_prefix("async ").map_or(code, str::trim_start);
    let (rest, is_function) = match plain.strip_prefix("def ") {
        Some(rest) => (rest, true),
        None => (code.strip_prefix("class ")?, false),
    };
    let rest = rest.trim_start();
    Some((rest.get(..name(rest).unwrap_or(rest.len()))?, is_function))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RepoPath;

    #[test]
    fn functions_are_told_with_their_classes_and_decorators() {
        let text = "x = 1\n\nclass A:\n    @route(\n        '/a')\n    def get(self):\n        \
                    '''\nno end\n'''\n        return 1\n\n    async def put(self): pass\n# end\n\
                    def get():\n    return 2\n";
        let functions = Functions::of(&Sheet::new(text.into()));
        let lines = |name| functions.get(&HandlerId::new(&RepoPath::new("a.py"), name, 1));
        assert_eq!(lines("A.get"), Some(4..=10));
        assert_eq!(lines("A.put"), Some(12..=12));
        assert_eq!(lines("get"), Some(14..=15));
        assert_eq!(lines("put"), None);
    }
}
