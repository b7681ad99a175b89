//! The catalog's rows about code outside the tree, ready to be looked up.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::value::{Arguments, Kind, Value};
use super::words::Vocabulary;
use crate::catalog::{
    Catalog, Cleaner, Framework, Model, Pattern, Patterns, Proof, Reader, StatusModel,
};

/// Rows by the last part of their access path.
pub(super) struct Models {
    catalog: Arc<Catalog>,
    models: HashMap<String, Vec<(usize, usize)>>,
    statuses: HashMap<String, Vec<(usize, usize)>>,
    readers: Rows,
    cleaners: Rows,
    proofs: Rows,
    keeps: Rows,
    resolves: Rows,
    hosts: Rows,
    narrows: Rows,
    words: Vocabulary,
}

/// Framework and row numbers by [`key`].
type Rows = HashMap<String, Vec<(usize, usize)>>;

impl Models {
    pub(super) fn new(catalog: Arc<Catalog>) -> Self {
        let mut models: HashMap<String, Vec<_>> = HashMap::new();
        let mut statuses: HashMap<String, Vec<_>> = HashMap::new();
        for (framework, rows) in catalog.frameworks().iter().enumerate() {
            for (row, model) in rows.models.iter().enumerate() {
                index(&mut models, &model.path, (framework, row));
            }
            for (row, status) in rows.statuses.iter().enumerate() {
                index(&mut statuses, &status.path, (framework, row));
            }
        }
        let of = |paths: &dyn Fn(&Framework) -> Vec<Patterns>| {
            let mut rows = Rows::new();
            for (framework, known) in catalog.frameworks().iter().enumerate() {
                for (row, path) in paths(known).iter().enumerate() {
                    index(&mut rows, path, (framework, row));
                }
            }
            rows
        };
        let each = |patterns: &[Pattern]| patterns.iter().cloned().map(Patterns::from).collect();
        let readers = of(&|known| known.readers.iter().map(|row| row.path.clone()).collect());
        let cleaners = of(&|known| known.cleaners.iter().map(|row| row.path.clone()).collect());
        let proofs = of(&|known| known.proofs.iter().map(|row| row.path.clone()).collect());
        let keeps = of(&|known| each(&known.passing.keeps));
        let resolves = of(&|known| each(&known.passing.resolves));
        let hosts = of(&|known| each(&known.passing.hosts));
        let narrows = of(&|known| each(&known.passing.narrows));
        let words = Vocabulary::of(catalog.frameworks());
        Self {
            models,
            statuses,
            readers,
            cleaners,
            proofs,
            keeps,
            resolves,
            hosts,
            narrows,
            words,
            catalog,
        }
    }

