//! Fields that the request names: `Model(**body)`, `setattr(obj, key, value)`,
//! and what keeps them to a list.

use std::sync::Arc;

use super::Walk;
use crate::analysis::bindings::{Binding, Bindings};
use crate::analysis::classes::{Base, Member};
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, External, Kind, MORE, Origins, Value};
use crate::catalog::{Model, Signature};
use crate::model::FactKind;
use crate::syntax::python::ast::{Comparison, Comprehension, Expr, ExprKind, Range, StmtKind};

/// Writing calls whose one argument maps names of fields to values.
const BY_NAME: [&str; 3] = ["update", "values", "sqlmodel_update"];

impl Walk<'_> {
    /// An object is built or changed with fields: the caller chooses them where
    /// they are handed on as they came.
    pub(super) fn fields_given(&mut self, path: &str, arguments: &Arguments, range: Range) {
        let spread = arguments.keywords.iter().filter(|(name, _)| &**name == MORE);
        let by_name = path.rsplit('.').next().is_some_and(|name| BY_NAME.contains(&name));
        let mapped = match arguments.positional.as_slice() {
            [only] if by_name => match only.kind {
                Kind::Unknown | Kind::External(_) => Some(only.all_origins()),
                // What a mapping holds beside the keys that are known.
                Kind::Mapping(_) => Some(only.origins),
                _ => None,
            },
            _ => None,
        };
        let given: Vec<Origins> =
            spread.map(|(_, value)| value.all_origins()).chain(mapped).collect();
        for origins in given {
            self.fields_chosen(origins, range);
        }
    }

    /// What `**` hands on: an object has the names its class declares.
    pub(super) fn spread(&self, value: Value) -> Value {
        match &value.kind {
            Kind::Instance(object) if !self.keeps_extra(&object.class) => {
                value.with(Origins::LISTED)
            }
            _ => value,
        }
    }

    /// `setattr(object, name, value)`: which attribute is set, and to what.
    pub(super) fn set_by_name(
        &mut self,
        object: &Value,
        name: &Value,
        value: &Value,
        range: Range,
    ) {
        let is_object =
            matches!(object.kind, Kind::Instance(_)) || object.origins.any(Origins::STORED);
        if is_object && name.as_str().is_none() {
            let chosen = name.all_origins();
            if chosen.any(Origins::INPUT) {
                self.fields_chosen(chosen, range);
            } else if !value.all_origins().any(Origins::STORED) {
                self.fields_chosen(value.all_origins() | Origins::LISTED, range);
            }
        }
    }

    /// The caller's words become the names of fields.
    pub(super) fn fields_chosen(&mut self, origins: Origins, range: Range) {
        if !origins.any(Origins::BODY | Origins::QUERY) {
            return;
        }
        self.note_fields(range, origins);
    }

    /// Notes that fields are set, and whether they are those of a list; a list
    /// of one call says nothing of others.
    fn note_fields(&mut self, range: Range, origins: Origins) {
        let number = self.world.next_object();
        let mut kinds = vec![FactKind::FieldsChosen];
        if origins.any(Origins::LISTED) {
            kinds.push(FactKind::FieldsListed);
        }
        for kind in kinds {
            let count = self.facts.len();
            self.note(kind, range, origins, None);
            if let Some(fact) = self.facts.get_mut(count) {
                fact.object = number;
            }
        }
        if origins.all(Origins::LISTED | Origins::BODY) && !origins.any(Origins::QUERY) {
            self.fields_declared(range, origins, number);
        }
    }

    /// Where all that the handler takes of the body is declared with models that
    /// list its fields, that declaration is what keeps the caller to them.
    fn fields_declared(&mut self, range: Range, origins: Origins, number: u32) {
        let reads = self.facts.iter().filter(|fact| fact.kind == FactKind::BodyRead);
        let Some(Some((declared, order))) = self.bodies.first().cloned() else { return };
        if reads.count() != self.bodies.len() || self.bodies.iter().any(Option::is_none) {
            return;
        }
        let count = self.facts.len();
        self.note_under(FactKind::FieldsListed, range, origins, None, Vec::new());
        if let Some(fact) = self.facts.get_mut(count) {
            fact.object = number;
            fact.trail = declared;
            fact.order = order;
        }
    }

    /// Whether a type is a model whose fields, and no others, are all that a
    /// caller can name: none of them takes any names itself.
    pub(super) fn lists_fields(
        &self,
        file: &Arc<ModuleFile>,
        declared: &Expr,
        signature: &Signature,
    ) -> bool {
        match &declared.kind {
            ExprKind::Subscript(outer, inner) => {
                let name = outer.dotted().unwrap_or_default();
                let holds = ["list", "List", "Sequence", "Optional"];
                name.rsplit('.').next().is_some_and(|name| holds.contains(&name))
                    && self.lists_fields(file, inner, signature)
            }
            ExprKind::Binary(left, _, right) if matches!(right.kind, ExprKind::None) => {
                self.lists_fields(file, left, signature)
            }
            ExprKind::Name(_) | ExprKind::Attribute(..) => {
                let Kind::Class(class) = self.world.quick(file, declared).kind else {
                    return false;
                };
                let mut line = vec![Base::Inside(Arc::clone(&class))];
                line.extend(self.world.bases(&class));
                self.world.has_base(&class, &signature.models)
                    && !self.keeps_extra(&class)
                    && !line.iter().any(takes_any_names)
            }
            _ => false,
        }
    }

    /// What a comprehension makes sure of: it takes only what the code lists.
    pub(super) fn lists(&mut self, parts: &Comprehension) -> Origins {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let fixed = |walk: &mut Self, expression: &Expr| {
            !walk.expression(expression).all_origins().any(Origins::INPUT)
        };
        let over_list = parts.clauses.iter().all(|clause| fixed(self, &clause.iterable));
        let among = parts.clauses.iter().flat_map(|clause| &clause.tests).any(|test| {
            matches!(&test.kind, ExprKind::Compare(_, rest)
                if matches!(rest.as_slice(), [(Comparison::In, list)] if fixed(self, list)))
        });
        self.quiet = quiet;
        if over_list || among { Origins::LISTED } else { Origins::NONE }
    }

    /// Notes whether a class of the tree lists the fields it sets, where a row
    /// names the attribute that does: `Meta.fields`.
    pub(super) fn fields_listed(&mut self, model: &Model, external: &External, range: Range) {
        let Some((inner, name)) = model.fields_of.as_deref().and_then(|at| at.split_once('.'))
        else {
            return;
        };
        let Some(class) = &external.class else { return };
        let Some((file, listed)) = self.inner_value(class, inner, name) else { return };
        let pushed = self.push_site(range);
        self.enter_module(&file);
        let open = listed.as_str().is_some_and(|text| &**text == "__all__");
        let sure = if open { Origins::NONE } else { Origins::LISTED };
        self.note_fields(listed.range, Origins::BODY | sure);
        self.frames.pop();
        if pushed {
            self.trail.pop();
        }
    }

    /// What a class inside the class, or inside one of its bases, sets a name to.
    fn inner_value(
        &self,
        class: &Arc<ClassValue>,
        inner: &str,
        name: &str,
    ) -> Option<(Arc<ModuleFile>, Expr)> {
        let mut line = vec![Base::Inside(Arc::clone(class))];
        line.extend(self.world.bases(class));
        line.iter().find_map(|base| {
            let Base::Inside(class) = base else { return None };
            let found = class.class.body.iter().find_map(|statement| match &statement.kind {
                StmtKind::Class(found) if &*found.name == inner => Some(found),
                _ => None,
            })?;
            match Bindings::of(&found.body).names.get(name)? {
                Binding::Values(values) => Some((Arc::clone(&class.file), values.last()?.clone())),
                _ => None,
            }
        })
    }

    /// Whether what a class of the tree gives out has only the fields it lists:
    /// not where it keeps whatever else it was given.
    pub(super) fn keeps_extra(&self, class: &Arc<ClassValue>) -> bool {
        let text = |member: Member| match member {
            Member::Value(owner, expression) => {
                owner.file.module.slice(expression.range).to_owned()
            }
            _ => String::new(),
        };
        let settings = text(self.world.find_member(class, &"model_config".into()));
        let inner = class.class.body.iter().find_map(|statement| match &statement.kind {
            StmtKind::Class(inner) if &*inner.name == "Config" => {
                Some(class.file.module.slice(inner.range).to_owned())
            }
            _ => None,
        });
        [settings, inner.unwrap_or_default()]
            .iter()
            .any(|text| text.contains("extra") && text.contains("allow"))
    }
}

/// Whether a field of a class takes a mapping with any keys.
fn takes_any_names(base: &Base) -> bool {
    const OPEN: [&str; 4] = ["dict", "Any", "Mapping", "Json"];
    let Base::Inside(class) = base else { return false };
    class.class.body.iter().any(|statement| match &statement.kind {
        StmtKind::Assign { annotation: Some(annotation), .. } => {
            let text = class.file.module.slice(annotation.range);
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            words.any(|word| OPEN.iter().any(|open| word.eq_ignore_ascii_case(open)))
        }
        _ => false,
    })
}
