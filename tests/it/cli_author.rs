//! Who a decision is by: the author whom git would name.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::cli_triage::{NOTE, changed, log};
use super::support::program::{command, run};

#[test]
fn the_author_is_the_one_whom_git_names_with_its_variables_and_options() {
    let repository = changed();
    let path = std::env::var_os("PATH").unwrap();
    for (variables, author) in [
        (&[("GIT_AUTHOR_NAME", "Zed")][..], "Zed <ada@example.org>"),
        (&[("GIT_CONFIG_PARAMETERS", "'user.name'='Yve'")], "Yve <ada@example.org>"),
        (
            &[
                ("GIT_CONFIG_COUNT", "1"),
                ("GIT_CONFIG_KEY_0", "user.email"),
                ("GIT_CONFIG_VALUE_0", "xan@example.org"),
            ],
            "Ada <xan@example.org>",
        ),
        (&[("PATH", "")], "Ada <ada@example.org>"),
    ] {
        let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
        let add = add.env("PATH", &path).envs(variables.iter().copied());
        assert_eq!(run(add.write_stdin(NOTE)).status, 0, "{author}");
        assert_eq!(log(&repository).events.last().unwrap().author, author);
    }
}

#[test]
fn nobody_is_guessed() {
    let repository = changed();
    for key in ["user.name", "user.email"] {
        repository.git(["config", "--unset", key]);
    }
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    add.env("PATH", std::env::var_os("PATH").unwrap());
    assert_eq!(run(add.write_stdin(NOTE)).status, 0);
    assert_eq!(log(&repository).events[0].author, "unknown");
}

#[test]
fn a_program_in_the_repository_is_not_taken_for_git() {
    let repository = changed();
    let program = repository.root().join("git");
    fs::write(&program, "#!/bin/sh\n: > ran\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    assert_eq!(run(add.env("PATH", ".::").write_stdin(NOTE)).status, 0);
    assert!(!repository.root().join("ran").exists());
    assert_eq!(log(&repository).events[0].author, "Ada <ada@example.org>");
}
