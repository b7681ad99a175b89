//! Statements that put a value together: `SCHEMA["required"].append("name")`.

use std::sync::Arc;

use super::data::{Data, Datum};
use super::read::{Locals, Reader, combined, put, rooted};
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::syntax::python::ast::{Call, Expr, ExprKind, Name, Range, Stmt, StmtKind};
use crate::syntax::python::has_word;

impl Reader<'_> {
    /// Runs statements one after the other; gives what they return. Where only one
    /// name is asked for, all others are left as they are.
    pub(super) fn run(
        &mut self,
        file: &Arc<ModuleFile>,
        body: &[Stmt],
        locals: &mut Locals,
        only: Option<&Name>,
    ) -> Option<Datum> {
        for statement in body {
            match &statement.kind {
                StmtKind::Return(Some(value)) => return Some(self.value(file, locals, value)),
                StmtKind::Function(_) | StmtKind::Class(_) => {}
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    for target in targets {
                        self.assign(file, locals, only, target, value);
                    }
                }
                StmtKind::AugAssign { target, value } => {
                    let by = operator(file.module.slice(statement.range), target, value, statement);
                    self.change(file, locals, only, target, |reader, locals, part| {
                        let more = reader.value(file, locals, value);
                        match combined(part.data.clone(), &by, more.data) {
                            Some(data) => part.data = data,
                            None => part.data = unread(),
                        }
                    });
                }
                StmtKind::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    if let ExprKind::Attribute(object, method) = &call.function.kind {
                        self.change(file, locals, only, object, |reader, locals, part| {
                            reader.told(file, locals, part, method, call);
                        });
                    }
                }
                StmtKind::Delete(targets) => {
                    for target in targets {
                        self.delete(file, locals, only, target);
                    }
                }
                StmtKind::Expr(_) | StmtKind::Import(_) | StmtKind::ImportFrom(_) => {}
                StmtKind::Try(parts) => {
                    if let Some(given) = self.run(file, &parts.body, locals, only) {
                        return Some(given);
                    }
                }
                _ => {
                    let text = file.module.slice(statement.range);
                    if only.is_none() && has_word(text, "return") {
                        return None;
                    }
                    skip(file, statement, locals, only);
                }
            }
        }
        None
    }

    fn assign(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &mut Locals,
        only: Option<&Name>,
        target: &Expr,
        value: &Expr,
    ) {
        let wanted = |name: &Name| only.is_none_or(|only| only == name);
        match &target.kind {
            ExprKind::Name(name) if wanted(name) => {
                let read = self.value(file, locals, value);
                locals.insert(Arc::clone(name), read);
            }
            ExprKind::Subscript(object, key) => {
                let range = Range { start: target.range.start, end: value.range.end };
                self.change(file, locals, only, object, |reader, locals, part| {
                    let read = reader.value(file, locals, value);
                    let site = Site { file: Arc::clone(file), range };
                    match (reader.key(file, locals, key), &mut part.data) {
                        (Some(key), Data::Map(entries)) => {
                            put(entries, key, Datum { site, ..read });
                        }
                        _ => part.data = unread(),
                    }
                });
            }
            _ => {}
        }
    }

    /// `del target[key]`
    fn delete(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &mut Locals,
        only: Option<&Name>,
        target: &Expr,
    ) {
        if let ExprKind::Subscript(object, key) = &target.kind {
            self.change(file, locals, only, object, |reader, locals, part| {
                let key = reader.key(file, locals, key);
                take(part, key.as_deref());
            });
        }
    }

    /// Changes the part of a known value that a chain of keys leads to.
    fn change(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &mut Locals,
        only: Option<&Name>,
        target: &Expr,
        how: impl FnOnce(&mut Self, &Locals, &mut Datum),
    ) {
        let Some((name, keys)) = rooted(target) else { return };
        if only.is_some_and(|only| only != name) {
            return;
        }
        let Some(mut whole) = locals.remove(name) else { return };
        let keys: Vec<_> = keys.into_iter().map(|key| self.key(file, locals, key)).collect();
        let mut part = Some(&mut whole);
        for key in &keys {
            part = part.and_then(|part| match (&mut part.data, key) {
                (Data::Map(entries), Some(key)) => {
                    entries.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
                }
                _ => None,
            });
        }
        match part {
            Some(part) => how(self, locals, part),
            None => whole.data = unread(),
        }
        locals.insert(Arc::clone(name), whole);
    }

    /// What a method does to a value.
    fn told(
        &mut self,
        file: &Arc<ModuleFile>,
        locals: &Locals,
        part: &mut Datum,
        method: &str,
        call: &Call,
    ) {
        let mut given: Vec<Datum> = Vec::new();
        for argument in &call.arguments {
            if argument.name.is_some() {
                part.data = unread();
                return;
            }
            given.push(self.value(file, locals, &argument.value));
        }
        match (method, &mut part.data, given.as_slice()) {
            ("append" | "add", Data::List(parts), [one]) => parts.push(one.clone()),
            ("extend" | "update", Data::List(parts), [more]) => match more.parts() {
                Some(more) => parts.extend(more.iter().cloned()),
                None => part.data = unread(),
            },
            ("insert", Data::List(parts), [_, one]) => parts.push(one.clone()),
            ("remove" | "discard", Data::List(parts), [one]) => {
                parts.retain(|part| !part.same(one));
            }
            ("update", Data::Map(entries), [more]) => match &more.data {
                Data::Map(more) => {
                    more.iter().for_each(|(key, one)| put(entries, Arc::clone(key), one.clone()));
                }
                _ => part.data = unread(),
            },
            ("pop", Data::Map(_), [key, ..]) => {
                let key = match &key.data {
                    Data::Text(key) => Some(Arc::clone(key)),
                    _ => None,
                };
                take(part, key.as_deref());
            }
            ("setdefault", Data::Map(entries), [key, value]) => match &key.data {
                Data::Text(key) if !entries.iter().any(|(known, _)| known == key) => {
                    put(entries, Arc::clone(key), value.clone());
                }
                Data::Text(_) => {}
                _ => part.data = unread(),
            },
            ("get" | "keys" | "items" | "values" | "copy", ..) => {}
            _ => part.data = unread(),
        }
    }
}

/// Forgets what a statement names: what happens in some cases only is not followed.
fn skip(file: &Arc<ModuleFile>, statement: &Stmt, locals: &mut Locals, only: Option<&Name>) {
    let text = file.module.slice(statement.range);
    for (name, value) in locals.iter_mut() {
        if has_word(text, name) {
            value.data = unread();
        }
    }
    if let Some(name) = only.filter(|name| has_word(text, name)) {
        let site = Site { file: Arc::clone(file), range: statement.range };
        locals.insert(Arc::clone(name), Datum::new(unread(), site));
    }
}

/// Takes what stands under a key from a dictionary.
fn take(part: &mut Datum, key: Option<&str>) {
    match (&mut part.data, key) {
        (Data::Map(entries), Some(key)) => entries.retain(|(known, _)| &**known != key),
        (data, _) => *data = unread(),
    }
}

/// The operator of `target op= value`.
fn operator(code: &str, target: &Expr, value: &Expr, statement: &Stmt) -> String {
    let start = statement.range.start;
    let between =
        code.get((target.range.end - start) as usize..(value.range.start - start) as usize);
    between.unwrap_or_default().replace('=', "").trim().trim_matches('(').trim().to_owned()
}

fn unread() -> Data {
    Data::Other("...".into())
}
