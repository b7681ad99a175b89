//! What a call that cannot be followed is given: what it is not given, it does not
//! look at.

use super::Walk;
use crate::analysis::value::{Arguments, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Call, ExprKind};

/// What a call that cannot be followed certainly does without.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::analysis) struct Blind {
    /// It is given nothing that the caller sent.
    pub(in crate::analysis) to_input: bool,
    /// It is given neither the request nor anything that may hold the answer.
    pub(in crate::analysis) to_answer: bool,
}

impl Walk<'_> {
    /// What a call is not given, by its arguments.
    pub(super) fn blind(&mut self, call: &Call, given: &Arguments) -> Blind {
        if given.open && !self.all_unpacked(call) {
            return Blind::default();
        }
        let sent = Origins::BODY | Origins::QUERY;
        // What was found in the store by what the caller sent is not what they sent.
        let is_sent = |value: &Value| {
            let origins = value.all_origins();
            origins.any(sent) && !origins.any(Origins::STORED)
        };
        let is_request = |value: &Value| value.path().is_some_and(|path| path.contains("equest"));
        let asked = given.values().any(is_request);
        let to_input = !asked && !given.values().any(is_sent);
        let to_answer = !asked && !given.values().any(|value| self.may_hold_answer(value));
        Blind { to_input, to_answer }
    }

    /// Whether everything that `*` and `**` hand on is known by its parts.
    fn all_unpacked(&mut self, call: &Call) -> bool {
        let unpacked = |expression: &ExprKind| match expression {
            ExprKind::Starred(inner) => Some((**inner).clone()),
            _ => None,
        };
        let inner: Vec<_> =
            call.arguments.iter().filter_map(|argument| unpacked(&argument.value.kind)).collect();
        let quiet = std::mem::replace(&mut self.quiet, true);
        let known = inner.iter().all(|inner| {
            matches!(self.expression(inner).kind, Kind::Sequence(_) | Kind::Mapping(_))
        });
        self.quiet = quiet;
        known
    }

    /// Whether a value may be or hold the answer: what is not known, what has what
    /// tells caches something, and the object whose method the handler is.
    fn may_hold_answer(&self, value: &Value) -> bool {
        let own = self.frames.iter().find(|frame| frame.is_handler);
        let own = own.and_then(|frame| frame.receiver.as_ref());
        match &value.kind {
            Kind::Unknown => !value.origins.any(Origins::STORED),
            Kind::External(external) => self.speaks_to_caches(&external.path),
            Kind::Instance(object) => match own.map(|own| &own.kind) {
                Some(Kind::Instance(own)) => own.number == object.number,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether some row says that a part of what is reached so tells caches what they
    /// may do.
    fn speaks_to_caches(&self, path: &str) -> bool {
        let rows = self.world.models.catalog().frameworks().iter().flat_map(|rows| &rows.models);
        let speaks = rows.filter(|row| row.facts.contains(&FactKind::CacheRestricted));
        // A pattern that fits whatever has headers tells nothing apart but by name.
        let own = speaks.flat_map(|row| row.path.all()).filter(|row| row.first().is_some());
        path.contains("esponse")
            || own.into_iter().any(|pattern| {
                let text = pattern.text();
                let starts = text.match_indices(['.', '[']).map(|(at, _)| &text[at..]);
                starts.into_iter().any(|part| pattern.matches(&format!("{path}{part}")))
            })
    }
}
