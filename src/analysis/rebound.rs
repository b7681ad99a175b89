//! Where what a guard looks at was made: the guard's own words may be as before,
//! while a change took what they stood for.

use super::fact::{Fact, Site};
use super::judged::Judged;
use super::protection::telling;
use super::refused::plain;
use super::value::ClassValue;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Range, Stmt, StmtKind};
use crate::syntax::python::words;

/// More names than this are not followed from one to the next.
const MAX_NAMES: usize = 20;

/// The statement before a place, in its function, that makes what the place
/// speaks of and is not there any more: `mine = select(Hive).where(...)` for
/// `scalars(mine)`.
pub(super) fn rebound(place: &Site, new: &Judged<'_>) -> Option<Site> {
    let module = &place.file.module;
    let function = function_around(&module.body, place.range)?;
    let text = new.text_of(&place.file.path)?;
    let still_there = plain(&text);
    let mut made = Vec::new();
    collect(&function.body, place.range.start, &mut made);
    let mut names: Vec<String> = words(module.slice(place.range)).map(str::to_owned).collect();
    // Backwards, so that what made them is looked at after it.
    for (name, range) in made.into_iter().rev() {
        if names.len() > MAX_NAMES {
            return None;
        }
        if !names.iter().any(|known| known == name) {
            continue;
        }
        let code = module.slice(range);
        if !still_there.contains(&plain(code)) {
            return Some(Site { file: place.file.clone(), range });
        }
        names.extend(words(code).map(str::to_owned));
    }
    None
}

/// The class statement of a handler that has other bases now, where the guard ran
/// before the handler and stands where it stood.
pub(super) fn left_base(guard: &Fact, old: &Judged<'_>, new: &Judged<'_>) -> Option<Site> {
    let (was, is) = (old.found.class.as_ref()?, new.found.class.as_ref()?);
    let bases = |class: &ClassValue| {
        let arguments = class.class.arguments.iter();
        let texts = arguments.map(|one| plain(class.file.module.slice(one.value.range)));
        texts.collect::<Vec<_>>()
    };
    let before = !telling(guard).same(guard.near());
    (before && bases(was) != bases(is))
        .then(|| Site { file: was.file.clone(), range: was.class.header })
}

/// The innermost function that a place stands in.
fn function_around(block: &[Stmt], range: Range) -> Option<&Function> {
    block.iter().filter(|one| one.range.contains(range)).find_map(|one| match &one.kind {
        StmtKind::Function(function) => {
            function_around(&function.body, range).or(Some(function.as_ref()))
        }
        StmtKind::Class(class) => function_around(&class.body, range),
        _ => one.blocks().into_iter().find_map(|inner| function_around(inner, range)),
    })
}

/// The names that statements before a position set, in the order of the code.
fn collect<'code>(block: &'code [Stmt], before: u32, made: &mut Vec<(&'code str, Range)>) {
    for statement in block.iter().filter(|one| one.range.start < before) {
        match &statement.kind {
            StmtKind::Assign { targets, value: Some(_), .. } => {
                let names = targets.iter().filter_map(name_of);
                made.extend(names.map(|name| (name, statement.range)));
            }
            StmtKind::AugAssign { target, .. } => {
                made.extend(name_of(target).map(|name| (name, statement.range)));
            }
            _ => statement.blocks().into_iter().for_each(|inner| collect(inner, before, made)),
        }
    }
}

fn name_of(target: &Expr) -> Option<&str> {
    match &target.kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}
