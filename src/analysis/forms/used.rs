//! The forms that a handler asks for: what the lines name that turn its input away.

use std::collections::HashSet;
use std::sync::Arc;

use super::dictionary::is_form;
use super::model::row_of;
use super::read::Reader;
use crate::analysis::bindings::Binding;
use crate::analysis::classes::Member;
use crate::analysis::fact::Site;
use crate::analysis::judged::Judged;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{ClassValue, Kind};
use crate::analysis::world::{World, functions_of};
use crate::model::{FactKind, RepoPath};
use crate::syntax::python;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, Stmt, StmtKind};

/// So many forms of one handler are compared.
const MAX_FORMS: usize = 32;

/// Names are followed so far.
const MAX_STEPS: usize = 5;

/// A form that a handler asks for.
#[derive(Debug, Clone)]
pub(super) struct Used {
    pub(super) path: RepoPath,
    pub(super) name: Arc<str>,
    pub(super) what: What,
}

/// What a form is.
#[derive(Debug, Clone)]
pub(super) enum What {
    Class(Arc<ClassValue>),
    Dictionary(Arc<ModuleFile>),
}

/// The forms that a handler asks for.
pub(super) fn used(judged: &Judged<'_>) -> Vec<Used> {
    let world = judged.world();
    let asks = |kind: FactKind| matches!(kind, FactKind::InputValidated | FactKind::FieldsListed);
    let facts = judged.behaviour.facts.iter().filter(|fact| asks(fact.kind));
    let refused = judged.behaviour.refused.iter().filter(|one| one.kind.is_some_and(asks));
    let sites = facts.flat_map(|fact| &fact.trail).chain(refused.flat_map(|one| &one.trail));
    let mut search = Search { world, judged, found: Vec::new(), seen: HashSet::new() };
    let mut known: HashSet<(RepoPath, u32, u32)> = HashSet::new();
    let mut any = false;
    for site in sites.filter(|site| !site.file.is_library()) {
        any = true;
        if known.insert((site.file.path.clone(), site.range.start, site.range.end)) {
            search.site(site);
        }
    }
    if any {
        search.of_class();
    }
    search.parts();
    search.found
}

/// Where a name stands: its module, and the function around it.
#[derive(Clone)]
struct Around {
    file: Arc<ModuleFile>,
    owner: Option<Arc<ClassValue>>,
    function: Option<Arc<Function>>,
}

struct Search<'search, 'tree> {
    world: &'tree World,
    judged: &'search Judged<'tree>,
    found: Vec<Used>,
    seen: HashSet<(RepoPath, String)>,
}

impl Search<'_, '_> {
    /// What a line names.
    fn site(&mut self, site: &Site) {
        let code = site.file.module.slice(site.range);
        let parsed = python::parse(&Arc::from(format!("{code}\n")));
        let functions = functions_of(&site.file);
        let around = functions.into_iter().filter(|(_, one)| one.range.contains(site.range));
        let inner = around.min_by_key(|(_, one)| one.range.end - one.range.start);
        let (owner, function) = inner.map_or((None, None), |(owner, one)| (owner, Some(one)));
        let around = Around { file: Arc::clone(&site.file), owner, function };
        for statement in &parsed.body {
            for expression in expressions(statement) {
                self.named_in(&around, expression, 0);
            }
        }
    }

    /// What a view class names as its form.
    fn of_class(&mut self) {
        let Some(class) = self.judged.found.class.clone() else { return };
        let frameworks = self.world.models.catalog().frameworks();
        let rows = frameworks.iter().flat_map(|rows| &rows.forms);
        for name in rows.flat_map(|row| &row.attributes) {
            if let Member::Value(owner, value) =
                self.world.find_member(&class, &name.as_str().into())
            {
                let around =
                    Around { file: Arc::clone(&owner.file), owner: Some(owner), function: None };
                self.named_in(&around, &value, 0);
            }
        }
    }

    /// Forms that the fields of a form are made of.
    fn parts(&mut self) {
        let mut at = 0;
        while at < self.found.len() {
            if let What::Class(class) = &self.found[at].what.clone()
                && let Some(row) = row_of(self.world, class)
            {
                let form = super::model::read(self.world, class, row);
                for (file, inside) in &form.inside {
                    let around = Around { file: Arc::clone(file), owner: None, function: None };
                    self.named_in(&around, inside, MAX_STEPS);
                }
            }
            at += 1;
        }
    }

