//! Signatures that say what a function is given: dependencies that run first,
//! models of the body, parameters of the query, the path and the headers.

use std::sync::Arc;

use super::Walk;
use super::annotation::{Annotation, TypeKind};
use super::attribute::some_object;
use super::external::is_guard;
use super::told::bounded;
use super::ways::How;
use crate::analysis::classes::Base;
use crate::analysis::derived::tells_caller;
use crate::analysis::fact::Reach;
use crate::analysis::value::{
    Arguments, ClassValue, FunctionValue, Kind, MORE, Origins, Readers, Value,
};
use crate::catalog::{Input, ParameterModel, Signature};
use crate::model::{FactKind, Route};
use crate::syntax::python::ast::{ExprKind, Parameter, ParameterKind, Range, StmtKind};

/// Arguments of `Query(...)` and its like that refuse something.
const CONSTRAINTS: [&str; 10] =
    ["max_length", "min_length", "pattern", "regex", "ge", "gt", "le", "lt", "multiple_of", "enum"];

/// The framework's way of reading signatures, and the routes they belong to.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Reading<'read> {
    pub(in crate::analysis) signature: &'read Signature,
    pub(in crate::analysis) routes: &'read [Route],
    /// Access path of the request.
    pub(in crate::analysis) request: Option<&'read str>,
}

