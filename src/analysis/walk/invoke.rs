//! Entering functions of the tree: parameters, decorators, and what comes back.

use std::sync::Arc;

use super::{Flow, Frame, MAX_CALLS, Walk};
use crate::analysis::fact::Opaque;
use crate::analysis::project::ModuleFile;
use crate::analysis::scope::Scope;
use crate::analysis::value::{
    Answer, Arguments, FunctionValue, Kind, LambdaValue, MORE, Origins, Value,
};
use crate::syntax::python::ast::{Function, Parameter, ParameterKind, Range};
use crate::syntax::python::places_of;

impl Walk<'_> {
    /// Calls a function of the tree from a range of the current file.
    pub(super) fn invoke(
        &mut self,
        value: &Arc<FunctionValue>,
        arguments: Arguments,
        range: Range,
    ) -> Value {
        if self.reaches_handler(&value.function) {
            return self.enter_handler(arguments);
        }
        let again = self.frames.iter().any(|frame| is_entered(frame, value));
        if !again && self.is_too_deep() {
            self.note_opaque(range, format!("calls lead more than {MAX_CALLS} deep from here"));
        }
        if again || self.is_too_deep() || !self.step() {
            return Value::unknown(arguments.origins());
        }
        if let Some(result) = self.invoke_decorated(value, &arguments, range) {
            return result;
        }
        if let Some(result) = self.invoke_abstract(value, &arguments, range) {
            return result;
        }
        let pushed = self.push_site(range);
        let (start, depth) = (self.facts.len(), self.conditions.len());
        let result = self.run(value, arguments, false);
        self.told_by_answer(value, (start, depth), range);
        if pushed {
            self.trail.pop();
        }
        result
    }

    /// Puts a call on the trail; false when it stands there already.
    pub(in crate::analysis) fn push_site(&mut self, range: Range) -> bool {
        let Some(site) = self.site(range) else { return false };
        if site.file.is_library() || self.trail.last().is_some_and(|last| last.same(&site)) {
            return false;
        }
        self.trail.push(site);
        true
    }

    /// Runs a function's body in a frame of its own.
    pub(in crate::analysis) fn run(
        &mut self,
        value: &Arc<FunctionValue>,
        arguments: Arguments,
        answers: bool,
    ) -> Value {
        self.note_entered(value);
        let called_for_answer = self.wraps.take();
        let entered = answers && self.pending.as_ref().is_some_and(|pending| pending.entered);
        let (answers, is_handler) = match called_for_answer {
            Some(of_handler) => (true, of_handler),
            None => (answers, entered),
        };
        let given = arguments.origins();
        let scope = self.parameters(value, arguments);
        let base = self.conditions.len();
        let frame = Frame {
            owner: value.owner.clone(),
            receiver: value.receiver.clone(),
            answers,
            is_handler,
            address: Arc::as_ptr(&value.function),
            ..Frame::new(self, &value.file, scope)
        };
        self.frames.push(frame);
        self.awaits = false;
        let start = self.facts.len();
        let opaque = self.opaque.len();
        let flow = self.block(&value.function.body);
        if !value.function.decorators.is_empty() && self.runs_once(value) {
            self.keep_readings(start);
        }
        if answers && flow == Flow::Falls {
            self.answered_so_far();
        }
        self.settle_verdicts();
        self.only_tested_by_name(value, start);
        self.answered = called_for_answer.map(|_| flow);
        self.conditions.truncate(base);
        let Some(mut frame) = self.frames.pop() else { return Value::UNKNOWN };
        if flow == Flow::Falls {
            let shown = frame.scope.shown.clone();
            frame.returns.push((Some(false), Answer { yes: shown.clone(), no: shown }));
        }
        let result = match (frame.returned, flow) {
            // Running off the end gives nothing.
            (Some(value), Flow::Falls) => value.join(Value::new(Kind::None)),
            (Some(value), _) => value,
            // It never comes back.
            (None, Flow::Refuses) => Value::unknown(given.passed_on().chosen_by()),
            (None, _) => Value::new(Kind::None),
        };
        let result = self.answered_by(&frame.returns, result);
        self.kept_as(&value.function.name, result.all_origins());
        match (&result.kind, &value.function.returns) {
            (Kind::Unknown, Some(annotation)) => {
                let declared = self.world.annotated(&value.file, annotation);
                if matches!(declared.kind, Kind::Instance(_)) {
                    self.known_by_declaration(opaque, value);
                }
                declared.with(result.origins | given.only(Origins::STORED))
            }
            // An attribute of something outside the tree says less than the declaration.
            (Kind::External(external), Some(annotation))
                if !external.path.ends_with([')', ']']) =>
            {
                let declared = self.world.annotated(&value.file, annotation);
                match &declared.kind {
                    Kind::Instance(object) if self.world.is_stored(&object.class) => {
                        let origins = result.origins.chosen_by();
                        let kept = origins.any(Origins::STORED | Origins::PRINCIPAL);
                        declared.with(if kept { origins | Origins::STORED } else { origins })
                    }
                    _ => result,
                }
            }
            _ => result,
        }
    }

    /// What a function returns is an object of the class that it declares: which class
    /// below that was called to make it is not asked.
    fn known_by_declaration(&mut self, since: usize, value: &FunctionValue) {
        let made = |opaque: &Opaque| {
            let Some(site) = opaque.trail.last() else { return false };
            let inside = value.function.range.contains(site.range);
            let before =
                site.file.module.slice(Range { end: site.range.start, ..value.function.range });
            inside && site.file.path == value.file.path && before.ends_with("return ")
        };
        let mut at = 0;
        self.opaque.retain(|opaque| {
            at += 1;
            at <= since || !made(opaque)
        });
    }

    pub(super) fn invoke_lambda(
        &mut self,
        value: &Arc<LambdaValue>,
        arguments: Arguments,
        range: Range,
    ) -> Value {
        if self.is_too_deep() {
            return Value::UNKNOWN;
        }
        let mut scope = Scope { outer: Some(Arc::clone(&value.scope)), ..Scope::default() };
        let mut positional = arguments.positional.into_iter();
        for parameter in &value.lambda.parameters {
            scope.set(&parameter.name, positional.next().unwrap_or(Value::UNKNOWN));
        }
        let pushed = self.push_site(range);
        let frame = Frame::new(self, &value.file, scope);
        self.frames.push(frame);
        let result = self.expression(&value.lambda.body);
        self.frames.pop();
        if pushed {
            self.trail.pop();
        }
        result
    }

    /// The scope a function starts with.
    fn parameters(&mut self, value: &Arc<FunctionValue>, arguments: Arguments) -> Scope {
        let mut scope = Scope { outer: value.scope.clone(), ..Scope::default() };
        let mut positional = arguments.positional.into_iter();
        let mut keywords = arguments.keywords;
        let more = keywords.iter().filter(|(name, _)| &**name == MORE);
        let more = more.fold(Origins::NONE, |all, (_, value)| all | value.all_origins());
        let mut first = true;
        for parameter in &value.function.parameters {
            let given = if first && value.receiver.is_some() {
                value.receiver.clone()
            } else {
                argument_for(parameter, &mut positional, &mut keywords)
            };
            first = false;
            let given = match given {
                Some(given) => given,
                None if arguments.open => Value::unknown(more),
                None => self.default_of(value, parameter),
            };
            let given = match (&given.kind, &parameter.annotation) {
                (Kind::Unknown, Some(annotation)) => {
                    let origins = given.origins;
                    self.world.annotated(&value.file, annotation).with(origins)
                }
                _ => given,
            };
            scope.set(&parameter.name, given);
            let rest = matches!(parameter.kind, ParameterKind::Rest | ParameterKind::Keywords);
            if rest && !arguments.open && is_left_as_it_is(value, &parameter.name) {
                scope.whole.push(Arc::clone(&parameter.name));
            }
        }
        scope
    }

    fn default_of(&mut self, value: &Arc<FunctionValue>, parameter: &Parameter) -> Value {
        let Some(default) = &parameter.default else { return Value::UNKNOWN };
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(&value.file);
        if let (Some(frame), Some(scope)) = (walk.frame(), &value.scope) {
            frame.scope.outer = Some(Arc::clone(scope));
        }
        walk.expression(default)
    }

    /// The names a function leaves behind at its end.
    pub(in crate::analysis) fn locals(
        &mut self,
        value: &Arc<FunctionValue>,
        arguments: Arguments,
    ) -> Scope {
        let scope = self.parameters(value, arguments);
        self.enter_module(&value.file);
        if let Some(frame) = self.frame() {
            frame.scope = scope;
            frame.owner.clone_from(&value.owner);
            frame.receiver.clone_from(&value.receiver);
            frame.address = Arc::as_ptr(&value.function);
        }
        self.block(&value.function.body);
        self.frames.pop().map(|frame| frame.scope).unwrap_or_default()
    }

    /// Runs a function nobody calls in sight, with unknown arguments but for the
    /// first one where that is known.
    pub(in crate::analysis) fn run_alone(
        &mut self,
        file: &Arc<ModuleFile>,
        function: &Arc<Function>,
        owner: Option<Value>,
        first: Option<Value>,
    ) {
        let class = owner.as_ref().and_then(|value| match &value.kind {
            Kind::Instance(instance) => Some(Arc::clone(&instance.class)),
            _ => None,
        });
        let value = Arc::new(FunctionValue {
            file: Arc::clone(file),
            function: Arc::clone(function),
            owner: class,
            receiver: owner,
            scope: None,
        });
        let positional = first.into_iter().collect();
        self.run(&value, Arguments { positional, open: true, ..Arguments::default() }, true);
    }

    /// Runs the top level of a module.
    pub(in crate::analysis) fn run_module(&mut self, file: &Arc<ModuleFile>) {
        self.enter_module(file);
        let module = Arc::clone(&file.module);
        self.block(&module.body);
        self.frames.pop();
    }
}

