//! Groups of routes that are parts of others: included, mounted, listed.

use std::sync::Arc;

use super::calls::{called_path, evaluate, origin_of};
use super::routes::{Group, Mount, Placed, listed};
use super::scan::{ROUTE_LIST, Scan};
use crate::analysis::fact::Site;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::catalog::{MountCall, RouteList};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Range};

impl Scan<'_> {
    /// `include('app.urls')`, `include(patterns)`, `include(router.urls)`,
    /// `include([...])` instead of a view; false where it is none of them.
    pub(super) fn included(
        &mut self,
        view: &Expr,
        prefix: &str,
        group: &Group,
        (framework, mounts): (usize, bool),
    ) -> bool {
        let world = self.world;
        let includes = &world.models.catalog().frameworks()[framework].includes;
        let inner = match &view.kind {
            ExprKind::Call(call) => match called_path(world, self.file, call) {
                Some(path) if includes.iter().any(|row| row.matches(&path)) => {
                    call.arguments.first().map(|argument| &argument.value)
                }
                _ => None,
            },
            // `(patterns, 'namespace')`, or a list of routes as it is.
            ExprKind::Tuple(_) | ExprKind::List(_) => Some(view),
            _ if mounts => Some(view),
            _ => None,
        };
        let Some(inner) = inner else { return false };
        let inner = match &inner.kind {
            ExprKind::Tuple(parts) if !parts.is_empty() => &parts[0],
            _ => inner,
        };
        let target = match &inner.kind {
            ExprKind::Str(dotted) => {
                let path = world.project.find_module(dotted, &self.file.path);
                path.map(|path| (path, ROUTE_LIST.to_owned()))
            }
            ExprKind::List(_) | ExprKind::Binary(..) => {
                let inline = self.group(&format!("@{}", inner.range.start));
                self.expression(inner, &inline);
                Some(inline)
            }
            ExprKind::Attribute(object, name) if &**name == "urls" => {
                origin_of(world, self.file, object)
            }
            _ => self.module_or_list(inner),
        };
        if let Some(target) = target.filter(|target| target != group) {
            let mount = Mount {
                prefix: prefix.to_owned(),
                replaces: false,
                dependencies: Vec::new(),
                parent: Some(group.clone()),
            };
            self.index.mount(target, mount);
        }
        true
    }

    fn module_or_list(&self, inner: &Expr) -> Option<Group> {
        let mut walk = Walk::quietly(self.world);
        walk.enter_at(self.file, inner.range);
        match walk.expression(inner).kind {
            Kind::Module(module) => Some((module.path.clone(), ROUTE_LIST.to_owned())),
            _ => origin_of(self.world, self.file, inner),
        }
    }

    pub(super) fn mount(&mut self, call: &Call, range: Range, framework: usize, row: &MountCall) {
        let Some(group) = call.arguments.get(row.group) else { return };
        if matches!(group.value.kind, ExprKind::List(_) | ExprKind::Binary(..)) {
            let around = self.group_around(call, &self.group(ROUTE_LIST));
            return self.expression(&group.value, &around);
        }
        let Some(group) = origin_of(self.world, self.file, &group.value) else { return };
        let arguments = evaluate(self.world, self.file, call);
        let prefix = arguments
            .keyword(&row.prefix_keyword)
            .or_else(|| arguments.positional.get(row.prefix_argument?))
            .and_then(Value::as_str);
        let parent = match &call.function.kind {
            ExprKind::Attribute(object, _) => origin_of(self.world, self.file, object),
            _ => None,
        };
        let mount = Mount {
            prefix: prefix.map(ToString::to_string).unwrap_or_default(),
            replaces: row.replaces,
            dependencies: self.dependencies(call, range, &arguments, framework),
            parent,
        };
        self.index.mount(group, mount);
    }

    /// A call that lists the handlers and groups it is made of.
    pub(super) fn list(
        &mut self,
        call: &Call,
        range: Range,
        group: &Group,
        (framework, row): (usize, &RouteList),
    ) {
        let given =
            call.arguments.iter().find(|one| one.name.as_deref() == Some(row.keyword.as_str()));
        let Some(ExprKind::List(parts)) = given.map(|argument| &argument.value.kind) else {
            return;
        };
        let arguments = evaluate(self.world, self.file, call);
        // A group of the module says itself what its routes start with.
        let known = self.file.bindings.names.contains_key(group.1.as_str());
        let prefix = arguments.keyword(&row.prefix_keyword).and_then(Value::as_str);
        let prefix = prefix.filter(|_| !known).map(ToString::to_string).unwrap_or_default();
        let dependencies = self.dependencies(call, range, &arguments, framework);
        for part in parts {
            let Some(inner) = origin_of(self.world, self.file, part) else { continue };
            let mount = Mount {
                prefix: prefix.clone(),
                replaces: false,
                dependencies: dependencies.clone(),
                parent: Some(group.clone()),
            };
            self.index.mount(inner, mount);
        }
    }

    fn dependencies(
        &self,
        call: &Call,
        range: Range,
        arguments: &Arguments,
        framework: usize,
    ) -> Vec<Placed> {
        let rows = &self.world.models.catalog().frameworks()[framework];
        let Some(signature) = &rows.signature else { return Vec::new() };
        let given =
            call.arguments.iter().find(|one| one.name.as_deref() == Some(&signature.keyword));
        let range = given.map_or(range, |argument| argument.value.range);
        let site = Site { file: Arc::clone(self.file), range };
        listed(arguments, &signature.keyword)
            .into_iter()
            .map(|value| (value, site.clone()))
            .collect()
    }
}
