//! The files of the demo's service, before and after its change.

use include_dir::Dir;

use super::assets;
use crate::model::Side;

/// Paths and contents of the sample service on one side, sorted by path.
#[must_use]
pub fn demo_files(side: Side) -> Vec<(&'static str, &'static [u8])> {
    let root = format!("demo/{side}");
    let mut files = Vec::new();
    if let Some(folder) = assets::folder(&root) {
        collect(folder, &mut files);
    }
    let prefix = root.len() + 1;
    let mut files: Vec<_> = files
        .into_iter()
        .filter_map(|(path, content)| Some((path.get(prefix..)?, content)))
        .collect();
    files.sort_unstable();
    files
}

/// The review of the sample service's change by others, with what it claims.
#[must_use]
pub fn demo_review() -> Option<&'static str> {
    assets::file("demo/REVIEW.txt")
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(&'static str, &'static [u8])>) {
    for file in folder.files() {
        files.extend(file.path().to_str().map(|path| (path, file.contents())));
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}
