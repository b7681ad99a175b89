//! Decisions without a screen.

use std::fs;

use lineproof::review::{EventLog, LogContents};

use super::support::program::{command, lineproof, run};
use super::support::repository::Repository;

const BASE: &str = "from flask import Flask\n\napp = Flask(__name__)\n";

const HEAD: &str = "from flask import Flask, request\n\napp = Flask(__name__)\n\n\n\
                    @app.route('/pans', methods=['PUT'])\n\
                    def put():\n    return request.get_json(force=True)\n";

fn changed() -> Repository {
    let repository = Repository::with(&[("app.py", BASE)]);
    repository.git(["config", "user.name", "Ada"]);
    repository.git(["config", "user.email", "ada@example.org"]);
    repository.write("app.py", HEAD);
    repository.commit("a handler");
    repository
}

fn log(repository: &Repository) -> LogContents {
    EventLog::new(&repository.open().store_dir(), None).read().unwrap()
}

const DISMISS: &str = r#"{"subject":{"finding":"content-type@app.py::put"},"operation":{"dismiss":{"reason":"by-design","text":"the gateway asks"}}}"#;

const NOTE: &str = r#"{"subject":{"handler":"app.py::put"},"operation":{"note":{"text":"see 8"}}}"#;

#[test]
fn decisions_of_a_script_are_kept_with_their_lines_and_acknowledged() {
    let repository = changed();
    let mut add = command(repository.root(), ["triage", "add", "-", "HEAD~1..HEAD"]);
    let run = run(add.write_stdin(format!("{DISMISS}\n\n{NOTE}")));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let events = log(&repository).events;
    let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(run.out.lines().collect::<Vec<_>>(), ids);
    assert_eq!(events[0].author, "Ada <ada@example.org>");
    let anchor = events[0].anchor.as_ref().unwrap();
    assert_eq!(anchor.path.as_str(), "app.py");
    assert!(HEAD.lines().any(|line| line.trim() == anchor.text), "{anchor:?}");
    assert_eq!(events[1].anchor, None);

    let check = lineproof(repository.root(), ["check", "HEAD~1..HEAD"]);
    assert!(check.err.contains("was dismissed"), "{check:?}");
}

#[test]
fn what_is_no_decision_is_left_out_by_line_and_the_rest_is_kept() {
    let repository = changed();
    let long = format!("{{\"subject\":\"{}\"}}", "x".repeat(100_000));
    let nobody =
        NOTE.replace("\"handler\":\"app.py::put\"", "\"finding\":\"access@app.py::nobody\"");
    let odd = NOTE.replace("\"operation\"", "\"op\\u001b[31m\"");
    let input = [NOTE, "# hello", &long, &nobody, &odd, NOTE].join("\n");
    repository.write("decisions.jsonl", input);
    let run = lineproof(repository.root(), ["triage", "add", "decisions.jsonl", "HEAD~1..HEAD"]);
    assert_eq!((run.status, run.out.lines().count()), (2, 2), "{run:?}");
    let said: Vec<_> = run.err.lines().collect();
    assert_eq!(said.len(), 4, "{run:?}");
    assert!(said[0].contains("decisions.jsonl:2: not a decision"), "{run:?}");
    assert!(said[1].contains("decisions.jsonl:3: longer than"), "{run:?}");
    assert!(said[2].contains("decisions.jsonl:4: `access@app.py::nobody` is no item"), "{run:?}");
    assert!(said[3].contains("decisions.jsonl:5: ") && !said[3].contains('\u{1b}'), "{run:?}");
    assert_eq!(log(&repository).events.len(), 2);
}

#[test]
fn a_repository_that_cannot_be_written_is_said_once_and_nothing_is_lost() {
    let repository = changed();
    // As root nothing is read-only: a file in the place of the folder has the same effect.
    fs::write(repository.root().join(".git/lineproof"), "").unwrap();
    let mut add = command(repository.root(), ["triage", "add", "-"]);
    let state = repository.beside("state");
    add.env("XDG_STATE_HOME", &state);
    let run = run(add.write_stdin(format!("{NOTE}\n{NOTE}\n")));
    assert_eq!((run.status, run.out.lines().count()), (0, 2), "{run:?}");
    assert_eq!(run.err.matches("decisions are kept in").count(), 1, "{run:?}");
    let log = EventLog::new(&repository.open().store_dir(), Some(&state));
    assert_eq!(log.read().unwrap().events.len(), 2);
}

#[test]
fn what_cannot_be_kept_is_not_acknowledged() {
    let repository = changed();
    fs::write(repository.root().join(".git/lineproof"), "").unwrap();
    fs::write(repository.beside("state"), "").unwrap();
    let mut add = command(repository.root(), ["triage", "add", "-"]);
    add.env("XDG_STATE_HOME", repository.beside("state"));
    run(add.write_stdin(NOTE)).failed("decisions could not be written", "not saved");
}
