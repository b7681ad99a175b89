//! The real binary on a real terminal: opened, driven, resized, left.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::repository::Repository;

const BASE: &str = "from flask import Flask\napp = Flask(__name__)\n\n\n@app.route('/a')\ndef read_it():\n    return 'one'\n";
const HEAD: &str = "from flask import Flask\napp = Flask(__name__)\n\n\n@app.route('/a')\ndef read_it():\n    return 'two'\n";

/// The binary in a terminal of its own.
pub struct Session {
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    writer: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { cols, rows, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Session {
    fn start(folder: &std::path::Path) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
        command.arg("HEAD~1..HEAD");
        Self::run(folder, command)
    }

    /// Runs a command on a terminal of its own, as a user who has seen the screen before.
    pub fn run(folder: &std::path::Path, command: CommandBuilder) -> Self {
        let state = folder.join("../state/lineproof");
        std::fs::create_dir_all(&state).unwrap();
        std::fs::write(state.join("greeted"), "").unwrap();
        Self::run_as(folder, command)
    }

    /// The same, as whoever the state folder says.
    pub fn run_as(folder: &std::path::Path, mut command: CommandBuilder) -> Self {
        let pty = native_pty_system().openpty(size(100, 30)).unwrap();
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "C.UTF-8");
        command.env("XDG_STATE_HOME", folder.join("../state"));
        command.env("EDITOR", folder.join("editor.sh"));
        command.env_remove("VISUAL");
        command.env_remove("NO_COLOR");
        command.env_remove("LC_ALL");
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(30), cells(100), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                to_screen.lock().unwrap().process(&bytes[..count]);
                to_raw.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        let writer = pty.master.take_writer().unwrap();
        Self { screen, raw, writer, master: pty.master, child }
    }

    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&self, wanted: &str) {
        self.wait_until(wanted, |text| text.contains(wanted));
    }

    /// Waits until the screen is as it is wanted.
    pub fn wait_until(&self, wanted: &str, is_so: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !is_so(&self.text()) {
            assert!(Instant::now() < deadline, "not {wanted:?} on:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The 0-based row of the screen that holds a text.
    pub fn row_of(&self, wanted: &str) -> Option<usize> {
        self.text().lines().position(|line| line.contains(wanted))
    }

    /// How many bytes were written to the terminal.
    pub fn written(&self) -> usize {
        self.raw.lock().unwrap().len()
    }

    pub fn resize(&self, cols: u16, rows: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    /// Ends it as nothing else does: it hears nothing of it.
    pub fn kill(mut self) {
        let pid = self.child.process_id().unwrap().to_string();
        std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap();
        let _ = self.child.wait();
    }

    /// Waits for the end; returns the exit status and everything written.
    pub fn end(mut self) -> (u32, Vec<u8>) {
        let deadline = Instant::now() + Duration::from_secs(20);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        };
        std::thread::sleep(Duration::from_millis(100));
        let raw = self.raw.lock().unwrap().clone();
        (status, raw)
    }
}

pub fn changed_repository() -> Repository {
    let repository = Repository::with(&[("app.py", BASE)]);
    repository.write("app.py", HEAD);
    repository.commit("head");
    repository
}

fn contains(raw: &[u8], sequence: &[u8]) -> bool {
    raw.windows(sequence.len()).any(|window| window == sequence)
}

/// What gives a terminal back: no mouse, the main screen, the cursor.
fn assert_restored(raw: &[u8]) {
    for (sequence, what) in [
        (b"\x1b[?1000l".as_slice(), "the mouse is let go"),
        (b"\x1b[?1049l", "the main screen is back"),
        (b"\x1b[?25h", "the cursor is shown"),
    ] {
        assert!(contains(raw, sequence), "{what}");
    }
}

#[test]
fn it_opens_follows_keys_and_sizes_and_gives_the_terminal_back() {
    let repository = changed_repository();
    let mut session = Session::start(repository.root());
    session.wait_for("return 'two'");
    session.wait_for("read_it");
    assert!(session.text().contains("-     return 'one'"), "{}", session.text());
    session.press("?");
    session.wait_for("Help: all actions");
    session.press("\x1b");
    session.resize(60, 16);
    session.wait_for("2 Code");
    session.press("1");
    session.wait_for("app.py");
    session.press("q");
    let (status, raw) = session.end();
    assert_eq!(status, 0);
    assert!(contains(&raw, b"\x1b[?2026h"), "frames are synchronised");
    assert_restored(&raw);
}

#[test]
fn files_that_moved_are_paired_while_they_are_looked_at() {
    let repository = Repository::with(&[("app.py", BASE), ("notes.md", "notes\n")]);
    repository.write("service.py", HEAD);
    std::fs::remove_file(repository.root().join("app.py")).unwrap();
    repository.commit("head");
    let mut session = Session::start(repository.root());
    session.wait_for("service.py \u{b7} was app.py");
    session.wait_for("-     return 'one'");
    session.press("1");
    session.wait_for("R service.py");
    assert!(!session.text().contains("D app.py"), "{}", session.text());
    session.press("q");
    session.end();
}

#[test]
fn a_signal_ends_it_with_the_terminal_given_back() {
    let repository = changed_repository();
    let session = Session::start(repository.root());
    session.wait_for("return 'two'");
    let pid = session.child.process_id().unwrap().to_string();
    std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    let (_, raw) = session.end();
    assert_restored(&raw);
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let repository = changed_repository();
    let mut session = Session::start(repository.root());
    session.wait_for("reviewed 0 of 1");
    std::thread::sleep(Duration::from_millis(300));
    let before = session.raw.lock().unwrap().len();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(session.raw.lock().unwrap().len(), before);
    session.press("q");
    session.end();
}

#[test]
fn a_decision_is_there_at_the_next_start() {
    let repository = changed_repository();
    let mut session = Session::start(repository.root());
    session.wait_for("reviewed 0 of 1");
    session.press(" ");
    session.wait_for("reviewed 1 of 1");
    session.press("q");
    session.end();
    let mut session = Session::start(repository.root());
    session.wait_for("reviewed 1 of 1");
    session.press("q");
    session.end();
}

#[test]
fn two_terminals_see_each_other_s_decisions() {
    let repository = changed_repository();
    let (mut one, mut other) =
        (Session::start(repository.root()), Session::start(repository.root()));
    one.wait_for("reviewed 0 of 1");
    other.wait_for("reviewed 0 of 1");
    one.press(" ");
    other.wait_for("reviewed 1 of 1");
    one.press("u");
    other.wait_for("reviewed 0 of 1");
    other.press(" ");
    one.wait_for("reviewed 1 of 1");
    for mut session in [one, other] {
        session.press("q");
        assert_eq!(session.end().0, 0);
    }
}

#[test]
fn another_range_comes_in_the_same_terminal() {
    let repository = changed_repository();
    repository.write("notes.md", "a note\n");
    repository.commit("Write a note");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
    command.arg("HEAD~2..HEAD");
    let mut session = Session::run(repository.root(), command);
    session.wait_for("reviewed 0 of 1");
    session.press(" ");
    session.wait_for("reviewed 1 of 1");
    session.press("gc");
    session.wait_for("2 commits");
    session.press("write a note\r");
    session.wait_for("commit 2 of 2:");
    session.wait_for("a note");
    session.press(")");
    session.wait_for("this is the newest commit");
    session.press("(");
    session.wait_for("commit 1 of 2:");
    // What was decided holds here as well, and can be taken back.
    session.wait_for("reviewed 1 of 1");
    session.press("u");
    session.wait_for("reviewed 0 of 1");
    session.press("r");
    session.wait_for("Another range");
    session.press("nowhere\r");
    session.wait_for("unknown revision `nowhere`");
    session.press("\x15--at HEAD~1\r");
    session.wait_for("everything at HEAD~1");
    session.press("q");
    let (status, raw) = session.end();
    assert_eq!(status, 0);
    let left = raw.windows(8).filter(|window| *window == b"\x1b[?1049l").count();
    assert_eq!(left, 1, "the alternate screen is left once, at the end");
    let log = std::fs::read_to_string(repository.root().join(".git/lineproof/events.jsonl"));
    assert_eq!(log.unwrap().lines().count(), 2, "a mark, and its taking back");
}

#[test]
fn the_editor_opens_at_the_line_and_the_screen_comes_back() {
    use std::os::unix::fs::PermissionsExt;
    let repository = changed_repository();
    let editor = repository.root().join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\necho \"$@\" > \"$0.opened\"\n").unwrap();
    std::fs::set_permissions(&editor, PermissionsExt::from_mode(0o755)).unwrap();
    let mut session = Session::start(repository.root());
    session.wait_for("reviewed 0 of 1");
    session.press("]c");
    session.press("e");
    let opened = repository.root().join("editor.sh.opened");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !opened.is_file() {
        assert!(Instant::now() < deadline, "no editor was opened:\n{}", session.text());
        std::thread::sleep(Duration::from_millis(10));
    }
    session.press("?");
    session.wait_for("Help: all actions");
    session.press("\x1b");
    session.press("q");
    session.end();
    let arguments = std::fs::read_to_string(opened).unwrap();
    assert!(arguments.starts_with("+7 "), "{arguments}");
    assert!(arguments.trim_end().ends_with("/app.py"), "{arguments}");
}

#[test]
fn a_line_is_yanked_through_the_terminal() {
    let repository = changed_repository();
    let mut session = Session::start(repository.root());
    session.wait_for("reviewed 0 of 1");
    session.press("]cy");
    session.wait_for("copied app.py:7");
    session.press("q");
    let (_, raw) = session.end();
    assert!(contains(&raw, b"\x1b]52;c;YXBwLnB5Ojc=\x07"));
}

#[test]
fn a_review_is_piped_in_while_the_keys_come_from_the_terminal() {
    let repository = changed_repository();
    let review = "1. Missing authentication: anybody may call `read_it`.\n";
    std::fs::write(repository.beside("review.txt"), review).unwrap();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_lineproof");
    command.args(["-c", &format!("cat ../review.txt | '{program}' HEAD~1..HEAD --claims -")]);
    let mut session = Session::run(repository.root(), command);
    session.wait_for("claims 1");
    session.press("C");
    session.wait_for("standard input");
    session.press("c");
    session.wait_for(", confirmed");
    session.press("qq");
    let (status, _) = session.end();
    assert_eq!(status, 0);
    let log = repository.root().join(".git/lineproof/events.jsonl");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("\"claim\":") && log.contains("\"judge\":"), "{log}");

    let mut keyboard = CommandBuilder::new(program);
    keyboard.args(["HEAD~1..HEAD", "--claims", "-"]);
    let session = Session::run(repository.root(), keyboard);
    session.wait_for("which is the keyboard here");
    let (status, _) = session.end();
    assert_eq!(status, 2);
}

