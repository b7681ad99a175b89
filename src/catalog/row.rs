//! Rows about code outside the tree: what reading, calling or setting something
//! does, and which status an exception or response stands for.

use std::sync::Arc;

use serde::Deserialize;

use super::{Asks, Holds, Patterns};
use crate::model::FactKind;

/// A part of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// The body, raw, parsed or as a form.
    Body,
    /// The query string.
    Query,
    /// Values from the path.
    Path,
    /// A header or a cookie.
    Header,
    /// Who asks: the signed-in user, a token's claims.
    Principal,
    /// A header that says which site the request comes from or goes to.
    Site,
    /// No part of it: what the program was set up with.
    Setting,
    /// Made with a key that only the service has.
    Secret,
}

/// What reading, calling or setting something does. Which of the three is told
/// by the path: `a.b`, `a.b()`, and `set = true`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Model {
    /// The access path.
    pub path: Patterns,
    /// An access path some argument (or, for `set`, the value) must match.
    #[serde(default)]
    pub argument: Option<Patterns>,
    /// Constant texts one of which some argument or the value set must contain;
    /// `key=False` for a key that is false there.
    #[serde(default)]
    pub contains: Vec<String>,
    /// Texts with one of which the first argument must begin, in capitals or not.
    #[serde(default)]
    pub begins: Vec<String>,
    /// It happens only when the result is used, not when it is refined by
    /// further calls: a query that is not sent yet.
    #[serde(default)]
    pub lazy: bool,
    /// Where it answers a failure, it puts back what was there before.
    #[serde(default)]
    pub restores: bool,
    /// It updates an object that came out of the store, and creates any other.
    #[serde(default)]
    pub saves: bool,
    /// A keyword argument that must have this value: `force=True`.
    #[serde(default)]
    pub when: Option<String>,
    /// A keyword argument that must not have this value: `do_raise=False`.
    #[serde(default)]
    pub unless: Option<String>,
    /// Applies to assignments to the path.
    #[serde(default)]
    pub set: bool,
    /// What it does.
    #[serde(default)]
    pub facts: Vec<FactKind>,
    /// Attributes of what it is asked of that say what came of it: `rowcount`.
    #[serde(default)]
    pub tells: Vec<String>,
    /// It does so only where one of these was done before.
    #[serde(default)]
    pub after: Vec<FactKind>,
    /// What it takes back of what was done before it.
    #[serde(default)]
    pub undoes: Vec<FactKind>,
    /// What of what stands around the whole program it takes its handler out of:
    /// what the handler asks by itself stays, and is no less asked where a mark says
    /// that anybody may call it.
    #[serde(default)]
    pub lifts: Vec<FactKind>,
    /// The arguments that count for what it does, by position (0-based) or
    /// keyword; where none is named, all of them.
    #[serde(default)]
    pub of: Vec<String>,
    /// The arguments, by position (0-based) or keyword, that say what it asks of what
    /// it is given; `receiver` for what it is asked of. Of what the request brings
    /// along itself nothing is asked.
    #[serde(default)]
    pub form: Vec<String>,
    /// The keyword that lists the methods it is for; where it is not given, all.
    #[serde(default)]
    pub methods_keyword: Option<String>,
    /// The attribute of the class of the tree that lists the fields it sets.
    #[serde(default)]
    pub fields_of: Option<String>,
    /// The argument, by position (0-based) or keyword, that says what it is about:
    /// where that holds something of a stored object, refusing by the right to do
    /// this asks whose the object is as well.
    #[serde(default)]
    pub target: Option<String>,
    /// What its result holds.
    #[serde(default)]
    pub holds: Option<Holds>,
    /// It refuses by raising: the status where it is fixed, 0 where the program maps it.
    #[serde(default)]
    pub raises: Option<u16>,
    /// Access path of the exception it refuses with.
    #[serde(default)]
    pub exception: Option<String>,
    /// It refuses with the status in this argument (0-based).
    #[serde(default)]
    pub status_argument: Option<usize>,
    /// The answer has the status in this argument (0-based) from now on.
    #[serde(default)]
    pub sets_status: Option<usize>,
    /// It opens the store that is the file at this position (0-based): of one that is
    /// shipped with the program, nothing that is read there is anybody's data.
    #[serde(default)]
    pub opens: Option<usize>,
    /// It counts only where the request chooses what it is about.
    #[serde(default)]
    pub chosen: bool,
    /// It counts only where what it is about says who asks.
    #[serde(default)]
    pub of_caller: bool,
    /// Its result is a decision about this and protects only when it is tested.
    #[serde(default)]
    pub decides: Option<FactKind>,
    /// Position (0-based) of the function that it runs before what it decorates.
    #[serde(default)]
    pub runs: Option<usize>,
    /// Position of the function that it asks whether the caller may come by, where
    /// what is called was made with it: `decorator(function)(view)`.
    #[serde(default)]
    pub passes: Option<usize>,
    /// The access paths of what that function is given.
    #[serde(default)]
    pub runs_with: Vec<String>,
    /// Methods of the object of the tree it is asked of that it runs before it
    /// answers, in this order; `clean_*` are all that start so. What they refuse,
    /// its answer tells.
    #[serde(default)]
    pub runs_own: Vec<String>,
    /// Fields of the object hold something where the answer is yes, unless its
    /// class says `required=False`.
    #[serde(default)]
    pub filled: bool,
    /// What it writes does not depend on what was there before: nothing is lost.
    #[serde(default)]
    pub settled: bool,
    /// It verifies what the service itself signed: whoever brings that is known,
    /// and may touch what it names.
    #[serde(default)]
    pub verifies: bool,
    /// It only says whether there is something, or how much.
    #[serde(default)]
    pub counts: bool,
    /// It asks guard classes.
    #[serde(default)]
    pub asks: Option<Asks>,
    /// Its result is this part of the request.
    #[serde(default)]
    pub input: Option<Input>,
    /// It calls this argument (0-based) at once, with the arguments after it, and
    /// gives what that gives: `run_in_threadpool(function, ...)`.
    #[serde(default)]
    pub calls: Option<usize>,
    /// Calling its result calls its first argument, with the arguments after it
    /// and those of that call: `functools.partial(function, ...)(...)`.
    #[serde(default)]
    pub binds: bool,
    /// Calling it runs the handler that it stands for.
    #[serde(default)]
    pub enters: bool,
    /// Access path of what it is called on, from then on.
    #[serde(default)]
    pub becomes: Option<String>,
    /// Its result: `argument` (the first one, passed through), `receiver` (what it
    /// is asked of, whatever it is given), `copy` (another just like it), `instance` (of the class the path starts
    /// with), `remade` (such an instance with the fields of the first argument), `fields`
    /// (those of what it is asked of, by name), `unknown`, `fresh` (says nothing of what it was asked with),
    /// `named-class` and `named-instance` (named by the first argument or
    /// `default_value`), `cast` (the second argument, as one of the type in the
    /// first), `module` (of that name), or an access path.
    #[serde(default)]
    pub returns: Option<String>,
    /// The file and line of a user's that added it; none for what is built in.
    #[serde(skip)]
    pub by: Option<Arc<str>>,
}

/// An exception or response that stands for a status.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatusModel {
    /// Access path of the class or factory, without `()`.
    pub path: Patterns,
    /// The status where it is fixed.
    #[serde(default)]
    pub status: Option<u16>,
    /// Position (0-based) of the argument that holds it.
    #[serde(default)]
    pub argument: Option<usize>,
    /// Keyword that holds it.
    #[serde(default)]
    pub keyword: Option<String>,
    /// Access paths of the exceptions that it is one of, so that who catches those
    /// catches it as well.
    #[serde(default)]
    pub is_a: Vec<String>,
    /// Keyword that, where it is true, gives it the other status.
    #[serde(default)]
    pub flag: Option<String>,
    /// That other status.
    #[serde(default)]
    pub flagged: Option<u16>,
    /// What catching it means: an exception that a guard of this kind raises.
    #[serde(default)]
    pub means: Option<FactKind>,
    /// Whether it says so of the one value that did not convert: a validator's own
    /// exception speaks of the whole form.
    #[serde(default)]
    pub converts: bool,
}
