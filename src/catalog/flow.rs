//! What becomes of values on their way from a request: rows of a framework file
//! about readers, cleaners and proofs.

use serde::Deserialize;

use super::{Pattern, Patterns};
use crate::model::FactKind;

/// A call (or, with `set`, an assignment) that reads what it is given as
/// something more than text: a statement, an address, a name of a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reader {
    /// Its access path.
    pub path: Patterns,
    /// What it does.
    pub reads: FactKind,
    /// What it reads so: positions (0-based) and keywords of arguments, `self`
    /// for what it is called on, `key` and `value` where it is set.
    #[serde(default)]
    pub takes: Vec<String>,
    /// What it takes as plain values only: as above, `*` for any keyword.
    #[serde(default)]
    pub binds: Vec<String>,
    /// An access path some argument must match.
    #[serde(default)]
    pub argument: Option<Patterns>,
    /// Constant texts one of which some argument must contain.
    #[serde(default)]
    pub contains: Vec<String>,
    /// A keyword argument that must have this value: `shell=True`.
    #[serde(default)]
    pub when: Option<String>,
    /// Keyword arguments that must not have these values.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Applies to assignments to the path.
    #[serde(default)]
    pub set: bool,
    /// What makes it fit for anything it is given, as a phrase.
    #[serde(default)]
    pub fit: Option<String>,
    /// What is wrong with it whatever it is given, as a phrase.
    #[serde(default)]
    pub unfit: Option<String>,
    /// What keeps one from saying more, as a phrase.
    #[serde(default)]
    pub unsure: Option<String>,
    /// Methods of the program's own object, which it was made with, that are asked
    /// before it is read: what they refuse is not read.
    #[serde(default)]
    pub asks_own: Vec<String>,
    /// The access path of what these are given.
    #[serde(default)]
    pub asks_with: Option<String>,
    /// Told only where the result is kept under a name that says it is secret.
    #[serde(default)]
    pub kept_secret: bool,
}

/// A call whose result is fit for some readers, whatever it is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cleaner {
    /// Its access path.
    pub path: Patterns,
    /// The readers; where empty, all.
    #[serde(default, rename = "for")]
    pub readers: Vec<FactKind>,
    /// Whether it raises where its first argument is of another form, so that
    /// this one is fit as well once the call came back.
    #[serde(default)]
    pub or_raises: bool,
    /// It writes whatever it is given in another way, so that it stays a part of an
    /// address: that says nothing of what it holds.
    #[serde(default)]
    pub encodes: bool,
    /// A keyword argument that must have this value.
    #[serde(default)]
    pub when: Option<String>,
}

/// A call whose answer says of a value that it is fit for some readers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Proof {
    /// Its access path.
    pub path: Patterns,
    /// The readers; where empty, all.
    #[serde(default, rename = "for")]
    pub readers: Vec<FactKind>,
    /// What it speaks of: the position of an argument, or `self`.
    pub about: String,
    /// Whether its result is compared rather than true.
    #[serde(default)]
    pub compared: bool,
    /// Whether its yes says that the value is not fit, and its no that it is.
    #[serde(default)]
    pub denies: bool,
    /// Whether it raises instead of answering no.
    #[serde(default)]
    pub or_raises: bool,
    /// Whether what it speaks of must be a whole path, without `..` and links.
    #[serde(default)]
    pub resolved: bool,
}

/// Texts without which a value is fit for some readers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Absence {
    /// The texts: any of them, absent, is enough.
    pub texts: Vec<String>,
    /// The readers.
    #[serde(rename = "for")]
    pub readers: Vec<FactKind>,
}

/// What calls outside the tree make of values.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Passing {
    /// Calls that give what they are given, in another form.
    #[serde(default)]
    pub keeps: Vec<Pattern>,
    /// Calls that give a path without `..` and links.
    #[serde(default)]
    pub resolves: Vec<Pattern>,
    /// Parts of an address that say where it leads.
    #[serde(default)]
    pub hosts: Vec<Pattern>,
    /// Access paths under which a call puts its last argument, found again by a
    /// call with the same arguments before it: the call that puts, the call that finds.
    #[serde(default)]
    pub shelves: Vec<(Pattern, Pattern)>,
    /// Calls that take an address apart: its second part says where it leads.
    #[serde(default)]
    pub splits: Vec<Pattern>,
    /// Calls that put such parts together again.
    #[serde(default)]
    pub joins: Vec<Pattern>,
    /// Calls that keep a query to the rows whose fields have the values they are
    /// given by name.
    #[serde(default)]
    pub narrows: Vec<Pattern>,
    /// Calls that keep a query to some of its rows: of those among which only the
    /// caller's own are looked for, they are the ones to tell.
    #[serde(default)]
    pub sorts: Vec<Pattern>,
    /// Words in names of things that must not be guessed.
    #[serde(default)]
    pub secret_names: Vec<String>,
}