    fn named_in(&mut self, around: &Around, code: &Expr, step: usize) {
        let mut chains = Vec::new();
        chains_in(code, &mut chains);
        for chain in chains {
            self.chain(around, chain, step);
        }
    }

    fn chain(&mut self, around: &Around, chain: &Expr, step: usize) {
        if self.found.len() >= MAX_FORMS {
            return;
        }
        match &chain.kind {
            ExprKind::Name(name) if self.local(around, name, step) => {}
            ExprKind::Name(name) => self.global(&around.file, name, step),
            ExprKind::Attribute(object, name) => {
                if let ExprKind::Name(own) = &object.kind
                    && matches!(&**own, "self" | "cls")
                {
                    self.member(around, name, step);
                    return;
                }
                match self.world.quick(&around.file, object).kind {
                    Kind::Module(module) => self.global(&module, name, step),
                    Kind::Class(class) => {
                        self.class(&class);
                        if let Member::Value(owner, value) = self.world.find_member(&class, name) {
                            self.inside(&owner.file, Some(&owner), &value, step);
                        }
                    }
                    _ => self.chain(around, object, step),
                }
            }
            _ => {}
        }
    }

    /// What a function puts into a name; whether it does.
    fn local(&mut self, around: &Around, name: &Name, step: usize) -> bool {
        let Some(function) = &around.function else { return false };
        if step >= MAX_STEPS
            || !self
                .seen
                .insert((around.file.path.clone(), format!("{name}@{}", function.range.start)))
        {
            return step < MAX_STEPS;
        }
        let mut values = Vec::new();
        values_of(&function.body, name, &mut values);
        for value in &values {
            self.named_in(around, value, step + 1);
        }
        !values.is_empty()
    }

    /// What a method's object has under a name.
    fn member(&mut self, around: &Around, name: &Name, step: usize) {
        let Some(owner) = &around.owner else { return };
        let own = self.judged.found.class.clone();
        let below = own.filter(|class| {
            let mut bases = self
                .world
                .bases(class)
                .into_iter()
                .filter_map(crate::analysis::classes::Base::inside);
            bases.any(|base| {
                base.class.range == owner.class.range && base.file.path == owner.file.path
            })
        });
        let class = below.unwrap_or_else(|| Arc::clone(owner));
        if step >= MAX_STEPS {
            return;
        }
        match self.world.find_member(&class, name) {
            Member::Value(owner, value) => self.inside(&owner.file, Some(&owner), &value, step),
            Member::Function(owner, function) => {
                self.given(&owner.file, Some(&owner), &function, step)
            }
            Member::SetByMethod(owner, function, name) => {
                let mut values = Vec::new();
                set_on_self(&function.body, &name, &mut values);
                let around = Around {
                    file: Arc::clone(&owner.file),
                    owner: Some(owner),
                    function: Some(function),
                };
                for value in &values {
                    self.named_in(&around, value, step + 1);
                }
            }
            _ => {}
        }
    }

    fn inside(
        &mut self,
        file: &Arc<ModuleFile>,
        owner: Option<&Arc<ClassValue>>,
        value: &Expr,
        step: usize,
    ) {
        if step < MAX_STEPS {
            let around = Around { file: Arc::clone(file), owner: owner.cloned(), function: None };
            self.named_in(&around, value, step + 1);
        }
    }

    /// What a function returns.
    fn given(
        &mut self,
        file: &Arc<ModuleFile>,
        owner: Option<&Arc<ClassValue>>,
        function: &Arc<Function>,
        step: usize,
    ) {
        let key = (file.path.clone(), format!("{}()@{}", function.name, function.range.start));
        if step >= MAX_STEPS || !self.seen.insert(key) {
            return;
        }
        let around = Around {
            file: Arc::clone(file),
            owner: owner.cloned(),
            function: Some(Arc::clone(function)),
        };
        let mut values = Vec::new();
        returned(&function.body, &mut values);
        for value in &values {
            self.named_in(&around, value, step + 1);
        }
    }

