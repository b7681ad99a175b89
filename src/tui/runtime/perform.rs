//! The one place that performs effects.

use std::collections::VecDeque;
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::input::Gate;
use super::terminal::Terminal;
use super::work::{Request, broken, claims, work};
use crate::tui::backend::{Backend, Decision};
use crate::tui::caught;
use crate::tui::event::{Effect, Event};

/// What waits for the reading thread.
#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    requests: Vec<Request>,
    /// Decisions to keep; none takes the latest back.
    decisions: VecDeque<Option<Decision>>,
    closed: bool,
}

/// Performs effects: what takes time in threads, the rest at once.
pub(super) struct Performer {
    backend: Arc<dyn Backend>,
    events: Sender<Event>,
    gate: Arc<Gate>,
    queue: Arc<Queue>,
    cancel: Arc<AtomicBool>,
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

    /// The thread that keeps decisions, in their order, joined at the end.
    fn start_keeping(&mut self) {
        let (backend, events, queue) =
            (Arc::clone(&self.backend), self.events.clone(), Arc::clone(&self.queue));
        let _ = self.spawn("keeping", move || {
            while let Some(decision) = queue.next_decision() {
                let kept = caught(|| match &decision {
                    Some(decision) => backend.append(decision),
                    None => backend.take_back().map(|()| None),
                });
                let outcome = kept.unwrap_or_else(Err);
                let event = match outcome {
                    Ok(Some(notice)) => Event::Told(notice),
                    Ok(None) => continue,
                    Err(problem) => Event::Failed(format!("not saved: {problem}")),
                };
                let _ = events.send(event);
            }
        });
    }

    /// Begins to pair files that moved, and then to assess all files and, beside that, to
    /// read foreign reviews. Nobody waits for these threads at the end.
    pub(super) fn assess(&mut self) {
        let (backend, events, cancel) =
            (Arc::clone(&self.backend), self.events.clone(), Arc::clone(&self.cancel));
        let _ = thread::Builder::new().name("assessing".to_owned()).spawn(move || {
            if let Some(change_set) = backend.renames() {
                let _ = events.send(Event::Renamed(change_set));
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
                    let decisions = backend.decided(&found);
                    let _ = events.send(Event::Assessed(index, Box::new(found), decisions));
                });
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
            Effect::Peek(side, path) => {
                self.queue.ask(Request::Peek(side, path));
                Ok(())
            }
            Effect::Keep(decision) => {
                self.queue.keep(Some(decision));
                Ok(())
            }
            Effect::TakeBack => {
                self.queue.keep(None);
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

    /// Keeps what was decided and lets everything else go.
    pub(super) fn finish(self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.queue.close();
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

fn told(problem: std::io::Error) -> String {
    problem.to_string()
}

impl Queue {
    fn with<T>(&self, change: impl FnOnce(&mut Waiting) -> T) -> T {
        let result = change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
        result
    }

    fn ask(&self, request: Request) {
        self.with(|waiting| {
            // What the user has moved past need not be read.
            if matches!(request, Request::Open(_)) {
                waiting.requests.retain(|other| !matches!(other, Request::Open(_)));
            }
            waiting.requests.push(request);
        });
    }

    fn keep(&self, decision: Option<Decision>) {
        self.with(|waiting| waiting.decisions.push_back(decision));
    }

    fn close(&self) {
        self.with(|waiting| waiting.closed = true);
    }

    /// Waits until `take` has something; none when nothing more will come.
    fn wait<T>(&self, take: impl Fn(&mut Waiting) -> Option<T>) -> Option<T> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(taken) = take(&mut waiting) {
                return Some(taken);
            }
            if waiting.closed {
                return None;
            }
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn next_request(&self) -> Option<Request> {
        self.wait(|waiting| if waiting.closed { None } else { waiting.requests.pop() })
    }

    fn next_decision(&self) -> Option<Option<Decision>> {
        self.wait(|waiting| waiting.decisions.pop_front())
    }
}
