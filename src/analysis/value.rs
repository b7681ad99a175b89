//! What analysis knows of a value: what it is, and where it comes from.

use std::sync::Arc;

use super::project::ModuleFile;
use super::scope::{Scope, Shown};

pub(super) use super::origins::{Origins, Readers};
use crate::syntax::python::ast::{Class, Function, Lambda};

/// More parts than this, parts of parts included, are not kept apart.
const MAX_PARTS: usize = 4_096;

/// A value: what it is, and where it comes from.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) origins: Origins,
}

/// What a value is, as far as the code says.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Unknown,
    None,
    Bool(bool),
    Int(i64),
    Str(Arc<str>),
    Sequence(Arc<Vec<Value>>),
    Mapping(Arc<Vec<(Arc<str>, Value)>>),
    Module(Arc<ModuleFile>),
    /// A folder of modules without a module of its own: its dotted name.
    Package(Arc<str>),
    Function(Arc<FunctionValue>),
    Lambda(Arc<LambdaValue>),
    Class(Arc<ClassValue>),
    Instance(Arc<Instance>),
    External(Arc<External>),
    /// `super()` inside a method of this class, on this instance.
    Super(Arc<ClassValue>, Box<Value>),
    /// A call of an `async` function that nothing waits for yet: it has not begun.
    Coroutine(Arc<Coroutine>),
    /// The function a decorator was put on.
    Wrapped,
    /// The answer to a question about what a caller sent.
    Answer(Arc<Answer>),
}

/// What an answer shows when it counts as true, and when it does not.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) yes: Vec<Shown>,
    pub(super) no: Vec<Shown>,
}

/// A call of an `async` function of the tree that has not begun.
#[derive(Debug)]
pub(super) struct Coroutine {
    pub(super) function: Arc<FunctionValue>,
    pub(super) arguments: Arguments,
}

/// A function of the tree, perhaps bound to an instance or class.
#[derive(Debug)]
pub(super) struct FunctionValue {
    pub(super) file: Arc<ModuleFile>,
    pub(super) function: Arc<Function>,
    /// The class whose method it is.
    pub(super) owner: Option<Arc<ClassValue>>,
    /// `self` or `cls`.
    pub(super) receiver: Option<Value>,
    /// The names of the functions around it.
    pub(super) scope: Option<Arc<Scope>>,
}

/// A lambda with the names around it.
#[derive(Debug)]
pub(super) struct LambdaValue {
    pub(super) file: Arc<ModuleFile>,
    pub(super) lambda: Arc<Lambda>,
    pub(super) scope: Arc<Scope>,
}

/// A class of the tree.
#[derive(Debug)]
pub(super) struct ClassValue {
    pub(super) file: Arc<ModuleFile>,
    pub(super) class: Arc<Class>,
}

/// An object of a class of the tree. Two objects with the same number are one.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) class: Arc<ClassValue>,
    /// Key of the object's attributes; 0 for an object nobody built in sight.
    pub(super) number: u32,
    /// What it was built with, for wrappers around functions.
    pub(super) arguments: Arguments,
}

/// Something reached from a module outside the tree.
#[derive(Debug)]
pub(super) struct External {
    /// How it is reached: `flask.request.args`, `sqlalchemy.select()`.
    pub(super) path: Arc<str>,
    /// The class of the tree the path started from: `Model.query.first()`.
    pub(super) class: Option<Arc<ClassValue>>,
    /// Tells results of different calls apart; 0 where no call was seen.
    pub(super) number: u32,
    /// The arguments of the last call on the path.
    pub(super) arguments: Arguments,
}

/// The name under which a call holds what `*` and `**` hand on beside known keywords.
pub(super) const MORE: &str = "**";

/// The arguments of a call: positional ones, and keywords.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    pub(super) positional: Vec<Value>,
    pub(super) keywords: Vec<(Arc<str>, Value)>,
    /// Whether `*args` or `**kwargs` may add more.
    pub(super) open: bool,
    /// What is known of texts among them that are put together.
    pub(super) parts: Vec<Arc<str>>,
}

