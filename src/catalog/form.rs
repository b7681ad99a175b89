//! Forms: how a library declares what data must look like, and rules: who may do
//! what; as data.

use serde::Deserialize;

use super::Pattern;

/// How fields say that they must be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// They must, unless they have a default.
    #[default]
    UnlessDefault,
    /// They must, unless `required=False` or a default is said.
    UnlessFalse,
    /// They need not, unless `required=True` is said.
    IfTrue,
}

/// A way of declaring forms: by classes with fields, or by dictionaries.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FormModel {
    /// Base classes outside the tree.
    #[serde(default)]
    pub bases: Vec<Pattern>,
    /// Decorators that make any class one.
    #[serde(default)]
    pub decorators: Vec<Pattern>,
    /// It is a dictionary after JSON Schema.
    #[serde(default)]
    pub dictionaries: bool,
    /// Fields are declared by annotations, `name: type = Field(...)`; otherwise by
    /// calls, `name = Field(...)`.
    #[serde(default)]
    pub annotated: bool,
    /// How fields say that they must be sent.
    #[serde(default)]
    pub required: Required,
    /// Keywords of fields that give a value where none is sent.
    #[serde(default)]
    pub defaults: Vec<String>,
    /// Keys and keywords for the most that is taken.
    #[serde(default)]
    pub upper: Vec<String>,
    /// Those for the least.
    #[serde(default)]
    pub lower: Vec<String>,
    /// Others that narrow what is taken.
    #[serde(default)]
    pub limits: Vec<String>,
    /// Those that list all that is taken.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Those that take something more where they are true.
    #[serde(default)]
    pub opens: Vec<String>,
    /// Those that keep callers from setting a field at all.
    #[serde(default)]
    pub fixed: Vec<String>,
    /// The list of such fields in an inner class: `Meta.read_only_fields`.
    #[serde(default)]
    pub fixed_in: Option<String>,
    /// The list of all fields in an inner class: `Meta.fields`.
    #[serde(default)]
    pub listed_in: Option<String>,
    /// Settings with which names that are not declared are refused: `extra=forbid`.
    #[serde(default)]
    pub closed: Vec<String>,
    /// Types and field classes that take anything.
    #[serde(default)]
    pub anything: Vec<String>,
    /// Those that take any text, or any mapping.
    #[serde(default)]
    pub plain: Vec<String>,
    /// Decorators of methods that look at fields.
    #[serde(default)]
    pub validators: Vec<Pattern>,
    /// Names of such methods; `*` at the end stands for the field.
    #[serde(default)]
    pub methods: Vec<String>,
    /// Attributes by which view classes name their form.
    #[serde(default)]
    pub attributes: Vec<String>,
}

/// Calls that declare rules of who may do what, as oslo.policy writes them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PolicyRules {
    /// The calls.
    pub calls: Vec<Pattern>,
    /// The keyword of the rule's name, which comes first.
    pub name: String,
    /// The keyword of what it asks, which comes second.
    pub asks: String,
    /// The keyword of the routes that it is for.
    pub operations: String,
    /// Roles, each of which has those behind it as well.
    pub roles: Vec<String>,
}
