//! Tests that assert a refusal: found by their words in the tests of one tree,
//! without understanding them. Read when first asked for.

mod address;
mod declared;
mod python;
mod words;

pub(in crate::analysis) use words::Refusals;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Neighbour;
use super::route::{self, Part};
use crate::analysis::discover::Found;
use crate::analysis::project::Project;
use crate::model::{Evidence, FactKind, Place, RepoPath, Role, Side, TextSpan};
use crate::syntax::python::has_word;

/// Tests larger than this, in bytes, hold data rather than tests.
const LARGEST: usize = 512 << 10;

/// Bytes of tests that are read of one tree.
const MOST_BYTES: usize = 64 << 20;

/// Trees with more tests than this are not searched.
const MOST: usize = 5_000;

/// A redirect to sign in.
const REDIRECT: u16 = 302;

/// The statuses with which guards of a kind refuse. A 404 is none of them:
/// it is as often said of what is not there.
pub(super) fn statuses(kind: FactKind) -> &'static [u16] {
    match kind {
        FactKind::AuthenticationRequired => &[401, REDIRECT],
        FactKind::AccessChecked | FactKind::ObjectAccessChecked => &[403],
        FactKind::InputValidated => &[400, 422],
        FactKind::VersionCompared => &[409, 412],
        FactKind::ContentTypeRequired => &[415],
        FactKind::AcceptChecked => &[406],
        FactKind::RateLimited => &[429],
        _ => &[],
    }
}

/// The assertions of refusals in the tests of one tree.
#[derive(Debug)]
pub(in crate::analysis) struct Pins(Vec<Pin>);

/// A line of a test that asserts a refusal.
#[derive(Debug)]
pub(super) struct Pin {
    file: RepoPath,
    span: TextSpan,
    status: u16,
    /// The name of the test.
    test: String,
    sent: Sent,
}

/// What the test did before.
#[derive(Debug)]
enum Sent {
    /// It sent a request.
    Request { method: Option<String>, address: Vec<Part> },
    /// It called functions: the dotted names up to the assertion, and the whole file.
    Call { names: Vec<String>, file: Arc<str> },
}

impl Pins {
    /// Reads the tests of a tree.
    pub(in crate::analysis) fn of(project: &Project, refusals: &Refusals) -> Self {
        let files = project.tests();
        if files.len() > MOST {
            return Self(Vec::new());
        }
        let left = AtomicUsize::new(MOST_BYTES);
        let read = |path: &RepoPath| {
            let text = project.glance(path)?;
            let take = |left: usize| left.checked_sub(text.len());
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).ok()?;
            (text.len() <= LARGEST).then(|| {
                if path.is_python() {
                    python::pins(path, &text, refusals)
                } else {
                    declared::pins(path, &text)
                }
            })
        };
        Self(files.par_iter().filter_map(read).flatten().collect())
    }

    /// The assertions that a handler refuses with one of these statuses.
    pub(super) fn about(&self, found: &Found, statuses: &[u16]) -> Vec<&Pin> {
        let routes: Vec<Vec<Part>> =
            found.routes.iter().map(|route| route::parts(&route.template)).collect();
        let wanted = |pin: &&Pin| statuses.contains(&pin.status) && pin.is_about(found, &routes);
        self.0.iter().filter(wanted).collect()
    }
}

impl Pin {
    fn is_about(&self, found: &Found, routes: &[Vec<Part>]) -> bool {
        match &self.sent {
            Sent::Request { method, address } => {
                let answers = method.as_ref().is_none_or(|sent| {
                    found.methods.is_empty()
                        || found.methods.iter().any(|method| method.as_str() == sent)
                });
                answers && routes.iter().any(|route| route::leads_to(address, route))
            }
            Sent::Call { names, file } => {
                let (name, home) = (&*found.function.name, home(found));
                let calls = |called: &String| {
                    let (before, last) = called.rsplit_once('.').unwrap_or(("", called));
                    let is_its_own = match &found.class {
                        Some(_) => !before.is_empty() && !before.contains("client"),
                        None => before.is_empty() || before.rsplit('.').next() == Some(&*home),
                    };
                    last == name && is_its_own
                };
                names.iter().any(calls) && has_word(file, &home)
            }
        }
    }

    /// Whether it may as well be about another handler: one whose route says more
    /// of the address, or whose function of that name the file knows too.
    pub(super) fn may_be_of(&self, found: &Found, others: &[Neighbour<'_, '_>]) -> bool {
        let address = match &self.sent {
            Sent::Request { address, .. } => address,
            Sent::Call { file, .. } => {
                let mine = home(found);
                return others.iter().map(Neighbour::found).any(|other| {
                    let theirs = home(other);
                    other.function.name == found.function.name
                        && theirs != mine
                        && has_word(file, &theirs)
                });
            }
        };
        let length = |route: &Vec<Part>| {
            if route::leads_to(address, route) { route.len() } else { 0 }
        };
        let mine = found.routes.iter().map(|route| length(&route::parts(&route.template))).max();
        others.iter().flat_map(|other| &other.routes).map(length).max() > mine
    }

    /// Whether it is the same test in another tree.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.test == other.test && self.status == other.status
    }

    /// The assertion as evidence; `alone` where no guard was seen that it could pin.
    pub(super) fn evidence(&self, side: Side, alone: bool) -> Evidence {
        let refusal = refusal(self.status);
        let say = match (side, alone) {
            (Side::Base, _) => {
                format!("`{}` asserted {refusal}; this change took it away", self.test)
            }
            (Side::Head, true) => {
                format!("`{}` asserts {refusal}, and no guard was found that gives it", self.test)
            }
            (Side::Head, false) => format!("`{}` asserts {refusal}", self.test),
        };
        Evidence::new(Role::Test, Place::on(side, self.file.clone(), self.span), say)
    }
}

/// Where a test gets the handler from: its class, or its module.
fn home(found: &Found) -> String {
    match &found.class {
        Some(class) => class.class.name.to_string(),
        None => {
            let name = found.file.path.file_name();
            name.strip_suffix(".py").unwrap_or(name).to_owned()
        }
    }
}

fn refusal(status: u16) -> String {
    match status {
        REDIRECT => "a redirect to sign in from this route".to_owned(),
        status => format!("{status} for this route"),
    }
}

/// That no test asserts it, on the line of the handler.
pub(super) fn none(found: &Found, lost: &[u16], statuses: &[u16]) -> Evidence {
    // What the lost guard refused with says more than what others might.
    let status = lost.first().or(statuses.first()).copied().unwrap_or_default();
    let say = format!("no test was found that asserts {}", refusal(status));
    Evidence::new(Role::Test, found.def(Side::Head), say)
}
