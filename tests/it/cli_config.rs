//! `lineproof config`, and what the user's folder says to the screen.

use std::fs;
use std::path::Path;

use super::support::program::{Run, command, run};
use super::support::repository::Repository;

fn with(folder: &Path, repository: &Repository, arguments: &[&str]) -> Run {
    run(command(repository.root(), arguments).env("XDG_CONFIG_HOME", folder))
}

#[test]
fn every_setting_is_told_and_what_is_told_can_be_kept() {
    let repository = Repository::with(&[("README", "x")]);
    let folder = repository.beside("settings");
    let first = with(&folder, &repository, &["config"]);
    assert_eq!((first.status, first.err.as_str()), (0, ""), "{first:?}");
    for words in ["which is not there yet", "# theme = \"dark\"", "# ascii = false", "# redo = ["] {
        assert!(first.out.contains(words), "{words}: {}", first.out);
    }
    let path = with(&folder, &repository, &["config", "--path"]).out;
    assert_eq!(path.trim(), folder.join("lineproof/config.toml").display().to_string());
    fs::create_dir_all(folder.join("lineproof")).unwrap();
    fs::write(path.trim(), first.out).unwrap();
    let again = with(&folder, &repository, &["config"]);
    assert_eq!((again.status, again.err.as_str()), (0, ""), "{again:?}");
    fs::write(path.trim(), "ascii = true\n\ncontext = 9\n").unwrap();
    let told = with(&folder, &repository, &["config"]);
    assert!(told.out.contains("\nascii = true\n"), "{}", told.out);
    assert!(told.err.contains("config.toml:3: there is no setting context"), "{}", told.err);
}

#[test]
fn a_reviewed_repository_sets_nothing() {
    let repository = Repository::with(&[(".lineproof/config.toml", "theme = \"light\"\n")]);
    let told = with(&repository.beside("none"), &repository, &["config"]);
    assert!(told.out.contains("# theme = \"dark\""), "{}", told.out);
}
