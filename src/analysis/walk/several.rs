//! Calls of one of several functions, where the code chooses which while it
//! runs: methods whose names are put together, `getattr(self, "do_" + what)`,
//! and tables of functions.

use std::ops::Range as Places;
use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use crate::analysis::bindings::Bindings;
use crate::analysis::classes::Base;
use crate::analysis::fact::{Condition, Fact, Turn};
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Origins, Value};
use crate::analysis::world::functions_of;
use crate::syntax::python::ast::{
    Expr, ExprKind, Function, Name, ParameterKind, Range, Stmt, StmtKind,
};

/// The access path of one of several functions; those are what it is made with.
const ONE_OF: &str = "<one of>";
/// Of more methods than this nothing is said.
pub(super) const MAX_METHODS: usize = 8;

/// What a text starts and ends with whose middle is known only at run time.
struct Affixes {
    start: String,
    end: String,
}

impl Walk<'_> {
    /// The methods of an object whose names start and end as an expression does.
    pub(super) fn methods_like(&mut self, object: &Value, name: &Expr) -> Option<Value> {
        let class = match &object.kind {
            Kind::Instance(instance) => Arc::clone(&instance.class),
            _ => return None,
        };
        let affixes = self.affixes(name, 0)?;
        if affixes.start.len() + affixes.end.len() < 2 {
            return None;
        }
        let methods = self.methods_between(&class, &affixes)?;
        let bound = methods.into_iter().map(|(owner, function)| {
            Value::new(Kind::Function(Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(object.clone()),
                scope: None,
            })))
        });
        let functions: Vec<Value> = bound.collect();
        (!functions.is_empty()).then(|| one_of(functions))
    }

    /// The methods of a class of the tree between these; none where a class
    /// outside it may have more of them.
    fn methods_between(
        &self,
        class: &Arc<ClassValue>,
        affixes: &Affixes,
    ) -> Option<Vec<(Arc<ClassValue>, Arc<Function>)>> {
        let mut classes = vec![Arc::clone(class)];
        for base in self.world.bases(class) {
            match base {
                Base::Inside(base) => classes.push(base),
                Base::Outside(path) if *path == *"builtins.object" => {}
                Base::Outside(_) => return None,
            }
        }
        let mut found: Vec<(Arc<ClassValue>, Arc<Function>)> = Vec::new();
        for class in classes {
            for function in Bindings::of(&class.class.body).functions {
                let name = &function.name;
                let fits = name.len() > affixes.start.len() + affixes.end.len()
                    && name.starts_with(&affixes.start)
                    && name.ends_with(&affixes.end);
                if fits && !found.iter().any(|(_, known)| known.name == *name) {
                    found.push((Arc::clone(&class), function));
                }
            }
        }
        // What one of them calls by its full name helps it, and is no other choice.
        let helps = |one: &Arc<Function>| {
            let call = format!(".{}(", one.name);
            found.iter().any(|(owner, other)| {
                other.name != one.name && owner.file.module.slice(other.range).contains(&call)
            })
        };
        let helpers: Vec<Name> = found
            .iter()
            .filter(|(_, one)| helps(one))
            .map(|(_, one)| Arc::clone(&one.name))
            .collect();
        found.retain(|(_, one)| !helpers.contains(&one.name));
        (found.len() <= MAX_METHODS * 2).then_some(found)
    }

    /// What a text starts and ends with: `"do_%s" % what`, `f"do_{what}"`, `start + what`.
    fn affixes(&mut self, text: &Expr, depth: usize) -> Option<Affixes> {
        if depth > 3 {
            return None;
        }
        if let Some(known) = self.known_text(text) {
            return Some(Affixes { start: known.clone(), end: known });
        }
        match &text.kind {
            ExprKind::Name(name) => {
                let assigned = self.assigned_once(name, text.range)?;
                self.affixes(&assigned, depth + 1)
            }
            ExprKind::Binary(left, operator, right) if &**operator == "+" => {
                let start = self.affixes(left, depth + 1).map(|one| one.start).unwrap_or_default();
                let end = self.affixes(right, depth + 1).map(|one| one.end).unwrap_or_default();
                Some(Affixes { start, end })
            }
            ExprKind::Binary(left, operator, _) if &**operator == "%" => {
                let template = self.known_text(left)?;
                let (start, end) = template.split_once("%s")?;
                (!start.contains('%') && !end.contains('%'))
                    .then(|| Affixes { start: start.to_owned(), end: end.to_owned() })
            }
            ExprKind::Format(_, parts) => {
                let known: Vec<_> = parts.iter().map(|part| self.known_text(part)).collect();
                let start = known.iter().map_while(Clone::clone).collect();
                let mut end: Vec<String> = known.into_iter().rev().map_while(|part| part).collect();
                end.reverse();
                Some(Affixes { start, end: end.concat() })
            }
            ExprKind::Call(call) => {
                let ExprKind::Attribute(template, name) = &call.function.kind else { return None };
                let template = self.known_text(template).filter(|_| &**name == "format")?;
                let (start, rest) = template.split_once('{')?;
                let (_, end) = rest.rsplit_once('}')?;
                Some(Affixes { start: start.to_owned(), end: end.to_owned() })
            }
            _ => None,
        }
    }

    fn known_text(&mut self, text: &Expr) -> Option<String> {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(text);
        self.quiet = quiet;
        value.as_str().map(|text| text.to_string())
    }

    /// What a name of the function around a range is set to, by one statement alone.
    pub(super) fn assigned_once(&self, name: &Name, at: Range) -> Option<Expr> {
        let file = self.here()?;
        let around = functions_of(file).map(|(_, function)| function);
        let function = around
            .filter(|function| function.range.contains(at))
            .min_by_key(|function| function.range.end - function.range.start)?;
        let mut found = Vec::new();
        assignments(&function.body, name, &mut found);
        match found.as_slice() {
            [Some(only)] => Some(only.clone()),
            _ => None,
        }
    }

    /// Calls a value that is one of several functions; none where it is not.
    pub(super) fn call_one_of(
        &mut self,
        function: &Value,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let Kind::External(one) = &function.kind else { return None };
        let takes = |function: &&Value| match &function.kind {
            Kind::Function(function) => takes(function, arguments),
            _ => true,
        };
        let functions: Vec<Value> =
            one.arguments.positional.iter().filter(takes).cloned().collect();
        if functions.is_empty() || functions.len() > MAX_METHODS {
            return None;
        }
        let depth = self.conditions.len();
        let mut ways = Vec::new();
        let mut all = Vec::new();
        for function in functions {
            let start = self.facts.len();
            let chosen = self.chosen_function(&function);
            self.conditions.extend(chosen.clone());
            let value = self.call_value(function, arguments.clone(), range);
            self.conditions.truncate(depth);
            ways.push((start..self.facts.len(), chosen));
            all.push(value);
        }
        self.guarded_in_each(&ways, depth);
        // Objects of several classes are still any of them.
        let made = |value: &Value| matches!(value.kind, Kind::Instance(_));
        if one.arguments.positional.iter().all(|one| matches!(one.kind, Kind::Class(_)))
            && all.iter().all(made)
        {
            let origins = all.iter().fold(Origins::NONE, |sum, value| sum | value.origins);
            return Some(one_of(all).with(origins));
        }
        all.into_iter().reduce(Value::join)
    }

    /// That the function, or the class that is called, is this one.
    fn chosen_function(&mut self, function: &Value) -> Option<Arc<Condition>> {
        let (file, range, name) = match &function.kind {
            Kind::Function(value) => {
                (&value.file, value.function.header, value.function.name.to_string())
            }
            Kind::Class(value) => (&value.file, value.class.header, value.class.name.to_string()),
            Kind::Lambda(value) => {
                let range = value.lambda.body.range;
                (&value.file, range, value.file.module.slice(range).to_owned())
            }
            _ => return None,
        };
        self.enter_module(file);
        let mut chosen = self.outcome_of(range, Turn::Chosen);
        if let Some(condition) = chosen.as_mut().and_then(Arc::get_mut) {
            condition.text = name;
        }
        self.frames.pop();
        chosen
    }

    /// A guard that each of several functions has, whichever is called, is one
    /// of the call.
    pub(super) fn guarded_in_each(
        &mut self,
        ways: &[(Places<usize>, Option<Arc<Condition>>)],
        depth: usize,
    ) {
        let certain = |fact: &Fact, chosen: &Option<Arc<Condition>>| {
            is_guard(fact.kind)
                && !fact.gate
                && !fact.void
                && fact.conditions.len() >= depth
                && fact.conditions[depth..]
                    .iter()
                    .all(|one| chosen.as_ref().is_some_and(|chosen| chosen.same(one)))
        };
        let Some(((first, chosen), others)) = ways.split_first() else { return };
        let mut shared: Vec<Fact> = Vec::new();
        for fact in self.facts[first.clone()].iter().filter(|fact| certain(fact, chosen)) {
            let everywhere = others.iter().all(|(places, chosen)| {
                self.facts[places.clone()]
                    .iter()
                    .any(|twin| twin.kind == fact.kind && certain(twin, chosen))
            });
            if everywhere {
                let mut fact = fact.clone();
                fact.conditions.truncate(depth);
                shared.push(fact);
            }
        }
        let now = self.next_order();
        for fact in shared.iter_mut().filter(|fact| fact.order != 0) {
            fact.order = now;
        }
        self.facts.extend(shared);
    }
}

