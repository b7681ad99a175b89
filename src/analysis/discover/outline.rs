//! The words of a Python text that say which of its names may be handlers:
//! decorators, classes with their bases, and other names for things. Read by
//! lines, without parsing: it may see more than there is, never less.

use crate::syntax::python::words;

/// So much is read of the bases of a class, in bytes.
const MAX_BASES: usize = 4_000;

/// Decorators, classes and aliases of one text.
#[derive(Debug, Default)]
pub(super) struct Outline<'text> {
    /// Every word on the line of a decorator.
    decorators: Vec<&'text str>,
    /// Names of classes, each with a word of its bases; aliases, each with the
    /// last word of what they stand for.
    given: Vec<(&'text str, &'text str)>,
}

impl<'text> Outline<'text> {
    /// Reads a text.
    pub(super) fn of(text: &'text str) -> Self {
        let mut outline = Self::default();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            outline.line(&rest[..end], rest);
            at += end + 1;
        }
        outline
    }

    /// The words that decorate something, and those that classes are derived from.
    pub(super) fn names(&self) -> impl Iterator<Item = &'text str> {
        let bases = self.given.iter().map(|(_, from)| *from);
        self.decorators.iter().copied().chain(bases)
    }

    /// Names with a word that they come from.
    pub(super) fn given(&self) -> impl Iterator<Item = (&'text str, &'text str)> {
        self.given.iter().copied()
    }

    /// Reads a line; `rest` is the text from its start on.
    fn line(&mut self, line: &'text str, rest: &'text str) {
        let plain = line.trim_start();
        let start = line.len() - plain.len();
        if let Some(decorator) = plain.strip_prefix('@') {
            self.decorators.extend(words(decorator));
            if plain.trim_end().ends_with('\\') {
                let more = rest[line.len()..].trim_start_matches(['\n', '\r']);
                self.decorators.extend(words(more.lines().next().unwrap_or_default()));
            }
        } else if let Some(after) = plain.strip_prefix("class")
            && after.starts_with(|c: char| c.is_whitespace() || c == '\\')
        {
            self.class(&rest[start + "class".len()..]);
        } else if let Some(import) = plain.strip_prefix("from") {
            self.renamed(plain);
            let skipped = start + "from".len();
            self.imported(import, &rest[skipped..]);
        } else if plain.contains(" as ") {
            self.renamed(plain);
        } else if let Some((name, value)) = plain.split_once('=') {
            self.alias(name.trim(), value.trim());
        }
    }

    /// `class Name(bases):`, from behind the word `class`.
    fn class(&mut self, text: &'text str) {
        let Some(name) = words(text).next() else { return };
        let Some(open) = text.find(['(', ':']).filter(|at| text[*at..].starts_with('(')) else {
            return;
        };
        let mut depth = 0_usize;
        let end = text[open..].char_indices().take(MAX_BASES).find_map(|(at, c)| {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (depth == 0).then_some(open + at)
        });
        let bases = &text[open..end.unwrap_or(text.len())];
        self.given.extend(words(bases).map(|base| (name, base)));
    }

    /// `import a as b`, anywhere on a line.
    fn renamed(&mut self, line: &'text str) {
        let words: Vec<&str> = words(line).collect();
        for three in words.windows(3).filter(|three| three[1] == "as") {
            self.given.push((three[2], three[0]));
        }
    }

    /// `from a.b import c, d`, from behind the word `from`: the names with the
    /// words of the module.
    fn imported(&mut self, line: &'text str, rest: &'text str) {
        let Some((module, names)) = line.split_once(" import") else { return };
        let from = words(module).last().unwrap_or_default();
        let names = match names.trim_start().starts_with('(') {
            true => rest.split_once(')').map_or(rest, |(names, _)| names),
            false => names,
        };
        let names = names.get(..MAX_BASES.min(names.len())).unwrap_or(names);
        self.given.extend(words(names).map(|name| (name, from)));
    }

    /// `name = some.thing`
    fn alias(&mut self, name: &'text str, value: &'text str) {
        let is_name = |text: &str| words(text).next().is_some_and(|word| word == text);
        let last = value.rsplit('.').next().unwrap_or(value);
        if is_name(name) && is_name(last) && value.split('.').all(is_name) {
            self.given.push((name, last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    fn names(text: &str) -> Vec<&str> {
        Outline::of(text).names().collect()
    }

    #[test]
    fn decorators_and_bases_are_named() {
        assert_eq!(names("@app.route('/x')\ndef f(): pass\n"), ["app", "route", "x"]);
        assert_eq!(names("@ \\\n  app.get\ndef f(): pass\n"), ["app", "get"]);
        assert_eq!(
            names("class A(\n    b.View,  # why\n    C[int],\n):\n"),
            ["b", "View", "why", "C", "int"]
        );
        assert_eq!(names("class A:\n    x = (1)\n"), [""; 0]);
    }

    #[test]
    fn aliases_lead_to_what_they_stand_for() {
        let given = |text| Outline::of(text).given().collect::<Vec<_>>();
        assert_eq!(given("with a as b, c as d:\n"), [("b", "a"), ("d", "c")]);
        let many = given("from a.views import (\n    A,\n    route as r,\n)\n");
        assert!(many.contains(&("A", "views")));
        assert!(many.contains(&("r", "route")));
        assert_eq!(given("get = router.get\nx = f(1)\ny == z\n"), [("get", "get")]);
        assert_eq!(given("class Own(Base):\r    pass\r"), [("Own", "Base")]);
    }
}
