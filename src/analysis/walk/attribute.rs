//! What `value.name` is: of a module, a class, an object, or outside the tree.

use std::sync::Arc;

use super::Walk;
use super::sent::is_no_text;
use crate::analysis::classes::Member;
use crate::analysis::value::{
    Arguments, ClassValue, External, FunctionValue, Instance, Kind, Origins, Value,
};
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, Range, StmtKind};

impl Walk<'_> {
    /// `receiver.name`
    pub(super) fn attribute(&mut self, receiver: Value, name: &Name, range: Range) -> Value {
        let is_object = matches!(receiver.kind, Kind::Instance(_));
        let of_service = is_object && self.world.is_service_name(name);
        let about_caller = receiver.origins.any(Origins::CALLER);
        let on = receiver.clone();
        let mut value = self.own_attribute(receiver, name, range);
        // An object kept with the caller is not about the caller any more.
        if on.origins.any(Origins::CALLER) {
            value.origins = value.origins.except(Origins::CALLER);
        }
        value.origins |= self.meant(&on, name);
        if on.origins.any(Origins::ERROR) && is_no_text(name) {
            value.origins = value.origins.except(Origins::ERROR);
        }
        // What is known of who asks is not whether they are known.
        if on.origins.all(Origins::PRINCIPAL | Origins::DECIDES_AUTHENTICATION)
            && value.path().is_none_or(|path| !self.world.decides(path))
        {
            value.origins = value.origins.except(Origins::DECIDES_AUTHENTICATION);
        }
        let is_data = !matches!(
            value.kind,
            Kind::Function(_) | Kind::External(_) | Kind::Class(_) | Kind::Instance(_)
        );
        if let (true, Kind::Instance(instance)) = (is_data, &on.kind) {
            value = self.validated(&instance.class, name, value.selected_by(name), range);
        }
        if of_service {
            value.origins = value.origins.except(Origins::PRINCIPAL);
        } else if about_caller && is_data {
            value.origins |= Origins::PRINCIPAL;
        }
        self.say_of_caller(value, name)
    }

    /// What an attribute of who asks says of them: their rights, by its name.
    fn say_of_caller(&self, value: Value, name: &Name) -> Value {
        let is_code = matches!(value.kind, Kind::Function(_) | Kind::Class(_) | Kind::Instance(_));
        if !value.origins.any(Origins::PRINCIPAL) || is_code {
            return value;
        }
        let right = self.world.is_right_name(name);
        let over_all = self.world.is_administrator_name(name);
        let says = |says: bool, origins| if says { origins } else { Origins::NONE };
        value.with(says(right, Origins::DECIDES_ACCESS) | says(over_all, Origins::OVER_ALL))
    }

    /// What a framework's rows say of an attribute that the program sets itself.
    pub(super) fn meant(&self, on: &Value, name: &Name) -> Origins {
        let Kind::Instance(object) = &on.kind else { return Origins::NONE };
        if !self.world.models.names(name) {
            return Origins::NONE;
        }
        let Some(base) = self.world.outside_base(&object.class) else { return Origins::NONE };
        let path = [&*base, "().", name].concat();
        match self.world.models.reading(&path, &Arguments::default()).first() {
            Some(row) => {
                let input = row.input.map_or(Origins::NONE, Origins::of_input);
                input | row.decides.map_or(Origins::NONE, Origins::of_decision)
            }
            None => Origins::NONE,
        }
    }

    pub(super) fn own_attribute(&mut self, receiver: Value, name: &Name, range: Range) -> Value {
        let origins = receiver.origins;
        match &receiver.kind {
            Kind::Module(file) => {
                let file = Arc::clone(file);
                if file.bindings.names.contains_key(name) || !file.bindings.stars.is_empty() {
                    return self.world.global(&file, name, 0);
                }
                self.world.submodule(&file.path, name).unwrap_or(Value::UNKNOWN)
            }
            Kind::Package(dotted) => self.world.in_package(dotted, name),
            Kind::External(external) => match self.attribute_of_each(&receiver, name, range) {
                Some(value) => value,
                None => {
                    let value = self.external_attribute(&receiver, name, range);
                    // An object that was made just now is not in the store yet.
                    let new = external.number != 0 && !origins.any(Origins::STORED);
                    if new && self.says_unsaved(&value) {
                        return Value::new(Kind::Bool(true));
                    }
                    // The name of a file says nothing of what was written into it, but
                    // what the file was made with.
                    let made_with = match self.is_fresh(external, name) {
                        true => external.arguments.origins(),
                        false => origins,
                    };
                    value.with(made_with)
                }
            },
            Kind::Instance(instance) => {
                if let Some(value) = self.kept_attribute(instance.number, name) {
                    // What was put there comes from nothing else the object was made of.
                    return value.with(origins.except(Origins::INPUT));
                }
                if let Some(value) = self.given_field(instance, name) {
                    return value;
                }
                let class = Arc::clone(&instance.class);
                self.member(&class, &receiver, name, range).with(origins)
            }
            Kind::Class(class) => {
                let class = Arc::clone(class);
                self.member(&class, &receiver, name, range)
            }
            Kind::Super(class, receiver) => {
                let (class, receiver) = (Arc::clone(class), (**receiver).clone());
                self.inherited(&class, &receiver, name, range)
            }
            Kind::Mapping(parts) => {
                let part = parts.iter().find(|(key, _)| key == name);
                part.map_or_else(
                    || Value::unknown(receiver.all_origins()),
                    |(_, value)| value.clone(),
                )
            }
            _ => Value::unknown(receiver.all_origins()),
        }
    }

    /// Whether a row says that an attribute tells nothing of what its object holds.
    fn is_fresh(&self, external: &External, name: &Name) -> bool {
        let models = &self.world.models;
        let told = models.names(name).then(|| [&*external.path, ".", name].concat());
        told.is_some_and(|path| {
            let rows = models.reading(&path, &Arguments::default());
            rows.first().is_some_and(|row| row.returns.as_deref() == Some("fresh"))
        })
    }

    /// A member of a class or of one of its objects.
    fn member(
        &mut self,
        class: &Arc<ClassValue>,
        receiver: &Value,
        name: &Name,
        range: Range,
    ) -> Value {
        let found = self.world.find_member(class, name);
        self.bind_member(found, class, receiver, name, range)
    }

    fn inherited(
        &mut self,
        class: &Arc<ClassValue>,
        receiver: &Value,
        name: &Name,
        range: Range,
    ) -> Value {
        let start = match &receiver.kind {
            Kind::Instance(instance) => Arc::clone(&instance.class),
            Kind::Class(class) => Arc::clone(class),
            _ => Arc::clone(class),
        };
        let found = self.world.find_member_after(&start, class, name);
        self.bind_member(found, class, receiver, name, range)
    }

    fn bind_member(
        &mut self,
        found: Member,
        class: &Arc<ClassValue>,
        receiver: &Value,
        name: &Name,
        range: Range,
    ) -> Value {
        match found {
            Member::Function(owner, function) => self.method(&owner, &function, receiver, range),
            Member::Value(owner, expression) => {
                let value = self.world.class_value(&owner, name, &expression);
                if let Some(manager) = self.managing(&value, class, receiver) {
                    return manager;
                }
                // An object that came from elsewhere need not have the default.
                let came = matches!(&receiver.kind, Kind::Instance(object) if object.number == 0);
                let is_field = name.chars().any(char::is_lowercase);
                match value.kind {
                    Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_)
                        if came && is_field =>
                    {
                        let held = self.declared_field(&owner, name);
                        held.unwrap_or(Value::UNKNOWN).with(receiver.origins)
                    }
                    _ => value,
                }
            }
            Member::SetByMethod(owner, method, expression) => {
                match super::fields::handed_to(receiver, &method, &expression) {
                    Some(given) => given,
                    None => self.world.attribute_set_in(&owner, &method, &expression),
                }
            }
            Member::Annotated(owner, annotation) => {
                if self.is_declared(receiver) {
                    self.typed_at(range, &owner.file, &annotation);
                }
                self.world.annotated(&owner.file, &annotation)
            }
            Member::Outside(base) => {
                let called = matches!(receiver.kind, Kind::Instance(_));
                let path = [&*base, if called { "()." } else { "." }, name].concat();
                if called
                    && !self.world.models.describes(&path)
                    && let Some(method) = self.method_below(class, receiver, name)
                {
                    return method;
                }
                let managed = match &receiver.kind {
                    Kind::Instance(object) => object.arguments.keyword("model"),
                    _ => None,
                };
                let class = match managed.map(|model| &model.kind) {
                    Some(Kind::Class(model)) => model,
                    _ => class,
                };
                let number = match &receiver.kind {
                    Kind::Instance(object) => object.number,
                    _ => 0,
                };
                self.outside_member(path, (class, number), range)
            }
            Member::Nowhere => match self.method_below(class, receiver, name) {
                Some(method) => method,
                None => Value::unknown(receiver.origins),
            },
        }
    }

    /// What a field that has a default holds otherwise: an object of the class of
    /// the tree that it is declared as.
    fn declared_field(&self, owner: &Arc<ClassValue>, name: &Name) -> Option<Value> {
        let annotation = owner.class.body.iter().find_map(|statement| match &statement.kind {
            StmtKind::Assign { targets, annotation, .. } => {
                let named =
                    |target: &Expr| matches!(&target.kind, ExprKind::Name(known) if known == name);
                annotation.as_ref().filter(|_| targets.iter().any(named))
            }
            _ => None,
        })?;
        let declared = self.world.annotated(&owner.file, annotation);
        matches!(declared.kind, Kind::Instance(_)).then(|| declared.with(Origins::OPTIONAL))
    }

    /// A class attribute that queries the store for the class: it knows which.
    fn managing(&self, value: &Value, class: &Arc<ClassValue>, on: &Value) -> Option<Value> {
        if !matches!(on.kind, Kind::Class(_)) || !self.world.is_stored(class) {
            return None;
        }
        match &value.kind {
            Kind::Instance(object) if self.world.is_manager(&object.class) => {
                let mut arguments = object.arguments.clone();
                arguments.keywords.push(("model".into(), on.clone()));
                Some(Value::new(Kind::Instance(Arc::new(Instance {
                    class: Arc::clone(&object.class),
                    number: object.number,
                    arguments,
                }))))
            }
            Kind::External(external) if external.class.is_none() => {
                Some(Value::new(Kind::External(Arc::new(External {
                    path: Arc::clone(&external.path),
                    class: Some(Arc::clone(class)),
                    arguments: external.arguments.clone(),
                    number: external.number,
                }))))
            }
            _ => None,
        }
    }

    /// An attribute that a base class outside the tree gives.
    fn outside_member(
        &mut self,
        path: String,
        (class, number): (&Arc<ClassValue>, u32),
        range: Range,
    ) -> Value {
        let value = Value::new(Kind::External(Arc::new(External {
            path: path.into(),
            class: Some(Arc::clone(class)),
            number,
            arguments: Arguments::default(),
        })));
        self.read_external(value, range)
    }

    fn method(
        &mut self,
        owner: &Arc<ClassValue>,
        function: &Arc<Function>,
        receiver: &Value,
        range: Range,
    ) -> Value {
        let decorated = |wanted: &str| {
            function.decorators.iter().any(|decorator| {
                decorator.dotted().is_some_and(|name| name.rsplit('.').next() == Some(wanted))
            })
        };
        let is_static = decorated("staticmethod");
        let bound = if is_static {
            None
        } else if decorated("classmethod") || is_given_class(function) {
            Some(class_of(receiver))
        } else if matches!(receiver.kind, Kind::Class(_)) {
            None
        } else {
            Some(receiver.clone())
        };
        let is_property =
            decorated("property") || decorated("cached_property") || decorated("reify");
        let value = FunctionValue {
            file: Arc::clone(&owner.file),
            function: Arc::clone(function),
            owner: Some(Arc::clone(owner)),
            receiver: bound,
            scope: None,
        };
        if is_property && matches!(receiver.kind, Kind::Instance(_)) {
            return self.invoke(&Arc::new(value), Arguments::default(), range);
        }
        Value::new(Kind::Function(Arc::new(value)))
    }

    /// What was put into an attribute of an object.
    pub(in crate::analysis) fn kept_attribute(&self, number: u32, name: &Name) -> Option<Value> {
        let key = (number, Arc::clone(name));
        let given = || self.given.as_ref().and_then(|given| given.get(&key));
        self.heap.get(&key).or_else(given).cloned()
    }

    /// A new object of a class of the tree, not yet initialised.
    pub(in crate::analysis) fn new_object(
        &mut self,
        class: &Arc<ClassValue>,
        arguments: Arguments,
    ) -> Value {
        let number = self.world.next_object();
        Value::new(Kind::Instance(Arc::new(Instance {
            class: Arc::clone(class),
            number,
            arguments,
        })))
    }
}

/// An object of a class that nobody built in sight.
pub(in crate::analysis) fn some_object(class: &Arc<ClassValue>, origins: Origins) -> Value {
    Value::new(Kind::Instance(Arc::new(Instance {
        class: Arc::clone(class),
        number: 0,
        arguments: Arguments::default(),
    })))
    .with(origins)
}

/// Whether what decorates a method makes one of the class of it, under whatever
/// name: it calls its first parameter so.
fn is_given_class(function: &Function) -> bool {
    let first = function.parameters.first();
    !function.decorators.is_empty() && first.is_some_and(|first| &*first.name == "cls")
}

fn class_of(receiver: &Value) -> Value {
    match &receiver.kind {
        Kind::Instance(instance) => Value::new(Kind::Class(Arc::clone(&instance.class))),
        _ => receiver.clone(),
    }
}
