//! `lineproof demo`: a repository of its own, that goes when it is not kept.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use lineproof::model::State;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::screen_terminal::Session;
use super::support::program::{command, lineproof, run};
use super::support::repository::git_in;

/// The folders of demos below a folder for temporary files.
fn left_behind(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("lineproof-demo")).collect()
}

#[test]
fn without_a_terminal_it_prints_the_check_ends_with_0_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = run(command(folder.path(), ["demo"]).env("TMPDIR", folder.path()));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("base..head: "), "{}", run.out);
    let (_, claims) = run.out.split_once("Claims of REVIEW.txt\n").unwrap();
    assert!(claims.contains("7 claims: 3 supported, 3 contradicted"), "{claims}");
    assert!(left_behind(folder.path()).is_empty());
}

#[test]
fn every_state_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let run = lineproof(folder.path(), ["demo"]);
    for state in State::ALL {
        let word = state.word().replace('-', " ");
        assert!(run.out.contains(&format!(" {word}: ")), "{word}\n{}", run.out);
    }
}

#[test]
fn its_screen_can_be_printed() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["demo", "--print", "--size", "140x40", "--theme", "light", "--ascii"];
    let run = lineproof(folder.path(), arguments);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.out.lines().count(), 40, "{}", run.out);
    assert!(run.out.contains("base..head") && run.out.contains("members.py"), "{}", run.out);
    let keys = [&arguments[..], &["--keys", "?"]].concat();
    assert_ne!(lineproof(folder.path(), keys).out, run.out);
}

#[test]
fn the_first_frame_shows_what_was_lost_two_keys_from_its_lines_on_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    let frame = |keys: &str| {
        let arguments = ["demo", "--print", "--size", "160x48", "--theme", "dark", "--keys", keys];
        lineproof(folder.path(), arguments).out
    };
    let first = frame("");
    let row = |frame: &str, start: &str| {
        frame.lines().find(|line| line.contains(start)).unwrap_or_default().to_owned()
    };
    assert!(row(&first, "POST create_delivery").contains("− POST"), "{first}");
    assert!(row(&first, "GET show_parcel").contains("▽ GET"), "{first}");
    assert!(row(&first, "PUT change_locker").contains("✓ PUT"), "{first}");
    assert!(row(&first, "−1 -").contains("context.can(\"delivery:create\")"), "{first}");
    assert!(first.contains("claims !3 ↯3 ∅1"), "{first}");
    assert!(row(&first, "Missing authorization").contains("supported 38"), "{first}");
    let second = frame("]o");
    assert!(row(&second, "→3 -").contains("\"no-store\""), "{second}");
    assert!(row(&second, "▽1 +").contains("\"public, max-age=300\""), "{second}");
}

#[test]
fn variables_of_a_hook_do_not_lead_it_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let run = run(command(folder.path(), ["demo"]).env("GIT_DIR", "/nowhere"));
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_kept_one_is_two_commits_with_fixed_dates_and_can_be_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("new/demo");
    let run = lineproof(folder.path(), ["demo", "--keep", "new/demo"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("is in new/demo") && run.err.contains("base..head"), "{run:?}");
    assert_eq!(git_in(&kept, ["status", "--porcelain"]), "");
    let log = git_in(&kept, ["log", "--format=%an %as %s"]);
    assert_eq!(
        log,
        "lineproof demo 2026-01-12 Parcel lockers 1.4\n\
         lineproof demo 2026-01-05 Parcel lockers 1.3\n"
    );
    git_in(&kept, ["fsck", "--strict"]);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/head/lockers/store.py");
    assert_eq!(fs::read(kept.join("lockers/store.py")).unwrap(), fs::read(source).unwrap());
    let again = lineproof(&kept, ["check", "base..head", "--fail-on", "none"]);
    assert_eq!(again.status, 0);
    assert!(run.out.starts_with(&again.out), "{}", run.out);
}

#[test]
fn the_same_repository_is_made_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let id = |name: &str| {
        lineproof(folder.path(), ["demo", "--keep", name]);
        git_in(&folder.path().join(name), ["rev-parse", "head"])
    };
    assert_eq!(id("one"), id("two"));
}

#[test]
fn a_folder_in_use_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine"), "mine").unwrap();
    let run = lineproof(folder.path(), ["demo", "--keep", "."]);
    run.failed("is not an empty folder", "not there yet");
    lineproof(folder.path(), ["demo", "--keep", "mine"]).failed("not an empty folder", "empty");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn on_a_terminal_it_opens_the_screen_and_leaves_nothing_when_it_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let size = PtySize { cols: 120, rows: 30, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
    command.arg("demo");
    command.args(["--theme", "dark"]);
    command.cwd(folder.path());
    command.env("TMPDIR", folder.path());
    command.env("XDG_STATE_HOME", "/dev/null");
    command.env("TERM", "xterm-256color");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut seen = Vec::new();
    let mut bytes = [0; 4096];
    while !seen.windows(10).any(|window| window == b"base..head") {
        let count = reader.read(&mut bytes).unwrap();
        assert!(count > 0, "it ended: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&bytes[..count]);
    }
    assert_eq!(left_behind(folder.path()).len(), 1);
    let mut writer = pty.master.take_writer().unwrap();
    writer.write_all(b"q").unwrap();
    // What is still written must be read for it to end.
    while matches!(reader.read(&mut bytes), Ok(1..)) {}
    assert!(child.wait().unwrap().success());
    assert!(left_behind(folder.path()).is_empty());
}

#[test]
fn what_was_decided_on_a_passing_one_goes_only_after_a_question() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("here");
    fs::create_dir(&folder).unwrap();
    let decided = || {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
        command.args(["demo", "--theme", "dark"]);
        command.env("TMPDIR", &folder);
        command.env("XDG_CONFIG_HOME", around.path().join("config"));
        let mut session = Session::run(&folder, command);
        session.wait_for("reviewed 0 of 9");
        session.wait_for("claims !3");
        session.press("]o3c");
        session.wait_for("confirmed");
        session.press("q");
        session.wait_for("Keep what you decided here?");
        session
    };
    let mut session = decided();
    session.press("\u{1b}");
    session.wait_until("no question", |text| !text.contains("Keep what"));
    session.press("q");
    session.wait_for("Keep what you decided here?");
    session.press("2");
    let (status, said) = session.end();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(status == 0 && said.contains("is gone, and what you decided on it"), "{said}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is left");
    let mut session = decided();
    session.press("\r");
    let (status, said) = session.end();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(status == 0 && said.contains("is in lineproof-demo"), "{said}");
    let kept = folder.join("lineproof-demo");
    assert_eq!(git_in(&kept, ["status", "--porcelain"]), "");
    let list = lineproof(&kept, ["triage", "list", "base..head"]).out;
    assert!(list.contains("confirmed"), "{list}");
}
