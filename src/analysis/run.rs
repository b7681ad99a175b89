//! Runs one handler: hooks, decorators outermost first, then its body.

use std::sync::Arc;

use super::ahead;
use super::around;
use super::derived;
use super::discover::{Found, Placed};
use super::fact::{Condition, Fact, Opaque, Reach, Site, Turn};
use super::instead::Unread;
use super::prepare;
use super::public;
use super::refused::Refused;
use super::shape;
use super::value::{Arguments, FunctionValue, Kind, Origins, Value};
use super::walk::{Pending, Walk};
use super::world::World;
use crate::catalog::Framework;
use crate::model::{FactKind, Method};
use crate::syntax::python::ast::{Expr, ExprKind, Parameter, ParameterKind};

/// What one handler does.
#[derive(Debug)]
pub(super) struct Behaviour {
    /// In the order in which things happen.
    pub(super) facts: Vec<Fact>,
    /// Each way in which it turns requests away.
    pub(super) refused: Vec<Refused>,
    /// Calls and decorators whose code is not in sight.
    pub(super) unread: Vec<Unread>,
    /// What could not be followed.
    pub(super) opaque: Vec<Opaque>,
    /// Lookups by what nobody can guess, where more is asked of the caller.
    pub(super) keyed: Vec<Fact>,
    /// The methods that a wrapper around it lets through, where one asks.
    pub(super) let_through: Vec<Method>,
    /// The functions of files that the change touches that it ran.
    pub(super) entered: Vec<Entered>,
}

/// A function that was run.
#[derive(Debug)]
pub(super) struct Entered {
    /// Its `def` line.
    pub(super) at: Site,
    /// The calls that led there, from the handler's on.
    pub(super) through: Vec<Site>,
}

impl Behaviour {
    /// What a function does that was run by itself.
    pub(super) fn of_function(walk: Walk<'_>) -> Self {
        Self {
            facts: walk.facts.into_iter().filter(|fact| !fact.void).collect(),
            refused: walk.refused,
            unread: walk.unread,
            opaque: walk.opaque,
            keyed: Vec::new(),
            let_through: Vec::new(),
            entered: walk.entered,
        }
    }
}

impl Behaviour {
    /// Whether it is certain who asks before this happens, by what was known
    /// before the request: nothing that it brings as a proof of its own.
    pub(super) fn knows_caller_before(&self, what: &Fact) -> bool {
        self.facts.iter().any(|fact| {
            matches!(fact.kind, FactKind::AuthenticationRequired | FactKind::AccessChecked)
                && !fact.gate
                && !fact.about.any(Origins::INPUT)
                && fact.order < what.order
                && fact.extra_conditions(what).is_empty()
        })
    }

    /// Whether a caller may show the credentials that this tests without having
    /// been asked for any before, whatever those were.
    pub(super) fn is_first_proof(&self, what: &Fact) -> bool {
        !self.facts.iter().any(|fact| {
            matches!(fact.kind, FactKind::AuthenticationRequired | FactKind::AccessChecked)
                && fact.order < what.order
        })
    }

    pub(super) fn has(&self, kinds: &[FactKind]) -> bool {
        self.facts.iter().any(|fact| kinds.contains(&fact.kind))
    }
}

impl Behaviour {
    /// Whether anything the caller sends, headers aside, has a say in what happens.
    pub(super) fn takes_input(&self) -> bool {
        let input = Origins::BODY | Origins::QUERY | Origins::PATH;
        let reads = [FactKind::BodyRead, FactKind::QueryRead, FactKind::PathRead];
        self.has(&reads) || self.facts.iter().any(|fact| fact.about.any(input))
    }
}

