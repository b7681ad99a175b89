//! `git diff | lineproof -`: a patch is reviewed as the range that it was made of, and where the
//! files are not to be had, as far as it shows them.

use lineproof::git::{Patch, PatchHome, Repo, Selection};
use lineproof::model::{RepoPath, Side};
use proptest::prelude::*;
use serde_json::Value;
use similar::TextDiff;

use super::support::program::{Run, command, run};
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

fn laxer() -> String {
    GUARDED.replace("        abort(415)\n", "        pass\n")
}

fn piped(folder: &std::path::Path, arguments: &[&str], patch: &str) -> Run {
    run(command(folder, arguments).write_stdin(patch))
}

/// What is found, without the words for what was compared.
fn found(run: &Run) -> Value {
    let answer: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    answer["findings"].clone()
}

fn json(repository: &Repository, range: &str) -> Value {
    found(&piped(repository.root(), &["check", range, "--format", "json"], ""))
}

#[test]
fn the_patch_of_a_range_says_what_the_range_says() {
    let repository = Repository::with(&[("api/app.py", GUARDED), ("with space.py", GUARDED)]);
    repository.write_all(&[("api/app.py", &laxer()), ("new.py", GUARDED)]);
    repository.git(["mv", "with space.py", "caf\u{e9} \"x\".py"]);
    repository.commit("laxer");
    let of_range = json(&repository, "HEAD~1..HEAD");
    assert!(of_range.as_array().unwrap().iter().any(|it| it["state"] == "removed"));
    for made in [
        &["diff", "HEAD~1..HEAD"][..],
        &["diff", "--no-prefix", "-U0", "HEAD~1..HEAD"],
        &["format-patch", "--stdout", "HEAD~1..HEAD"],
        &["show", "--no-renames", "HEAD"],
    ] {
        let patch = repository.git(made);
        let run = piped(repository.root(), &["check", "-", "--format", "json"], &patch);
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{made:?}: {run:?}");
        assert_eq!(found(&run), of_range, "{made:?}");
    }
}

#[test]
fn a_series_is_put_on_in_order_and_what_is_not_committed_is_known() {
    let repository = Repository::with(&[("app.py", GUARDED)]);
    repository.write("app.py", format!("# pans\n{GUARDED}"));
    repository.commit("one");
    repository.write("app.py", format!("# pans\n{}", laxer()));
    repository.commit("two");
    let series = repository.git(["format-patch", "--stdout", "HEAD~2"]);
    let run = piped(repository.root(), &["check", "-", "--format", "json"], &series);
    assert_eq!(found(&run), json(&repository, "HEAD~2..HEAD"), "{run:?}");
    repository.write("app.py", GUARDED);
    let undone = repository.git(["diff"]);
    let run = piped(repository.root(), &["check", "-", "--format", "json"], &undone);
    assert_eq!(run.err, "");
    let again = found(&run);
    let content_type = again.as_array().unwrap().iter().find(|it| it["check"] == "content-type");
    assert_eq!(content_type.unwrap()["state"], "guarded", "{}", run.out);
}

