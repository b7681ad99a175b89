//! The one place that performs effects.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::assess::{Outlet, assess};
use super::input::Gate;
use super::mail::{Number, Post};
use super::queue::{Desk, Queue, Task};
use super::reopen::Awaited;
use super::terminal::Terminal;
use super::work::{Request, blame, broken, export, keep, leave, work};
use crate::tui::backend::Backend;
use crate::tui::caught;
use crate::tui::event::{Edits, Effect, Event};

/// So often it is asked whether somebody else decided something: it costs two sizes of files
/// in a thread that else sleeps, and nothing is drawn unless there is news.
const LOOK: Duration = Duration::from_secs(1);

/// Performs effects: what takes time in threads, the rest at once.
pub(super) struct Performer {
    /// The review that is shown.
    pub(super) desk: Desk,
    /// Its number.
    pub(super) number: Number,
    /// Set when it is left.
    pub(super) cancel: Arc<AtomicBool>,
    /// The one that comes in its place.
    pub(super) awaited: Option<Awaited>,
    /// How many reviews were begun.
    pub(super) begun: Number,
    /// Set when the list of commits that is being made is left.
    pub(super) listing: Arc<AtomicBool>,
    /// Set when nobody wants to know any more where lines come from.
    blaming: Arc<AtomicBool>,
    gate: Arc<Gate>,
    pub(super) queue: Arc<Queue>,
    /// Held while what was decided is asked for and told, so that what is told later is later.
    pub(super) order: Arc<Mutex<()>>,
    threads: Vec<JoinHandle<()>>,
}

impl Performer {
    pub(super) fn new(backend: Arc<dyn Backend>, post: &Post) -> Self {
        let desk = Desk { backend, post: post.of(0) };
        let mut performer = Self {
            queue: Arc::new(Queue::new(desk.clone())),
            desk,
            number: 0,
            cancel: Arc::default(),
            awaited: None,
            begun: 0,
            listing: Arc::default(),
            blaming: Arc::default(),
            gate: Arc::default(),
            order: Arc::default(),
            threads: Vec::new(),
        };
        performer.start_reading();
        performer.start_keeping();
        performer
    }

