//! Classes of the tree: their bases, and where their members come from.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError};

use super::bindings::Bindings;
use super::memo::settled;
use super::value::{ClassValue, FunctionValue, Kind, Value};
use super::walk::Walk;
use super::world::World;
use crate::catalog::{Framework, Pattern};
use crate::model::RepoPath;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, Stmt, StmtKind};

/// A member of a class, found along its bases.
#[derive(Debug, Clone)]
pub(super) enum Member {
    Function(Arc<ClassValue>, Arc<Function>),
    /// `name = value` in the class body.
    Value(Arc<ClassValue>, Arc<Expr>),
    /// `self.name = value` in a method.
    SetByMethod(Arc<ClassValue>, Arc<Function>, Name),
    /// `name: annotation` in the class body.
    Annotated(Arc<ClassValue>, Arc<Expr>),
    /// A base class outside the tree may have it: that class's path.
    Outside(Arc<str>),
    Nowhere,
}

/// A base of a class.
#[derive(Debug, Clone)]
pub(super) enum Base {
    Inside(Arc<ClassValue>),
    Outside(Arc<str>),
}

impl Base {
    /// Its access path, where it is outside the tree.
    pub(super) fn outside(self) -> Option<Arc<str>> {
        match self {
            Self::Outside(path) => Some(path),
            Self::Inside(_) => None,
        }
    }

    /// The class, where it is inside.
    pub(super) fn inside(self) -> Option<Arc<ClassValue>> {
        match self {
            Self::Inside(class) => Some(class),
            Self::Outside(_) => None,
        }
    }
}

/// What a class is derived from.
#[derive(Debug)]
pub(super) struct Line {
    /// Its bases and theirs, nearest first.
    pub(super) bases: Vec<Base>,
    /// Objects are rows of a store once they are saved.
    pub(super) is_saved: bool,
    /// Setting an attribute of an object changes its row.
    pub(super) is_tracked: bool,
    /// Objects query the store for the class they belong to.
    pub(super) is_manager: bool,
}

impl World {
    /// The bases of a class and theirs, nearest first, itself not included.
    pub(super) fn bases(&self, class: &Arc<ClassValue>) -> Vec<Base> {
        self.line_of(class).bases.clone()
    }

