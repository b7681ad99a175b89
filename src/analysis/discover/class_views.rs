//! Handlers that are methods of view classes: their own, those they inherit,
//! and those that only their base class outside the tree has.

use std::sync::Arc;

use super::calls::methods_in;
use super::decorators::found as found_alone;
use super::routes::{Declared, Placed};
use super::view_rows::{keep_answered, view_row};
use super::written::on_class;
use super::{Found, Hook, RouteIndex};
use crate::analysis::bindings::Bindings;
use crate::analysis::classes::{Base, Member};
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::ClassView;
use crate::model::{Method, NotAnalysed, Route, Side};
use crate::syntax::python::ast::{
    Argument, Call, Expr, ExprKind, Function, Name, Parameter, ParameterKind, Range, Stmt, StmtKind,
};

/// The methods of a module's classes that answer requests.
pub(super) fn handlers(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    side: Side,
) -> Vec<Found> {
    let mut found = Vec::new();
    for class in &file.bindings.classes {
        let class = Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) });
        let mut declared = routes.of_target(&file.path, &class.class.name).to_vec();
        declared.extend(on_class(world, routes, &class, side));
        let (named, declared): (Vec<Declared>, Vec<Declared>) =
            declared.into_iter().partition(|one| one.class_method.is_some());
        found.extend(named.iter().filter_map(|declared| named_method(world, &class, declared)));
        let Some((framework, row)) = view_row(world, &class, &declared) else { continue };
        let view = View { world, class: &class, framework, row, declared: &declared };
        let start = found.len();
        let own = Bindings::of(&class.class.body).functions;
        for function in &own {
            if let Some((method, declared)) = view.answers(&function.name) {
                if view.only_below(routes, &function.name) {
                    continue;
                }
                found.push(view.handler(function, method, &view.suffix(&function.name), &declared));
            } else if let Some((methods, suffix)) = view.action(function) {
                found.push(view.handler(function, &methods, &suffix, &declared));
            }
        }
        found.extend(view.aliases(&own));
        for (name, method) in row.methods.iter().filter(|_| !declared.is_empty()) {
            if row.own_only.contains(name) || view.names_itself(name) {
                continue;
            }
            if own.iter().any(|function| *function.name == **name) || !view.inherits(name) {
                continue;
            }
            let stand_in = stand_in(&class, name);
            found.push(view.handler(&stand_in, method, &view.suffix(name), &declared));
        }
        keep_answered(world, &class, row, &mut found, start);
    }
    found
}

/// What classes of a module answer beside their handlers.
pub(super) fn not_analysed(world: &World, file: &Arc<ModuleFile>, side: Side) -> Vec<NotAnalysed> {
    let mut found = Vec::new();
    for class in &file.bindings.classes {
        let class = Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) });
        let Some((_, row)) = view_row(world, &class, &[]) else { continue };
        let Some(reason) = &row.left_out else { continue };
        let site = Site { file: Arc::clone(file), range: class.class.header };
        found.push(NotAnalysed {
            file: file.path.clone(),
            place: Some(site.place(side)),
            reason: format!("`{}`: {reason}", class.class.name),
        });
    }
    found
}

/// The method of a class that a declaration names.
fn named_method(world: &World, class: &Arc<ClassValue>, declared: &Declared) -> Option<Found> {
    let name = declared.class_method.as_deref()?;
    let own = Bindings::of(&class.class.body).functions;
    let function = match own.iter().find(|function| *function.name == *name) {
        Some(function) => Arc::clone(function),
        None => match world.find_member(class, &name.into()) {
            Member::Function(..) => stand_in(class, name),
            _ => return None,
        },
    };
    Some(Found {
        methods: declared.methods.clone(),
        routes: declared.routes(),
        group: declared.group.clone(),
        outer_decorators: declared.decorators.clone(),
        declarations: declared.declaration.iter().cloned().collect(),
        ..found_alone(&class.file, &Some(Arc::clone(class)), &function, declared.framework)
    })
}

struct View<'view> {
    world: &'view World,
    class: &'view Arc<ClassValue>,
    framework: usize,
    row: &'view ClassView,
    declared: &'view [Declared],
}

/// The HTTP method that a method of a class answers, and what leads to it.
type Answering<'view> = (&'view str, Vec<Declared>);

