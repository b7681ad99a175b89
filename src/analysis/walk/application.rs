//! Running a handler through the application that calls it: what that does
//! with the request before and after belongs to every answer it gives.

use std::collections::HashSet;
use std::sync::Arc;

use super::data::WHOLE;
use super::{Heap, Walk};
use crate::analysis::classes::Member;
use crate::analysis::fact::Site;
use crate::analysis::value::{Arguments, FunctionValue, Kind, MORE, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Function, ParameterKind};

/// A WSGI application that calls a handler, as it was when it was set up.
#[derive(Debug)]
pub(in crate::analysis) struct Application {
    /// The application itself.
    pub(in crate::analysis) value: Value,
    /// The object whose method the handler is.
    pub(in crate::analysis) holder: Value,
    /// What the route says beside its path: the method's name and the like.
    pub(in crate::analysis) says: Vec<(Arc<str>, Value)>,
    /// Access path under which the application finds that.
    pub(in crate::analysis) kept: String,
    /// Whether the application chooses among methods that are marked with names.
    pub(in crate::analysis) chooses: bool,
    /// Attributes of the objects built for it.
    pub(in crate::analysis) heap: Arc<Heap>,
}

impl Walk<'_> {
    /// Calls the application of the pending handler with a request; whatever it
    /// does beside calling the handler stands on the handler's `def` line.
    pub(in crate::analysis) fn serve(
        &mut self,
        application: &Arc<Application>,
        request: &str,
        def: Site,
    ) {
        self.given = Some(Arc::clone(&application.heap));
        let mut says = application.says.clone();
        says.push((WHOLE.into(), Value::new(Kind::Bool(true))));
        let said = Value::sequence(vec![Value::UNKNOWN, Value::mapping(says)]);
        self.set_outside.insert(application.kept.clone(), said);
        if let Kind::Instance(instance) = &application.value.kind
            && let Member::Function(owner, function) =
                self.world.find_member(&instance.class, &"__call__".into())
        {
            let call = Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(application.value.clone()),
                scope: None,
            });
            let request = self.request_of(&call, request);
            let arguments = Arguments { positional: vec![request], ..Arguments::default() };
            self.trail.push(def);
            self.run(&call, arguments, true);
            self.trail.pop();
        }
        if self.pending.as_ref().is_some_and(|pending| pending.next == 0) {
            self.next_layer();
        }
    }

    /// The request as the application is given it: of its own class, where the
    /// decorator that makes it an application names one.
    fn request_of(&mut self, call: &Arc<FunctionValue>, request: &str) -> Value {
        let frameworks = self.world.models.catalog().frameworks();
        let mut rows = frameworks.iter().filter_map(|rows| rows.application.as_ref());
        let Some(row) = rows.next() else { return Value::external(request) };
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(&call.file);
        let class = call.function.decorators.iter().find_map(|decorator| {
            let Kind::External(external) = walk.expression(decorator).kind else { return None };
            let made = external.path.trim_end_matches("()") == row.decorator;
            let class = external.arguments.keyword(&row.request_class).filter(|_| made)?;
            match &class.kind {
                Kind::Class(class) => Some(Arc::clone(class)),
                _ => None,
            }
        });
        match class {
            Some(class) => self.new_object(&class, Arguments::default()),
            None => Value::external(request),
        }
    }

    /// Whether a call in the application is that of its handler.
    pub(super) fn reaches_handler(&self, function: &Arc<Function>) -> bool {
        let Some(pending) = &self.pending else { return false };
        !self.quiet
            && pending.next == 0
            && pending.application.is_some()
            && Arc::ptr_eq(&pending.function.function, function)
    }

    /// Whether a call of nobody knows what, with these arguments, is that of a
    /// handler that the application chooses while it runs.
    pub(super) fn chooses_handler(&self, arguments: &Arguments) -> bool {
        let Some(pending) = &self.pending else { return false };
        let chooses = pending.application.as_ref().is_some_and(|known| known.chooses);
        let is_request = |value: &Value| match &value.kind {
            Kind::Instance(object) => self.world.has_outside_base(&object.class, "webob.Request"),
            _ => value.path() == Some("webob.Request()"),
        };
        chooses && !self.quiet && pending.next == 0 && arguments.values().any(is_request)
    }

    /// A body that the application reads for every request, and hands on neither to
    /// this handler nor under any name, is no input of the handler.
    fn keeps_body_back(&mut self) {
        let Some(pending) = &self.pending else { return };
        let receiver = pending.function.receiver.iter();
        let handed: Vec<Value> = pending.arguments.values().chain(receiver).cloned().collect();
        let named = self.set_outside.values().any(brings_body);
        if !named && !self.leads_to_body(handed) {
            for fact in self.facts.iter_mut().filter(|fact| fact.kind == FactKind::BodyRead) {
                fact.void = true;
            }
        }
    }

    /// Whether any of these values holds something of the body, or an attribute of
    /// an object among them does.
    fn leads_to_body(&self, mut values: Vec<Value>) -> bool {
        let mut seen = HashSet::new();
        while let Some(value) = values.pop() {
            if brings_body(&value) {
                return true;
            }
            let Kind::Instance(object) = &value.kind else { continue };
            if seen.insert(object.number) {
                let own = self.heap.iter().filter(|((number, _), _)| *number == object.number);
                values.extend(own.map(|(_, value)| value.clone()));
            }
        }
        false
    }

    /// The application calls its handler: decorators first, then its body.
    pub(super) fn enter_handler(&mut self, arguments: Arguments) -> Value {
        let Some(pending) = self.pending.as_mut() else { return Value::UNKNOWN };
        pending.arguments = by_name(&pending.function.function, arguments, &pending.arguments);
        self.keeps_body_back();
        let trail = std::mem::take(&mut self.trail);
        let outer = std::mem::replace(&mut self.outer_tries, self.tries.len());
        let result = self.next_layer();
        self.outer_tries = outer;
        self.trail = trail;
        result
    }
}

fn brings_body(value: &Value) -> bool {
    value.all_origins().any(Origins::BODY)
}

/// The arguments under the names of the handler's parameters; what the call does
/// not say in so many words comes from what it unpacks, or else from the path.
fn by_name(function: &Function, given: Arguments, before: &Arguments) -> Arguments {
    let mut arguments = Arguments { open: true, ..Arguments::default() };
    let rest = given.keyword(MORE).map_or(Origins::NONE, Value::all_origins);
    let mut positional = given.positional.into_iter();
    let named =
        |kind: ParameterKind| matches!(kind, ParameterKind::Plain | ParameterKind::KeywordOnly);
    for parameter in function.parameters.iter().skip(1).filter(|one| named(one.kind)) {
        let said = given.keywords.iter().find(|(name, _)| *name == parameter.name);
        let value = match (said, parameter.kind) {
            (Some((_, value)), _) => Some(value.clone()),
            (None, ParameterKind::Plain) => positional.next(),
            (None, _) => None,
        };
        let value = value.or_else(|| {
            // A part of the path is found under its name, whatever else is handed on.
            let of_path = |value: &&Value| value.all_origins().any(Origins::PATH);
            let before = before.keyword(&parameter.name);
            before.filter(|value| rest == Origins::NONE || of_path(value)).cloned()
        });
        let value = value.unwrap_or(Value::unknown(rest));
        arguments.keywords.push((Arc::clone(&parameter.name), value));
    }
    arguments
}
