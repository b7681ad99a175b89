//! Methods of an object of the tree that a base class outside it calls before
//! it answers: `form.is_valid()` runs `clean_name()` and `clean()`.

use std::collections::HashSet;
use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use crate::analysis::bindings::Bindings;
use crate::analysis::classes::Base;
use crate::analysis::fact::{Condition, Form, Turn, shorten};
use crate::analysis::value::{
    Arguments, ClassValue, External, FunctionValue, Instance, Kind, Origins, Value,
};
use crate::catalog::Model;
use crate::model::FactKind;
use crate::syntax::python::ast::{Function, Range};

impl Walk<'_> {
    /// Runs the methods that a row names, of the object a call is asked of. What
    /// they do is done only when the call says yes: whoever goes on without it
    /// was refused by the answer.
    pub(super) fn run_own(
        &mut self,
        model: &Model,
        external: &Arc<External>,
        receiver: Origins,
        range: Range,
    ) {
        let (Some(class), Some(site)) = (&external.class, self.site(range)) else { return };
        let methods = self.own_methods(class, &model.runs_own);
        if methods.is_empty() || self.quiet {
            return;
        }
        let object = Value::new(Kind::Instance(Arc::new(Instance {
            class: Arc::clone(class),
            number: external.number,
            arguments: Arguments::default(),
        })))
        .with(receiver);
        let text = shorten(site.file.module.slice(range));
        let depth = self.conditions.len();
        let order = self.next_order();
        self.conditions.push(Arc::new(Condition {
            site,
            holds: true,
            order,
            turn: Turn::Answered,
            form: Form::Open,
            affirms: true,
            origins: Origins::NONE,
            methods: None,
            text,
        }));
        for (owner, function) in methods {
            let given = function.parameters.len().saturating_sub(1);
            let value = Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                function,
                owner: Some(owner),
                receiver: Some(object.clone()),
                scope: None,
            });
            let start = self.facts.len();
            let positional = vec![Value::unknown(receiver.chosen_by()); given.min(1)];
            let arguments = Arguments { positional, open: true, ..Arguments::default() };
            self.invoke(&value, arguments, range);
            self.keep_judgements(start);
        }
        self.conditions.truncate(depth);
    }

    /// Looking at the store to judge the input is nothing that the request is about.
    fn keep_judgements(&mut self, start: usize) {
        for fact in self.facts.iter_mut().skip(start) {
            let kept = is_guard(fact.kind)
                || matches!(fact.kind, FactKind::CredentialsTested | FactKind::MessageSent);
            fact.void |= !kept;
        }
    }

    /// Whoever is told no is turned away: what was done for a yes was done for
    /// all who go on.
    pub(super) fn answer_required(&mut self, fails: &[Arc<Condition>]) {
        let answered = |condition: &Arc<Condition>| {
            let told = |other: &Arc<Condition>| {
                other.text == condition.text && other.site.file.path == condition.site.file.path
            };
            condition.turn == Turn::Answered && fails.iter().any(told)
        };
        for fact in &mut self.facts {
            if fact.conditions.iter().any(answered) {
                fact.conditions.retain(|condition| !answered(condition));
            }
        }
    }

    fn own_methods(
        &self,
        class: &Arc<ClassValue>,
        names: &[String],
    ) -> Vec<(Arc<ClassValue>, Arc<Function>)> {
        let mut classes = vec![Arc::clone(class)];
        classes.extend(self.world.bases(class).into_iter().filter_map(|base| match base {
            Base::Inside(class) if !class.file.is_library() => Some(class),
            _ => None,
        }));
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for wanted in names {
            for class in &classes {
                for function in Bindings::of(&class.class.body).functions {
                    let named = match wanted.strip_suffix('*') {
                        Some(start) => function.name.starts_with(start),
                        None => *function.name == **wanted,
                    };
                    if named && seen.insert(Arc::clone(&function.name)) {
                        found.push((Arc::clone(class), function));
                    }
                }
            }
        }
        found
    }
}
