//! Facts that follow from others, once all of a handler are known.

use std::sync::Arc;

use super::discover::Found;
use super::fact::{Condition, Fact, Opaque, Outcome, PathTest, Site};
use super::refused::Refused;
use super::value::Origins;
use super::walk::{BY_PLACE, ENCODES, is_guard};
use crate::model::{FactKind, Method, Role};

/// What tests of the request's path keep from the handler's routes does not
/// happen there; where they let all of them pass they are no conditions.
pub(super) fn on_its_routes(found: &Found, facts: &mut Vec<Fact>) {
    if found.routes.is_empty() {
        return;
    }
    let lets = |test: &Arc<Condition>, wanted| {
        test.paths.as_ref().is_some_and(|test| all_let(found, test, wanted))
    };
    facts.retain(|fact| !fact.conditions.iter().any(|test| lets(test, false)));
    for fact in facts {
        fact.conditions.retain(|test| !lets(test, true));
    }
}

/// The same of the ways in which requests are turned away.
pub(super) fn refused_on_its_routes(found: &Found, refused: &mut Vec<Refused>) {
    if !found.routes.is_empty() {
        refused.retain(|one| !one.paths.iter().any(|test| all_let(found, test, false)));
    }
}

/// Whether a test of the path comes out this way for each of the routes.
fn all_let(found: &Found, test: &PathTest, wanted: bool) -> bool {
    found.routes.iter().all(|route| test.lets(&route.template) == Some(wanted))
}

/// A handler of any method that changes something without a body does so for a
/// GET as well, unless it turns those away: what stands around the program lets
/// that through.
pub(super) fn changed_by_any_method(found: &Found, refused: &[Refused], facts: &mut Vec<Fact>) {
    if !found.methods.is_empty() {
        return;
    }
    let Some(first) = facts.iter().find(writes).cloned() else { return };
    if turns_fetched_away(refused, &first) {
        return;
    }
    if facts.iter().filter(writes).any(|write| says_by_body(write, facts)) {
        return;
    }
    facts.retain(|fact| fact.kind != FactKind::ForgeryShielded);
    facts.push(Fact { kind: FactKind::ChangedByAnyMethod, ..first });
}

/// Whether a test of the method alone turns a GET away before something happens.
pub(super) fn turns_fetched_away(refused: &[Refused], before: &Fact) -> bool {
    let fetched = Method::new("GET");
    refused.iter().any(|one| match one.way.as_slice() {
        [test] => {
            let of_method = test.methods.as_ref().is_some_and(|methods| methods.lets(&fetched));
            of_method && test.order <= before.order
        }
        _ => false,
    })
}

fn writes(fact: &&Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::ObjectUpdated
            | FactKind::ObjectCreated
            | FactKind::ObjectDeleted
            | FactKind::MessageSent
            | FactKind::SessionStarted
    )
}

/// What a hook of the program refuses as forged says nothing of this handler
/// alone; it lets through what changes nothing (RFC 9110 section 9.2.1).
pub(super) fn of_program(facts: &mut [Fact], methods: &[Method]) {
    let safe = |method: &Method| matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS");
    let harmless = !methods.is_empty() && methods.iter().all(safe);
    for fact in facts.iter_mut().filter(|fact| fact.kind == FactKind::ForgeryRefused) {
        fact.kind = FactKind::ForgeryShielded;
        fact.void |= harmless;
    }
}

/// Of middleware that the settings list only what it refuses counts for a handler.
/// What it finds out about who asks, and refuses nobody by, is no word of the
/// handler's own: it goes before those that trust no cookie as well.
pub(super) fn known_around(facts: &mut [Fact]) {
    let refuses = |fact: &Fact| {
        matches!(
            fact.kind,
            FactKind::AuthenticationRequired
                | FactKind::AccessChecked
                | FactKind::ObjectAccessChecked
        ) && !fact.void
            && !fact.gate
    };
    let refused = facts.iter().any(refuses);
    for fact in facts.iter_mut() {
        let keeps = match fact.kind {
            kind if tells_caller(kind) => refused,
            FactKind::CacheRestricted | FactKind::CacheAllowed | FactKind::ForgeryShielded => true,
            kind => is_guard(kind) && !fact.gate,
        };
        fact.void |= !keeps;
    }
}

