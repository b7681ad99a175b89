//! Parts of a route as values: what the route lets through.

use super::Walk;
use super::ways::How;
use crate::analysis::fact::Reach;
use crate::analysis::value::{Origins, Readers};
use crate::catalog::Input;
use crate::model::{FactKind, Route};
use crate::syntax::python::ast::Range;

/// What a route lets through for one of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lets {
    /// Numbers, identifiers, words of letters and digits.
    Plain,
    /// A text without slashes.
    Segment,
    /// Anything.
    Anything,
}

impl Walk<'_> {
    /// Where a parameter comes from that the route names.
    pub(in crate::analysis) fn route_part(
        &mut self,
        routes: &[Route],
        name: &str,
        range: Range,
    ) -> Origins {
        let origins = Origins::of_input(Input::Path);
        let origins = self.step_on(origins, range, How::Source, "comes from the path");
        if origins.way == 0 {
            // Nothing is noted here, so nothing could be told of it.
            return Origins::PATH;
        }
        let mut lets = routes.iter().filter_map(|route| lets(&route.template, name));
        let Some(first) = lets.next() else { return origins };
        let same = lets.all(|one| one == first);
        match first {
            _ if !same => origins,
            Lets::Plain => {
                let say = "the route lets only numbers, identifiers or plain words through";
                self.clear(origins, Readers::ALL, range, say)
            }
            Lets::Segment => {
                let readers = Readers::of(FactKind::FileReached);
                self.clear(origins, readers, range, "the route lets no slash through")
            }
            Lets::Anything => origins,
        }
    }

    /// What runs before every handler of a class or an application belongs to
    /// no handler: what it reads is not asked of each of them.
    pub(in crate::analysis) fn forget_reads(&mut self, start: usize) {
        for fact in self.facts.iter_mut().skip(start).filter(|fact| fact.read.is_some()) {
            fact.void = true;
        }
    }

    /// The same for what the program does before it looks for a handler: who
    /// takes the body from where it is kept reads it, and finding out who asks
    /// neither keeps anybody from anything nor is what a handler is asked for.
    pub(in crate::analysis) fn forget_program(&mut self, start: usize) {
        for fact in self.facts.iter_mut().skip(start) {
            let chosen = fact.about.any(Origins::BODY | Origins::QUERY | Origins::PATH);
            let finds = fact.kind == FactKind::ObjectAccessChecked && fact.reach != Reach::Handler
                || fact.kind == FactKind::StoreRead && !chosen;
            self.body_kept |= fact.kind == FactKind::BodyRead;
            fact.void |= fact.kind == FactKind::BodyRead || finds;
        }
    }
}

/// What a template lets through for a part of this name: `<int:name>`, `<name>`,
/// `{name}`, `{name:path}`, `(?P<name>...)`.
fn lets(template: &str, name: &str) -> Option<Lets> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for (at, _) in template.match_indices(name) {
        let (before, after) = (&template[..at], &template[at + name.len()..]);
        if before.ends_with(is_word) || after.starts_with(is_word) {
            continue;
        }
        if before.ends_with("?P<") {
            return Some(after.strip_prefix('>').map_or(Lets::Anything, pattern_lets));
        }
        let before = before.rsplit(['<', '{']).next().unwrap_or("");
        let after = after.split(['>', '}']).next().unwrap_or("");
        let kind = format!("{}{}", before.trim_end_matches(':'), after.trim_start_matches(':'));
        let kind = kind.split('(').next().unwrap_or("");
        return Some(match kind {
            "int" | "float" | "uuid" | "slug" => Lets::Plain,
            "" | "str" | "string" => Lets::Segment,
            _ => Lets::Anything,
        });
    }
    None
}

