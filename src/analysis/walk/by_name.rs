//! Calls of a method on something that could not be followed: where every
//! method of that name in the tree gives back what it is given, so does this one.

use std::sync::Arc;

use super::Walk;
use crate::analysis::classes::Member;
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Origins, Readers, Value};
use crate::analysis::walk::some_object;
use crate::syntax::python::ast::{Call, ExprKind, Range};

/// Of more methods of one name nothing is said.
const MAX_METHODS: usize = 4;

impl Walk<'_> {
    /// What a method of a name gives, whichever class of the tree has it.
    pub(super) fn by_name(
        &mut self,
        call: &Call,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let ExprKind::Attribute(_, name) = &call.function.kind else { return None };
        if self.ways.closed || arguments.origins().raw == Readers::NONE || name.starts_with('_') {
            return None;
        }
        let methods = self.methods_named(name)?;
        let mut all: Option<Origins> = None;
        let quiet = std::mem::replace(&mut self.quiet, true);
        for method in methods {
            let origins = self.invoke(&method, arguments.clone(), range).all_origins();
            all = Some(match all {
                // Certain is what all of them do, possible what one of them does.
                Some(known) => known.either(origins),
                None => origins,
            });
        }
        self.quiet = quiet;
        all.map(Value::unknown)
    }

    fn methods_named(&self, name: &Arc<str>) -> Option<Vec<Arc<FunctionValue>>> {
        let mut found = Vec::new();
        for path in self.world.project.files_with(&format!("def {name}(")) {
            let Some(file) = self.world.project.file(&path) else { continue };
            for class in &file.bindings.classes {
                let class =
                    Arc::new(ClassValue { file: Arc::clone(&file), class: Arc::clone(class) });
                if let Member::Function(owner, function) = self.world.find_member(&class, name)
                    && Arc::ptr_eq(&owner.class, &class.class)
                {
                    found.push(Arc::new(FunctionValue {
                        file: Arc::clone(&owner.file),
                        function,
                        receiver: Some(some_object(&class, Origins::NONE)),
                        owner: Some(owner),
                        scope: None,
                    }));
                }
            }
            if found.len() > MAX_METHODS {
                return None;
            }
        }
        (!found.is_empty()).then_some(found)
    }
}
