//! Forms that are classes: their fields with what each asks, as they stand in the
//! class and those it is made of.

use std::sync::Arc;

use super::data::{Data, Datum};
use super::kinds::Arm;
use super::read::{Locals, Reader};
use crate::analysis::classes::Base;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::ClassValue;
use crate::analysis::world::World;
use crate::catalog::{FormModel, Pattern, Required};
use crate::syntax::python::ast::{Argument, Class, Expr, ExprKind, Function, Name, Stmt, StmtKind};
use crate::syntax::python::has_word;

/// A form that is a class.
pub(super) struct Form<'row> {
    pub(super) row: &'row FormModel,
    pub(super) class: Arc<ClassValue>,
    pub(super) fields: Vec<(Name, Field)>,
    pub(super) validators: Vec<Validator>,
    /// What says that names which are not declared are refused.
    pub(super) closed: Option<Site>,
    /// The fields that callers may not set, where a list says so.
    pub(super) fixed: Option<Datum>,
    /// The fields that an inner class lists.
    pub(super) listed: Option<Datum>,
    /// What its fields are made of, which may be forms.
    pub(super) inside: Vec<(Arc<ModuleFile>, Expr)>,
}

/// A field of a form.
pub(super) struct Field {
    pub(super) site: Site,
    pub(super) required: Option<bool>,
    /// Keywords of its declaration.
    pub(super) says: Datum,
    /// The kinds of values it takes; none where that is not known.
    pub(super) kinds: Option<Vec<Arm>>,
}

/// A method that looks at fields.
pub(super) struct Validator {
    pub(super) name: Name,
    pub(super) site: Site,
    /// The fields; none where it looks at all of them.
    pub(super) fields: Vec<Arc<str>>,
}

impl Form<'_> {
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|(known, _)| **known == *name).map(|(_, field)| field)
    }
}

impl Validator {
    pub(super) fn covers(&self, field: &str) -> bool {
        self.fields.is_empty() || self.fields.iter().any(|one| **one == *field || **one == *"*")
    }
}

/// The row about a class, where it is a form.
pub(super) fn row_of<'world>(
    world: &'world World,
    class: &Arc<ClassValue>,
) -> Option<&'world FormModel> {
    let rows = world.models.catalog().frameworks().iter().flat_map(|rows| &rows.forms);
    let decorated = |decorators: &[Pattern]| {
        class.class.decorators.iter().any(|decorator| {
            let called = match &decorator.kind {
                ExprKind::Call(call) => &call.function,
                _ => decorator,
            };
            let value = world.quick(&class.file, called);
            value.path().is_some_and(|path| decorators.iter().any(|row| row.matches(path)))
        })
    };
    rows.into_iter().find(|row| world.has_base(class, &row.bases) || decorated(&row.decorators))
}

/// Reads a form.
pub(super) fn read<'world>(
    world: &'world World,
    class: &Arc<ClassValue>,
    row: &'world FormModel,
) -> Form<'world> {
    let mut form = Form {
        row,
        class: Arc::clone(class),
        fields: Vec::new(),
        validators: Vec::new(),
        closed: None,
        fixed: None,
        listed: None,
        inside: Vec::new(),
    };
    let mut line: Vec<Arc<ClassValue>> =
        world.bases(class).into_iter().filter_map(Base::inside).collect();
    line.retain(|class| !class.file.is_library());
    line.reverse();
    line.push(Arc::clone(class));
    for class in line {
        let mut reading =
            Reading { reader: Reader::new(world), file: &class.file, form: &mut form };
        reading.class(&class.class);
    }
    form
}

/// The reading of one class of a form.
pub(super) struct Reading<'read, 'world> {
    pub(super) reader: Reader<'world>,
    file: &'read Arc<ModuleFile>,
    pub(super) form: &'read mut Form<'world>,
}

