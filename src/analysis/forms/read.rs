//! Reads values that stand in the code of a tree: through names, copies of
//! dictionaries that are changed afterwards, and functions that put them together.

use std::collections::HashMap;
use std::sync::Arc;

use super::data::{Data, Datum};
use crate::analysis::bindings::Binding;
use crate::analysis::classes::Member;
use crate::analysis::fact::Site;
use crate::analysis::laxer::written;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{FunctionValue, Kind};
use crate::analysis::world::World;
use crate::model::RepoPath;
use crate::syntax::python::ast::{Call, Expr, ExprKind, Name, ParameterKind};

/// So many parts are read of one value.
const MAX_STEPS: usize = 20_000;

/// Names and calls are followed so deep.
const MAX_DEPTH: usize = 24;

/// What the names of a function stand for.
pub(in crate::analysis) type Locals = HashMap<Name, Datum>;

/// Reads values of one tree.
pub(in crate::analysis) struct Reader<'world> {
    pub(in crate::analysis) world: &'world World,
    steps: usize,
    depth: usize,
    /// Names that are being read.
    open: Vec<(RepoPath, Name)>,
}

impl<'world> Reader<'world> {
    pub(in crate::analysis) fn new(world: &'world World) -> Self {
        Self { world, steps: 0, depth: 0, open: Vec::new() }
    }

    /// What a name of a module stands for, once all of the module ran.
    pub(in crate::analysis) fn named(
        &mut self,
        file: &Arc<ModuleFile>,
        name: &Name,
    ) -> Option<Datum> {
        let (path, name) = self.world.definition_of(file, name)?;
        let (file, name) = (self.world.project.file(&path)?, Name::from(name));
        if !matches!(file.bindings.names.get(&name)?, Binding::Values(_)) {
            return None;
        }
        let key = (path, Arc::clone(&name));
        if self.open.contains(&key) || self.open.len() > MAX_DEPTH {
            return None;
        }
        self.open.push(key);
        let mut locals = Locals::new();
        self.run(&file, &file.module.body, &mut locals, Some(&name));
        self.open.pop();
        locals.remove(&name)
    }

    /// The value of an expression.
    pub(in crate::analysis) fn value(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &Locals,
        expression: &Expr,
    ) -> Datum {
        self.steps += 1;
        let site = Site { file: Arc::clone(file), range: expression.range };
        let other = || Data::Other(written(file.module.slice(expression.range)).into());
        if self.steps > MAX_STEPS || self.depth > MAX_DEPTH {
            return Datum::new(other(), site);
        }
        self.depth += 1;
        let data = self.data(file, locals, expression).unwrap_or_else(other);
        self.depth -= 1;
        Datum::new(data, site)
    }

    fn data(&mut self, file: &Arc<ModuleFile>, locals: &Locals, code: &Expr) -> Option<Data> {
        Some(match &code.kind {
            ExprKind::Str(text) => Data::Text(Arc::clone(text)),
            ExprKind::Number(number) => Data::Number(number.replace('_', "").parse().ok()?),
            ExprKind::Bool(value) => Data::Bool(*value),
            ExprKind::None => Data::None,
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Set(parts) => {
                Data::List(self.parts(file, locals, parts)?)
            }
            ExprKind::Dict(entries) => Data::Map(self.entries(file, locals, entries)?),
            ExprKind::Name(name) => match locals.get(name) {
                Some(known) => known.data.clone(),
                None => self.named(file, name)?.data,
            },
            ExprKind::Attribute(object, name) => self.attribute(file, object, name)?.data,
            ExprKind::Subscript(object, key) => {
                let key = self.key(file, locals, key)?;
                self.value(file, locals, object).get(&key)?.data.clone()
            }
            ExprKind::Binary(left, by, right) => {
                let (left, right) =
                    (self.value(file, locals, left), self.value(file, locals, right));
                combined(left.data, by, right.data)?
            }
            ExprKind::Format(_, parts) => {
                let mut whole = String::new();
                for part in parts {
                    match self.value(file, locals, part).data {
                        Data::Text(text) => whole.push_str(&text),
                        Data::Number(number) => whole.push_str(&number.to_string()),
                        _ => return None,
                    }
                }
                Data::Text(whole.into())
            }
            ExprKind::Call(call) => self.called(file, locals, call)?,
            // `-1`
            _ => {
                let code = file.module.slice(code.range).replace(' ', "");
                Data::Number(code.parse().ok().filter(|_| code.starts_with('-'))?)
            }
        })
    }

