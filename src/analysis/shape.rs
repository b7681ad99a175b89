//! The shape of answers: the keys that the declared model of a route gives its
//! JSON, as far as its fields and those of its bases say.

use std::sync::Arc;

use super::classes::Base;
use super::discover::Found;
use super::project::ModuleFile;
use super::value::{Arguments, ClassValue, Kind, MORE, Value};
use super::world::World;
use crate::catalog::{AnswerModel, Framework};
use crate::syntax::python::ast::{Expr, ExprKind, Name, Stmt, StmtKind};

/// Longer lines of base classes are not followed.
const MAX_BASES: usize = 40;

/// What a model says of a key of its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyed {
    /// It is never there.
    Absent,
    /// It is always there, and never empty.
    Filled,
}

/// What a route answers with: an object of a model, in JSON.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) class: Arc<ClassValue>,
    /// Whether the route leaves keys out, or gives them other names.
    pub(super) altered: bool,
    /// Whether the handler wrote an object of it into an answer by itself.
    pub(super) written: bool,
}

/// The shape of what a handler answers with, where its one declaration says it.
/// One that may put an answer together by itself has none.
pub(super) fn declared(world: &World, found: &Found, rows: &Framework) -> Option<Shape> {
    let row = rows.signature.as_ref()?.answer.as_ref()?;
    let [(declaration, _)] = found.declarations.as_slice() else { return None };
    let Kind::External(declaration) = &declaration.kind else { return None };
    let given = &declaration.arguments;
    if given.open || makes_answers(found) {
        return None;
    }
    let class = match (given.keyword(&row.keyword), &found.function.returns) {
        (Some(model), _) => model.clone(),
        (None, Some(returns)) => world.quick(&found.file, returns),
        (None, None) => return None,
    };
    let Kind::Class(class) = class.kind else { return None };
    let altered = given
        .keywords
        .iter()
        .any(|(name, _)| name.starts_with(&*row.keyword) && **name != *row.keyword);
    Some(Shape { class, altered, written: false })
}

/// Whether a handler names some class of answers: `return FileResponse(...)`.
fn makes_answers(found: &Found) -> bool {
    found.file.module.slice(found.function.range).contains("Response(")
}

/// A field of a model.
struct Field {
    name: Name,
    file: Arc<ModuleFile>,
    annotation: Expr,
    value: Option<Expr>,
}

/// By what names a field goes in JSON.
enum Named {
    /// By this one.
    As(Arc<str>),
    /// By its own, in whatever way the model writes names.
    Plain,
}

impl Shape {
    /// The shape of an answer that holds these keys, written by the handler itself
    /// with what else an object of the model holds; none where one is of no field.
    pub(super) fn with_keys(&self, world: &World, keys: &[Arc<str>]) -> Option<Self> {
        let mut line = vec![Arc::clone(&self.class)];
        line.extend(world.bases(&self.class).into_iter().filter_map(Base::inside));
        let declared = |key: &Arc<str>| {
            let mut fields = line
                .iter()
                .flat_map(|class| class.class.body.iter().filter_map(|one| field(class, one)));
            fields.any(|field| folded(&field.name) == folded(key))
        };
        let all = !keys.is_empty() && keys.iter().all(declared);
        all.then(|| Self { written: true, altered: true, class: Arc::clone(&self.class) })
    }

    /// What is certain of a key of the JSON.
    pub(super) fn key(&self, world: &World, row: &AnswerModel, key: &str) -> Option<Keyed> {
        let mut fields = Vec::new();
        let mut cased = false;
        let mut serialised = false;
        let mut open = vec![Arc::clone(&self.class)];
        let mut seen = 0;
        while let Some(class) = open.pop() {
            seen += 1;
            let text = class.file.module.slice(class.class.range);
            if seen > MAX_BASES || row.opaque.iter().any(|word| text.contains(&**word)) {
                return None;
            }
            cased |= text.contains("alias_generator");
            serialised |= text.contains("serializer");
            if text.contains("alias_generator") && !cases_only(world, row, &class) {
                return None;
            }
            fields.extend(class.class.body.iter().filter_map(|one| field(&class, one)));
            open.extend(models_under(world, row, &class)?);
        }
        let mut names = Vec::new();
        for field in &fields {
            names.push((field, named(world, row, field)?));
        }
        let may_be = |(field, named): &(&Field, Named)| match named {
            Named::As(name) => **name == *key || *field.name == *key,
            Named::Plain => folded(&field.name) == folded(key),
        };
        let mut meant = names.iter().filter(|one| may_be(one));
        let Some((field, called)) = meant.next() else { return Some(Keyed::Absent) };
        let is = match called {
            Named::As(name) => **name == *key,
            Named::Plain => !cased && *field.name == *key,
        };
        let declared = world.quick(&field.file, &field.annotation);
        let filled =
            declared.path().is_some_and(|path| row.filled.iter().any(|one| one.matches(path)));
        let sure = is && filled && meant.next().is_none() && !serialised && !self.altered;
        sure.then_some(Keyed::Filled)
    }
}

