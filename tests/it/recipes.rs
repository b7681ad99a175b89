//! The hook and the recipes for code hosts do what they say, by their own lines.

use std::env;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::support::repository::Repository;

const GUARDED: &str = "\
from flask import Flask, abort, request

app = Flask(__name__)


@app.route('/pans', methods=['PUT'])
def put_pans():
    if request.mimetype != 'application/json':
        abort(415)
    return request.get_json()
";

const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");
const GITHUB: &str = include_str!("../../assets/recipes/github.yml");
const GITLAB: &str = include_str!("../../assets/recipes/gitlab.yml");

/// A service whose work tree lost its guard, and the commit before.
fn laxer() -> (Repository, String) {
    let repository = Repository::with(&[("app.py", GUARDED)]);
    let base = repository.git(["rev-parse", "HEAD"]).trim().to_owned();
    repository.write("app.py", GUARDED.replace("abort(415)", "pass"));
    (repository, base)
}

/// The lines of a recipe that run the program, as a shell gets them.
fn runs(recipe: &str) -> Vec<&str> {
    let bare = |line| {
        ["- ", "entry: ", "run: "]
            .iter()
            .fold(line, |line: &str, lead| line.strip_prefix(lead).unwrap_or(line))
    };
    recipe.lines().map(|line| bare(line.trim())).filter(|it| it.starts_with("lineproof ")).collect()
}

/// Runs a line as the recipe's shell would, with the program where it looks for programs.
fn shell(repository: &Repository, line: &str, variable: (&str, &str)) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_lineproof")).parent().unwrap();
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(program.to_owned()).chain(env::split_paths(&path));
    let paths = env::join_paths(paths).unwrap();
    Command::new("sh")
        .args(["-c", line])
        .current_dir(repository.root())
        .env_clear()
        .env("PATH", paths)
        .env("HOME", repository.root())
        .env(variable.0, variable.1)
        .output()
        .unwrap()
}

#[test]
fn the_hook_stops_a_commit_for_what_is_staged_alone() {
    let (repository, _) = laxer();
    let [line] = runs(HOOKS)[..] else { panic!("{HOOKS}") };
    let none = ("UNUSED", "");
    assert_eq!(shell(&repository, line, none).status.code(), Some(0), "nothing is staged");
    repository.git(["add", "--all"]);
    let stopped = shell(&repository, line, none);
    assert_eq!(stopped.status.code(), Some(1), "{stopped:?}");
    assert!(String::from_utf8_lossy(&stopped.stdout).contains("removed"), "{stopped:?}");
}

#[test]
fn the_workflow_writes_alerts_and_annotates_the_line() {
    let (repository, base) = laxer();
    repository.commit("laxer");
    let [alerts, annotations] = runs(GITHUB)[..] else { panic!("{GITHUB}") };
    let told = shell(&repository, alerts, ("BASE", &base));
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let log = std::fs::read_to_string(repository.root().join("lineproof.sarif")).unwrap();
    let log: Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["properties"]["state"] == "removed"));
    let told = shell(&repository, annotations, ("BASE", &base));
    assert_eq!(told.status.code(), Some(1), "{told:?}");
    assert!(String::from_utf8_lossy(&told.stdout).contains("::warning file=app.py"), "{told:?}");
}

#[test]
fn the_job_writes_both_reports_and_fails_for_what_is_open() {
    let (repository, base) = laxer();
    repository.commit("laxer");
    let lines = runs(GITLAB);
    let variable = ("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str());
    let statuses: Vec<_> =
        lines.iter().map(|line| shell(&repository, line, variable).status.code()).collect();
    assert_eq!(statuses, [Some(0), Some(1)]);
    for report in ["gl-sast-report.json", "gl-code-quality-report.json"] {
        assert!(GITLAB.contains(&format!(": {report}\n")), "{report} is no artifact");
        let text = std::fs::read_to_string(repository.root().join(report)).unwrap();
        let report: Value = serde_json::from_str(&text).unwrap();
        let found = report.get("vulnerabilities").unwrap_or(&report);
        assert!(!found.as_array().unwrap().is_empty(), "{text}");
    }
}
