//! The one place that performs effects.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::input::Gate;
use super::queue::{Queue, Task};
use super::terminal::Terminal;
use super::work::{Request, broken, claims, export, keep, work};
use crate::tui::backend::Backend;
use crate::tui::caught;
use crate::tui::event::{Effect, Event};

/// So often it is asked whether somebody else decided something: it costs two sizes of files
/// in a thread that else sleeps, and nothing is drawn unless there is news.
const LOOK: Duration = Duration::from_secs(1);

/// Performs effects: what takes time in threads, the rest at once.
pub(super) struct Performer {
    backend: Arc<dyn Backend>,
    events: Sender<Event>,
    gate: Arc<Gate>,
    queue: Arc<Queue>,
    cancel: Arc<AtomicBool>,
    /// Held while what was decided is asked for and told, so that what is told later is later.
    order: Arc<Mutex<()>>,
    threads: Vec<JoinHandle<()>>,
}

impl Performer {
    pub(super) fn new(backend: Arc<dyn Backend>, events: Sender<Event>) -> Self {
        let mut performer = Self {
            backend,
            events,
            gate: Arc::default(),
            queue: Arc::default(),
            cancel: Arc::default(),
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
        let (backend, events, queue) =
            (Arc::clone(&self.backend), self.events.clone(), Arc::clone(&self.queue));
        // Not joined: a long read must not hold up the end.
        let _ = thread::Builder::new().name("reading".to_owned()).spawn(move || {
            while let Some(request) = queue.next_request() {
                let mut sink = |event| drop(events.send(event));
                if let Err(said) = caught(|| work(&*backend, &request, &mut sink)) {
                    sink(Event::Failed(broken("the reading of a file", &said)));
                }
            }
        });
    }

    /// The thread that keeps decisions, in their order, and looks for those of others;
    /// joined at the end.
    fn start_keeping(&mut self) {
        let (backend, events, queue, order) = (
            Arc::clone(&self.backend),
            self.events.clone(),
            Arc::clone(&self.queue),
            Arc::clone(&self.order),
        );
        let _ = self.spawn("keeping", move || {
            while let Some(task) = queue.next_task(LOOK) {
                let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
                keep(&*backend, task, &mut |event| drop(events.send(event)));
            }
        });
    }

    /// Begins to pair files that moved, and then to assess all files and, beside that, to
    /// read foreign reviews. Nobody waits for these threads at the end.
    pub(super) fn assess(&mut self) {
        let (backend, events, cancel) =
            (Arc::clone(&self.backend), self.events.clone(), Arc::clone(&self.cancel));
        let order = Arc::clone(&self.order);
        let _ = thread::Builder::new().name("assessing".to_owned()).spawn(move || {
            if let Some(change_set) = backend.renames() {
                let _ = events.send(Event::Renamed(change_set));
            }
            {
                let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
                let decisions = caught(|| backend.standing()).unwrap_or_default();
                if !decisions.is_empty() {
                    let _ = events.send(Event::Decided(decisions));
                }
            }
            let foreign = (Arc::clone(&backend), events.clone(), Arc::clone(&cancel));
            let _ = thread::Builder::new().name("claims".to_owned()).spawn(move || {
                let (backend, events, cancel) = foreign;
                claims(&*backend, &cancel, &mut |news| {
                    let _ = events.send(Event::Claims(Box::new(news)));
                });
            });
            let assessed = caught(|| {
                backend.assess(&cancel, &mut |index, found| {
                    let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
                    let decisions = backend.decided(&found);
                    let _ = events.send(Event::Assessed(index, Box::new(found), decisions));
                });
                let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(decisions) =
                    backend.settled().filter(|_| !cancel.load(Ordering::Relaxed))
                {
                    let _ = events.send(Event::Decided(decisions));
                }
                if let Some(left_out) = backend.left_out() {
                    let _ = events.send(Event::Told(left_out));
                }
            });
            // What was not judged is not said to be complete.
            let _ = events.send(match assessed {
                Ok(()) => Event::Complete,
                Err(said) => Event::Failed(broken("the analysis", &said)),
            });
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
            Effect::Peek(side, path) => {
                self.queue.ask(Request::Peek(side, path));
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
                let (backend, events) = (Arc::clone(&self.backend), self.events.clone());
                // Joined at the end, so that a file is never half there.
                let _ = self.spawn("writing", move || {
                    export(&*backend, format, &file, &mut |event| drop(events.send(event)));
                });
                Ok(())
            }
            Effect::Edit(path, line) => match self.backend.work_path(&path) {
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
            let _ = self.events.send(Event::Failed(problem));
        }
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
            let _ = self.events.send(Event::Resize(width, height));
        }
    }

    /// Keeps what was decided and lets everything else go; gives how many decisions could
    /// not be kept.
    pub(super) fn finish(self) -> usize {
        self.cancel.store(true, Ordering::Relaxed);
        self.queue.close();
        for thread in self.threads {
            let _ = thread.join();
        }
        // Perhaps there is room by now.
        let _ = caught(|| self.backend.save());
        self.backend.unsaved()
    }
}

fn told(problem: std::io::Error) -> String {
    problem.to_string()
}
