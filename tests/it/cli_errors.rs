//! What cannot be done is said in a line with a hint, and ends with 2.

use super::support::program::lineproof;
use super::support::repository::Repository;

#[test]
fn a_folder_without_a_repository() {
    let folder = tempfile::tempdir().unwrap();
    lineproof(folder.path(), ["check"]).failed("is not in a git repository", "lineproof demo");
    lineproof(folder.path(), [""; 0]).failed("is not in a git repository", "lineproof demo");
}

#[test]
fn an_unknown_revision_with_the_nearest_names() {
    let repository = Repository::with(&[("a", "a\n")]);
    let run = lineproof(repository.root(), ["check", "mian..HEAD"]);
    run.failed("unknown revision `mian`; did you mean `main`?", "git branch --all");
    lineproof(repository.root(), ["check", "--at", "v9"]).failed("`v9`", "git tag");
}

#[test]
fn a_misspelt_command_is_taken_for_a_range_and_both_are_said() {
    let repository = Repository::with(&[("a", "a\n")]);
    let run = lineproof(repository.root(), ["chekc"]);
    run.failed("unknown revision `chekc`", "is the command `lineproof check` meant?");
}

#[test]
fn a_branch_that_is_called_like_a_command() {
    let repository = Repository::with(&[("a", "a\n")]);
    repository.git(["branch", "report"]);
    lineproof(repository.root(), ["report"]).failed("--output", "`--range report`");
    let run = lineproof(repository.root(), ["--range", "report"]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_path_where_a_range_belongs() {
    let repository = Repository::with(&[("app.py", "a\n")]);
    lineproof(repository.root(), ["app.py"]).failed("unknown revision", "`-- app.py`");
}

#[test]
fn a_commit_before_the_first() {
    let repository = Repository::empty();
    lineproof(repository.root(), ["check", "HEAD"]).failed("no commits yet", "without a range");
}

#[test]
fn a_file_that_cannot_be_written() {
    let repository = Repository::with(&[("a", "a\n")]);
    let file = repository.beside("nowhere").join("report.json");
    let run = lineproof(repository.root(), ["report", "-o", file.to_str().unwrap()]);
    run.failed("report.json cannot be written", "in a folder that is there");
}

#[test]
fn options_that_contradict_each_other() {
    let repository = Repository::with(&[("a", "a\n")]);
    let root = repository.root();
    lineproof(root, ["check", "HEAD", "--staged"]).failed("exclude each other", "--help");
    lineproof(root, ["check", "--all", "--staged"]).failed("exclude each other", "--help");
    lineproof(root, ["check", "HEAD", "--range", "HEAD"]).failed("cannot be used with", "--help");
    lineproof(root, ["--keys", "jj"]).failed("--print", "--help");
}

#[test]
fn unknown_words_come_with_the_known_ones_and_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let run = lineproof(folder.path(), ["check", "--format", "jsn"]);
    run.failed("[possible values: text, plain, json, sarif, markdown, html,", "'json'");
    lineproof(folder.path(), ["explain", "generaton"]).failed("authentication", "'generation'");
    lineproof(folder.path(), ["--theme", "drak"]).failed("high-contrast", "'dark'");
    lineproof(folder.path(), ["check", "--colour", "never"]).failed("--colour", "'--color'");
    lineproof(folder.path(), ["completions", "bsh"]).failed("zsh", "'bash'");
    for width in ["abc", "5", "99999"] {
        lineproof(folder.path(), ["check", "--width", width]).failed("from 40 to 65535", "--help");
    }
}

#[test]
fn a_repository_that_is_broken() {
    let repository = Repository::with(&[("a", "a\n")]);
    repository.write(".git/config", "[core]\nrepositoryformatversion = 99\n");
    lineproof(repository.root(), ["check"]).failed("cannot be opened", "git clone");
}

#[test]
fn a_path_that_leads_nowhere_is_said() {
    let repository = Repository::with(&[("app.py", "a\n")]);
    let run = lineproof(repository.root(), ["check", "--", "nosuchfolder"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("`nosuchfolder`: nothing changed there, and no such path"), "{run:?}");
    let run = lineproof(repository.root(), ["check", "--", "app.py"]);
    assert!(!run.err.contains("no such path"), "{run:?}");
}
