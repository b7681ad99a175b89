//! Fields of stored objects that nobody can guess the values of, as data: an
//! address that names an object by one of them is its own permission.

use serde::Deserialize;

use super::{Pattern, Patterns};

/// How the classes of a store declare fields, and how objects are found by them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Capability {
    /// Calls that find the one object for which the keywords hold, or raise.
    pub finds: Patterns,
    /// The exceptions they raise when there is none, without `()`.
    pub absent: Vec<Pattern>,
    /// Calls that declare a field in the body of a class.
    pub fields: Patterns,
    /// The keyword of such a call that says what makes a value.
    pub default: String,
    /// Keywords, with their value, of fields that only identify: `primary_key=True`.
    pub identifies: Vec<String>,
    /// Calls that declare a field which leads to the class they are given first.
    pub references: Patterns,
    /// What stands between such a field and one of that class in a keyword.
    pub joined_by: String,
    /// Functions, without `()`, that give what nobody can guess.
    pub drawn: Vec<Pattern>,
    /// Attributes and methods that only write it another way: `hex`.
    pub written: Vec<String>,
    /// The least length they may be told, where they are told one.
    pub least: i64,
}
