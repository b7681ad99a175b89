//! Every way to say what to review leads to the right two trees.

use lineproof::git::{GitError, Repo, Selection, What};
use lineproof::model::{FileStatus, Revision, Side};

use super::support::repository::{Repository, file, git_in, listed};

/// `main` with two commits and `topic` with one more, forked from the first.
fn forked() -> Repository {
    let repository = Repository::with(&[("app.py", "a = 1\n"), ("lib/util.py", "u = 1\n")]);
    repository.git(["tag", "v1"]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.write("app.py", "a = 2\n");
    repository.commit("topic");
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("lib/util.py", "u = 2\n");
    repository.commit("second");
    repository.git(["checkout", "--quiet", "topic"]);
    repository
}

fn ends(repository: &Repository, what: What) -> (Option<String>, String) {
    let change_set = repository.open().change_set(&Selection::of(what)).unwrap();
    (change_set.base.map(|base| base.name().to_owned()), change_set.head.name().to_owned())
}

fn error(repository: &Repository, range: &str) -> GitError {
    repository.open().change_set(&Selection::range(range)).unwrap_err()
}

#[test]
fn two_dots_compare_the_two_ends() {
    let repository = forked();
    let change_set = repository.range("main..topic");
    assert_eq!(listed(&change_set), ["M app.py", "M lib/util.py"]);
    assert_eq!(change_set.title, "main..topic");
}

#[test]
fn three_dots_compare_with_the_fork() {
    let repository = forked();
    let change_set = repository.range("main...topic");
    assert_eq!(listed(&change_set), ["M app.py"]);
    assert_eq!(change_set.base.unwrap().id(), repository.git(["rev-parse", "v1"]).trim());
}

#[test]
fn an_end_left_out_is_head() {
    let repository = forked();
    assert_eq!(listed(&repository.range("v1..")), ["M app.py"]);
    assert_eq!(listed(&repository.range("..v1")), ["M app.py"]);
}

#[test]
fn one_commit_is_compared_with_its_first_parent() {
    let repository = forked();
    repository.git(["merge", "--quiet", "--no-edit", "main"]);
    assert_eq!(listed(&repository.range("HEAD")), ["M lib/util.py"]);
    assert_eq!(listed(&repository.range("main")), ["M lib/util.py"]);
}

#[test]
fn the_first_commit_is_compared_with_nothing() {
    let repository = forked();
    let change_set = repository.range("v1");
    assert_eq!(listed(&change_set), ["A app.py", "A lib/util.py"]);
    assert_eq!(change_set.base.as_ref().unwrap().name(), "nothing");
    let base = repository.open().sources(&change_set, Side::Base).unwrap();
    assert!(base.python_files().is_empty());
}

#[test]
fn a_tag_with_a_message_leads_to_its_commit() {
    let repository = forked();
    repository.git(["tag", "--annotate", "v2", "--message", "two"]);
    assert_eq!(listed(&repository.range("v1..v2")), ["M app.py"]);
}

#[test]
fn staged_compares_the_index_with_head() {
    let repository = forked();
    repository.write_all(&[("app.py", "a = 3\n"), ("new.py", "n = 1\n")]);
    repository.git(["add", "new.py"]);
    let change_set = repository.open().change_set(&Selection::of(What::Staged)).unwrap();
    assert_eq!(listed(&change_set), ["A new.py"]);
    assert_eq!(change_set.head, Revision::Index);
}

#[test]
fn everything_lists_what_git_tracks_or_would_track() {
    let repository = forked();
    repository.write_all(&[(".gitignore", "*.log\n"), ("x.log", ""), ("new.py", "")]);
    repository.git(["rm", "--quiet", "lib/util.py"]);
    let all = Selection::of(What::All { at: None });
    let change_set = repository.open().change_set(&all).unwrap();
    assert_eq!(listed(&change_set), ["? .gitignore", "= app.py", "? new.py"]);
    assert_eq!(change_set.base, None);
}

#[test]
fn everything_at_a_commit_lists_its_tree() {
    let repository = forked();
    let all = Selection::of(What::All { at: Some("v1".to_owned()) });
    let change_set = repository.open().change_set(&all).unwrap();
    assert_eq!(listed(&change_set), ["= app.py", "= lib/util.py"]);
    let view = repository.open().view(&change_set, &change_set.files[0]).unwrap();
    assert_eq!(&*view.new.unwrap().text, "a = 1\n");
    assert!(view.hunks.is_empty());
}

#[test]
fn without_a_range_the_branch_is_shown_with_index_and_work_tree() {
    let repository = forked();
    repository.write_all(&[("staged.py", ""), ("lib/util.py", "u = 9\n"), ("wild.py", "")]);
    repository.git(["add", "staged.py"]);
    let change_set = repository.open().change_set(&Selection::of(What::Branch)).unwrap();
    assert_eq!(listed(&change_set), ["M app.py", "M lib/util.py", "A staged.py", "? wild.py"]);
    assert_eq!(change_set.title, "main...work tree");
    assert_eq!(change_set.base.unwrap().name(), "merge base with main");
}

#[test]
fn an_upstream_of_another_name_is_what_the_branch_is_measured_against() {
    let repository = forked();
    repository.git(["branch", "release", "v1"]);
    repository.git(["branch", "--quiet", "--set-upstream-to", "release"]);
    assert_eq!(ends(&repository, What::Branch).0.unwrap(), "release");
}

#[test]
fn a_pushed_branch_is_still_measured_against_the_default_branch() {
    let origin = forked();
    origin.git(["checkout", "--quiet", "main"]);
    let clone = origin.beside("clone");
    git_in(origin.root(), ["clone", "--quiet", ".", clone.to_str().unwrap()]);
    git_in(&clone, ["checkout", "--quiet", "topic"]);
    let repo = Repo::open(&clone).unwrap();
    let change_set = repo.change_set(&Selection::of(What::Branch)).unwrap();
    assert_eq!(listed(&change_set), ["M app.py"]);
    assert_eq!(change_set.title, "origin/main...work tree");
}

#[test]
fn on_the_default_branch_only_what_was_not_pushed_is_shown() {
    let origin = forked();
    origin.git(["checkout", "--quiet", "main"]);
    let clone = origin.beside("clone");
    git_in(origin.root(), ["clone", "--quiet", ".", clone.to_str().unwrap()]);
    std::fs::write(clone.join("app.py"), "a = 7\n").unwrap();
    let repo = Repo::open(&clone).unwrap();
    let change_set = repo.change_set(&Selection::of(What::Branch)).unwrap();
    assert_eq!(listed(&change_set), ["M app.py"]);
}

#[test]
fn a_detached_head_is_measured_against_the_default_branch() {
    let repository = forked();
    repository.git(["checkout", "--quiet", "--detach", "topic"]);
    assert_eq!(ends(&repository, What::Branch).0.unwrap(), "merge base with main");
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let repository = Repository::empty();
    repository.write_all(&[("staged.py", "s = 1\n"), ("wild.py", "w = 1\n")]);
    repository.git(["add", "staged.py"]);
    let repo = repository.open();
    let change_set = repo.change_set(&Selection::of(What::Branch)).unwrap();
    assert_eq!(listed(&change_set), ["A staged.py", "? wild.py"]);
    let change_set = repo.change_set(&Selection::of(What::Staged)).unwrap();
    assert_eq!(listed(&change_set), ["A staged.py"]);
    assert_eq!(error(&repository, "HEAD~1..HEAD"), GitError::NoCommits("HEAD~1".to_owned()));
}

#[test]
fn an_empty_repository_has_nothing_to_show_and_does_not_fail() {
    let repository = Repository::empty();
    for what in [What::Branch, What::Staged, What::All { at: None }] {
        let change_set = repository.open().change_set(&Selection::of(what)).unwrap();
        assert!(change_set.files.is_empty());
    }
}

#[test]
fn any_folder_of_the_repository_will_do() {
    let repository = forked();
    let repo = Repo::open(&repository.root().join("lib")).unwrap();
    assert_eq!(repo.work_dir().unwrap(), repository.root());
    let mut selection = Selection::range("main..topic");
    selection.paths = vec!["util.py".to_owned()];
    assert_eq!(listed(&repo.change_set(&selection).unwrap()), ["M lib/util.py"]);
    selection.paths = vec!["..".to_owned(), ":!util.py".to_owned()];
    assert_eq!(listed(&repo.change_set(&selection).unwrap()), ["M app.py"]);
    selection.paths = vec!["../../x".to_owned()];
    let error = repo.change_set(&selection).unwrap_err();
    assert_eq!(error, GitError::PathOutside("../../x".to_owned()));
}

#[test]
fn inside_git_s_own_folder_paths_start_at_the_root() {
    let repository = forked();
    let repo = Repo::open(&repository.root().join(".git/refs")).unwrap();
    let mut selection = Selection::range("main..topic");
    selection.paths = vec!["lib".to_owned()];
    assert_eq!(listed(&repo.change_set(&selection).unwrap()), ["M lib/util.py"]);
}

#[test]
fn a_linked_work_tree_has_its_own_files_and_shares_the_store() {
    let repository = forked();
    let linked = repository.beside("linked");
    repository.git(["worktree", "add", "--quiet", linked.to_str().unwrap(), "main"]);
    std::fs::write(linked.join("wild.py"), "").unwrap();
    let repo = Repo::open(&linked).unwrap();
    assert_eq!(repo.work_dir().unwrap(), linked);
    assert_eq!(repo.store_dir(), repository.open().store_dir());
    assert_eq!(repo.store_dir(), repository.root().join(".git/lineproof"));
    let change_set = repo.change_set(&Selection::of(What::Branch)).unwrap();
    assert_eq!(listed(&change_set), ["? wild.py"]);
}

#[test]
fn a_bare_repository_shows_commits_and_says_that_it_has_no_index() {
    let repository = forked();
    let bare = repository.beside("bare.git");
    repository.git(["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let repo = Repo::open(&bare).unwrap();
    assert_eq!((repo.work_dir(), repo.name().as_str()), (None, "bare"));
    let change_set = repo.change_set(&Selection::range("main..topic")).unwrap();
    let view = repo.view(&change_set, file(&change_set, "app.py")).unwrap();
    assert_eq!(&*view.new.unwrap().text, "a = 2\n");
    assert_eq!(listed(&repo.change_set(&Selection::of(What::Branch)).unwrap()), ["M app.py"]);
    let everything = repo.change_set(&Selection::of(What::All { at: None })).unwrap();
    assert_eq!(everything.files.len(), 2);
    let error = repo.change_set(&Selection::of(What::Staged)).unwrap_err();
    assert_eq!(error, GitError::Bare("index"));
}

#[test]
fn a_shallow_clone_shows_its_last_commit_as_new_and_says_where_history_ends() {
    let repository = forked();
    let url = format!("file://{}", repository.root().display());
    let shallow = repository.beside("shallow");
    repository.git(["clone", "--quiet", "--depth=1", &url, shallow.to_str().unwrap()]);
    let repo = Repo::open(&shallow).unwrap();
    let change_set = repo.change_set(&Selection::range("HEAD")).unwrap();
    assert_eq!(listed(&change_set), ["A app.py", "A lib/util.py"]);
    let error = repo.change_set(&Selection::range("HEAD~5..HEAD")).unwrap_err();
    assert_eq!(error.to_string(), "unknown revision `HEAD~5`");
    assert!(error.hint().contains("git fetch --unshallow"), "{}", error.hint());
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest_ones() {
    let repository = forked();
    let error = error(&repository, "maain..HEAD");
    assert_eq!(error.to_string(), "unknown revision `maain`; did you mean `main`?");
    assert!(error.hint().contains("git branch"));
}

#[test]
fn what_follows_a_misspelt_name_is_kept() {
    let repository = forked();
    let error = error(&repository, "tpoic~1");
    assert_eq!(error.to_string(), "unknown revision `tpoic~1`; did you mean `topic~1`?");
}

#[test]
fn a_path_given_as_a_revision_is_recognised() {
    let repository = forked();
    assert!(error(&repository, "app.py").hint().contains("-- app.py"));
}

#[test]
fn a_revision_that_is_no_commit_is_named_for_what_it_is() {
    let repository = forked();
    let error = error(&repository, "main:app.py..main");
    assert_eq!(error.to_string(), "`main:app.py` is a blob, not a commit");
}

#[test]
fn histories_without_a_common_commit_are_told_so() {
    let repository = forked();
    repository.git(["checkout", "--quiet", "--orphan", "island"]);
    repository.commit("alone");
    let error = error(&repository, "main...island");
    assert_eq!(error.to_string(), "`main` and `island` have no commit in common");
    assert!(error.hint().contains("A..B"));
    assert_eq!(ends(&repository, What::Branch).0.unwrap(), "HEAD");
}

#[test]
fn outside_of_a_repository_the_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = Repo::open(folder.path()).map(|_| ()).unwrap_err();
    assert!(error.to_string().ends_with("is not in a git repository"), "{error}");
    assert!(error.hint().contains("lineproof demo"));
}

#[test]
fn a_broken_head_is_an_error_and_not_a_panic() {
    let repository = forked();
    repository.write(".git/refs/heads/topic", "garbage\n");
    assert!(repository.open().change_set(&Selection::of(What::Branch)).is_err());
}

#[test]
fn a_missing_object_is_reported_with_what_was_being_read() {
    let repository = forked();
    let change_set = repository.range("v1..topic");
    let blob = file(&change_set, "app.py").in_head().unwrap().blob.clone().unwrap();
    let object = format!(".git/objects/{}/{}", &blob[..2], &blob[2..]);
    std::fs::remove_file(repository.root().join(object)).unwrap();
    let error = repository.open().view(&change_set, file(&change_set, "app.py")).unwrap_err();
    assert!(error.to_string().starts_with("reading app.py failed"), "{error}");
}

#[test]
fn renames_are_found_after_the_first_look() {
    let long: String = (0..50).map(|n| format!("line_{n} = {n}\n")).collect();
    let repository = Repository::with(&[("old.py", &long), ("same.py", "x = 1\n")]);
    repository.git(["mv", "old.py", "new.py"]);
    repository.write("new.py", long.replace("line_7 ", "line_seven "));
    repository.commit("rename");
    let repo = repository.open();
    let change_set = repository.range("HEAD");
    assert_eq!(listed(&change_set), ["A new.py", "D old.py"]);
    let renamed = repo.with_renames(&change_set).unwrap();
    let FileStatus::Renamed { similarity } = renamed.files[0].status else { panic!("{renamed:?}") };
    assert!((90..100).contains(&similarity), "{similarity}");
    let view = repo.view(&renamed, &renamed.files[0]).unwrap();
    assert_eq!(view.hunks.len(), 1);
    assert!(view.note.unwrap().starts_with("renamed from old.py"));
}

#[test]
fn renames_in_the_work_tree_and_the_index_are_found_too() {
    let repository = Repository::with(&[("old.py", "a = 1\nb = 2\nc = 3\n")]);
    std::fs::rename(repository.root().join("old.py"), repository.root().join("new.py")).unwrap();
    let repo = repository.open();
    let loose = repo.change_set(&Selection::of(What::Branch)).unwrap();
    assert_eq!(listed(&loose), ["? new.py", "D old.py"]);
    assert_eq!(listed(&repo.with_renames(&loose).unwrap()), ["R100 new.py"]);
    repository.git(["add", "--all"]);
    let staged = repo.change_set(&Selection::of(What::Staged)).unwrap();
    assert_eq!(listed(&repo.with_renames(&staged).unwrap()), ["R100 new.py"]);
}

#[test]
fn one_repository_answers_many_threads_at_once() {
    let repository = forked();
    let repo = repository.open();
    let change_set = repository.range("main..topic");
    let head = repo.sources(&change_set, Side::Head).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for path in head.python_files().iter() {
                    assert!(head.read(path).is_some());
                }
                for change in &change_set.files {
                    assert_eq!(repo.view(&change_set, change).unwrap().hunks.len(), 1);
                }
            });
        }
    });
}
