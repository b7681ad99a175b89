//! Files that are not plain text at a plain path are shown properly or named.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use lineproof::git::{Repo, Selection, What};
use lineproof::model::{ChangeSet, FileKind, FileStatus, FileView, RepoPath, Side};

use super::support::repository::{Repository, file, git_in, listed};

/// A repository whose second commit turns the file from the first content to the second.
fn changed(path: &str, old: impl AsRef<[u8]>, new: impl AsRef<[u8]>) -> Repository {
    let repository = Repository::empty();
    repository.write(path, old);
    repository.commit("old");
    repository.write(path, new);
    repository.commit("new");
    repository
}

fn view(repository: &Repository, path: &str) -> FileView {
    let change_set = repository.range("HEAD");
    repository.open().view(&change_set, file(&change_set, path)).unwrap()
}

fn work_tree(repository: &Repository) -> ChangeSet {
    repository.open().change_set(&Selection::of(What::Branch)).unwrap()
}

fn view_on_disk(repository: &Repository, path: &str) -> FileView {
    let change_set = work_tree(repository);
    repository.open().view(&change_set, file(&change_set, path)).unwrap()
}

/// Hunks as `old-start,count new-start,count`.
fn ranges(view: &FileView) -> Vec<String> {
    let range = |start: u32, count: u32| format!("{start},{count}");
    let text = |hunk: &lineproof::model::Hunk| {
        let old = range(hunk.old.start.number(), hunk.old.count);
        format!("-{old} +{}", range(hunk.new.start.number(), hunk.new.count))
    };
    view.hunks.iter().map(text).collect()
}

fn on_head(repository: &Repository, change_set: &ChangeSet, path: &str) -> Option<String> {
    let head = repository.open().sources(change_set, Side::Head).unwrap();
    head.read(&path.into()).map(|source| source.text.to_string())
}

#[test]
fn hunks_have_no_context_and_an_empty_range_stands_before_its_line() {
    let repository = changed("a.py", "1\n2\n3\n4\n5\n", "0\n1\n2\n3\nfour\n5\n5b\n");
    assert_eq!(ranges(&view(&repository, "a.py")), ["-1,0 +1,1", "-4,1 +5,1", "-6,0 +7,1"]);
    let repository = changed("a.py", "1\n2\n3\n", "1\n3\n");
    assert_eq!(ranges(&view(&repository, "a.py")), ["-2,1 +2,0"]);
}

#[test]
fn a_new_file_and_a_deleted_one_are_one_hunk() {
    let repository = Repository::with(&[("gone.py", "1\n2\n")]);
    repository.git(["rm", "--quiet", "gone.py"]);
    repository.write("new.py", "1\n2\n3\n");
    repository.commit("swap");
    let (gone, new) = (view(&repository, "gone.py"), view(&repository, "new.py"));
    assert_eq!((ranges(&gone), gone.new), (vec!["-1,2 +1,0".to_owned()], None));
    assert_eq!((ranges(&new), new.old), (vec!["-1,0 +1,3".to_owned()], None));
}

#[test]
fn a_change_of_line_ends_alone_is_a_note_and_not_a_rewrite() {
    let repository = changed("a.py", "a\r\nb\r\n", "a\nb\n");
    let shown = view(&repository, "a.py");
    assert!(shown.hunks.is_empty());
    assert_eq!(shown.note.as_deref(), Some("line ends CRLF -> LF"));
    assert!(shown.old.as_ref().unwrap().crlf);
    assert_eq!(shown.old.unwrap().text, shown.new.unwrap().text);
}

#[test]
fn line_ends_that_change_in_a_part_of_the_file_are_named() {
    let repository = changed("a.py", "a\r\nb\r\n", "a\r\nb\n");
    let note = view(&repository, "a.py").note.unwrap();
    assert_eq!(note, "the lines are equal; only some of their ends differ");
}

#[test]
fn a_file_with_crlf_shows_only_its_changed_lines() {
    let repository = changed("a.py", "a\r\nb\r\n", "a\r\nB\r\n");
    let shown = view(&repository, "a.py");
    assert_eq!(ranges(&shown), ["-2,1 +2,1"]);
    assert_eq!((&*shown.new.unwrap().text, shown.note), ("a\nB\n", None));
}

