//! One question of a test, in a form in which two of them can be compared: does
//! the one follow from the other?

use super::formula::{Formula, follows_in_all};

/// A question and the answer that is wanted of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal {
    pub(super) asked: Asked,
    pub(super) holds: bool,
}

/// What is asked. Texts are code without what a formatter changes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asked {
    /// Anything: compared as it is written.
    Plain(String),
    /// `subject == a`, `subject in (a, b)`.
    Among(String, Vec<String>),
    /// `subject in "a text"`, whose parts are meant.
    PartOf(String, String),
    /// `part in subject`.
    Has(String, String),
    /// `subject.startswith(("a", "b"))`.
    Starts(String, Vec<String>),
    /// `subject.endswith(("a", "b"))`.
    Ends(String, Vec<String>),
    /// `subject in [one for one in source if test]`: source, tests of `one`.
    Chosen(String, String, Formula),
    /// `subject > bound` (or, not strict, `>=`), asked of the larger side.
    More(String, String, bool),
    /// `re.fullmatch(pattern, subject)`: 0; `match` is 1, `search` 2.
    Like(String, String, u8),
    /// `isinstance(subject, (A, B))`.
    Kind(String, Vec<String>),
}

impl Literal {
    pub(super) fn plain(text: String, holds: bool) -> Self {
        Self { asked: Asked::Plain(text), holds }
    }

    /// Whether another certainly holds where this one does.
    pub(super) fn implies(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        match (self.holds, other.holds) {
            (true, true) => within(&self.asked, &other.asked),
            // What is not in the larger is not in the smaller.
            (false, false) => within(&other.asked, &self.asked),
            (true, false) => apart(&self.asked, &other.asked),
            (false, true) => false,
        }
    }

    /// Whether a way asks for the opposite as well.
    pub(super) fn is_denied_in(&self, way: &[Self]) -> bool {
        way.iter().any(|other| other.asked == self.asked && other.holds != self.holds)
    }

    /// Whether it asks only that there is what others look at: a value of the
    /// input, or an object.
    pub(super) fn asks_presence_for(&self, others: &[Self], of_input: bool) -> bool {
        let object = |name: &str| of_input || !name.contains(['.', '[', '(']);
        let about = |subject: &str| others.iter().any(|one| one.text().contains(subject));
        match (&self.asked, self.holds) {
            (Asked::Plain(subject), true) => {
                object(subject) && about(subject.trim_end_matches(".strip()"))
            }
            (Asked::Among(subject, values), false) => {
                values == &["None"] && object(subject) && about(subject)
            }
            (Asked::Has(subject, part), true) => of_input && about(subject) && about(part),
            _ => false,
        }
    }

    /// All of it, as code.
    fn text(&self) -> String {
        match &self.asked {
            Asked::Plain(text) => text.clone(),
            Asked::Among(subject, parts) if parts.len() == 1 => {
                format!("{subject} {} {}", if self.holds { "==" } else { "!=" }, parts[0])
            }
            Asked::Among(subject, parts) => {
                let by = if self.holds { "in" } else { "not in" };
                format!("{subject} {by} ({})", parts.join(", "))
            }
            Asked::PartOf(subject, whole) => format!("{subject} in {whole}"),
            Asked::Has(subject, part) => format!("{part} in {subject}"),
            Asked::Starts(subject, parts) => {
                format!("{subject}.startswith({})", parts.join(", "))
            }
            Asked::Ends(subject, parts) => format!("{subject}.endswith({})", parts.join(", ")),
            Asked::Chosen(subject, source, _) => format!("{subject} in those chosen of {source}"),
            Asked::More(more, less, true) => format!("{more} > {less}"),
            Asked::More(more, less, false) => format!("{more} >= {less}"),
            Asked::Like(subject, pattern, _) => format!("{pattern}.match({subject})"),
            Asked::Kind(subject, kinds) => format!("isinstance({subject}, {})", kinds.join(", ")),
        }
    }

