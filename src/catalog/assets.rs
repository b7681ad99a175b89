//! The files built into the program: `assets/` and `themes/`.

use include_dir::{Dir, include_dir};

static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The sub-folders of `assets/<kind>/`, sorted by name.
pub(super) fn folders(kind: &str) -> Vec<&'static Dir<'static>> {
    let mut folders: Vec<_> =
        ASSETS.get_dir(kind).map(|dir| dir.dirs().collect()).unwrap_or_default();
    folders.sort_by_key(|dir| dir.path());
    folders
}

/// The text of a file in one of those folders.
pub(super) fn text(folder: &Dir<'static>, name: &str) -> Option<&'static str> {
    folder.get_file(folder.path().join(name))?.contents_utf8()
}
