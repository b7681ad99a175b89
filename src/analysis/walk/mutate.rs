//! Calls that change what they are called on: lists that grow, buffers that are
//! written to, things put on a shelf and found again.

use std::sync::Arc;

use super::Walk;
use super::parts::element;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::syntax::python::ast::{Call, ExprKind, Name};

/// Methods that put what they are given into what they are called on.
const GROWING: [&str; 13] = [
    "add",
    "append",
    "appendleft",
    "extend",
    "insert",
    "put",
    "push",
    "set",
    "setdefault",
    "update",
    "write",
    "writelines",
    "write_text",
];

impl Walk<'_> {
    /// What a call `name.method(...)` makes of the name; its result where the
    /// method is one of a list or a shelf whose contents are known.
    pub(super) fn mutate(&mut self, call: &Call, arguments: &Arguments) -> Option<Value> {
        let ExprKind::Attribute(receiver, method) = &call.function.kind else { return None };
        let ExprKind::Name(name) = &receiver.kind else { return None };
        let known = self.frames.last()?.scope.get(name)?.clone();
        if &**method == "setdefault"
            && let Some(found) = self.key_by_default(name, &known, arguments)
        {
            return Some(found);
        }
        match &known.kind {
            Kind::Sequence(parts) => self.mutate_list(name, &known, parts, method, arguments),
            Kind::Mapping(_) if GROWING.contains(&&**method) => {
                self.grow(name, known, arguments.origins());
                None
            }
            Kind::External(external) => {
                let path = [&*external.path, ".", method, "()"].concat();
                if let Some(found) = self.shelf(&path, external, arguments) {
                    return Some(found);
                }
                let world = self.world;
                let model = world.models.reading(&path, arguments).first().copied();
                if let Some(becomes) = model.and_then(|model| model.becomes.as_deref()) {
                    let value = Value::external(becomes).with(known.origins);
                    self.set_name(name, value);
                } else if GROWING.contains(&&**method) {
                    self.grow(name, known, arguments.origins());
                }
                None
            }
            Kind::Unknown if GROWING.contains(&&**method) => {
                self.grow(name, known, arguments.origins());
                None
            }
            _ => None,
        }
    }

    /// `options.setdefault("secure", True)`: the key is there from now on, and may be
    /// only under the conditions that hold here. What is asked so is a mapping,
    /// whatever else is known of it.
    fn key_by_default(
        &mut self,
        name: &Name,
        known: &Value,
        arguments: &Arguments,
    ) -> Option<Value> {
        let [key, value] = arguments.positional.as_slice() else { return None };
        let key = key.as_str()?;
        let mut parts = match &known.kind {
            Kind::Mapping(parts) => parts.to_vec(),
            Kind::Unknown if !known.origins.any(Origins::INPUT) => Vec::new(),
            Kind::External(found)
                if found.path.ends_with(".get()") && !known.origins.any(Origins::INPUT) =>
            {
                Vec::new()
            }
            _ => return None,
        };
        if let Some((_, found)) = parts.iter().find(|(known, _)| known == key) {
            return Some(found.clone());
        }
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let under = self.conditions.get(base..).unwrap_or_default().to_vec();
        let may_lack = if under.is_empty() { Origins::NONE } else { Origins::OPTIONAL };
        self.put_under.insert(Arc::clone(key), under);
        parts.push((Arc::clone(key), value.clone().with(may_lack)));
        self.set_name(name, Value::mapping(parts).with(known.origins));
        Some(value.clone())
    }

    fn set_name(&mut self, name: &Name, value: Value) {
        if let Some(frame) = self.frames.last_mut() {
            frame.scope.set(name, value);
        }
    }

    fn grow(&mut self, name: &Name, known: Value, origins: Origins) {
        if origins.is_unfit() {
            self.set_name(name, known.with(origins));
        }
    }

    fn mutate_list(
        &mut self,
        name: &Name,
        known: &Value,
        parts: &Arc<Vec<Value>>,
        method: &str,
        arguments: &Arguments,
    ) -> Option<Value> {
        let mut parts = parts.to_vec();
        let given = arguments.positional.first();
        let at = |value: Option<&Value>, last: usize| match value.map(|value| &value.kind) {
            None => Some(last),
            Some(Kind::Int(at)) => usize::try_from(*at).ok().filter(|at| *at <= last),
            Some(_) => None,
        };
        // How often a loop runs is not known.
        let once = self.frames.last().is_some_and(|frame| frame.loops.is_empty());
        let last = parts.len().saturating_sub(1);
        let result = match (method, given) {
            ("append", Some(value)) if once => {
                parts.push(value.clone());
                Value::new(Kind::None)
            }
            ("insert", Some(_)) if once && arguments.positional.len() == 2 => {
                parts.insert(at(given, parts.len())?, arguments.positional[1].clone());
                Value::new(Kind::None)
            }
            ("pop", _) if once && !parts.is_empty() => {
                let at = at(given, last).filter(|at| *at < parts.len());
                match at {
                    Some(at) => parts.remove(at),
                    None => element(known),
                }
            }
            ("append" | "insert" | "extend", _) => {
                let origins = known.all_origins() | arguments.origins();
                self.set_name(name, Value::unknown(origins));
                return Some(Value::new(Kind::None));
            }
            ("pop" | "remove" | "clear" | "sort" | "reverse", _) => {
                self.set_name(name, Value::unknown(known.all_origins()));
                return Some(element(known));
            }
            _ => return None,
        };
        let value = Value::sequence(parts).with(known.origins);
        self.set_name(name, value);
        Some(result)
    }

    /// Puts the last argument under the others, or finds what was put there.
    fn shelf(&mut self, path: &str, object: &External, arguments: &Arguments) -> Option<Value> {
        let world = self.world;
        let rows = world.models.catalog().frameworks();
        let mut shelves = rows.iter().flat_map(|rows| &rows.passing.shelves);
        let puts = shelves.find_map(|(puts, finds)| {
            puts.matches(path).then_some(true).or(finds.matches(path).then_some(false))
        })?;
        let (keys, value) = match (puts, arguments.positional.split_last()) {
            (true, Some((last, keys))) => (keys, Some(last.clone())),
            (true, None) => return None,
            (false, _) => (arguments.positional.as_slice(), None),
        };
        let words: Option<Vec<&str>> =
            keys.iter().map(|key| key.as_str().map(|key| &**key)).collect();
        let key = format!("{}#{}[{}]", object.path, object.number, words?.join("]["));
        match value {
            Some(value) => {
                self.set_outside.insert(key, value);
                Some(Value::new(Kind::None))
            }
            None => self.set_outside.get(&key).cloned(),
        }
    }
}
