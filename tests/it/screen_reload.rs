//! What is reviewed moves while it is looked at: read again, with the place kept.

use portable_pty::CommandBuilder;

use crate::screen_terminal::Session;
use crate::support::repository::Repository;

const APP: &str = "from flask import Flask, abort, request\napp = Flask(__name__)\n\n\n@app.route('/a', methods=['POST'])\ndef write_it():\n    save(request.json)\n    return 'one'\n\n\n@app.route('/b', methods=['POST'])\ndef send_it():\n    send(request.json)\n    return 'sent'\n";

/// A repository whose work tree adds two handlers to what is committed.
fn repository() -> Repository {
    let repository = Repository::with(&[("app.py", "from flask import Flask\n")]);
    repository.write("app.py", APP);
    repository
}

fn open(repository: &Repository, arguments: &[&str]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
    command.args(arguments);
    command.env("XDG_CONFIG_HOME", repository.beside("config"));
    command.env("XDG_STATE_HOME", repository.beside("state"));
    Session::run(repository.root(), command)
}

#[test]
fn an_edit_of_the_work_tree_is_read_again_and_the_place_stays() {
    let repository = repository();
    let mut session = open(&repository, &[]);
    session.wait_for("reviewed 0 of 2");
    session.resize(100, 14);
    session.wait_until("the footer", |text| {
        text.lines().nth(13).is_some_and(|it| it.contains("help"))
    });
    // On the second handler, in its code, on the line that sends.
    session.press("]h2/send(\r");
    session.wait_for("/send( 1 of 1");
    let row = session.row_of("send(request.json)");
    let longer = APP.replace("app = Flask(__name__)", "# one\n# two\napp = Flask(__name__)");
    repository.write("app.py", &longer);
    session.wait_for("app.py changed on disk: read again");
    session.wait_for("15 ✗1 +     send(request.json)");
    assert_eq!(session.row_of("send(request.json)"), row, "{}", session.text());
    assert!(session.text().contains("send_it · POST /b"), "{}", session.text());
    // What was searched is found where it is now.
    session.press("n");
    session.wait_for("1 of 1");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn new_files_and_files_that_go_are_told_as_well() {
    let repository = repository();
    let mut session = open(&repository, &[]);
    session.wait_for("reviewed 0 of 2");
    session.press("1");
    repository.write("notes.md", "a note\n");
    session.wait_for("U notes.md");
    std::fs::remove_file(repository.root().join("notes.md")).unwrap();
    session.wait_until("notes.md is gone", |text| !text.contains("U notes.md"));
    session.press("q");
    session.end();
}

#[test]
fn what_is_being_written_is_not_taken_away() {
    let repository = repository();
    let mut session = open(&repository, &[]);
    session.wait_for("reviewed 0 of 2");
    session.press("3nwhy is");
    session.wait_for("why is");
    repository.write("app.py", APP.replace("'sent'", "'gone'"));
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert!(session.text().contains("why is"), "{}", session.text());
    session.press(" it\r");
    session.wait_for("note kept; app.py changed on disk: read again");
    session.wait_for("note: why is it");
    session.press("q");
    session.end();
}

#[test]
fn a_commit_that_is_amended_or_rebased_is_read_again() {
    let repository = repository();
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.commit("two handlers");
    let mut session = open(&repository, &["main..HEAD"]);
    session.wait_for("reviewed 0 of 2");
    session.press(" ");
    session.wait_for("reviewed 1 of 2");
    repository.write("app.py", APP.replace("'sent'", "'gone'"));
    repository.git(["commit", "--quiet", "--all", "--amend", "--no-edit"]);
    session.wait_for("main..HEAD moved: app.py differs; read again");
    session.wait_for("reviewed 1 of 2");
    // A rebase moves every commit, and what was decided holds.
    repository.git(["checkout", "--quiet", "main"]);
    repository.write("other.md", "other\n");
    repository.commit("on main");
    repository.git(["checkout", "--quiet", "topic"]);
    repository.git(["rebase", "--quiet", "main"]);
    session.wait_for("moved: no file differs; read again");
    session.wait_for("reviewed 1 of 2");
    session.press("gc");
    session.wait_for("1 commit");
    repository.write("late.md", "late\n");
    repository.commit("one more");
    // The list that is open is listed anew.
    session.wait_for("2 commits");
    session.wait_for("one more");
    session.press("\x1bq");
    session.end();
}

#[test]
fn a_branch_that_goes_leaves_what_is_shown() {
    let repository = repository();
    repository.git(["checkout", "--quiet", "-b", "topic"]);
    repository.commit("two handlers");
    repository.git(["checkout", "--quiet", "main"]);
    let mut session = open(&repository, &["main..topic"]);
    session.wait_for("reviewed 0 of 2");
    repository.git(["branch", "--quiet", "-D", "topic"]);
    session.wait_for("unknown revision `topic`");
    session.press("2");
    session.wait_for("save(request.json)");
    session.press("q");
    session.end();
}

#[test]
fn a_range_of_fixed_ends_and_a_touched_file_are_no_news() {
    let repository = repository();
    let first = repository.git(["rev-parse", "HEAD"]);
    let second = repository.commit("two handlers");
    let range = format!("{}..{second}", first.trim());
    let mut session = open(&repository, &[&range]);
    session.wait_for("reviewed 0 of 2");
    repository.write("app.py", "gone = 1\n");
    repository.commit("gone");
    // Everything is drawn by now.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let before = session.written();
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert_eq!(session.written(), before, "{}", session.text());
    session.press("R");
    session.wait_for("read again: nothing changed");
    session.press("q");
    session.end();
}

#[test]
fn it_can_be_switched_off_and_read_again_on_a_key() {
    let repository = repository();
    std::fs::create_dir_all(repository.beside("config/lineproof")).unwrap();
    let config = repository.beside("config/lineproof/config.toml");
    std::fs::write(config, "reload = false\n").unwrap();
    let mut session = open(&repository, &[]);
    session.wait_for("reviewed 0 of 2");
    repository.write("app.py", APP.replace("'sent'", "'gone'"));
    // Everything is drawn by now.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let before = session.written();
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert_eq!(session.written(), before, "{}", session.text());
    session.press("R");
    session.wait_for("app.py changed on disk: read again");
    session.press("q");
    session.end();
}
