//! Methods that a change added to a handler and that nobody asks where a request comes
//! from: what was done for forms alone is done for a link or an image now.

use super::compare::Sides;
use super::derived::turns_fetched_away;
use super::fact::{Fact, Site};
use super::items::Item;
use super::judged::Judged;
use super::refused::plain;
use super::value::Origins;
use crate::catalog::Check;
use crate::model::{FactKind, Method, Role, Side, State, Verdict};

/// Methods by which a browser fetches, from whatever page (RFC 9110 section 9.2.1).
const FETCHED: [&str; 2] = ["GET", "HEAD"];

/// What to say where such a method came, and something is changed by it; none where
/// none did, or nobody asked before.
pub(super) fn fetched_too(
    check: &Check,
    (base, head): (&Item, &Item),
    (old, new): Sides<'_>,
) -> Option<Verdict> {
    let asked = matches!(base.verdict.state, State::Guarded | State::Conditional);
    let shields = check.guards.facts.contains(&FactKind::ForgeryShielded);
    let fetched = |method: &Method| FETCHED.contains(&method.as_str());
    let was = &old.found.methods;
    if !asked || !shields || was.is_empty() || was.iter().any(fetched) {
        return None;
    }
    let now = &new.found.methods;
    if !now.is_empty() && !now.iter().any(fetched) {
        return None;
    }
    let by = [Method::new("GET")];
    // A browser that fetches sends no body: what hangs on one does not happen.
    let sent = |fact: &Fact| {
        let mut tests = fact.conditions.iter();
        fact.about.any(Origins::BODY) || tests.any(|test| test.origins.any(Origins::BODY))
    };
    let changes = |fact: &&Fact| {
        let writes = matches!(
            fact.kind,
            FactKind::ObjectUpdated
                | FactKind::ObjectCreated
                | FactKind::ObjectDeleted
                | FactKind::MessageSent
        );
        writes && check.applies.effects.contains(&fact.kind) && fact.may_happen_with(&by)
    };
    let reached = |fact: &&Fact| !sent(fact) && !turns_fetched_away(&new.behaviour.refused, fact);
    let effect = new.behaviour.facts.iter().filter(changes).find(reached)?;
    let site = declared_anew(old, new);
    let mut evidence = vec![
        old.def().evidence(Role::Was, Side::Base, format!("answered {} alone", listed(was))),
        effect.near().evidence(Role::Effect, Side::Head, "happens to GET as well"),
    ];
    evidence.extend(head.verdict.evidence.iter().cloned());
    Some(Verdict {
        state: State::Weakened,
        primary: site.place(Side::Head),
        message: format!(
            "It answers GET as well, where it answered {} alone: whatever page makes a browser \
             fetch its address leads to `{}`, and of nothing that is fetched it is asked where \
             it comes from.",
            listed(was),
            effect.near().text(),
        ),
        evidence,
    })
}

fn listed(methods: &[Method]) -> String {
    methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}

/// The decorator that came with the change, else the `def` line.
fn declared_anew(old: &Judged<'_>, new: &Judged<'_>) -> Site {
    let code = |judged: &Judged<'_>, range| plain(judged.found.file.module.slice(range));
    let before: Vec<String> =
        old.found.function.decorators.iter().map(|one| code(old, one.range)).collect();
    let mut now = new.found.function.decorators.iter();
    let came = now.find(|one| !before.contains(&code(new, one.range)));
    match came {
        Some(one) => Site { range: one.range, ..new.def() },
        None => new.def(),
    }
}
