//! The classes and functions of Python that a line stands in, by indentation: for the line
//! that stays at the top of the code, not for anything that is concluded.

use super::document::Text;

/// Lines above that are looked at, at most.
const FAR: usize = 2_000;

/// The 0-based lines at which the classes and functions around a line begin, outermost first;
/// of a line that begins one itself, those around that.
#[must_use]
pub fn enclosing(text: &Text, line: usize) -> Vec<usize> {
    let Some(mut depth) = (line..text.count()).find_map(|at| depth(text.line(at))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for at in (line.saturating_sub(FAR)..line).rev() {
        if depth == 0 {
            break;
        }
        let words = text.line(at);
        // Closing brackets and comments end no block.
        let begins_statement =
            words.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_');
        let Some(here) = self::depth(words).filter(|here| *here < depth && begins_statement) else {
            continue;
        };
        depth = here;
        if name(words).is_some() {
            found.push(at);
        }
    }
    found.reverse();
    found
}

/// What a class or function is called where one begins: `class A`, `def b`, `async def c`.
fn name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let words = ["class ", "def ", "async def "].into_iter().find(|word| line.starts_with(word))?;
    let rest = &line[words.len()..];
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    line.get(..words.len() + end).filter(|_| end > 0)
}

/// Blanks at the beginning; none of an empty line.
fn depth(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t']);
    (!rest.trim().is_empty()).then(|| line.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Lines;

    fn text(words: &str) -> Text {
        Text { lines: Some(Lines::new(words.into())), ..Text::default() }
    }

    #[test]
    fn classes_and_functions_around_a_line_are_found_from_outside_in() {
        let text = text(
            "class A:\n    def one(\n        self,\n    ):\n        if x:\n            y()\n\n        z()\n\ndef b():\n    pass\nif x:\n    c()\n",
        );
        assert_eq!(enclosing(&text, 5), [0, 1]);
        assert_eq!(enclosing(&text, 6), [0, 1], "an empty line belongs to what follows");
        assert_eq!(enclosing(&text, 1), [0]);
        assert_eq!(enclosing(&text, 10), [9]);
        assert_eq!(enclosing(&text, 12), Vec::<usize>::new(), "an `if` is none");
        assert_eq!(enclosing(&text, 99), Vec::<usize>::new());
    }

    #[test]
    fn names_are_cut_at_what_follows_them() {
        assert_eq!(name("    async def put_it(self):"), Some("async def put_it"));
        assert_eq!(name("class A(B):"), Some("class A"));
        assert_eq!((name("defer(x)"), name("def "), name("x = 1")), (None, None, None));
    }
}
