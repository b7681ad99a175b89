//! Whether somebody sees the screen for the first time: told by a file in their state folder.

use std::fs::{self, OpenOptions};
use std::path::Path;

/// The file that says that the screen was seen, and its folder.
const SEEN: [&str; 2] = ["lineproof", "greeted"];

/// Whether the screen was never opened by this user; from now on it was. Where that cannot be
/// kept nobody is greeted: better never than every time.
pub(super) fn is_first(state_dir: Option<&Path>) -> bool {
    let [folder, file] = SEEN;
    let Some(folder) = state_dir.map(|state| state.join(folder)) else { return false };
    if folder.join(file).exists() || fs::create_dir_all(&folder).is_err() {
        return false;
    }
    OpenOptions::new().write(true).create_new(true).open(folder.join(file)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_greeted_once_and_never_where_that_cannot_be_kept() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        assert!(is_first(Some(&state)));
        assert!(!is_first(Some(&state)));
        assert!(!is_first(None));
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(!is_first(Some(&file)));
    }
}