/// Walks a handler and collects what it does.
pub(super) fn behaviour(world: &World, found: &Found) -> Behaviour {
    let rows = &world.models.catalog().frameworks()[found.framework];
    let mut walk = Walk::new(world);
    walk.returns_answer = rows.returns_answer;
    // Classes answer through libraries that turn values into JSON.
    walk.returns_html = rows.returns_html && found.class.is_none();
    walk.methods = found.methods.clone();
    walk.enter_at(&found.file, found.def_range());
    let around = walk.frame().and_then(|frame| frame.scope.outer.clone());
    let receiver = match (&found.application, &found.class) {
        (Some(application), _) => Some(application.holder.clone()),
        (None, class) => class.as_ref().map(|class| walk.new_object(class, Arguments::default())),
    };
    let function = Arc::new(FunctionValue {
        file: Arc::clone(&found.file),
        function: Arc::clone(&found.function),
        owner: found.class.clone(),
        receiver,
        scope: around,
    });
    prepare::made_with_request(&mut walk, found, rows, function.receiver.as_ref());
    prepare::known(&mut walk, found, rows, function.receiver.as_ref());
    around::stands_around(&mut walk, found, rows);
    public::called_public(&mut walk, found);
    prepare::class_guards(&mut walk, found);
    ahead::before(&mut walk, found, rows, function.receiver.as_ref());
    prepare::declarations(&mut walk, found);
    let declared = prepare::declared(&mut walk, found, rows, &function);
    let mut decorators = outer_decorators(&mut walk, found);
    let own = found.function.decorators.iter().skip(found.outside);
    decorators.extend(own.filter(|decorator| !found.declares(decorator.range)).map(|decorator| {
        let site = Site { file: Arc::clone(&found.file), range: decorator.range };
        (decorator_value(&mut walk, decorator), site)
    }));
    prepare::default_guards(&mut walk, found, rows, &decorators);
    let arguments = match declared {
        Some(declared) => declared,
        None => request_arguments(&mut walk, found, rows),
    };
    let application = found.application.clone();
    walk.pending = Some(Pending {
        function,
        next: 0,
        decorators,
        entered: false,
        arguments,
        application: application.clone(),
        shape: shape::declared(world, found, rows),
    });
    match (&application, &rows.request) {
        (Some(application), Some(request)) => {
            let def = Site { file: Arc::clone(&found.file), range: found.def_range() };
            walk.serve(application, request, def);
        }
        _ => {
            walk.next_layer();
        }
    }
    walk.drop_mere_locations();
    let mut facts = std::mem::take(&mut walk.facts);
    let keyed = seen_together(&mut facts, &walk, found);
    let let_through = walk.let_through.unwrap_or_default();
    derived::refused_on_its_routes(found, &mut walk.refused);
    let (refused, unread, opaque) = (walk.refused, walk.unread, walk.opaque);
    let entered = walk.entered;
    Behaviour { facts, refused, unread, opaque, keyed, let_through, entered }
}

/// What only all facts together show: which of them are none, and which others
/// follow. Gives the lookups by what nobody can guess, where more is asked.
fn seen_together(facts: &mut Vec<Fact>, walk: &Walk<'_>, found: &Found) -> Vec<Fact> {
    credentials_read_again(facts);
    facts.retain(|fact| !fact.void);
    derived::on_its_routes(found, facts);
    public_by_mark_alone(facts);
    without_housekeeping(facts);
    replace_counts_as_update(found, facts);
    link_objects(facts, &walk.linked);
    derived::changed_by_any_method(found, &walk.refused, facts);
    derived::harmless_exemption(facts, &walk.opaque);
    derived::key_presented(facts);
    derived::made_fit(facts);
    let keyed = derived::asked_beside_key(facts);
    facts.sort_by_key(|fact| fact.order);
    keyed
}

/// What was read to find out who asks is no input that the request is about,
/// and so it is when the same lines read it once more: for a page that greets.
fn credentials_read_again(facts: &mut [Fact]) {
    let is_read = |fact: &Fact| matches!(fact.kind, FactKind::QueryRead | FactKind::BodyRead);
    // A helper that reads whatever it is asked for names nothing itself.
    let names = |fact: &Fact| fact.deciding().text().contains(['"', '\'']);
    let known: Vec<Site> = facts
        .iter()
        .filter(|fact| fact.void && is_read(fact) && fact.trail.len() > 1 && names(fact))
        .map(|fact| fact.deciding().clone())
        .collect();
    for fact in facts.iter_mut().filter(|fact| is_read(fact)) {
        fact.void |= known.iter().any(|site| site.same(fact.deciding()));
    }
}

