//! The syntax tree of Python, reduced to what analysis asks about.
//!
//! Ranges are byte offsets into the module's text, the end exclusive. Where the
//! source is broken, [`ExprKind::Other`] and [`StmtKind::Other`] keep whatever
//! was readable inside.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::body::Body;

/// A name, shared between its occurrences in a module.
pub type Name = Arc<str>;

/// Byte offsets into the text of a module, the end exclusive.
///
/// A range takes no part in hashing: the hash of a tree says what the code
/// means, not where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

#[allow(clippy::derived_hash_with_manual_eq, reason = "equal ranges still hash alike")]
impl Hash for Range {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Range {
    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Expr {
    /// Where it stands.
    pub range: Range,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ExprKind {
    /// `name`
    Name(Name),
    /// `value.name`
    Attribute(Box<Expr>, Name),
    /// `function(arguments)`
    Call(Box<Call>),
    /// `value[index]`
    Subscript(Box<Expr>, Box<Expr>),
    /// A string without the parts that are computed.
    Str(Arc<str>),
    /// An f-string: its fixed text, and its parts in order, texts among them.
    Format(Arc<str>, Vec<Expr>),
    /// A number as written.
    Number(Name),
    /// `True`, `False`
    Bool(bool),
    /// `None`
    None,
    /// `(a, b)`, `a, b`
    Tuple(Vec<Expr>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `{key: value, **rest}`; the key is none for `**rest`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `left op right op ...`
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    /// `a and b`, `a or b`
    Logical(Logical, Vec<Expr>),
    /// `not value`
    Not(Box<Expr>),
    /// `left + right` and the other arithmetic; the operator as written.
    Binary(Box<Expr>, Name, Box<Expr>),
    /// `then if test else otherwise`
    Conditional(Box<Conditional>),
    /// `lambda parameters: body`
    Lambda(Arc<Lambda>),
    /// A comprehension or generator expression.
    Comprehension(Box<Comprehension>),
    /// `await value`
    Await(Box<Expr>),
    /// `yield value`, `yield from value`
    Yield(Option<Box<Expr>>),
    /// `*value`, `**value`
    Starred(Box<Expr>),
    /// `name := value`
    Walrus(Name, Box<Expr>),
    /// Slices, arithmetic signs, and what could not be read: what it is, and its parts.
    Other(Name, Vec<Expr>),
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// What is called.
    pub function: Expr,
    /// With what.
    pub arguments: Vec<Argument>,
}

/// An argument of a call or of a class definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument {
    /// The keyword, where there is one.
    pub name: Option<Name>,
    /// The value; [`ExprKind::Starred`] for `*args` and `**kwargs`.
    pub value: Expr,
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the operators of the language")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
    Is,
    IsNot,
}

/// `and` or `or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the operators of the language")]
pub enum Logical {
    And,
    Or,
}

/// `then if test else otherwise`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct Conditional {
    pub test: Expr,
    pub then: Expr,
    pub otherwise: Expr,
}

/// `lambda parameters: body`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct Lambda {
    pub parameters: Vec<Parameter>,
    pub body: Expr,
}

/// A comprehension: what it yields, and its `for` clauses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Comprehension {
    /// One expression, or key and value.
    pub elements: Vec<Expr>,
    /// Outermost first.
    pub clauses: Vec<Clause>,
}

/// `for target in iterable if test ...`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct Clause {
    pub target: Expr,
    pub iterable: Expr,
    pub tests: Vec<Expr>,
}

/// How a parameter takes its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// By position or name.
    Plain,
    /// By name only, after `*`.
    KeywordOnly,
    /// `*args`
    Rest,
    /// `**kwargs`
    Keywords,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct Parameter {
    pub range: Range,
    pub name: Name,
    pub kind: ParameterKind,
    pub annotation: Option<Expr>,
    pub default: Option<Expr>,
}

/// A function definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Function {
    /// From the first decorator (or `def`) to the end of the body.
    pub range: Range,
    /// From `def` (or `async`) to the colon.
    pub header: Range,
    /// The name itself.
    pub name: Name,
    /// Outermost first; the expression without `@`.
    pub decorators: Vec<Expr>,
    /// In order.
    pub parameters: Vec<Parameter>,
    /// `-> returns`
    pub returns: Option<Expr>,
    /// The statements.
    pub body: Body,
    /// `async def`
    pub is_async: bool,
}