impl Walk<'_> {
    /// The arguments a framework calls a function with by its signature. The
    /// second result says whether a scheme outside the tree authenticated.
    pub(in crate::analysis) fn signature_arguments(
        &mut self,
        function: &Arc<FunctionValue>,
        reading: Reading<'_>,
    ) -> (Arguments, bool) {
        let mut arguments = Arguments { open: true, ..Arguments::default() };
        let mut authenticated = false;
        let own = usize::from(function.receiver.is_some());
        self.enter_module(&function.file);
        for parameter in function.function.parameters.iter().skip(own) {
            if !matches!(parameter.kind, ParameterKind::Plain | ParameterKind::KeywordOnly) {
                continue;
            }
            let pushed = self.push_site(parameter.range);
            let value = self.parameter_value(parameter, reading, &mut authenticated);
            if pushed {
                self.trail.pop();
            }
            if let Some(value) = value {
                arguments.keywords.push((Arc::clone(&parameter.name), value));
            }
        }
        if takes_anything(&function.function.parameters[own..]) {
            // It is given the query, whatever that says.
            self.note(FactKind::QueryRead, function.function.header, Origins::QUERY, None);
            arguments.keywords.push((MORE.into(), Value::unknown(Origins::QUERY)));
        }
        self.frames.pop();
        (arguments, authenticated)
    }

    fn parameter_value(
        &mut self,
        parameter: &Parameter,
        reading: Reading<'_>,
        authenticated: &mut bool,
    ) -> Option<Value> {
        let file = Arc::clone(self.here()?);
        let annotation = self.world.unaliased(&file, parameter.annotation.as_ref());
        let mut calls = annotation.beside.clone();
        calls.extend(parameter.default.clone().map(|default| (Arc::clone(&file), default)));
        for (file, call) in &calls {
            let value = self.world.quick(file, call);
            if let Some(target) = reading.dependency(&value) {
                let target = match target {
                    Some(target) => target,
                    None => self.world.quick(&annotation.file, annotation.declared.as_ref()?),
                };
                return Some(self.depend(&target, reading, authenticated));
            }
            let row = reading.parameter(&value);
            if let Some(given) = row.and_then(|row| row.given.as_ref()) {
                return Some(Value::external(given.as_str()));
            }
            if let Some(row) = row
                && let Some(input) = row.input
            {
                let constrained = arguments_of(&value).is_some_and(|arguments| {
                    CONSTRAINTS.iter().any(|c| arguments.keyword(c).is_some())
                });
                // What the route has a part for comes from there.
                let in_route = names_parameter(reading.routes, &parameter.name);
                let input = if input == Input::Query && in_route { Input::Path } else { input };
                let taken = self.taken(input, &annotation, constrained, parameter, reading);
                return Some(taken.with(bounded(&value)));
            }
        }
        self.undeclared(&annotation, parameter, reading)
    }

    /// A parameter whose place in the request follows from its type and name.
    fn undeclared(
        &mut self,
        annotation: &Annotation,
        parameter: &Parameter,
        reading: Reading<'_>,
    ) -> Option<Value> {
        let declared = annotation.declared.as_ref();
        if let Some(declared) = declared {
            let value = self.world.quick(&annotation.file, declared);
            if let Some(row) = reading.parameter(&value) {
                if let Some(given) = &row.given {
                    return Some(Value::external(given.as_str()));
                }
                return Some(self.taken(row.input?, annotation, false, parameter, reading));
            }
        }
        if reading.signature.body_parameter.as_deref() == Some(&*parameter.name) {
            let kind = self.world.kind_of(annotation, reading.signature);
            let checked = matches!(kind, TypeKind::Object);
            return Some(self.taken(Input::Body, annotation, checked, parameter, reading));
        }
        if names_parameter(reading.routes, &parameter.name) {
            return Some(self.taken(Input::Path, annotation, false, parameter, reading));
        }
        let kind = self.world.kind_of(annotation, reading.signature);
        match kind {
            TypeKind::Model | TypeKind::Unchecked => {
                Some(self.taken(Input::Body, annotation, false, parameter, reading))
            }
            TypeKind::Object => {
                let value = self.world.annotated(&annotation.file, declared?);
                // What the program provides under such a name is who asks.
                let provided = reading.signature.plain && parameter.name.starts_with("current_");
                let caller = provided && self.world.is_principal_key(&parameter.name);
                let told = if caller { Origins::PRINCIPAL } else { Origins::NONE };
                Some(value.with(told))
            }
            TypeKind::Free | TypeKind::Checked => {
                Some(self.taken(Input::Query, annotation, false, parameter, reading))
            }
        }
    }

    /// A parameter taken from this part of the request: what its declaration
    /// reads and refuses.
    ///
    /// A plain `str` accepts any text, so its declaration is no validation: that
    /// a number or an enumeration became a text is what a reviewer wants to see.
    fn taken(
        &mut self,
        input: Input,
        annotation: &Annotation,
        constrained: bool,
        parameter: &Parameter,
        reading: Reading<'_>,
    ) -> Value {
        let range = parameter.range;
        let origins = Origins::of_input(input);
        let kind = self.world.kind_of(annotation, reading.signature);
        let checked = constrained || matches!(kind, TypeKind::Model | TypeKind::Checked);
        let facts: &[FactKind] = match input {
            Input::Body => {
                &[FactKind::ContentTypeRequired, FactKind::BodyRead, FactKind::DeserialisedSafely]
            }
            Input::Query => &[FactKind::QueryRead],
            Input::Path => &[FactKind::PathRead],
            Input::Header | Input::Principal | Input::Site | Input::Setting | Input::Secret => &[],
        };
        for fact in facts {
            self.note(*fact, range, origins, None);
        }
        if checked && !facts.is_empty() {
            self.note(FactKind::InputValidated, range, origins, Some(422));
        }
        let origins = match input {
            Input::Path => self.route_part(reading.routes, &parameter.name, range),
            _ => self.step_on(origins, range, How::Source, "comes from the caller"),
        };
        let origins = match kind {
            TypeKind::Checked => self.clear(
                origins,
                Readers::ALL,
                range,
                "is declared with a type that holds no text",
            ),
            _ => origins,
        };
        let class = annotation.declared.as_ref().and_then(|declared| {
            match self.world.quick(&annotation.file, declared).kind {
                Kind::Class(class) => Some(class),
                _ => None,
            }
        });
        match class {
            Some(class) => some_object(&class, origins),
            None => Value::unknown(origins),
        }
    }

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
    fn dependency_parameter(
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

    /// Puts a value into an attribute of an object.
    pub(in crate::analysis) fn set_on(&mut self, object: &Value, name: &str, value: Value) {
        if let Kind::Instance(instance) = &object.kind {
            self.heap.insert((instance.number, name.into()), value);
        }
    }

    /// A dependency outside the tree: what it does may depend on what it was
    /// made with, so that is handed on to the call.
    fn scheme(&mut self, target: &Value, made_with: Arguments, authenticated: &mut bool) -> Value {
        let Kind::External(external) = &target.kind else { return Value::UNKNOWN };
        let range = self.trail.last().map_or(Range { start: 0, end: 0 }, |site| site.range);
        let before = self.facts.len();
        let value = self.call_external(external, Origins::NONE, made_with, range);
        *authenticated |= self.facts[before.min(self.facts.len())..]
            .iter()
            .any(|fact| fact.kind == FactKind::AuthenticationRequired);
        value
    }

    /// What refuses whether a test holds or not refuses without it.
    fn either_way(&mut self, start: usize) {
        let facts = &self.facts[start..];
        let mut merged = Vec::new();
        for fact in facts.iter().filter(|fact| is_guard(fact.kind) && !fact.gate) {
            let Some((test, outer)) = fact.conditions.split_last() else { continue };
            let other = facts.iter().any(|other| {
                other.kind == fact.kind
                    && !other.gate
                    && other.conditions.split_last().is_some_and(|(theirs, theirs_outer)| {
                        theirs.holds != test.holds
                            && theirs.text == test.text
                            && theirs.site.same(&test.site)
                            && theirs_outer.len() == outer.len()
                    })
            });
            if other && test.holds {
                let mut fact = fact.clone();
                fact.conditions.truncate(outer.len());
                merged.push(fact);
            }
        }
        self.facts.extend(merged);
    }

    /// A dependency of the tree: its own dependencies, then its body. What
    /// authenticates gives the principal, and what it loads on the way to know
    /// who asks is nobody's object of this request.
    fn depend_on(&mut self, function: &Arc<FunctionValue>, reading: Reading<'_>) -> Value {
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

impl Reading<'_> {
    /// What a value stands for as a dependency: the function or class, or none
    /// where the annotation says it.
    pub(in crate::analysis) fn dependency(&self, value: &Value) -> Option<Option<Value>> {
        let Kind::External(external) = &value.kind else { return None };
        if !self.signature.dependencies.iter().any(|row| row.matches(&external.path)) {
            return None;
        }
        let given = external.arguments.positional.first();
        Some(given.or_else(|| external.arguments.keyword("dependency")).cloned())
    }

    fn parameter(&self, value: &Value) -> Option<&ParameterModel> {
        let path = value.path()?;
        let path = path.strip_suffix("()").unwrap_or(path);
        self.signature.parameters.iter().find(|row| row.path.matches(path))
    }
}

/// Whether a function declares no parameter and takes any: `*args, **kwargs`.
fn takes_anything(parameters: &[Parameter]) -> bool {
    let any = |kind| matches!(kind, ParameterKind::Rest | ParameterKind::Keywords);
    parameters.iter().all(|parameter| any(parameter.kind))
        && parameters.iter().any(|parameter| parameter.kind == ParameterKind::Keywords)
}

fn arguments_of(value: &Value) -> Option<&Arguments> {
    match &value.kind {
        Kind::External(external) => Some(&external.arguments),
        _ => None,
    }
}

fn names_parameter(routes: &[Route], name: &str) -> bool {
    routes.iter().any(|route| {
        route.template.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|part| part == name)
    })
}