    fn global(&mut self, file: &Arc<ModuleFile>, name: &Name, step: usize) {
        let Some((path, name)) = self.world.definition_of(file, name) else { return };
        let Some(file) = self.world.project.file(&path) else { return };
        let name = Name::from(name);
        match file.bindings.names.get(&name) {
            Some(Binding::Class(class)) => {
                let class = ClassValue { file: Arc::clone(&file), class: Arc::clone(class) };
                self.class(&Arc::new(class));
            }
            Some(Binding::Functions(functions)) => {
                if let Some(function) = functions.last() {
                    self.given(&file, None, function, step);
                }
            }
            Some(Binding::Values(values)) => {
                if !self.seen.insert((path, name.to_string())) {
                    return;
                }
                let read = Reader::new(self.world).named(&file, &name);
                if read.is_some_and(|read| is_form(&read)) {
                    let path = file.path.clone();
                    self.found.push(Used { path, name, what: What::Dictionary(file) });
                } else {
                    for value in values {
                        self.inside(&file, None, value, step);
                    }
                }
            }
            _ => {}
        }
    }

    fn class(&mut self, class: &Arc<ClassValue>) {
        let key = (class.file.path.clone(), class.class.name.to_string());
        if class.file.is_library() || !self.seen.insert(key) || row_of(self.world, class).is_none()
        {
            return;
        }
        self.found.push(Used {
            path: class.file.path.clone(),
            name: Arc::clone(&class.class.name),
            what: What::Class(Arc::clone(class)),
        });
    }
}

/// The expressions of a statement that stands alone.
fn expressions(statement: &Stmt) -> Vec<&Expr> {
    match &statement.kind {
        StmtKind::Expr(value) => vec![value],
        StmtKind::Assign { annotation, value, .. } => annotation.iter().chain(value).collect(),
        _ => Vec::new(),
    }
}

/// The names and chains of attributes in an expression.
fn chains_in<'code>(code: &'code Expr, found: &mut Vec<&'code Expr>) {
    match &code.kind {
        ExprKind::Name(_) => found.push(code),
        ExprKind::Attribute(object, _) => {
            if code.dotted().is_some() {
                found.push(code);
            } else {
                chains_in(object, found);
            }
        }
        ExprKind::Call(call) => {
            chains_in(&call.function, found);
            call.arguments.iter().for_each(|argument| chains_in(&argument.value, found));
        }
        ExprKind::Subscript(one, other) | ExprKind::Binary(one, _, other) => {
            chains_in(one, found);
            chains_in(other, found);
        }
        ExprKind::Tuple(parts)
        | ExprKind::List(parts)
        | ExprKind::Set(parts)
        | ExprKind::Logical(_, parts) => parts.iter().for_each(|part| chains_in(part, found)),
        ExprKind::Dict(entries) => entries.iter().for_each(|(_, value)| chains_in(value, found)),
        ExprKind::Compare(one, rest) => {
            chains_in(one, found);
            rest.iter().for_each(|(_, other)| chains_in(other, found));
        }
        ExprKind::Conditional(parts) => {
            chains_in(&parts.then, found);
            chains_in(&parts.otherwise, found);
        }
        ExprKind::Not(inner)
        | ExprKind::Await(inner)
        | ExprKind::Starred(inner)
        | ExprKind::Walrus(_, inner) => chains_in(inner, found),
        _ => {}
    }
}

/// What statements put into a name.
fn values_of(body: &[Stmt], name: &Name, found: &mut Vec<Expr>) {
    assigned(body, &|target| matches!(&target.kind, ExprKind::Name(known) if known == name), found);
}

/// What statements put into an attribute of their object.
fn set_on_self(body: &[Stmt], name: &Name, found: &mut Vec<Expr>) {
    let sets = |target: &Expr| {
        matches!(&target.kind, ExprKind::Attribute(object, known)
            if known == name && matches!(&object.kind, ExprKind::Name(own) if &**own == "self"))
    };
    assigned(body, &sets, found);
}

fn assigned(body: &[Stmt], is_it: &dyn Fn(&Expr) -> bool, found: &mut Vec<Expr>) {
    for statement in body {
        if let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind
            && targets.iter().any(is_it)
        {
            found.push(value.clone());
        }
        if !matches!(statement.kind, StmtKind::Function(_) | StmtKind::Class(_)) {
            statement.blocks().into_iter().for_each(|block| assigned(block, is_it, found));
        }
    }
}

fn returned(body: &[Stmt], found: &mut Vec<Expr>) {
    for statement in body {
        if let StmtKind::Return(Some(value)) = &statement.kind {
            found.push(value.clone());
        }
        if !matches!(statement.kind, StmtKind::Function(_) | StmtKind::Class(_)) {
            statement.blocks().into_iter().for_each(|block| returned(block, found));
        }
    }
}
