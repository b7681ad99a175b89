//! `--baseline`: what was there before is not told, and stops nobody.

use std::fs;

use serde_json::Value;

use super::support::program::{Run, lineproof};
use super::support::repository::Repository;

const PANS: &str = "\
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route('/pans', methods=['POST'])
def load_pans():
    pickle.loads(request.get_data())
";

const LIDS: &str = "

@app.route('/lids', methods=['POST'])
def load_lids():
    pickle.loads(request.get_data())
";

/// A service that loads what it is sent, and a commit that does so once more.
fn twice() -> Repository {
    let repository = Repository::with(&[("app.py", PANS)]);
    repository.git(["tag", "v1"]);
    repository.write("app.py", format!("{PANS}{LIDS}"));
    repository.commit("lids");
    repository
}

fn check(repository: &Repository, arguments: &[&str]) -> Run {
    let told = [&["check", "--all", "--fail-on", "missing"], arguments].concat();
    lineproof(repository.root(), told)
}

/// Writes what is found now beside the repository.
fn written(repository: &Repository, format: &str) -> String {
    let path = repository.beside(&format!("before.{format}")).display().to_string();
    let run = check(repository, &["--format", format, "-o", &path]);
    assert_eq!(run.status, 1, "{run:?}");
    path
}

#[test]
fn what_an_earlier_commit_had_is_not_told() {
    let repository = twice();
    let run = check(&repository, &["--baseline", "v1"]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("load_lids") && !run.out.contains("app.py:10"), "{}", run.out);
    assert!(run.out.contains("were there before (v1) and are not told"), "{}", run.out);
    let run = check(&repository, &["--baseline", "HEAD"]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = check(&repository, &["--baseline", "v1..HEAD"]);
    assert!(run.out.contains("app.py:10") && !run.out.contains("app.py:15"), "{}", run.out);
}

#[test]
fn what_a_file_has_is_not_told() {
    let repository = Repository::with(&[("app.py", PANS)]);
    let files = ["json", "sarif"].map(|format| written(&repository, format));
    repository.write("app.py", format!("{PANS}{LIDS}"));
    for file in &files {
        let run = check(&repository, &["--baseline", file, "--format", "csv"]);
        assert_eq!(run.status, 1);
        let missing = |name: &str| {
            run.out.lines().any(|row| row.starts_with("missing,") && row.contains(name))
        };
        assert!(missing("load_lids") && !missing("load_pans"), "{}", run.out);
    }
    repository.write("app.py", PANS);
    for file in &files {
        assert_eq!(check(&repository, &["--baseline", file]).status, 0, "{file}");
    }
}

#[test]
fn formats_for_programs_say_what_was_there() {
    let repository = twice();
    let sarif = check(&repository, &["--baseline", "v1", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif.out).unwrap();
    let json = check(&repository, &["--baseline", "v1", "--format", "json"]);
    let answer: Value = serde_json::from_str(&json.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let findings = answer["findings"].as_array().unwrap();
    let mut seen = [0, 0];
    for (result, finding) in results.iter().zip(findings) {
        let known = finding["known"].as_bool().unwrap();
        assert_eq!(result["baselineState"], if known { "unchanged" } else { "new" });
        if finding["state"] == "missing" {
            let is_old = finding["handler"] == "app.py::load_pans";
            assert_eq!(known, is_old, "{finding}");
            seen[usize::from(is_old)] += 1;
        }
    }
    assert!(seen[0] > 0 && seen[0] == seen[1], "{seen:?}");
}

#[test]
fn a_guard_that_goes_is_told_although_its_absence_elsewhere_was_known() {
    const GUARDED: &str = "\
from flask import Flask, abort, request

app = Flask(__name__)


@app.route('/pans', methods=['PUT'])
def put_pans():
    if request.mimetype != 'application/json':
        abort(415)
    return request.get_json()
";
    let repository = Repository::with(&[("app.py", &GUARDED.replace("abort(415)", "pass"))]);
    let before = written(&repository, "json");
    repository.write("app.py", GUARDED);
    repository.commit("guarded");
    repository.write("app.py", GUARDED.replace("abort(415)", "pass"));
    let told = ["check", "--baseline", &before, "HEAD", "--format", "csv"];
    let removed = |run: &Run| run.out.lines().any(|row| row.starts_with("removed,"));
    let run = lineproof(repository.root(), told);
    assert!(!removed(&run), "the range is what was committed: {}", run.out);
    repository.commit("gone");
    let run = lineproof(repository.root(), told);
    assert_eq!(run.status, 1);
    assert!(removed(&run), "{}", run.out);
}

#[test]
fn what_is_no_baseline_is_said_with_its_line() {
    let repository = twice();
    for (text, why) in [
        ("{\n  nothing", "line 2, column 3"),
        ("{\"version\": \"2.1.0\", \"runs\": []}", "it holds no result of lineproof"),
        ("[]", "it holds no result of lineproof"),
    ] {
        let path = repository.beside("other.json");
        fs::write(&path, text).unwrap();
        let run = check(&repository, &["--baseline", path.to_str().unwrap()]);
        assert_eq!(run.status, 2);
        assert!(run.err.contains(why) && run.err.contains("hint: write one"), "{}", run.err);
    }
    let run = check(&repository, &["--baseline", "old.json"]);
    run.failed("neither a file nor a revision called old.json", "name a JSON or SARIF file");
    let run = check(&repository, &["--baseline", "v9"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("v9"), "{}", run.err);
}

/// What a scanner says of the line that loads, with more about the result.
fn scanned(more: &str) -> String {
    format!(
        r#"{{"version": "2.1.0", "runs": [{{"tool": {{"driver": {{"name": "toollet"}}}}, "results": [
        {{"ruleId": "T1", "message": {{"text": "Unsafe deserialization with pickle.loads (CWE-502)."}},
          {more}
          "locations": [{{"physicalLocation": {{"artifactLocation": {{"uri": "app.py"}},
            "region": {{"startLine": 10}}}}}}]}}]}}]}}"#
    )
}

#[test]
fn what_another_tool_set_aside_is_told_and_stops_nobody() {
    let repository = Repository::with(&[("app.py", PANS)]);
    let path = repository.beside("scanned.sarif");
    let ground = |more: &str| {
        fs::write(&path, scanned(more)).unwrap();
        lineproof(repository.root(), ["ground", path.to_str().unwrap(), "--all"])
    };
    let open = ground("");
    assert!(open.status == 1 && open.out.contains("supported"), "{open:?}");
    let refused = r#""suppressions": [{"kind": "external", "status": "rejected"}],"#;
    assert_eq!(ground(refused).status, 1);
    let silenced =
        r#""suppressions": [{"kind": "external", "justification": "a\u001b[31m fixture"}],"#;
    for (more, why) in [
        (silenced, "set aside by its tool: suppressed: a"),
        (r#""baselineState": "unchanged","#, "set aside by its tool: unchanged since its baseline"),
    ] {
        let aside = ground(more);
        assert_eq!(aside.status, 0, "{aside:?}");
        assert!(aside.out.contains("supported") && aside.out.contains(why), "{}", aside.out);
        assert!(!aside.out.contains('\u{1b}'), "{}", aside.out);
    }
}
