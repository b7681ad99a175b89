//! The names around code inside functions: locals of the factory that makes the
//! application, and parameters by what the framework or the program hands over.
//!
//! Routes are often declared there: `def create_app(): app = App(); ...`.

use std::sync::Arc;

use super::bindings::{Binding, Bindings};
use super::project::ModuleFile;
use super::scope::Scope;
use super::value::{Arguments, ClassValue, FunctionValue, Kind, Value};
use super::walk::Walk;
use super::world::World;
use crate::model::RepoPath;
use crate::syntax::python::ast::{
    Call, Expr, ExprKind, Function, Name, ParameterKind, Range, Stmt, StmtKind,
};

/// Over so many calls, callers and callers of callers, is asked what a function
/// is given.
const CALLERS_OF_CALLERS: usize = 2;

/// Files, and calls in each, looked at where a parameter is wanted.
const MAX_CALLERS: usize = 20;

/// Steps for the names that one function leaves behind.
const LOCAL_STEPS: u32 = 4_000;

/// What holds inside a function: its names, and whose method it is.
#[derive(Debug)]
pub(super) struct Surroundings {
    function: Arc<Function>,
    scope: Arc<Scope>,
    owner: Option<Arc<ClassValue>>,
    receiver: Option<Value>,
}

impl Walk<'_> {
    /// The frame of code at a range of a module, with the names of the
    /// functions around it.
    pub(super) fn enter_at(&mut self, file: &Arc<ModuleFile>, range: Range) {
        self.enter_asking(file, range, CALLERS_OF_CALLERS);
    }

    /// The same, with callers asked over so many calls what they hand over.
    fn enter_asking(&mut self, file: &Arc<ModuleFile>, range: Range, calls: usize) {
        self.enter_module(file);
        let Some(around) = self.world.surroundings(file, range, calls) else { return };
        if let Some(frame) = self.frame() {
            frame.scope.outer = Some(Arc::clone(&around.scope));
            frame.owner.clone_from(&around.owner);
            frame.receiver.clone_from(&around.receiver);
        }
    }
}

impl Walk<'_> {
    /// Takes from a call what it gives to the parameters that are wanted.
    fn hand_over(
        &mut self,
        call: &Call,
        wanted: &mut Vec<(usize, Name)>,
        arguments: &mut Arguments,
    ) {
        wanted.retain(|(at, name)| {
            let named = call.arguments.iter().find(|one| one.name.as_ref() == Some(name));
            let mut positional = call.arguments.iter().filter(|one| one.name.is_none());
            let Some(given) = named.or_else(|| positional.nth(*at)) else { return true };
            let given = self.expression(&given.value);
            let known = !matches!(given.kind, Kind::Unknown | Kind::None);
            if known {
                arguments.keywords.push((Arc::clone(name), given));
            }
            !known
        });
    }
}

impl World {
    /// What holds at a range inside a function; none at the top level.
    fn surroundings(
        &self,
        file: &Arc<ModuleFile>,
        range: Range,
        calls: usize,
    ) -> Option<Arc<Surroundings>> {
        let mut found = Enclosing::default();
        found.find(&file.module.body, range);
        let owner = found.class.map(|class| Arc::new(ClassValue { file: Arc::clone(file), class }));
        let mut around: Option<Arc<Surroundings>> = None;
        for function in found.functions {
            let key =
                (file.path.clone(), Arc::<str>::from(format!("{calls}@{}", function.range.start)));
            let outer = around.take();
            let owner = owner.as_ref().filter(|_| outer.is_none());
            around = self.around.get(key, None, || {
                let outer = outer.as_ref();
                Some(Arc::new(self.surroundings_of(file, &function, (owner, outer), calls)))
            });
            around.as_ref()?;
        }
        around
    }