#[test]
fn what_is_pasted_is_never_keys() {
    let repository = changed_repository();
    let mut session = Session::start(repository.root());
    session.wait_for("read_it");
    assert!(contains(&session.raw.lock().unwrap(), b"\x1b[?2004h"), "it asks for bracketed paste");
    session.press("\x1b[200~q\rq\x1b[201~");
    session.wait_for("what was pasted is dropped");
    session.press("/");
    session.press("\x1b[200~re");
    session.press("turn\x1b[201~");
    session.wait_for("/return");
    session.press("\rq");
    let (status, raw) = session.end();
    assert_eq!(status, 0);
    assert!(contains(&raw, b"\x1b[?2004l"), "and gives it back");
}

/// Opens a review with links on and gives what was written once `wanted` is there.
fn written_with_links(folder: &std::path::Path, config: &str, wanted: &str) -> Vec<u8> {
    let home = folder.join("../config");
    std::fs::create_dir_all(home.join("lineproof")).unwrap();
    std::fs::write(home.join("lineproof/config.toml"), config).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
    command.arg("HEAD~1..HEAD");
    command.env("XDG_CONFIG_HOME", &home);
    let mut session = Session::run(folder, command);
    session.wait_for(wanted);
    session.press("q");
    let (status, raw) = session.end();
    assert_eq!(status, 0);
    raw
}

