//! Guards that a framework asks before a handler: classes listed in an
//! attribute of the view, in a decorator, or in the settings.

use std::sync::Arc;

use super::Walk;
use super::either::EITHER;
use crate::analysis::bindings::{Binding, Bindings};
use crate::analysis::classes::Member;
use crate::analysis::derived::tells_caller;
use crate::analysis::fact::Site;
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Origins, Value};
use crate::analysis::world::World;
use crate::catalog::Asks;
use crate::model::{FactKind, RepoPath};
use crate::syntax::python::ast::{Expr, ExprKind, Range};

/// A guard class, and where the code lists it.
pub(in crate::analysis) type Listed = (Value, Site);

impl Walk<'_> {
    /// Asks the guards that a view lists, or that its settings give every view.
    pub(in crate::analysis) fn ask(
        &mut self,
        asks: &Asks,
        class: Option<&Arc<ClassValue>>,
        arguments: &Arguments,
        range: Range,
    ) {
        let listed = match (asks.argument, class) {
            (Some(position), _) => self.given(arguments, position, range),
            (None, Some(class)) => self.listed_by(asks, class),
            (None, None) => self.world.listed_in_settings(asks),
        };
        if listed.is_empty() {
            for path in &asks.otherwise {
                self.guard(&Value::external(path.as_str()), asks, range);
            }
        }
        for (guard, site) in listed {
            let library = self.here().is_none_or(|file| file.is_library());
            self.enter_module(&site.file);
            let pushed = library && self.push_site(site.range);
            self.guard(&guard, asks, site.range);
            if pushed {
                self.trail.pop();
            }
            self.frames.pop();
        }
    }

    fn given(&mut self, arguments: &Arguments, position: usize, range: Range) -> Vec<Listed> {
        let Some(site) = self.site(range) else { return Vec::new() };
        match arguments.positional.get(position).map(|value| &value.kind) {
            Some(Kind::Sequence(parts)) => {
                parts.iter().map(|part| (part.clone(), site.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    fn listed_by(&mut self, asks: &Asks, class: &Arc<ClassValue>) -> Vec<Listed> {
        let receiver = self.frames.iter().rev().find_map(|frame| frame.receiver.clone());
        if let (Some(getter), Some(receiver)) = (&asks.getter, receiver)
            && let Some(function) = self.world.method_of(class, getter, &receiver)
            && !function.file.is_library()
        {
            let site = Site { file: Arc::clone(&function.file), range: function.function.header };
            let quiet = std::mem::replace(&mut self.quiet, true);
            let value = self.run(&function, Arguments::default(), false);
            self.quiet = quiet;
            return match value.kind {
                Kind::Sequence(parts) => {
                    parts.iter().map(|part| (part.clone(), site.clone())).collect()
                }
                _ => Vec::new(),
            };
        }
        let Some(attribute) = &asks.attribute else { return Vec::new() };
        if let Some(listed) = self.listed_on_object(attribute) {
            return listed;
        }
        match self.world.find_member(class, &attribute.as_str().into()) {
            Member::Value(owner, expression) if !owner.file.is_library() => {
                let mut found = Vec::new();
                self.elements(&owner, &expression, &mut found);
                found
            }
            _ => self.world.listed_in_settings(asks),
        }
    }

    /// What was put on the answering object itself, for this handler alone.
    fn listed_on_object(&self, attribute: &str) -> Option<Vec<Listed>> {
        let receiver = self.frames.iter().rev().find_map(|frame| frame.receiver.as_ref())?;
        let Kind::Instance(object) = &receiver.kind else { return None };
        let value = self.heap.get(&(object.number, attribute.into()))?;
        let (Kind::Sequence(parts), Some(def)) = (&value.kind, self.trail.first()) else {
            return None;
        };
        let methods = Bindings::of(&object.class.class.body).functions;
        let method = methods.into_iter().find(|one| one.header == def.range);
        let says = |one: &&Expr| def.file.module.slice(one.range).contains(attribute);
        let said = method.as_ref().and_then(|one| one.decorators.iter().find(says));
        let range = said.map_or(def.range, |decorator| decorator.range);
        let site = Site { file: Arc::clone(&def.file), range };
        Some(parts.iter().map(|part| (part.clone(), site.clone())).collect())
    }

    /// Of what asking a guard did, only by what the caller is known.
    fn keep_telling(&mut self, before: usize) {
        for fact in self.facts.iter_mut().skip(before) {
            fact.void |= !(tells_caller(fact.kind) || fact.kind == FactKind::ForgeryRefused);
        }
    }

    /// The classes an expression lists, each with its place.
    fn elements(&mut self, owner: &Arc<ClassValue>, expression: &Expr, found: &mut Vec<Listed>) {
        match &expression.kind {
            ExprKind::List(parts) | ExprKind::Tuple(parts) | ExprKind::Set(parts) => {
                for part in parts {
                    self.elements(owner, part, found);
                }
            }
            // `~Guard` turns away those whom it lets by: that protects nothing.
            ExprKind::Other(_, parts)
                if owner.file.module.slice(expression.range).starts_with('~') =>
            {
                let site = Site { file: Arc::clone(&owner.file), range: expression.range };
                let turned = parts.first().map(|part| self.world.quick(&owner.file, part));
                if let Some(path) = turned.as_ref().and_then(Value::path) {
                    found.push((Value::external(format!("~{path}")), site));
                }
            }
            ExprKind::Binary(left, operator, right) if matches!(&**operator, "+" | "&") => {
                self.elements(owner, left, found);
                self.elements(owner, right, found);
            }
            _ => {
                let site = Site { file: Arc::clone(&owner.file), range: expression.range };
                let mut walk = Walk::quietly(self.world);
                walk.enter_module(&owner.file);
                match walk.expression(expression) {
                    Value { kind: Kind::Sequence(parts), .. } => {
                        found.extend(parts.iter().map(|part| (part.clone(), site.clone())));
                    }
                    value => found.push((value, site)),
                }
            }
        }
    }

    /// What one guard refuses; what it always says, where it does.
    pub(super) fn guard(&mut self, guard: &Value, asks: &Asks, range: Range) -> Option<bool> {
        match &guard.kind {
            Kind::External(external) if *external.path == *EITHER => {
                self.either(&external.arguments.positional, asks, range);
            }
            Kind::Sequence(parts) => {
                let said: Vec<_> = parts.iter().map(|part| self.guard(part, asks, range)).collect();
                let all = said.iter().all(|one| *one == Some(true));
                return if said.contains(&Some(false)) { Some(false) } else { all.then_some(true) };
            }
            Kind::External(external) if external.path.starts_with('~') => {
                let class = external.path.trim_start_matches('~').trim_end_matches("()");
                let asked = format!("{class}().{}()", asks.method);
                let rows = self.world.models.reading(&asked, &Arguments::default());
                let known = FactKind::AuthenticationRequired;
                // For those who are not signed in, in so many words.
                if rows.first().is_some_and(|row| row.facts.contains(&known))
                    && let Some(place) = self.site(range)
                {
                    self.declare_public(place);
                }
            }
            Kind::External(external) => {
                let class = external.path.trim_end_matches("()");
                let called = Value::external(format!("{class}().{}", asks.method));
                if let Kind::External(called) = &called.kind {
                    self.call_external(called, Origins::NONE, Arguments::default(), range);
                }
            }
            Kind::Class(class) => return self.guard_of(class, guard, asks, range),
            Kind::Instance(instance) => {
                return self.guard_of(&Arc::clone(&instance.class), guard, asks, range);
            }
            _ if asks.decides.is_some() => {
                let (text, count) = (self.text(range), self.opaque.len());
                self.note_opaque(range, format!("whom `{text}` refuses is not known"));
                self.opaque.iter_mut().skip(count).for_each(|opaque| opaque.blind.to_input = true);
            }
            _ => {}
        }
        None
    }

    fn guard_of(
        &mut self,
        class: &Arc<ClassValue>,
        guard: &Value,
        asks: &Asks,
        range: Range,
    ) -> Option<bool> {
        match self.world.find_member(class, &asks.method.as_str().into()) {
            Member::Function(owner, function) => {
                let site = Site { file: Arc::clone(&owner.file), range: function.header };
                let receiver = match &guard.kind {
                    Kind::Instance(_) => guard.clone(),
                    _ => self.new_object(class, Arguments::default()),
                };
                let value = Arc::new(FunctionValue {
                    file: Arc::clone(&owner.file),
                    function,
                    owner: Some(owner),
                    receiver: Some(receiver),
                    scope: None,
                });
                let request = asks.request.as_deref().map_or(Value::UNKNOWN, Value::external);
                let arguments = Arguments {
                    positional: vec![request, Value::UNKNOWN, Value::unknown(Origins::STORED)],
                    ..Arguments::default()
                };
                let pushed = self.push_site(range);
                let before = self.facts.len();
                let result = self.run(&value, arguments, false);
                let Some(decides) = asks.decides else {
                    self.keep_telling(before);
                    if pushed {
                        self.trail.pop();
                    }
                    return None;
                };
                // A guard that always says yes refuses nobody.
                if result.truth() != Some(true) || result.origins != Origins::NONE {
                    self.enter_module(&site.file);
                    self.note(decides, site.range, result.origins, Some(403));
                    // Whoever may touch everybody's may touch this one.
                    if decides == FactKind::AccessChecked && result.origins.any(Origins::OVER_ALL) {
                        let owned = FactKind::ObjectAccessChecked;
                        self.note(owned, site.range, result.origins, Some(403));
                    }
                    self.frames.pop();
                }
                if pushed {
                    self.trail.pop();
                }
                result.truth().filter(|_| result.origins == Origins::NONE)
            }
            Member::Outside(base) => self.guard(&Value::external(base), asks, range),
            _ => None,
        }
    }
}

impl World {
    /// The guards that the settings of the tree give every view.
    pub(in crate::analysis) fn listed_in_settings(&self, asks: &Asks) -> Vec<Listed> {
        let Some((name, key)) = asks.setting.as_deref().and_then(|path| path.split_once('.'))
        else {
            return Vec::new();
        };
        for path in self.project.files_with(key) {
            let Some(file) = self.project.file(&path) else { continue };
            let Some(Binding::Values(values)) = file.bindings.names.get(name) else { continue };
            let Some(Expr { kind: ExprKind::Dict(entries), .. }) = values.last() else { continue };
            let entry = entries.iter().find(|(known, _)| {
                known.as_ref().and_then(Expr::as_str).is_some_and(|known| **known == *key)
            });
            let Some((_, listed)) = entry else { continue };
            let (ExprKind::List(parts) | ExprKind::Tuple(parts)) = &listed.kind else { continue };
            return parts
                .iter()
                .filter_map(|part| {
                    let site = Site { file: Arc::clone(&file), range: part.range };
                    Some((self.by_dotted_name(part.as_str()?, &path), site))
                })
                .collect();
        }
        Vec::new()
    }

    /// The value of a dotted name in a text.
    pub(in crate::analysis) fn by_dotted_name(&self, dotted: &str, from: &RepoPath) -> Value {
        if let Some(rest) = dotted.strip_prefix('.') {
            return self.by_relative_name(rest, from);
        }
        let inside = dotted.rsplit_once('.').and_then(|(module, name)| {
            let file = self.project.file(&self.project.find_module(module, from)?)?;
            Some(self.global(&file, name, 0))
        });
        inside.unwrap_or_else(|| Value::external(dotted))
    }

    /// The same where a leading dot stands for the package of `from`.
    fn by_relative_name(&self, dotted: &str, from: &RepoPath) -> Value {
        let Some((module, name)) = dotted.rsplit_once('.') else { return Value::UNKNOWN };
        let stem = match from.folder() {
            "" => module.replace('.', "/"),
            folder => format!("{folder}/{}", module.replace('.', "/")),
        };
        let file = self.project.module_at(&stem).and_then(|path| self.project.file(&path));
        file.map_or(Value::UNKNOWN, |file| self.global(&file, name, 0))
    }
}
