//! Signatures that say what a function is given: dependencies that run first,
//! models of the body, parameters of the query, the path and the headers.

use std::sync::Arc;

use super::Walk;
use super::annotation::{Annotation, TypeKind};
use super::attribute::some_object;
use super::told::bounded;
use super::ways::How;
use crate::analysis::fact::Fact;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, FunctionValue, Kind, MORE, Origins, Readers, Value};
use crate::catalog::{Input, ParameterModel, Signature};
use crate::model::{FactKind, Route};
use crate::syntax::python::ast::{Expr, ExprKind, Name, Parameter, ParameterKind};

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

    pub(super) fn parameter_value(
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
                let may_lack = row.form && may_lack(file, call, parameter);
                let noted = self.facts.len();
                let taken = self.taken(input, &annotation, constrained, parameter, reading);
                self.of_type(noted, may_lack);
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
                let noted = self.facts.len();
                let taken = self.taken(row.input?, annotation, false, parameter, reading);
                self.of_type(noted, row.form && parameter.default.is_some());
                return Some(taken);
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
        if input == Input::Body {
            let listed = annotation.declared.as_ref().is_some_and(|declared| {
                self.lists_fields(&annotation.file, declared, reading.signature)
            });
            let here = (self.trail_to(range), self.next_order());
            self.bodies.push(listed.then_some(here));
        }
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
        let declared = annotation.declared.as_ref();
        if let Some(declared) = declared {
            self.typed_at(range, &annotation.file, declared);
        }
        let value = declared
            .and_then(|declared| self.of_declared(&annotation.file, declared, origins))
            .unwrap_or(Value::unknown(origins));
        self.declared_as(&value);
        value
    }

    /// A body of another type has no part of a form: it is refused where one must
    /// be there, whatever else is read, and left unread where each may be lacking.
    fn of_type(&mut self, noted: usize, may_lack: bool) {
        let mut own = self.facts.iter().skip(noted);
        let read = own.find(|fact| fact.kind == FactKind::BodyRead).map(|fact| fact.order);
        let first = self.form_taken.or(read);
        self.form_taken = first;
        let required = |fact: &&mut Fact| fact.kind == FactKind::ContentTypeRequired;
        if let Some(fact) = self.facts.iter_mut().skip(noted).find(required) {
            // One that must be there turns others away, and tells more.
            fact.bare = u8::from(may_lack);
            fact.order = first.map_or(fact.order, |first| first.min(fact.order));
        }
    }

    /// A value of a declared class of the tree, or a list of such.
    fn of_declared(
        &self,
        file: &Arc<ModuleFile>,
        declared: &Expr,
        origins: Origins,
    ) -> Option<Value> {
        if let ExprKind::Subscript(outer, inner) = &declared.kind {
            let name = outer.dotted().unwrap_or_default();
            let listed = ["list", "List", "Sequence"];
            if name.rsplit('.').next().is_some_and(|name| listed.contains(&name)) {
                let one = self.of_declared(file, inner, origins)?;
                return Some(Value::sequence(vec![one]).with(origins));
            }
        }
        match self.world.quick(file, declared).kind {
            Kind::Class(class) => Some(some_object(&class, origins)),
            _ => None,
        }
    }

    /// Puts a value into an attribute of an object.
    pub(in crate::analysis) fn set_on(&mut self, object: &Value, name: &str, value: Value) {
        if let Kind::Instance(instance) = &object.kind {
            self.heap.insert((instance.number, name.into()), value);
        }
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

/// Whether a request may lack what this declares, for it has a default.
fn may_lack(file: &ModuleFile, declaration: &Expr, parameter: &Parameter) -> bool {
    let ExprKind::Call(call) = &declaration.kind else { return parameter.default.is_some() };
    let beside = parameter.default.as_ref().is_some_and(|own| own.range != declaration.range);
    let says = |name: &Option<Name>| {
        name.as_deref().is_none_or(|name| matches!(name, "default" | "default_factory"))
    };
    let given = call.arguments.iter().find(|argument| says(&argument.name));
    beside || given.is_some_and(|given| file.module.slice(given.value.range) != "...")
}
