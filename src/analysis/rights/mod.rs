//! Rules of who may do what that a program declares for everybody: those that let
//! more callers through than before are told by themselves, with the routes that
//! they say they are for.

mod regards;
mod rule;

use std::collections::HashMap;
use std::sync::Arc;

pub(super) use regards::Regards;
use rule::{lets_more, ways};

use super::bindings::Binding;
use super::engine::Tree;
use super::fact::Site;
use super::forms::{Data, Datum, Locals, Reader};
use super::project::{ModuleFile, aside_reason};
use super::value::Kind;
use super::world::World;
use crate::catalog::{Check, PolicyRules};
use crate::model::{
    Change, Comparison, FactKind, FileAssessment, Finding, FindingId, Handler, HandlerId, Method,
    Place, RepoPath, Role, Route, Side, State, Verdict,
};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Stmt};

/// Rules are looked for in so many files.
const MAX_FILES: usize = 120;

/// A rule as it is declared.
#[derive(Clone)]
struct Declared {
    name: String,
    asks: String,
    /// The call that declares it.
    at: Site,
    /// What it asks, where it is declared.
    given: Site,
    code: Expr,
    routes: Vec<(Vec<Method>, String)>,
}

/// A rule that lets more callers through.
pub(super) struct Laxer {
    was: (Declared, Site),
    is: (Declared, Site),
    framework: String,
}

impl Laxer {
    /// The file to tell it of.
    pub(super) fn path(&self) -> &RepoPath {
        &self.is.1.file.path
    }
}

/// The rules that a change made laxer.
pub(super) fn laxer((base, head): (&Tree, &Tree)) -> Vec<Laxer> {
    let mut found = Vec::new();
    for framework in head.world.models.catalog().frameworks() {
        let Some(row) = &framework.policy_rules else { continue };
        let near = |tree: &Tree| tree.world.watched.iter().any(|path| path.is_python());
        if !near(base) || !near(head) {
            continue;
        }
        let (before, after) = (declared(&base.world, row), declared(&head.world, row));
        if before
            .iter()
            .all(|was| after.iter().any(|is| is.name == was.name && is.asks == was.asks))
        {
            continue;
        }
        let named = |all: &[Declared]| -> HashMap<String, String> {
            all.iter().map(|rule| (rule.name.clone(), rule.asks.clone())).collect()
        };
        let (old, new) = (named(&before), named(&after));
        for was in &before {
            let Some(is) = after.iter().find(|is| is.name == was.name) else { continue };
            let (Some(let_before), Some(let_now)) = (ways(&was.asks, &old), ways(&is.asks, &new))
            else {
                continue;
            };
            // What another rule says more is told there.
            if was.asks == is.asks || !lets_more(&let_before, &let_now, &row.roles) {
                continue;
            }
            let sites =
                (origin(&base.world, was, &head.world), origin(&head.world, is, &base.world));
            found.push(Laxer {
                was: (was.clone(), sites.0),
                is: (is.clone(), sites.1),
                framework: framework.id.clone(),
            });
        }
    }
    found
}

/// The rules that the modules of a tree declare.
fn declared(world: &World, row: &PolicyRules) -> Vec<Declared> {
    let mut found: Vec<Declared> = Vec::new();
    let mut paths: Vec<RepoPath> = Vec::new();
    for name in row.calls.iter().filter_map(|path| path.last()) {
        for path in world.project.files_naming(name) {
            if !paths.contains(&path) && aside_reason(&path).is_none() {
                paths.push(path);
            }
        }
    }
    for path in paths.into_iter().take(MAX_FILES) {
        let Some(file) = world.project.file(&path) else { continue };
        let mut calls = Vec::new();
        calls_in(&file.module.body, &mut calls);
        for (call, code) in calls {
            let named = call.function.dotted().unwrap_or_default();
            let last = named.rsplit('.').next().unwrap_or_default();
            if !row.calls.iter().any(|path| path.last() == Some(last)) {
                continue;
            }
            let value = world.quick(&file, &call.function);
            if value.path().is_some_and(|path| row.calls.iter().any(|one| one.matches(path))) {
                found.extend(read(world, &file, (call, code), row));
            }
        }
    }
    found
}

fn calls_in<'code>(body: &'code [Stmt], found: &mut Vec<(&'code Call, &'code Expr)>) {
    fn inside<'code>(code: &'code Expr, found: &mut Vec<(&'code Call, &'code Expr)>) {
        if let ExprKind::Call(call) = &code.kind {
            found.push((call, code));
        }
        code.parts().into_iter().for_each(|part| inside(part, found));
    }
    for statement in body {
        statement.expressions().into_iter().for_each(|one| inside(one, found));
        statement.blocks().into_iter().for_each(|block| calls_in(block, found));
    }
}

fn read(
    world: &World,
    file: &Arc<ModuleFile>,
    (call, code): (&Call, &Expr),
    row: &PolicyRules,
) -> Option<Declared> {
    let given = |at: usize, name: &str| {
        let by_name = call.arguments.iter().find(|one| one.name.as_deref() == Some(name));
        let by_place = call.arguments.get(at).filter(|one| one.name.is_none());
        by_name.or(by_place).map(|one| &one.value)
    };
    let mut reader = Reader::new(world);
    let mut text = |code: &Expr| match reader.value(file, &Locals::new(), code).data {
        Data::Text(text) => Some(text.to_string()),
        _ => None,
    };
    let asked = given(1, &row.asks)?;
    let (name, asks) = (text(given(0, &row.name)?)?, text(asked)?);
    let routes =
        given(3, &row.operations).map(|code| Reader::new(world).value(file, &Locals::new(), code));
    let site = |range| Site { file: Arc::clone(file), range };
    Some(Declared {
        name,
        asks,
        at: site(code.range),
        given: site(asked.range),
        code: asked.clone(),
        routes: routes.as_ref().map(operations).unwrap_or_default(),
    })
}