/// Whether a function does no more with `*name` or `**name` than to look into it and to
/// hand it on: nothing is put there, and nobody else is given it as a whole.
fn is_left_as_it_is(value: &FunctionValue, name: &str) -> bool {
    const LOOKS: [&str; 4] = [".get(", ".items(", ".keys(", ".values("];
    let text = value.file.module.slice(value.function.range);
    places_of(text, name).all(|at| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let looked_in = before.ends_with(" in ") && after.starts_with([':', ')', '\n', ' ']);
        before.ends_with('*') || looked_in || LOOKS.iter().any(|look| after.starts_with(look))
    })
}

/// Whether a function is being walked already; a method of another object is
/// another function, as long as objects are told apart.
fn is_entered(frame: &Frame, value: &Arc<FunctionValue>) -> bool {
    let number = |receiver: Option<&Value>| match receiver.map(|value| &value.kind) {
        Some(Kind::Instance(object)) => object.number,
        _ => 0,
    };
    let (mine, theirs) = (number(value.receiver.as_ref()), number(frame.receiver.as_ref()));
    frame.address == Arc::as_ptr(&value.function) && (mine == theirs || mine == 0 || theirs == 0)
}

fn argument_for(
    parameter: &Parameter,
    positional: &mut impl Iterator<Item = Value>,
    keywords: &mut Vec<(Arc<str>, Value)>,
) -> Option<Value> {
    match parameter.kind {
        ParameterKind::Plain | ParameterKind::KeywordOnly => {
            if let Some(at) = keywords.iter().position(|(name, _)| *name == parameter.name) {
                return Some(keywords.swap_remove(at).1);
            }
            if parameter.kind == ParameterKind::Plain { positional.next() } else { None }
        }
        ParameterKind::Rest => {
            let rest: Vec<Value> = positional.by_ref().collect();
            let origins = rest.iter().fold(Origins::NONE, |all, value| all | value.all_origins());
            Some(Value::sequence(rest).with(origins))
        }
        ParameterKind::Keywords => {
            let mut rest = std::mem::take(keywords);
            // By itself it comes from what was handed on without known keys.
            let more = rest.iter().filter(|(name, _)| &**name == MORE);
            let origins = more.fold(Origins::NONE, |all, (_, value)| all | value.all_origins());
            rest.retain(|(name, _)| &**name != MORE);
            Some(Value::mapping(rest).with(origins))
        }
    }
}