/// A mark that leaves out the guard of a hook makes nothing public that asks who
/// is calling by itself.
fn public_by_mark_alone(facts: &mut Vec<Fact>) {
    let asks = facts.iter().any(|fact| {
        matches!(fact.kind, FactKind::AuthenticationRequired | FactKind::AccessChecked)
            && !fact.gate
    });
    facts.retain(|fact| !(asks && fact.gate && fact.kind == FactKind::PublicDeclared));
}

/// Objects that are asked to belong together, or of which one is looked up
/// through another, are guarded together.
fn link_objects(facts: &mut [Fact], linked: &[Origins]) {
    let lookups = facts.iter().filter(|fact| fact.kind == FactKind::ObjectLoaded);
    let mut links: Vec<Origins> = lookups
        .map(|fact| fact.chosen_by)
        .chain(linked.iter().copied())
        .filter(|link| link.joins_selectors())
        .collect();
    links.sort_unstable();
    links.dedup();
    for fact in facts.iter_mut().filter(|fact| fact.chosen_by != Origins::NONE) {
        let mut before = Origins::NONE;
        while before != fact.chosen_by {
            before = fact.chosen_by;
            for link in links.iter().filter(|link| link.any(before)) {
                fact.chosen_by |= *link;
            }
        }
    }
}

/// PUT and PATCH change what the path names (RFC 9110 section 9.3.4, RFC 5789),
/// also where the code does so by taking rows away and putting others in.
fn replace_counts_as_update(found: &Found, facts: &mut Vec<Fact>) {
    let replaces = found.methods.iter().any(|method| matches!(method.as_str(), "PUT" | "PATCH"));
    let loaded = facts
        .iter()
        .filter(|fact| fact.kind == FactKind::ObjectLoaded && fact.about.any(Origins::PATH))
        .map(|fact| fact.order)
        .min();
    let (true, Some(loaded)) = (replaces, loaded) else { return };
    let after = |fact: &&Fact| fact.order > loaded;
    // Where it says so itself, what else it puts in is something else.
    let says_so = |fact: &Fact| fact.kind == FactKind::ObjectUpdated && !fact.settled;
    if facts.iter().filter(after).any(says_so) {
        return;
    }
    let replaced: Vec<Fact> = facts
        .iter()
        .filter(|fact| matches!(fact.kind, FactKind::ObjectCreated | FactKind::ObjectDeleted))
        .filter(|fact| after(fact) && !is_made_when_absent(fact))
        .cloned()
        .collect();
    for fact in replaced {
        // Something of what was found by looking among the caller's own.
        if fact.about.all(Origins::PRINCIPAL | Origins::STORED) {
            let kind = FactKind::ObjectAccessChecked;
            facts.push(Fact { kind, reach: Reach::Object, ..fact.clone() });
        }
        facts.push(Fact { kind: FactKind::ObjectUpdated, ..fact });
    }
}

/// Whether something is put into the store only where a look into it found nothing: that
/// changes no object that was there before.
fn is_made_when_absent(fact: &Fact) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let found_none = |test: &Arc<Condition>| {
        let asked = test.text.trim_start_matches("not ").trim_end_matches(" is None");
        test.turn == Turn::Test
            && asked.trim_end_matches(" is not None").chars().all(word)
            && !test.affirms
            && test.origins.any(Origins::STORED)
    };
    fact.kind == FactKind::ObjectCreated && fact.conditions.iter().any(found_none)
}

/// An update that the very call which loads the object does now and then,
/// without a word of the caller's in it, is the store keeping house.
fn without_housekeeping(facts: &mut Vec<Fact>) {
    let reads: Vec<Fact> =
        facts.iter().filter(|fact| fact.kind == FactKind::BodyRead).cloned().collect();
    // A call that reads the body has a word of the caller's.
    let says = |load: &Fact| reads.iter().any(|read| read.near().same(load.near()));
    let loads: Vec<Fact> = facts
        .iter()
        .filter(|fact| fact.kind == FactKind::ObjectLoaded && fact.trail.len() > 1)
        .filter(|load| !says(load))
        .cloned()
        .collect();
    facts.retain(|fact| {
        fact.kind != FactKind::ObjectUpdated
            || fact.about.any(Origins::BODY | Origins::QUERY)
            || !loads.iter().any(|load| fact.trail.len() > 2 && keeps_house(load, fact))
    });
}