/// The methods and paths that a rule says it is for.
fn operations(listed: &Datum) -> Vec<(Vec<Method>, String)> {
    let texts = |one: &Datum| -> Vec<String> {
        let parts = one.parts().map_or_else(|| vec![one.clone()], <[Datum]>::to_vec);
        let text = |part: &Datum| match &part.data {
            Data::Text(text) => Some(text.to_string()),
            _ => None,
        };
        parts.iter().filter_map(text).collect()
    };
    let one = |operation: &Datum| {
        let methods = operation.get("method").map(texts).unwrap_or_default();
        let path = operation.get("path").map(texts)?.into_iter().next()?;
        Some((methods.iter().map(|name| Method::new(name)).collect(), path))
    };
    listed.parts().unwrap_or_default().iter().filter_map(one).collect()
}

/// Where what a rule asks is written in words that the other tree does not have:
/// through names, where those stand as they did.
fn origin(world: &World, rule: &Declared, other: &World) -> Site {
    let found = reworded((world, &rule.given.file), &rule.code, other, 0);
    found.unwrap_or_else(|| rule.given.clone())
}

fn reworded(
    (world, file): (&World, &Arc<ModuleFile>),
    code: &Expr,
    other: &World,
    depth: usize,
) -> Option<Site> {
    let now = other.project.text(&file.path);
    if now.is_none_or(|now| !now.contains(file.module.slice(code.range))) {
        return Some(Site { file: Arc::clone(file), range: code.range });
    }
    if depth > 6 {
        return None;
    }
    let named = match &code.kind {
        ExprKind::Name(name) => world.definition_of(file, name),
        ExprKind::Attribute(object, name) => match world.quick(file, object).kind {
            Kind::Module(module) => world.definition_of(&module, name),
            _ => None,
        },
        _ => {
            let mut parts = code.parts().into_iter();
            return parts.find_map(|part| reworded((world, file), part, other, depth + 1));
        }
    };
    let (path, name) = named?;
    let file = world.project.file(&path)?;
    match file.bindings.names.get(name.as_str())? {
        Binding::Values(values) => reworded((world, &file), values.last()?, other, depth + 1),
        _ => None,
    }
}

/// Tells of the rules whose words stand in a file, those of one line once.
pub(super) fn tell(
    checks: &[Check],
    rules: &[Laxer],
    path: &RepoPath,
    assessment: &mut FileAssessment,
) {
    let asks = |check: &&Check| check.guards.facts.first() == Some(&FactKind::AccessChecked);
    let Some(check) = checks.iter().find(asks) else { return };
    let mut told: Vec<(Site, usize)> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.path() == path) {
        let (was, is) = (&rule.was, &rule.is);
        if let Some((_, at)) = told.iter().find(|(site, _)| site.same(&is.1)) {
            let says = format!("so is `{}`", is.0.name);
            let more = is.0.at.evidence(Role::Effect, Side::Head, says);
            let finding = assessment.findings[*at].clone();
            assessment.findings[*at] = finding.with_evidence([more]);
            continue;
        }
        let id = HandlerId::new(&is.0.at.file.path, &is.0.name, 1);
        let said =
            |asks: &str| if asks.is_empty() { "nothing".to_owned() } else { format!("`{asks}`") };
        let verdict = Verdict {
            state: State::Weakened,
            primary: is.1.place(Side::Head),
            message: format!(
                "More callers are allowed `{}` by default: {} is asked of them, where {} was.",
                is.0.name,
                said(&is.0.asks),
                said(&was.0.asks)
            ),
            evidence: vec![
                is.0.given.evidence(Role::Guard, Side::Head, "asks this of every caller"),
                was.1.evidence(Role::Was, Side::Base, "as it was"),
            ],
        };
        let comparison =
            Comparison { base_state: None, head_state: None, change: Change::Weakened };
        assessment.touched.push(id.clone());
        assessment.handlers.push(listed(rule, id.clone()));
        told.push((is.1.clone(), assessment.findings.len()));
        assessment.findings.push(Finding::new(
            FindingId::new(&check.id, &id, None, 1),
            check.id.clone(),
            id,
            None,
            verdict,
            Some(comparison),
        ));
    }
}

/// The rule in the place of a handler.
fn listed(rule: &Laxer, id: HandlerId) -> Handler {
    let at = &rule.is.0.at;
    let place: Place = at.place(Side::Head);
    let mut methods: Vec<Method> = Vec::new();
    for method in rule.is.0.routes.iter().flat_map(|(methods, _)| methods) {
        if !methods.contains(method) {
            methods.push(method.clone());
        }
    }
    let route = |(_, template): &(Vec<Method>, String)| Route {
        template: template.clone(),
        place: Some(place.clone()),
    };
    Handler {
        id,
        name: rule.is.0.name.clone(),
        framework: rule.framework.clone(),
        methods,
        routes: rule.is.0.routes.iter().map(route).collect(),
        place: place.clone(),
        def: place.clone(),
    }
}
