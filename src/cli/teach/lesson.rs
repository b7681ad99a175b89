//! Finds a lesson by what the user calls it: a name, or a folder.

use std::path::Path;
use std::sync::Arc;

use crate::catalog::{Catalog, LessonSource, builtin_lesson, builtin_lessons, nearest};
use crate::cli::config;
use crate::cli::failure::Failure;
use crate::teach::{Taught, load, read_folder};

/// The files of a lesson.
///
/// # Errors
/// That there is none of this name, or what cannot be read of it.
pub(super) fn source(name: &str) -> Result<LessonSource, Failure> {
    if let Some(source) = builtin_lesson(name) {
        return Ok(source);
    }
    let folder = Path::new(name);
    if folder.is_dir() {
        return read_folder(folder).map_err(Failure::Lesson);
    }
    let known: Vec<String> = builtin_lessons().into_iter().map(str::to_owned).collect();
    let near = nearest(name, known).into_iter().next();
    Err(Failure::Usage {
        line: format!("there is no lesson {name:?}, and no such folder"),
        hint: match near {
            Some(near) => format!("is {near} meant? `lineproof teach` lists the lessons"),
            None => "`lineproof teach` lists the lessons".to_owned(),
        },
    })
}

/// The lesson of this name, or in this folder.
///
/// # Errors
/// As [`source`], and what is wrong with it.
pub(super) fn find(name: &str) -> Result<Taught, Failure> {
    load(&source(name)?, &*catalog()?).map_err(Failure::Lesson)
}

/// The built-in lesson of this name; no folder is looked for.
///
/// # Errors
/// That there is none.
pub(super) fn builtin(name: &str) -> Result<Taught, Failure> {
    let source = builtin_lesson(name).ok_or_else(|| Failure::Usage {
        line: format!("there is no built-in lesson {name:?} that the answers could be to"),
        hint: "`--lesson DIR` names the folder of one".to_owned(),
    })?;
    load(&source, &*catalog()?).map_err(Failure::Lesson)
}

/// The checks and frameworks that lessons may name.
pub(super) fn catalog() -> Result<Arc<Catalog>, Failure> {
    Ok(config::catalog()?)
}