/// What the regular expression of a group lets through, up to its end.
fn pattern_lets(pattern: &str) -> Lets {
    let mut chars = pattern.chars().peekable();
    let (mut depth, mut lets) = (0_u32, Lets::Plain);
    while let Some(c) = chars.next() {
        let one = match c {
            ')' if depth == 0 => return lets,
            ')' => {
                depth -= 1;
                continue;
            }
            '(' => {
                depth += 1;
                // `(?:`, and nothing else of that kind.
                if chars.next_if_eq(&'?').is_some() && chars.next() != Some(':') {
                    return Lets::Anything;
                }
                continue;
            }
            '{' => {
                while chars.next_if(|c| *c != '}').is_some() {}
                chars.next();
                continue;
            }
            '+' | '*' | '?' | '|' | '^' | '$' => continue,
            '.' => Lets::Anything,
            '\\' => escape_lets(chars.next()),
            '[' => class_lets(&mut chars),
            c => char_lets(c),
        };
        lets = lets.max(one);
    }
    // It never ends: no expression at all.
    Lets::Anything
}

fn char_lets(c: char) -> Lets {
    match c {
        // What is escaped in an address may be a slash.
        '/' | '\\' | '%' => Lets::Anything,
        c if c.is_alphanumeric() || matches!(c, '_' | '-') => Lets::Plain,
        _ => Lets::Segment,
    }
}

/// `\w`, `\d`, `\.`
fn escape_lets(escaped: Option<char>) -> Lets {
    match escaped {
        Some('w' | 'd' | 'b') => Lets::Plain,
        Some(c) if c.is_ascii_punctuation() => char_lets(c),
        Some('s') => Lets::Segment,
        _ => Lets::Anything,
    }
}

/// `[\w-]`, from behind its `[` on; one that lists what it does not let through
/// lets escaped signs through, which some frameworks resolve afterwards.
fn class_lets(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Lets {
    let inverted = chars.next_if_eq(&'^').is_some();
    let (mut lets, mut last) = (Lets::Plain, None);
    while let Some(c) = chars.next() {
        let one = match c {
            ']' if last.is_some() => {
                return if inverted { Lets::Anything } else { lets };
            }
            '\\' => escape_lets(chars.next()),
            // A range from one kind of sign to another holds who knows what.
            '-' if last.is_some_and(|last: char| !last.is_alphanumeric())
                && chars.peek() != Some(&']') =>
            {
                Lets::Anything
            }
            c => char_lets(c),
        };
        lets = lets.max(one);
        last = Some(c);
    }
    Lets::Anything
}

#[cfg(test)]
mod tests {
    use super::{Lets, lets};

    #[test]
    fn a_template_says_what_it_lets_through() {
        assert_eq!(lets("/a/<int:item_id>/b", "item_id"), Some(Lets::Plain));
        assert_eq!(lets("/a/<item>", "item"), Some(Lets::Segment));
        assert_eq!(lets("/a/{item}/{items}", "items"), Some(Lets::Segment));
        assert_eq!(lets("/a/{item:path}", "item"), Some(Lets::Anything));
        assert_eq!(lets("/a/<path:item>", "item"), Some(Lets::Anything));
        assert_eq!(lets("^a/(?P<item>.+)$", "item"), Some(Lets::Anything));
        assert_eq!(lets("^a/(?P<item>[^x]+)$", "item"), Some(Lets::Anything));
        assert_eq!(lets("^a/(?P<item>(?:/[^/]+)+|/?)$", "item"), Some(Lets::Anything));
        assert_eq!(lets("^a/(?P<item>[^/]+)/b$", "item"), Some(Lets::Anything));
        assert_eq!(lets("^a/(?P<item>[\\w.-]+)$", "item"), Some(Lets::Segment));
        assert_eq!(lets("^a/(?P<item>\\w+)$", "item"), Some(Lets::Plain));
        assert_eq!(lets("^a/(?P<item>[0-9a-f-]{36})/(?P<b>.*)$", "item"), Some(Lets::Plain));
        assert_eq!(lets("^a/(?P<item>\\d+-(?:x|y))$", "item"), Some(Lets::Plain));
        assert_eq!(lets("/a/<item>", "other"), None);
    }
}
