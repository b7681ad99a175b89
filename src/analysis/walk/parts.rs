//! Parts of lists, mappings and what stands outside the tree.

use std::sync::Arc;

use super::Walk;
use super::attribute::some_object;
use crate::analysis::value::{Kind, Origins, Value};
use crate::syntax::python::ast::{Expr, Range};

impl Walk<'_> {
    pub(super) fn subscript(&mut self, value: &Expr, index: &Expr, range: Range) -> Value {
        let receiver = self.expression(value);
        let index = self.expression(index);
        self.may_fail_to_find();
        if let Some(found) = self.found_in_table((value, &receiver), &index, None) {
            return found;
        }
        let found = self.item(receiver, &index, range);
        self.looked_up(&found, range);
        found
    }

    /// An element of what is iterated over; one of the rows that a query found
    /// is an object of the class they are stored by.
    pub(super) fn element(&self, iterable: &Value) -> Value {
        match &iterable.kind {
            Kind::External(found) if iterable.origins.any(Origins::STORED) => match &found.class {
                Some(class) if self.world.is_tracked(class) => some_object(class, iterable.origins),
                _ => element(iterable),
            },
            _ => element(iterable),
        }
    }

    /// Of the arguments that a wrapper is called with, what it looks for and
    /// picks out is the request.
    fn request_among<'parts>(&self, parts: &'parts [Value]) -> Option<&'parts Value> {
        let frameworks = self.world.models.catalog().frameworks();
        let is_request = |value: &Value| {
            let path = value.path();
            path.is_some() && frameworks.iter().any(|rows| rows.request.as_deref() == path)
        };
        parts.iter().find(|part| is_request(part))
    }

    /// `receiver[index]`
    pub(super) fn item(&mut self, receiver: Value, index: &Value, range: Range) -> Value {
        // A key chooses what is found; it is no part of it.
        let origins = receiver.origins | index.all_origins().choosing();
        let found = match (&receiver.kind, &index.kind) {
            (Kind::Mapping(parts), Kind::Str(key)) => {
                parts.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
            }
            (Kind::Sequence(parts), Kind::Int(at)) => {
                let at = usize::try_from(*at).ok().and_then(|at| parts.get(at)).cloned();
                Some(at.unwrap_or_else(|| element(&receiver)))
            }
            (Kind::Sequence(parts), _) if self.request_among(parts).is_some() => {
                self.request_among(parts).cloned()
            }
            (Kind::Sequence(_) | Kind::Mapping(_), _) => {
                // Which of several functions it is, only running the program tells.
                let one = element(&receiver);
                let is_code = matches!(one.kind, Kind::Function(_) | Kind::Lambda(_));
                Some(if is_code && several(&receiver) { Value::unknown(origins) } else { one })
            }
            (Kind::Str(text), Kind::Int(at)) => usize::try_from(*at)
                .ok()
                .and_then(|at| text.chars().nth(at))
                .map(|found| Value::new(Kind::Str(found.to_string().into()))),
            // `Repository[Thing]` is the class all the same.
            (Kind::Class(_), _) => Some(receiver.clone()),
            (Kind::External(external), Kind::Class(_) | Kind::Sequence(_))
                if names_class(&external.path) =>
            {
                Some(receiver.clone())
            }
            (Kind::External(_), _) => {
                let key = index.as_str().map(|key| key.replace('.', ":")).unwrap_or_default();
                let value = self.external_item(&receiver, &key, range).with(origins);
                return self.told_by_name(&key, value.selected_by(&key));
            }
            _ => None,
        };
        let value = found.unwrap_or(Value::UNKNOWN).with(origins);
        match index.as_str() {
            Some(name) => {
                let value = self.told_by_name(name, value.selected_by(name));
                self.version_named(value, || self.world.is_version_field(name))
            }
            None => value,
        }
    }
}

/// Whether a list or mapping has more than one part.
fn several(receiver: &Value) -> bool {
    match &receiver.kind {
        Kind::Sequence(parts) => parts.len() > 1,
        Kind::Mapping(parts) => parts.len() > 1,
        _ => false,
    }
}

/// An element of what is iterated over.
pub(super) fn element(iterable: &Value) -> Value {
    match &iterable.kind {
        Kind::Sequence(parts) => parts
            .iter()
            .cloned()
            .reduce(Value::join)
            .unwrap_or(Value::UNKNOWN)
            .with(iterable.origins),
        Kind::External(external) => {
            let mut value = Value::external(format!("{}[]", external.path));
            if let Some(class) = &external.class {
                value = Value::new(Kind::External(Arc::new(crate::analysis::value::External {
                    path: format!("{}[]", external.path).into(),
                    class: Some(Arc::clone(class)),
                    number: 0,
                    arguments: Default::default(),
                })));
            }
            value.with(iterable.origins)
        }
        Kind::Mapping(parts) => parts
            .iter()
            .map(|(_, part)| part.clone())
            .reduce(Value::join)
            .unwrap_or(Value::UNKNOWN)
            .with(iterable.origins),
        _ => Value::unknown(iterable.all_origins()),
    }
}

/// Whether an access path is that of a class, as far as its name tells.
fn names_class(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    name.starts_with(char::is_uppercase) && !name.ends_with([')', ']'])
}
