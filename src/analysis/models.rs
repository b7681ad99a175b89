//! The catalog's rows about code outside the tree, ready to be looked up.

use std::sync::Arc;

use super::named::Names;
use super::path_rows::{PathRows, RowIndex};
use super::value::{Arguments, Kind, Value};
use super::words::Vocabulary;
use crate::catalog::{Catalog, Cleaner, Framework, Model, Patterns, Proof, Reader, StatusModel};

/// What the catalog knows about code outside the tree.
pub(super) struct Models {
    catalog: Arc<Catalog>,
    rows: RowIndex,
    words: Vocabulary,
    said: Names,
}

impl Models {
    pub(super) fn new(catalog: Arc<Catalog>) -> Self {
        let rows = RowIndex::new(&catalog);
        let words = Vocabulary::of(catalog.frameworks());
        let said = Names::of(catalog.frameworks());
        Self { rows, words, said, catalog }
    }

    /// The rows about a path.
    fn about(&self, path: &str) -> Arc<PathRows> {
        self.rows.about(&self.catalog, path)
    }

    fn framework(&self, at: usize) -> &Framework {
        &self.catalog.frameworks()[at]
    }

    /// The row about what a call (or, with `set`, an assignment) reads.
    pub(super) fn reader(&self, path: &str, set: bool, given: &Arguments) -> Option<&Reader> {
        let rows = self.about(path);
        let mut rows = rows.readers.iter().map(|at| &self.framework(at.0).readers[at.1]);
        rows.find(|row| {
            row.set == set
                && has_argument(row.argument.as_ref(), given)
                && has_text(&row.contains, given)
                && row.when.as_ref().is_none_or(|when| keyword_is(when, given))
                && !row.unless.iter().any(|unless| keyword_is(unless, given))
        })
    }

    /// Whether some row says what reading or calling this does.
    pub(super) fn describes(&self, path: &str) -> bool {
        [path, &format!("{path}()")].into_iter().any(|path| {
            let rows = self.about(path);
            !rows.models.is_empty() || !rows.readers.is_empty() || !rows.cleaners.is_empty()
        })
    }

    /// The row about a call that makes values fit.
    pub(super) fn cleaner(&self, path: &str, given: &Arguments) -> Option<&Cleaner> {
        let rows = self.about(path);
        let mut rows = rows.cleaners.iter().map(|at| &self.framework(at.0).cleaners[at.1]);
        rows.find(|row| row.when.as_ref().is_none_or(|when| keyword_is(when, given)))
    }

    /// The row about a call that says of a value that it is fit.
    pub(super) fn proof(&self, path: &str) -> Option<&Proof> {
        let at = *self.about(path).proofs.first()?;
        Some(&self.framework(at.0).proofs[at.1])
    }

    /// Whether a call gives what it is given, in another form.
    pub(super) fn keeps(&self, path: &str) -> bool {
        self.about(path).keeps
    }

    /// Whether a call gives a path without `..` and links.
    pub(super) fn resolves(&self, path: &str) -> bool {
        self.about(path).resolves
    }

    /// Whether a path is the part of an address that says where it leads.
    pub(super) fn is_host(&self, path: &str) -> bool {
        self.about(path).is_host
    }

    /// Whether a call keeps a query to some of its rows.
    pub(super) fn sorts(&self, path: &str) -> bool {
        self.about(path).sorts
    }

    /// Whether a call keeps a query to rows with the values it is given by name.
    pub(super) fn narrows(&self, path: &str) -> bool {
        self.about(path).narrows
    }

    /// Whether programs keep values at a path.
    pub(super) fn is_keyed(&self, path: &str) -> bool {
        self.about(path).is_keyed
    }

    /// Whether a class outside the tree is described in a framework's file.
    pub(super) fn is_described(&self, path: &str) -> bool {
        self.about(path).is_described
    }

    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Words by which programs call things.
    pub(super) fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// What names say by themselves.
    pub(super) fn said(&self) -> &Names {
        &self.said
    }

    /// The rows about reading or calling `path`, the most exact first.
    pub(super) fn reading(&self, path: &str, arguments: &Arguments) -> Vec<&Model> {
        self.wanted(path, |model| !model.set && fits(model, arguments))
    }

    /// Whether some row is about something of this name.
    pub(super) fn names(&self, last: &str) -> bool {
        self.rows.names(last)
    }

