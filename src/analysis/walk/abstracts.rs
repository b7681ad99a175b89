//! Methods that only say what others do: an object known by such a class may
//! be one of any class that does it.

use std::sync::Arc;

use super::Walk;
use super::attribute::some_object;
use super::several::one_of;
use crate::analysis::classes::Member;
use crate::analysis::fact::Turn;
use crate::analysis::memo::Key;
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Value};
use crate::analysis::world::World;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, Range, Stmt, StmtKind};

/// Of more classes than this that do the same thing the first ones stand for all:
/// what they do unguarded is done, what they guard is a guard for them alone.
const MAX_IMPLEMENTATIONS: usize = 2;

impl Walk<'_> {
    /// Calls a method that only says what others do; none where it is no such
    /// method. Each class that does it is one possibility.
    pub(super) fn invoke_abstract(
        &mut self,
        value: &Arc<FunctionValue>,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let owner = value.owner.as_ref()?;
        if !is_abstract(&value.function) || owner.file.is_library() {
            return None;
        }
        let receiver = value.receiver.as_ref()?;
        let Kind::Instance(object) = &receiver.kind else { return None };
        let given = arguments.origins().passed_on();
        let mut result = Value::unknown(given | receiver.origins);
        if object.number != 0 {
            return Some(result);
        }
        let others = self.world.implementations(&object.class, &value.function.name);
        if !others.is_empty() {
            // It may be yet another class, which asks about the same things; what
            // becomes of a value is what becomes of it in these.
            result.origins = given.chosen_by() | receiver.origins;
        }
        for (class, function) in others.iter().take(MAX_IMPLEMENTATIONS) {
            let depth = self.conditions.len();
            let chosen = self.chosen(class);
            self.conditions.extend(chosen);
            let method = Arc::new(FunctionValue {
                file: Arc::clone(&class.file),
                function: Arc::clone(function),
                owner: Some(Arc::clone(class)),
                receiver: Some(some_object(class, receiver.origins)),
                scope: None,
            });
            let one = self.invoke(&method, arguments.clone(), range);
            result = result.join(one);
            self.conditions.truncate(depth);
        }
        Some(result)
    }

    /// A method that an object nobody built in sight has by none of its class, but by
    /// classes below it: whoever asks for it takes the object for one of those.
    pub(super) fn method_below(
        &self,
        class: &Arc<ClassValue>,
        receiver: &Value,
        name: &Name,
    ) -> Option<Value> {
        let Kind::Instance(object) = &receiver.kind else { return None };
        if object.number != 0 || class.file.is_library() || name.starts_with("__") {
            return None;
        }
        let mut found: Vec<(Arc<ClassValue>, Arc<Function>)> = Vec::new();
        for below in self.world.subclasses(class).iter() {
            let Member::Function(owner, function) = self.world.find_member(below, name) else {
                continue;
            };
            let known = found.iter().any(|(_, known)| Arc::ptr_eq(known, &function));
            if !known && !owner.file.is_library() && !is_abstract(&function) {
                found.push((Arc::clone(below), function));
            }
        }
        found.truncate(MAX_IMPLEMENTATIONS);
        let mut methods: Vec<Value> = Vec::new();
        for (below, function) in found {
            let Member::Function(owner, _) = self.world.find_member(&below, name) else { continue };
            // What is no plain method of the object is another question.
            if !function.decorators.is_empty() {
                return None;
            }
            methods.push(Value::new(Kind::Function(Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(some_object(&below, receiver.origins)),
                scope: None,
            }))));
        }
        match methods.len() {
            0 => None,
            1 => methods.pop(),
            _ => Some(one_of(methods)),
        }
    }

    /// That the object is one of this class.
    fn chosen(&mut self, class: &Arc<ClassValue>) -> Option<Arc<crate::analysis::fact::Condition>> {
        self.enter_module(&class.file);
        let mut chosen = self.outcome_of(class.class.header, Turn::Chosen);
        if let Some(condition) = chosen.as_mut().and_then(Arc::get_mut) {
            condition.text = class.class.name.to_string();
        }
        self.frames.pop();
        chosen
    }
}

/// Whether a function's body does nothing but say that others do it.
pub(super) fn is_abstract(function: &Function) -> bool {
    let marked = function.decorators.iter().any(|decorator| {
        decorator.dotted().is_some_and(|name| name.rsplit('.').next() == Some("abstractmethod"))
    });
    let mut body = function.body.iter().filter(|statement| !is_text(statement));
    match (body.next(), body.next()) {
        (Some(only), None) => match &only.kind {
            StmtKind::Raise(Some(raised)) => is_not_implemented(raised),
            _ => marked,
        },
        (None, _) => marked,
        _ => false,
    }
}

fn is_text(statement: &Stmt) -> bool {
    matches!(&statement.kind, StmtKind::Expr(text) if text.as_str().is_some())
}

fn is_not_implemented(raised: &Expr) -> bool {
    let raised = match &raised.kind {
        ExprKind::Call(call) => &call.function,
        _ => raised,
    };
    matches!(&raised.kind, ExprKind::Name(name) if &**name == "NotImplementedError")
}

impl World {
    /// The classes below one of the tree whose own body has a method that does
    /// something, with that method.
    fn implementations(
        &self,
        class: &Arc<ClassValue>,
        method: &Name,
    ) -> Vec<(Arc<ClassValue>, Arc<Function>)> {
        let below = self.subclasses(class);
        below
            .iter()
            .filter_map(|below| match self.own_method(below, method) {
                Some(function) if !is_abstract(&function) => Some((Arc::clone(below), function)),
                _ => None,
            })
            .collect()
    }

    fn own_method(&self, class: &Arc<ClassValue>, name: &Name) -> Option<Arc<Function>> {
        match self.find_member(class, name) {
            Member::Function(owner, function) if same(&owner, class) => Some(function),
            _ => None,
        }
    }

    /// The classes of the tree below a class, tests aside, in the order of
    /// their files.
    pub(in crate::analysis) fn subclasses(
        &self,
        class: &Arc<ClassValue>,
    ) -> Arc<Vec<Arc<ClassValue>>> {
        let name = format!("{}@{}", class.class.name, class.class.range.start);
        let key: Key = (class.file.path.clone(), name.into());
        self.below.get(key, Arc::default(), || Arc::new(self.find_subclasses(class)))
    }

    fn find_subclasses(&self, class: &Arc<ClassValue>) -> Vec<Arc<ClassValue>> {
        use crate::analysis::classes::Base;
        let mut known = vec![Arc::clone(class)];
        let mut at = 0;
        // A file that has a class below names a class between.
        while let Some(between) = known.get(at).cloned() {
            at += 1;
            for path in self.project.files_with(&between.class.name) {
                let Some(file) = self.project.file(&path) else { continue };
                for other in &file.bindings.classes {
                    let other =
                        Arc::new(ClassValue { file: Arc::clone(&file), class: Arc::clone(other) });
                    if known.len() > 60 || known.iter().any(|known| same(known, &other)) {
                        continue;
                    }
                    let bases = self.bases(&other);
                    if bases
                        .iter()
                        .any(|base| matches!(base, Base::Inside(base) if same(base, class)))
                    {
                        known.push(other);
                    }
                }
            }
        }
        let mut below = known.split_off(1);
        below.sort_by_key(|class| (class.file.path.clone(), class.class.range));
        below
    }
}

fn same(a: &ClassValue, b: &ClassValue) -> bool {
    a.class.range == b.class.range && a.file.path == b.file.path
}
