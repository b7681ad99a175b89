//! Processes that are killed while they keep decisions: what was acknowledged is there, once.

#![cfg(unix)]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use lineproof::review::{EventLog, Operation};

use super::support::repository::Repository;

/// So many processes are killed unless the environment says otherwise.
const KILLS: usize = 200;

/// The variable that says how many processes are killed.
const VARIABLE: &str = "LINEPROOF_KILLS";

/// A process that is fed decisions as fast as it takes them.
struct Stream {
    child: Child,
    feeder: JoinHandle<()>,
    /// The identities that it printed.
    acknowledged: JoinHandle<Vec<String>>,
}

impl Stream {
    fn start(folder: &Path, name: String) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lineproof"))
            .args(["triage", "add", "-"])
            .env_clear()
            .env("HOME", folder)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let output = child.stdout.take().unwrap();
        // Notes of all lengths, so that a kill finds writes of all lengths.
        let feeder = std::thread::spawn(move || {
            for number in 0.. {
                let text = format!("{name}-{number} {}", "x".repeat(number * 37 % 3000));
                let line = format!(
                    "{{\"subject\":{{\"remark\":\"a-question\"}},\
                     \"operation\":{{\"note\":{{\"text\":\"{text}\"}}}}}}\n"
                );
                if input.write_all(line.as_bytes()).is_err() {
                    return;
                }
            }
        });
        let acknowledged = std::thread::spawn(move || {
            // A line without an end was not acknowledged yet.
            let mut lines = BufReader::new(output);
            let mut ids = Vec::new();
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 0) {
                ids.extend(line.strip_suffix('\n').map(str::to_owned));
                line.clear();
            }
            ids
        });
        Self { child, feeder, acknowledged }
    }

    /// Kills it at once and gives what it had acknowledged.
    fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.feeder.join().unwrap();
        self.acknowledged.join().unwrap()
    }
}

/// Milliseconds that look like chance and are the same in every run.
fn moments() -> impl Iterator<Item = Duration> {
    let mut state = 0x2545_f491_u32;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        Duration::from_micros(u64::from(state % 60_000))
    })
}

fn log_of(repository: &Repository) -> (EventLog, PathBuf) {
    let log = EventLog::new(&repository.open().store_dir(), None);
    let path = log.path().to_owned();
    (log, path)
}

#[test]
fn no_acknowledged_decision_is_lost_or_doubled_when_its_process_is_killed() {
    let repository = Repository::with(&[("app.py", "x\n")]);
    let kills = std::env::var(VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let mut acknowledged = Vec::new();
    let mut moments = moments();
    let mut running: [Option<Stream>; 2] = [None, None];
    for kill in 0..kills {
        // The one goes on while the other is killed and begins anew.
        for (at, slot) in running.iter_mut().enumerate() {
            slot.get_or_insert_with(|| Stream::start(repository.root(), format!("{kill}-{at}")));
        }
        std::thread::sleep(moments.next().unwrap());
        acknowledged.extend(running[kill % 2].take().unwrap().kill());
    }
    for stream in running.into_iter().flatten() {
        acknowledged.extend(stream.kill());
    }

    let (log, path) = log_of(&repository);
    let contents = log.read().unwrap();
    let kept: HashSet<&str> = contents.events.iter().map(|event| event.id.as_str()).collect();
    let lost: Vec<_> = acknowledged.iter().filter(|id| !kept.contains(id.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} were lost", lost.len(), acknowledged.len());
    assert!(acknowledged.len() > kills, "hardly anything was kept: {}", acknowledged.len());

    let bytes = fs::read(&path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for id in acknowledged.iter().step_by(acknowledged.len() / 50 + 1) {
        assert_eq!(text.matches(&format!("\"id\":\"{id}\"")).count(), 1, "{id}");
    }
    let mut said: HashMap<&str, usize> = HashMap::new();
    for event in &contents.events {
        let Operation::Note { text, .. } = &event.operation else { panic!("{event:?}") };
        *said.entry(text.split(' ').next().unwrap()).or_default() += 1;
    }
    assert!(said.values().all(|count| *count == 1), "a decision appears twice");
    // What a killed process left behind is a torn line, and no more than one each.
    assert!(contents.problems.len() <= kills, "{:?}", contents.problems);
}