    /// The rows about setting `path` to a value.
    pub(super) fn setting(&self, path: &str, value: &Value, parts: &[Arc<str>]) -> Vec<&Model> {
        let (positional, parts) = (vec![value.clone()], parts.to_vec());
        let arguments = Arguments { positional, parts, ..Arguments::default() };
        self.wanted(path, |model| model.set && fits(model, &arguments))
    }

    fn wanted(&self, path: &str, wanted: impl Fn(&Model) -> bool) -> Vec<&Model> {
        let rows = self.about(path);
        let rows = rows.models.iter().map(|at| &self.framework(at.0).models[at.1]);
        rows.filter(|model| wanted(model)).collect()
    }

    /// The row about an exception or response class.
    pub(super) fn status(&self, path: &str) -> Option<&StatusModel> {
        let at = self.about(path).status?;
        Some(&self.framework(at.0).statuses[at.1])
    }
}

/// Whether some argument matches, where one must.
fn has_argument(wanted: Option<&Patterns>, arguments: &Arguments) -> bool {
    wanted.is_none_or(|pattern| {
        arguments
            .values()
            .any(|value| value.path().is_some_and(|path| pattern.weight_for(path).is_some()))
    })
}

/// Whether some argument contains one of the texts, where it must.
fn has_text(wanted: &[String], arguments: &Arguments) -> bool {
    wanted.is_empty()
        || wanted.iter().any(|text| {
            arguments.values().any(|value| holds_text(value, text))
                || arguments.parts.iter().any(|part| part.to_ascii_lowercase().contains(text))
        })
}

/// Whether the first argument begins with one of the texts, where it must.
fn begins(wanted: &[String], arguments: &Arguments) -> bool {
    let given = arguments.positional.first().and_then(beginning);
    wanted.is_empty()
        || given.is_some_and(|given| {
            let given = given.trim_start().to_ascii_lowercase();
            wanted.iter().any(|text| {
                given.strip_prefix(text.trim_end()).is_some_and(|rest| {
                    !text.ends_with(' ') || rest.starts_with(char::is_whitespace)
                })
            })
        })
}

/// A text as far as it is known from its start on: itself, or what a library wraps.
fn beginning(value: &Value) -> Option<&Arc<str>> {
    match &value.kind {
        Kind::External(made) => {
            let given = &made.arguments;
            given.positional.first().and_then(Value::as_str).or_else(|| given.parts.first())
        }
        _ => value.as_str(),
    }
}

/// Whether the arguments are those the row is about.
fn fits(model: &Model, arguments: &Arguments) -> bool {
    if !has_argument(model.argument.as_ref(), arguments) || !has_text(&model.contains, arguments) {
        return false;
    }
    if !begins(&model.begins, arguments) {
        return false;
    }
    if let Some(when) = &model.when
        && !keyword_is(when, arguments)
    {
        return false;
    }
    !model.unless.as_ref().is_some_and(|unless| keyword_is(unless, arguments))
}

fn holds_text(value: &Value, text: &str) -> bool {
    match &value.kind {
        Kind::Str(known) => known.to_ascii_lowercase().contains(text),
        Kind::Sequence(parts) => parts.iter().any(|part| holds_text(part, text)),
        Kind::Mapping(parts) => parts.iter().any(|(key, part)| {
            let pair = text.split_once('=').is_some_and(|(name, value)| {
                name == &**key && value == "False" && matches!(part.kind, Kind::Bool(false))
            });
            pair || key.to_ascii_lowercase().contains(text) || holds_text(part, text)
        }),
        _ => false,
    }
}

/// Whether an argument has the value of `name=Value`, a number standing for a
/// position (0-based); of several texts between `|` any will do, in capitals or
/// not; `name=*` asks only whether it is there.
fn keyword_is(wanted: &str, arguments: &Arguments) -> bool {
    let Some((name, value)) = wanted.split_once('=') else { return false };
    let given = match name.parse::<usize>() {
        Ok(position) => arguments.positional.get(position),
        Err(_) => arguments.keyword(name),
    };
    let Some(given) = given else { return false };
    match (value, &given.kind) {
        ("*", _) => true,
        ("True", Kind::Bool(true)) | ("False", Kind::Bool(false)) | ("None", Kind::None) => true,
        (text, Kind::Str(given)) => text.split('|').any(|one| one.eq_ignore_ascii_case(given)),
        (text, Kind::Int(given)) => text == given.to_string(),
        _ => false,
    }
}