fn keeps_house(load: &Fact, update: &Fact) -> bool {
    load.near().same(update.near())
        && load.order < update.order
        && !update.extra_conditions(load).is_empty()
}

/// What the class and the route declaration put around a handler.
fn outer_decorators(walk: &mut Walk<'_>, found: &Found) -> Vec<Placed> {
    let def = Site { file: Arc::clone(&found.file), range: found.def_range() };
    for (decorator, site) in &found.outer_decorators {
        walk.trail = vec![def.clone()];
        walk.enter_module(&site.file);
        walk.decorator_facts(decorator, site.range);
        walk.frames.pop();
    }
    walk.trail.clear();
    found.outer_decorators.clone()
}

/// A decorator's value; what it does by itself is noted on its line.
fn decorator_value(walk: &mut Walk<'_>, decorator: &Expr) -> Value {
    let value = walk.expression(decorator);
    walk.decorator_facts(&value, decorator.range);
    if let Some(site) = walk.site(decorator.range) {
        walk.unread.extend(Unread::of(&value, site, true));
    }
    value
}

/// The arguments a framework calls a handler with.
fn request_arguments(walk: &mut Walk<'_>, found: &Found, rows: &Framework) -> Arguments {
    let mut arguments = Arguments { open: true, ..Arguments::default() };
    let own = usize::from(found.class.is_some());
    let parameters = found.function.parameters.iter().skip(own);
    let plain: Vec<_> = parameters
        .filter(|one| matches!(one.kind, ParameterKind::Plain | ParameterKind::KeywordOnly))
        .collect();
    // The first one, unless another is called so: `view(context, request)`.
    let called = plain.iter().position(|parameter| &*parameter.name == "request");
    let at_request = called.unwrap_or(0);
    for (at, parameter) in plain.into_iter().enumerate() {
        let given = match (&rows.request, &rows.response) {
            (Some(path), _) if at == at_request => Some(path),
            (_, Some(path)) if at == at_request + 1 => Some(path),
            _ => None,
        };
        match given {
            Some(path) => {
                let value = Value::external(path.as_str());
                // Handed over by position, as long as nothing stands before it.
                if at == arguments.positional.len() && parameter.kind == ParameterKind::Plain {
                    arguments.positional.push(value);
                } else {
                    arguments.keywords.push((Arc::clone(&parameter.name), value));
                }
            }
            _ if is_absent_object(walk, found, parameter) => {
                let none = Value::new(Kind::None);
                arguments.keywords.push((Arc::clone(&parameter.name), none));
            }
            _ => {
                let in_route = found.routes.iter().any(|route| {
                    names_parameter(&route.template, &parameter.name)
                        || has_nameless_part(&route.template)
                });
                if in_route || parameter.default.is_none() {
                    let origins = walk.route_part(&found.routes, &parameter.name, parameter.range);
                    let origins = origins | Origins::selector(&parameter.name);
                    arguments.keywords.push((Arc::clone(&parameter.name), Value::unknown(origins)));
                }
            }
        }
    }
    arguments
}

/// Whether a parameter is for callers in the code alone: an object of a class of
/// the tree, or nothing, which is what no address can bring.
fn is_absent_object(walk: &Walk<'_>, found: &Found, parameter: &Parameter) -> bool {
    let (Some(annotation), Some(default)) = (&parameter.annotation, &parameter.default) else {
        return false;
    };
    let object = || walk.world.annotated(&found.file, annotation);
    let named = || found.routes.iter().any(|one| names_parameter(&one.template, &parameter.name));
    matches!(default.kind, ExprKind::None) && !named() && matches!(object().kind, Kind::Instance(_))
}

/// Whether a route is a regular expression with a group that has no name: it is
/// handed over by position.
fn has_nameless_part(template: &str) -> bool {
    let bytes = template.as_bytes();
    (0..bytes.len()).any(|at| {
        bytes[at] == b'(' && bytes.get(at + 1) != Some(&b'?') && (at == 0 || bytes[at - 1] != b'\\')
    })
}

/// Whether a route template has a part of this name: `{name}`, `<name>`,
/// `<int:name>`, `(?P<name>...)`.
fn names_parameter(template: &str, name: &str) -> bool {
    template.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|part| part == name)
}