#[test]
fn a_newline_that_comes_at_the_end_is_a_change_of_the_last_line() {
    let repository = changed("a.py", "a\nb", "a\nb\n");
    let shown = view(&repository, "a.py");
    assert_eq!(ranges(&shown), ["-2,1 +2,1"]);
    assert!(shown.old.unwrap().no_final_newline);
    assert!(!shown.new.unwrap().no_final_newline);
}

#[test]
fn latin_1_is_shown_with_marks_and_its_changes_are_seen() {
    let repository = changed("a.py", b"# caf\xe9\nx\n", b"# caf\xe8\nx\n");
    let shown = view(&repository, "a.py");
    assert_eq!(ranges(&shown), ["-1,1 +1,1"]);
    assert_eq!(&*shown.new.as_ref().unwrap().text, "# caf\u{fffd}\nx\n");
    assert!(shown.new.unwrap().lossy);
    assert_eq!(shown.note.as_deref(), Some("not UTF-8: unreadable bytes are shown as \u{fffd}"));
}

#[test]
fn utf_16_is_decoded() {
    let utf16 = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()
    };
    let repository = changed("a.py", utf16("a\nb\n"), utf16("a\nc\n"));
    let shown = view(&repository, "a.py");
    assert_eq!(ranges(&shown), ["-2,1 +2,1"]);
    assert_eq!(shown.note.as_deref(), Some("UTF-16, shown decoded"));
}

#[test]
fn a_binary_file_is_described_by_its_sizes() {
    let repository = changed("logo.png", [0_u8; 3100], [0_u8; 4000]);
    let shown = view(&repository, "logo.png");
    assert_eq!(shown.note.as_deref(), Some("binary, 3.1 kB -> 4.0 kB"));
    assert_eq!((shown.old, shown.new, shown.hunks.len()), (None, None, 0));
}

#[test]
fn a_file_too_large_to_show_is_described() {
    let repository = changed("a.py", "x\n", vec![b'x'; 9_100_000]);
    let shown = view(&repository, "a.py");
    assert_eq!(shown.note.as_deref(), Some("too large to show (limit 8.4 MB), 9.1 MB"));
    assert!(shown.new.is_none() && shown.hunks.is_empty());
    assert_eq!(on_head(&repository, &repository.range("HEAD"), "a.py"), None);
}

#[test]
fn a_file_of_two_hundred_thousand_lines_is_shown() {
    let lines = |changed: usize| -> String {
        (0..200_000).map(|n| format!("v{n} = {}\n", usize::from(n == changed))).collect()
    };
    let repository = changed("a.py", lines(0), lines(199_999));
    let shown = view(&repository, "a.py");
    assert_eq!(ranges(&shown), ["-1,1 +1,1", "-200000,1 +200000,1"]);
}

#[test]
fn an_empty_file_has_text_and_no_hunks() {
    let repository = Repository::with(&[("empty.py", "")]);
    let shown = view(&repository, "empty.py");
    assert_eq!((&*shown.new.unwrap().text, shown.hunks.len()), ("", 0));
}

#[test]
fn a_change_of_mode_is_named() {
    let repository = Repository::with(&[("run.py", "x\n")]);
    let path = repository.root().join("run.py");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(listed(&work_tree(&repository)), ["m run.py"]);
    repository.commit("mode");
    let change_set = repository.range("HEAD");
    assert_eq!(listed(&change_set), ["m run.py"]);
    let shown = view(&repository, "run.py");
    assert_eq!(shown.note.as_deref(), Some("mode 100644 -> 100755"));
    assert!(shown.hunks.is_empty());
}

#[test]
fn a_link_is_shown_by_its_target_and_never_followed() {
    let repository = Repository::with(&[("a.py", "x\n")]);
    let secret = repository.beside("secret.py");
    fs::write(&secret, "SECRET = 1\n").unwrap();
    symlink(&secret, repository.root().join("link.py")).unwrap();
    let change_set = work_tree(&repository);
    assert_eq!(file(&change_set, "link.py").in_head().unwrap().kind, FileKind::Symlink);
    assert!(!file(&change_set, "link.py").is_python());
    let shown = view_on_disk(&repository, "link.py");
    assert_eq!(shown.note, Some(format!("symbolic link to {}", secret.display())));
    assert_eq!(shown.new, None);
    assert_eq!(on_head(&repository, &change_set, "link.py"), None);
    let sources = repository.open().sources(&change_set, Side::Head).unwrap();
    assert_eq!(*sources.python_files(), [RepoPath::new("a.py")]);

    repository.commit("link");
    let shown = view(&repository, "link.py");
    assert_eq!(shown.note, Some(format!("symbolic link to {}", secret.display())));
    assert_eq!(on_head(&repository, &repository.range("HEAD"), "link.py"), None);
}

