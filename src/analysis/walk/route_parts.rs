//! Parts of a route as values: what the route lets through.

use super::Walk;
use super::ways::How;
use crate::analysis::value::{Origins, Readers};
use crate::catalog::Input;
use crate::model::{FactKind, Route};
use crate::syntax::python::ast::Range;

/// What a route lets through for one of its parts.
#[derive(Debug, PartialEq, Eq)]
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
}

/// What a template lets through for a part of this name: `<int:name>`, `<name>`,
/// `{name}`, `{name:path}`; regular expressions let anything through.
fn lets(template: &str, name: &str) -> Option<Lets> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for (at, _) in template.match_indices(name) {
        let (before, after) = (&template[..at], &template[at + name.len()..]);
        if before.ends_with(is_word) || after.starts_with(is_word) {
            continue;
        }
        if before.ends_with("?P<") {
            return Some(Lets::Anything);
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
        assert_eq!(lets("/a/<item>", "other"), None);
    }
}
