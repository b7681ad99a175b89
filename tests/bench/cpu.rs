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
pub(crate) fn of_git(folder: &Path, range: &str) -> Duration {
    let mut child = Command::new("git")
        .args(["diff", "--raw", "--no-renames", range])
        .current_dir(folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("git runs");
    let ended = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
    waitid(Id::Pid(pid(child.id())), ended).expect("git ends");
    let spent = of(child.id());
    assert!(child.wait().expect("git ended").success(), "git diff fails on {range}");
    spent
}

fn pid(process: u32) -> Pid {
    Pid::from_raw(i32::try_from(process).expect("a process id"))
}
