//! `lineproof check`: what it is asked about, what it writes, how it ends.

use std::fs;

use lineproof::git::Selection;
use lineproof::model::State;
use lineproof::review::{Operation, Reason, Recorder, Session, Subject, Timestamp};
use serde_json::Value;

use super::support::program::{Run, command, lineproof, run};
use super::support::repository::Repository;

const GUARDED: &str = "\
from flask import Flask, abort, request

app = Flask(__name__)


@app.route('/pans/<int:pan_id>', methods=['PUT'])
def put_pan(pan_id):
    if request.mimetype != 'application/json':
        abort(415)
    return request.get_json()
";

const LAXER: &str = "\
from flask import Flask, abort, request

app = Flask(__name__)


@app.route('/pans/<int:pan_id>', methods=['PUT'])
def put_pan(pan_id):
    return request.get_data()
";

/// `app.py` on `main`, with a guard that the tip took away.
fn laxer() -> Repository {
    let repository = Repository::with(&[("api/app.py", GUARDED), ("README", "pans\n")]);
    repository.write("api/app.py", LAXER);
    repository.commit("laxer");
    repository
}

fn check(repository: &Repository, arguments: &[&str]) -> Run {
    lineproof(repository.root(), [&["check"], arguments].concat())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn handlers(run: &Run) -> Vec<String> {
    let rows = json(run)["handlers"].as_array().unwrap().clone();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn something_open_ends_with_1_and_stands_on_its_lines() {
    let run = check(&laxer(), &["HEAD"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("removed: content type"), "{}", run.out);
    assert!(run.out.contains("request.mimetype != 'application/json'"), "{}", run.out);
    assert_eq!(run.err, "");
}

#[test]
fn without_a_command_and_a_terminal_it_is_the_check() {
    let repository = laxer();
    let bare = lineproof(repository.root(), ["HEAD"]);
    let check = check(&repository, &["HEAD"]);
    assert_eq!((bare.status, bare.out), (check.status, check.out));
}

#[test]
fn nothing_changed_is_said_and_ends_with_0() {
    let repository = laxer();
    let run = check(&repository, &[]);
    assert_eq!((run.status, run.out.trim()), (0, "main...work tree: nothing changed."));
    let run = check(&repository, &["--format", "json"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.err, "lineproof: main...work tree: nothing changed\n");
    assert!(handlers(&run).is_empty());
}

#[test]
fn no_python_is_said_and_ends_with_0() {
    let repository = laxer();
    repository.write("README", "more pans\n");
    let run = check(&repository, &[]);
    assert_eq!((run.status, run.out.trim()), (0, "main...work tree: no Python file changed."));
}

#[test]
fn no_handler_is_said_and_ends_with_0() {
    let repository = laxer();
    repository.write("setup.py", "name = 'pans'\n");
    let run = check(&repository, &[]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("no handler in the changed files"), "{}", run.out);
}

#[test]
fn a_change_beside_the_handlers_is_not_said_to_have_none() {
    let repository = Repository::with(&[(
        "app.py",
        "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return 'x'\n",
    )]);
    let text = std::fs::read_to_string(repository.root().join("app.py")).unwrap();
    repository.write("app.py", format!("{text}SPARE = 1\n"));
    let run = check(&repository, &[]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("no handler of the changed files is touched"), "{}", run.out);
}

#[test]
fn the_states_to_stop_for_can_be_chosen() {
    let repository = laxer();
    assert_eq!(check(&repository, &["HEAD", "--fail-on", "none"]).status, 0);
    assert_eq!(check(&repository, &["HEAD", "--fail-on", "conditional"]).status, 0);
    assert_eq!(check(&repository, &["HEAD", "--fail-on", "unproven,removed"]).status, 1);
    let run = check(&repository, &["HEAD", "--fail-on", "gone"]);
    run.failed("there is no state \"gone\"; the states are removed", "--help");
}

#[test]
fn everything_is_compared_with_nothing() {
    let repository = laxer();
    let run = check(&repository, &["--all", "--format", "json"]);
    let now = json(&run);
    assert!(now["base"].is_null());
    let run = check(&repository, &["--at", "HEAD~1", "--format", "json"]);
    let before = json(&run);
    let content_type = |document: &Value| {
        let findings = document["findings"].as_array().unwrap();
        let found = findings.iter().find(|row| row["check"] == "content-type").unwrap();
        found["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(content_type(&before), "guarded");
    assert_ne!(content_type(&now), "guarded");
}

#[test]
fn what_is_staged_is_not_what_is_on_disk() {
    let repository = laxer();
    repository.write("api/app.py", GUARDED);
    assert!(check(&repository, &["--staged"]).out.contains("nothing changed"));
    repository.git(["add", "--all"]);
    repository.write("api/app.py", LAXER);
    let run = check(&repository, &["--staged", "--format", "json"]);
    assert_eq!(handlers(&run), ["api/app.py::put_pan"]);
    assert_eq!(json(&run)["head"], "index");
}

#[test]
fn paths_are_taken_from_the_folder_one_stands_in() {
    let repository = laxer();
    repository.write("web/app.py", LAXER);
    repository.commit("web");
    let all = check(&repository, &["--all", "--format", "json"]);
    assert_eq!(handlers(&all), ["api/app.py::put_pan", "web/app.py::put_pan"]);
    let folder = repository.root().join("web");
    let here = lineproof(&folder, ["check", "--all", "--format", "json", "--", "app.py"]);
    assert_eq!(handlers(&here), ["web/app.py::put_pan"]);
    let outside = lineproof(&folder, ["check", "--all", "--", "../../elsewhere"]);
    outside.failed("outside the repository", "relative to the current folder");
}

#[test]
fn a_renamed_file_is_compared_with_what_it_was() {
    let repository = laxer();
    repository.git(["mv", "api/app.py", "api/pans.py"]);
    repository.commit("move");
    let run = check(&repository, &["HEAD", "--format", "json"]);
    let document = json(&run);
    let changes: Vec<_> = document["findings"].as_array().unwrap().iter().collect();
    assert!(changes.iter().all(|row| row["base_state"] == row["head_state"]), "{document:#}");
}

#[test]
fn each_format_is_written_to_a_file_as_well() {
    let repository = laxer();
    for (name, beginning) in [("a.json", "{"), ("a.sarif", "{"), ("a.txt", "PUT /pans")] {
        let file = repository.beside(name);
        let path = file.to_str().unwrap();
        let run = lineproof(repository.root(), ["report", "HEAD", "-o", path]);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{run:?}");
        let written = fs::read_to_string(&file).unwrap();
        assert!(written.starts_with(beginning), "{name}: {written}");
    }
    let sarif = fs::read_to_string(repository.beside("a.sarif")).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let file = repository.beside("b");
    let options = ["HEAD", "--format", "json", "-o", file.to_str().unwrap()];
    assert_eq!(check(&repository, &options).status, 1);
    assert!(fs::read_to_string(&file).unwrap().starts_with('{'));
}

#[test]
fn a_dismissed_finding_is_no_longer_open_until_its_line_changes() {
    let repository = laxer();
    let open_ids = |range: &str| -> Vec<String> {
        let run = check(&repository, &[range, "--format", "json"]);
        let document = json(&run);
        let open = |row: &&Value| {
            let state: State = serde_json::from_value(row["state"].clone()).unwrap();
            state.is_open()
        };
        let rows = document["findings"].as_array().unwrap();
        rows.iter().filter(open).map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!open_ids("HEAD").is_empty());
    let catalog = lineproof::catalog::Catalog::builtin().unwrap();
    let session = Session::new(repository.open(), catalog, &Selection::range("HEAD")).unwrap();
    let assessment = session.assessment(&false.into(), &mut || ());
    let mut recorder = Recorder::with_session("Ada", Box::new(Timestamp::from_micros(1)), 1);
    let events: Vec<_> = assessment
        .findings()
        .filter(|finding| finding.state().is_open())
        .map(|finding| {
            let handler = assessment.handler(finding.handler());
            let text = "the gateway asks".to_owned();
            let dismiss = Operation::Dismiss { reason: Reason::Other, text, until: None, of: None };
            let subject = Subject::Finding(finding.id().clone());
            recorder.record(subject, dismiss, session.anchor(finding, handler))
        })
        .collect();
    session.log().append(&events).unwrap();
    let run = check(&repository, &["HEAD"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("dismissed and do") && run.err.contains("not count"), "{run:?}");
    let returned = LAXER.replace("request.get_data()", "request.get_json(force=True)");
    repository.write("api/app.py", &returned);
    repository.commit("other lines");
    assert_eq!(check(&repository, &["HEAD~2..HEAD"]).status, 1);
}

#[test]
fn colours_are_written_only_where_they_are_asked_for() {
    let repository = laxer();
    assert!(!check(&repository, &["HEAD"]).out.contains('\u{1b}'));
    assert!(check(&repository, &["HEAD", "--color", "always"]).out.contains('\u{1b}'));
    let ascii = check(&repository, &["HEAD", "--ascii", "--width", "60"]).out;
    assert!(ascii.is_ascii() && ascii.lines().all(|line| line.len() <= 60), "{ascii}");
}

#[test]
fn hostile_names_reach_the_terminal_as_signs() {
    let repository = laxer();
    repository.write("api/\u{1b}[2Jx\n.py", LAXER);
    repository.write("api/\u{202e}y.py", "def f(:\n");
    let clean = |text: &str| {
        text.lines().all(|line| !line.contains(|c: char| c.is_control() || c == '\u{202e}'))
    };
    let run = check(&repository, &[]);
    assert!(run.out.contains("[2Jx"), "{}", run.out);
    assert!(clean(&run.out) && clean(&run.err), "{run:?}");
    let run = check(&repository, &["\u{1b}[31mred"]);
    assert!(clean(&run.err), "{run:?}");
    let run = check(&repository, &["--", "../../\u{1b}[31m"]);
    assert!(clean(&run.err), "{run:?}");
}

#[test]
fn hooks_of_git_may_name_the_repository() {
    let repository = laxer();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = command(elsewhere.path(), ["check", "HEAD"]);
    command.env("GIT_DIR", repository.root().join(".git"));
    command.env("GIT_WORK_TREE", repository.root());
    assert_eq!(run(&mut command).status, 1);
}

#[test]
fn the_number_of_threads_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("demo");
    let path = kept.to_str().unwrap();
    assert_eq!(run(&mut command(folder.path(), ["demo", "--keep", path])).status, 0);
    let with = |threads: &str| {
        let mut command = command(&kept, ["check", "--all", "--format", "json"]);
        run(command.env("RAYON_NUM_THREADS", threads)).out
    };
    let alone = with("1");
    assert!(alone.contains("\"findings\""), "{alone}");
    for threads in ["2", "3", "7"] {
        assert_eq!(alone, with(threads), "{threads} threads");
    }
}