/// A class definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Class {
    /// From the first decorator (or `class`) to the end of the body.
    pub range: Range,
    /// From `class` to the colon.
    pub header: Range,
    /// The name itself.
    pub name: Name,
    /// Outermost first; the expression without `@`.
    pub decorators: Vec<Expr>,
    /// Bases and keywords.
    pub arguments: Vec<Argument>,
    /// The statements.
    pub body: Vec<Stmt>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stmt {
    /// Where it stands.
    pub range: Range,
    /// What it is.
    pub kind: StmtKind,
}

/// What a statement is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StmtKind {
    /// An expression on its own.
    Expr(Expr),
    /// `a = b = value`, `a: annotation = value`; the value is none for a bare annotation.
    Assign {
        /// Left sides, leftmost first.
        targets: Vec<Expr>,
        /// The annotation.
        annotation: Option<Expr>,
        /// The right side.
        value: Option<Expr>,
    },
    /// `target += value`
    AugAssign {
        /// The left side.
        target: Expr,
        /// The right side.
        value: Expr,
    },
    /// `return value`
    Return(Option<Expr>),
    /// `raise exception from cause`
    Raise(Option<Expr>),
    /// `if` with its `elif`s nested in `otherwise`.
    If(Box<If>),
    /// `while test`
    While(Box<While>),
    /// `for target in iterable`, async or not
    For(Box<For>),
    /// `try`
    Try(Box<Try>),
    /// `with items`, async or not
    With(Vec<WithItem>, Vec<Stmt>),
    /// `match subject`
    Match(Box<Expr>, Vec<Case>),
    /// `def`
    Function(Arc<Function>),
    /// `class`
    Class(Arc<Class>),
    /// `import a.b as c`: dotted name and alias.
    Import(Vec<(Name, Option<Name>)>),
    /// `from module import name as alias`
    ImportFrom(ImportFrom),
    /// `global names`
    Global(Vec<Name>),
    /// `assert test`
    Assert(Expr),
    /// `del targets`
    Delete(Vec<Expr>),
    /// `pass`, `break`, `continue`, `nonlocal`
    Simple(Simple),
    /// What could not be read, with the statements inside it.
    Other(Vec<Stmt>),
}

/// Statements without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the statements of the language")]
pub enum Simple {
    Pass,
    Break,
    Continue,
}

/// `from module import names`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImportFrom {
    /// Leading dots.
    pub level: usize,
    /// The dotted module, empty in `from . import x`.
    pub module: Name,
    /// Names and aliases; `*` stands for all.
    pub names: Vec<(Name, Option<Name>)>,
}

/// `if test: then else: otherwise`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct If {
    pub test: Expr,
    pub then: Vec<Stmt>,
    pub otherwise: Vec<Stmt>,
}

/// `while test: body else: otherwise`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct While {
    pub test: Expr,
    pub body: Vec<Stmt>,
    pub otherwise: Vec<Stmt>,
}

/// `for target in iterable: body else: otherwise`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct For {
    pub target: Expr,
    pub iterable: Expr,
    pub body: Vec<Stmt>,
    pub otherwise: Vec<Stmt>,
}

/// `try: body except ...: else: otherwise finally: last`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<Except>,
    pub otherwise: Vec<Stmt>,
    pub last: Vec<Stmt>,
}

/// `except types as name: body`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Except {
    /// The whole clause.
    pub range: Range,
    /// One type, a tuple of them, or none for a bare `except`.
    pub types: Option<Expr>,
    /// The name bound to the exception.
    pub name: Option<Name>,
    /// The statements.
    pub body: Vec<Stmt>,
}

/// `value as target`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct WithItem {
    pub value: Expr,
    pub target: Option<Expr>,
}

/// `case pattern if test: body`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the parts of the syntax")]
pub struct Case {
    pub range: Range,
    /// The pattern as written.
    pub pattern: Name,
    pub test: Option<Expr>,
    pub body: Vec<Stmt>,
}
