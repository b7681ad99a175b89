//! Names that a change left without a value: what made it guarded something, and
//! the name is used as before: `mine = Boat.owned_by(user)` went, `mine.get(id)` stayed.

use std::sync::Arc;

use super::definitions::{Definition, definitions};
use super::fact::{Fact, Outcome, Site};
use super::judged::Judged;
use super::laxer::is_scoped;
use super::refused::plain;
use super::unbound::is_unbound;
use super::walk::is_guard;
use crate::catalog::{Check, Order};
use crate::model::{Change, Evidence, FactKind, Finding, Role, Side, State, Verdict};
use crate::syntax::python::ast::{ExprKind, Name, Stmt, StmtKind};

/// A statement that went, and the name to which it gave a value.
struct Left {
    name: Name,
    made: Site,
    /// The function that uses the name still.
    user: Definition,
}

/// Tells of guards that stood in such statements, in the findings of their checks.
pub(super) fn tell(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    for left in left(old, new) {
        let place = left.made.place(Side::Base);
        let told = |finding: &Finding| {
            matches!(finding.change(), Some(Change::Removed | Change::Weakened))
                && finding.primary().file == place.file
                && finding.primary().side() == Side::Base
                && (place.first_line()..=place.last_line())
                    .contains(&finding.primary().first_line())
        };
        if findings.iter().any(told) {
            continue;
        }
        let facts = || old.behaviour.facts.iter();
        let Some(check) = checks.iter().find(|check| facts().any(|one| left.held(check, one)))
        else {
            continue;
        };
        let mut of_check = findings.iter_mut().filter(|finding| *finding.check() == check.id);
        let open = |finding: &&mut Finding| {
            !matches!(finding.change(), Some(Change::Removed | Change::Weakened))
        };
        if let Some(finding) = of_check.find(open) {
            *finding = left.said(finding);
        }
    }
}

impl Left {
    /// Whether the statement held what answers a check.
    fn held(&self, check: &Check, fact: &Fact) -> bool {
        let inside = |site: &Site| {
            site.file.path == self.made.file.path && self.made.range.contains(site.range)
        };
        if check.guards.order == Order::Flow {
            let fit = fact.read.as_ref().map(|read| &read.outcome);
            return check.applies.effects.contains(&fact.kind)
                && matches!(fit, Some(Outcome::Fit(_, site, _)) if inside(site));
        }
        let first = check.guards.facts.first();
        let asks = is_guard(fact.kind) && first == Some(&fact.kind);
        let scopes = first == Some(&FactKind::ObjectAccessChecked) && is_scoped(fact);
        (asks || scopes) && !fact.void && !fact.gate && inside(fact.deciding())
    }

    fn said(&self, finding: &Finding) -> Finding {
        let mut evidence = vec![
            self.made.evidence(Role::Was, Side::Base, "gave the name its value"),
            self.user.header().evidence(Role::Effect, Side::Head, "uses the name still"),
        ];
        evidence.extend::<Vec<Evidence>>(finding.evidence().to_vec());
        let message = format!(
            "The change took away `{}`: `{}` is used as before, and nothing gives it a value.",
            self.made.text(),
            self.name
        );
        let primary = self.made.place(Side::Base);
        let verdict = Verdict { state: State::Removed, primary, message, evidence };
        finding.changed(verdict, Change::Removed)
    }
}

/// The names that functions which a handler runs use without a value now.
fn left(old: &Judged<'_>, new: &Judged<'_>) -> Vec<Left> {
    let mut ran: Vec<Site> = vec![old.def()];
    ran.extend(old.behaviour.entered.iter().map(|entered| entered.at.clone()));
    let mut found: Vec<Left> = Vec::new();
    for at in ran {
        let now = new.world().project.file(&at.file.path);
        let Some(file) = now.filter(|file| file.module.text != at.file.module.text) else {
            continue;
        };
        let Some(before) = definitions(&at.file).into_iter().find(|one| one.header().same(&at))
        else {
            continue;
        };
        let mut after = definitions(&file).into_iter();
        let Some(after) = after.find(|after| after.is_named_as(&before)) else { continue };
        let text = file.module.slice(after.function.range);
        let still = plain(text);
        let mut made = Vec::new();
        assigned(&before.function.body, &mut made);
        for (name, statement) in made {
            let code = at.file.module.slice(statement.range);
            let elsewhere = file.bindings.names.contains_key(name)
                || file.bindings.global_writers.contains_key(name)
                || !file.bindings.stars.is_empty();
            if elsewhere || still.contains(&plain(code)) || !is_unbound(name, text) {
                continue;
            }
            let made = Site { file: Arc::clone(&at.file), range: statement.range };
            found.push(Left { name: Arc::clone(name), made, user: after.clone() });
        }
    }
    found
}

/// The statements of a body that give a single name its value.
fn assigned<'code>(body: &'code [Stmt], found: &mut Vec<(&'code Name, &'code Stmt)>) {
    for statement in body {
        if let StmtKind::Assign { targets, value: Some(_), .. } = &statement.kind
            && let [target] = targets.as_slice()
            && let ExprKind::Name(name) = &target.kind
        {
            found.push((name, statement));
        }
        statement.blocks().into_iter().for_each(|block| assigned(block, found));
    }
}