impl Arguments {
    pub(super) fn keyword(&self, name: &str) -> Option<&Value> {
        self.keywords.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.positional.iter().chain(self.keywords.iter().map(|(_, value)| value))
    }

    pub(super) fn origins(&self) -> Origins {
        self.values().fold(Origins::NONE, |all, value| all | value.all_origins())
    }
}

impl Value {
    pub(super) const UNKNOWN: Self = Self { kind: Kind::Unknown, origins: Origins::NONE };

    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, origins: Origins::NONE }
    }

    /// A list of these parts; where it holds too much, only where that comes from.
    pub(super) fn sequence(parts: Vec<Self>) -> Self {
        Self::new(Kind::Sequence(Arc::new(parts))).within_bounds()
    }

    /// A mapping of these parts; where it holds too much, only where that comes from.
    pub(super) fn mapping(parts: Vec<(Arc<str>, Self)>) -> Self {
        Self::new(Kind::Mapping(Arc::new(parts))).within_bounds()
    }

    /// Forgets parts beyond [`MAX_PARTS`], counted as often as they are reached:
    /// lists of lists of one list grow without bound in a few lines.
    fn within_bounds(self) -> Self {
        let mut left = MAX_PARTS;
        let origins = self.origins_within(&mut left);
        if left == 0 { Self::unknown(origins) } else { self }
    }

    /// The origins of as many parts as are left to look at.
    fn origins_within(&self, left: &mut usize) -> Origins {
        let mut origins = self.origins;
        let mut add = |part: &Self| {
            if *left > 0 {
                *left -= 1;
                origins |= part.origins_within(left);
            }
        };
        match &self.kind {
            Kind::Sequence(parts) => parts.iter().for_each(&mut add),
            Kind::Mapping(parts) => parts.iter().for_each(|(_, part)| add(part)),
            _ => {}
        }
        origins
    }

    pub(super) fn unknown(origins: Origins) -> Self {
        Self { kind: Kind::Unknown, origins }
    }

    pub(super) fn with(mut self, origins: Origins) -> Self {
        self.origins |= origins;
        self
    }

    pub(super) fn external(path: impl Into<Arc<str>>) -> Self {
        Self::new(Kind::External(Arc::new(External {
            path: path.into(),
            class: None,
            number: 0,
            arguments: Arguments::default(),
        })))
    }

    /// What calling `path` (which ends with `()`) with these arguments gives.
    pub(super) fn made(path: &str, arguments: Arguments) -> Self {
        let path = path.into();
        Self::new(Kind::External(Arc::new(External { path, class: None, number: 0, arguments })))
    }

    /// The access path, where the value is reached from outside the tree.
    pub(super) fn path(&self) -> Option<&str> {
        match &self.kind {
            Kind::External(external) => Some(&external.path),
            _ => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&Arc<str>> {
        match &self.kind {
            Kind::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Its own origins and those of its parts.
    pub(super) fn all_origins(&self) -> Origins {
        match &self.kind {
            Kind::Sequence(parts) => {
                parts.iter().fold(self.origins, |all, part| all | part.all_origins())
            }
            Kind::Mapping(parts) => {
                parts.iter().fold(self.origins, |all, (_, part)| all | part.all_origins())
            }
            _ => self.origins,
        }
    }

    /// A part of the request, when it is one, is told apart by its name.
    pub(super) fn selected_by(self, name: &str) -> Self {
        let of_request = self.origins.any(Origins::INPUT)
            && !self.origins.any(Origins::STORED | Origins::PRINCIPAL);
        if of_request && !name.is_empty() { self.with(Origins::selector(name)) } else { self }
    }

    /// Whether it counts as true, where the code says so.
    pub(super) fn truth(&self) -> Option<bool> {
        match &self.kind {
            _ if self.origins.any(Origins::OPTIONAL) => None,
            Kind::None => Some(false),
            Kind::Bool(value) => Some(*value),
            Kind::Int(value) => Some(*value != 0),
            Kind::Str(text) => Some(!text.is_empty()),
            Kind::Function(_) | Kind::Class(_) | Kind::Module(_) | Kind::Wrapped => Some(true),
            _ => None,
        }
    }

    /// Whether it is what a caller names, and so not certainly their own.
    fn is_named_by_caller(&self) -> bool {
        let named = Origins::BODY | Origins::QUERY | Origins::PATH;
        self.origins.any(named)
            && !self.origins.any(Origins::PRINCIPAL | Origins::STORED)
            && matches!(self.kind, Kind::Unknown | Kind::External(_) | Kind::Str(_))
    }

    /// What is known when it is either this or that: the more telling kind,
    /// and all origins.
    pub(super) fn join(self, other: Self) -> Self {
        let joined = self.origins.joined(other.origins);
        let named = self.is_named_by_caller() || other.is_named_by_caller();
        let origins = if named { joined.except(Origins::PRINCIPAL) } else { joined };
        let absent = matches!(self.kind, Kind::None) != matches!(other.kind, Kind::None);
        let origins = if absent { origins | Origins::OPTIONAL } else { origins };
        let kind = match (self.kind, other.kind) {
            (Kind::None, Kind::None) => Kind::None,
            (Kind::Unknown | Kind::None, kind) | (kind, Kind::Unknown | Kind::None) => match kind {
                Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_) | Kind::Answer(_) => {
                    Kind::Unknown
                }
                kind => kind,
            },
            (Kind::Bool(a), Kind::Bool(b)) if a == b => Kind::Bool(a),
            (Kind::Int(a), Kind::Int(b)) if a == b => Kind::Int(a),
            (Kind::Str(a), Kind::Str(b)) if a == b => Kind::Str(a),
            (Kind::Mapping(a), Kind::Mapping(b)) => Kind::Mapping(united(a, &b)),
            (
                Kind::Bool(_) | Kind::Int(_) | Kind::Str(_),
                Kind::Bool(_) | Kind::Int(_) | Kind::Str(_),
            )
            | (Kind::Answer(_), _)
            | (_, Kind::Answer(_)) => Kind::Unknown,
            // `return project, True` or `return project, member.may_write`
            (Kind::Sequence(a), Kind::Sequence(b)) if a.len() == b.len() => {
                Kind::Sequence(in_pairs(a, &b))
            }
            // Of two objects of a class, the one that was made with something tells more.
            (Kind::Instance(bare), Kind::Instance(made)) if tells_more(&made, &bare) => {
                Kind::Instance(made)
            }
            // Where only one is known to the letter, the other one may be.
            (Kind::Bool(_) | Kind::Int(_) | Kind::Str(_), kind) => kind,
            (kind, _) => kind,
        };
        Self { kind, origins }
    }
}

/// What is at each position, when it is either this or that.
fn in_pairs(mine: Arc<Vec<Value>>, theirs: &Arc<Vec<Value>>) -> Arc<Vec<Value>> {
    if Arc::ptr_eq(&mine, theirs) {
        return mine;
    }
    let pairs = mine.iter().zip(theirs.iter());
    Arc::new(pairs.map(|(one, other)| one.clone().join(other.clone())).collect())
}

/// Whether an object was made with something, and another one of its class with nothing.
fn tells_more(made: &Instance, bare: &Instance) -> bool {
    let is_bare = |one: &Instance| one.arguments.values().next().is_none() && !one.arguments.open;
    Arc::ptr_eq(&made.class.class, &bare.class.class)
        && made.number != 0
        && bare.number != 0
        && !is_bare(made)
        && is_bare(bare)
}

/// The keys of both mappings; under a key of both, either value.
fn united(
    mine: Arc<Vec<(Arc<str>, Value)>>,
    theirs: &Arc<Vec<(Arc<str>, Value)>>,
) -> Arc<Vec<(Arc<str>, Value)>> {
    if Arc::ptr_eq(&mine, theirs) || theirs.is_empty() {
        return mine;
    }
    let mut parts = mine.to_vec();
    for (key, value) in theirs.iter() {
        match parts.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => {
                *known = std::mem::replace(known, Value::UNKNOWN).join(value.clone());
            }
            None => parts.push((Arc::clone(key), value.clone())),
        }
    }
    Arc::new(parts)
}