/// Letting forged requests through is nothing where all of the code is known,
/// reads no body and changes nothing.
pub(super) fn harmless_exemption(facts: &mut Vec<Fact>, opaque: &[Opaque]) {
    let acts = |fact: &Fact| writes(&fact) || fact.kind == FactKind::BodyRead;
    let cookie =
        |fact: &Fact| matches!(fact.kind, FactKind::CookieTrusted | FactKind::SessionStarted);
    let gains = facts.iter().any(acts) && facts.iter().any(cookie);
    if opaque.is_empty() && !gains {
        facts.retain(|fact| fact.kind != FactKind::ForgeryAllowed);
    }
}

/// What reads nothing but values that were made fit for their reader on the way
/// is looked at by that: an address that a redirect may lead to. What a redirect only
/// hands on, behind the part that says where it leads, nothing is done with here.
pub(super) fn made_fit(facts: &mut Vec<Fact>) {
    let (mut found, mut handed_on) = (Vec::new(), Vec::new());
    for (at, fact) in facts.iter().enumerate() {
        let input = fact.about.only(Origins::BODY | Origins::QUERY);
        let reads = matches!(fact.kind, FactKind::BodyRead | FactKind::QueryRead);
        if !reads || fact.settled {
            continue;
        }
        match fit_at(facts, fact) {
            Some(Fitness::By(near, site)) => found.push((at, near, site, input)),
            Some(Fitness::HandedOn) => handed_on.push(at),
            None => {}
        }
    }
    for at in handed_on {
        facts[at].settled = true;
    }
    if found.is_empty() {
        return;
    }
    // One object for each read: a guard of one says nothing of the others.
    for (at, fact) in facts.iter_mut().enumerate() {
        if matches!(fact.kind, FactKind::BodyRead | FactKind::QueryRead) {
            fact.object = u32::MAX - u32::try_from(at).unwrap_or(0);
        }
    }
    for (at, near, site, about) in found {
        let mut trail = vec![near.clone()];
        if !near.same(&site) {
            trail.push(site);
        }
        let fact = Fact { trail, about, kind: FactKind::InputValidated, ..facts[at].clone() };
        // What refuses says more of the form of what was sent.
        facts.push(Fact { read: None, bare: 2, ..fact });
    }
}

/// What makes a value fit for all that reads it.
enum Fitness {
    /// Code, on a line of the handler and where it decides.
    By(Site, Site),
    /// Redirects hand it on, whatever it holds.
    HandedOn,
}

/// Where all that was done with what is read here made it fit; none where
/// nothing read it as more than text, or something read it as it came.
fn fit_at(facts: &[Fact], read: &Fact) -> Option<Fitness> {
    let from_here = |fact: &&Fact| {
        let sources = fact.read.iter().flat_map(|read| &read.way);
        sources
            .into_iter()
            .any(|(role, site, _)| *role == Role::Source && site.same(read.deciding()))
    };
    let (mut fit, mut handed_on) = (None, false);
    // What takes it as a value asks for no form; what sends a file refuses what
    // leads out of its folder.
    let as_value = |fact: &Fact| {
        let fit = fact.read.as_ref().map(|read| &read.outcome);
        let itself = matches!(fit, Some(Outcome::Fit(_, site, _)) if site.same(fact.deciding()));
        itself && fact.kind != FactKind::FileReached
    };
    let reads = facts.iter().filter(from_here);
    for fact in reads.filter(|fact| !is_encoded(fact.kind) && !as_value(fact)) {
        match fact.read.as_ref().map(|read| &read.outcome) {
            Some(Outcome::Fit(_, _, say)) if say == BY_PLACE || say.ends_with(ENCODES) => {
                handed_on |= fact.kind == FactKind::RedirectSent;
                if fact.kind != FactKind::RedirectSent {
                    return None;
                }
            }
            Some(Outcome::Fit(near, site, _)) => {
                fit = Some(Fitness::By(near.clone(), site.clone()));
            }
            _ => return None,
        }
    }
    let kept = |fact: &Fact| {
        writes(&fact) && fact.about.any(read.about.only(Origins::BODY | Origins::QUERY))
    };
    fit.or_else(|| (handed_on && !facts.iter().any(kept)).then_some(Fitness::HandedOn))
}

