//! What analysis knows of a value: what it is, and where it comes from.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{BitOr, BitOrAssign};
use std::sync::Arc;

use super::project::ModuleFile;
use super::scope::{Scope, Shown};
use crate::catalog::Input;
use crate::model::FactKind;
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

    /// What is known when it is either this or that: the more telling kind,
    /// and all origins.
    pub(super) fn join(self, other: Self) -> Self {
        let origins = self.origins | other.origins;
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
            // Where only one is known to the letter, the other one may be.
            (Kind::Bool(_) | Kind::Int(_) | Kind::Str(_), kind) => kind,
            (kind, _) => kind,
        };
        Self { kind, origins }
    }
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

/// Where a value comes from, and what is known about it: a set.
///
/// Beside the set: for which readers what comes from a request is unfit, and by
/// which way it came. Two sets are equal whatever the ways.
#[derive(Clone, Copy, Default)]
pub(super) struct Origins {
    bits: u64,
    /// Readers for which it is certainly as the caller sent it.
    pub(super) raw: Readers,
    /// Readers for which it may be: code that was not read had its hands on it.
    pub(super) vague: Readers,
    /// The last step of its way; 0 where none was noted.
    pub(super) way: u32,
    /// That of another way that led here as well; the greatest number where
    /// there are more.
    other: u32,
}

impl PartialEq for Origins {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl Eq for Origins {}

impl PartialOrd for Origins {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Origins {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bits.cmp(&other.bits)
    }
}

impl Hash for Origins {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

#[allow(non_snake_case, reason = "the constants below read as a table")]
const fn Bits(bits: u64) -> Origins {
    Origins { bits, raw: Readers::NONE, vague: Readers::NONE, way: 0, other: 0 }
}

impl Origins {
    pub(super) const NONE: Self = Bits(0);
    pub(super) const BODY: Self = Bits(1);
    pub(super) const QUERY: Self = Bits(1 << 1);
    pub(super) const PATH: Self = Bits(1 << 2);
    pub(super) const HEADER: Self = Bits(1 << 3);
    /// Who asks.
    pub(super) const PRINCIPAL: Self = Bits(1 << 4);
    /// Came out of the store.
    pub(super) const STORED: Self = Bits(1 << 5);
    /// A version counter, an entity tag, or computed from one.
    pub(super) const VERSION: Self = Bits(1 << 6);
    pub(super) const DECIDES_AUTHENTICATION: Self = Bits(1 << 7);
    pub(super) const DECIDES_ACCESS: Self = Bits(1 << 8);
    pub(super) const DECIDES_OBJECT: Self = Bits(1 << 9);
    pub(super) const DECIDES_VALIDITY: Self = Bits(1 << 10);
    /// The answer of the store to a write.
    pub(super) const WRITE_RESULT: Self = Bits(1 << 11);
    /// Says whether a version is the expected one.
    pub(super) const VERSION_TEST: Self = Bits(1 << 12);
    /// An object about who asks, kept since they proved who they are; its
    /// fields are [`Self::PRINCIPAL`].
    pub(super) const CALLER: Self = Bits(1 << 13);
    /// Says whether who asks may touch everybody's objects: an administrator.
    pub(super) const OVER_ALL: Self = Bits(1 << 21);
    /// Says which site a request comes from, or goes to.
    pub(super) const SITE: Self = Bits(1 << 22);
    /// What the program was set up with, or what went wrong in it: about no caller.
    pub(super) const SETTING: Self = Bits(1 << 23);
    /// May be nothing at all, whatever else is known of it.
    pub(super) const OPTIONAL: Self = Bits(1 << 14);
    /// Made with a key that only the service has.
    pub(super) const SECRET: Self = Bits(1 << 24);
    /// The answer to a question about what a caller sent.
    pub(super) const ANSWER: Self = Bits(1 << 27);
    /// Drawn from a source of randomness that can be foretold.
    pub(super) const GUESSABLE: Self = Bits(1 << 28);
    /// Drawn from one that cannot.
    pub(super) const DRAWN: Self = Bits(1 << 29);
    /// Text that the code put together itself.
    pub(super) const TEXT: Self = Bits(1 << 30);
    /// Anything a caller sends.
    pub(super) const INPUT: Self = Bits(0b1111);
    /// Which parts of the request by name; two names may share a bit.
    pub(super) const SELECTORS: Self = Bits(!0 << 32);

    /// Both sets together, in constants.
    pub(super) const fn and(self, other: Self) -> Self {
        Bits(self.bits | other.bits)
    }

