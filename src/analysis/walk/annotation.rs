//! Annotations of parameters: what they stand for, and what their types refuse.

use std::sync::Arc;

use super::Walk;
use crate::analysis::bindings::Binding;
use crate::analysis::classes::{Base, Member};
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{ClassValue, FunctionValue, Kind, Value};
use crate::analysis::world::World;
use crate::catalog::Signature;
use crate::syntax::python::ast::{Expr, ExprKind};

/// What a parameter's annotation says: the type, and the calls beside it.
pub(in crate::analysis) struct Annotation {
    pub(in crate::analysis) file: Arc<ModuleFile>,
    pub(in crate::analysis) declared: Option<Expr>,
    pub(in crate::analysis) beside: Vec<(Arc<ModuleFile>, Expr)>,
}

/// What the type of a parameter refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeKind {
    /// A model: a checked body.
    Model,
    /// Plain data from the body.
    Unchecked,
    /// Any text.
    Free,
    /// Numbers, identifiers, enumerations.
    Checked,
    /// Something the framework or a library gives.
    Object,
}

impl World {
    pub(in crate::analysis) fn quick(&self, file: &Arc<ModuleFile>, expression: &Expr) -> Value {
        let mut walk = Walk::quietly(self);
        walk.enter_module(file);
        walk.expression(expression)
    }

    /// Whether a class of the tree has one of these bases outside it.
    pub(in crate::analysis) fn has_base(
        &self,
        class: &Arc<ClassValue>,
        wanted: &[crate::catalog::Pattern],
    ) -> bool {
        self.line_of(class).bases.iter().any(|base| match base {
            Base::Outside(path) => wanted.iter().any(|row| row.matches(path)),
            Base::Inside(_) => false,
        })
    }

    /// A method of a class bound to a receiver.
    pub(in crate::analysis) fn method_of(
        &self,
        class: &Arc<ClassValue>,
        name: &str,
        receiver: &Value,
    ) -> Option<Arc<FunctionValue>> {
        match self.find_member(class, &name.into()) {
            Member::Function(owner, function) => Some(Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(receiver.clone()),
                scope: None,
            })),
            _ => None,
        }
    }

    /// An annotation with `Annotated[...]` taken apart, also where a name
    /// elsewhere stands for it.
    pub(in crate::analysis) fn unaliased(
        &self,
        file: &Arc<ModuleFile>,
        annotation: Option<&Expr>,
    ) -> Annotation {
        let mut found = Annotation {
            file: Arc::clone(file),
            declared: annotation.cloned(),
            beside: Vec::new(),
        };
        for _ in 0..6 {
            let Some(declared) = found.declared.clone() else { break };
            match &declared.kind {
                ExprKind::Subscript(outer, inner)
                    if outer.dotted().is_some_and(|name| name.ends_with("Annotated")) =>
                {
                    let ExprKind::Tuple(parts) = &inner.kind else { break };
                    let Some((first, rest)) = parts.split_first() else { break };
                    let file = &found.file;
                    found.beside.extend(rest.iter().map(|one| (Arc::clone(file), one.clone())));
                    found.declared = Some(first.clone());
                }
                ExprKind::Name(_) | ExprKind::Attribute(..) => {
                    let Some((file, alias)) = self.alias(&found.file, &declared) else { break };
                    found.file = file;
                    found.declared = Some(alias);
                }
                _ => break,
            }
        }
        found
    }

    /// The expression that a name of a type stands for.
    fn alias(&self, file: &Arc<ModuleFile>, name: &Expr) -> Option<(Arc<ModuleFile>, Expr)> {
        let (path, name) = match &name.kind {
            ExprKind::Name(name) => self.definition_of(file, name)?,
            ExprKind::Attribute(object, name) => match self.quick(file, object).kind {
                Kind::Module(module) => self.definition_of(&module, name)?,
                _ => return None,
            },
            _ => return None,
        };
        let file = self.project.file(&path)?;
        let alias = match file.bindings.names.get(name.as_str())? {
            Binding::Values(values) => values.last()?.clone(),
            _ => return None,
        };
        Some((file, alias))
    }

    pub(super) fn kind_of(&self, annotation: &Annotation, signature: &Signature) -> TypeKind {
        annotation.declared.as_ref().map_or(TypeKind::Free, |declared| {
            self.type_kind(&annotation.file, declared, signature)
        })
    }

    fn type_kind(
        &self,
        file: &Arc<ModuleFile>,
        declared: &Expr,
        signature: &Signature,
    ) -> TypeKind {
        match &declared.kind {
            ExprKind::Binary(left, _, right) => {
                let first = self.type_kind(file, left, signature);
                match right.kind {
                    ExprKind::None => first,
                    _ if matches!(left.kind, ExprKind::None) => {
                        self.type_kind(file, right, signature)
                    }
                    _ => first.laxer(self.type_kind(file, right, signature)),
                }
            }
            ExprKind::Subscript(outer, inner) => {
                let name = outer.dotted().unwrap_or_default();
                let parts: Vec<&Expr> = match &inner.kind {
                    ExprKind::Tuple(parts) => parts.iter().collect(),
                    _ => vec![inner],
                };
                match name.rsplit('.').next().unwrap_or("") {
                    "Literal" => TypeKind::Checked,
                    "Optional" | "Union" | "list" | "List" | "set" | "Set" | "Sequence"
                    | "tuple" | "Tuple" | "Annotated" => parts
                        .iter()
                        .filter(|part| !matches!(part.kind, ExprKind::None))
                        .map(|part| self.type_kind(file, part, signature))
                        .reduce(TypeKind::laxer)
                        .unwrap_or(TypeKind::Free),
                    "dict" | "Dict" | "Mapping" => TypeKind::Unchecked,
                    _ => self.type_kind(file, outer, signature),
                }
            }
            _ => self.plain_type_kind(&self.quick(file, declared), signature),
        }
    }

    fn plain_type_kind(&self, declared: &Value, signature: &Signature) -> TypeKind {
        match &declared.kind {
            Kind::Class(class) if self.has_base(class, &signature.models) => TypeKind::Model,
            // What is neither a choice among constants nor the body is provided.
            Kind::Class(class) if signature.plain && !self.has_base(class, &signature.scalars) => {
                TypeKind::Object
            }
            Kind::Class(_) => TypeKind::Checked,
            Kind::External(external) => {
                let is = |rows: &[crate::catalog::Pattern]| {
                    rows.iter().any(|row| row.matches(&external.path))
                };
                if is(&signature.free) {
                    TypeKind::Free
                } else if is(&signature.unchecked) {
                    TypeKind::Unchecked
                } else if is(&signature.scalars) {
                    TypeKind::Checked
                } else {
                    TypeKind::Object
                }
            }
            _ => TypeKind::Free,
        }
    }
}

impl TypeKind {
    /// Of two types that are both allowed, the one that refuses less.
    fn laxer(self, other: Self) -> Self {
        let rank = |kind: Self| match kind {
            Self::Unchecked => 0,
            Self::Free => 1,
            Self::Object => 2,
            Self::Checked => 3,
            Self::Model => 4,
        };
        if rank(self) <= rank(other) { self } else { other }
    }
}
