//! Whether an object is of a class, where the framework made it of the class that a
//! parameter declares.

use std::sync::Arc;

use super::Walk;
use crate::analysis::classes::Base;
use crate::analysis::value::{Arguments, ClassValue, Kind, Origins, Value};

impl Walk<'_> {
    /// A parameter is given an object of this very class.
    pub(super) fn declared_as(&mut self, value: &Value) {
        if let Kind::Instance(object) = &value.kind {
            self.declared.push(Arc::clone(&object.class));
        }
    }

    /// `isinstance(body, Model)` of what a parameter declares as some model.
    pub(super) fn asked_of_declared(
        &self,
        function: &Value,
        arguments: &Arguments,
    ) -> Option<Value> {
        let [asked, of] = arguments.positional.as_slice() else { return None };
        let Kind::Instance(object) = &asked.kind else { return None };
        let made = self.declared.iter().any(|class| same(class, &object.class));
        let sure = made
            && asked.origins.any(Origins::BODY | Origins::QUERY)
            && !asked.origins.any(Origins::OPTIONAL | Origins::STORED);
        if function.path() != Some("builtins.isinstance") || !sure {
            return None;
        }
        let classes = match &of.kind {
            Kind::Sequence(parts) => parts.as_slice(),
            _ => std::slice::from_ref(of),
        };
        let known = classes.iter().map(|class| match &class.kind {
            Kind::Class(class) => Some(self.is_of(&object.class, class)),
            _ => None,
        });
        let known: Option<Vec<bool>> = known.collect();
        Some(Value::new(Kind::Bool(known?.contains(&true))))
    }

    /// Whether a class is another, or below it.
    fn is_of(&self, class: &Arc<ClassValue>, wanted: &Arc<ClassValue>) -> bool {
        let above = |base: Base| matches!(base, Base::Inside(base) if same(&base, wanted));
        same(class, wanted) || self.world.bases(class).into_iter().any(above)
    }
}

fn same(one: &ClassValue, other: &ClassValue) -> bool {
    one.class.range == other.class.range && one.file.path == other.file.path
}
