//! A test with what stands behind its names: what the function or its module put
//! there, what a loop goes through, and what the call that leads there was given.

use std::sync::Arc;

use super::formula::written;
use crate::analysis::bindings::Binding;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::world::functions_of;
use crate::syntax::python::ast::{
    Expr, ExprKind, Function, Name, ParameterKind, Range, Stmt, StmtKind,
};
use crate::syntax::python::{self, Module};

/// What a name stands for that goes through something, one after the other.
const EACH: &str = "__each__";

/// An expression with the text it stands in.
pub(super) struct Parsed {
    module: Module,
}

impl Parsed {
    /// Reads an expression by itself.
    fn of(code: &str) -> Option<Self> {
        let parsed = Self { module: python::parse(&Arc::from(format!("({code}\n)\n"))) };
        parsed.expression().is_some().then_some(parsed)
    }

    /// The test at the end of a way, with what stands behind its names.
    pub(super) fn test(trail: &[Site], test: &Site) -> Option<Self> {
        let code = test.file.module.slice(test.range);
        let parsed = Self::of(code)?;
        let around = Around::of(trail, test);
        let mut names = Vec::new();
        operands(parsed.expression()?, &mut names);
        names.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut text = parsed.module.text.to_string();
        for (range, name) in names {
            if let Some(behind) = around.behind(&name) {
                text.replace_range(range.start as usize..range.end as usize, &behind);
            }
        }
        Self { module: python::parse(&text.into()) }.checked()
    }

    fn checked(self) -> Option<Self> {
        self.expression().is_some().then_some(self)
    }

    pub(super) fn expression(&self) -> Option<&Expr> {
        match self.module.body.as_slice() {
            [Stmt { kind: StmtKind::Expr(expression), .. }] => Some(expression),
            _ => None,
        }
    }

    /// Code as it is compared.
    pub(super) fn text(&self, expression: &Expr) -> String {
        match &expression.kind {
            ExprKind::Str(text) => format!("\"{text}\""),
            ExprKind::Number(_) | ExprKind::Binary(..) => match computed(expression, 0) {
                Some(number) => number.to_string(),
                None => self.code(expression),
            },
            _ => self.code(expression),
        }
    }

    fn code(&self, expression: &Expr) -> String {
        let mut code = self.module.slice(expression.range).trim();
        while let Some(inner) = code.strip_prefix('(').and_then(|code| code.strip_suffix(')')) {
            if !is_balanced(inner) {
                break;
            }
            code = inner.trim();
        }
        written(code)
    }

    /// The texts of the parts of a list, or that of the one value.
    pub(super) fn parts(&self, listed: &Expr) -> Vec<String> {
        match &listed.kind {
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Set(parts) => {
                parts.iter().map(|part| self.text(part)).collect()
            }
            _ => vec![self.text(listed)],
        }
    }
}

/// Whether no bracket is closed that was not opened inside.
fn is_balanced(code: &str) -> bool {
    let mut depth = 0_i32;
    code.chars().all(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth >= 0
    }) && depth == 0
}

/// What a name goes through, where a loop gives it its values.
pub(super) fn each(expression: &Expr) -> Option<&Expr> {
    let ExprKind::Call(call) = &expression.kind else { return None };
    let ExprKind::Name(name) = &call.function.kind else { return None };
    let [listed] = call.arguments.as_slice() else { return None };
    (&**name == EACH).then_some(&listed.value)
}