    /// It with the answer, in words.
    pub(super) fn say(&self) -> String {
        let text = self.text();
        match (&self.asked, self.holds) {
            (Asked::Among(..), _) | (_, true) => text,
            (_, false) => format!("not {text}"),
        }
    }
}

/// Whether yes to the narrow question is yes to the wide one.
fn within(narrow: &Asked, wide: &Asked) -> bool {
    use Asked::{Among, Chosen, Ends, Has, Kind, Like, More, PartOf, Starts};
    match (narrow, wide) {
        (Among(a, few), Among(b, many)) | (Kind(a, few), Kind(b, many)) => {
            same_subject(a, b, few) && few.iter().all(|one| many.contains(one))
        }
        (Among(a, few), PartOf(b, whole)) => {
            a == b && few.iter().all(|one| text_of(one).is_some_and(|one| has(whole, one)))
        }
        (Among(a, few), Has(b, part)) | (Starts(a, few) | Ends(a, few), Has(b, part)) => {
            a == b && few.iter().all(|one| one == part || has_part(one, part))
        }
        (Among(a, few), Starts(b, begins)) => {
            a == b && few.iter().all(|one| begins.iter().any(|part| begins_with(one, part)))
        }
        (Starts(a, few), Starts(b, begins)) => {
            a == b && few.iter().all(|one| begins.iter().any(|part| begins_with(one, part)))
        }
        (Among(a, few) | Ends(a, few), Ends(b, ends)) => {
            a == b && few.iter().all(|one| ends.iter().any(|part| ends_with(one, part)))
        }
        (Chosen(a, source, few), Chosen(b, from, many)) => {
            a == b && source == from && follows_in_all(few, many)
        }
        (More(a, low, strict), More(b, least, also)) => {
            a == b && no_less(low, least, *strict, *also)
                || low == least && no_less(b, a, *strict, *also)
        }
        (Like(a, pattern, by), Like(b, other, how)) => a == b && pattern == other && by <= how,
        _ => false,
    }
}

/// Whether yes to the one is no to the other: more of it is not the same.
fn apart(one: &Asked, other: &Asked) -> bool {
    match (one, other) {
        (Asked::More(a, bound, true), Asked::Among(b, values)) => {
            let [value] = values.as_slice() else { return false };
            a == b && bound == value || bound == b && a == value
        }
        _ => false,
    }
}

/// The same subject; in small letters where only such are named.
fn same_subject(narrow: &str, wide: &str, named: &[String]) -> bool {
    let small = |one: &String| text_of(one).is_some_and(|one| *one == one.to_lowercase());
    let folded = |call: &str| wide.strip_suffix(call) == Some(narrow);
    narrow == wide || (folded(".lower()") || folded(".casefold()")) && named.iter().all(small)
}

/// The text that stands in quotes.
fn text_of(code: &str) -> Option<&str> {
    code.strip_prefix('"')?.strip_suffix('"')
}

fn has(whole: &str, part: &str) -> bool {
    text_of(whole).unwrap_or(whole).contains(part)
}

fn has_part(whole: &str, part: &str) -> bool {
    matches!((text_of(whole), text_of(part)), (Some(whole), Some(part)) if whole.contains(part))
}

fn begins_with(whole: &str, part: &str) -> bool {
    let texts = (text_of(whole), text_of(part));
    whole == part || matches!(texts, (Some(whole), Some(part)) if whole.starts_with(part))
}

fn ends_with(whole: &str, part: &str) -> bool {
    let texts = (text_of(whole), text_of(part));
    whole == part || matches!(texts, (Some(whole), Some(part)) if whole.ends_with(part))
}

/// Whether being more than the one (or, not strict, no less) is being more than
/// the other.
fn no_less(one: &str, other: &str, strict: bool, also: bool) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one > other || one >= other && (strict || !also),
        _ => one == other && (strict || !also),
    }
}