impl View<'_> {
    /// What a method of the class answers, and the declarations that lead to it.
    fn answers(&self, name: &str) -> Option<Answering<'_>> {
        if let Some(method) = self.row.methods.get(name) {
            let plain = self.declared.iter().filter(|one| one.suffix.is_none());
            return Some((method, plain.cloned().collect()));
        }
        // `on_get_item` answers where the route was declared with `suffix="item"`.
        self.row.methods.iter().find_map(|(start, method)| {
            let suffix = name.strip_prefix(start.as_str())?.strip_prefix('_')?;
            let leads = |one: &&Declared| one.suffix.as_deref() == Some(suffix);
            let declared: Vec<Declared> = self.declared.iter().filter(leads).cloned().collect();
            (!declared.is_empty()).then_some((method.as_str(), declared))
        })
    }

    fn handler(
        &self,
        function: &Arc<Function>,
        methods: &str,
        suffix: &str,
        declared: &[Declared],
    ) -> Found {
        let outer = declared.iter().flat_map(|declared| declared.decorators.clone());
        let mut outer_decorators: Vec<Placed> = outer.collect();
        outer_decorators.extend(outer_decorators_of(self.world, self.class, self.row));
        let routes = declared.iter().map(|declared| route(declared, suffix));
        let class = Some(Arc::clone(self.class));
        Found {
            methods: methods.split(',').map(Method::new).collect(),
            routes: routes.filter(|route| !route.template.is_empty()).collect(),
            group: declared.first().and_then(|one| one.group.clone()),
            before: before(self.world, self.class, self.row),
            class_guards: self.guards(&function.name),
            request_attribute: self.row.request_attribute.clone(),
            outer_decorators,
            declarations: declared.iter().filter_map(|one| one.declaration.clone()).collect(),
            ..found_alone(&self.class.file, &class, function, self.framework)
        }
    }

    /// Whether no route leads to the class, and some do to classes below it that have
    /// the method as it is: it answers as theirs, and is listed with them.
    fn only_below(&self, routes: &RouteIndex, name: &str) -> bool {
        let inherits = |below: &Arc<ClassValue>| {
            let found = self.world.find_member(below, &name.into());
            matches!(found, Member::Function(owner, _) if owner.class.range == self.class.class.range
                && owner.file.path == self.class.file.path)
        };
        let routed = |below: &Arc<ClassValue>| {
            !routes.of_target(&below.file.path, &below.class.name).is_empty()
        };
        self.declared.is_empty()
            && self
                .world
                .subclasses(self.class)
                .iter()
                .any(|below| routed(below) && inherits(below))
    }

    /// `put = post = get` in the class: one function answers all of them.
    fn aliases(&self, own: &[Arc<Function>]) -> Vec<Found> {
        let mut found = Vec::new();
        for (name, method) in &self.row.methods {
            let same = self.assigned(name).and_then(|value| match &value.kind {
                ExprKind::Name(other) => own.iter().find(|function| function.name == *other),
                _ => None,
            });
            if let Some(function) = same {
                found.push(self.handler(function, method, &self.suffix(name), self.declared));
            }
        }
        found
    }

    /// Whether the class's own body gives the name a value.
    fn names_itself(&self, name: &str) -> bool {
        self.assigned(name).is_some()
    }

    /// What the class's own body assigns to a name.
    fn assigned(&self, name: &str) -> Option<&Expr> {
        let body = &self.class.class.body;
        body.iter().rev().find_map(|statement| match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => targets
                .iter()
                .any(|target| matches!(&target.kind, ExprKind::Name(known) if **known == *name))
                .then_some(value),
            _ => None,
        })
    }

    /// Whether a class further up has the method.
    fn inherits(&self, name: &str) -> bool {
        matches!(self.world.find_member(self.class, &name.into()), Member::Function(..))
    }

    /// What the route of a method adds to that of its class.
    fn suffix(&self, name: &str) -> String {
        if !self.row.detail.iter().any(|known| known == name) {
            return String::new();
        }
        format!("{{{}}}/", self.lookup())
    }

    fn lookup(&self) -> String {
        ["lookup_url_kwarg", "lookup_field"]
            .iter()
            .find_map(|name| self.attribute(name)?.as_str().map(ToString::to_string))
            .unwrap_or_else(|| "pk".to_owned())
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match self.world.find_member(self.class, &name.into()) {
            Member::Value(owner, expression) => {
                let mut walk = Walk::quietly(self.world);
                walk.enter_module(&owner.file);
                Some(walk.expression(&expression))
            }
            _ => None,
        }
    }

    /// The methods and the end of the route of a method that a decorator makes
    /// a handler.
    fn action(&self, function: &Function) -> Option<(String, String)> {
        let pattern = self.row.action.as_ref()?;
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(&self.class.file);
        function.decorators.iter().find_map(|decorator| {
            let Kind::External(external) = walk.expression(decorator).kind else { return None };
            if !pattern.matches(&external.path) {
                return None;
            }
            let arguments = &external.arguments;
            let methods = arguments.keyword("methods").map(methods_in).unwrap_or_default();
            let methods: Vec<&str> = methods.iter().map(Method::as_str).collect();
            let methods = if methods.is_empty() { "GET".to_owned() } else { methods.join(",") };
            let detail = arguments.keyword("detail").and_then(Value::truth).unwrap_or(false);
            let path = arguments.keyword("url_path").and_then(Value::as_str);
            let path = path.map_or(&*function.name, |path| path);
            let suffix =
                if detail { format!("{{{}}}/{path}/", self.lookup()) } else { format!("{path}/") };
            Some((methods, suffix))
        })
    }

    /// Mixins and decorators of the class and its bases that guard a method.
    fn guards(&self, method: &str) -> Vec<Placed> {
        let mut found = Vec::new();
        let mut line = vec![Arc::clone(self.class)];
        line.extend(self.world.bases(self.class).into_iter().filter_map(|base| match base {
            Base::Inside(class) => Some(class),
            Base::Outside(_) => None,
        }));
        for class in line.iter().filter(|class| !class.file.is_library()) {
            let mut walk = Walk::quietly(self.world);
            walk.enter_module(&class.file);
            let site = |range: Range| Site { file: Arc::clone(&class.file), range };
            for decorator in &class.class.decorators {
                if let ExprKind::Call(call) = &decorator.kind
                    && names_method(call, method)
                {
                    found.push((walk.expression(decorator), site(decorator.range)));
                }
            }
            for base in class.class.arguments.iter().filter(|argument| argument.name.is_none()) {
                let value = walk.expression(&base.value);
                if matches!(value.kind, Kind::External(_)) {
                    found.push((value, site(base.value.range)));
                }
            }
        }
        found
    }
}

