//! Decisions shared through git, with real clones and a real remote.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use lineproof::review::EventLog;

use super::support::program::{Run, command, run};
use super::support::repository::{Repository, git_in};

/// A remote and clones of it, each with a user of its own.
struct Team {
    repository: Repository,
    clones: Vec<PathBuf>,
}

impl Team {
    fn new(names: &[&str]) -> Self {
        let repository = Repository::with(&[("app.py", "x = 1\n")]);
        let remote = repository.beside("remote.git");
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        repository.git(["clone", "--quiet", "--bare", ".", &text(&remote)]);
        let clones = names.iter().map(|name| {
            let clone = repository.beside(name);
            repository.git(["clone", "--quiet", &text(&remote), &text(&clone)]);
            git_in(&clone, ["config", "user.name", name]);
            git_in(&clone, ["config", "user.email", &format!("{name}@example.org")]);
            clone
        });
        let clones = clones.collect();
        Self { repository, clones }
    }

    fn remote(&self) -> PathBuf {
        self.repository.beside("remote.git")
    }

    fn triage(&self, clone: usize, arguments: &[&str], input: &str) -> Run {
        let mut command = command(&self.clones[clone], ["triage"]);
        command.args(arguments).env("PATH", std::env::var_os("PATH").unwrap());
        run(command.write_stdin(input.to_owned()))
    }

    /// Has somebody note something.
    fn note(&self, clone: usize, text: &str) {
        let line = format!(
            r#"{{"subject":{{"place":{{"side":"head","file":"app.py","first":1,"last":1}}}},"operation":{{"note":{{"text":"{text}"}}}}}}"#
        );
        let added = self.triage(clone, &["add", "-"], &line);
        assert_eq!(added.status, 0, "{added:?}");
    }

    fn sync(&self, clone: usize) -> Run {
        let synced = self.triage(clone, &["sync", "--yes"], "");
        assert_eq!(synced.status, 0, "{synced:?}");
        synced
    }

    /// All that a clone has, as it would hand it on.
    fn has(&self, clone: usize) -> String {
        self.triage(clone, &["export", "-"], "").out
    }

    fn events(&self, clone: usize) -> usize {
        let log = EventLog::new(&self.clones[clone].join(".git/lineproof"), None);
        log.read().unwrap().events.len()
    }

    /// What the remote has; nothing where nobody shared anything.
    fn shared(&self) -> String {
        let refs = git_in(&self.remote(), ["for-each-ref", "refs/lineproof"]);
        if refs.is_empty() {
            return String::new();
        }
        git_in(&self.remote(), ["show", "refs/lineproof/shared/triage:events.jsonl"])
    }

    /// Puts a text where decisions are shared.
    fn forge(&self, text: &str) {
        let file = self.repository.beside("forged");
        fs::write(&file, text).unwrap();
        let remote = self.remote();
        let path = file.to_str().unwrap();
        let blob = git_in(&remote, ["hash-object", "-w", path]);
        let tree = self.repository.beside("tree");
        fs::write(&tree, format!("100644 blob {}\tevents.jsonl\n", blob.trim())).unwrap();
        let mut mktree = std::process::Command::new("git");
        let input = fs::File::open(&tree).unwrap();
        let made = mktree.arg("mktree").current_dir(&remote).stdin(input).output().unwrap();
        let tree = String::from_utf8(made.stdout).unwrap();
        let commit = git_in(&remote, ["commit-tree", "-m", "x", tree.trim()]);
        git_in(&remote, ["update-ref", "refs/lineproof/shared/triage", commit.trim()]);
    }
}

#[test]
fn clones_that_decide_apart_and_sync_in_any_order_end_equal() {
    for order in [[0, 1, 2, 0, 1, 2], [2, 1, 0, 1, 2, 0], [1, 1, 2, 0, 2, 1]] {
        let team = Team::new(&["ada", "bob", "eve"]);
        for clone in 0..3 {
            team.note(clone, &format!("first of {clone}"));
            team.note(clone, &format!("second of {clone}"));
        }
        for clone in order {
            team.sync(clone);
        }
        for clone in 0..3 {
            assert_eq!(team.has(clone), team.shared(), "{order:?}: {clone}");
            assert_eq!(team.events(clone), 6);
        }
        assert_eq!(team.has(0).matches("ada <ada@example.org>").count(), 2, "authors stay");
        let before = git_in(&team.remote(), ["rev-parse", "refs/lineproof/shared/triage"]);
        let again = team.sync(0);
        assert!(again.out.contains("has all decisions that are here"), "{again:?}");
        let after = git_in(&team.remote(), ["rev-parse", "refs/lineproof/shared/triage"]);
        assert_eq!(before, after, "nothing to share makes no commit");
        assert_eq!(git_in(&team.clones[0], ["status", "--porcelain"]), "");
        assert_eq!(git_in(&team.remote(), ["branch"]).lines().count(), 1);
    }
}

