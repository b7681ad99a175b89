//! Where lines come from, held against what git itself says.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use lineproof::git::{Blame, Origin, Patch, PatchHome, Repo, Selection, What};
use lineproof::model::ChangeSet;

use crate::support::repository::Repository;

fn blame_in(repo: &Repo, change_set: &ChangeSet, path: &str) -> Blame {
    let file = change_set.files.iter().find(|file| file.change_path() == path).unwrap();
    let mut last = None;
    repo.blame(change_set, file, &AtomicBool::new(false), &mut |blame| last = Some(blame)).unwrap();
    last.unwrap()
}

trait ChangePath {
    fn change_path(&self) -> &str;
}

impl ChangePath for lineproof::model::FileChange {
    fn change_path(&self) -> &str {
        self.path().as_str()
    }
}

fn blame(repository: &Repository, selection: Selection, path: &str) -> Blame {
    let repo = repository.open();
    let change_set = repo.change_set(&selection).unwrap();
    let change_set = repo.with_renames(&change_set).unwrap();
    blame_in(&repo, &change_set, path)
}

/// The commit of each line, as `-` where there is none.
fn ids(blame: &Blame, lines: &[Origin]) -> Vec<String> {
    let id = |origin: &Origin| match origin {
        Origin::Commit(at) => blame.commits[*at as usize].id.clone(),
        Origin::Uncommitted => "-".to_owned(),
        other => format!("{other:?}"),
    };
    lines.iter().map(id).collect()
}

