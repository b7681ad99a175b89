//! Claims of foreign reviews as the screen has them: texts that are safe to show, places.

use crate::claims::{ClaimKey, ClaimVerdict, Stage};
use crate::model::{CheckId, HandlerId, Place, Role};

/// What was read of foreign reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The reviews, in the order they were given.
    pub sources: Vec<Source>,
    /// What they assert, review by review.
    pub claims: Vec<Claim>,
}

/// A foreign review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The name it goes by.
    pub name: String,
    /// What is to be known of it as a whole, a sentence each.
    pub remarks: Vec<String>,
}

/// A claim on its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it is known by whenever its review is read.
    pub key: ClaimKey,
    /// 0-based index of its review.
    pub source: usize,
    /// The line of the review where it begins, 1-based.
    pub line: u32,
    /// Its headline.
    pub title: String,
    /// All it says, in lines.
    pub text: String,
    /// How bad the review says it is, the numbers of its weakness.
    pub weight: String,
    /// The check that asks what it is about.
    pub check: Option<CheckId>,
    /// What is held of it.
    pub verdict: ClaimVerdict,
    /// Why, and the nearest name to one that the code does not have.
    pub reason: String,
    /// The name of the rule that decided.
    pub rule: String,
    /// The function it is about.
    pub unit: Option<HandlerId>,
    /// The lines of that function.
    pub around: Option<Place>,
    /// The line that decides.
    pub place: Option<Place>,
    /// What is walked: the places that decided, and others that it may mean.
    pub stops: Vec<ClaimStop>,
    /// What else is to be known of it: repeats, others that say the same.
    pub remarks: Vec<String>,
}

/// A place of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimStop {
    /// Where.
    pub place: Place,
    /// The part it plays; none for the bare line that decides, and for others that the
    /// claim may mean.
    pub role: Option<Role>,
    /// The phrase.
    pub say: String,
}

impl Claim {
    /// The place to go to first.
    #[must_use]
    pub fn first_place(&self) -> Option<&Place> {
        self.place.as_ref().or_else(|| self.stops.first().map(|stop| &stop.place))
    }
}

/// How far the reading of foreign reviews is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// This one is being read.
    Reading(String),
    /// Its claims are being put on lines and judged.
    Grounding(Stage),
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reading(name) => write!(f, "reading {name}"),
            Self::Grounding(stage) => write!(f, "{stage}"),
        }
    }
}
