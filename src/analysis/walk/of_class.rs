//! Whether an object is of a class, where the framework made it of the class that a
//! parameter declares.

use std::sync::Arc;

use super::Walk;
use crate::analysis::classes::Base;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, Kind, Origins, Value};
use crate::syntax::python::ast::{Expr, ExprKind, Range};

/// Types of the language of which none is a kind of another.
const TYPES: [&str; 6] = ["str", "bytes", "int", "float", "list", "dict"];

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
        if function.path() == Some("builtins.isinstance")
            && let Some(is) = self.is_of_type(asked, of)
        {
            return Some(Value::new(Kind::Bool(is)));
        }
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

    /// What is read here is declared, by whoever checks it, with a type of the language.
    pub(super) fn typed_at(&mut self, range: Range, file: &Arc<ModuleFile>, declared: &Expr) {
        let Some(site) = self.site(range).filter(|_| !self.quiet) else { return };
        let ExprKind::Name(name) = &declared.kind else { return };
        if !TYPES.contains(&&**name) || self.types_at.iter().any(|(known, _)| known.same(&site)) {
            return;
        }
        if self.world.quick(file, declared).path() == Some(&format!("builtins.{name}")) {
            self.types_at.push((site, Arc::clone(name)));
        }
    }

    /// Whether an object is one of a model that a parameter declares.
    pub(super) fn is_declared(&self, object: &Value) -> bool {
        let Kind::Instance(object) = &object.kind else { return false };
        self.declared.iter().any(|class| same(class, &object.class))
    }

    /// Whether a value is of a type, by the one it was declared with where it was read.
    fn is_of_type(&self, asked: &Value, of: &Value) -> Option<bool> {
        if matches!(asked.kind, Kind::Instance(_)) || asked.origins.any(Origins::OPTIONAL) {
            return None;
        }
        let read = self.ways.same_since(asked.origins);
        let mut typed = self.types_at.iter();
        let (_, own) = typed.find(|(site, _)| read.iter().any(|known| known.same(site)))?;
        let classes = match &of.kind {
            Kind::Sequence(parts) => parts.as_slice(),
            _ => std::slice::from_ref(of),
        };
        let known = classes.iter().map(|class| match (&class.kind, class.path()) {
            (Kind::Class(_), _) => Some(false),
            (_, Some(path)) => match path.strip_prefix("builtins.") {
                Some(name) if TYPES.contains(&name) => Some(*name == **own),
                _ => path.starts_with("pathlib.").then_some(false),
            },
            _ => None,
        });
        let known: Option<Vec<bool>> = known.collect();
        Some(known?.contains(&true))
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
