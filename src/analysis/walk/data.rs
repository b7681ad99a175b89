//! Methods of plain data: what reading calls on mappings and lists give, and
//! what calls that change them leave behind.

use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use crate::analysis::value::{Arguments, Kind, Origins, Value};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Range};

/// A mapping that holds a part of this name holds all that its route says.
pub(super) const WHOLE: &str = "wsgiorg.routing_args";

impl Walk<'_> {
    /// Calls on plain data keep what is known: `data.get('x')`, `data.items()`.
    pub(super) fn method_of_data(
        &mut self,
        call: &Call,
        function: &Value,
        arguments: &Arguments,
    ) -> Option<Value> {
        let ExprKind::Attribute(receiver, name) = &call.function.kind else { return None };
        if !matches!(function.kind, Kind::Unknown) {
            return None;
        }
        match &**name {
            "get" | "pop" => Some(self.part_of_data(receiver, name, function, arguments)),
            "lower" | "upper" | "casefold" | "strip" => {
                let text = self.data(receiver);
                let count = arguments.positional.len();
                let known = super::text::method(text.as_str()?, name, count)?;
                Some(known.with(function.origins | arguments.origins()))
            }
            "startswith" | "endswith" => {
                let text = self.data(receiver);
                let [wanted] = arguments.positional.as_slice() else { return None };
                let found = super::text::begins_or_ends(name, text.as_str()?, wanted)?;
                Some(Value::new(Kind::Bool(found)))
            }
            "format" | "join" | "format_map" | "replace" | "encode" | "removeprefix" => {
                let text = self.data(receiver);
                let origins = function.origins | arguments.origins();
                self.text_method(&text, name, origins, arguments, call.function.range)
            }
            "rsplit" | "partition" | "rpartition" => {
                let origins = function.origins | arguments.origins();
                self.at_slash(name, origins, arguments, call.function.range)
            }
            "items" | "keys" | "values" | "copy" => self.view_of_data(receiver, name),
            "update" => self.update_data(receiver, arguments),
            "append" if self.collecting.is_some() => self.append_data(receiver, arguments),
            _ => None,
        }
    }

    fn data(&mut self, receiver: &Expr) -> Value {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let data = self.expression(receiver);
        self.quiet = quiet;
        data
    }

    /// `data.get('x')`, `data.pop('x', default)`
    fn part_of_data(
        &mut self,
        receiver: &Expr,
        name: &str,
        function: &Value,
        arguments: &Arguments,
    ) -> Value {
        let origins = function.origins | arguments.origins();
        let data = self.data(receiver);
        if let Some(wanted) = arguments.positional.first().filter(|_| name == "get") {
            let default = arguments.positional.get(1);
            if let Some(found) = self.found_in_table((receiver, &data), wanted, default) {
                return found;
            }
        }
        let key = arguments.positional.first().and_then(Value::as_str);
        if let (Kind::Mapping(parts), Some(key)) = (&data.kind, key) {
            let found = parts.iter().find(|(known, _)| known == key);
            if let Some((_, value)) = found {
                let value = value.clone().selected_by(key);
                if name == "pop" {
                    let rest = parts.iter().filter(|(known, _)| known != key).cloned();
                    let rest = Value::mapping(rest.collect()).with(data.origins);
                    self.put_back(receiver, rest);
                }
                return value;
            }
            let whole = parts.iter().any(|(known, _)| &**known == WHOLE);
            return match arguments.positional.get(1) {
                Some(default) if whole => default.clone(),
                _ => Value::unknown(origins),
            };
        }
        if let (Kind::Mapping(parts), [wanted, rest @ ..]) = (&data.kind, &*arguments.positional)
            && !parts.is_empty()
            && !self.is_put_into(receiver)
        {
            // A key chooses what is found; it is no part of it.
            let chosen = function.origins | wanted.all_origins().choosing();
            return Value::unknown(rest.iter().fold(chosen, |all, one| all | one.all_origins()));
        }
        let version = key.is_some_and(|key| self.world.is_version_field(key));
        let extra = if version { Origins::VERSION } else { Origins::NONE };
        let value = Value::unknown(origins | extra);
        match key {
            Some(key) => self.told_by_name(key, value.selected_by(key)),
            None => value,
        }
    }

    /// `data.items()` and the like, of a mapping whose parts are known.
    fn view_of_data(&mut self, receiver: &Expr, name: &str) -> Option<Value> {
        let data = self.data(receiver);
        let Kind::Mapping(parts) = &data.kind else {
            return (name == "copy").then_some(data);
        };
        let key = |key: &Arc<str>| Value::new(Kind::Str(Arc::clone(key)));
        let view = match name {
            "copy" => return Some(data),
            "keys" => parts.iter().map(|(known, _)| key(known)).collect(),
            "values" => parts.iter().map(|(_, value)| value.clone()).collect(),
            _ => parts
                .iter()
                .map(|(known, value)| Value::sequence(vec![key(known), value.clone()]))
                .collect(),
        };
        Some(Value::sequence(view).with(data.origins))
    }

    /// `data.update(more)`
    fn update_data(&mut self, receiver: &Expr, arguments: &Arguments) -> Option<Value> {
        let data = self.data(receiver);
        let with_keys = !arguments.keywords.is_empty()
            || arguments.positional.iter().any(|more| matches!(more.kind, Kind::Mapping(_)));
        let mut parts = match &data.kind {
            Kind::Mapping(parts) => parts.to_vec(),
            // Some mapping of the program's own, with these keys from now on.
            Kind::Unknown | Kind::Sequence(_)
                if with_keys && !data.origins.any(Origins::STORED | Origins::PRINCIPAL) =>
            {
                Vec::new()
            }
            _ => return None,
        };
        let mut origins = match &data.kind {
            Kind::Mapping(_) => data.origins,
            _ => data.all_origins(),
        };
        let mut put = |key: &Arc<str>, value: &Value| {
            parts.retain(|(known, _)| known != key);
            parts.push((Arc::clone(key), value.clone()));
        };
        for (key, value) in &arguments.keywords {
            put(key, value);
        }
        match arguments.positional.first() {
            Some(Value { kind: Kind::Mapping(more), origins: also }) => {
                origins |= *also;
                more.iter().for_each(|(key, value)| put(key, value));
            }
            Some(more) => origins |= more.all_origins(),
            None => {}
        }
        self.put_back(receiver, Value::mapping(parts).with(origins));
        Some(Value::new(Kind::None))
    }

    /// `list.append(part)`
    fn append_data(&mut self, receiver: &Expr, arguments: &Arguments) -> Option<Value> {
        let data = self.data(receiver);
        let (Kind::Sequence(parts), Some(part)) = (&data.kind, arguments.positional.first()) else {
            return None;
        };
        let mut parts = parts.to_vec();
        parts.push(part.clone());
        self.put_back(receiver, Value::sequence(parts).with(data.origins));
        Some(Value::new(Kind::None))
    }

    /// `table[key](...)` where the key is not known: one of the functions in the
    /// table runs. What each does may happen; none of their guards is certain.
    pub(super) fn one_of_several(
        &mut self,
        call: &Call,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let ExprKind::Subscript(table, _) = &call.function.kind else { return None };
        let Kind::Mapping(parts) = self.data(table).kind else { return None };
        let is_function = |value: &Value| matches!(value.kind, Kind::Function(_) | Kind::Lambda(_));
        if parts.is_empty() || !parts.iter().all(|(_, value)| is_function(value)) {
            return None;
        }
        let start = self.facts.len();
        let mut given: Option<Value> = None;
        let mut ways = Vec::new();
        for (_, function) in parts.iter() {
            let before = self.facts.len();
            let value = self.call_value(function.clone(), arguments.clone(), range);
            given = Some(match given {
                Some(before) => before.join(value),
                None => value,
            });
            ways.push((before..self.facts.len(), None));
        }
        if parts.len() > 1 {
            let end = self.facts.len();
            self.guarded_in_each(&ways, self.conditions.len());
            let new = self.facts.get_mut(start..end).unwrap_or_default();
            new.iter_mut().filter(|fact| is_guard(fact.kind)).for_each(|fact| fact.void = true);
        }
        given
    }

    /// Puts changed data back where it came from: a local name, an attribute of
    /// an object that was built in sight.
    pub(super) fn put_back(&mut self, place: &Expr, value: Value) {
        match &place.kind {
            ExprKind::Name(name) => {
                if let Some(frame) = self.frame()
                    && frame.scope.names.contains_key(name)
                {
                    frame.scope.set(name, value);
                }
            }
            ExprKind::Attribute(object, name) => {
                if let Kind::Instance(instance) = self.data(object).kind
                    && instance.number != 0
                {
                    self.heap.insert((instance.number, Arc::clone(name)), value);
                }
            }
            _ => {}
        }
    }
}
