//! A lesson made from a change can be used as it is, and asks about what the change did.

use std::fs;
use std::path::{Path, PathBuf};

use lineproof::catalog::{Catalog, Weight};
use lineproof::model::State;
use lineproof::teach::{Taught, Verdict, load, read_folder};

use crate::support::program::lineproof;

/// The sample repository.
fn demo(folder: &Path) -> PathBuf {
    let path = folder.join("lockers");
    assert_eq!(lineproof(folder, ["demo", "--keep", "lockers"]).status, 0);
    path
}

fn taught(folder: &Path) -> Taught {
    load(&read_folder(folder).unwrap(), &Catalog::builtin().unwrap()).unwrap()
}

#[test]
fn a_lesson_from_a_change_asks_what_became_of_its_guards() {
    let folder = tempfile::tempdir().unwrap();
    let repo = demo(folder.path());
    let run = lineproof(&repo, ["teach", "new", "base..head", "-o", "../lesson"]);
    assert_eq!(run.status, 0, "{run:?}");
    let check = lineproof(folder.path(), ["teach", "check", "lesson"]);
    assert_eq!(check.status, 0, "{check:?}");
    assert!(!check.out.contains("note:"), "the key is what lineproof finds: {check:?}");
    let taught = taught(&folder.path().join("lesson"));
    let states: Vec<Verdict> = taught.key.steps.iter().map(|step| step.verdict).collect();
    assert!(states.contains(&Verdict::State(State::Removed)), "{states:?}");
    for step in &taught.key.steps {
        let must: Vec<_> = step.of(Weight::Must).collect();
        let sides: Vec<_> = must.iter().map(|mark| mark.place.side()).collect();
        let is_removed = step.verdict == Verdict::State(State::Removed);
        assert!(!is_removed || sides.contains(&lineproof::model::Side::Base), "{step:?}");
        assert!(!must.is_empty() && !step.say.is_empty(), "{step:?}");
    }
    // What the questions do not need stays behind.
    let all = fs::read_dir(repo.join("lockers")).unwrap().count();
    assert!(taught.lesson.paths().len() <= all + 8, "{:?}", taught.lesson.paths());
    let again = lineproof(&repo, ["teach", "new", "base..head", "-o", "../lesson"]);
    again.failed("is not an empty folder", "");
}

#[test]
fn a_lesson_from_the_code_as_it_stands_asks_what_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let repo = demo(folder.path());
    let arguments = ["teach", "new", "--all", "--most", "3", "-o", "../lesson"];
    let run = lineproof(&repo, arguments);
    assert_eq!(run.status, 0, "{run:?}");
    let taught = taught(&folder.path().join("lesson"));
    assert!(!taught.lesson.has_change() && (1..=3).contains(&taught.key.steps.len()));
    for step in &taught.key.steps {
        let Verdict::State(state) = step.verdict else { panic!("{step:?}") };
        assert!(state.is_open(), "{step:?}");
    }
    let one = ["teach", "new", "--all", "--check", "caching", "-o", "../caching"];
    let run = lineproof(&repo, one);
    let is_caching = |line: &str| line.starts_with("  caching ");
    let steps: Vec<&str> = run.out.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(!steps.is_empty() && steps.iter().all(|line| is_caching(line)), "{run:?}");
    lineproof(&repo, ["teach", "new", "head..head", "-o", "../none"])
        .failed("nothing to a guard", "--all");
    lineproof(&repo, ["teach", "new", "--all", "--check", "cashing", "-o", "../none"])
        .failed("there is no check \"cashing\"", "explain");
    assert!(!folder.path().join("none").exists());
}
