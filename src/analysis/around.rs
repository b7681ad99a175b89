//! What the program puts around every handler: middleware that its settings
//! list, extensions that it sets up once.

use std::sync::Arc;

use super::bindings::{Binding, Bindings};
use super::discover::{Found, Placed};
use super::fact::Site;
use super::project::ModuleFile;
use super::value::{Kind, Value};
use super::walk::Walk;
use super::world::World;
use crate::catalog::{Around, Framework, Pattern};
use crate::model::{FactKind, Method};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Range, Stmt, StmtKind};

/// Notes what runs before the handler because the program says so once.
pub(super) fn stands_around(walk: &mut Walk<'_>, found: &Found, rows: &Framework) {
    let sites = walk.world.around(found.framework, rows);
    let def = Site { file: Arc::clone(&found.file), range: found.def_range() };
    for (row, site) in rows.around.iter().zip(sites) {
        let Some(site) = site else { continue };
        let skipped = |method: &Method| row.not_methods.iter().any(|name| name == method.as_str());
        if !found.methods.is_empty() && found.methods.iter().all(skipped) {
            continue;
        }
        if row.exempt.as_ref().is_some_and(|exempt| let_off(walk, found, exempt)) {
            continue;
        }
        let facts: &[FactKind] = match left_alone(walk.world, found, row, site) {
            LeftAlone::No => &row.facts,
            LeftAlone::Unknown => continue,
            LeftAlone::Yes => &[FactKind::PublicDeclared],
        };
        walk.trail = vec![def.clone()];
        walk.enter_module(&site.file);
        for kind in facts {
            walk.note(*kind, site.range, super::value::Origins::NONE, None);
        }
        walk.frames.pop();
        walk.trail.clear();
    }
    walk.around = walk.facts.len();
}

/// Whether what stands around the program leaves a handler alone.
enum LeftAlone {
    No,
    Unknown,
    Yes,
}

/// By its declaration, or by its path in a list that the set-up is given.
fn left_alone(world: &World, found: &Found, row: &Around, site: &Site) -> LeftAlone {
    let says_so = |(declaration, _): &Placed| match (&row.off_keyword, &declaration.kind) {
        (Some(keyword), Kind::External(made)) => {
            made.arguments.keyword(keyword).and_then(Value::truth) == Some(true)
        }
        _ => false,
    };
    if found.declarations.iter().any(says_so) {
        return LeftAlone::Yes;
    }
    let Some(keyword) = &row.off_paths else { return LeftAlone::No };
    let Some(given) = world.given_there(site, keyword) else { return LeftAlone::No };
    let parts = match &given.kind {
        Kind::Sequence(parts) => parts.to_vec(),
        Kind::Str(_) => vec![given.clone()],
        _ => return LeftAlone::Unknown,
    };
    let mut left = LeftAlone::No;
    for part in parts {
        let route = |pattern: &str| {
            let mut routes = found.routes.iter();
            routes.any(|route| occurs(pattern, &route.template))
        };
        match part.as_str().map(|text| literal(text)) {
            Some(Some(pattern)) if route(pattern) => return LeftAlone::Yes,
            Some(Some(_)) => {}
            _ => left = LeftAlone::Unknown,
        }
    }
    left
}

/// A regular expression that says no more than how a path starts; none where
/// it says something else.
fn literal(pattern: &str) -> Option<&str> {
    let plain = pattern.trim_end_matches(".*").trim_end_matches('$').trim_end_matches("/*");
    let own = plain.trim_start_matches('^');
    let special = |c: char| "^$*+?()[]{}|\\".contains(c);
    (!own.contains(special)).then_some(plain)
}

/// Whether such an expression is found in a path.
fn occurs(pattern: &str, path: &str) -> bool {
    match pattern.strip_prefix('^') {
        Some(start) => path.starts_with(start),
        None => path.contains(pattern),
    }
}

/// Whether the group that a decorator registers the handler in is let off.
fn let_off(walk: &Walk<'_>, found: &Found, exempt: &Pattern) -> bool {
    found.function.decorators.iter().any(|decorator| match &decorator.kind {
        ExprKind::Call(call) => match &call.function.kind {
            ExprKind::Attribute(group, _) => walk.world.is_let_off(&found.file, exempt, group),
            _ => false,
        },
        _ => false,
    })
}

impl World {
    /// Where the program sets up each row of a framework, if it does.
    pub(super) fn around(&self, framework: usize, rows: &Framework) -> &[Option<Site>] {
        let Some(slot) = self.set_up_once.get(framework) else { return &[] };
        slot.get_or_init(|| rows.around.iter().map(|row| self.set_up(row)).collect())
    }

    fn set_up(&self, row: &Around) -> Option<Site> {
        let off = |word: &String| !self.project.files_with(word).is_empty();
        if row.unless_words.iter().any(off) || row.with_word.iter().any(|word| !off(word)) {
            return None;
        }
        match (&row.listed, &row.call) {
            (Some(listed), _) => self.listed_in(&row.settings, listed),
            (None, Some(call)) => self.called_once(row, call),
            (None, None) => None,
        }
    }

    /// The entry of a setting that names what runs.
    fn listed_in(&self, settings: &[String], wanted: &Pattern) -> Option<Site> {
        settings.iter().find_map(|name| {
            self.project.files_with(name).iter().find_map(|path| {
                let file = self.project.file(path)?;
                let classes = file.bindings.classes.iter().map(|class| Bindings::of(&class.body));
                let scopes: Vec<Bindings> = classes.collect();
                let values = scopes.iter().chain([&**file.bindings]).filter_map(|bindings| {
                    match bindings.names.get(name.as_str())? {
                        Binding::Values(values) => Some(values.clone()),
                        _ => None,
                    }
                });
                let range = values.flatten().find_map(|value| entry(&value, wanted))?;
                Some(Site { file: Arc::clone(&file), range })
            })
        })
    }

