//! What a claim names: code, paths, lines, routes and words, told from its text
//! alone.

use super::document::ReadClaim;
use super::sentences::{Sense, sentences};

/// Code that a claim names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// A name or a dotted path: `jsonutils.dumps`.
    pub(super) name: String,
    /// Whether it is written as a call.
    pub(super) call: bool,
    /// What the sentence that names it does.
    pub(super) sense: Sense,
    /// Whether it is only named for comparison: `unlike other_handler`.
    pub(super) aside: bool,
    /// Whether it is marked as code, or can be nothing else.
    pub(super) marked: bool,
    /// The byte of the text at which it stands; none where a field of the review gives it.
    pub(super) at: Option<usize>,
    /// What it is asked for: `text` in `data["text"]` and in `data.get("text")`.
    pub(super) key: Option<String>,
}

impl Mention {
    /// The last part of the name.
    pub(super) fn last(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }

    /// Whether the claim is about it.
    pub(super) fn is_telling(&self) -> bool {
        self.sense == Sense::Premise && !self.aside
    }
}

/// Everything that a claim names.
#[derive(Debug, Clone, Default)]
pub(super) struct Mentions {
    /// In the order of the text.
    pub(super) code: Vec<Mention>,
    /// Files, as they are written: `aggregate.py`, `a/b.py`.
    pub(super) files: Vec<String>,
    /// Routes, with the method where one stands before: `GET /things`.
    pub(super) routes: Vec<(Option<String>, String)>,
    /// The words of its premise and title in small letters.
    pub(super) words: Vec<String>,
}

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Words behind which something is named for comparison only.
const ASIDE: [&str; 6] =
    ["unlike", "whereas", "similar to", "compared with", "compared to", "in contrast to"];

/// The longest name, in bytes, that is given for a place.
const LONGEST_NAME: usize = 120;

impl Mentions {
    /// What a claim names.
    pub(super) fn of(claim: &ReadClaim) -> Self {
        let mut found = Self::default();
        for sentence in sentences(&claim.text) {
            let text = &claim.text[sentence.range.clone()];
            found.code_of(text, sentence.range.start, sentence.sense);
            if sentence.sense == Sense::Premise {
                found.words.extend(small_words(text));
            }
        }
        found.stated(claim);
        found.words.extend(small_words(&claim.title));
        found.words.dedup();
        found
    }

    /// Where a review gives a name of code for the place: `Location: Shop.sell`.
    fn stated(&mut self, claim: &ReadClaim) {
        let is_code = |path: &str| {
            is_name(path) && looks_like_code(path) && !is_file(path) && path.len() < LONGEST_NAME
        };
        for place in claim.stated.iter().filter(|place| is_code(place.path.trim_matches('`'))) {
            let name = place.path.trim_matches('`').to_owned();
            let sense = Sense::Premise;
            let (at, key) = (None, None);
            self.code.push(Mention {
                name,
                call: false,
                sense,
                aside: false,
                marked: true,
                at,
                key,
            });
        }
    }

    /// The code, paths and routes of a sentence that begins at a byte.
    fn code_of(&mut self, text: &str, start: usize, sense: Sense) {
        let mut marked = false;
        let mut at = 0;
        let mut method: Option<String> = None;
        while let Some(c) = text[at..].chars().next() {
            if c == '`' {
                marked = !marked;
                at += 1;
                continue;
            }
            if c == '/' && !ends_in_name(&text[..at]) {
                let route = path_like(&text[at..]);
                at += route.len().max(1);
                if route.len() > 1 {
                    let route = route.trim_end_matches(['.', ',', ':']);
                    self.routes.push((method.take(), route.to_owned()));
                }
                continue;
            }
            if !(c.is_alphabetic() || c == '_') {
                at += c.len_utf8();
                continue;
            }
            let word = code_like(&text[at..]);
            let rest = &text[at + word.len()..];
            let name = word.trim_end_matches(['.', '/']);
            if METHODS.contains(&name) {
                method = Some(name.to_owned());
            } else if is_file(name) {
                self.files.push(name.to_owned());
            } else {
                let call = rest.starts_with('(');
                if is_name(name) && (marked || call && name.len() > 2 || looks_like_code(name)) {
                    let aside = is_aside(&text[..at]);
                    self.code.push(Mention {
                        name: name.to_owned(),
                        call,
                        sense,
                        aside,
                        marked: marked || call,
                        at: Some(start + at),
                        key: key_of(rest),
                    });
                }
            }
            at += word.len().max(c.len_utf8());
        }
    }
}

/// What stands between quotes in the brackets behind a name.
fn key_of(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix(".get").unwrap_or(rest).strip_prefix(['[', '('])?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let key = rest[1..].split(quote).next()?;
    (!key.is_empty() && key.len() < LONGEST_NAME && rest.len() > key.len() + 1)
        .then(|| key.to_owned())
}

/// The words of a text in small letters.
fn small_words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')));
    let words = parts.map(|word| word.trim_matches(['.', '-']).to_lowercase());
    words.filter(|word| !word.is_empty())
}

fn ends_in_name(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '<' | '/'))
}

fn path_like(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "/_-.{}<>:*".contains(c)));
    &text[..end.unwrap_or(text.len())]
}

fn code_like(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '/')));
    &text[..end.unwrap_or(text.len())]
}

fn is_file(name: &str) -> bool {
    name.ends_with(".py") && name.len() > 3
}

fn is_name(name: &str) -> bool {
    name.split('.').all(|part| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Whether a word can only be code: `rp_gen`, `req.body`, `ResourceProvider`.
fn looks_like_code(name: &str) -> bool {
    let inner_capital =
        name.chars().skip(1).any(char::is_uppercase) && name.chars().any(char::is_lowercase);
    let dotted = name.split('.').count() > 1 && name.split('.').all(|part| part.len() > 1);
    name.trim_matches('_').contains('_') || dotted || (inner_capital && !name.contains('/'))
}

/// Whether what follows is named for comparison only.
fn is_aside(before: &str) -> bool {
    let tail = before.trim_end_matches(['`', ' ']).to_lowercase();
    ASIDE.iter().any(|word| tail.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(text: &str) -> Mentions {
        Mentions::of(&ReadClaim { text: text.to_owned(), ..ReadClaim::default() })
    }

    fn names(text: &str) -> Vec<String> {
        mentions(text)
            .code
            .into_iter()
            .map(|it| format!("{}{}", it.name, if it.call { "()" } else { "" }))
            .collect()
    }

    #[test]
    fn marked_code_calls_and_names_with_humps_are_code() {
        assert_eq!(names("The `size` goes to open_gate unread."), ["size", "open_gate"]);
        assert_eq!(
            names("It calls pickle.loads(req.body) at once."),
            ["pickle.loads()", "req.body"]
        );
        assert_eq!(names("Use BoatSchema, e.g. for input."), ["BoatSchema"]);
    }

    #[test]
    fn routes_have_the_method_before_them() {
        let found =
            mentions("Nothing limits GET /boats/{id}. The read/write split of a/b.py is odd.");
        assert_eq!(found.routes, [(Some("GET".to_owned()), "/boats/{id}".to_owned())]);
        assert_eq!(found.files, ["a/b.py"]);
    }

    #[test]
    fn what_is_named_for_comparison_is_no_target() {
        let found = mentions("`show` does not ask, unlike `rename`.");
        assert_eq!(found.code.iter().map(Mention::is_telling).collect::<Vec<_>>(), [true, false]);
    }
}
