//! Writes that put in the same whatever was stored before: of two of them at
//! once none is lost.

use std::sync::Arc;

use super::Walk;
use crate::analysis::fact::{Condition, Fact, Form, Reach, Site, Turn};
use crate::analysis::value::{Arguments, ClassValue, External, Kind, Origins, Value};
use crate::catalog::Model;
use crate::model::{FactKind, RepoPath};
use crate::syntax::python::ast::{Expr, ExprKind, Range};

impl Walk<'_> {
    /// Remembers that a field of a row was set that is written when the row is saved.
    pub(super) fn set_field(&mut self, object: &Value, value: &Value) {
        let Kind::Instance(instance) = &object.kind else { return };
        if self.world.is_stored(&instance.class) {
            let depends = self.fields_set.entry(key(&instance.class)).or_default();
            *depends |= !is_settled(value);
        }
    }

    /// Whether a field is a password, and whoever did not show the one that was there
    /// was turned away: a write that is based on an older one is refused.
    pub(super) fn was_shown(&self, name: &str) -> bool {
        let is_password = self.world.told_by(name).any(Origins::CREDENTIAL);
        let tested = |fact: &&Fact| fact.kind == FactKind::CredentialsTested && !fact.void;
        is_password && self.facts.iter().filter(tested).any(|fact| self.is_demanded(fact))
    }

    /// Whether nobody comes here for whom a test of credentials did not say yes.
    fn is_demanded(&self, tested: &Fact) -> bool {
        let here = |test: &&Arc<Condition>| self.conditions.iter().any(|one| one.same(test));
        let mut tests = tested.conditions.iter().filter(|test| test.turn == Turn::Test);
        let asks = |test: &Arc<Condition>| {
            let within = |site: &Site| {
                site.file.path == test.site.file.path && test.site.range.contains(site.range)
            };
            tested.trail.iter().any(within)
                || test.order >= tested.order && test.origins.any(Origins::DECIDES_AUTHENTICATION)
        };
        tests.all(|test| test.form == Form::Setting || here(&test))
            && self.refused.iter().any(|refused| refused.way.iter().any(asks))
    }

    /// Whether an update by a row of the catalog depends on nothing that somebody
    /// else may have changed in the meantime.
    pub(super) fn settles(
        &self,
        model: &Model,
        external: &External,
        arguments: &Arguments,
        values_only: bool,
    ) -> bool {
        if model.saves {
            // Only the fields named are written, not all that was loaded.
            let named = arguments.keyword("update_fields");
            let named = named.is_some_and(|fields| !matches!(fields.kind, Kind::None));
            let set = external.class.as_ref().and_then(|class| self.fields_set.get(&key(class)));
            return named && set == Some(&false);
        }
        // A statement of which the last part names the values: `.values(count=0)`.
        let statement = match arguments.positional.as_slice() {
            [Value { kind: Kind::External(made), .. }] => {
                let by_name = made.arguments.positional.is_empty() && !made.arguments.open;
                Some(&made.arguments).filter(|given| by_name && !given.keywords.is_empty())
            }
            _ => None,
        };
        model.settled
            || values_only && arguments.values().all(is_settled)
            || statement.is_some_and(|given| given.values().all(is_settled))
    }

    /// Whether a value stands for a stored field in what the store calculates: a
    /// field of a class of rows, or what a framework has for it.
    pub(super) fn stands_in_store(&mut self, (code, value): (&Expr, &Value)) -> bool {
        if let Kind::External(external) = &value.kind {
            let rows = self.world.models.catalog().frameworks();
            let mut paths = rows.iter().flat_map(|rows| &rows.in_store);
            if is_in_store(value) || paths.any(|path| path.matches(&external.path)) {
                return true;
            }
        }
        let ExprKind::Attribute(object, _) = &code.kind else { return false };
        // Most of what is calculated with is no attribute of a class.
        let ExprKind::Name(name) = &object.kind else { return false };
        if !name.starts_with(|c: char| c.is_uppercase()) {
            return false;
        }
        match self.expression(object).kind {
            Kind::Class(class) => self.world.is_stored(&class),
            _ => false,
        }
    }

    /// An update whose condition holds a version against the one that is stored changes
    /// nothing that somebody else changed since: it answers for itself, and for no other write.
    pub(super) fn names_old_version(&mut self, range: Range, chosen: Origins) {
        if !chosen.any(Origins::VERSION_TEST) {
            return;
        }
        let count = self.facts.len();
        self.note(FactKind::VersionCompared, range, chosen, None);
        for fact in self.facts.iter_mut().skip(count) {
            fact.reach = Reach::Call;
            // A test of what it came to says more.
            fact.bare = 1;
        }
    }

    /// A call made something of a query: whether that finds a row alone which this very
    /// request has made, by the key that the store gave it.
    pub(super) fn finds_new_row(&mut self, made: u32, path: &str, arguments: &Arguments) {
        let is_key = |(name, value): &(Arc<str>, Value)| {
            let Kind::External(key) = &value.kind else { return false };
            matches!(&**name, "id" | "pk")
                && key.path.split_once("().").is_some_and(|(_, part)| matches!(part, "id" | "pk"))
                && key.number != 0
                && key.class.as_ref().is_some_and(|class| self.world.is_stored(class))
                && !value.origins.any(Origins::STORED | Origins::PRINCIPAL)
        };
        if self.world.models.sorts(path) && arguments.keywords.iter().any(is_key) {
            self.new_rows.push(made);
        }
    }

    /// Whether a value says of an object that it is not in the store yet.
    pub(super) fn says_unsaved(&self, value: &Value) -> bool {
        let rows = self.world.models.catalog().frameworks();
        let mut known = rows.iter().flat_map(|rows| &rows.unsaved);
        value.path().is_some_and(|path| known.any(|row| row.matches(path)))
    }

    /// Whether what is saved here was not in the store before, as a test says.
    pub(super) fn is_unsaved_here(&self) -> bool {
        self.conditions.iter().any(|test| test.form == Form::Unsaved && test.holds)
    }

    /// Whether a call changes an object that this very request has made.
    pub(super) fn is_of_new_row(&self, external: &External, receiver: Origins) -> bool {
        if self.new_rows.contains(&external.number) {
            return true;
        }
        let Some(class) = &external.class else { return false };
        let Some((base, part)) = external.path.split_once("().") else { return false };
        let of_object = self.world.outside_base(class).is_some_and(|known| *known == *base);
        of_object
            && !part.contains("()")
            && external.number != 0
            && self.world.is_stored(class)
            && !receiver.any(Origins::STORED | Origins::PRINCIPAL)
    }
}