/// Whether a class decorator is put on this method or on all of them.
fn names_method(call: &Call, method: &str) -> bool {
    let named = call.arguments.iter().find(|argument| argument.name.as_deref() == Some("name"));
    named
        .and_then(|argument| argument.value.as_str())
        .is_none_or(|name| &**name == "dispatch" || &**name == method)
}

fn route(declared: &Declared, suffix: &str) -> Route {
    let mut route = declared.route.clone();
    if declared.grows {
        route.template.push_str(suffix);
    }
    route
}

/// A method that stands for one the class only inherits: it calls it. Its place
/// is the head of the class, and what it hashes to is the class.
fn stand_in(class: &Arc<ClassValue>, name: &str) -> Arc<Function> {
    let range = class.class.header;
    let expr = |kind| Expr { range, kind };
    let named = |name: &str| expr(ExprKind::Name(name.into()));
    let name: Name = name.into();
    let call = Call {
        function: expr(ExprKind::Attribute(Box::new(named("self")), Arc::clone(&name))),
        arguments: vec![Argument { name: None, value: named("request") }],
    };
    let parameter = |name: &str| Parameter {
        range,
        name: name.into(),
        kind: ParameterKind::Plain,
        annotation: None,
        default: None,
    };
    let answer = expr(ExprKind::Call(Box::new(call)));
    Arc::new(Function {
        range: class.class.range,
        header: range,
        name,
        decorators: Vec::new(),
        parameters: vec![parameter("self"), parameter("request")],
        returns: None,
        body: vec![
            Stmt { range, kind: StmtKind::Class(Arc::clone(&class.class)) },
            Stmt { range, kind: StmtKind::Return(Some(answer)) },
        ]
        .into(),
        is_async: false,
    })
}

/// The class's methods that run before each handler.
fn before(world: &World, class: &Arc<ClassValue>, row: &ClassView) -> Vec<Hook> {
    row.before
        .iter()
        .filter_map(|name| match world.find_member(class, &name.as_str().into()) {
            Member::Function(owner, function) => {
                let receiver = Walk::quietly(world).new_object(class, Arguments::default());
                Hook::at_its_def(&Value::new(Kind::Function(Arc::new(FunctionValue {
                    file: Arc::clone(&owner.file),
                    function,
                    owner: Some(owner),
                    receiver: Some(receiver),
                    scope: None,
                }))))
            }
            _ => None,
        })
        .collect()
}

/// Decorators that a class attribute puts around each handler: the last one
/// stands outermost.
fn outer_decorators_of(world: &World, class: &Arc<ClassValue>, row: &ClassView) -> Vec<Placed> {
    row.decorators
        .iter()
        .filter_map(|name| {
            let name: Name = name.as_str().into();
            match world.find_member(class, &name) {
                Member::Value(owner, expression) => {
                    let mut walk = Walk::quietly(world);
                    walk.enter_module(&owner.file);
                    let Kind::Sequence(parts) = walk.expression(&expression).kind else {
                        return None;
                    };
                    let places = match &expression.kind {
                        ExprKind::List(parts) | ExprKind::Tuple(parts) => parts.as_slice(),
                        _ => &[],
                    };
                    let place = |at: usize| places.get(at).map_or(expression.range, |it| it.range);
                    let site = |at| Site { file: Arc::clone(&owner.file), range: place(at) };
                    let listed = parts.iter().cloned().enumerate();
                    Some(listed.map(|(at, part)| (part, site(at))).rev().collect::<Vec<_>>())
                }
                _ => None,
            }
        })
        .flatten()
        .collect()
}
