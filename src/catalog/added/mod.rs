//! What users add: checks and frameworks of their own, as data.
//!
//! They add and never replace: what is built in is asked first and stays. A
//! mistake leaves out the file it is in, and nothing else.

mod admit;
mod bounds;

pub use bounds::{LARGEST_FILE, MOST_FILES};

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{Catalog, Check, Framework, Problem};

/// A file that a user wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedFile {
    /// Its path below the folder of additions: `checks/audit/check.toml`.
    pub path: String,
    /// Its text, or why it was not read.
    pub text: Result<Arc<str>, String>,
}

/// The files of one folder of additions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Additions {
    /// What the folder is called: `.lineproof`.
    pub folder: String,
    /// Where it was read from, for a person: `main (1a2b3c4d)`.
    pub read_from: String,
    /// The files, sorted by path.
    pub files: Vec<AddedFile>,
}

/// A check or framework that a user added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its folder: `.lineproof/frameworks/house`.
    pub by: Arc<str>,
    /// Where that was read from, for a person.
    pub read_from: String,
    /// How many rows it has; none for a check.
    pub rows: Option<usize>,
}

/// What users added, and what is wrong with the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddedParts {
    /// What counts.
    pub parts: Vec<Added>,
    /// What was left out, and why.
    pub problems: Vec<Problem>,
}

/// Where a file of additions belongs.
enum Belongs<'path> {
    Check(&'path str),
    Framework(&'path str),
    /// It is read with another one, or by nobody.
    Beside,
    Nowhere,
}

fn belongs(path: &str) -> Belongs<'_> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["checks", id, "check.toml"] => Belongs::Check(id),
        ["frameworks", id, "framework.toml"] => Belongs::Framework(id),
        ["checks", _, "lesson.md"] | ["checks" | "frameworks", _, "examples", ..] => {
            Belongs::Beside
        }
        _ if parts.last().is_some_and(|name| name.starts_with("README")) => Belongs::Beside,
        _ => Belongs::Nowhere,
    }
}

/// Whether a file of additions is read at all; `examples` are not.
#[must_use]
pub fn is_addition(path: &str) -> bool {
    !matches!(belongs(path), Belongs::Beside) || path.ends_with("lesson.md")
}

impl Catalog {
    /// The same with what a user adds.
    #[must_use]
    pub fn with(&self, additions: &Additions) -> Self {
        let mut catalog = self.clone();
        for file in additions.files.iter().take(MOST_FILES) {
            if let Err(problem) = catalog.add(additions, file) {
                catalog.added.problems.push(problem);
            }
        }
        if additions.files.len() > MOST_FILES {
            let message = format!("only the first {MOST_FILES} files are read");
            let file = additions.folder.clone();
            catalog.added.problems.push(Problem { file, line: None, message });
        }
        catalog
    }

    fn add(&mut self, additions: &Additions, file: &AddedFile) -> Result<(), Problem> {
        let name = format!("{}/{}", additions.folder, file.path);
        let problem =
            |message: &str| Problem { file: name.clone(), line: None, message: message.to_owned() };
        match belongs(&file.path) {
            Belongs::Check(id) => self.add_check(additions, file, id, &name),
            Belongs::Framework(id) => self.add_framework(additions, file, id, &name),
            Belongs::Beside => match &file.text {
                Ok(_) => Ok(()),
                Err(why) => Err(problem(why)),
            },
            Belongs::Nowhere => Err(problem(
                "is not read; there are checks/ID/check.toml with lesson.md beside it, and \
                 frameworks/ID/framework.toml",
            )),
        }
    }

    fn add_check(
        &mut self,
        additions: &Additions,
        file: &AddedFile,
        id: &str,
        name: &str,
    ) -> Result<(), Problem> {
        let (mut check, place): (Check, _) = read(file, name)?;
        let known = self.checks.iter().find(|known| known.id == check.id);
        place.is_own("check", id, check.id.as_str(), known.map(|known| known.by.as_deref()))?;
        place.check(&check)?;
        let lesson = format!("checks/{id}/lesson.md");
        let beside = additions.files.iter().find(|file| file.path == lesson);
        check.lesson = match beside.and_then(|file| file.text.as_ref().ok()) {
            Some(text) => admit::shown(text),
            None => format!("# {id}\n\nThere is no lesson.md beside this check.\n"),
        };
        check.by = Some(self.note(additions, file, None));
        // Behind what is built in, whatever position it asks for among its like.
        let at = self
            .checks
            .iter()
            .rposition(|known| known.by.is_none() || known.position <= check.position);
        self.checks.insert(at.map_or(0, |at| at + 1), check);
        Ok(())
    }

    fn add_framework(
        &mut self,
        additions: &Additions,
        file: &AddedFile,
        id: &str,
        name: &str,
    ) -> Result<(), Problem> {
        let (mut framework, place): (Framework, _) = read(file, name)?;
        let known = self.frameworks.iter().find(|known| known.id == framework.id);
        place.is_own("framework", id, &framework.id, known.map(|known| known.by.as_deref()))?;
        let already = self.added.parts.iter().filter_map(|part| part.rows).sum();
        place.framework(&framework, already)?;
        place.hooks(&framework, &self.frameworks)?;
        for (index, model) in framework.models.iter_mut().enumerate() {
            let line =
                place.row("model", index).map_or_else(String::new, |line| format!(":{line}"));
            model.by = Some(format!("{name}{line}").into());
        }
        framework.by = Some(self.note(additions, file, Some(framework.row_count())));
        self.frameworks.push(framework);
        Ok(())
    }

    /// Notes that a file counts, and returns the folder it is in.
    fn note(&mut self, additions: &Additions, file: &AddedFile, rows: Option<usize>) -> Arc<str> {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let by: Arc<str> = format!("{}/{folder}", additions.folder).into();
        let read_from = additions.read_from.clone();
        self.added.parts.push(Added { by: Arc::clone(&by), read_from, rows });
        by
    }
}

/// A TOML file as a value, and the file as a place to point at.
fn read<'file, T: DeserializeOwned>(
    file: &'file AddedFile,
    name: &'file str,
) -> Result<(T, admit::Place<'file>), Problem> {
    let problem = |message: String| Problem { file: name.to_owned(), line: None, message };
    let text = file.text.as_ref().map_err(|why| problem(why.clone()))?;
    if text.len() > LARGEST_FILE {
        return Err(problem(format!("is larger than {} kB", LARGEST_FILE / 1000)));
    }
    let value = toml::from_str(text).map_err(|error| Problem::from_toml(name, text, &error))?;
    Ok((value, admit::Place { file: name, text }))
}