/// Stands for what the store calculates from what it holds by then.
const IN_STORE: &str = "calculated by the store";

/// What the store calculates from what it holds by then.
pub(super) fn in_store(origins: Origins) -> Value {
    Value { origins, ..Value::external(IN_STORE) }
}

fn is_in_store(value: &Value) -> bool {
    matches!(&value.kind, Kind::External(external) if *external.path == *IN_STORE)
}

/// Whether a value is the same whatever the caller saw and the store holds: it
/// stands in the code, is the time, or was drawn; or the store makes it of what it
/// holds when it is written.
pub(super) fn is_settled(value: &Value) -> bool {
    if is_in_store(value) {
        return true;
    }
    let changes =
        |origins: Origins| origins.any(Origins::INPUT | Origins::STORED | Origins::VERSION);
    match &value.kind {
        Kind::Sequence(parts) => return !changes(value.origins) && parts.iter().all(is_settled),
        Kind::Mapping(parts) => {
            return !changes(value.origins) && parts.iter().all(|(_, part)| is_settled(part));
        }
        _ => {}
    }
    let origins = value.all_origins();
    match &value.kind {
        _ if changes(origins) => false,
        Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_) | Kind::External(_) => true,
        _ => origins.any(Origins::DRAWN | Origins::GUESSABLE),
    }
}

fn key(class: &Arc<ClassValue>) -> (RepoPath, u32) {
    (class.file.path.clone(), class.class.range.start)
}