#[test]
fn nothing_is_pushed_without_being_asked_and_what_would_be_is_listed() {
    let team = Team::new(&["ada", "bob"]);
    team.note(0, "mine");
    for arguments in [&["sync"][..], &["sync", "--dry-run"]] {
        let asked = team.triage(0, arguments, "y\n");
        let is_dry = arguments.len() > 1;
        assert_eq!(asked.status, if is_dry { 0 } else { 2 }, "{asked:?}");
        assert!(asked.out.contains("1 event to push to origin:"), "{asked:?}");
        assert!(asked.out.contains("ada <ada@example.org>: note: mine: app.py:1"), "{asked:?}");
        assert!(asked.out.contains("signed, and not proved: ada <ada@example.org> (1)"));
        assert_eq!(asked.err.contains("nothing was pushed"), !is_dry, "{asked:?}");
        assert_eq!(team.shared(), "");
    }
    assert!(team.sync(0).out.contains("1 event pushed to origin"));
    let dry = team.triage(1, &["sync", "--dry-run"], "");
    assert!(dry.out.contains("1 event would be taken from origin:"), "{dry:?}");
    assert_eq!(team.events(1), 0, "a dry run takes nothing over");
    assert!(team.sync(1).out.contains("1 event taken from origin:"));
    assert_eq!(team.events(1), 1);
}

#[test]
fn somebody_who_pushes_in_between_is_taken_in_and_asked_about_once() {
    let team = Team::new(&["ada", "bob"]);
    team.note(0, "from ada");
    team.note(1, "from bob");
    let (binary, bob) = (env!("CARGO_BIN_EXE_lineproof"), team.clones[1].display());
    let hook = team.clones[0].join(".git/hooks/pre-push");
    let script = format!(
        "#!/bin/sh\n[ -e raced ] && exit 0\n: > raced\nunset $(git rev-parse --local-env-vars)\n\
         cd '{bob}' && '{binary}' triage sync --yes >&2\n"
    );
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, script).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let synced = team.sync(0);
    assert!(synced.err.contains("somebody else pushed at the same time"), "{synced:?}");
    assert_eq!(synced.out.matches("to push to origin").count(), 1, "{synced:?}");
    assert_eq!(team.shared(), team.has(0));
    assert_eq!(team.shared().lines().count(), 2);
    let chain = git_in(&team.remote(), ["rev-list", "--count", "refs/lineproof/shared/triage"]);
    assert_eq!(chain.trim(), "2", "each leads on from the one before");
}