/// The bases of a model that give it fields; none where one of them is not known.
fn models_under(
    world: &World,
    row: &AnswerModel,
    class: &Arc<ClassValue>,
) -> Option<Vec<Arc<ClassValue>>> {
    let mut found = Vec::new();
    for argument in class.class.arguments.iter().filter(|argument| argument.name.is_none()) {
        let named = match &argument.value.kind {
            ExprKind::Subscript(generic, _) => generic,
            _ => &argument.value,
        };
        let base = world.quick(&class.file, named);
        match &base.kind {
            Kind::Class(class) => found.push(Arc::clone(class)),
            Kind::External(outside) if row.bases.iter().any(|base| base.matches(&outside.path)) => {
            }
            _ => return None,
        }
    }
    Some(found)
}

/// Whether what makes the names of a model's JSON only writes them another way.
fn cases_only(world: &World, row: &AnswerModel, class: &Arc<ClassValue>) -> bool {
    let config = class.class.body.iter().find_map(|statement| match &statement.kind {
        StmtKind::Assign { targets, value: Some(value), .. } => match targets.as_slice() {
            [Expr { kind: ExprKind::Name(name), .. }] if &**name == "model_config" => Some(value),
            _ => None,
        },
        _ => None,
    });
    let Some(config) = config.map(|config| world.quick(&class.file, config)) else { return false };
    let Kind::External(config) = &config.kind else { return false };
    let generator = config.arguments.keyword("alias_generator").and_then(Value::path);
    generator.is_some_and(|path| row.cases.iter().any(|case| case.matches(path)))
}

fn field(class: &Arc<ClassValue>, statement: &Stmt) -> Option<Field> {
    let StmtKind::Assign { targets, annotation: Some(annotation), value } = &statement.kind else {
        return None;
    };
    let [Expr { kind: ExprKind::Name(name), .. }] = targets.as_slice() else { return None };
    let of_class = class.file.module.slice(annotation.range).contains("ClassVar");
    (!of_class && !name.starts_with('_')).then(|| Field {
        name: Arc::clone(name),
        file: Arc::clone(&class.file),
        annotation: annotation.clone(),
        value: value.clone(),
    })
}

/// By what names a field goes; none where that is not known.
fn named(world: &World, row: &AnswerModel, field: &Field) -> Option<Named> {
    if field.file.module.slice(field.annotation.range).contains("alias") {
        return None;
    }
    let Some(value) = field.value.as_ref().filter(|value| {
        !matches!(
            value.kind,
            ExprKind::None | ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::Bool(_)
        )
    }) else {
        return Some(Named::Plain);
    };
    if !matches!(value.kind, ExprKind::Call(_)) {
        return Some(Named::Plain);
    }
    let declared = world.quick(&field.file, value);
    match &declared.kind {
        Kind::External(made) if row.field.matches(&made.path) => alias(&made.arguments),
        // A value of some class: no word on names.
        Kind::Instance(_) | Kind::Sequence(_) | Kind::Mapping(_) => Some(Named::Plain),
        Kind::External(_) => Some(Named::Plain),
        _ => None,
    }
}

/// The name that a field is given in JSON.
fn alias(given: &Arguments) -> Option<Named> {
    for keyword in ["serialization_alias", "alias"] {
        if let Some(alias) = given.keyword(keyword) {
            return Some(Named::As(Arc::clone(alias.as_str()?)));
        }
    }
    let more = given.open || given.keyword(MORE).is_some();
    (!more).then_some(Named::Plain)
}

/// A name without what tells ways of writing it apart: `updated_at`, `updatedAt`.
fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '_' && *c != '-').flat_map(char::to_lowercase).collect()
}
