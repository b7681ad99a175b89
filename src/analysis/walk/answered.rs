//! The answer of the handler in the hands of what stands around it: whoever
//! parses its JSON asks for keys that the declared model has or has not.

use std::sync::Arc;

use super::Walk;
use crate::analysis::shape::Keyed;
use crate::analysis::value::{Arguments, External, Kind, Value};
use crate::catalog::AnswerModel;
use crate::syntax::python::ast::{Call, Expr, ExprKind};

impl Walk<'_> {
    /// The answer that entering the handler gave, with the class it has in JSON;
    /// an answer that the handler put together itself has none.
    pub(super) fn shaped(&self, answer: Value, given: &Value) -> Value {
        let shape = self.pending.as_ref().and_then(|pending| pending.shape.as_ref());
        let own = self.is_answer(given);
        match (&answer.kind, shape) {
            (Kind::External(made), Some(shape)) if !own || shape.written => Value {
                kind: Kind::External(Arc::new(External {
                    path: Arc::clone(&made.path),
                    class: Some(Arc::clone(&shape.class)),
                    number: made.number,
                    arguments: made.arguments.clone(),
                })),
                origins: answer.origins,
            },
            _ => answer,
        }
    }

    /// The handler returns this: where that is an answer already, its model says
    /// nothing of what is sent.
    pub(super) fn returns_shaped(&mut self, value: &Value) {
        if !self.is_answer(value) {
            return;
        }
        let world = self.world;
        let keys = keys_written(value);
        if let Some(pending) = self.pending.as_mut() {
            let shape = pending.shape.take();
            pending.shape = shape.and_then(|shape| shape.with_keys(world, &keys));
        }
    }

    /// Whether a value is an answer by itself, and not what one is made of.
    fn is_answer(&self, value: &Value) -> bool {
        let of_answers = |path: &str| path.contains("Response");
        match &value.kind {
            Kind::External(made) => of_answers(&made.path),
            Kind::Instance(made) => {
                self.world.outside_base(&made.class).is_some_and(|path| of_answers(&path))
            }
            _ => false,
        }
    }

    /// `isinstance(answer, dict)`, `answer.get("key")`, where the model of the
    /// answer says how that comes out.
    pub(super) fn asked_of_answer(
        &mut self,
        call: &Call,
        function: &Value,
        arguments: &Arguments,
    ) -> Option<Value> {
        self.pending.as_ref()?.shape.as_ref()?;
        let path = function.path()?;
        if path == "builtins.isinstance" {
            let [asked, of] = arguments.positional.as_slice() else { return None };
            self.answer_row(asked)?;
            return match of.path()? {
                "builtins.dict" => Some(Value::new(Kind::Bool(true))),
                "builtins.list" | "builtins.str" => Some(Value::new(Kind::Bool(false))),
                _ => None,
            };
        }
        let ExprKind::Attribute(receiver, name) = &call.function.kind else { return None };
        let ([key], "get") = (arguments.positional.as_slice(), &**name) else { return None };
        let key = Arc::clone(key.as_str()?);
        let quiet = std::mem::replace(&mut self.quiet, true);
        let asked = self.expression(receiver);
        self.quiet = quiet;
        let origins = asked.origins;
        match self.key_of_answer(&asked, &key)? {
            Keyed::Absent => Some(Value::new(Kind::None)),
            // Of what is there, no more is known than that it counts as true.
            Keyed::Filled => Some(Value::new(Kind::Bool(true)).with(origins)),
        }
    }

    /// `"key" in answer`
    pub(super) fn key_in_answer(&self, key: &Expr, answer: &Value) -> Option<bool> {
        let ExprKind::Str(key) = &key.kind else { return None };
        Some(self.key_of_answer(answer, key)? == Keyed::Filled)
    }

    fn key_of_answer(&self, asked: &Value, key: &str) -> Option<Keyed> {
        let row = self.answer_row(asked)?;
        let shape = self.pending.as_ref()?.shape.as_ref()?;
        shape.key(self.world, row, key)
    }

    /// The row of the framework whose answer was parsed to this value.
    fn answer_row(&self, parsed: &Value) -> Option<&AnswerModel> {
        let Kind::External(parsed) = &parsed.kind else { return None };
        let text = parsed.arguments.positional.first()?;
        let Kind::External(body) = &text.kind else { return None };
        body.class.as_ref()?;
        let frameworks = self.world.models.catalog().frameworks();
        let mut rows =
            frameworks.iter().filter_map(|rows| rows.signature.as_ref()?.answer.as_ref());
        rows.find(|row| row.body.matches(&body.path) && row.parse.matches(&parsed.path))
    }
}

/// The keys of the object that an answer was put together of as JSON:
/// `Response(content=dumps(model.model_dump()))`.
fn keys_written(answer: &Value) -> Vec<Arc<str>> {
    let given = match &answer.kind {
        Kind::External(made) => &made.arguments,
        Kind::Instance(made) => &made.arguments,
        _ => return Vec::new(),
    };
    let content = given.keyword("content").or(given.positional.first());
    let Some(Kind::External(text)) = content.map(|content| &content.kind) else {
        return Vec::new();
    };
    let dumps = text.path.rsplit('.').next() == Some("dumps()");
    match text.arguments.positional.first().filter(|_| dumps).map(|object| &object.kind) {
        Some(Kind::Mapping(parts)) => parts.iter().map(|(key, _)| Arc::clone(key)).collect(),
        _ => Vec::new(),
    }
}