    fn surroundings_of(
        &self,
        file: &Arc<ModuleFile>,
        function: &Arc<Function>,
        (owner, outer): (Option<&Arc<ClassValue>>, Option<&Arc<Surroundings>>),
        calls: usize,
    ) -> Surroundings {
        let mut walk = Walk::quietly(self);
        walk.budget = LOCAL_STEPS;
        let owner = owner.or(outer.and_then(|outer| outer.owner.as_ref()));
        let receiver = match outer {
            Some(_) => None,
            None => owner.map(|class| walk.new_object(class, Arguments::default())),
        };
        let value = Arc::new(FunctionValue {
            file: Arc::clone(file),
            function: Arc::clone(function),
            owner: owner.cloned(),
            receiver: receiver.clone(),
            scope: outer.map(|outer| Arc::clone(&outer.scope)),
        });
        let arguments = self.handed_over(&value, calls);
        let mut scope = walk.locals(&value, arguments);
        Arc::make_mut(&mut scope.names).extend(std::mem::take(&mut walk.globals_written));
        let scope = Arc::new(scope);
        let receiver = receiver.or_else(|| outer?.receiver.clone());
        Surroundings { function: Arc::clone(function), scope, owner: owner.cloned(), receiver }
    }

    /// What a function's parameters are given: by the framework that calls it
    /// by its name, or by the first call in the tree that tells.
    fn handed_over(&self, value: &Arc<FunctionValue>, calls: usize) -> Arguments {
        let function = &value.function;
        let mut arguments = Arguments { open: true, ..Arguments::default() };
        let own = usize::from(value.receiver.is_some());
        let mut wanted: Vec<(usize, Name)> = Vec::new();
        for (at, parameter) in function.parameters.iter().enumerate().skip(own) {
            let plain = matches!(parameter.kind, ParameterKind::Plain | ParameterKind::KeywordOnly);
            if !plain || parameter.annotation.is_some() {
                continue;
            }
            let name = Arc::clone(&parameter.name);
            match (at == own).then(|| self.called_with(&function.name)).flatten() {
                Some(given) => arguments.keywords.push((name, given)),
                None => wanted.push((at - own, name)),
            }
        }
        self.ask_callers(value, wanted, calls, &mut arguments);
        arguments
    }

    fn called_with(&self, name: &str) -> Option<Value> {
        let frameworks = self.models.catalog().frameworks();
        let path = frameworks.iter().find_map(|rows| rows.called_with.get(name))?;
        Some(Value::external(path.as_str()))
    }

    /// Asks the calls of a function in the tree for parameters, by position and
    /// name, until each was given something that is known.
    fn ask_callers(
        &self,
        value: &FunctionValue,
        mut wanted: Vec<(usize, Name)>,
        calls: usize,
        arguments: &mut Arguments,
    ) {
        let Some(fewer) = calls.checked_sub(1) else { return };
        if wanted.is_empty() {
            return;
        }
        let function = &value.function;
        let is_it = |value: &Value| match &value.kind {
            Kind::Function(called) => Arc::ptr_eq(&called.function, function),
            _ => false,
        };
        let name_is = &function.name;
        let needles = [format!("{name_is}("), format!("{name_is} as "), format!("({name_is}")];
        let mut files: Vec<RepoPath> =
            needles.iter().flat_map(|needle| self.project.files_with(needle)).collect();
        files.sort();
        files.dedup();
        for path in files.into_iter().take(MAX_CALLERS) {
            let Some(file) = self.project.file(&path) else { continue };
            let mut found = Vec::new();
            for name in names_of(&file, &function.name) {
                calls_of(&file.module.body, &name, &mut found);
            }
            for call in found.into_iter().take(MAX_CALLERS) {
                let mut walk = Walk::quietly(self);
                walk.enter_asking(&file, call.function.range, fewer);
                let called = walk.expression(&call.function);
                let hands_over = called.path().and_then(|path| self.calls_back(path));
                let first = call.arguments.first();
                if let (Some(object), Some(first)) = (hands_over, first)
                    && is_it(&walk.expression(&first.value))
                {
                    let own = wanted.extract_if(.., |(at, _)| *at == 0);
                    arguments.keywords.extend(own.map(|(_, name)| (name, Value::external(object))));
                } else if is_it(&called) {
                    walk.hand_over(call, &mut wanted, arguments);
                }
                if wanted.is_empty() {
                    return;
                }
            }
        }
    }

