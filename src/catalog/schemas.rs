//! The published shapes of what the program writes as JSON.

use super::assets;

/// The published JSON schemas (draft 2020-12), by the name of the shape without its version:
/// `check`, `decision`, `ground`, `triage`.
#[must_use]
pub fn schemas() -> Vec<(&'static str, &'static str)> {
    let Some(folder) = assets::folder("schemas") else { return Vec::new() };
    let mut all: Vec<_> = folder
        .files()
        .filter_map(|file| {
            let (name, _version) = file.path().file_stem()?.to_str()?.rsplit_once('-')?;
            Some((name, file.contents_utf8()?))
        })
        .collect();
    all.sort_unstable();
    all
}
