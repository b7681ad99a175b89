//! The catalog's rows about code outside the tree, ready to be looked up.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::value::{Arguments, Kind, Value};
use crate::catalog::{Catalog, Model, Patterns, StatusModel};

/// Rows by the last part of their access path.
pub(super) struct Models {
    catalog: Arc<Catalog>,
    /// Framework and row numbers by last part; those with an open end under "".
    models: HashMap<String, Vec<(usize, usize)>>,
    statuses: HashMap<String, Vec<(usize, usize)>>,
}

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
        Self { catalog, models, statuses }
    }

    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
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
        let last = path.rsplit('.').next().unwrap_or(path);
        let keys = [last, ""];
        let mut found: Vec<&Model> = keys
            .iter()
            .filter_map(|key| self.models.get(*key))
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
        let last = path.rsplit('.').next().unwrap_or(path);
        [last, ""]
            .iter()
            .filter_map(|key| self.statuses.get(*key))
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

/// Puts a row under the last part of each of its patterns.
fn index(rows: &mut HashMap<String, Vec<(usize, usize)>>, patterns: &Patterns, at: (usize, usize)) {
    for pattern in patterns.all() {
        let known = rows.entry(pattern.last().unwrap_or("").to_owned()).or_default();
        if known.last() != Some(&at) {
            known.push(at);
        }
    }
}

/// Whether the arguments are those the row is about.
fn fits(model: &Model, arguments: &Arguments) -> bool {
    if let Some(pattern) = &model.argument
        && !arguments
            .values()
            .any(|value| value.path().is_some_and(|path| pattern.weight_for(path).is_some()))
    {
        return false;
    }
    if !model.contains.is_empty()
        && !model
            .contains
            .iter()
            .any(|text| arguments.values().any(|value| holds_text(value, text)))
    {
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
        Kind::Mapping(parts) => parts
            .iter()
            .any(|(key, part)| key.to_ascii_lowercase().contains(text) || holds_text(part, text)),
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