impl Reading<'_, '_> {
    fn class(&mut self, class: &Class) {
        let named =
            class.arguments.iter().filter_map(|argument| Some((argument.name.as_ref()?, argument)));
        for (name, argument) in named {
            self.setting(name, &argument.value);
        }
        for statement in &class.body {
            match &statement.kind {
                StmtKind::Assign { targets, annotation, value } => {
                    if let [Expr { kind: ExprKind::Name(name), .. }] = targets.as_slice() {
                        self.assigned(statement, name, (annotation.as_ref(), value.as_ref()));
                    }
                }
                StmtKind::Function(function) => self.method(function),
                StmtKind::Class(inner) if matches!(&*inner.name, "Meta" | "Config") => {
                    self.settings(inner);
                }
                _ => {}
            }
        }
    }

    fn assigned(
        &mut self,
        statement: &Stmt,
        name: &Name,
        (annotation, value): (Option<&Expr>, Option<&Expr>),
    ) {
        let site = Site { file: Arc::clone(self.file), range: statement.range };
        if let ("model_config" | "Config", Some(value)) = (&**name, value) {
            match &value.kind {
                ExprKind::Call(call) => call.arguments.iter().for_each(|one| {
                    if let Some(name) = &one.name {
                        self.setting(name, &one.value);
                    }
                }),
                ExprKind::Dict(entries) => entries.iter().for_each(|(key, value)| {
                    if let Some(key) = key.as_ref().and_then(Expr::as_str) {
                        self.setting(key, value);
                    }
                }),
                _ => {}
            }
            return;
        }
        let field = match (self.form.row.annotated, annotation, value) {
            (true, Some(annotation), _) if !name.starts_with('_') => {
                self.annotated(site, annotation, value)
            }
            (false, _, Some(Expr { kind: ExprKind::Call(_), .. })) => {
                value.map(|value| self.built(site, value))
            }
            _ => None,
        };
        let Some(field) = field else { return };
        let fields = &mut self.form.fields;
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = field,
            None => fields.push((Arc::clone(name), field)),
        }
    }

    /// `name: type = Field(...)`
    fn annotated(&mut self, site: Site, annotation: &Expr, value: Option<&Expr>) -> Option<Field> {
        if annotation
            .dotted()
            .or_else(|| outer_name(annotation))
            .is_some_and(|name| name.ends_with("ClassVar"))
        {
            return None;
        }
        let mut says = Vec::new();
        let kinds = self.kinds(self.file, annotation, &mut says, 0);
        self.form.inside.push((Arc::clone(self.file), annotation.clone()));
        let mut required = value.is_none();
        if let Some(Expr { kind: ExprKind::Call(call), .. }) = value {
            self.keywords(self.file, &call.arguments, &mut says);
            let first = call.arguments.first().filter(|one| one.name.is_none());
            let is_open = |one: &Argument| self.file.module.slice(one.value.range) == "...";
            let names_default = |one: &&Argument| {
                let name = one.name.as_deref().unwrap_or_default();
                self.form.row.defaults.iter().any(|default| default == name)
            };
            let default = call.arguments.iter().find(names_default).or(first);
            let is_field = call
                .function
                .dotted()
                .is_some_and(|name| FIELD.contains(&name.rsplit('.').next().unwrap_or_default()));
            required = is_field && default.is_none_or(is_open);
        } else if let Some(value) = value {
            required = self.file.module.slice(value.range) == "...";
        }
        // Some releases take that for a default of `None`.
        let nullable = kinds.iter().flatten().any(|kind| kind.name == "None");
        let required = (!(required && nullable)).then_some(required);
        let says = Datum::new(Data::Map(says), site.clone());
        Some(Field { site, required, says, kinds })
    }

    /// `name = Field(...)`
    fn built(&mut self, site: Site, value: &Expr) -> Field {
        let mut says = Vec::new();
        let mut kinds = None;
        if let ExprKind::Call(call) = &value.kind {
            self.keywords(self.file, &call.arguments, &mut says);
            let name = call.function.dotted().unwrap_or_default();
            let name = name.rsplit('.').next().unwrap_or_default();
            kinds = (!name.is_empty()).then(|| vec![Arm::named(name)]);
            self.form.inside.push((Arc::clone(self.file), call.function.clone()));
            for argument in &call.arguments {
                self.form.inside.push((Arc::clone(self.file), argument.value.clone()));
            }
        }
        let says = Datum::new(Data::Map(says), site.clone());
        let said = says.get("required").map(|one| one.data.clone());
        let has_default = self.form.row.defaults.iter().any(|name| says.get(name).is_some());
        let required = match (self.form.row.required, said) {
            (_, Some(Data::Bool(said))) => Some(said),
            (_, Some(_)) => None,
            (Required::UnlessFalse, None) => Some(!has_default),
            (Required::IfTrue | Required::UnlessDefault, None) => Some(false),
        };
        Field { site, required, says, kinds }
    }

    fn method(&mut self, function: &Arc<Function>) {
        let site = Site { file: Arc::clone(self.file), range: function.header };
        let row = self.form.row;
        let mut found = None;
        for decorator in &function.decorators {
            let (called, given) = match &decorator.kind {
                ExprKind::Call(call) => (&call.function, call.arguments.as_slice()),
                _ => (decorator, &[][..]),
            };
            let value = self.reader.world.quick(self.file, called);
            if value.path().is_some_and(|path| row.validators.iter().any(|row| row.matches(path))) {
                let named = given.iter().filter(|one| one.name.is_none());
                found = Some(named.filter_map(|one| one.value.as_str().cloned()).collect());
            }
        }
        for pattern in &row.methods {
            match pattern.strip_suffix('*') {
                None if **pattern == *function.name => found = Some(Vec::new()),
                Some(before) => {
                    if let Some(field) = function.name.strip_prefix(before) {
                        found = Some(vec![field.into()]);
                    }
                }
                None => {}
            }
        }
        // What refuses nothing puts values into another form.
        let code = self.file.module.slice(function.range);
        let refuses = ["raise", "assert"].iter().any(|word| has_word(code, word));
        let Some(fields) = found.filter(|_| refuses) else { return };
        let name = Arc::clone(&function.name);
        self.form.validators.retain(|known| known.name != name);
        self.form.validators.push(Validator { name, site, fields });
    }

    /// What an inner class says of the form.
    fn settings(&mut self, inner: &Class) {
        for statement in &inner.body {
            let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind else {
                continue;
            };
            let [Expr { kind: ExprKind::Name(name), .. }] = targets.as_slice() else { continue };
            self.setting(name, value);
            let at = format!("{}.{name}", inner.name);
            let row = self.form.row;
            for (wanted, list) in
                [(&row.fixed_in, &mut self.form.fixed), (&row.listed_in, &mut self.form.listed)]
            {
                if wanted.as_deref() == Some(at.as_str()) {
                    let mut listed = self.reader.value(self.file, &Locals::new(), value);
                    listed.site.range.start = statement.range.start;
                    *list = Some(listed);
                }
            }
        }
    }

    /// Whether names that are not declared are refused.
    fn setting(&mut self, name: &str, value: &Expr) {
        let code = self.file.module.slice(value.range);
        let code = code.trim_matches(['"', '\'']);
        let code = code.rsplit('.').next().unwrap_or(code);
        let mut rows = self.form.row.closed.iter().filter_map(|one| one.split_once('='));
        let Some((_, wanted)) = rows.find(|(known, _)| *known == name) else { return };
        let site = Site { file: Arc::clone(self.file), range: value.range };
        self.form.closed = (wanted == code).then_some(site);
    }
}

/// Calls that declare a field in the place of its default.
const FIELD: [&str; 8] = ["Field", "field", "attrib", "ib", "Body", "Query", "Path", "Form"];

/// The name before the brackets of a type.
fn outer_name(annotation: &Expr) -> Option<String> {
    match &annotation.kind {
        ExprKind::Subscript(outer, _) => outer.dotted(),
        _ => None,
    }
}