    pub(super) fn any(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    pub(super) fn all(self, other: Self) -> bool {
        self.bits & other.bits == other.bits
    }

    pub(super) fn except(self, other: Self) -> Self {
        self.keeping(self.bits & !other.bits)
    }

    pub(super) fn only(self, other: Self) -> Self {
        self.keeping(self.bits & other.bits)
    }

    /// These bits of the set; its way goes on where something of the request is
    /// left of it.
    fn keeping(self, bits: u64) -> Self {
        if bits & Self::INPUT.bits == 0 { Bits(bits) } else { Self { bits, ..self } }
    }

    /// The set alone, for what is chosen by a value and not made of it.
    pub(super) fn chosen_by(self) -> Self {
        Bits(self.bits)
    }

    /// As sent by a caller: unfit for every reader.
    pub(super) fn as_sent(self) -> Self {
        Self { raw: Readers::ALL, ..self }
    }

    /// Fit for these readers.
    pub(super) fn fit_for(self, readers: Readers) -> Self {
        Self { raw: self.raw.except(readers), vague: self.vague.except(readers), ..self }
    }

    /// Perhaps as sent by a caller, perhaps not.
    pub(super) fn blurred(self) -> Self {
        Self { raw: Readers::NONE, vague: self.vague | self.raw, ..self }
    }

    /// What is certain of both, and possible of either.
    pub(super) fn either(self, other: Self) -> Self {
        let raw = self.raw.both(other.raw);
        let vague = self.raw | other.raw | self.vague | other.vague;
        Self { raw, vague: vague.except(raw), ..self | other }
    }

    /// The other way that led here, if any, and the set as if there were one.
    pub(super) fn unmixed(self) -> (Option<u32>, Self) {
        ((self.other != 0).then_some(self.other), Self { other: 0, ..self })
    }

    /// Whether a test of it shows something of what a caller sent.
    pub(super) fn tells(self) -> bool {
        self.is_unfit() || self.any(Self::ANSWER)
    }

    /// Whether it is unfit, or may be, for any reader.
    pub(super) fn is_unfit(self) -> bool {
        self.raw | self.vague != Readers::NONE
    }

    pub(super) fn of_input(input: Input) -> Self {
        match input {
            Input::Body => Self::BODY.as_sent(),
            Input::Query => Self::QUERY.as_sent(),
            Input::Path => Self::PATH.as_sent(),
            Input::Header => Self::HEADER.as_sent(),
            Input::Principal => Self::PRINCIPAL,
            Input::Setting => Self::SETTING,
            Input::Site => Self::HEADER.and(Self::SITE),
            Input::Secret => Self::SECRET,
        }
    }

    /// The part of the request with this name, as what chooses an object.
    pub(super) fn selector(name: &str) -> Self {
        // FNV-1a: the same bit in every walk and on every machine.
        let hash = name
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Bits(1 << (32 + (hash ^ hash >> 16) % 32))
    }

    /// Which parts of the request it comes from.
    pub(super) fn selectors(self) -> Self {
        self.only(Self::SELECTORS)
    }

    /// Whether several parts of the request come together here.
    pub(super) fn joins_selectors(self) -> bool {
        self.selectors().bits.count_ones() > 1
    }

    /// What it means that a result decides about this kind of fact.
    pub(super) fn of_decision(kind: FactKind) -> Self {
        match kind {
            FactKind::AuthenticationRequired => Self::DECIDES_AUTHENTICATION,
            FactKind::AccessChecked => Self::DECIDES_ACCESS,
            FactKind::ObjectAccessChecked => Self::DECIDES_OBJECT,
            FactKind::InputValidated => Self::DECIDES_VALIDITY,
            FactKind::VersionCompared => Self::VERSION_TEST,
            _ => Self::NONE,
        }
    }
}

impl BitOr for Origins {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        let bits = self.bits | other.bits;
        let (raw, vague) = (self.raw | other.raw, self.vague | other.vague);
        // Of two ways the worse one is told.
        let worst = |one: &Self| (one.raw.count(), one.vague.count(), one.way);
        let (told, left) =
            if worst(&self) >= worst(&other) { (self, other) } else { (other, self) };
        let more =
            if told.is_unfit() && left.is_unfit() && left.way != told.way { left.way } else { 0 };
        let others = [told.other, left.other, more];
        let mut others = others.into_iter().filter(|way| *way != 0 && *way != told.way);
        let other = match (others.next(), others.next()) {
            (None, _) => 0,
            (Some(one), None) => one,
            (Some(one), Some(two)) if one == two => one,
            _ => u32::MAX,
        };
        let way = if told.way == 0 { left.way } else { told.way };
        Self { bits, raw, vague, way, other }
    }
}

impl BitOrAssign for Origins {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl fmt::Debug for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 15] = [
            "body",
            "query",
            "path",
            "header",
            "principal",
            "stored",
            "version",
            "decides-authentication",
            "decides-access",
            "decides-object",
            "decides-validity",
            "write-result",
            "version-test",
            "caller",
            "optional",
        ];
        f.debug_set()
            .entries(
                NAMES
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| self.bits >> bit & 1 == 1)
                    .map(|(_, name)| name),
            )
            .finish()
    }
}

/// A set of the kinds of facts in [`FactKind::READERS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Readers(u32);

impl Readers {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self((1 << FactKind::READERS.len()) - 1);
    /// Half of what makes an address one of the own site: it starts with `/`.
    pub(super) const STARTS_HERE: Self = Self(1 << 30);
    /// The other half: it does not start with `//`.
    pub(super) const NO_HOST: Self = Self(1 << 31);

    /// A third of what makes a text a literal: it starts with a quotation mark.
    pub(super) const STARTS_QUOTED: Self = Self(1 << 29);
    /// It ends with one.
    pub(super) const ENDS_QUOTED: Self = Self(1 << 28);
    /// There is none in between.
    pub(super) const PLAIN_INSIDE: Self = Self(1 << 27);
    /// All three.
    pub(super) const QUOTED: Self = Self(0b111 << 27);

    pub(super) fn of(kind: FactKind) -> Self {
        let at = FactKind::READERS.iter().position(|reader| *reader == kind);
        at.map_or(Self::NONE, |at| Self(1 << at))
    }

    pub(super) fn of_all(kinds: &[FactKind]) -> Self {
        kinds.iter().fold(Self::NONE, |all, kind| all | Self::of(*kind))
    }

    pub(super) fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl BitOr for Readers {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
