//! What a call gives to what it calls, one by one or whole.

use std::sync::Arc;

use super::Walk;
use super::fields::names_fields;
use super::known_parts::known_parts;
use crate::analysis::value::{Arguments, Kind, MORE, Origins, Value};
use crate::syntax::python::ast::{Call, Expr, ExprKind};

impl Walk<'_> {
    /// The arguments of a call.
    pub(super) fn arguments(&mut self, call: &Call) -> Arguments {
        let mut arguments = Arguments::default();
        for argument in &call.arguments {
            let value = self.expression(&argument.value);
            arguments.parts.extend(known_parts(&argument.value));
            match (&argument.name, &argument.value.kind) {
                (Some(name), _) => {
                    self.kept_as(name, value.all_origins());
                    arguments.keywords.push((Arc::clone(name), value));
                }
                (None, ExprKind::Starred(handed_on)) => {
                    let whole = self.is_whole(handed_on, &value);
                    arguments.open |= !whole;
                    match &value.kind {
                        Kind::Mapping(parts) if whole => {
                            arguments.keywords.extend(parts.iter().cloned());
                        }
                        Kind::Mapping(parts) => {
                            arguments.keywords.extend(parts.iter().cloned());
                            // What it holds beside the keys that are known.
                            let rest = Value::unknown(value.origins);
                            arguments.keywords.push((MORE.into(), rest));
                        }
                        Kind::Sequence(parts)
                            if !self.text(argument.value.range).starts_with("**") =>
                        {
                            arguments.positional.extend(parts.iter().cloned());
                        }
                        Kind::Instance(object) => {
                            arguments.keywords.extend(self.fields_of(object));
                            let named = names_fields(&object.arguments, object.number);
                            let rest = self.spread(value);
                            let sent = if named { Origins::INPUT } else { Origins::NONE };
                            let origins = rest.origins.except(sent);
                            arguments.keywords.push((MORE.into(), Value { origins, ..rest }));
                        }
                        _ => {
                            let value = self.spread(value);
                            arguments.keywords.push((MORE.into(), value));
                        }
                    }
                }
                (None, _) => arguments.positional.push(value),
            }
        }
        arguments
    }

    /// Whether all is known of what `*args` or `**kwargs` hand on.
    fn is_whole(&self, handed_on: &Expr, value: &Value) -> bool {
        let ExprKind::Name(name) = &handed_on.kind else { return false };
        matches!(value.kind, Kind::Sequence(_) | Kind::Mapping(_))
            && self.frames.last().is_some_and(|frame| frame.scope.whole.contains(name))
    }
}