    /// The bases of a class with what the frameworks say of them.
    pub(super) fn line_of(&self, class: &Arc<ClassValue>) -> Arc<Line> {
        // Trees live as long as the world, so a class is known by its place.
        let key = (class.file.path.clone(), Arc::as_ptr(&class.class).addr());
        let known = self.lines.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let (line, settled) = settled(|| Arc::new(self.find_line(class)));
            if settled {
                let mut lines = self.lines.write().unwrap_or_else(PoisonError::into_inner);
                lines.insert(key, Arc::clone(&line));
            }
            line
        })
    }

    fn find_line(&self, class: &Arc<ClassValue>) -> Line {
        let key: Arc<str> = format!("{}@{}", class.class.name, class.class.range.start).into();
        let found = self.bases.get((class.file.path.clone(), key), Arc::default(), || {
            let mut found = Vec::new();
            let mut seen = HashSet::new();
            self.collect_bases(class, &mut found, &mut seen);
            Arc::new(found)
        });
        let frameworks = self.models.catalog().frameworks();
        let listed = |list: fn(&Framework) -> &Vec<Pattern>| {
            let outside = |base: &Base| match base {
                Base::Outside(path) => {
                    frameworks.iter().any(|rows| list(rows).iter().any(|row| row.matches(path)))
                }
                Base::Inside(_) => false,
            };
            found.iter().any(outside)
        };
        Line {
            is_saved: listed(|rows| &rows.saved_bases),
            is_tracked: listed(|rows| &rows.stored_bases),
            is_manager: listed(|rows| &rows.managers),
            bases: found.to_vec(),
        }
    }

    fn collect_bases(
        &self,
        class: &Arc<ClassValue>,
        found: &mut Vec<Base>,
        seen: &mut HashSet<(RepoPath, u32)>,
    ) {
        if !seen.insert((class.file.path.clone(), class.class.range.start)) || found.len() > 40 {
            return;
        }
        for argument in class.class.arguments.iter().filter(|argument| argument.name.is_none()) {
            let mut walk = Walk::quietly(self);
            walk.enter_module(&class.file);
            // `Manager["Loan"]` is the class `Manager`.
            let named = match &argument.value.kind {
                ExprKind::Subscript(generic, _) => generic,
                _ => &argument.value,
            };
            let base = walk.expression(named);
            match &base.kind {
                Kind::Class(base) => {
                    found.push(Base::Inside(Arc::clone(base)));
                    self.collect_bases(base, found, seen);
                }
                Kind::External(external) if &*external.path != "builtins.object" => {
                    found.push(Base::Outside(Arc::clone(&external.path)));
                    if let Some(described) = self.described(&external.path) {
                        found.push(Base::Inside(Arc::clone(&described)));
                        self.collect_bases(&described, found, seen);
                    }
                }
                _ => {}
            }
        }
    }

    /// The description of a class outside the tree, where there is one.
    fn described(&self, path: &str) -> Option<Arc<ClassValue>> {
        if !self.models.is_described(path) {
            return None;
        }
        let frameworks = self.models.catalog().frameworks();
        let name = path.rsplit('.').next()?;
        self.libraries.iter().find_map(|(framework, file)| {
            if !frameworks[*framework].library.iter().any(|row| row.matches(path)) {
                return None;
            }
            let class = file.bindings.classes.iter().find(|class| &*class.name == name)?;
            Some(Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) }))
        })
    }

    /// A method that the description of a class outside the tree has, taken
    /// from the class itself: `Base.method(self, ...)`.
    pub(super) fn described_method(&self, class: &str, name: &str) -> Option<Value> {
        let described = self.described(class)?;
        match own_member(&described, &name.into())? {
            Member::Function(owner, function) => {
                Some(Value::new(Kind::Function(Arc::new(FunctionValue {
                    file: Arc::clone(&owner.file),
                    function,
                    owner: Some(owner),
                    receiver: None,
                    scope: None,
                }))))
            }
            _ => None,
        }
    }

    /// The nearest base outside the tree.
    pub(super) fn outside_base(&self, class: &Arc<ClassValue>) -> Option<Arc<str>> {
        self.line_of(class).bases.iter().find_map(|base| match base {
            Base::Outside(path) => Some(Arc::clone(path)),
            Base::Inside(_) => None,
        })
    }

    /// Whether a class outside the tree is among the bases.
    pub(super) fn has_outside_base(&self, class: &Arc<ClassValue>, path: &str) -> bool {
        let is = |base: &Base| matches!(base, Base::Outside(known) if **known == *path);
        self.line_of(class).bases.iter().any(is)
    }

    /// A member of a class or of its bases.
    pub(super) fn find_member(&self, class: &Arc<ClassValue>, name: &Name) -> Member {
        // Trees live as long as the world, so a class is known by its place.
        let key = (Arc::as_ptr(&class.class).addr(), Arc::clone(name));
        let known = self.members.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let (member, settled) = settled(|| {
                let mut line = vec![Base::Inside(Arc::clone(class))];
                line.extend(self.line_of(class).bases.iter().cloned());
                self.find_in(&line, name)
            });
            if settled {
                let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
                members.insert(key, member.clone());
            }
            member
        })
    }

    /// A member of the bases that come after `after` for objects of `start`.
    pub(super) fn find_member_after(
        &self,
        start: &Arc<ClassValue>,
        after: &Arc<ClassValue>,
        name: &Name,
    ) -> Member {
        let place = |class: &Arc<ClassValue>| Arc::as_ptr(&class.class).addr();
        let key = (place(start), place(after), Arc::clone(name));
        let known =
            self.inherited.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let (member, settled) = settled(|| self.find_after(start, after, name));
            if settled {
                let mut members = self.inherited.write().unwrap_or_else(PoisonError::into_inner);
                members.insert(key, member.clone());
            }
            member
        })
    }

    fn find_after(&self, start: &Arc<ClassValue>, after: &Arc<ClassValue>, name: &Name) -> Member {
        let mut line = vec![Base::Inside(Arc::clone(start))];
        line.extend(self.line_of(start).bases.iter().cloned());
        let is_after = |base: &Base| {
            matches!(base, Base::Inside(class) if class.class.range == after.class.range
                && class.file.path == after.file.path)
        };
        let from = line.iter().position(is_after).map_or(0, |at| at + 1);
        self.find_in(&line[from..], name)
    }

    fn find_in(&self, line: &[Base], name: &Name) -> Member {
        let mut outside = Vec::new();
        for base in line {
            match base {
                Base::Inside(class) => {
                    if let Some(found) = own_member(class, name) {
                        return found;
                    }
                }
                Base::Outside(path) => outside.push(path),
            }
        }
        // Of several classes outside the tree the one that makes views is asked.
        let frameworks = self.models.catalog().frameworks();
        let is_view = |path: &&&Arc<str>| {
            let mut views = frameworks.iter().flat_map(|rows| &rows.class_views);
            views.any(|row| row.base.as_ref().is_some_and(|base| base.matches(path)))
        };
        let told = outside.iter().find(is_view).or(outside.first());
        told.map_or(Member::Nowhere, |path| Member::Outside(Arc::clone(path)))
    }

    /// What `name = expression` in the body of a class gives.
    pub(super) fn class_value(
        &self,
        owner: &Arc<ClassValue>,
        name: &Name,
        expression: &Expr,
    ) -> Value {
        let place = format!("{}.{name}@{}", owner.class.name, expression.range.start);
        self.globals.get((owner.file.path.clone(), place.into()), Value::UNKNOWN, || {
            let mut walk = Walk::quietly(self);
            walk.enter_module(&owner.file);
            walk.expression(expression)
        })
    }

    /// What a method puts into an attribute of its object.
    pub(super) fn attribute_set_in(
        &self,
        owner: &Arc<ClassValue>,
        method: &Arc<Function>,
        name: &Name,
    ) -> Value {
        let key = (
            owner.file.path.clone(),
            Arc::<str>::from(format!("{}.self.{name}", owner.class.name)),
        );
        self.globals.get(key, Value::UNKNOWN, || {
            let mut walk = Walk::quietly(self);
            let object = walk.new_object(owner, Default::default());
            let number = match &object.kind {
                Kind::Instance(instance) => instance.number,
                _ => 0,
            };
            walk.run_alone(&owner.file, method, Some(object), None);
            walk.heap.remove(&(number, Arc::clone(name))).unwrap_or(Value::UNKNOWN)
        })
    }
}

