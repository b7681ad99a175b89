//! Methods of an object of the tree that a base class outside it calls before
//! it answers: `form.is_valid()` runs `clean_name()` and `clean()`.

use std::collections::HashSet;
use std::sync::Arc;

use super::Walk;
use super::external::is_guard;
use crate::analysis::bindings::Bindings;
use crate::analysis::classes::Base;
use crate::analysis::fact::{Condition, Fact, Form, Site, Turn};
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
        let depth = self.conditions.len();
        let order = self.next_order();
        self.conditions.push(Arc::new(answered(site, order)));
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
            if model.filled && !leaves_empty(class) {
                self.fields_are_there(start, depth);
            }
        }
        self.conditions.truncate(depth);
    }

    /// Fields that are required hold something wherever the answer is yes: that
    /// they do is no condition.
    fn fields_are_there(&mut self, start: usize, depth: usize) {
        let is_field = |condition: &Arc<Condition>| {
            let plain = condition.text.chars().all(|c| c.is_alphanumeric() || c == '_');
            condition.turn == Turn::Test
                && condition.holds
                && plain
                && condition.origins.any(Origins::BODY)
                && !condition.origins.any(Origins::STORED | Origins::PRINCIPAL)
        };
        for fact in self.facts.iter_mut().skip(start) {
            let own = fact.conditions.split_off(depth.min(fact.conditions.len()));
            fact.conditions.extend(own.into_iter().filter(|condition| !is_field(condition)));
        }
    }

    /// Looking at the store to judge the input is nothing that the request is about.
    fn keep_judgements(&mut self, start: usize) {
        for fact in self.facts.iter_mut().skip(start) {
            let kept = is_guard(fact.kind)
                || matches!(fact.kind, FactKind::CredentialsTested | FactKind::MessageSent);
            fact.void |= !kept;
        }
    }

    /// A guard whose refusal is caught: it holds for those for whom nothing was
    /// caught, where the function says so by its answer.
    pub(super) fn refused_by_answer(
        &mut self,
        model: &Model,
        kind: FactKind,
        range: Range,
        about: Origins,
    ) {
        self.swallowed.push(kind);
        if let Some(declined) = self.declined(model.exception.as_deref()) {
            let mut under = self.conditions.clone();
            under.push(declined);
            self.note_under(kind, range, about, None, under);
        }
    }

    /// What a function does unless it answers no is done for all whom its caller
    /// takes the answer of for a yes.
    pub(super) fn told_by_answer(
        &mut self,
        value: &FunctionValue,
        (start, depth): (usize, usize),
        range: Range,
    ) {
        let declines = |condition: &Arc<Condition>| {
            condition.declines
                && condition.site.file.path == value.file.path
                && value.function.range.contains(condition.site.range)
        };
        let under =
            |fact: &Fact| fact.conditions.get(depth..).is_some_and(|own| own.iter().any(declines));
        if !self.facts.get(start..).unwrap_or_default().iter().any(under) {
            return;
        }
        let Some(site) = self.site(range) else { return };
        let order = self.next_order();
        let told = Arc::new(answered(site, order));
        for fact in self.facts.iter_mut().skip(start).filter(|fact| under(fact)) {
            let own = fact.conditions.split_off(depth);
            fact.conditions.push(Arc::clone(&told));
            fact.conditions.extend(own.into_iter().filter(|condition| !declines(condition)));
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

    /// A guard of a clause is one of the whole `try` where what it caught was
    /// the refusal of such a guard: whoever passed none of both is not here.
    pub(super) fn guarded_either_way(
        &mut self,
        start: usize,
        swallowed: usize,
        caught: &Arc<Condition>,
    ) {
        let kinds = self.swallowed.get(swallowed..).unwrap_or_default();
        for fact in self.facts.iter_mut().skip(start) {
            if is_guard(fact.kind) && !fact.gate && kinds.contains(&fact.kind) {
                fact.conditions.retain(|condition| !condition.same(caught));
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

/// Whether a form says of one of its fields that it may be left empty.
fn leaves_empty(class: &ClassValue) -> bool {
    class.file.module.slice(class.class.range).contains("required=False")
}

/// That a call says yes.
fn answered(site: Site, order: u32) -> Condition {
    let text = site.text();
    Condition {
        site,
        holds: true,
        order,
        turn: Turn::Answered,
        form: Form::Open,
        affirms: true,
        origins: Origins::NONE,
        methods: None,
        paths: None,
        text,
        declines: false,
        set_up: false,
    }
}
