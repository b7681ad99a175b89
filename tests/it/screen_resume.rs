//! A range is opened where it was left.

use std::path::PathBuf;

use portable_pty::CommandBuilder;

use crate::screen_terminal::Session;
use crate::support::repository::Repository;

const APP: &str = "from flask import Flask, abort, request\napp = Flask(__name__)\n\n\n@app.route('/a', methods=['POST'])\ndef write_it():\n    save(request.json)\n    return 'one'\n\n\n@app.route('/b', methods=['POST'])\ndef send_it():\n    send(request.json)\n    return 'sent'\n";

const SAID: &str = "here you were the last time";

fn repository() -> Repository {
    let repository = Repository::with(&[("app.py", "from flask import Flask\n")]);
    repository.write("app.py", APP);
    repository.commit("two handlers");
    repository
}

fn open(repository: &Repository, arguments: &[&str]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
    command.args(arguments);
    command.env("XDG_CONFIG_HOME", repository.beside("config"));
    let session = Session::run(repository.root(), command);
    session.wait_for("reviewed 0 of 2");
    session
}

/// The one file of places.
fn file(repository: &Repository) -> Option<PathBuf> {
    let folder = repository.beside("state/lineproof/places");
    let mut files = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path());
    let file = files.next();
    assert_eq!(files.next(), None);
    file
}

/// Leaves the second handler, on the line that sends, its last item being chosen.
fn leave_there(repository: &Repository) {
    let mut session = open(repository, &["HEAD~1..HEAD"]);
    session.press("]h/send(\r");
    session.wait_for("/send( 1 of 1");
    session.press("q");
    session.end();
}

#[test]
fn the_line_and_the_handler_are_there_at_the_next_start() {
    let repository = repository();
    leave_there(&repository);
    let mut session = open(&repository, &["HEAD~1..HEAD"]);
    session.wait_for(SAID);
    let row = |text: &str| text.lines().find(|line| line.contains("send(")).map(str::to_owned);
    session.wait_until("the line", |text| row(text).is_some_and(|it| it.starts_with('\u{258c}')));
    assert!(session.text().contains("send_it \u{b7} POST /b"), "{}", session.text());
    session.press("q");
    session.end();
    assert_eq!(repository.git(["status", "--porcelain"]), "", "nothing is in the work tree");
}

#[test]
fn a_place_is_found_in_lines_that_moved_and_only_in_its_range() {
    let repository = repository();
    leave_there(&repository);
    let longer = APP.replace("app = Flask(__name__)", "# one\n# two\napp = Flask(__name__)");
    repository.write("app.py", longer);
    repository.git(["commit", "--quiet", "--all", "--amend", "--no-edit"]);
    let mut session = open(&repository, &["HEAD~1..HEAD"]);
    session.wait_for(SAID);
    let line = |text: &str| text.lines().find(|line| line.contains("send(")).map(str::to_owned);
    session.wait_until("the line", |text| {
        line(text).is_some_and(|it| it.starts_with('\u{258c}') && it.contains("15"))
    });
    session.press("q");
    session.end();
    let mut other = open(&repository, &["HEAD"]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(!other.text().contains(SAID), "{}", other.text());
    assert!(other.text().contains("write_it \u{b7} POST /a"), "{}", other.text());
    other.press("q");
    other.end();
}

#[test]
fn it_can_be_begun_anew() {
    let repository = repository();
    leave_there(&repository);
    let is_at_start = |arguments: &[&str]| {
        let mut session = open(&repository, arguments);
        std::thread::sleep(std::time::Duration::from_millis(500));
        let text = session.text();
        session.press("q");
        session.end();
        !text.contains(SAID) && text.contains("write_it \u{b7} POST /a")
    };
    assert!(is_at_start(&["HEAD~1..HEAD", "--fresh"]));
    std::fs::create_dir_all(repository.beside("config/lineproof")).unwrap();
    let config = repository.beside("config/lineproof/config.toml");
    std::fs::write(&config, "resume = false\n").unwrap();
    assert!(is_at_start(&["HEAD~1..HEAD"]));
    std::fs::remove_file(config).unwrap();
    assert!(!is_at_start(&["HEAD~1..HEAD"]), "it is still there");
}

#[test]
fn a_process_that_is_killed_leaves_the_place_as_well() {
    let repository = repository();
    let mut session = open(&repository, &["HEAD~1..HEAD"]);
    session.press("]h/send(\r");
    session.wait_for("/send( 1 of 1");
    std::thread::sleep(std::time::Duration::from_secs(3));
    session.kill();
    let text = std::fs::read_to_string(file(&repository).unwrap()).unwrap();
    assert!(text.contains("send(request.json)") && text.contains("app.py::send_it"), "{text}");
    let mut session = open(&repository, &["HEAD~1..HEAD"]);
    session.wait_for(SAID);
    session.press("q");
    session.end();
}

#[test]
fn a_file_of_places_that_is_broken_is_said_and_passed_over() {
    let repository = repository();
    leave_there(&repository);
    std::fs::write(file(&repository).unwrap(), "no places\n").unwrap();
    let mut session = open(&repository, &["HEAD~1..HEAD"]);
    session.wait_for("where you were cannot be read");
    session.press("]h");
    session.wait_for("send_it");
    session.press("q");
    session.end();
    let mut session = open(&repository, &["HEAD~1..HEAD"]);
    session.wait_for(SAID);
    session.press("q");
    session.end();
}

#[test]
fn each_commit_of_a_range_has_a_place_of_its_own() {
    let repository = repository();
    repository.write("notes.md", "one\ntwo\nthree\n");
    repository.commit("notes");
    let mut session = open(&repository, &["HEAD~2..HEAD"]);
    session.press("]h2j");
    session.wait_for("send_it \u{b7} POST /b");
    session.press("gc");
    session.wait_for("2 commits");
    session.press("notes\r");
    session.wait_for("commit 2 of 2:");
    session.press("gw");
    session.wait_for("HEAD~2..HEAD: 2 files");
    session.wait_for("send_it \u{b7} POST /b");
    session.press("q");
    session.end();
    let text = std::fs::read_to_string(file(&repository).unwrap()).unwrap();
    assert!(text.contains("\"HEAD~2..HEAD\""), "{text}");
}
