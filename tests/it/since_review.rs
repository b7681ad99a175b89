//! `--since-review` leaves out what the reviewer has seen, and nothing else.

use lineproof::git::What;

use super::anchors::{APP, Known, branched, decide_all, everything, open, topic};
use super::support::program::{command, run};
use super::support::repository::Repository;

/// A repository in which Ada, who is its user, decided everything and looked at everything.
fn reviewed(repository: &Repository, what: fn() -> What) {
    repository.git(["config", "user.name", "Ada"]);
    let events = decide_all(repository, what(), Known::Everything);
    open(repository, what()).0.log().append(&events).unwrap();
}

/// What `check --since-review` says, its remarks, and its status.
fn since_review(repository: &Repository, more: &[&str]) -> (String, String, i32) {
    let options = [&["check", "--since-review"], more].concat();
    let run = run(&mut command(repository.root(), options));
    (run.out, run.err, run.status)
}

#[test]
fn nothing_is_left_where_nothing_changed() {
    let repository = Repository::with(&[("app.py", APP)]);
    reviewed(&repository, everything);
    let (out, err, status) = since_review(&repository, &["--all"]);
    assert_eq!((out.as_str(), status), ("nothing changed since your review\n", 0));
    assert!(err.contains("left out: 4 handlers reviewed as now, and 0 items"), "{err}");
}

#[test]
fn a_handler_that_changed_comes_back_with_what_is_not_decided() {
    let repository = Repository::with(&[("app.py", APP)]);
    reviewed(&repository, everything);
    let unguarded = "    if 'user' not in session:\n        abort(401)\n    body = request.get_json()\n    db = store()\n    db.execute(f\"UPDATE lids";
    assert!(APP.contains(unguarded));
    let text = APP.replace(
        unguarded,
        "    body = request.get_json()\n    db = store()\n    db.execute(f\"UPDATE lids",
    );
    repository.write("app.py", text);
    let (out, err, status) = since_review(&repository, &["--all"]);
    assert!(out.contains("PUT /lids") && !out.contains("PUT /pans"), "{out}");
    assert!(out.contains("authentication") && !out.contains("sql-injection"), "{out}");
    assert!(err.contains("left out: 3 handlers reviewed as now, and "), "{err}");
    assert_eq!(status, 1);
}

#[test]
fn marks_of_others_do_not_count() {
    let repository = Repository::with(&[("app.py", APP)]);
    reviewed(&repository, everything);
    repository.git(["config", "user.name", "Bob"]);
    let (_, err, _) = since_review(&repository, &["--all"]);
    assert!(err.contains("left out: 0 handlers reviewed as now, and "), "{err}");
}

#[test]
fn a_rebase_brings_nothing_back() {
    let repository = branched();
    reviewed(&repository, topic);
    repository.git(["rebase", "--quiet", "main"]);
    let (out, err, _) = since_review(&repository, &["main...topic"]);
    assert_eq!(out, "nothing changed since your review\n", "{err}");
}

#[test]
fn a_renamed_file_brings_nothing_back() {
    let repository = Repository::with(&[("app.py", APP)]);
    reviewed(&repository, everything);
    repository.git(["mv", "app.py", "kitchen.py"]);
    repository.commit("renamed");
    let (out, err, _) = since_review(&repository, &["--all"]);
    assert_eq!(out, "nothing changed since your review\n", "{err}");
}

#[test]
fn other_formats_stay_whole_and_the_screen_says_how_much_is_left_out() {
    let repository = Repository::with(&[("app.py", APP)]);
    reviewed(&repository, everything);
    repository.write("app.py", APP.replace("204", "205"));
    let (out, _, _) = since_review(&repository, &["--all", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let handlers = json["handlers"].as_array().unwrap();
    assert_eq!(handlers.len(), 1, "{handlers:?}");
    let screen = ["--all", "--since-review", "--print", "--ascii", "--size", "160x30"];
    let shown = run(&mut command(repository.root(), screen)).out;
    assert!(shown.contains("since your review") && shown.contains("delete_pan"), "{shown}");
    assert!(shown.contains("left out: 3 handlers") && !shown.contains("PUT put_pan"), "{shown}");
}

#[test]
fn a_duplicate_of_what_is_settled_comes_back() {
    let repository = Repository::with(&[("app.py", APP)]);
    repository.git(["config", "user.name", "Ada"]);
    let add = |line: String| {
        let mut add = command(repository.root(), ["triage", "add", "-", "--all"]);
        let run = run(add.write_stdin(line));
        assert_eq!(run.status, 0, "{run:?}");
    };
    let item = |check: &str, name: &str| format!("{check}@app.py::{name}");
    let (one, other) = (item("input-validation", "put_lid"), item("input-validation", "put_pan"));
    let dismiss = |id: &str, why: &str| {
        format!(r#"{{"subject":{{"finding":"{id}"}},"operation":{{"dismiss":{{{why}}}}}}}"#)
    };
    add(dismiss(&one, &format!(r#""reason":"duplicate","of":"{other}""#)));
    add(dismiss(&other, r#""reason":"by-design""#));
    let (out, ..) = since_review(&repository, &["--all"]);
    assert!(out.contains("PUT /lids") && out.contains("input validation"), "{out}");
}
