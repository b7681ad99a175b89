//! The files built into the program: `assets/` and `themes/`.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::Problem;

static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");
static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The sub-folders of `assets/<kind>/`, sorted by name.
pub(super) fn folders(kind: &str) -> Vec<&'static Dir<'static>> {
    let mut folders: Vec<_> =
        ASSETS.get_dir(kind).map(|dir| dir.dirs().collect()).unwrap_or_default();
    folders.sort_by_key(|dir| dir.path());
    folders
}

/// A folder below `assets/`.
pub(super) fn folder(path: &str) -> Option<&'static Dir<'static>> {
    ASSETS.get_dir(path)
}

/// The text of a file in one of those folders.
///
/// # Errors
/// That the file is not there.
pub(super) fn text(folder: &'static Dir<'static>, name: &str) -> Result<&'static str, Problem> {
    let path = folder.path().join(name);
    folder.get_file(&path).and_then(|file| file.contents_utf8()).ok_or_else(|| Problem {
        file: path.display().to_string(),
        line: None,
        message: "the file is not there".to_owned(),
    })
}

/// A TOML file in one of those folders, as a value.
///
/// # Errors
/// That the file is not there, or what is wrong in it.
pub(super) fn toml<T: DeserializeOwned>(
    folder: &'static Dir<'static>,
    name: &str,
) -> Result<T, Problem> {
    let text = text(folder, name)?;
    let file = folder.path().join(name).display().to_string();
    toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))
}

/// How many examples stand in one of those folders: files and folders of files.
pub(super) fn examples(folder: &'static Dir<'static>) -> usize {
    let examples = folder.get_dir(folder.path().join("examples"));
    examples.map_or(0, |examples| examples.entries().len())
}

/// The text of a file by its path below `assets/`.
pub(super) fn file(path: &str) -> Option<&'static str> {
    ASSETS.get_file(path)?.contents_utf8()
}

/// The names of the themes, sorted.
pub(super) fn theme_names() -> Vec<&'static str> {
    let mut names: Vec<_> = THEMES
        .files()
        .filter_map(|file| file.path().file_name()?.to_str()?.strip_suffix(".toml"))
        .collect();
    names.sort_unstable();
    names
}

/// The text of the theme of this name.
pub(super) fn theme(name: &str) -> Option<&'static str> {
    THEMES.get_file(format!("{name}.toml"))?.contents_utf8()
}
