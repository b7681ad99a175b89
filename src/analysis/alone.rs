//! Functions that turned requests away and do so no more, where no handler in
//! sight leads to them: told by themselves rather than not at all.

use std::sync::Arc;

use super::definitions::{Definition, definitions};
use super::engine::{FilePair, Tree};
use super::gone::where_lost_alone;
use super::judged::Walked;
use super::lost;
use super::project::aside_reason;
use super::refused::{self, Refused};
use super::run::Behaviour;
use super::value::{Arguments, FunctionValue};
use super::walk::Walk;
use crate::catalog::Catalog;
use crate::model::{
    Change, Comparison, FileAssessment, Finding, FindingId, Handler, HandlerId, NotAnalysed, Place,
    Role, Side, State, Verdict,
};
use crate::syntax::python::digest_function;

/// What runs by itself: a framework's id for functions that no framework calls.
const FRAMEWORK: &str = "python";

/// Functions of more files than this are not held against each other.
pub(super) const MAX_FUNCTIONS: usize = 200;

/// A changed function that no handler leads to, before and after.
pub(super) struct Alone<'tree> {
    trees: (&'tree Tree, &'tree Tree),
    old: (Definition, Behaviour),
    new: (Definition, Behaviour),
}

/// The changed functions of a pair of files that no handler leads to.
pub(super) fn functions<'tree>(
    (base, head): (&'tree Tree, &'tree Tree),
    pair: &FilePair,
    walked: &[&Walked<'tree>],
) -> Vec<Alone<'tree>> {
    let (Some(old), Some(new)) = (&pair.base, &pair.head) else { return Vec::new() };
    let is_code = old.is_python() && new.is_python();
    if !is_code || aside_reason(old).is_some() || aside_reason(new).is_some() {
        return Vec::new();
    }
    let files = (base.world.project.file(old), head.world.project.file(new));
    let (Some(old), Some(new)) = files else { return Vec::new() };
    let after = definitions(&new);
    let mut found = Vec::new();
    for before in definitions(&old) {
        let Some(after) = after.iter().find(|after| after.is_named_as(&before)) else { continue };
        let same = digest_function(&before.function) == digest_function(&after.function);
        if same || walked.iter().any(|walked| walked.leads_to(&before)) {
            continue;
        }
        let old = behaviour(base, &before);
        let new = behaviour(head, after);
        found.push(Alone { trees: (base, head), old: (before, old), new: (after.clone(), new) });
        if found.len() >= MAX_FUNCTIONS {
            break;
        }
    }
    found
}

/// What a function does by itself, given nothing that is known.
fn behaviour(tree: &Tree, definition: &Definition) -> Behaviour {
    let mut walk = Walk::new(&tree.world);
    let receiver =
        definition.owner.as_ref().map(|class| walk.new_object(class, Arguments::default()));
    let function = Arc::new(FunctionValue {
        file: Arc::clone(&definition.file),
        function: Arc::clone(&definition.function),
        owner: definition.owner.clone(),
        receiver,
        scope: None,
    });
    walk.run_hook(&function, Arguments { open: true, ..Arguments::default() });
    Behaviour::of_function(walk)
}

impl Alone<'_> {
    /// The ways of turning requests away that it did not have before.
    pub(super) fn refuses_anew(&self) -> Vec<&Refused> {
        refused::came(&self.old.1.refused, &self.new.1.refused)
    }

    /// Says that changed functions after it are not looked at.
    pub(super) fn last_one(&self) -> NotAnalysed {
        let at = self.new.0.header();
        let reason = format!(
            "more than {MAX_FUNCTIONS} changed functions that no handler leads to: \
             those after `{}` were not compared",
            self.new.0.name
        );
        NotAnalysed { file: at.file.path.clone(), place: Some(at.place(Side::Head)), reason }
    }

    /// Tells what it lost, unless what else the change touched has that now.
    pub(super) fn tell(
        &self,
        catalog: &Catalog,
        elsewhere: &[&Refused],
        assessment: &mut FileAssessment,
    ) {
        let head = &self.trees.1.world;
        let definition = &self.new.0;
        let id = HandlerId::new(&definition.file.path, &definition.name, definition.ordinal);
        let mut findings: Vec<Finding> = Vec::new();
        for refused in refused::lost_alone(&self.old.1, &self.new.1) {
            let moved =
                |other: &&Refused| refused::plain(&other.test) == refused::plain(&refused.test);
            let text = definition.file.module.slice(definition.function.range);
            let check = lost::check_of(catalog.checks(), &refused, &self.old.1.facts);
            let (Some(check), false) = (check, elsewhere.iter().any(moved)) else { continue };
            let Some(gone) = where_lost_alone(&refused.trail, head) else { continue };
            let told = findings.iter().any(|known| *known.check() == check.id);
            if told || !self.old.0.holds(gone) || !lost::names_something(&refused, text) {
                continue;
            }
            let verdict = Verdict {
                state: State::Removed,
                primary: gone.place(Side::Base),
                message: format!(
                    "The change took away `{}`, which {}. \
                     No handler in sight leads here: whoever calls `{}` is not guarded by it any more.",
                    refused.test,
                    refused.did(),
                    definition.name,
                ),
                evidence: vec![
                    gone.evidence(Role::Was, Side::Base, refused.did()),
                    definition.header().evidence(Role::Effect, Side::Head, "goes on without it"),
                ],
            };
            let comparison =
                Comparison { base_state: None, head_state: None, change: Change::Removed };
            findings.push(Finding::new(
                FindingId::new(&check.id, &id, None, 1),
                check.id.clone(),
                id.clone(),
                None,
                verdict,
                Some(comparison),
            ));
        }
        if !findings.is_empty() {
            assessment.touched.push(id.clone());
            assessment.handlers.push(self.listed(id));
            assessment.findings.append(&mut findings);
        }
    }

    /// The function in the place of a handler.
    fn listed(&self, id: HandlerId) -> Handler {
        let Definition { file, function, name, .. } = &self.new.0;
        let place = |range| Place::on(Side::Head, file.path.clone(), file.module.span(range));
        Handler {
            id,
            name: name.clone(),
            framework: FRAMEWORK.to_owned(),
            methods: Vec::new(),
            routes: Vec::new(),
            place: place(function.range),
            def: place(function.header),
        }
    }
}