/// A value that is one of these.
pub(super) fn one_of(each: Vec<Value>) -> Value {
    Value::made(ONE_OF, Arguments { positional: each, ..Arguments::default() })
}

/// Whether a value is one of several functions.
pub(super) fn is_one_of(value: &Value) -> bool {
    value.path() == Some(ONE_OF)
}

/// Whether a function can be called with so much.
fn takes(value: &FunctionValue, arguments: &Arguments) -> bool {
    let bound = usize::from(value.receiver.is_some());
    let plain = |kind: &ParameterKind| matches!(kind, ParameterKind::Plain);
    let parameters = &value.function.parameters;
    let any = parameters.iter().any(|one| matches!(one.kind, ParameterKind::Rest));
    let most = parameters.iter().filter(|one| plain(&one.kind)).count().saturating_sub(bound);
    let least = parameters.iter().filter(|one| plain(&one.kind) && one.default.is_none()).count();
    let given = arguments.positional.len();
    let named = arguments.keywords.len();
    arguments.open || (any || given <= most) && given + named + bound >= least
}

/// What a block sets a name to: none for what is no plain assignment.
fn assignments(body: &[Stmt], name: &Name, found: &mut Vec<Option<Expr>>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Assign { targets, value, .. } => {
                for target in targets {
                    match &target.kind {
                        ExprKind::Name(set) if set == name => found.push(value.clone()),
                        ExprKind::Tuple(parts) | ExprKind::List(parts)
                            if parts.iter().any(
                                |part| matches!(&part.kind, ExprKind::Name(set) if set == name),
                            ) =>
                        {
                            found.push(None);
                        }
                        _ => {}
                    }
                }
            }
            StmtKind::AugAssign { target, .. } => {
                if matches!(&target.kind, ExprKind::Name(set) if set == name) {
                    found.push(None);
                }
            }
            StmtKind::If(parts) => {
                assignments(&parts.then, name, found);
                assignments(&parts.otherwise, name, found);
            }
            StmtKind::For(parts) => {
                if matches!(&parts.target.kind, ExprKind::Name(set) if set == name) {
                    found.push(None);
                }
                assignments(&parts.body, name, found);
                assignments(&parts.otherwise, name, found);
            }
            StmtKind::While(parts) => assignments(&parts.body, name, found),
            StmtKind::With(_, body) | StmtKind::Other(body) => assignments(body, name, found),
            StmtKind::Try(parts) => {
                for block in [&parts.body, &parts.otherwise, &parts.last] {
                    assignments(block, name, found);
                }
                parts.handlers.iter().for_each(|clause| assignments(&clause.body, name, found));
            }
            _ => {}
        }
    }
}