    /// The call that sets something up for the whole program.
    fn called_once(&self, row: &Around, wanted: &Pattern) -> Option<Site> {
        let name = wanted.last()?.trim_end_matches("()").to_owned();
        self.project.files_with(&name).iter().find_map(|path| {
            let file = self.project.file(path)?;
            let mut calls = Vec::new();
            calls_in(&file.module.body, &mut calls);
            let found = calls.into_iter().find(|(call, _)| self.sets_up(&file, row, call))?;
            Some(Site { file: Arc::clone(&file), range: found.1 })
        })
    }

    fn sets_up(&self, file: &Arc<ModuleFile>, row: &Around, call: &Call) -> bool {
        let mut walk = Walk::quietly(self);
        walk.enter_module(file);
        let value = walk.expression(&call.function);
        // `Guard[User](...)` makes a guard all the same.
        let path = value.path().map(|path| format!("{}()", path.trim_end_matches("[]")));
        let Some(wanted) = &row.call else { return false };
        let given = |name: &String| {
            call.arguments.iter().any(|argument| argument.name.as_deref() == Some(name.as_str()))
        };
        path.is_some_and(|path| wanted.matches(&path)) && row.keyword.iter().all(given)
    }

    /// What the call at a place is given under a keyword.
    fn given_there(&self, site: &Site, keyword: &str) -> Option<Value> {
        let mut calls = Vec::new();
        calls_in(&site.file.module.body, &mut calls);
        let (call, _) = calls.into_iter().find(|(_, range)| *range == site.range)?;
        let mut named = call.arguments.iter();
        let given = named.find(|argument| argument.name.as_deref() == Some(keyword))?;
        let mut walk = Walk::quietly(self);
        walk.enter_module(&site.file);
        Some(walk.expression(&given.value))
    }

    /// Whether a group of routes is let off what stands around the program:
    /// `extension.exempt(group)`.
    pub(super) fn is_let_off(
        &self,
        file: &Arc<ModuleFile>,
        exempt: &Pattern,
        group: &Expr,
    ) -> bool {
        let Some(name) = exempt.last() else { return false };
        let wanted = self.made_at(file, group);
        wanted.is_some()
            && self.project.files_with(&format!(".{}(", name.trim_end_matches("()"))).iter().any(
                |path| {
                    let Some(other) = self.project.file(path) else { return false };
                    let mut calls = Vec::new();
                    calls_in(&other.module.body, &mut calls);
                    calls.iter().any(|(call, _)| {
                        let mut walk = Walk::quietly(self);
                        walk.enter_module(&other);
                        let called = walk.expression(&call.function);
                        let called = called.path().map(|path| format!("{path}()"));
                        called.is_some_and(|path| exempt.matches(&path))
                            && call.arguments.first().is_some_and(|argument| {
                                self.made_at(&other, &argument.value) == wanted
                            })
                    })
                },
            )
    }

    /// The file and name under which what an expression names was made.
    fn made_at(&self, file: &Arc<ModuleFile>, expression: &Expr) -> Option<(String, String)> {
        let (module, name) = match &expression.kind {
            ExprKind::Name(name) => (Arc::clone(file), Arc::clone(name)),
            ExprKind::Attribute(module, name) => {
                let mut walk = Walk::quietly(self);
                walk.enter_module(file);
                match walk.expression(module).kind {
                    Kind::Module(module) => (module, Arc::clone(name)),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let (path, name) = self.definition_of(&module, &name)?;
        Some((path.to_string(), name))
    }
}

/// The text in a list of settings that matches.
fn entry(value: &Expr, wanted: &Pattern) -> Option<crate::syntax::python::ast::Range> {
    match &value.kind {
        ExprKind::Str(text) => wanted.matches(text).then_some(value.range),
        ExprKind::List(parts) | ExprKind::Tuple(parts) => {
            parts.iter().find_map(|part| entry(part, wanted))
        }
        ExprKind::Binary(left, _, right) => entry(left, wanted).or_else(|| entry(right, wanted)),
        ExprKind::Starred(inner) => entry(inner, wanted),
        _ => None,
    }
}

/// The calls that are statements, or values of assignments, in a block and in
/// the functions and blocks inside it.
pub(super) fn calls_in<'tree>(body: &'tree [Stmt], found: &mut Vec<(&'tree Call, Range)>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Expr(value)
            | StmtKind::Assign { value: Some(value), .. }
            | StmtKind::Return(Some(value)) => {
                if let ExprKind::Call(call) = &value.kind {
                    found.push((call, value.range));
                }
            }
            StmtKind::Function(function) => calls_in(&function.body, found),
            StmtKind::Class(class) => calls_in(&class.body, found),
            StmtKind::If(parts) => {
                calls_in(&parts.then, found);
                calls_in(&parts.otherwise, found);
            }
            StmtKind::For(parts) => calls_in(&parts.body, found),
            StmtKind::While(parts) => calls_in(&parts.body, found),
            StmtKind::With(_, body) => calls_in(body, found),
            StmtKind::Try(parts) => {
                calls_in(&parts.body, found);
                calls_in(&parts.otherwise, found);
                calls_in(&parts.last, found);
            }
            _ => {}
        }
    }
}