#[test]
fn links_lead_to_the_file_and_hold_nothing_of_its_name_as_it_is() {
    let name = "a b;\u{1b}]8;;x\u{7}é.py";
    let repository = Repository::with(&[(name, BASE)]);
    repository.write(name, HEAD);
    repository.commit("head");
    let raw = written_with_links(repository.root(), "links = true\n", "read_it");
    let text = String::from_utf8_lossy(&raw);
    let uris: Vec<_> =
        text.split("\x1b]8;;").skip(1).filter_map(|it| it.split('\x1b').next()).collect();
    let to_file: Vec<_> = uris.iter().filter(|uri| uri.starts_with("file://")).collect();
    assert!(!to_file.is_empty(), "{uris:?}");
    let end = "/a%20b%3B%1B%5D8%3B%3Bx%07%C3%A9.py";
    assert!(to_file.iter().all(|uri| uri.ends_with(end)), "{to_file:?}");
    let opened = uris.iter().filter(|uri| !uri.is_empty()).count();
    assert_eq!(opened * 2, uris.len(), "each one is closed: {uris:?}");
    let raw = written_with_links(repository.root(), "links = false\n", "read_it");
    assert!(!contains(&raw, b"\x1b]8;"));
    let raw = written_with_links(repository.root(), "", "read_it");
    assert!(!contains(&raw, b"\x1b]8;"), "of an unknown terminal nothing is expected");
}
