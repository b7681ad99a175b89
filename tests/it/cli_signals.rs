//! A reader that goes away and a user who has enough: both end it quietly.

#![cfg(unix)]

use std::io::Read;
use std::process::{Command, Stdio};

use super::support::repository::Repository;

/// A repository whose report is longer than a pipe takes in.
fn talkative() -> Repository {
    let mut app = String::from("from flask import Flask, request\n\napp = Flask(__name__)\n");
    for number in 0..60 {
        app.push_str(&format!(
            "\n\n@app.route('/pans/{number}', methods=['PUT'])\n\
             def put_{number}():\n    return request.get_json(force=True)\n"
        ));
    }
    Repository::with(&[("app.py", &app)])
}

fn lineproof(repository: &Repository, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lineproof"));
    command
        .args(arguments)
        .current_dir(repository.root())
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let repository = talkative();
    let mut child =
        lineproof(&repository, &["check", "--all", "--format", "json"]).spawn().unwrap();
    let mut first = [0];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    assert!(matches!(child.wait().unwrap().code(), Some(0 | 1)));
}

#[test]
fn an_interrupt_ends_it_with_130_even_while_nobody_reads() {
    let repository = talkative();
    let mut child =
        lineproof(&repository, &["check", "--all", "--format", "json"]).spawn().unwrap();
    let mut first = [0];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
