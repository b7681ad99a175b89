//! What was there before, from a file or from the repository's own past.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::check::assess;
use super::failure::Failure;
use super::select::{self, Selected};
use crate::review::Baseline;

/// The baseline of this name: a file of that name where there is one, else what is found at
/// that commit, or in that range, in the same paths.
///
/// # Errors
/// When the file is no result of lineproof, or there is neither file nor revision.
pub(super) fn find(
    name: &str,
    selected: &Selected,
    cancel: &AtomicBool,
) -> Result<Baseline, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        let failed = |source| Failure::Read { path: path.to_owned(), source };
        let bytes = fs::read(path).map_err(failed)?;
        return Baseline::read(name, &bytes).map_err(|error| Failure::Usage {
            line: format!("{name} is no baseline: {error}"),
            hint: error.hint().to_owned(),
        });
    }
    let session = select::session(&selected.of_revision(name)).map_err(|failure| {
        let is_path = name.contains('/') || path.extension().is_some();
        match failure {
            Failure::Git(_) if is_path && !name.contains("..") => Failure::Usage {
                line: format!("there is neither a file nor a revision called {name}"),
                hint: "name a JSON or SARIF file of lineproof, a commit or a range".to_owned(),
            },
            failure => failure,
        }
    })?;
    Ok(Baseline::of(name, &assess(&session, cancel)?))
}
