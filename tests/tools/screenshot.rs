//! Makes the README's picture from the real screen: `cargo test --test screenshot`.
//!
//! Opens `lineproof demo` on a terminal of its own, goes to a guard that the
//! change removed, and writes what is seen to `assets/screenshot.svg`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool that cannot go on should say where"
)]

mod svg;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COLUMNS: u16 = 160;
const ROWS: u16 = 44;

/// What is pressed: twice to the next open item.
const KEYS: [&str; 2] = ["]o", "]o"];

/// What must then be seen.
const SEEN: [&str; 2] = ["generation", "removed"];

/// A screen that was quiet for so long will not change by itself.
const QUIET: Duration = Duration::from_millis(600);

fn main() {
    let size = PtySize { cols: COLUMNS, rows: ROWS, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
    command.args(["demo", "--theme", "dark"]);
    // Without a folder to remember it in, nobody is greeted.
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("LANG", "C.UTF-8"),
        ("XDG_STATE_HOME", "/dev/null"),
    ] {
        command.env(name, value);
    }
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE"] {
        command.env_remove(name);
    }
    let mut reader = pty.master.try_clone_reader().expect("its output");
    let mut writer = pty.master.take_writer().expect("its input");
    let mut child = pty.slave.spawn_command(command).expect("lineproof runs");
    drop(pty.slave);
    let (sender, pieces) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 65536];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let _ = sender.send(buffer[..count].to_vec());
        }
    });
    let cells = |count| NonZeroU16::new(count).expect("not zero");
    let mut parser = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
    let is_open = |screen: &vt100::Screen| screen.contents().contains("reviewed 0 of");
    watch(&pieces, &mut parser, is_open);
    for key in KEYS {
        writer.write_all(key.as_bytes()).expect("it reads keys");
        watch(&pieces, &mut parser, |_| true);
    }
    let text = parser.screen().contents();
    for wanted in SEEN {
        assert!(text.contains(wanted), "no {wanted:?} on:\n{text}");
    }
    let picture = svg::picture(parser.screen(), (COLUMNS, ROWS));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshot.svg");
    std::fs::write(&path, &picture).expect("assets can be written to");
    println!("{}: {} bytes", path.display(), picture.len());
    writer.write_all(b"q").expect("it reads keys");
    child.wait().expect("it ends");
}

/// Takes in what is written until the screen is as wanted and quiet.
fn watch(
    pieces: &Receiver<Vec<u8>>,
    parser: &mut vt100::Parser,
    is_wanted: impl Fn(&vt100::Screen) -> bool,
) {
    for _ in 0..10_000 {
        match pieces.recv_timeout(QUIET) {
            Ok(bytes) => parser.process(&bytes),
            Err(RecvTimeoutError::Timeout) if is_wanted(parser.screen()) => return,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    panic!("it is not as wanted:\n{}", parser.screen().contents());
}
