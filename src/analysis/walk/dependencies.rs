//! What a signature, a route or a class depends on, run before the handler.

use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use super::signature::Reading;
use super::some_object;
use super::ways::How;
use crate::analysis::classes::Base;
use crate::analysis::derived::tells_caller;
use crate::analysis::fact::{Fact, Reach};
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{ExprKind, Parameter, ParameterKind, Range, StmtKind};

impl Walk<'_> {
    /// Runs what a dependency stands for; the walk stands in the file that
    /// declares it, with the declaration on the trail.
    pub(in crate::analysis) fn depend(
        &mut self,
        target: &Value,
        reading: Reading<'_>,
        authenticated: &mut bool,
    ) -> Value {
        let range = self.trail.last().map_or(Range { start: 0, end: 0 }, |site| site.range);
        match &target.kind {
            Kind::Function(function) => self.depend_on(&Arc::clone(function), reading),
            Kind::Class(class) if self.world.has_base(class, &reading.signature.models) => {
                self.note(FactKind::QueryRead, range, Origins::QUERY, None);
                self.note(FactKind::InputValidated, range, Origins::QUERY, Some(422));
                let way = "comes from the caller";
                some_object(class, self.step_on(Origins::QUERY, range, How::Source, way))
            }
            Kind::Class(class) => {
                let arguments = match self.world.method_of(class, "__init__", target) {
                    Some(function) => self.signature_arguments(&function, reading).0,
                    None => Arguments::default(),
                };
                self.construct(class, arguments, range)
            }
            Kind::Instance(instance) => {
                if let Some(function) = self.world.method_of(&instance.class, "__call__", target) {
                    return self.depend_on(&function, reading);
                }
                match self.world.outside_base(&instance.class) {
                    Some(base) => {
                        let path = format!("{base}()");
                        let outside = Value::external(path);
                        self.scheme(&outside, instance.arguments.clone(), authenticated)
                    }
                    None => Value::UNKNOWN,
                }
            }
            Kind::External(external) => {
                self.scheme(target, external.arguments.clone(), authenticated)
            }
            _ => Value::UNKNOWN,
        }
    }

    /// Class attributes that are dependencies: controllers whose objects are
    /// made for each request.
    pub(in crate::analysis) fn class_dependencies(
        &mut self,
        class: &Arc<ClassValue>,
        receiver: &Value,
        reading: Reading<'_>,
    ) {
        let start = self.facts.len();
        let mut line = vec![Base::Inside(Arc::clone(class))];
        line.extend(self.world.bases(class));
        let mut seen: Vec<Arc<str>> = Vec::new();
        for base in &line {
            let Base::Inside(class) = base else { continue };
            for statement in &class.class.body {
                let StmtKind::Assign { targets, annotation, value } = &statement.kind else {
                    continue;
                };
                let Some(ExprKind::Name(name)) = targets.first().map(|target| &target.kind) else {
                    continue;
                };
                if seen.contains(name) {
                    continue;
                }
                seen.push(Arc::clone(name));
                let parameter = Parameter {
                    range: statement.range,
                    name: Arc::clone(name),
                    kind: ParameterKind::KeywordOnly,
                    annotation: annotation.clone(),
                    default: value.clone(),
                };
                self.enter_module(&class.file);
                let pushed = self.push_site(statement.range);
                if let Some(value) = self.dependency_parameter(&parameter, reading) {
                    self.set_on(receiver, name, value);
                }
                if pushed {
                    self.trail.pop();
                }
                self.frames.pop();
            }
        }
        self.forget_reads(start);
    }

    /// The value of a parameter, where it is a dependency.
    pub(super) fn dependency_parameter(
        &mut self,
        parameter: &Parameter,
        reading: Reading<'_>,
    ) -> Option<Value> {
        let file = Arc::clone(self.here()?);
        let annotation = self.world.unaliased(&file, parameter.annotation.as_ref());
        let mut calls = annotation.beside.clone();
        calls.extend(parameter.default.clone().map(|default| (file, default)));
        let depends = calls.iter().any(|(file, call)| {
            matches!(call.kind, ExprKind::Call(_))
                && reading.dependency(&self.world.quick(file, call)).is_some()
        });
        if !depends {
            return None;
        }
        self.parameter_value(parameter, reading, &mut false)
    }

    /// A dependency outside the tree: what it does may depend on what it was
    /// made with, so that is handed on to the call.
    pub(super) fn scheme(
        &mut self,
        target: &Value,
        made_with: Arguments,
        authenticated: &mut bool,
    ) -> Value {
        let Kind::External(external) = &target.kind else { return Value::UNKNOWN };
        let range = self.trail.last().map_or(Range { start: 0, end: 0 }, |site| site.range);
        let before = self.facts.len();
        let value = self.call_external(external, Origins::NONE, made_with, range);
        *authenticated |= self.facts[before.min(self.facts.len())..]
            .iter()
            .any(|fact| fact.kind == FactKind::AuthenticationRequired);
        value
    }

    /// What a dependency asked since `start` asks for no more than a token that holds,
    /// where it gives something else than who was found by it.
    fn without_a_name(&mut self, start: usize, given: &Value) {
        let is_object = match &given.kind {
            Kind::Instance(_) => true,
            Kind::External(external) => external.class.is_some(),
            _ => false,
        };
        let found = is_object || given.all_origins().any(Origins::STORED);
        for fact in self.facts.iter_mut().skip(start).filter(|_| !found) {
            fact.nameless |= fact.kind == FactKind::AuthenticationRequired;
        }
    }

    /// What refuses whether a test holds or not refuses without it.
    pub(super) fn either_way(&mut self, start: usize) {
        let facts = &self.facts[start..];
        let mut merged = Vec::new();
        for fact in facts.iter().filter(|fact| is_guard(fact.kind) && !fact.gate) {
            let Some((test, outer)) = fact.conditions.split_last() else { continue };
            let others = facts.iter().filter(|other| {
                other.kind == fact.kind
                    && !other.gate
                    && other.conditions.split_last().is_some_and(|(theirs, theirs_outer)| {
                        theirs.holds != test.holds
                            && theirs.text == test.text
                            && theirs.site.same(&test.site)
                            && theirs_outer.len() == outer.len()
                    })
            });
            // The one nearest to the question is told, and of those the last.
            let nearest = |one: &&Fact| (one.trail.len(), std::cmp::Reverse(one.order));
            if let Some(other) = others.min_by_key(nearest).filter(|_| test.holds) {
                let mut fact = std::cmp::min_by_key(fact, other, nearest).clone();
                fact.conditions.truncate(outer.len());
                merged.push(fact);
            }
        }
        self.facts.extend(merged);
    }

    /// A dependency of the tree: its own dependencies, then its body. What
    /// authenticates gives the principal, and what it loads on the way to know
    /// who asks is nobody's object of this request.
    pub(super) fn depend_on(
        &mut self,
        function: &Arc<FunctionValue>,
        reading: Reading<'_>,
    ) -> Value {
        let address = Arc::as_ptr(&function.function);
        if self.frames.iter().any(|frame| frame.address == address) || self.frames.len() > 20 {
            return Value::UNKNOWN;
        }
        if let Some((_, known)) = self.depended.iter().find(|(known, _)| *known == address) {
            return known.clone();
        }
        let (arguments, scheme) = self.signature_arguments(function, reading);
        let start = self.facts.len();
        let value = self.run(function, arguments, false);
        let start = start.min(self.facts.len());
        let refuses =
            self.facts[start..].iter().any(|fact| fact.kind == FactKind::AuthenticationRequired);
        self.either_way(start);
        let value = if refuses || scheme {
            self.without_a_name(start, &value);
            let mut at = 0;
            self.facts.retain(|fact| {
                at += 1;
                at <= start
                    || is_guard(fact.kind) && fact.reach == Reach::Handler
                    || tells_caller(fact.kind)
            });
            Value { kind: value.kind, origins: Origins::PRINCIPAL }
        } else {
            value
        };
        self.depended.push((address, value.clone()));
        value
    }
}