    /// The object that a call hands to the function it is given.
    fn calls_back<'path>(&self, called: &'path str) -> Option<&'path str> {
        let frameworks = self.models.catalog().frameworks();
        let mut rows = frameworks.iter().flat_map(|rows| &rows.calls_back);
        let (object, _) = called.rsplit_once('.')?;
        rows.any(|row| row.matches(&format!("{called}()"))).then_some(object)
    }

    /// Where a name is defined that a function around a range imports.
    pub(super) fn imported_around(
        &self,
        file: &Arc<ModuleFile>,
        range: Range,
        name: &str,
    ) -> Option<(RepoPath, String)> {
        let around = self.surroundings(file, range, CALLERS_OF_CALLERS)?;
        let bindings = Bindings::of(&around.function.body);
        if !matches!(bindings.names.get(name)?, Binding::From { .. }) {
            return None;
        }
        let alone = ModuleFile::with(file.path.clone(), Arc::clone(&file.module), bindings);
        self.definition_of(&Arc::new(alone), name)
    }
}

/// The functions around a range, outermost first, and the class around them.
#[derive(Default)]
struct Enclosing {
    class: Option<Arc<crate::syntax::python::ast::Class>>,
    functions: Vec<Arc<Function>>,
}

impl Enclosing {
    fn find(&mut self, body: &[Stmt], range: Range) {
        // Statements stand in order, so the one around the range is found fast.
        let at = body.partition_point(|statement| statement.range.end < range.end);
        let Some(statement) = body.get(at).filter(|one| one.range.contains(range)) else { return };
        match &statement.kind {
            StmtKind::Function(function) => {
                let inside = function.body.first().is_some_and(|first| {
                    first.range.start <= range.start && range.end <= function.range.end
                });
                if inside {
                    self.functions.push(Arc::clone(function));
                    self.find(&function.body, range);
                }
            }
            StmtKind::Class(class) => {
                if self.functions.is_empty() {
                    self.class = Some(Arc::clone(class));
                }
                self.find(&class.body, range);
            }
            _ => statement.blocks().into_iter().for_each(|block| self.find(block, range)),
        }
    }
}

/// The names under which a module may know a function: its own, and what it is
/// imported as.
fn names_of(file: &ModuleFile, name: &str) -> Vec<String> {
    let text = &file.module.text;
    let mut names = vec![name.to_owned()];
    for (_, rest) in text
        .match_indices(&format!("{name} as "))
        .map(|(at, found)| text.split_at(at + found.len()))
    {
        let alias: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !alias.is_empty() && !names.contains(&alias) {
            names.push(alias);
        }
    }
    names
}

/// The calls of something of this name, or with it, that stand on their own, are assigned or
/// returned.
fn calls_of<'tree>(body: &'tree [Stmt], name: &str, found: &mut Vec<&'tree Call>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Expr(value)
            | StmtKind::Return(Some(value))
            | StmtKind::Assign { value: Some(value), .. } => call_of(value, name, found),
            StmtKind::Function(function) => calls_of(&function.body, name, found),
            StmtKind::Class(class) => calls_of(&class.body, name, found),
            _ => statement.blocks().into_iter().for_each(|block| calls_of(block, name, found)),
        }
    }
}

fn call_of<'tree>(value: &'tree Expr, name: &str, found: &mut Vec<&'tree Call>) {
    match &value.kind {
        ExprKind::Await(inner) => call_of(inner, name, found),
        ExprKind::Call(call) => {
            let is_named = |value: &Expr| match &value.kind {
                ExprKind::Name(called) | ExprKind::Attribute(_, called) => **called == *name,
                _ => false,
            };
            let first = call.arguments.first();
            if is_named(&call.function) || first.is_some_and(|first| is_named(&first.value)) {
                found.push(call);
            }
            for argument in &call.arguments {
                call_of(&argument.value, name, found);
            }
        }
        _ => {}
    }
}