/// Whether a reader takes whatever text there is once it is written its way:
/// that says nothing of what the text holds.
fn is_encoded(kind: FactKind) -> bool {
    !matches!(kind, FactKind::RedirectSent | FactKind::UrlFetched | FactKind::FileReached)
}

/// Whether something happens only for a body, or for a method that has one.
fn says_by_body(write: &Fact, facts: &[Fact]) -> bool {
    let by_test = write.conditions.iter().any(|condition| {
        condition.origins.any(Origins::BODY) || condition.text.contains(".method")
    });
    let read = |fact: &&Fact| {
        fact.kind == FactKind::BodyRead
            && fact.order < write.order
            && fact.extra_conditions(write).is_empty()
    };
    write.about.any(Origins::BODY) || by_test || facts.iter().any(|fact| read(&fact))
}

/// Who asks is known by a key, where no cookie tells it: by a refusal that
/// judges what the caller sent, or by an object that only its address names.
pub(super) fn key_presented(facts: &mut Vec<Fact>) {
    let cookie = facts
        .iter()
        .any(|fact| matches!(fact.kind, FactKind::CookieTrusted | FactKind::SessionStarted));
    if cookie {
        facts.retain(|fact| fact.kind != FactKind::KeyPresented);
        return;
    }
    let before_all = |fact: &Fact| {
        facts.iter().any(|other| writes(&other))
            && facts.iter().filter(writes).all(|write| fact.extra_conditions(write).is_empty())
    };
    let changes = facts.iter().any(|fact| writes(&fact) || fact.kind == FactKind::ForgeryAllowed);
    let presents = |fact: &&Fact| match fact.kind {
        FactKind::AuthenticationRequired | FactKind::AccessChecked => {
            (fact.conditions.is_empty() || before_all(fact))
                && !fact.gate
                && fact.about.any(Origins::INPUT)
                && !fact.about.any(Origins::PRINCIPAL)
        }
        // Where nothing is changed, what is loaded need not say who asks.
        FactKind::ObjectLoaded if changes => {
            let comes_first = |write: &Fact| fact.extra_conditions(write).is_empty();
            fact.about.any(Origins::PATH) && facts.iter().filter(writes).all(comes_first)
        }
        _ => false,
    };
    if let Some(fact) = facts.iter().find(presents).cloned() {
        facts.push(Fact { kind: FactKind::KeyPresented, ..fact });
    }
}

/// An unguessable address is a permission of its own only where nothing more is
/// asked of whoever comes by it: elsewhere it is no more than a name.
pub(super) fn asked_beside_key(facts: &mut Vec<Fact>) -> Vec<Fact> {
    let asks = |fact: &Fact| {
        matches!(
            fact.kind,
            FactKind::AuthenticationRequired
                | FactKind::AccessChecked
                | FactKind::ObjectAccessChecked
                | FactKind::CookieTrusted
                | FactKind::SessionStarted
                | FactKind::IdentityEstablished
        )
    };
    if !facts.iter().any(asks) {
        return Vec::new();
    }
    let is_key = |fact: &mut Fact| fact.kind == FactKind::CapabilityPresented;
    facts.extract_if(.., is_key).collect()
}

/// Whether a fact says by what the caller is known.
pub(super) fn tells_caller(kind: FactKind) -> bool {
    matches!(kind, FactKind::CookieTrusted | FactKind::KeyPresented | FactKind::ForgeryAllowed)
}