#[test]
fn a_partial_clone_and_its_work_trees_have_what_is_shared() {
    let mut team = Team::new(&["ada"]);
    team.note(0, "mine");
    team.sync(0);
    let (remote, partial) = (team.remote(), team.repository.beside("partial"));
    git_in(&remote, ["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", remote.display());
    git_in(&remote, ["clone", "--quiet", "--filter=blob:none", &url, partial.to_str().unwrap()]);
    let tree = team.repository.beside("tree-of-partial");
    git_in(&partial, ["worktree", "add", "--quiet", tree.to_str().unwrap()]);
    team.clones.extend([partial, tree]);
    assert!(team.sync(1).out.contains("1 event taken from origin"));
    assert_eq!(team.has(2), team.shared(), "work trees share what was decided");
    team.note(2, "from a work tree");
    assert!(team.sync(2).out.contains("1 event pushed to origin"));
    assert_eq!(team.has(1), team.shared());
}

#[test]
fn a_name_that_is_no_remote_never_reaches_git() {
    let team = Team::new(&["ada"]);
    for name in ["ext::sh -c touch% hacked", "nobody", ""] {
        let refused = team.triage(0, &["sync", "--yes", "--", name], "");
        refused.failed("is no remote of this repository", "there are: origin");
    }
    git_in(&team.clones[0], ["config", "remote.-x.url", "nowhere"]);
    for name in ["--upload-pack=touch hacked", "-x"] {
        let refused = team.triage(0, &["sync", "--yes", "--", name], "");
        let why = format!("names of remotes that begin with `-` are refused: `{name}`");
        refused.failed(&why, "gives it another");
    }
    let refused = team.triage(0, &["sync", "--yes", "--", "nobody"], "");
    assert!(!refused.err.contains("-x"), "{refused:?}");
    git_in(&team.clones[0], ["remote", "set-url", "origin", "/nowhere/at/all"]);
    let failed = team.triage(0, &["sync", "--yes"], "");
    assert_eq!(failed.status, 2);
    assert!(failed.err.contains("`git ls-remote` ended with"), "{failed:?}");
}

#[test]
fn what_a_hostile_remote_has_is_told_bounded_and_does_no_harm() {
    let team = Team::new(&["ada", "bob"]);
    team.note(0, "mine");
    team.sync(0);
    let mine = team.shared();
    let forged = mine.replace("ada <ada", "Mallory <ada");
    let other = mine.replace("\"id\":\"0", "\"id\":\"1");
    let odd = other.replace("ada <ada", "\\u001b]0;x\\u0007\u{202e}eve <ada");
    let long = other.replace("\"id\":\"1", "\"id\":\"2").replace("mine", &"x".repeat(70_000));
    let late = other.replace("\"id\":\"1", "\"id\":\"3").replace("\"time\":\"20", "\"time\":\"90");
    team.forge(&format!(
        "{forged}{odd}{long}{late}# garbage \u{1b}[2J\n{{\"version\":9,\"id\":\"n\"}}\n"
    ));
    let synced = team.triage(0, &["sync", "--yes"], "");
    assert_eq!(synced.status, 2, "{synced:?}");
    for said in [
        "says something else",
        "longer than",
        "still to come",
        "is not a decision",
        "newer lineproof",
    ] {
        assert!(synced.err.contains(said), "{said}: {synced:?}");
    }
    let shown = format!("{}{}", synced.out, synced.err);
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{synced:?}");
    assert!(synced.out.contains("eve <ada@example.org>"), "{synced:?}");
    assert!(team.has(0).contains(mine.trim()), "what was known stays");
    assert_eq!(team.events(0), 2);

    team.note(0, "another");
    let dry = team.triage(0, &["sync", "--dry-run"], "");
    assert_eq!(dry.status, 2, "{dry:?}");
    assert!(dry.err.contains("longer than") && dry.err.contains("still to come"), "{dry:?}");
    let before = team.shared();
    let pushed = team.triage(0, &["sync", "--yes"], "");
    assert!(pushed.out.contains("1 event pushed"), "{pushed:?}");
    let shared = team.shared();
    let theirs: Vec<_> = shared.lines().filter(|line| !line.contains("another")).collect();
    assert_eq!(theirs, before.lines().collect::<Vec<_>>(), "nothing is taken from the remote");
    assert_eq!(shared.lines().count(), theirs.len() + 1);

    let huge = team.clones[1].join("huge");
    fs::write(&huge, "").unwrap();
    git_in(&team.remote(), ["update-ref", "refs/lineproof/shared/triage", "refs/heads/main"]);
    let odd = team.triage(1, &["sync", "--yes"], "");
    assert_eq!((odd.status, team.events(1)), (0, 0), "a commit without the file has no decisions");
}

#[test]
fn what_is_left_out_stays_at_the_remote_and_fails_nobody() {
    let team = Team::new(&["ada", "bob"]);
    team.note(0, "mine");
    team.sync(0);
    let late = team.shared().replace("\"id\":\"0", "\"id\":\"3").replace("e\":\"20", "e\":\"90");
    team.forge(&format!("\u{feff}{}# garbage\r\n{}", team.shared(), late.trim_end()));
    let before = team.shared();
    let taken = team.sync(1);
    assert!(taken.out.contains("1 event taken"), "{taken:?}");
    assert!(taken.err.contains("is not a decision") && taken.err.contains("still to come"));
    assert!(taken.out.contains("origin has all decisions that are here"), "{taken:?}");
    team.note(1, "other");
    team.sync(1);
    assert!(team.shared().starts_with(&before[..before.len() - late.len() - 1]), "{before:?}");
    assert!(team.shared().contains(late.trim_end()), "{:?}", team.shared());
    team.sync(0);
    assert_eq!(team.has(0), team.has(1));
}

#[test]
fn what_nobody_would_take_is_neither_kept_nor_pushed() {
    let team = Team::new(&["ada", "bob"]);
    let line = |text: &str| {
        format!(
            r#"{{"subject":{{"place":{{"side":"head","file":"app.py","first":1,"last":1}}}},"operation":{{"note":{{"text":"{text}"}}}}}}"#
        )
    };
    let long = "x".repeat(65_400);
    let added = team.triage(0, &["add", "-"], &[line(&long), line("short")].join("\n"));
    assert_eq!((added.status, added.out.lines().count()), (2, 1), "{added:?}");
    assert!(added.err.contains("with its lines it is longer than 65536 bytes"), "{added:?}");
    let log = team.clones[0].join(".git/lineproof/events.jsonl");
    let kept = fs::read_to_string(&log).unwrap();
    let late = kept.replace("\"id\":\"0", "\"id\":\"3").replace("e\":\"20", "e\":\"90");
    fs::write(&log, kept + &late).unwrap();
    let synced = team.triage(0, &["sync", "--yes"], "");
    assert_eq!(synced.status, 2, "{synced:?}");
    assert!(synced.err.contains("is not pushed, as nobody would take it"), "{synced:?}");
    assert!(synced.out.contains("1 event pushed to origin"), "{synced:?}");
    assert_eq!(team.shared().lines().count(), 1);
    let again = team.triage(0, &["sync", "--yes"], "");
    assert!(again.out.contains("origin has all other decisions that are here"), "{again:?}");
}

#[test]
fn a_remote_may_be_called_like_the_folder_of_another() {
    let team = Team::new(&["ada"]);
    let url = team.remote().display().to_string();
    for (name, event) in [("a", "one"), ("a/triage", "two"), ("a", "three"), ("a.lock", "four")] {
        let section = format!("remote.{name}.url");
        git_in(&team.clones[0], ["config", &section, &url]);
        team.note(0, event);
        let synced = team.triage(0, &["sync", "--yes", name], "");
        assert_eq!(synced.status, 0, "{name}: {synced:?}");
    }
    assert_eq!(team.shared(), team.has(0));
}

#[test]
fn a_relative_git_dir_means_what_it_means_to_git() {
    let team = Team::new(&["ada"]);
    team.note(0, "mine");
    let inside = team.clones[0].join("inside");
    fs::create_dir(&inside).unwrap();
    let mut sync = command(&inside, ["triage", "sync", "--yes"]);
    sync.env("PATH", std::env::var_os("PATH").unwrap());
    let synced = run(sync.envs([("GIT_DIR", "../.git"), ("GIT_WORK_TREE", "..")]));
    assert!(synced.out.contains("1 event pushed to origin"), "{synced:?}");
}

#[test]
fn an_odd_name_and_a_broken_commit_stop_nobody() {
    let team = Team::new(&["ada", "bob"]);
    git_in(&team.clones[0], ["config", "user.name", "Ada\nparent <x>"]);
    git_in(&team.clones[0], ["config", "user.email", "<ada\n@example.org>"]);
    team.note(0, "one");
    team.sync(0);
    let at = "refs/lineproof/shared/triage";
    let author = git_in(&team.remote(), ["log", "-1", "--format=%an|%ae", at]);
    assert_eq!(author.trim(), "Ada parent x|ada @example.org");

    let tree = git_in(&team.remote(), ["rev-parse", &format!("{at}^{{tree}}")]);
    let broken = team.repository.beside("broken");
    let text = format!("tree {}\nauthor A\nB <x> 1 +0000\n\nx\n", tree.trim());
    fs::write(&broken, text).unwrap();
    let path = broken.to_str().unwrap();
    let write = ["hash-object", "-t", "commit", "--literally", "-w", path];
    let commit = git_in(&team.remote(), write);
    git_in(&team.remote(), ["update-ref", at, commit.trim()]);
    team.note(1, "two");
    assert!(team.sync(1).out.contains("1 event pushed to origin"));
    assert!(team.sync(0).out.contains("1 event taken from origin"));
    assert_eq!(team.has(0), team.shared());
}

#[test]
fn decisions_travel_as_a_file() {
    let team = Team::new(&["ada", "bob"]);
    team.note(0, "one");
    team.note(0, "two");
    let exported = team.triage(0, &["export", "decisions.jsonl"], "");
    assert!(exported.err.contains("2 events written to decisions.jsonl"), "{exported:?}");
    let text = fs::read_to_string(team.clones[0].join("decisions.jsonl")).unwrap();
    assert_eq!(text, team.has(0));
    let imported =
        team.triage(1, &["import", "-"], &format!("{text}# hello\n{{\"version\":1}}\n{text}"));
    assert_eq!(
        (imported.status, imported.out.as_str()),
        (2, "2 events taken over, 0 known already\n")
    );
    let said: Vec<_> = imported.err.lines().collect();
    assert!(said[0].contains("standard input:3: is not a decision"), "{imported:?}");
    assert!(said[1].contains("standard input:4: is not a decision"), "{imported:?}");
    let again = team.triage(1, &["import", "-"], &text);
    assert_eq!((again.status, again.out.as_str()), (0, "0 events taken over, 2 known already\n"));
    assert_eq!(team.has(1), text);
}
