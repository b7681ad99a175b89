//! Declarations of fields: the words beside them, and the kinds that their types
//! stand for.

use std::sync::Arc;

use super::data::{Data, Datum};
use super::kinds::Arm;
use super::model::Reading;
use super::read::{Locals, put};
use crate::analysis::project::ModuleFile;
use crate::syntax::python::ast::{Argument, Expr, ExprKind};

impl Reading<'_, '_> {
    /// The keywords of a declaration that narrow what is taken, or open it.
    pub(super) fn keywords(
        &mut self,
        file: &Arc<ModuleFile>,
        given: &[Argument],
        says: &mut Vec<(Arc<str>, Datum)>,
    ) {
        for argument in given {
            if let Some(name) = &argument.name {
                let mut value = self.reader.value(file, &Locals::new(), &argument.value);
                // A name that stands before it is on the line that is looked for.
                let code = &file.module.text[..argument.value.range.start as usize];
                let before = code.trim_end().trim_end_matches('=').trim_end();
                if let Some(before) = before.strip_suffix(&**name) {
                    value.site.range.start = u32::try_from(before.len()).unwrap_or(u32::MAX);
                }
                put(says, Arc::clone(name), value);
            } else if self.form.row.limits.iter().any(|one| one == "validators") {
                // WTForms takes them by position.
                let value = self.reader.value(file, &Locals::new(), &argument.value);
                if matches!(value.data, Data::List(_)) {
                    put(says, "validators".into(), value);
                }
            }
        }
    }

    /// The kinds of values that an annotation stands for; what it says beside them
    /// is added.
    pub(super) fn kinds(
        &mut self,
        file: &Arc<ModuleFile>,
        annotation: &Expr,
        says: &mut Vec<(Arc<str>, Datum)>,
        depth: usize,
    ) -> Option<Vec<Arm>> {
        let read = self.reader.world.unaliased(file, Some(annotation));
        for (file, beside) in &read.beside {
            if let ExprKind::Call(call) = &beside.kind {
                self.keywords(file, &call.arguments, says);
            }
        }
        let declared = read.declared?;
        let file = read.file;
        if depth > 6 {
            return None;
        }
        match &declared.kind {
            ExprKind::None => Some(vec![Arm::named("None")]),
            ExprKind::Name(_) | ExprKind::Attribute(..) => {
                let name = declared.dotted()?;
                Some(vec![Arm::named(name.rsplit('.').next().unwrap_or_default())])
            }
            ExprKind::Binary(left, by, right) if &**by == "|" => {
                let mut all = self.kinds(&file, left, says, depth + 1)?;
                all.extend(self.kinds(&file, right, says, depth + 1)?);
                Some(all)
            }
            ExprKind::Subscript(outer, inner) => {
                let parts: Vec<&Expr> = match &inner.kind {
                    ExprKind::Tuple(parts) => parts.iter().collect(),
                    _ => vec![inner],
                };
                let name = outer.dotted()?;
                let name = name.rsplit('.').next().unwrap_or_default();
                if name == "Literal" {
                    let value = self.reader.value(&file, &Locals::new(), inner);
                    let listed = match value.data {
                        Data::List(_) => value,
                        _ => Datum::new(Data::List(vec![value.clone()]), value.site),
                    };
                    return Some(vec![Arm::listed(listed)]);
                }
                let mut all = Vec::new();
                for part in parts {
                    all.extend(self.kinds(&file, part, says, depth + 1)?);
                }
                match name {
                    "Union" => Some(all),
                    "Optional" => {
                        all.push(Arm::named("None"));
                        Some(all)
                    }
                    _ => Some(vec![Arm::of(name, all)]),
                }
            }
            ExprKind::Call(call) => {
                self.keywords(&file, &call.arguments, says);
                None
            }
            _ => None,
        }
    }
}