    fn parts(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &Locals,
        parts: &[Expr],
    ) -> Option<Vec<Datum>> {
        let mut read = Vec::new();
        for part in parts {
            match &part.kind {
                ExprKind::Starred(inner) => {
                    read.extend(self.value(file, locals, inner).parts()?.iter().cloned());
                }
                _ => read.push(self.value(file, locals, part)),
            }
        }
        Some(read)
    }

    /// The entries of a dictionary; none where some of its keys are not known.
    fn entries(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &Locals,
        entries: &[(Option<Expr>, Expr)],
    ) -> Option<Vec<(Arc<str>, Datum)>> {
        let mut read: Vec<(Arc<str>, Datum)> = Vec::new();
        for (key, value) in entries {
            match key {
                Some(key) => {
                    let name = self.key(file, locals, key)?;
                    let mut value = self.value(file, locals, value);
                    // The key is on the line that is looked for.
                    value.site.range.start = key.range.start;
                    put(&mut read, name, value);
                }
                None => {
                    let more = self.value(file, locals, value);
                    let Data::Map(more) = more.data else { return None };
                    more.into_iter().for_each(|(key, value)| put(&mut read, key, value));
                }
            }
        }
        Some(read)
    }

    pub(in crate::analysis) fn key(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &Locals,
        key: &Expr,
    ) -> Option<Arc<str>> {
        match self.value(file, locals, key).data {
            Data::Text(text) => Some(text),
            Data::Number(number) => Some(number.to_string().into()),
            _ => None,
        }
    }

