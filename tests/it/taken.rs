//! Which commit of a range took a guard away.

use lineproof::git::{Selection, What};
use lineproof::model::TakenBy;
use serde_json::Value;

use super::support::program::lineproof;
use super::support::repository::Repository;

const GUARD: &str = "    if request.mimetype != 'application/json':";

const GUARDED: &str = "\
from flask import Flask, abort, request
app = Flask(__name__)
@app.put('/pans/<int:pan_id>')
def put_pan(pan_id):
    if request.mimetype != 'application/json':
        abort(415)
    return request.get_data()
";

fn laxer() -> String {
    GUARDED.replace(&format!("{GUARD}\n        abort(415)\n"), "")
}

/// The subject of the commit that took the guard of `app.py` away.
fn taken(repository: &Repository, what: What) -> Option<String> {
    let open = repository.open();
    let selection = Selection::of(what);
    let change_set = open.with_renames(&open.change_set(&selection).unwrap()).unwrap();
    let by = open.taken_by(&change_set, &"app.py".into(), GUARD).unwrap()?;
    Some(match by {
        TakenBy::Commit { subject, .. } => subject,
        TakenBy::Uncommitted => "nobody yet".to_owned(),
    })
}

fn between(base: &str, head: &str) -> What {
    What::Between { base: base.into(), head: head.into() }
}

/// `main` with a tag `start` on a guarded handler, and commits after it.
fn history(steps: &[(&str, &str)]) -> Repository {
    let repository = Repository::with(&[("app.py", GUARDED)]);
    repository.git(["tag", "start"]);
    for (message, text) in steps {
        repository.write("app.py", text);
        repository.commit(message);
    }
    repository
}

#[test]
fn the_commit_among_several_that_took_a_guard_is_named() {
    let (renamed, lax) = (GUARDED.replace("put_pan", "put"), laxer());
    let later = format!("{lax}# later\n");
    let repository = history(&[("rename", &renamed), ("tidy up", &lax), ("later", &later)]);
    assert_eq!(taken(&repository, between("start", "main")).as_deref(), Some("tidy up"));
}

#[test]
fn of_a_guard_that_came_back_and_went_again_the_last_commit_is_named() {
    let lax = laxer();
    let repository = history(&[("once", &lax), ("back", GUARDED), ("twice", &lax)]);
    assert_eq!(taken(&repository, between("start", "main")).as_deref(), Some("twice"));
}

#[test]
fn nobody_is_named_for_one_commit_or_for_a_guard_that_is_there() {
    let lax = laxer();
    let alone = history(&[("alone", &lax)]);
    assert_eq!(taken(&alone, between("start", "main")), None);
    let back = history(&[("once", &lax), ("back", GUARDED)]);
    assert_eq!(taken(&back, between("start", "main")), None);
}

#[test]
fn a_branch_that_was_merged_is_followed_to_its_commit() {
    let repository = history(&[]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.write("app.py", laxer());
    repository.commit("on the branch");
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("other.py", "x = 1\n");
    repository.commit("on main");
    repository.git(["merge", "--quiet", "--no-edit", "topic"]);
    assert_eq!(taken(&repository, between("start", "main")).as_deref(), Some("on the branch"));
}

#[test]
fn what_only_a_merge_took_is_the_doing_of_the_merge() {
    let repository = history(&[]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.write("other.py", "x = 1\n");
    repository.commit("on the branch");
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("third.py", "x = 1\n");
    repository.commit("on main");
    repository.git(["merge", "--quiet", "--no-commit", "topic"]);
    repository.write("app.py", laxer());
    repository.commit("the merge");
    assert_eq!(taken(&repository, between("start", "main")).as_deref(), Some("the merge"));
}

#[test]
fn a_file_that_was_renamed_on_the_way_is_followed() {
    let padded = format!("{GUARDED}{}", "# a line that stays\n".repeat(20));
    let repository = Repository::with(&[("app.py", &padded)]);
    repository.git(["tag", "start"]);
    repository.git(["mv", "app.py", "pans.py"]);
    repository.commit("rename");
    repository.write("pans.py", padded.replace(&format!("{GUARD}\n        abort(415)\n"), ""));
    repository.commit("tidy up");
    assert_eq!(taken(&repository, between("start", "main")).as_deref(), Some("tidy up"));
}

#[test]
fn what_is_not_committed_is_told_apart() {
    let repository = history(&[("rename", &GUARDED.replace("put_pan", "put"))]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.write("other.py", "x = 1\n");
    repository.commit("on the branch");
    repository.write("app.py", laxer());
    assert_eq!(taken(&repository, What::Branch).as_deref(), Some("nobody yet"));
    repository.git(["add", "--all"]);
    assert_eq!(taken(&repository, What::Staged), None);
}

#[test]
fn a_tree_that_somebody_named_has_no_history() {
    let lax = laxer();
    let repository = history(&[("one", &lax), ("two", &format!("{lax}# two\n"))]);
    let tree = repository.git(["rev-parse", "start^{tree}"]);
    assert_eq!(taken(&repository, between(tree.trim(), "main")), None);
}

#[test]
fn reports_name_the_commit_and_what_the_handler_loses() {
    let lax = laxer();
    let repository = history(&[("tidy up\u{1b}[2J", &lax), ("later", &format!("{lax}# two\n"))]);
    let text = lineproof(repository.root(), ["check", "start..main"]);
    let id = repository.git(["rev-parse", "main~"]);
    let id = id.trim();
    assert!(text.out.contains("\n  loses content-type (was line 5)\n"), "{text:?}");
    assert!(text.out.contains(&format!("= taken by: {} tidy up", &id[..9])), "{text:?}");
    assert!(!text.out.contains('\u{1b}'), "{text:?}");
    let json = lineproof(repository.root(), ["check", "start..main", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let lost = findings.iter().find(|finding| finding["change"] == "removed").unwrap();
    assert_eq!(lost["taken_by"]["commit"], id);
    assert_eq!(json["handlers"][0]["loses"], "loses content-type (was line 5)");
}
