//! The fields of objects built in sight: handed on with `**`, dumped to a
//! mapping, and found again in what is made of that.

use std::sync::Arc;

use super::Walk;
use crate::analysis::classes::Member;
use crate::analysis::value::{
    Arguments, ClassValue, External, Instance, Kind, MORE, Origins, Value,
};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, StmtKind};

/// Keywords that leave fields out of what is dumped.
const CHOOSING: [&str; 2] = ["include", "exclude"];

impl Walk<'_> {
    /// What an object was given for a field when it was built, where its class
    /// leaves keeping it to a base outside the tree: `Page(size=10).size`. A row
    /// hands on what its own `__init__` does not name.
    pub(super) fn given_field(&self, instance: &Instance, name: &Name) -> Option<Value> {
        let given = instance.arguments.keyword(name).filter(|_| instance.number != 0)?;
        let is_field = matches!(
            self.world.find_member(&instance.class, name),
            Member::Annotated(..) | Member::Value(..)
        );
        let keeps = match self.world.find_member(&instance.class, &"__init__".into()) {
            Member::Function(_, function) => {
                self.world.is_stored(&instance.class)
                    && !function.parameters.iter().any(|parameter| parameter.name == *name)
            }
            _ => true,
        };
        (is_field && keeps).then(|| given.clone())
    }

    /// The fields of an object built in sight, as far as they are known.
    pub(super) fn fields_of(&self, instance: &Instance) -> Vec<(Arc<str>, Value)> {
        if instance.number == 0 {
            return Vec::new();
        }
        let given = instance.arguments.keywords.iter().map(|(name, _)| name);
        let given =
            given.filter(|name| &***name != MORE && self.given_field(instance, name).is_some());
        let kept = self.heap.keys().filter(|(number, _)| *number == instance.number);
        let mut names: Vec<&Name> = given.chain(kept.map(|(_, name)| name)).collect();
        names.sort();
        names.dedup();
        let value = |name: &Name| {
            self.kept_attribute(instance.number, name).or_else(|| self.given_field(instance, name))
        };
        names.into_iter().filter_map(|name| Some((Arc::clone(name), value(name)?))).collect()
    }

    /// `model.model_dump()`: the fields by their names, and where the rest of
    /// them comes from.
    pub(super) fn dumped(
        &self,
        class: &Arc<ClassValue>,
        number: u32,
        arguments: &Arguments,
    ) -> Option<Value> {
        if arguments.open || CHOOSING.iter().any(|name| arguments.keyword(name).is_some()) {
            return None;
        }
        let fields = self.fields_of(&Instance {
            class: Arc::clone(class),
            number,
            arguments: Arguments::default(),
        });
        (!fields.is_empty()).then(|| Value::mapping(fields))
    }

    /// `Model.model_validate(row)`: an object with the fields of what it is given.
    pub(super) fn remade(
        &mut self,
        class: &Arc<ClassValue>,
        arguments: &Arguments,
        origins: Origins,
    ) -> Option<Value> {
        let mut fields = match &arguments.positional.first()?.kind {
            Kind::Instance(instance) => self.fields_of(instance),
            Kind::Mapping(parts) => parts.to_vec(),
            _ => Vec::new(),
        };
        if let Some(Value { kind: Kind::Mapping(more), .. }) = arguments.keyword("update") {
            fields.extend(more.iter().cloned());
        }
        if fields.is_empty() {
            return None;
        }
        let object = self.new_object(class, Arguments::default());
        for (name, value) in fields {
            self.set_on(&object, &name, value);
        }
        Some(object.with(origins))
    }

    /// Whether what is put into the store is the caller's own: a field of it
    /// says who asks, and none of them a row that the request chose.
    pub(super) fn is_own_creation(
        &self,
        kind: FactKind,
        external: &External,
        arguments: &Arguments,
    ) -> bool {
        let own = |value: &Value| match &value.kind {
            Kind::Instance(instance) => is_of_caller(&self.fields_of(instance)),
            Kind::Mapping(parts) => is_of_caller(parts),
            _ => false,
        };
        let listed = |value: &Value| match &value.kind {
            Kind::Sequence(parts) => !parts.is_empty() && parts.iter().all(own),
            _ => own(value),
        };
        // `row.save()`: what the row itself was given.
        let kept = || -> Vec<(Arc<str>, Value)> {
            let kept = self.heap.iter().filter(|((row, _), _)| *row == external.number);
            kept.map(|((_, name), value)| (Arc::clone(name), value.clone())).collect()
        };
        kind == FactKind::ObjectCreated
            && match (arguments.positional.as_slice(), arguments.keywords.as_slice()) {
                ([], []) => external.number != 0 && is_of_caller(&kept()),
                (positional, keywords) => {
                    is_of_caller(keywords)
                        || !positional.is_empty() && positional.iter().all(listed)
                }
            }
    }
}

/// Whether the code named each field when it built an object: a caller chooses none of them.
pub(super) fn names_fields(given: &Arguments, number: u32) -> bool {
    number != 0
        && !given.open
        && given.positional.is_empty()
        && !given.keywords.is_empty()
        && given.keywords.iter().all(|(name, _)| &**name != MORE)
}

/// Whether a field says who asks, and none a row that the request chose.
fn is_of_caller(fields: &[(Arc<str>, Value)]) -> bool {
    let chosen = Origins::BODY | Origins::QUERY | Origins::PATH;
    let names_caller = |(name, value): &(Arc<str>, Value)| {
        &**name != MORE && value.all_origins().any(Origins::PRINCIPAL)
    };
    let names_another = |(name, value): &(Arc<str>, Value)| {
        let origins = value.all_origins();
        let is_key = name.ends_with("_id") || name.ends_with("_pk");
        let is_row = origins.any(Origins::STORED) || is_key;
        is_row && origins.any(chosen) && !origins.any(Origins::PRINCIPAL)
    };
    fields.iter().any(names_caller) && !fields.iter().any(names_another)
}

/// What an object was made with and keeps under a name as it is: `self.name = name`.
pub(super) fn handed_to(object: &Value, method: &Function, attribute: &Name) -> Option<Value> {
    let Kind::Instance(made) = &object.kind else { return None };
    if &*method.name != "__init__" || made.number == 0 {
        return None;
    }
    let sets = |wanted: &dyn Fn(&Expr) -> bool| -> Vec<&Expr> {
        let body = method.body.iter();
        body.filter_map(|statement| match &statement.kind {
            StmtKind::Assign { targets, value, .. } if targets.iter().any(wanted) => value.as_ref(),
            _ => None,
        })
        .collect()
    };
    let kept =
        sets(&|target| matches!(&target.kind, ExprKind::Attribute(_, name) if name == attribute));
    let [Expr { kind: ExprKind::Name(name), .. }] = kept.as_slice() else { return None };
    if !sets(&|target| matches!(&target.kind, ExprKind::Name(set) if set == name)).is_empty() {
        return None;
    }
    let at = method.parameters.iter().position(|one| one.name == *name)?;
    let given = made.arguments.keyword(name);
    given.or_else(|| made.arguments.positional.get(at.checked_sub(1)?)).cloned()
}
