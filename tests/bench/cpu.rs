//! CPU time of processes, to the nanosecond, of all threads that are or were.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::wait::{Id, WaitPidFlag, waitid};
use nix::time::ClockId;
use nix::unistd::Pid;

/// The CPU time that a process, living or ended but not waited for, took.
///
/// Nothing for one that is gone.
pub(crate) fn of(process: u32) -> Duration {
    let clock = ClockId::pid_cpu_clock_id(pid(process)).and_then(ClockId::now);
    clock.map_or(Duration::ZERO, Duration::from)
}

/// The CPU time of `git diff --raw --no-renames`.
#[allow(dead_code, reason = "each benchmark measures its own commands")]
pub(crate) fn of_git(folder: &Path, range: &str) -> Duration {
    let (spent, status) = of_command(folder, "git", &["diff", "--raw", "--no-renames", range]);
    assert_eq!(status, Some(0), "git diff fails on {range}");
    spent
}

/// The CPU time of a command run in a folder, its output thrown away, and the
/// status it ended with.
pub(crate) fn of_command(
    folder: &Path,
    program: &str,
    arguments: &[&str],
) -> (Duration, Option<i32>) {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    let ended = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
    waitid(Id::Pid(pid(child.id())), ended).expect("the command ends");
    let spent = of(child.id());
    (spent, child.wait().expect("the command ended").code())
}

fn pid(process: u32) -> Pid {
    Pid::from_raw(i32::try_from(process).expect("a process id"))
}