fn own_member(class: &Arc<ClassValue>, name: &Name) -> Option<Member> {
    let mut found = None;
    for statement in &class.class.body {
        match &statement.kind {
            StmtKind::Function(function) if function.name == *name => {
                // A property's setter has the same name: the first one reads.
                let setter = function.decorators.iter().any(|decorator| {
                    decorator.dotted().is_some_and(|name| name.ends_with(".setter"))
                });
                if !setter {
                    found = Some(Member::Function(Arc::clone(class), Arc::clone(function)));
                }
            }
            StmtKind::Assign { targets, annotation, value } => {
                let named = targets
                    .iter()
                    .any(|target| matches!(&target.kind, ExprKind::Name(known) if known == name));
                match (named, value, annotation) {
                    (true, Some(value), _) => {
                        found = Some(Member::Value(Arc::clone(class), Arc::new(value.clone())));
                    }
                    (true, None, Some(annotation)) => {
                        found = Some(Member::Annotated(
                            Arc::clone(class),
                            Arc::new(annotation.clone()),
                        ));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found.or_else(|| {
        let methods = Bindings::of(&class.class.body).functions;
        // Its words tell of most methods that they need not be read.
        let may_set = |method: &&Arc<Function>| method.body.may_hold(name);
        let mut methods = methods.iter().filter(may_set);
        let setter = methods.find(|method| sets_attribute(&method.body, name))?;
        Some(Member::SetByMethod(Arc::clone(class), Arc::clone(setter), Arc::clone(name)))
    })
}

fn sets_attribute(body: &[Stmt], name: &Name) -> bool {
    body.iter().any(|statement| match &statement.kind {
        StmtKind::Assign { targets, value: Some(_), .. } => targets.iter().any(|target| {
            matches!(&target.kind, ExprKind::Attribute(object, known)
                if known == name && matches!(&object.kind, ExprKind::Name(own) if &**own == "self"))
        }),
        StmtKind::If(parts) => {
            sets_attribute(&parts.then, name) || sets_attribute(&parts.otherwise, name)
        }
        StmtKind::Try(parts) => sets_attribute(&parts.body, name),
        StmtKind::With(_, body) => sets_attribute(body, name),
        _ => false,
    })
}