    /// What holds the input off the terminal.
    pub(super) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }

    fn spawn(&mut self, name: &str, run: impl FnOnce() + Send + 'static) -> Option<()> {
        let thread = thread::Builder::new().name(name.to_owned()).spawn(run).ok()?;
        self.threads.push(thread);
        Some(())
    }

    /// The thread that reads files, the latest wish first.
    fn start_reading(&mut self) {
        let queue = Arc::clone(&self.queue);
        // Not joined: a long read must not hold up the end.
        let _ = thread::Builder::new().name("reading".to_owned()).spawn(move || {
            while let Some((Desk { backend, post }, request)) = queue.next_request() {
                let mut sink = |event| post.send(event);
                if let Err(said) = caught(|| work(&*backend, &request, &mut sink)) {
                    sink(Event::Failed(broken("the reading of a file", &said)));
                }
            }
        });
    }

    /// The thread that keeps decisions, in their order, and looks for those of others;
    /// joined at the end.
    fn start_keeping(&mut self) {
        let (queue, order) = (Arc::clone(&self.queue), Arc::clone(&self.order));
        let _ = self.spawn("keeping", move || {
            // A place that cannot be kept is told once.
            let mut is_told = false;
            let mut keep_place = || {
                let Some((Desk { backend, post }, spot)) = queue.place() else { return };
                leave(&*backend, &spot, &mut |event| {
                    if !std::mem::replace(&mut is_told, true) {
                        post.send(event);
                    }
                });
            };
            while let Some((Desk { backend, post }, task)) = queue.next_task(LOOK) {
                let is_look = matches!(task, Task::Look);
                {
                    let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
                    keep(&*backend, task, &mut |event| post.send(event));
                }
                if is_look {
                    keep_place();
                }
                if is_look && caught(|| backend.has_moved()).unwrap_or(false) {
                    post.send(Event::Moved);
                }
            }
            keep_place();
        });
    }

    /// Begins to pair files that moved, and then to assess all files and, beside that, to
    /// read foreign reviews. Nobody waits for these threads at the end.
    pub(super) fn assess(&mut self) {
        let (desk, cancel, order) =
            (self.desk.clone(), Arc::clone(&self.cancel), Arc::clone(&self.order));
        let _ = thread::Builder::new().name("assessing".to_owned()).spawn(move || {
            let outlet = Outlet::open(desk.post.clone());
            assess(&desk, &cancel, &order, outlet);
        });
    }

    /// Performs an effect.
    pub(super) fn perform(&mut self, effect: Effect, terminal: &mut Terminal) {
        let outcome = match effect {
            Effect::Open(index) => {
                self.queue.ask(Request::Open(index));
                Ok(())
            }
            Effect::Search(text, files) => {
                self.queue.ask(Request::Search(text, files));
                Ok(())
            }
            Effect::ListChoices => {
                self.queue.ask(Request::Choices);
                Ok(())
            }
            Effect::ListCommits(range) => {
                self.list_commits(range);
                Ok(())
            }
            Effect::Reopen(range, because) => {
                self.reopen(range, because);
                Ok(())
            }
            Effect::GiveUp => {
                self.give_up();
                Ok(())
            }
            Effect::Peek(side, path) => {
                self.queue.ask(Request::Peek(side, path));
                Ok(())
            }
            Effect::Blame(index) => {
                self.blame(index);
                Ok(())
            }
            Effect::Keep(decisions) => {
                self.queue.keep(Task::Keep(decisions));
                Ok(())
            }
            Effect::TakeBack => {
                self.queue.keep(Task::TakeBack);
                Ok(())
            }
            Effect::MakeAgain => {
                self.queue.keep(Task::MakeAgain);
                Ok(())
            }
            Effect::Export(format, file) => {
                let Desk { backend, post } = self.desk.clone();
                // Joined at the end, so that a file is never half there.
                let _ = self.spawn("writing", move || {
                    export(&*backend, format, &file, &mut |event| post.send(event));
                });
                Ok(())
            }
            Effect::KeepLesson(kept) => {
                self.queue.keep(Task::Lesson(kept));
                Ok(())
            }
            Effect::Mend(step, edits) => self.mend(step, &edits, terminal),
            Effect::TryMend(step, edits) => {
                self.queue.ask(Request::Mended(step, edits));
                Ok(())
            }
            Effect::Edit(path, line) => match self.desk.backend.work_path(&path) {
                Some(file) => self.edit(file, line, terminal),
                None => Err(format!("{path} is not in the work tree")),
            },
            Effect::Yank(text) => {
                let encoded = BASE64_STANDARD.encode(text);
                terminal.write(format!("\x1b]52;c;{encoded}\x07").as_bytes()).map_err(told)
            }
            Effect::Suspend => self.suspend(terminal),
            Effect::Redraw => terminal.forget().map_err(told),
        };
        if let Err(problem) = outcome {
            self.desk.post.send(Event::Failed(problem));
        }
    }

    /// Finds where the lines of a file come from; of the former one it is not wanted any more.
    fn blame(&mut self, index: usize) {
        self.blaming.store(true, Ordering::Relaxed);
        self.blaming = Arc::default();
        let (Desk { backend, post }, cancel) = (self.desk.clone(), Arc::clone(&self.blaming));
        let _ = thread::Builder::new().name("blaming".to_owned()).spawn(move || {
            blame(&*backend, index, &cancel, &mut |event| post.send(event));
        });
    }

    /// Opens the code of a question in an editor, and has what became of it looked at.
    fn mend(&self, step: usize, edits: &Edits, terminal: &mut Terminal) -> Result<(), String> {
        let (file, line) = self.desk.backend.scratch(step, edits)?;
        self.edit(file, line, terminal)?;
        self.queue.ask(Request::Edited(step));
        Ok(())
    }

    fn edit(&self, file: PathBuf, line: u32, terminal: &mut Terminal) -> Result<(), String> {
        let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var(name).ok());
        let editor = editor.filter(|name| !name.trim().is_empty());
        let editor = editor.unwrap_or_else(|| "vi".to_owned());
        let mut words = editor.split_whitespace();
        let program = words.next().unwrap_or("vi").to_owned();
        let mut command = Command::new(&program);
        command.args(words);
        if program.contains("code") || program.contains("zed") || program.contains("subl") {
            if program.contains("code") {
                command.args(["--wait", "--goto"]);
            }
            command.arg(format!("{}:{line}", file.display()));
        } else {
            command.arg(format!("+{line}")).arg(file);
        }
        if !io::stdin().is_terminal()
            && let Ok(terminal) = File::open("/dev/tty")
        {
            // What came through standard input was a review; the keys come from elsewhere.
            command.stdin(terminal);
        }
        let status = self
            .gate
            .hold(|| terminal.leave_for(|| command.status()))
            .map_err(told)?
            .map_err(|problem| format!("{program}: {problem}"))?;
        self.resized();
        if status.success() { Ok(()) } else { Err(format!("{program} ended with {status}")) }
    }

    fn suspend(&self, terminal: &mut Terminal) -> Result<(), String> {
        let stop = || signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
        let outcome = self.gate.hold(|| terminal.leave_for(stop)).map_err(told)?;
        self.resized();
        outcome.map_err(told)
    }

    /// The terminal may have another size after it was away.
    fn resized(&self) {
        if let Ok((width, height)) = crossterm::terminal::size() {
            self.desk.post.send(Event::Resize(width, height));
        }
    }

    /// Keeps what was decided and lets everything else go; gives how many decisions could
    /// not be kept.
    pub(super) fn finish(mut self) -> usize {
        self.give_up();
        self.listing.store(true, Ordering::Relaxed);
        self.blaming.store(true, Ordering::Relaxed);
        self.cancel.store(true, Ordering::Relaxed);
        self.queue.close();
        for thread in self.threads {
            let _ = thread.join();
        }
        // Perhaps there is room by now.
        let _ = caught(|| self.desk.backend.save());
        self.desk.backend.unsaved()
    }
}

fn told(problem: std::io::Error) -> String {
    problem.to_string()
}
