//! Evidence: the places that decide an item, each with the part it plays.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Place;

/// The part a place plays in deciding an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The line that protects.
    Guard,
    /// Where the outside value enters.
    Source,
    /// A call or assignment on the way.
    Step,
    /// Where the value does harm.
    Sink,
    /// What the guard protects: a write, a load, an answer.
    Effect,
    /// The test under which the guard counts.
    Condition,
    /// What stood there before the change.
    Was,
    /// The same thing done by a neighbour.
    Sibling,
    /// A test that pins the guard.
    Test,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Guard => "guard",
            Self::Source => "source",
            Self::Step => "step",
            Self::Sink => "sink",
            Self::Effect => "effect",
            Self::Condition => "condition",
            Self::Was => "was",
            Self::Sibling => "sibling",
            Self::Test => "test",
        })
    }
}

/// A place, the part it plays, and a short phrase that says so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The part the place plays.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// A short phrase without a full stop: "refuses with 415".
    pub say: String,
}

impl Evidence {
    /// Evidence from its three parts.
    pub fn new(role: Role, place: Place, say: impl Into<String>) -> Self {
        Self { role, place, say: say.into() }
    }
}
