//! What a program puts around every handler, as data: middleware that a setting
//! lists, and extensions that are set up once.

use serde::Deserialize;

use super::Pattern;
use crate::model::FactKind;

/// Something that runs before every handler where the program says so once.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Around {
    /// Settings that list dotted names of what runs: `MIDDLEWARE`.
    #[serde(default)]
    pub settings: Vec<String>,
    /// The name that must be listed there.
    #[serde(default)]
    pub listed: Option<Pattern>,
    /// The call that sets it up instead.
    #[serde(default)]
    pub call: Option<Pattern>,
    /// A keyword the call must be given: `default_limits`.
    #[serde(default)]
    pub keyword: Option<String>,
    /// The call that lets a group of routes off: `extension.exempt(group)`.
    #[serde(default)]
    pub exempt: Option<Pattern>,
    /// The keyword of a route's declaration that lets it off.
    #[serde(default)]
    pub off_keyword: Option<String>,
    /// The keyword of the call that lists the paths it leaves alone, as regular
    /// expressions that are looked for in a path.
    #[serde(default)]
    pub off_paths: Option<String>,
    /// A word that must be in the program for it to be in use.
    #[serde(default)]
    pub with_word: Option<String>,
    /// Words whose presence in the program says that it is switched off there.
    #[serde(default)]
    pub unless_words: Vec<String>,
    /// Methods for which it does nothing (RFC 9110 section 9.2.1).
    #[serde(default)]
    pub not_methods: Vec<String>,
    /// What it does.
    pub facts: Vec<FactKind>,
}

/// What the result of a call holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// How the program works inside: a traceback.
    ErrorDetail,
    /// A password or a key.
    Secret,
    /// How often somebody asked.
    Count,
    /// Only fields that the code lists.
    Listed,
    /// No more than the code allows.
    Bounded,
    /// An answer that says no more of its arguments: yes or no, a digest.
    Verdict,
}

/// Words by which programs call things, compared without case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// Attributes and keys that hold a password or a key.
    #[serde(default)]
    pub secret: Vec<String>,
    /// Stored attributes and variables that count requests.
    #[serde(default)]
    pub count: Vec<String>,
    /// Fields by which a row is found only by whoever was given their value.
    #[serde(default)]
    pub bearer: Vec<String>,
    /// Parts of names that hold a token against forged requests.
    #[serde(default)]
    pub token: Vec<String>,
    /// Parts of names that hold the site a request comes from.
    #[serde(default)]
    pub origin: Vec<String>,
    /// Parts of names of base classes under which handlers stand that anybody
    /// may call to read.
    #[serde(default)]
    pub public: Vec<String>,
    /// Parts next to one of those that make it another word: `PublicKey`.
    #[serde(default)]
    pub not_public_beside: Vec<String>,
}
