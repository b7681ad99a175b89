//! Gathers the routes that a program declares while it sets itself up: calls on
//! mappers, with the applications they name. Knows nothing of handlers.

use std::sync::Arc;

use super::Walk;
use crate::analysis::fact::Site;
use crate::analysis::value::{Arguments, External, Kind, Value};
use crate::catalog::ActionRoute;
use crate::syntax::python::ast::{Call, ExprKind, Range};

/// A call that declared a route.
pub(in crate::analysis) struct Collected {
    /// Index of the framework in the catalog.
    pub(in crate::analysis) framework: usize,
    /// Index of its row.
    pub(in crate::analysis) row: usize,
    pub(in crate::analysis) application: Value,
    pub(in crate::analysis) arguments: Arguments,
    pub(in crate::analysis) site: Site,
}

/// What a walk through the set-up has gathered.
#[derive(Default)]
pub(in crate::analysis) struct Collecting {
    pub(in crate::analysis) found: Vec<Collected>,
    /// Some call named an application that the walk was not given: whoever
    /// calls the function knows it.
    pub(in crate::analysis) hands_on: bool,
    /// What calls without arguments gave: one call is as good as many.
    made: Vec<(Value, Value)>,
}

/// Steps for a whole set-up.
const SET_UP_STEPS: u32 = 1_500_000;
/// Loops over more than this are not run part by part.
const MAX_ROUNDS: usize = 2_000;

impl Walk<'_> {
    /// Gathers routes from here on.
    pub(in crate::analysis) fn collect(&mut self) {
        self.quiet = true;
        self.budget = SET_UP_STEPS;
        self.collecting = Some(Collecting::default());
    }

    /// The parts that a loop over this value runs for, one after the other,
    /// where routes are gathered.
    pub(super) fn rounds(&self, iterable: &Value) -> Option<Arc<Vec<Value>>> {
        match &iterable.kind {
            Kind::Sequence(parts) if self.collecting.is_some() && parts.len() <= MAX_ROUNDS => {
                Some(Arc::clone(parts))
            }
            _ => None,
        }
    }

    /// What a call on a mapper gives; none where it is no such call.
    pub(super) fn declares(
        &mut self,
        call: &Call,
        function: &Value,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        self.collecting.as_ref()?;
        let ExprKind::Attribute(object, name) = &call.function.kind else { return None };
        let world = self.world;
        let rows = world.models.catalog().frameworks().iter().enumerate();
        let mut rows = rows.flat_map(|(framework, rows)| {
            rows.action_routes.iter().enumerate().map(move |(at, row)| (framework, at, row))
        });
        let (framework, at, row) =
            rows.find(|(.., row)| **name == *row.call || **name == *row.submapper)?;
        let receiver = self.expression(object);
        let shared = on_mapper(row, &receiver, function, name)?;
        let arguments = with_shared(arguments, shared);
        if **name == *row.submapper {
            return Some(Value::new(Kind::External(Arc::new(External {
                path: row.mapper.as_str().into(),
                class: None,
                number: 0,
                arguments,
            }))));
        }
        let application = arguments.keyword(&row.application)?.clone();
        let site = self.site(range)?;
        let collecting = self.collecting.as_mut()?;
        match application.kind {
            Kind::Instance(_) => collecting.found.push(Collected {
                framework,
                row: at,
                application,
                arguments,
                site,
            }),
            _ => collecting.hands_on = true,
        }
        Some(Value::new(Kind::None))
    }

    /// What the same call without arguments gave before.
    pub(super) fn made_before(&self, function: &Value, arguments: &Arguments) -> Option<Value> {
        let collecting = self.collecting.as_ref()?;
        if arguments.values().next().is_some() || arguments.open {
            return None;
        }
        let known = collecting.made.iter().find(|(made_by, _)| is_same(made_by, function))?;
        Some(known.1.clone())
    }

    /// Remembers what a call gave, where it can be told by what was called alone.
    pub(super) fn remember_made(&mut self, function: Value, alone: bool, made: &Value) {
        let tells = match &function.kind {
            Kind::External(_) => true,
            Kind::Function(function) => function.receiver.is_none() && function.scope.is_none(),
            _ => false,
        };
        if let (true, Some(collecting)) = (tells && alone, &mut self.collecting)
            && matches!(made.kind, Kind::Instance(_))
        {
            collecting.made.push((function, made.clone()));
        }
    }
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::External(a), Kind::External(b)) => Arc::ptr_eq(a, b),
        (Kind::Function(a), Kind::Function(b)) => {
            Arc::ptr_eq(&a.function, &b.function) && b.receiver.is_none() && b.scope.is_none()
        }
        _ => false,
    }
}

/// The arguments that all routes of a mapper share; none where the call is on
/// something that is known to be no mapper.
fn on_mapper(
    row: &ActionRoute,
    receiver: &Value,
    function: &Value,
    name: &str,
) -> Option<Arguments> {
    match (&receiver.kind, function.path()) {
        (Kind::External(external), _) if *external.path == *row.mapper => {
            Some(external.arguments.clone())
        }
        (_, Some(path)) => {
            let class = row.mapper.trim_end_matches("()");
            let known = path.strip_suffix(name)?.strip_suffix('.')?;
            (known == row.mapper || known == class).then(Arguments::default)
        }
        (Kind::Unknown, None) if matches!(function.kind, Kind::Unknown) => {
            Some(Arguments::default())
        }
        _ => None,
    }
}

fn with_shared(own: &Arguments, shared: Arguments) -> Arguments {
    let mut arguments = own.clone();
    for (name, value) in shared.keywords {
        match arguments.keywords.iter_mut().find(|(known, _)| *known == name) {
            Some((known, own)) if &**known == "path_prefix" => {
                if let (Some(before), Some(after)) = (value.as_str(), own.as_str()) {
                    *own = Value::new(Kind::Str(format!("{before}{after}").into()));
                }
            }
            Some(_) => {}
            None => arguments.keywords.push((name, value)),
        }
    }
    arguments
}
