//! Calls: what is called, with what, and where that leads.

use std::sync::Arc;

use super::Walk;
use super::own_rows::number_of;
use super::several::is_one_of;
use crate::analysis::classes::Member;
use crate::analysis::fact::Reach;
use crate::analysis::value::{Arguments, ClassValue, External, Kind, MORE, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Call, ExprKind, Range};

impl Walk<'_> {
    /// A call expression.
    pub(super) fn call(&mut self, call: &Call, range: Range) -> Value {
        let returned = self.returned_call.take();
        let on_its_own = self.takes_call_on_its_own();
        if let Some(value) = self.special(call, range) {
            return value;
        }
        let refined = std::mem::take(&mut self.refined);
        let awaits = std::mem::take(&mut self.awaits);
        let mut function = self.expression(&call.function);
        let arguments = self.arguments(call);
        self.refined = refined;
        if on_its_own && self.runs_nothing(&function, awaits) {
            return Value::UNKNOWN;
        }
        if is_one_of(&function) {
            if let Some(value) = self.call_one_of(&function, &arguments, range) {
                self.may_fail();
                return value;
            }
            function = Value::UNKNOWN;
        }
        if let Some(value) = self.says_by_itself(call, &function, &arguments, range) {
            return value;
        }
        if matches!(function.kind, Kind::Unknown)
            && let Some(value) = self.call_unknown(call, &function, &arguments, range)
        {
            return value;
        }
        if !awaits && let Some(value) = Self::not_begun(&function, &arguments) {
            return value;
        }
        if let Some(value) = self
            .copied(call, &function, &arguments)
            .or_else(|| self.asked_of_answer(call, &function, &arguments))
            .or_else(|| self.asked_of_declared(&function, &arguments))
            .or_else(|| Self::asks_if_awaitable(&function, &arguments))
        {
            return value;
        }
        self.note_unread(&function, range);
        self.made_anew(call, &arguments, range);
        self.expects(&arguments, range);
        let fails = !function.path().is_some_and(never_fails);
        self.awaits = awaits;
        if matches!(function.kind, Kind::Function(_)) {
            self.wraps = returned;
        }
        let value = self.call_value(function, arguments, range);
        self.wraps = None;
        self.awaits = false;
        if fails {
            self.may_fail();
        }
        value
    }

    /// A call that says by how it is written what it does, before anything is followed.
    fn says_by_itself(
        &mut self,
        call: &Call,
        function: &Value,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        if let Some(value) = self.declares(call, function, arguments, range) {
            return Some(value);
        }
        if self.opens_shipped(call, function, arguments) {
            let store = self.call_value(function.clone(), arguments.clone(), range);
            self.shipped.extend(number_of(&store));
            return Some(store);
        }
        self.asks_version(call, arguments)
            .or_else(|| self.mutate(call, arguments))
            .or_else(|| self.method_of_data(call, function, arguments))
    }

    /// A call of what nothing is known about, as far as its name or its place says more.
    fn call_unknown(
        &mut self,
        call: &Call,
        function: &Value,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        if self.chooses_handler(arguments) {
            return Some(self.enter_handler(arguments.clone()));
        }
        if let Some(value) = self.one_of_several(call, arguments, range) {
            return Some(value);
        }
        self.unresolved(call, arguments, range);
        match function.origins.is_unfit() {
            true => None,
            false => self.by_name(call, arguments, range),
        }
    }

    /// A write that is told what it has to find: `save(from_state="queued")`.
    fn expects(&mut self, arguments: &Arguments, range: Range) {
        let told = |(name, value): &&(Arc<str>, Value)| {
            self.world.is_expected_name(name) && !matches!(value.kind, Kind::None)
        };
        let Some((_, expected)) = arguments.keywords.iter().find(told) else { return };
        let (about, count) = (expected.all_origins(), self.facts.len());
        self.note(FactKind::VersionCompared, range, about, None);
        for fact in self.facts.iter_mut().skip(count) {
            fact.reach = Reach::Call;
        }
    }

    /// Calls whose meaning is the language's: `super()`, `getattr`, `setattr`.
    fn special(&mut self, call: &Call, range: Range) -> Option<Value> {
        let ExprKind::Name(name) = &call.function.kind else { return None };
        match &**name {
            "super" => {
                let frame = self.frames.last()?;
                let (owner, receiver) = (frame.owner.clone()?, frame.receiver.clone()?);
                Some(Value::new(Kind::Super(owner, Box::new(receiver))))
            }
            // `dict(name=value)` says what `{"name": value}` says.
            "tuple" | "list" if call.arguments.is_empty() => Some(Value::sequence(Vec::new())),
            "dict" if call.arguments.iter().all(|argument| argument.name.is_some()) => {
                let named = self.arguments(call).keywords;
                Some(Value::mapping(named))
            }
            "map" => self.mapped_by(call, range),
            name => self.reflection(name, call, range),
        }
    }

    /// `map(TABLE.__getitem__, keys)`: values of the table.
    fn mapped_by(&mut self, call: &Call, range: Range) -> Option<Value> {
        let [function, keys] = call.arguments.as_slice() else { return None };
        let ExprKind::Attribute(table, name) = &function.value.kind else { return None };
        if &**name != "__getitem__" {
            return None;
        }
        let table = self.expression(table);
        let keys = self.expression(&keys.value);
        let key = self.element(&keys);
        let found = self.item(table, &key, range);
        let origins = found.all_origins();
        Some(Value::sequence(vec![found]).with(origins))
    }

    /// Calls a value.
    pub(in crate::analysis) fn call_value(
        &mut self,
        function: Value,
        arguments: Arguments,
        range: Range,
    ) -> Value {
        if let Some(known) = self.made_before(&function, &arguments) {
            return known;
        }
        let alone = arguments.values().next().is_none() && !arguments.open;
        let made = self.call_known(&function, arguments, range);
        if self.collecting.is_some() {
            self.remember_made(function, alone, &made);
        }
        made
    }

    fn call_known(&mut self, function: &Value, arguments: Arguments, range: Range) -> Value {
        match &function.kind {
            Kind::Function(value) => self.invoke(&Arc::clone(value), arguments, range),
            Kind::Lambda(value) => self.invoke_lambda(&Arc::clone(value), arguments, range),
            Kind::Class(class) => self.construct(&Arc::clone(class), arguments, range),
            Kind::External(external) if self.world.applies_partly(&external.path) => {
                self.call_partial(&Arc::clone(external), arguments, range)
            }
            Kind::External(external) => {
                self.call_external(&Arc::clone(external), function.origins, arguments, range)
            }
            Kind::Wrapped => self.enter_wrapped(arguments, range),
            Kind::Instance(_) => self.call_object(function, arguments, range),
            Kind::Coroutine(_) => self.begin(function.clone(), range),
            _ => {
                let own = function.origins;
                let given = arguments.origins();
                let given = if own.is_unfit() { given } else { self.blur(given, range) };
                Value::unknown(own | given)
            }
        }
    }

    /// A method of an object of the tree that gives another just like it.
    fn copied(&mut self, call: &Call, function: &Value, given: &Arguments) -> Option<Value> {
        let Kind::External(external) = &function.kind else { return None };
        let ExprKind::Attribute(object, _) = &call.function.kind else { return None };
        external.class.as_ref()?;
        let models = self.world.models.reading(&[&*external.path, "()"].concat(), given);
        if models.first()?.returns.as_deref() != Some("copy") {
            return None;
        }
        let quiet = std::mem::replace(&mut self.quiet, true);
        let object = self.expression(object);
        self.quiet = quiet;
        matches!(object.kind, Kind::Instance(_)).then_some(object)
    }

    /// `partial(function, a)(b)`: the function with both.
    fn call_partial(&mut self, external: &External, arguments: Arguments, range: Range) -> Value {
        let mut both = external.arguments.clone();
        if both.positional.is_empty() {
            return Value::unknown(arguments.origins());
        }
        let function = both.positional.remove(0);
        both.positional.extend(arguments.positional);
        both.keywords.extend(arguments.keywords);
        both.open |= arguments.open;
        self.call_value(function, both, range)
    }

    /// `Class(...)`: a new object, initialised.
    pub(super) fn construct(
        &mut self,
        class: &Arc<ClassValue>,
        arguments: Arguments,
        range: Range,
    ) -> Value {
        let origins = arguments.origins();
        // A new row did not come out of the store, whatever it is made from.
        let stored = if self.world.is_stored(class) { Origins::NONE } else { Origins::STORED };
        if self.world.is_stored(class) {
            self.fields_given("", &arguments, range);
        }
        let kept = Origins::INPUT | Origins::SELECTORS | stored;
        // What an object was made with is found in its attributes.
        let origins = origins.only(kept).chosen_by();
        let mut object = self.new_object(class, arguments.clone()).with(origins);
        let handed_before = self.passed_on.take();
        if let Some(path) = self.world.outside_base(class) {
            self.construct_outside(&path, class, &arguments, range);
        }
        let initialiser: Arc<str> = "__init__".into();
        if let Member::Function(owner, function) = self.world.find_member(class, &initialiser) {
            let value = crate::analysis::value::FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(object.clone()),
                scope: None,
            };
            self.invoke(&Arc::new(value), arguments, range);
        } else if let Kind::Instance(made) = &object.kind {
            // Models and data classes keep what they are given under its name.
            for (name, value) in arguments.keywords.iter().filter(|(name, _)| &**name != MORE) {
                self.heap.insert((made.number, Arc::clone(name)), value.clone());
            }
        }
        // What it hands to its base outside the tree is kept there.
        match &self.passed_on {
            Some(handed) if !self.world.is_stored(class) => {
                object = object.with(handed.origins().only(Origins::INPUT).chosen_by());
            }
            Some(_) => {}
            None => self.passed_on = handed_before,
        }
        object
    }

    /// Builds an object on its own, for what its class hands on.
    pub(in crate::analysis) fn build(&mut self, class: &Arc<ClassValue>, arguments: Arguments) {
        self.construct(class, arguments, class.class.header);
    }

    /// `object(...)`
    fn call_object(&mut self, object: &Value, arguments: Arguments, range: Range) -> Value {
        let Kind::Instance(instance) = &object.kind else { return Value::UNKNOWN };
        let caller: Arc<str> = "__call__".into();
        match self.world.find_member(&instance.class, &caller) {
            Member::Function(owner, function) => {
                let value = crate::analysis::value::FunctionValue {
                    file: Arc::clone(&owner.file),
                    function,
                    owner: Some(owner),
                    receiver: Some(object.clone()),
                    scope: None,
                };
                self.invoke(&Arc::new(value), arguments, range)
            }
            // A wrapper whose base class outside the tree calls what it was given.
            _ => match instance.arguments.positional.first() {
                Some(inner) if matches!(inner.kind, Kind::Wrapped | Kind::Function(_)) => {
                    self.call_value(inner.clone(), arguments, range)
                }
                _ => Value::unknown(arguments.origins()),
            },
        }
    }

    /// A call whose target the code chooses while it runs.
    fn unresolved(&mut self, call: &Call, given: &Arguments, range: Range) {
        let chosen = match &call.function.kind {
            ExprKind::Call(inner) => {
                matches!(&inner.function.kind, ExprKind::Name(name) if &**name == "getattr")
            }
            ExprKind::Subscript(..) => true,
            ExprKind::Name(name) => {
                self.frames.last().is_some_and(|frame| frame.scope.get(name).is_some())
                    && !self.is_none_by_default(name, range)
            }
            _ => false,
        };
        if chosen {
            let text = self.text(call.function.range);
            let count = self.opaque.len();
            self.note_opaque(range, format!("`{text}` is chosen while the program runs"));
            let blind = self.blind(call, given);
            for opaque in self.opaque.iter_mut().skip(count) {
                opaque.blind = blind;
            }
        }
    }
}

/// Whether a call outside the tree fails on no value that code would give it.
fn never_fails(path: &str) -> bool {
    let plain = path.strip_prefix("builtins.").is_some_and(|name| {
        matches!(
            name,
            "isinstance"
                | "issubclass"
                | "len"
                | "str"
                | "repr"
                | "bool"
                | "hasattr"
                | "print"
                | "type"
                | "id"
                | "callable"
                | "list"
                | "dict"
                | "set"
                | "tuple"
                | "super"
        )
    });
    plain || path.starts_with("logging.")
}
