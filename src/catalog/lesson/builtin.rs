//! The lessons that are built into the program: `assets/lessons/<id>/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::Dir;

use super::plan::LessonSource;
use crate::catalog::assets;
use crate::model::RepoPath;

/// The names of the built-in lessons, sorted; reads none of them.
#[must_use]
pub fn builtin_lessons() -> Vec<&'static str> {
    let folders = assets::folders("lessons").into_iter();
    folders.filter_map(|folder| folder.path().file_name()?.to_str()).collect()
}

/// The files of the built-in lesson of this name.
#[must_use]
pub fn builtin_lesson(id: &str) -> Option<LessonSource> {
    let is_it =
        |folder: &&'static Dir<'static>| folder.path().file_name().is_some_and(|name| name == id);
    let folder = assets::folders("lessons").into_iter().find(is_it)?;
    let file = format!("assets/lessons/{id}/lesson.toml");
    let text = assets::file(&format!("lessons/{id}/lesson.toml")).unwrap_or_default().into();
    let tree = |name: &str| {
        let root = folder.path().join(name);
        let mut files = BTreeMap::new();
        if let Some(folder) = folder.get_dir(&root) {
            collect(folder, &format!("lessons/{id}/{name}/"), &mut files);
        }
        files
    };
    Some(LessonSource {
        id: id.to_owned(),
        file,
        text,
        before: tree("before"),
        after: tree("after"),
    })
}

fn collect(folder: &'static Dir<'static>, root: &str, files: &mut BTreeMap<RepoPath, Arc<str>>) {
    for file in folder.files() {
        let path = file.path().to_str().and_then(|path| path.strip_prefix(root));
        files.extend(
            path.zip(file.contents_utf8()).map(|(path, text)| (RepoPath::new(path), text.into())),
        );
    }
    for folder in folder.dirs() {
        collect(folder, root, files);
    }
}
