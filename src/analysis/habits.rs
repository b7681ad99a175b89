//! What the handlers of all files show together: what is done anywhere, and
//! which decorators leave marks by which hooks let anybody through.

use std::collections::BTreeSet;

use super::discover::Found;
use super::fact::{Fact, Site};
use super::run::Behaviour;
use super::value::Kind;
use super::walk::Walk;
use super::world::World;
use crate::model::{FactKind, Method, RepoPath};
use crate::syntax::python::ast::{Expr, ExprKind};

/// Where a decorator is defined that leaves a mark.
type Marker = (RepoPath, u32);

/// What handlers do and say.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// The kinds of facts that any of them shows: with methods that only read, and
    /// with those that may write.
    facts: [BTreeSet<FactKind>; 2],
    /// Decorators for whose marks a hook left out its guard.
    markers: BTreeSet<Marker>,
    /// Lookups by what nobody can guess of handlers that ask more of the caller.
    keyed: Vec<Fact>,
}

impl Habits {
    /// Adds what one handler shows.
    pub(super) fn add(&mut self, world: &World, found: &Found, behaviour: &Behaviour) {
        for (shown, _) in self.facts.iter_mut().zip(sorts(&found.methods)).filter(|(_, is)| *is) {
            shown.extend(behaviour.facts.iter().map(|fact| fact.kind));
        }
        for fact in &behaviour.keyed {
            if !self.keyed.iter().any(|known| is_same_key(known, fact)) {
                self.keyed.push(fact.clone());
            }
        }
        for fact in behaviour.facts.iter().filter(|fact| fact.gate) {
            if fact.kind != FactKind::PublicDeclared || fact.near().file.path != found.file.path {
                continue;
            }
            let mut own = found.function.decorators.iter();
            let decorator = own.find(|decorator| decorator.range == fact.near().range);
            self.markers.extend(decorator.and_then(|it| marker(world, found, it)));
        }
    }

    /// Whether a kind of fact is shown anywhere, or by those alone that answer the same
    /// sort of methods.
    pub(super) fn show(&self, kind: FactKind, alike: Option<&[Method]>) -> bool {
        let sorts = alike.map_or([true, true], sorts);
        self.facts.iter().zip(sorts).any(|(shown, is)| is && shown.contains(&kind))
    }

    /// A lookup by the same key of a handler that asks more of the caller.
    pub(super) fn asks_beside_key(&self, key: &Fact) -> Option<&Fact> {
        self.keyed.iter().find(|known| is_same_key(known, key))
    }

    /// The decorator by which a handler says that anybody may call it, where no
    /// hook stands before it that would ask: it means the same there.
    pub(super) fn marked_public(
        &self,
        world: &World,
        found: &Found,
        behaviour: &Behaviour,
    ) -> Option<Site> {
        let asks = [FactKind::AuthenticationRequired, FactKind::AccessChecked];
        if self.markers.is_empty() || behaviour.has(&asks) {
            return None;
        }
        let mut own = found.function.decorators.iter();
        let is_marker = |it: &&Expr| {
            marker(world, found, it).is_some_and(|marker| self.markers.contains(&marker))
        };
        let decorator = own.find(is_marker)?;
        Some(Site { file: std::sync::Arc::clone(&found.file), range: decorator.range })
    }
}

/// Whether some of these methods only read, and whether some may write; both where they
/// are not known.
pub(super) fn sorts(methods: &[Method]) -> [bool; 2] {
    let unknown = methods.is_empty();
    let reads = methods.iter().any(Method::is_safe);
    let writes = methods.iter().any(|method| !method.is_safe());
    [unknown || reads, unknown || writes]
}

/// Whether two lookups are by the same field.
fn is_same_key(one: &Fact, other: &Fact) -> bool {
    match (&one.key, &other.key) {
        (Some(one), Some(other)) => one.site.same(&other.site),
        _ => false,
    }
}

/// Where the function is defined that a decorator names.
fn marker(world: &World, found: &Found, decorator: &Expr) -> Option<Marker> {
    let named = match &decorator.kind {
        ExprKind::Call(call) => &call.function,
        _ => decorator,
    };
    let mut walk = Walk::quietly(world);
    walk.enter_module(&found.file);
    match walk.expression(named).kind {
        Kind::Function(function) => {
            Some((function.file.path.clone(), function.function.range.start))
        }
        _ => None,
    }
}