/// What git says of a file in a revision.
fn by_git(repository: &Repository, revision: &str, path: &str) -> Vec<String> {
    let said = repository.git(["blame", "--porcelain", revision, "--", path]);
    let is_head = |line: &&str| {
        let first = line.split(' ').next().unwrap_or("");
        first.len() == 40 && first.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    said.lines().filter(is_head).map(|line| line[..40].to_owned()).collect()
}

fn lines(range: std::ops::Range<usize>) -> String {
    range.map(|line| format!("line {line} of the file\n")).collect()
}

/// A history with a merge, a rename and lines that move.
fn history() -> Repository {
    let repository = Repository::with(&[("a.py", &lines(0..30)), ("other.py", "x = 1\n")]);
    repository.git(["checkout", "--quiet", "-b", "side"]);
    repository.write("a.py", lines(0..30).replace("line 25 ", "line 25, by side "));
    repository.commit("side");
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("a.py", format!("first\n{}", lines(0..30).replace("line 3 ", "line three ")));
    repository.commit("main");
    repository.git(["merge", "--quiet", "--no-edit", "side"]);
    repository.git(["mv", "a.py", "b.py"]);
    let moved = std::fs::read_to_string(repository.root().join("b.py")).unwrap();
    repository.write("b.py", moved.replace("line 10 ", "line ten "));
    repository.commit("moved");
    let text = std::fs::read_to_string(repository.root().join("b.py")).unwrap();
    repository.write("b.py", text.replace("line 20 of the file\n", "") + "last\n");
    repository.commit("head");
    repository
}

#[test]
fn every_line_is_from_the_commit_that_git_names() {
    let repository = history();
    let blame = blame(&repository, Selection::range("HEAD~1..HEAD"), "b.py");
    assert!(blame.is_done && blame.given_up.is_none());
    assert_eq!(ids(&blame, &blame.new), by_git(&repository, "HEAD", "b.py"));
    let gone: Vec<_> =
        blame.old.iter().enumerate().filter(|(_, it)| **it != Origin::Unknown).collect();
    let old = by_git(&repository, "HEAD~1", "b.py");
    assert_eq!(gone.len(), 1, "of base only what is gone: {gone:?}");
    assert_eq!(ids(&blame, &[*gone[0].1]), [old[gone[0].0].clone()]);
}

#[test]
fn a_rename_in_the_range_is_followed_on_both_sides() {
    let repository = history();
    let blame = blame(&repository, Selection::range("HEAD~2..HEAD"), "b.py");
    assert_eq!(ids(&blame, &blame.new), by_git(&repository, "HEAD", "b.py"));
    let old = by_git(&repository, "HEAD~2", "a.py");
    for (line, origin) in blame.old.iter().enumerate().filter(|(_, it)| **it != Origin::Unknown) {
        assert_eq!(ids(&blame, &[*origin]), [old[line].clone()], "line {line} of base");
    }
}

#[test]
fn what_is_not_committed_says_so() {
    let repository = history();
    let text = std::fs::read_to_string(repository.root().join("b.py")).unwrap();
    repository.write("b.py", format!("new here\n{text}").replace("first\n", "first, edited\n"));
    repository.write("c.py", "all = 'new'\n");
    let blame_of = |path: &str| blame(&repository, Selection::of(What::Uncommitted), path);
    let found = blame_of("b.py");
    let all = ids(&found, &found.new);
    assert_eq!(&all[..2], ["-", "-"]);
    assert_eq!(all[2..], by_git(&repository, "HEAD", "b.py")[1..]);
    let found = blame_of("c.py");
    assert_eq!(found.new, [Origin::Uncommitted]);
}

#[test]
fn the_lines_of_a_patch_are_from_what_is_checked_out_or_from_the_patch() {
    let repository = history();
    let text = std::fs::read_to_string(repository.root().join("b.py")).unwrap();
    repository.write("b.py", text.replace("first\n", "first, patched\n"));
    let patch = repository.git(["diff"]);
    repository.git(["checkout", "--quiet", "b.py"]);
    let home = PatchHome::new(&Patch::read(patch.as_bytes()), Some(&repository.open())).unwrap();
    let repo = Repo::open(home.path()).unwrap();
    let change_set = repo.change_set(&Selection::range(&home.range())).unwrap();
    let found = blame_in(&repo, &change_set, "b.py");
    let all = ids(&found, &found.new);
    let by_git = by_git(&repository, "HEAD", "b.py");
    assert_eq!((all[0].as_str(), &all[1..]), ("-", &by_git[1..]));
    assert_eq!(ids(&found, &found.old[..1]), by_git[..1], "the line that the patch takes away");
}

#[test]
fn it_stops_when_nobody_wants_to_know_and_refuses_what_is_too_large() {
    let repository = history();
    let repo = repository.open();
    let change_set = repo.change_set(&Selection::range("HEAD~1..HEAD")).unwrap();
    let mut told = 0;
    let (stop, file) = (AtomicBool::new(true), &change_set.files[0]);
    repo.blame(&change_set, file, &stop, &mut |_| told += 1).unwrap();
    assert_eq!(told, 0);
    repository.write("big.py", "x = 1  # a line like all the others here\n".repeat(60_000));
    repository.commit("big");
    let change_set = repo.change_set(&Selection::range("HEAD~1..HEAD")).unwrap();
    let refused =
        repo.blame(&change_set, &change_set.files[0], &AtomicBool::new(false), &mut |_| {});
    assert!(refused.unwrap_err().to_string().contains("more than 2 MB"));
}

#[test]
fn a_missing_parent_and_a_path_that_is_no_text_end_the_walk() {
    let repository = history();
    let shallow: PathBuf = repository.beside("shallow");
    let from = format!("file://{}", repository.root().display());
    let to = shallow.display().to_string();
    repository.git(["clone", "--quiet", "--depth", "2", &from, &to]);
    let repo = Repo::open(&shallow).unwrap();
    let change_set = repo.change_set(&Selection::range("HEAD~1..HEAD")).unwrap();
    let found = blame_in(&repo, &change_set, "b.py");
    assert_eq!(found.commits.len(), 2, "the oldest there is has the rest: {:?}", found.commits);
    assert!(found.new.iter().all(|origin| matches!(origin, Origin::Commit(_))));
}
