//! Marks that decorators leave on functions, and hooks that look for them:
//! `setattr(wrapper, "public", True)`, `getattr(method, "public", False)`.

use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use crate::analysis::fact::{Fact, Reach, Site};
use crate::analysis::value::{Arguments, FunctionValue, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Call, Name, Range, Stmt};

/// A mark that was found true, and the decorator that leaves it.
pub(in crate::analysis) type FoundMark = Option<Site>;

impl Walk<'_> {
    /// Calls of the language's own functions that look at objects.
    pub(super) fn reflection(&mut self, name: &str, call: &Call, range: Range) -> Option<Value> {
        let part = |at: usize| call.arguments.get(at).map(|argument| &argument.value);
        match (name, call.arguments.len()) {
            ("getattr", 2..) => {
                let object = self.expression(part(0)?);
                let name = self.expression(part(1)?);
                let default = part(2).map(|default| self.expression(default));
                let Some(name) = name.as_str().cloned() else {
                    let other = default.is_some_and(|other| other.truth() != Some(false));
                    return match self.methods_like(&object, part(1)?) {
                        Some(methods) if !other => Some(methods),
                        _ => Some(Value::unknown(object.all_origins() | name.all_origins())),
                    };
                };
                if let (Kind::Function(function), Some(default)) = (&object.kind, default) {
                    return Some(self.mark_of(&Arc::clone(function), &name, default));
                }
                Some(self.attribute(object, &name, range))
            }
            ("setattr", 3) => {
                let object = self.expression(part(0)?);
                let name = self.expression(part(1)?);
                let value = self.expression(part(2)?);
                self.set_by_name(&object, &name, &value, range);
                let name = name.as_str().cloned().unwrap_or_else(|| "".into());
                self.set_attribute(&object, &name, value, range);
                Some(Value::new(Kind::None))
            }
            ("callable", 1) => {
                let value = self.expression(part(0)?);
                let truth = match value.kind {
                    Kind::Function(_) | Kind::Lambda(_) | Kind::Class(_) | Kind::Wrapped => true,
                    Kind::None | Kind::Str(_) | Kind::Bool(_) | Kind::Int(_) => false,
                    _ => return Some(Value::unknown(value.all_origins())),
                };
                Some(Value::new(Kind::Bool(truth)))
            }
            _ => None,
        }
    }

    /// What the outermost decorator that leaves such a mark gives it.
    fn mark_of(&mut self, function: &Arc<FunctionValue>, name: &Name, default: Value) -> Value {
        for decorator in &function.function.decorators {
            let mut walk = Walk::quietly(self.world);
            walk.enter_module(&function.file);
            let value = walk.expression(decorator);
            match value.kind {
                Kind::External(_) => continue,
                Kind::Unknown => return Value::UNKNOWN,
                _ => {}
            }
            let wrapped =
                Arguments { positional: vec![Value::new(Kind::Wrapped)], ..Arguments::default() };
            walk.call_value(value, wrapped, decorator.range);
            let Some((_, mark)) = walk.marks.iter().rev().find(|(known, _)| known == name) else {
                continue;
            };
            if mark.truth() == Some(true) {
                let file = Arc::clone(&function.file);
                self.mark_found = Some(Site { file, range: decorator.range });
            }
            return mark.clone();
        }
        default
    }

    /// A block that a mark leaves out: where it would have refused those who
    /// are not known, the mark declares that anybody may call this.
    pub(super) fn exempted(&mut self, block: &[Stmt], mark: Site) {
        let Some(frame) = self.frames.last() else { return };
        let scope = frame.scope.clone();
        let (heap, opaque) = (self.heap.clone(), self.opaque.len());
        let (start, depth) = (self.facts.len(), self.conditions.len());
        let recall = self.forget_test();
        self.block(block);
        self.recall_again(recall);
        let guards = self.facts.split_off(start);
        self.opaque.truncate(opaque);
        self.conditions.truncate(depth);
        self.heap = heap;
        if let Some(frame) = self.frame() {
            frame.scope = scope;
        }
        let about_caller = |fact: &Fact| {
            is_guard(fact.kind)
                && matches!(fact.kind, FactKind::AuthenticationRequired | FactKind::AccessChecked)
        };
        if self.quiet || !guards.iter().any(about_caller) {
            return;
        }
        self.declare_public(mark);
    }

    /// What is said at a place declares that anybody may call this. It counts
    /// only where nothing else asks who is calling.
    pub(in crate::analysis) fn declare_public(&mut self, place: Site) {
        let order = self.next_order();
        self.facts.push(Fact {
            kind: FactKind::PublicDeclared,
            trail: vec![place],
            conditions: Vec::new(),
            order,
            about: Origins::NONE,
            object: 0,
            chosen_by: Origins::NONE,
            status: None,
            test: None,
            refusal: None,
            refused: Vec::new(),
            reach: Reach::Handler,
            by: None,
            gate: true,
            void: false,
            settled: false,
            twin: None,
            nameless: false,
            own: false,
            kept_to: None,
            bare: 0,
            read: None,
            key: None,
        });
    }
}