/// A number that is put together of such.
fn computed(expression: &Expr, depth: u32) -> Option<f64> {
    if depth > 8 {
        return None;
    }
    match &expression.kind {
        ExprKind::Number(digits) => digits.replace('_', "").parse().ok(),
        ExprKind::Binary(left, operator, right) => {
            let (a, b) = (computed(left, depth + 1)?, computed(right, depth + 1)?);
            match &**operator {
                "+" => Some(a + b),
                "-" => Some(a - b),
                "*" => Some(a * b),
                "**" => Some(a.powf(b)),
                "<<" => Some(a * 2_f64.powf(b)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The names that stand by themselves in a test.
fn operands(expression: &Expr, names: &mut Vec<(Range, Name)>) {
    let mut all = |parts: &[Expr]| parts.iter().for_each(|part| operands(part, names));
    match &expression.kind {
        ExprKind::Name(name) => names.push((expression.range, Arc::clone(name))),
        ExprKind::Not(inner) | ExprKind::Await(inner) => operands(inner, names),
        ExprKind::Logical(_, parts) | ExprKind::Tuple(parts) | ExprKind::List(parts) => all(parts),
        ExprKind::Binary(left, _, right) => {
            operands(left, names);
            operands(right, names);
        }
        ExprKind::Compare(left, rest) => {
            operands(left, names);
            rest.iter().for_each(|(_, right)| operands(right, names));
        }
        ExprKind::Call(call) => {
            call.arguments.iter().for_each(|argument| operands(&argument.value, names));
        }
        _ => {}
    }
}

/// The code around a test.
struct Around<'code> {
    file: &'code Arc<ModuleFile>,
    test: Range,
    function: Option<Arc<Function>>,
    /// The call of the function, on the way to the test.
    call: Option<&'code Site>,
}

impl<'code> Around<'code> {
    fn of(trail: &'code [Site], test: &'code Site) -> Self {
        let functions = functions_of(&test.file).map(|(_, function)| function);
        let around = functions.filter(|function| function.range.contains(test.range));
        let function = around.min_by_key(|function| function.range.end - function.range.start);
        let call = trail.len().checked_sub(2).map(|at| &trail[at]);
        Self { file: &test.file, test: test.range, function, call }
    }

    /// The code that stands behind a name, where that is a value by itself.
    fn behind(&self, name: &Name) -> Option<String> {
        let Some(function) = &self.function else { return self.of_module(name) };
        let mut found = Found { name, test: self.test, values: Vec::new(), each: None };
        found.block(&function.body);
        if let Some(each) = found.each {
            let listed = self.said(each).or_else(|| match &each.kind {
                ExprKind::Name(listed) if listed != name => self.behind(listed),
                _ => None,
            });
            return Some(format!("{EACH}({})", listed?));
        }
        let is_parameter = function.parameters.iter().any(|one| one.name == *name);
        match (found.values.as_slice(), is_parameter) {
            ([only], false) => self.said(only),
            ([], true) => self.given(function, name),
            ([], false) => self.of_module(name),
            _ => None,
        }
    }

    /// What the module puts there, once.
    fn of_module(&self, name: &Name) -> Option<String> {
        match self.file.bindings.names.get(name)? {
            Binding::Values(values) => match values.as_slice() {
                [only] => self.said(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// What the call that leads here was given.
    fn given(&self, function: &Function, name: &Name) -> Option<String> {
        let call = self.call?;
        let parsed = Parsed::of(call.file.module.slice(call.range))?;
        let mut expression = parsed.expression()?;
        if let ExprKind::Await(inner) = &expression.kind {
            expression = inner;
        }
        let ExprKind::Call(call) = &expression.kind else { return None };
        let named = call.arguments.iter().find(|one| one.name.as_ref() == Some(name));
        let plain = function.parameters.iter().filter(|one| one.kind == ParameterKind::Plain);
        let bound = plain.clone().next().is_some_and(|one| matches!(&*one.name, "self" | "cls"));
        let at = plain.skip(usize::from(bound)).position(|one| one.name == *name);
        let argument = named.or_else(|| {
            let mut positional = call.arguments.iter().filter(|one| one.name.is_none());
            positional.nth(at?)
        })?;
        is_said(&argument.value).then(|| parsed.module.slice(argument.value.range).to_owned())
    }

    /// The code of a value by itself.
    fn said(&self, value: &Expr) -> Option<String> {
        is_said(value).then(|| self.file.module.slice(value.range).to_owned())
    }
}

/// Whether an expression is a value by itself, or picked out of something.
fn is_said(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::Comprehension(_) => true,
        ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Set(parts) => {
            parts.iter().all(is_said)
        }
        ExprKind::Binary(left, _, right) => is_said(left) && is_said(right),
        _ => false,
    }
}

/// What a function puts under a name.
struct Found<'code> {
    name: &'code Name,
    test: Range,
    values: Vec<&'code Expr>,
    /// What the loop around the test goes through.
    each: Option<&'code Expr>,
}

impl<'code> Found<'code> {
    fn block(&mut self, body: &'code [Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn is_it(&self, target: &Expr) -> bool {
        matches!(&target.kind, ExprKind::Name(name) if name == self.name)
    }

    fn statement(&mut self, statement: &'code Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. }
                if targets.iter().any(|target| self.is_it(target)) =>
            {
                self.values.push(value);
            }
            // Whatever it was, it is something else now.
            StmtKind::AugAssign { target, value } if self.is_it(target) => {
                self.values.extend([value, value]);
            }
            StmtKind::If(parts) => {
                self.block(&parts.then);
                self.block(&parts.otherwise);
            }
            StmtKind::While(parts) => self.block(&parts.body),
            StmtKind::For(parts) => {
                if self.is_it(&parts.target) && statement.range.contains(self.test) {
                    self.each = Some(&parts.iterable);
                }
                self.block(&parts.body);
            }
            StmtKind::Try(parts) => {
                self.block(&parts.body);
                parts.handlers.iter().for_each(|handler| self.block(&handler.body));
                self.block(&parts.otherwise);
                self.block(&parts.last);
            }
            StmtKind::With(_, body) | StmtKind::Other(body) => self.block(body),
            _ => {}
        }
    }
}