#[test]
fn a_folder_that_became_a_link_leads_nowhere() {
    let repository = Repository::with(&[("api/users.py", "x\n")]);
    let outside = repository.beside("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("users.py"), "SECRET = 1\n").unwrap();
    fs::remove_dir_all(repository.root().join("api")).unwrap();
    symlink(&outside, repository.root().join("api")).unwrap();
    let change_set = work_tree(&repository);
    assert_eq!(listed(&change_set), ["? api", "D api/users.py"]);
    assert_eq!(on_head(&repository, &change_set, "api/users.py"), None);
    let everything = repository.open().change_set(&Selection::of(What::All { at: None })).unwrap();
    assert_eq!(listed(&everything), ["? api"]);
}

#[test]
fn paths_that_leave_the_work_tree_or_enter_git_s_folder_are_not_read() {
    let repository = Repository::with(&[("a.py", "x\n")]);
    fs::write(repository.beside("secret.py"), "SECRET = 1\n").unwrap();
    let change_set = work_tree(&repository);
    let absolute = repository.beside("secret.py").display().to_string();
    for path in ["../secret.py", ".git/config", ".GIT/config", "", "/", "./a.py", &absolute] {
        assert_eq!(on_head(&repository, &change_set, path), None, "{path}");
    }
}

#[test]
fn a_file_that_became_a_link_is_a_change_of_type() {
    let repository = Repository::with(&[("a.py", "x\n")]);
    fs::remove_file(repository.root().join("a.py")).unwrap();
    symlink("elsewhere", repository.root().join("a.py")).unwrap();
    assert_eq!(listed(&work_tree(&repository)), ["T a.py"]);
    repository.commit("link");
    assert_eq!(listed(&repository.range("HEAD")), ["T a.py"]);
    let note = view(&repository, "a.py").note.unwrap();
    assert_eq!(note, "a regular file became a symbolic link; symbolic link to elsewhere");
}

#[test]
fn a_file_and_a_folder_of_one_name_are_a_deletion_and_an_addition() {
    let repository = Repository::with(&[("api", "x\n")]);
    repository.git(["rm", "--quiet", "api"]);
    repository.write("api/users.py", "x\n");
    repository.commit("folder");
    assert_eq!(listed(&repository.range("HEAD")), ["D api", "A api/users.py"]);
}

#[test]
fn a_pipe_is_neither_listed_nor_waited_for() {
    let repository = Repository::with(&[("a.py", "x\n")]);
    fs::remove_file(repository.root().join("a.py")).unwrap();
    for name in ["a.py", "pipe.py"] {
        assert!(
            Command::new("mkfifo").arg(repository.root().join(name)).status().unwrap().success()
        );
    }
    let change_set = work_tree(&repository);
    assert_eq!(listed(&change_set), ["D a.py"]);
    assert_eq!(on_head(&repository, &change_set, "pipe.py"), None);
}

#[test]
fn a_submodule_is_named_and_not_entered() {
    let library = Repository::with(&[("lib.py", "x\n")]);
    let repository = Repository::with(&[("a.py", "x\n")]);
    let url = library.root().to_str().unwrap();
    repository.git(["submodule", "--quiet", "add", url, "vendor"]);
    let first = repository.commit("submodule");
    let change_set = repository.range("HEAD");
    assert_eq!(listed(&change_set), ["A .gitmodules", "A vendor"]);
    let commit = library.git(["rev-parse", "--short=8", "HEAD"]);
    let shown = view(&repository, "vendor");
    assert_eq!(shown.note, Some(format!("submodule, not entered, {}", commit.trim())));
    assert_eq!(on_head(&repository, &change_set, "vendor/lib.py"), None);

    fs::write(repository.root().join("vendor/lib.py"), "changed\n").unwrap();
    git_in(&repository.root().join("vendor"), ["commit", "--quiet", "-a", "--message", "next"]);
    let next = git_in(&repository.root().join("vendor"), ["rev-parse", "--short=8", "HEAD"]);
    assert!(work_tree(&repository).files.is_empty());
    repository.commit("bump");
    let note = view(&repository, "vendor").note.unwrap();
    assert_eq!(note, format!("submodule, not entered, {} -> {}", commit.trim(), next.trim()));
    assert_eq!(listed(&repository.range(&format!("{first}..HEAD"))), ["M vendor"]);
}

#[test]
fn a_submodule_that_is_not_checked_out_is_no_change() {
    let library = Repository::with(&[("lib.py", "x\n")]);
    let repository = Repository::with(&[("a.py", "x\n")]);
    let url = library.root().to_str().unwrap();
    repository.git(["submodule", "--quiet", "add", url, "vendor"]);
    repository.commit("submodule");
    fs::remove_dir_all(repository.root().join("vendor")).unwrap();
    assert!(work_tree(&repository).files.is_empty());
}

#[test]
fn a_repository_inside_the_work_tree_is_named_and_not_entered() {
    let repository = Repository::with(&[("a.py", "x\n")]);
    let inner = repository.root().join("inner");
    fs::create_dir(&inner).unwrap();
    git_in(&inner, ["init", "--quiet", "."]);
    fs::write(inner.join("b.py"), "x\n").unwrap();
    git_in(&inner, ["add", "."]);
    git_in(&inner, ["commit", "--quiet", "--message", "inner"]);
    let change_set = work_tree(&repository);
    assert_eq!(listed(&change_set), ["? inner"]);
    let shown = view_on_disk(&repository, "inner");
    assert_eq!(shown.note.as_deref(), Some("submodule, not entered, unknown commit"));
}

#[test]
fn any_path_can_be_listed_read_and_named() {
    let paths: [&[u8]; 7] = [
        b"with space.py",
        b" ends with blanks .py ",
        b"new\nline.py",
        b"bell\x07\x1b[31m.py",
        "\u{6f22}\u{5b57}\u{1f600}.py".as_bytes(),
        b"latin\xe9/\xff.py",
        br"backslash\x41\xff.py",
    ];
    let repository = Repository::empty();
    for path in paths {
        let path = repository.root().join(std::ffi::OsStr::from_bytes(path));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x = 1\n").unwrap();
    }
    let mut expected: Vec<RepoPath> = paths.iter().map(|path| RepoPath::from_bytes(path)).collect();
    expected.sort();
    let repo = repository.open();
    let check = |change_set: &ChangeSet| {
        let listed: Vec<RepoPath> =
            change_set.files.iter().map(|file| file.path().clone()).collect();
        assert_eq!(listed, expected);
        let head = repo.sources(change_set, Side::Head).unwrap();
        for change in &change_set.files {
            assert_eq!(ranges(&repo.view(change_set, change).unwrap()), ["-1,0 +1,1"]);
            let read = head.read(change.path());
            assert_eq!(&*read.unwrap_or_else(|| panic!("{}", change.path())).text, "x = 1\n");
        }
        let python = expected.iter().filter(|path| path.is_python()).count();
        assert_eq!(head.python_files().len(), python);
    };
    check(&work_tree(&repository));
    repository.git(["add", "--all"]);
    check(&repo.change_set(&Selection::of(What::Staged)).unwrap());
    repository.commit("odd");
    check(&repository.range("HEAD"));
    let mut selection = Selection::range("HEAD");
    selection.paths = vec![" ends with blanks .py ".to_owned()];
    assert_eq!(repo.change_set(&selection).unwrap().files.len(), 1);
}

#[test]
fn a_merge_conflict_is_named_and_shown_with_its_marks() {
    let repository = Repository::with(&[("a.py", "x = 1\n")]);
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.write("a.py", "x = 2\n");
    repository.commit("topic");
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("a.py", "x = 3\n");
    repository.commit("main");
    let merge = Command::new("git")
        .args(["merge", "--quiet", "topic"])
        .current_dir(repository.root())
        .output()
        .unwrap();
    assert!(!merge.status.success());
    let change_set = work_tree(&repository);
    assert_eq!(listed(&change_set), ["U a.py"]);
    let shown = view_on_disk(&repository, "a.py");
    assert_eq!(shown.note.as_deref(), Some("merge conflict that is not resolved"));
    assert!(shown.new.unwrap().text.contains("<<<<<<<"));
    assert_eq!(&*shown.old.unwrap().text, "x = 3\n");

    let repo = repository.open();
    let staged = repo.change_set(&Selection::of(What::Staged)).unwrap();
    assert_eq!(listed(&staged), ["U a.py"]);
    assert_eq!(on_head(&repository, &staged, "a.py").as_deref(), Some("x = 3\n"));
    let everything = repo.change_set(&Selection::of(What::All { at: None })).unwrap();
    assert_eq!(listed(&everything), ["U a.py"]);
}

#[test]
fn what_is_staged_and_then_changed_again_is_shown_as_it_is_on_disk() {
    let repository = Repository::with(&[("a.py", "1\n"), ("b.py", "1\n"), ("c.py", "1\n")]);
    repository.write_all(&[("a.py", "2\n"), ("b.py", "222\n"), ("new.py", "1\n")]);
    repository.git(["add", "--all"]);
    repository.write_all(&[("a.py", "3\n"), ("b.py", "1\n")]);
    fs::remove_file(repository.root().join("new.py")).unwrap();
    fs::remove_file(repository.root().join("c.py")).unwrap();
    let change_set = work_tree(&repository);
    let a = view_on_disk(&repository, "a.py");
    assert_eq!((&*a.old.unwrap().text, &*a.new.unwrap().text), ("1\n", "3\n"));
    assert_eq!(listed(&change_set), ["M a.py", "D c.py"]);
}

#[test]
fn a_file_taken_out_of_the_index_but_still_on_disk_is_untracked() {
    let repository = Repository::with(&[("a.py", "1\n")]);
    repository.git(["rm", "--quiet", "--cached", "a.py"]);
    assert_eq!(listed(&work_tree(&repository)), ["? a.py"]);
    let note = view_on_disk(&repository, "a.py").note.unwrap();
    assert_eq!(note, "no longer tracked: taken out of the index, still on disk");
}

#[test]
fn a_file_announced_without_content_is_new_on_disk_and_not_staged() {
    let repository = Repository::with(&[("a.py", "1\n")]);
    repository.write("b.py", "1\n");
    repository.git(["add", "--intent-to-add", "b.py"]);
    let repo = repository.open();
    assert_eq!(listed(&work_tree(&repository)), ["A b.py"]);
    assert!(repo.change_set(&Selection::of(What::Staged)).unwrap().files.is_empty());
}

#[test]
fn a_file_that_a_sparse_checkout_leaves_out_is_no_change() {
    let repository = Repository::with(&[("a.py", "1\n"), ("b.py", "1\n")]);
    repository.git(["update-index", "--skip-worktree", "b.py"]);
    fs::remove_file(repository.root().join("b.py")).unwrap();
    assert!(work_tree(&repository).files.is_empty());
}

#[test]
fn a_file_that_vanishes_meanwhile_is_said_to_be_gone() {
    let repository = Repository::with(&[("a.py", "1\n")]);
    repository.write_all(&[("a.py", "2\n"), ("b.py", "2\n")]);
    let repo = repository.open();
    let change_set = work_tree(&repository);
    fs::remove_file(repository.root().join("a.py")).unwrap();
    fs::remove_file(repository.root().join("b.py")).unwrap();
    for change in &change_set.files {
        let shown = repo.view(&change_set, change).unwrap();
        assert_eq!(shown.note.as_deref(), Some("no longer on disk"));
        assert!(shown.new.is_none() && shown.hunks.is_empty());
    }
    assert_eq!(on_head(&repository, &change_set, "a.py"), None);
}

#[test]
fn equal_content_has_one_key_in_every_tree() {
    let repository = Repository::with(&[("a.py", "1\n"), ("b.py", "1\n")]);
    repository.write("c.py", "2\n");
    let repo = repository.open();
    let change_set = work_tree(&repository);
    let base = repo.sources(&change_set, Side::Base).unwrap();
    let head = repo.sources(&change_set, Side::Head).unwrap();
    let staged = repo.change_set(&Selection::of(What::Staged)).unwrap();
    let index = repo.sources(&staged, Side::Head).unwrap();
    let key = base.read(&"a.py".into()).unwrap().key;
    assert_eq!(head.read(&"b.py".into()).unwrap().key, key);
    assert_eq!(index.read(&"a.py".into()).unwrap().key, key);
    assert_ne!(head.read(&"c.py".into()).unwrap().key, key);
    assert_eq!(head.python_files().len(), 3);
    assert_eq!((base.python_files().len(), index.python_files().len()), (2, 2));
}

#[test]
fn a_file_that_did_not_change_can_be_shown_as_well() {
    let repository = changed("a.py", "1\n", "2\n");
    repository.write("data.bin", [0_u8; 9]);
    let (repo, change_set) = (repository.open(), repository.range("HEAD"));
    let content = repo.content(&change_set, Side::Base, &"a.py".into()).unwrap();
    assert_eq!(&*content.text, "1\n");
    assert_eq!(repo.content(&change_set, Side::Base, &"none.py".into()), None);
    assert_eq!(repo.content(&work_tree(&repository), Side::Head, &"data.bin".into()), None);
}

#[test]
fn nothing_that_the_repository_configures_is_run() {
    let repository = Repository::with(&[("a.py", "1\n"), ("b.py", "1\n")]);
    let trap = repository.root().join(".git/trap");
    fs::write(&trap, "#!/bin/sh\ntouch \"$(dirname \"$0\")/sprung\"\ncat\n").unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    let trap = trap.to_str().unwrap();
    repository.write(".gitattributes", "*.py filter=evil diff=evil\n");
    repository.write_all(&[("a.py", "2\n"), ("new.py", "1\n")]);
    for key in [
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
    ] {
        repository.git(["config", key, trap]);
    }
    let hooks = repository.root().join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    fs::copy(trap, hooks.join("post-index-change")).unwrap();

    let repo = repository.open();
    let change_set = work_tree(&repository);
    for change in &change_set.files {
        repo.view(&change_set, change).unwrap();
    }
    repo.with_renames(&change_set).unwrap();
    let head = repo.sources(&change_set, Side::Head).unwrap();
    assert!(head.python_files().iter().all(|path| head.read(path).is_some()));
    assert!(!repository.root().join(".git/sprung").exists());
    assert!(!hooks.join("sprung").exists());
}

#[test]
fn looking_writes_nothing_into_the_repository() {
    let repository = changed("a.py", "1\n", "2\n");
    repository.write("a.py", "3\n");
    let list = || {
        let folder = fs::read_dir(repository.root().join(".git")).unwrap();
        let mut names: Vec<_> = folder
            .map(|entry| {
                let entry = entry.unwrap();
                (entry.file_name(), entry.metadata().unwrap().modified().unwrap())
            })
            .collect();
        names.sort();
        names
    };
    let before = list();
    let repo = repository.open();
    let change_set = work_tree(&repository);
    repo.view(&change_set, &change_set.files[0]).unwrap();
    repo.with_renames(&change_set).unwrap();
    assert_eq!(list(), before);
}

#[test]
fn a_tree_with_a_mode_that_git_no_longer_writes_is_read() {
    let repository = changed("a.py", "1\n", "2\n");
    let blob = repository.git(["rev-parse", "HEAD:a.py"]);
    let id: Vec<u8> =
        (0..40).step_by(2).map(|at| u8::from_str_radix(&blob[at..at + 2], 16).unwrap()).collect();
    let tree = repository.beside("tree");
    fs::write(&tree, [b"100600 a.py\0".as_slice(), &id].concat()).unwrap();
    let tree =
        repository.git(["hash-object", "-t", "tree", "-w", "--literally", tree.to_str().unwrap()]);
    let commit = repository.git(["commit-tree", tree.trim(), "-p", "HEAD~1", "-m", "odd mode"]);
    repository.git(["update-ref", "refs/heads/odd", commit.trim()]);
    assert_eq!(listed(&repository.range("odd")), ["M a.py"]);
    repository.git(["symbolic-ref", "HEAD", "refs/heads/odd"]);
    let repo = repository.open();
    for what in [What::Branch, What::Staged, What::All { at: None }] {
        let change_set = repo.change_set(&Selection::of(what)).unwrap();
        repo.with_renames(&change_set).unwrap();
        assert!(change_set.files.iter().all(|file| file.status != FileStatus::Conflicted));
    }
}

#[test]
fn a_damaged_index_is_reported_with_a_hint() {
    let repository = Repository::with(&[("a.py", "1\n")]);
    repository.write(".git/index", b"DIRC garbage");
    let error = repository.open().change_set(&Selection::of(What::Staged)).unwrap_err();
    assert!(error.to_string().starts_with("reading the index failed"), "{error}");
    assert!(error.hint().contains("git fsck"));
}

#[test]
fn a_repository_in_an_unknown_format_is_refused_with_its_reason() {
    let repository = Repository::with(&[("a.py", "1\n")]);
    repository.git(["config", "core.repositoryFormatVersion", "1"]);
    repository.git(["config", "extensions.unheardOf", "true"]);
    let error = Repo::open(repository.root()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("unheardof"), "{error}");
}