    /// The most exact row about a path among those of one kind.
    fn best<'rows, R>(
        &'rows self,
        rows: &Rows,
        path: &str,
        row: impl Fn(&'rows Framework, usize) -> (&'rows R, usize),
        wanted: impl Fn(&R) -> bool,
    ) -> Option<&'rows R> {
        keys(path)
            .iter()
            .filter_map(|key| rows.get(key))
            .flatten()
            .map(|(framework, at)| row(&self.catalog.frameworks()[*framework], *at))
            .filter(|(row, weight)| *weight != usize::MAX && wanted(row))
            // Of equally exact rows the one that stands first.
            .rev()
            .max_by_key(|(_, weight)| *weight)
            .map(|(row, _)| row)
    }

    /// The row about what a call (or, with `set`, an assignment) reads.
    pub(super) fn reader(&self, path: &str, set: bool, given: &Arguments) -> Option<&Reader> {
        self.best(
            &self.readers,
            path,
            |known, at| {
                let row = &known.readers[at];
                let weight = weight(&row.path, path);
                // Of equally exact rows the one that asks for more.
                let asks = usize::from(row.argument.is_some())
                    + usize::from(row.when.is_some())
                    + usize::from(!row.contains.is_empty());
                (row, if weight == usize::MAX { weight } else { 4 * weight + asks })
            },
            |row| {
                row.set == set
                    && has_argument(row.argument.as_ref(), given)
                    && has_text(&row.contains, given)
                    && row.when.as_ref().is_none_or(|when| keyword_is(when, given))
                    && !row.unless.iter().any(|unless| keyword_is(unless, given))
            },
        )
    }

    /// The row about a call that makes values fit.
    pub(super) fn cleaner(&self, path: &str, given: &Arguments) -> Option<&Cleaner> {
        self.best(
            &self.cleaners,
            path,
            |known, at| (&known.cleaners[at], weight(&known.cleaners[at].path, path)),
            |row| row.when.as_ref().is_none_or(|when| keyword_is(when, given)),
        )
    }

    /// The row about a call that says of a value that it is fit.
    pub(super) fn proof(&self, path: &str) -> Option<&Proof> {
        self.best(
            &self.proofs,
            path,
            |known, at| (&known.proofs[at], weight(&known.proofs[at].path, path)),
            |_| true,
        )
    }

    /// Whether a call gives what it is given, in another form.
    pub(super) fn keeps(&self, path: &str) -> bool {
        self.listed(&self.keeps, path, |known| &known.passing.keeps)
    }

    /// Whether a call gives a path without `..` and links.
    pub(super) fn resolves(&self, path: &str) -> bool {
        self.listed(&self.resolves, path, |known| &known.passing.resolves)
    }

    /// Whether a path is the part of an address that says where it leads.
    pub(super) fn is_host(&self, path: &str) -> bool {
        self.listed(&self.hosts, path, |known| &known.passing.hosts)
    }

    /// Whether a call keeps a query to rows with the values it is given by name.
    pub(super) fn narrows(&self, path: &str) -> bool {
        self.listed(&self.narrows, path, |known| &known.passing.narrows)
    }

    fn listed(&self, rows: &Rows, path: &str, list: impl Fn(&Framework) -> &Vec<Pattern>) -> bool {
        let frameworks = self.catalog.frameworks();
        keys(path)
            .iter()
            .filter_map(|key| rows.get(key))
            .flatten()
            .any(|(framework, at)| list(&frameworks[*framework])[*at].matches(path))
    }

    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Words by which programs call things.
    pub(super) fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// The rows about reading or calling `path`, the most exact first.
    pub(super) fn reading(&self, path: &str, arguments: &Arguments) -> Vec<&Model> {
        self.rows(path, |model| !model.set && fits(model, arguments))
    }

    /// Whether some row is about something of this name.
    pub(super) fn names(&self, last: &str) -> bool {
        self.models.contains_key(last)
    }

    /// The rows about setting `path` to a value.
    pub(super) fn setting(&self, path: &str, value: &Value) -> Vec<&Model> {
        let arguments = Arguments { positional: vec![value.clone()], ..Arguments::default() };
        self.rows(path, |model| model.set && fits(model, &arguments))
    }

    fn rows(&self, path: &str, wanted: impl Fn(&Model) -> bool) -> Vec<&Model> {
        let mut found: Vec<&Model> = keys(path)
            .iter()
            .filter_map(|key| self.models.get(key))
            .flatten()
            .map(|(framework, row)| &self.catalog.frameworks()[*framework].models[*row])
            .filter(|model| model.path.weight_for(path).is_some() && wanted(model))
            .collect();
        // What users add never stands before what is built in.
        found.sort_by_key(|model| (model.by.is_some(), Reverse(model.path.weight_for(path))));
        found
    }

    /// The row about an exception or response class.
    pub(super) fn status(&self, path: &str) -> Option<&StatusModel> {
        let path = path.trim_end_matches("()");
        keys(path)
            .iter()
            .filter_map(|key| self.statuses.get(key))
            .flatten()
            .map(|(framework, row)| {
                let rows = &self.catalog.frameworks()[*framework];
                (rows.by.is_none(), &rows.statuses[*row])
            })
            .filter(|(_, status)| status.path.weight_for(path).is_some())
            .max_by_key(|(is_built_in, status)| (*is_built_in, status.path.weight_for(path)))
            .map(|(_, status)| status)
    }
}

/// What rows with a pattern are found by: its last part, else its first one.
fn key(pattern: &Pattern) -> String {
    match (pattern.last(), pattern.first()) {
        (Some(last), _) => last.to_owned(),
        (None, Some(first)) => format!("{first}."),
        (None, None) => String::new(),
    }
}

/// What rows about a path may be found by.
fn keys(path: &str) -> [String; 3] {
    let last = path.rsplit('.').next().unwrap_or(path);
    let first = path.split('.').next().unwrap_or(path);
    [last.to_owned(), format!("{first}."), String::new()]
}

/// Puts a row under the last part of each of its patterns.
fn index(rows: &mut HashMap<String, Vec<(usize, usize)>>, patterns: &Patterns, at: (usize, usize)) {
    for pattern in patterns.all() {
        let known = rows.entry(key(pattern)).or_default();
        if known.last() != Some(&at) {
            known.push(at);
        }
    }
}

/// How exactly patterns name a path; the greatest number where they do not.
fn weight(patterns: &Patterns, path: &str) -> usize {
    patterns.weight_for(path).unwrap_or(usize::MAX)
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
        || wanted.iter().any(|text| arguments.values().any(|value| holds_text(value, text)))
}

/// Whether the first argument begins with one of the texts, where it must.
fn begins(wanted: &[String], arguments: &Arguments) -> bool {
    let given = arguments.positional.first().and_then(Value::as_str);
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
