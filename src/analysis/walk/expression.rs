//! The value of an expression.

use std::sync::Arc;

use super::conditions::{decides, denies};
use super::either::{either_guard, is_class};
use super::settled::in_store;
use super::shown::{fixes_host, readers_of};
use super::text::{MAX_TEXT, filled};
use super::ways::How;
use super::{Level, Walk};
use crate::analysis::value::{Kind, LambdaValue, Origins, Value};
use crate::syntax::python::ast::{Comprehension, Conditional, Expr, ExprKind, Logical, Range};

/// Methods whose result says the same as the text.
const SAME_TEXT: [&str; 7] = ["strip", "lower", "upper", "casefold", "encode", "decode", "Path"];

impl Walk<'_> {
    /// Evaluates an expression, noting what happens on the way.
    pub(in crate::analysis) fn expression(&mut self, expression: &Expr) -> Value {
        if !self.step() {
            return Value::UNKNOWN;
        }
        let refined = std::mem::take(&mut self.refined);
        let Some(_level) = Level::enter() else { return Value::UNKNOWN };
        self.refined = refined && matches!(expression.kind, ExprKind::Call(_));
        let value = self.evaluate(expression);
        let value = if value.origins.is_unfit() { self.followed(expression, value) } else { value };
        self.refined = false;
        self.touched |= value.origins;
        value
    }

    fn evaluate(&mut self, expression: &Expr) -> Value {
        match &expression.kind {
            ExprKind::Name(name) => {
                let value = self.name(name, expression.range);
                self.version_named(value, || self.world.is_version_name(name))
            }
            ExprKind::Attribute(value, name) => {
                self.refined = true;
                let receiver = self.expression(value);
                let value = self.attribute(receiver, name, expression.range);
                let value = self.told_by_name(name, value);
                self.version_named(value, || self.world.is_version_field(name))
            }
            ExprKind::Call(call) => match self.recalled(call) {
                Some(known) => known,
                None => {
                    let value = self.call(call, expression.range);
                    self.remember_call(call, &value);
                    value
                }
            },
            ExprKind::Subscript(value, index) => self.subscript(value, index, expression.range),
            ExprKind::Str(text) => Value::new(Kind::Str(Arc::clone(text))),
            ExprKind::Format(_, parts) => self.format(parts),
            ExprKind::Number(_) => {
                expression.as_int().map_or(Value::UNKNOWN, |number| Value::new(Kind::Int(number)))
            }
            ExprKind::Bool(value) => Value::new(Kind::Bool(*value)),
            ExprKind::None => Value::new(Kind::None),
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Set(parts) => {
                Value::sequence(parts.iter().map(|part| self.expression(part)).collect())
            }
            ExprKind::Dict(entries) => self.dictionary(entries),
            ExprKind::Compare(left, rest) => {
                let value = self.compare(left, rest);
                let denies = decides(value.origins) && denies(expression);
                Value { origins: value.origins.denying(denies), ..value }
            }
            ExprKind::Logical(operator, values) => self.logical(*operator, values),
            ExprKind::Not(value) => {
                let value = self.expression(value);
                match value.truth() {
                    Some(truth) => Value::new(Kind::Bool(!truth)).with(value.origins),
                    None => {
                        let origins = value.all_origins();
                        Value::unknown(origins.denying(decides(origins) && !origins.denies()))
                    }
                }
            }
            ExprKind::Binary(left, operator, right) => {
                self.binary(left, operator, right, expression.range)
            }
            ExprKind::Conditional(parts) => self.choice(parts),
            ExprKind::Lambda(lambda) => self.lambda(lambda),
            ExprKind::Comprehension(parts) => {
                let recall = self.forget_test();
                let value = self.comprehension(parts);
                self.recall_again(recall);
                value
            }
            ExprKind::Await(value) => self.awaited(value, expression.range),
            ExprKind::Starred(value) => self.expression(value),
            ExprKind::Yield(value) => {
                let value = value.as_ref().map_or(Value::UNKNOWN, |value| self.expression(value));
                // What a generator gives first is what its user is given, more follows.
                let value = match value.kind {
                    Kind::Str(_) | Kind::Int(_) | Kind::Bool(_) => Value::unknown(value.origins),
                    _ => value,
                };
                if let Some(frame) = self.frame() {
                    frame.returned.get_or_insert(value);
                }
                Value::UNKNOWN
            }
            ExprKind::Walrus(name, value) => {
                let value = self.expression(value);
                if let Some(frame) = self.frame() {
                    frame.scope.set(name, value.clone());
                }
                value
            }
            ExprKind::Other(_, parts) => Value::unknown(self.origins_of(parts)),
        }
    }

    /// `then if test else otherwise`
    fn choice(&mut self, parts: &Conditional) -> Value {
        let recall = self.remember_test();
        let test = self.expression(&parts.test);
        let value = match test.truth() {
            Some(true) => self.expression(&parts.then),
            Some(false) => self.expression(&parts.otherwise),
            None => {
                let then = self.expression_if(&parts.test, true, &parts.then);
                then.join(self.expression_if(&parts.test, false, &parts.otherwise))
            }
        };
        self.recall_again(recall);
        value
    }

    /// Evaluates what runs only when a test comes out this way.
    fn expression_if(&mut self, test: &Expr, holds: bool, expression: &Expr) -> Value {
        let known = self.frame().map(|frame| frame.scope.shown.clone());
        let shown = self.shown_by(test, holds);
        self.learn(shown);
        let depth = self.conditions.len();
        if may_act(expression) {
            let conditions = self.conditions_of(test, holds);
            self.conditions.extend(conditions);
        }
        let value = self.expression(expression);
        self.conditions.truncate(depth);
        if let (Some(frame), Some(known)) = (self.frame(), known) {
            frame.scope.shown = known;
        }
        value
    }

    /// A step of a value of the request: what is read of it, what is made of it.
    fn followed(&mut self, expression: &Expr, mut value: Value) -> Value {
        let part = matches!(
            expression.kind,
            ExprKind::Attribute(..) | ExprKind::Subscript(..) | ExprKind::Call(_)
        );
        if let (ExprKind::Attribute(..), Some(path)) = (&expression.kind, value.path())
            && let Some(cleaner) = self.world.models.cleaner(path, &Default::default())
        {
            let readers = readers_of(&cleaner.readers);
            let say = format!("`{}` makes it fit", self.text(expression.range));
            value.origins = self.clear(value.origins, readers, expression.range, say);
        }
        if part && !self.ways.ends_at(value.origins.way, expression.range) {
            let how = self.step_of(expression, &value);
            // What is read of the request by the same words is the same.
            let key = value
                .path()
                .filter(|_| how == How::Part)
                .map(|path| (format!("{path} {}", self.text(expression.range)), value.origins.way));
            let known = key.as_ref().and_then(|key| self.ways.reads.get(key)).copied();
            match known {
                Some(way) => value.origins.way = way,
                None => {
                    value.origins = self.step_on(value.origins, expression.range, how, "");
                    if let Some(key) = key {
                        self.ways.reads.insert(key, value.origins.way);
                    }
                }
            }
        }
        self.tested(value)
    }

    fn step_of(&self, expression: &Expr, value: &Value) -> How {
        if value.path().is_some_and(|path| self.world.models.is_host(path)) {
            return How::Host;
        }
        let ExprKind::Call(call) = &expression.kind else { return How::Part };
        let same = match &call.function.kind {
            ExprKind::Attribute(_, name) => SAME_TEXT.contains(&&**name),
            ExprKind::Name(name) => matches!(&**name, "str" | "Path" | "PurePath"),
            _ => false,
        };
        if same { How::Same } else { How::Part }
    }

    fn origins_of(&mut self, parts: &[Expr]) -> Origins {
        parts.iter().fold(Origins::NONE, |all, part| all | self.expression(part).all_origins())
    }

    /// A name that says "version" makes a version of the value.
    pub(super) fn version_named(&self, value: Value, named: impl FnOnce() -> bool) -> Value {
        let is_data = matches!(
            value.kind,
            Kind::Unknown | Kind::External(_) | Kind::Int(_) | Kind::None | Kind::Str(_)
        );
        if is_data && named() { value.with(Origins::VERSION) } else { value }
    }

    fn dictionary(&mut self, entries: &[(Option<Expr>, Expr)]) -> Value {
        let mut parts: Vec<(Arc<str>, Value)> = Vec::new();
        let mut origins = Origins::NONE;
        for (key, value) in entries {
            let merged = key.is_none();
            let key = key.as_ref().map(|key| self.expression(key));
            let value = self.expression(value);
            match (key.as_ref().and_then(Value::as_str), &value.kind) {
                (Some(key), _) => parts.push((Arc::clone(key), value)),
                // `{**known}`: a later entry of a key is the one that counts.
                (None, Kind::Mapping(more)) if merged => {
                    origins |= value.origins;
                    parts.retain(|(known, _)| !more.iter().any(|(key, _)| key == known));
                    parts.extend(more.iter().cloned());
                }
                (None, _) => origins |= value.all_origins(),
            }
        }
        Value::mapping(parts).with(origins)
    }

    fn logical(&mut self, operator: Logical, values: &[Expr]) -> Value {
        let recall = match self.recalls_here() {
            true => None,
            false => Some(self.remember_test()),
        };
        let value = self.logically(operator, values);
        if let Some(recall) = recall {
            self.recall_again(recall);
        }
        value
    }

    fn logically(&mut self, operator: Logical, values: &[Expr]) -> Value {
        let mut joined: Option<Value> = None;
        let mut last: Option<Value> = None;
        let mut open = false;
        let depth = self.conditions.len();
        for (at, value) in values.iter().enumerate() {
            // The operands before it decide whether this one is asked.
            if let Some(before) = at.checked_sub(1).map(|at| &values[at])
                && values[at..].iter().any(may_act)
            {
                let conditions = self.conditions_of(before, operator == Logical::And);
                self.conditions.extend(conditions);
            }
            let value = self.expression(value);
            let decided = match (operator, value.truth()) {
                (Logical::And, Some(false)) | (Logical::Or, Some(true)) => true,
                // What never decides takes no part in the result.
                (Logical::And, Some(true)) | (Logical::Or, Some(false)) => {
                    if joined.is_none() {
                        joined = Some(Value::unknown(value.origins));
                    }
                    last = Some(value);
                    continue;
                }
                _ => false,
            };
            last = None;
            open = true;
            joined = Some(match joined {
                Some(before) if decided && operator == Logical::And => {
                    Value::new(Kind::Bool(false)).with(before.origins)
                }
                Some(before) if decided && matches!(value.kind, Kind::Bool(_)) => {
                    value.with(before.origins)
                }
                Some(before) => before.join(value),
                None => value,
            });
            if decided {
                break;
            }
        }
        self.conditions.truncate(depth);
        match (last, joined) {
            // Where none of them decides, it is the last one.
            (Some(last), Some(all)) if !open => last.with(all.origins),
            (_, joined) => joined.unwrap_or(Value::UNKNOWN),
        }
    }

    fn binary(&mut self, left: &Expr, operator: &str, right: &Expr, range: Range) -> Value {
        let codes = (left, right);
        let (left, right) = (self.expression(left), self.expression(right));
        let mut origins = left.all_origins() | right.all_origins();
        if [(codes.0, &left), (codes.1, &right)].iter().any(|one| self.stands_in_store(*one)) {
            return in_store(origins);
        }
        let starts = left.as_str().is_some_and(|start| fixes_host(start));
        if operator == "+" && (starts || Self::is_own_path(&left, &right, codes.1)) {
            origins = self.led(origins, range);
        }
        if let ("%", Some(text)) = (operator, left.as_str()) {
            origins = left.origins | self.put_in(text, &right, range);
        }
        if matches!(operator, "+" | "%")
            && (left.as_str().is_some() || right.as_str().is_some() || origins.any(Origins::TEXT))
        {
            origins |= Origins::TEXT;
        }
        match (operator, &left.kind, &right.kind) {
            // `folder / name` is another path.
            ("/", Kind::External(_), _) => Value { kind: left.kind, origins },
            // Guards made of guards, where a framework lists them.
            ("|", _, _) if is_class(&left) && is_class(&right) => either_guard(left, right),
            ("&", _, _) if is_class(&left) && is_class(&right) => {
                Value::sequence(vec![left, right])
            }
            (_, Kind::Int(a), Kind::Int(b)) => {
                let number = calculated(*a, operator, *b);
                number.map_or(Value::unknown(origins), |number| {
                    Value::new(Kind::Int(number)).with(origins)
                })
            }
            ("+", Kind::Str(a), Kind::Str(b)) if a.len() + b.len() <= MAX_TEXT => {
                Value::new(Kind::Str(format!("{a}{b}").into())).with(origins)
            }
            ("%", Kind::Str(a), Kind::Str(_)) => {
                filled(a, std::slice::from_ref(&right)).with(origins)
            }
            ("%", Kind::Str(a), Kind::Sequence(parts)) => filled(a, parts).with(origins),
            // Of routes, those are gathered that are known.
            ("+", Kind::Sequence(_), Kind::Unknown) if self.collecting.is_some() => left,
            ("+", Kind::Sequence(a), Kind::Sequence(b)) => {
                Value::sequence(a.iter().chain(b.iter()).cloned().collect()).with(origins)
            }
            _ => Value::unknown(origins),
        }
    }

    fn lambda(&mut self, lambda: &Arc<crate::syntax::python::ast::Lambda>) -> Value {
        let Some(frame) = self.frames.last() else { return Value::UNKNOWN };
        Value::new(Kind::Lambda(Arc::new(LambdaValue {
            file: Arc::clone(&frame.file),
            lambda: Arc::clone(lambda),
            scope: Arc::new(frame.scope.clone()),
        })))
    }

    fn comprehension(&mut self, parts: &Comprehension) -> Value {
        let saved = self.frames.last().map(|frame| frame.scope.names.clone());
        let mut origins = Origins::NONE;
        for clause in &parts.clauses {
            let iterable = self.expression(&clause.iterable);
            // What it goes over and tests chooses; it is made of its elements.
            origins |= iterable.all_origins().choosing();
            let each = self.element(&iterable);
            self.bind(&clause.target, each, clause.target.range);
            for test in &clause.tests {
                origins |= self.expression(test).all_origins().choosing();
            }
        }
        let origins = origins | self.lists(parts);
        let values: Vec<Value> =
            parts.elements.iter().map(|element| self.expression(element)).collect();
        if let (Some(frame), Some(names)) = (self.frame(), saved) {
            frame.scope.names = names;
        }
        let origins = values.iter().fold(origins, |all, value| all | value.all_origins());
        match values.into_iter().next() {
            Some(value) => Value::sequence(vec![value.with(origins)]).with(origins),
            None => Value::unknown(origins),
        }
    }
}

/// The result of whole numbers, where the code says both.
fn calculated(a: i64, operator: &str, b: i64) -> Option<i64> {
    match operator {
        "+" => a.checked_add(b),
        "-" => a.checked_sub(b),
        "*" => a.checked_mul(b),
        "//" => a.checked_div_euclid(b),
        "%" => a.checked_rem_euclid(b),
        "**" => a.checked_pow(u32::try_from(b).ok()?),
        _ => None,
    }
}

/// Whether evaluating an expression may do something: it calls.
fn may_act(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Call(_) | ExprKind::Await(_) => true,
        ExprKind::Not(inner) | ExprKind::Starred(inner) | ExprKind::Walrus(_, inner) => {
            may_act(inner)
        }
        ExprKind::Logical(_, parts) => parts.iter().any(may_act),
        ExprKind::Compare(left, rest) => {
            may_act(left) || rest.iter().any(|(_, right)| may_act(right))
        }
        _ => false,
    }
}