    fn attribute(&mut self, file: &Arc<ModuleFile>, object: &Expr, name: &Name) -> Option<Datum> {
        match self.world.quick(file, object).kind {
            Kind::Module(module) => self.named(&module, name),
            Kind::Class(class) => match self.world.find_member(&class, name) {
                Member::Value(owner, value) => {
                    Some(self.value(&owner.file, &Locals::new(), &value))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What a call gives: a copy, a dictionary, what a function puts together.
    fn called(&mut self, file: &Arc<ModuleFile>, locals: &Locals, call: &Call) -> Option<Data> {
        let named = call.function.dotted().unwrap_or_default();
        let name = named.rsplit('.').next().unwrap_or_default();
        let first = call.arguments.first().filter(|argument| argument.name.is_none());
        match (&call.function.kind, first) {
            (_, Some(first))
                if matches!(name, "deepcopy" | "copy") && call.arguments.len() == 1 =>
            {
                Some(self.value(file, locals, &first.value).data)
            }
            (ExprKind::Attribute(object, method), None) if &**method == "copy" => {
                Some(self.value(file, locals, object).data)
            }
            (ExprKind::Name(_), _) if name == "dict" => self.dictionary(file, locals, call),
            (ExprKind::Name(_), Some(first))
                if matches!(name, "list" | "tuple" | "set" | "frozenset" | "sorted") =>
            {
                let listed = self.value(file, locals, &first.value).data;
                matches!(listed, Data::List(_)).then_some(listed)
            }
            _ => match self.world.quick(file, &call.function).kind {
                Kind::Function(function) => self.result(&function, (file, locals), call),
                _ => None,
            },
        }
    }

    /// `dict(other, key=value)`
    fn dictionary(&mut self, file: &Arc<ModuleFile>, locals: &Locals, call: &Call) -> Option<Data> {
        let mut read = Vec::new();
        for argument in &call.arguments {
            let value = self.value(file, locals, unstarred(&argument.value));
            match &argument.name {
                Some(name) => put(&mut read, Arc::clone(name), value),
                None => {
                    let Data::Map(more) = value.data else { return None };
                    more.into_iter().for_each(|(key, value)| put(&mut read, key, value));
                }
            }
        }
        Some(Data::Map(read))
    }

    /// What a function of the tree gives for the arguments of a call.
    fn result(
        &mut self,
        function: &FunctionValue,
        (file, locals): (&Arc<ModuleFile>, &Locals),
        call: &Call,
    ) -> Option<Data> {
        let key = (function.file.path.clone(), Arc::clone(&function.function.name));
        if self.open.contains(&key) || function.receiver.is_some() || function.function.is_async {
            return None;
        }
        let mut own = Locals::new();
        let plain = |kind| matches!(kind, ParameterKind::Plain | ParameterKind::KeywordOnly);
        let parameters: Vec<_> =
            function.function.parameters.iter().filter(|one| plain(one.kind)).collect();
        for parameter in &parameters {
            if let Some(default) = &parameter.default {
                let value = self.value(&function.file, &Locals::new(), default);
                own.insert(Arc::clone(&parameter.name), value);
            }
        }
        for (at, argument) in call.arguments.iter().enumerate() {
            let name = match (&argument.name, parameters.get(at)) {
                (Some(name), _) => Arc::clone(name),
                (None, Some(parameter)) => Arc::clone(&parameter.name),
                (None, None) => return None,
            };
            let value = self.value(file, locals, &argument.value);
            own.insert(name, value);
        }
        self.open.push(key);
        let body = &function.function.body;
        let given = self.run(&function.file, body, &mut own, None);
        self.open.pop();
        given.map(|given| given.data)
    }
}

/// What stands after `*` or `**`.
pub(in crate::analysis) fn unstarred(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Starred(inner) => inner,
        _ => value,
    }
}

/// Puts a value under a key, where it was or behind.
pub(in crate::analysis) fn put(entries: &mut Vec<(Arc<str>, Datum)>, key: Arc<str>, value: Datum) {
    match entries.iter_mut().find(|(known, _)| *known == key) {
        Some((_, known)) => *known = value,
        None => entries.push((key, value)),
    }
}

/// What an operator makes of two values.
pub(in crate::analysis) fn combined(left: Data, by: &str, right: Data) -> Option<Data> {
    Some(match (left, by, right) {
        (Data::List(mut all), "+" | "|", Data::List(more)) => {
            all.extend(more);
            Data::List(all)
        }
        (Data::Map(mut all), "|", Data::Map(more)) => {
            more.into_iter().for_each(|(key, value)| put(&mut all, key, value));
            Data::Map(all)
        }
        (Data::Text(one), "+", Data::Text(other)) => Data::Text(format!("{one}{other}").into()),
        (Data::Text(one), "%", Data::Text(other)) if one.matches("%s").count() == 1 => {
            Data::Text(one.replace("%s", &other).into())
        }
        (Data::Number(one), "+", Data::Number(other)) => Data::Number(one + other),
        (Data::Number(one), "-", Data::Number(other)) => Data::Number(one - other),
        (Data::Number(one), "*", Data::Number(other)) => Data::Number(one * other),
        (Data::Number(one), "**", Data::Number(other)) => Data::Number(one.powf(other)),
        (Data::Number(one), "<<", Data::Number(other)) => Data::Number(one * other.exp2()),
        _ => return None,
    })
}

/// The name that a chain of keys and attributes starts with, and its keys.
pub(in crate::analysis) fn rooted(target: &Expr) -> Option<(&Name, Vec<&Expr>)> {
    match &target.kind {
        ExprKind::Name(name) => Some((name, Vec::new())),
        ExprKind::Subscript(object, key) => {
            let (name, mut keys) = rooted(object)?;
            keys.push(key);
            Some((name, keys))
        }
        _ => None,
    }
}
