//! The real binary on a terminal of our own that sees whole frames.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::cpu;

const COLUMNS: u16 = 160;
const ROWS: u16 = 48;

/// What ends a frame: a synchronised update is over.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// So long nothing happens on a settled screen.
const QUIET: Duration = Duration::from_millis(250);

/// After this long something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of the program, and what stood on its clocks when they came.
struct Piece {
    bytes: Vec<u8>,
    cpu: Duration,
    at: Instant,
}

/// The first frame that shows the review.
pub(crate) struct Frame {
    /// CPU time of all threads until its last byte was there.
    pub(crate) cpu: Duration,
    /// Time from the start of the process.
    pub(crate) wall: Duration,
    /// Which frame it is, from 1: more than 1 where it did not come at once.
    pub(crate) number: usize,
}

/// A review opened.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    process: u32,
    started: Instant,
    reads: Receiver<Piece>,
    writer: Box<dyn Write + Send>,
    screen: vt100::Parser,
    tail: Vec<u8>,
    names: HashSet<String>,
    _master: Box<dyn MasterPty + Send>,
}

impl Session {
    /// Opens a review of a range on a terminal of 160x48.
    pub(crate) fn start(folder: &Path, range: &str) -> Self {
        let names = changed_files(folder, range);
        let size = PtySize { cols: COLUMNS, rows: ROWS, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
        command.arg(range);
        command.cwd(folder);
        for (name, value) in
            [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")]
        {
            command.env(name, value);
        }
        // As a user who has seen the screen before.
        let state = std::env::temp_dir().join("lineproof-bench-state");
        std::fs::create_dir_all(state.join("lineproof")).expect("a state folder");
        std::fs::write(state.join("lineproof/greeted"), "").expect("a file in it");
        command.env("XDG_STATE_HOME", &state);
        for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE"] {
            command.env_remove(name);
        }
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let writer = pty.master.take_writer().expect("its input");
        let started = Instant::now();
        let child = pty.slave.spawn_command(command).expect("lineproof runs");
        drop(pty.slave);
        let process = child.process_id().expect("a process id");
        let (sender, reads) = channel();
        std::thread::spawn(move || read(&mut reader, process, &sender));
        let cells = |count| NonZeroU16::new(count).expect("not zero");
        let screen = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
        let tail = Vec::new();
        Self { child, process, started, reads, writer, screen, tail, names, _master: pty.master }
    }

    /// Waits for the frame with header, list of files and a hunk in colour.
    pub(crate) fn first_frame(&mut self) -> Frame {
        let mut number = 0;
        loop {
            let read = self.reads.recv_timeout(PATIENCE).expect("a first frame");
            if self.take(&read) == 0 {
                continue;
            }
            number += 1;
            if self.shows_the_review() {
                return Frame { cpu: read.cpu, wall: read.at - self.started, number };
            }
        }
    }

    /// Waits until nothing happens any more; the CPU time until then.
    pub(crate) fn settle(&mut self) -> Duration {
        let start = Instant::now();
        let mut last = cpu::of(self.process);
        loop {
            let (bytes, _) = self.rest(QUIET);
            let now = cpu::of(self.process);
            if bytes == 0 && now == last {
                return now;
            }
            last = now;
            assert!(start.elapsed() < PATIENCE, "it never settles");
        }
    }

    /// Lets time pass; the bytes written and the CPU time taken in it.
    pub(crate) fn rest(&mut self, time: Duration) -> (usize, Duration) {
        let before = cpu::of(self.process);
        let deadline = Instant::now() + time;
        let mut bytes = 0;
        while let Ok(read) = self.reads.recv_timeout(deadline - Instant::now().min(deadline)) {
            bytes += read.bytes.len();
            self.take(&read);
        }
        (bytes, cpu::of(self.process).saturating_sub(before))
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("it reads keys");
        self.writer.flush().expect("it reads keys");
    }

    /// Presses a key; the time until the end of its frame, none where there is none.
    pub(crate) fn key(&mut self, key: &str) -> Option<Duration> {
        let pressed = Instant::now();
        self.press(key);
        loop {
            let read = self.reads.recv_timeout(QUIET).ok()?;
            if self.take(&read) > 0 {
                return Some(read.at - pressed);
            }
        }
    }

    /// Leaves the review.
    pub(crate) fn quit(mut self) {
        self.press("q");
        self.child.wait().expect("it ends");
    }

    /// Puts bytes on the screen; how many frames they end.
    fn take(&mut self, read: &Piece) -> usize {
        answer(&read.bytes, &mut self.writer);
        self.screen.process(&read.bytes);
        self.tail.extend_from_slice(&read.bytes);
        let ended = self.tail.windows(FRAME_END.len()).filter(|at| *at == FRAME_END).count();
        let keep = self.tail.len().min(FRAME_END.len() - 1);
        self.tail.drain(..self.tail.len() - keep);
        ended
    }

    fn shows_the_review(&self) -> bool {
        let screen = self.screen.screen();
        let rows: Vec<String> = screen.rows(0, COLUMNS).collect();
        let has_header = rows.first().is_some_and(|row| row.contains("lineproof"));
        let listed = rows.iter().skip(2).filter(|row| self.lists_a_file(row)).count();
        let hunk = (2..ROWS - 1).any(|row| is_coloured_change(screen, row));
        has_header && listed >= self.names.len().min(10) && hunk
    }

    fn lists_a_file(&self, row: &str) -> bool {
        let list: String = row.chars().take(usize::from(COLUMNS) / 4).collect();
        list.split_whitespace().any(|word| {
            let name = word.rsplit('/').next().unwrap_or(word);
            self.names.contains(name)
        })
    }
}

/// Whether a row of the code is added or deleted, and the code around it is in
/// two colours at least: an added line may be blank.
fn is_coloured_change(screen: &vt100::Screen, row: u16) -> bool {
    let text = |column| screen.cell(row, column).map_or("", |cell| cell.contents());
    let sign = (COLUMNS / 5..COLUMNS / 2)
        .find(|column| matches!(text(*column), "+" | "-") && matches!(text(column - 1), " " | ""));
    let Some(sign) = sign else { return false };
    let around = row.saturating_sub(3)..(row + 4).min(ROWS - 1);
    let columns = sign + 2..COLUMNS * 2 / 3;
    let cells = around.flat_map(|row| columns.clone().map(move |column| (row, column)));
    let cells = cells.filter_map(|(row, column)| screen.cell(row, column));
    let inked = cells.filter(|cell| cell.has_contents() && cell.contents() != " ");
    let colours: HashSet<String> = inked.map(|cell| format!("{:?}", cell.fgcolor())).collect();
    colours.len() >= 2
}

/// Reads what the program writes, and its clock as soon as a piece is there.
fn read(reader: &mut impl Read, process: u32, sender: &Sender<Piece>) {
    let mut buffer = [0; 65536];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        let (cpu, at) = (cpu::of(process), Instant::now());
        if sender.send(Piece { bytes: buffer[..count].to_vec(), cpu, at }).is_err() {
            return;
        }
    }
}

/// Answers what a terminal is asked at the start: its colours, and what it is.
fn answer(bytes: &[u8], writer: &mut impl Write) {
    let asks = |question: &[u8]| bytes.windows(question.len()).any(|at| at == question);
    if asks(b"\x1b]10;?") {
        writer.write_all(b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\").expect("it reads answers");
    }
    if asks(b"\x1b]11;?") {
        writer.write_all(b"\x1b]11;rgb:1111/1111/1111\x1b\\").expect("it reads answers");
    }
    if asks(b"\x1b[c") {
        writer.write_all(b"\x1b[?62;22c").expect("it reads answers");
    }
}

/// The names of the files that differ, without their folders.
fn changed_files(folder: &Path, range: &str) -> HashSet<String> {
    let output = std::process::Command::new("git")
        .args(["diff", "--name-only", "--no-renames", range])
        .current_dir(folder)
        .output()
        .expect("git runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|path| path.rsplit('/').next().unwrap_or(path).to_owned()).collect()
}
