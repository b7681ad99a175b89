//! What a call or read outside the tree gives, by its row.

use std::sync::Arc;

use super::Walk;
use super::attribute::some_object;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::catalog::Model;

impl Walk<'_> {
    /// The result of what a row is about; `value` where the row says none.
    pub(super) fn result(
        &mut self,
        model: &Model,
        external: &Arc<External>,
        value: Value,
        arguments: &Arguments,
    ) -> Value {
        match model.returns.as_deref() {
            Some("argument") => {
                arguments.positional.first().cloned().unwrap_or(Value::UNKNOWN).with(value.origins)
            }
            Some("second-argument") => {
                arguments.positional.get(1).cloned().unwrap_or(Value::UNKNOWN).with(value.origins)
            }
            Some("instance") => match &external.class {
                Some(class) => some_object(class, value.origins),
                None => value,
            },
            Some("fields") => {
                let class = external.class.as_ref().filter(|_| external.number != 0);
                let fields = class.and_then(|of| self.dumped(of, external.number, arguments));
                fields.map(|fields| listed_with(fields, value.origins)).unwrap_or(value)
            }
            Some("remade") => match &external.class {
                Some(class) => self
                    .remade(class, arguments, value.origins)
                    .unwrap_or_else(|| some_object(class, value.origins)),
                None => value,
            },
            Some("reraises" | "suppresses" | "partial" | "receiver") => value,
            Some(list) if list.starts_with('[') => {
                let words = list.trim_matches(['[', ']']).split(',');
                let parts = words.map(|word| Value::new(Kind::Str(word.trim().into()))).collect();
                Value::new(Kind::Sequence(Arc::new(parts)))
            }
            Some("module") => match arguments.positional.first().and_then(Value::as_str) {
                Some(dotted) => self.world.module_named(dotted),
                None => value,
            },
            Some("unknown") => Value::unknown(value.origins),
            Some("named-class") => self.named_class(arguments).unwrap_or(value),
            Some("named-instance") => match self.named_class(arguments).map(|named| named.kind) {
                Some(Kind::Class(class)) => some_object(&class, value.origins),
                _ => value,
            },
            Some("cast") => self.cast(arguments).with(value.origins),
            Some("fresh") => Value { origins: Origins::NONE, ..value },
            Some(path) => made_with_own(model, path, arguments).with(value.origins),
            None => value,
        }
    }

    /// The second argument, as one of the type that the first one names where
    /// no more is known of it.
    fn cast(&self, arguments: &Arguments) -> Value {
        let [named, given, ..] = arguments.positional.as_slice() else { return Value::UNKNOWN };
        let vague = match &given.kind {
            Kind::Unknown => true,
            Kind::External(external) => !external.path.ends_with(')'),
            _ => false,
        };
        let typed = self.here().map(|file| self.world.of_type(file, named));
        match typed {
            Some(typed) if vague && !matches!(typed.kind, Kind::Unknown) => {
                typed.with(given.origins)
            }
            _ => given.clone(),
        }
    }

    /// The class that the first argument or `default_value` names.
    fn named_class(&self, arguments: &Arguments) -> Option<Value> {
        let given = arguments.keyword("default_value").or(arguments.positional.first())?;
        match given.as_str() {
            Some(dotted) => Some(self.world.by_dotted_name(dotted, &self.here()?.path)),
            None => matches!(given.kind, Kind::Class(_)).then(|| given.clone()),
        }
    }

    /// `Class.from_something()` of a class of the tree, given by a base outside
    /// it, builds an object of the class.
    pub(super) fn guess_instance(&mut self, external: &Arc<External>, value: Value) -> Value {
        let Some(class) = &external.class else { return value };
        let name = external.path.rsplit('.').next().unwrap_or("");
        let builds = name.starts_with("from_") || matches!(name, "create" | "build" | "new");
        if builds && !external.path.contains("()") {
            return some_object(class, value.origins);
        }
        value
    }
}

/// What is reached by a path from now on. Where the row asks for an argument by its
/// name alone, `transport=*`, an object of the tree given there stands behind it.
fn made_with_own(model: &Model, path: &str, arguments: &Arguments) -> Value {
    let wanted = model.when.as_deref().and_then(|when| when.strip_suffix("=*"));
    match wanted.and_then(|name| arguments.keyword(name)).map(|own| &own.kind) {
        Some(Kind::Instance(own)) => Value::new(Kind::External(Arc::new(External {
            path: path.into(),
            class: Some(Arc::clone(&own.class)),
            number: own.number,
            arguments: Arguments::default(),
        }))),
        _ => Value::external(path),
    }
}

/// Fields by their names, where the rest comes from there: parts of what has
/// listed fields only have listed fields themselves.
fn listed_with(fields: Value, origins: Origins) -> Value {
    let Kind::Mapping(parts) = &fields.kind else { return fields };
    let sure = origins.only(Origins::LISTED);
    let part = |(name, value): &(Arc<str>, Value)| (Arc::clone(name), value.clone().with(sure));
    Value::mapping(parts.iter().map(part).collect()).with(origins)
}