#[test]
fn without_its_files_a_patch_is_known_as_far_as_it_shows_them_and_says_so() {
    let repository = Repository::with(&[("app.py", GUARDED)]);
    repository.write("app.py", laxer());
    let patch = repository.git(["diff", "-U20"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let run = piped(elsewhere.path(), &["check", "-"], &patch);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("removed: content type"), "{}", run.out);
    assert!(run.out.contains("only the lines that the patch shows are known: app.py"), "{run:?}");
    assert!(run.err.contains("1 file is known only as far as"), "{}", run.err);
    let left: Vec<_> = std::fs::read_dir(elsewhere.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let printed = piped(elsewhere.path(), &["-", "--print", "--size", "120x30"], &patch);
    assert!(printed.out.contains("decisions are not kept"), "{}", printed.out);
    assert!(printed.out.contains("abort(415)"), "{}", printed.out);
}

#[test]
fn what_is_not_understood_is_said_with_its_line() {
    let repository = Repository::with(&[("app.py", GUARDED)]);
    let check = |patch: &str| piped(repository.root(), &["check", "-"], patch);
    check("nothing of the kind\n").failed("standard input holds no patch", "pipe one");
    for (patch, why) in [
        ("x\ndiff --cc app.py\nindex 1,2..3\n", "line 2 of the patch is left out: a merge"),
        ("--- a/x.py\n+++ b/x.py\n@@ -1,2 +1 @@\n a\n", "line 3 of the patch is left out: a hunk"),
        (
            "--- a/../x.py\n+++ b/../x.py\n@@ -1 +1 @@\n-a\n+b\n",
            "line 1 of the patch is left out: a path that leaves",
        ),
        (
            "--- /dev/null\n+++ b/.git/config\n@@ -0,0 +1 @@\n+b\n",
            "line 1 of the patch is left out: a path that leaves",
        ),
    ] {
        let run = check(patch);
        assert!(run.err.contains(why), "{patch}: {run:?}");
    }
    let run = piped(repository.root(), &["check", "-", "--all"], "");
    run.failed("a patch excludes --staged", "git diff --cached");
}

#[test]
fn lines_far_out_in_many_files_take_no_room() {
    let file =
        |at: usize| format!("--- a/f{at}.py\n+++ b/f{at}.py\n@@ -4999999 +4999999 @@\n-a\n+b\n");
    let patch: String = (0..2000).map(file).collect();
    let home = PatchHome::new(&Patch::read(patch.as_bytes()), None).unwrap();
    assert_eq!((home.parts.len(), home.parts.len() + home.binary.len()), (1, 2000));
}

/// Both sides of `f.py` after a patch was put on the repository around.
fn sides(patch: &str, around: &Repository) -> (Option<String>, Option<String>) {
    let home = PatchHome::new(&Patch::read(patch.as_bytes()), Some(&around.open())).unwrap();
    assert!(home.parts.is_empty(), "{patch}");
    let repo = Repo::open(home.path()).unwrap();
    let set = repo.change_set(&Selection::range(&home.range())).unwrap();
    let path = RepoPath::new("f.py");
    let text = |side| Some(repo.content(&set, side, &path)?.text.to_string());
    (text(Side::Base), text(Side::Head))
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["a", "b", "c", "", "  d = 1", "@@", "--- x"]),
        0..30,
    )
    .prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_difference_put_on_the_old_text_is_the_new_one(old in text(), new in text(), around in 0usize..4) {
        prop_assume!(old != new && !old.is_empty() && !new.is_empty());
        let repository = Repository::with(&[("f.py", &old)]);
        let diff = TextDiff::from_lines(&old, &new);
        let patch = diff.unified_diff().context_radius(around).header("a/f.py", "b/f.py").to_string();
        let (base, head) = sides(&patch, &repository);
        prop_assert_eq!(base, Some(old));
        prop_assert_eq!(head, Some(new));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let read = Patch::read(&bytes);
        prop_assert!(read.files.len() + read.unclear.len() <= bytes.len());
    }

    #[test]
    fn a_patch_with_any_damage_is_read(at in 0usize..600, byte in any::<u8>(), cut in 0usize..600) {
        let mut patch = b"diff --git \"a/\\303\\251.py\" b/x.py\nsimilarity index 90%\nrename from \
            \"\\303\\251.py\"\nrename to x.py\nindex 1a2b3c4..5d6e7f8 100644\n--- \"a/\\303\\251.py\"\n+++ \
            b/x.py\n@@ -1,3 +1,3 @@ def f():\n a\n-b\n+c\n d\n\\ No newline at end of file\n".to_vec();
        if let Some(old) = patch.get_mut(at) { *old = byte; }
        patch.truncate(cut.max(1));
        let read = Patch::read(&patch);
        PatchHome::new(&read, None).unwrap();
    }
}
