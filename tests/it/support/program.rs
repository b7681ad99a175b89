//! Runs of the real binary.

use std::ffi::OsStr;
use std::path::Path;

use assert_cmd::Command;

/// What a run said and how it ended.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The binary with these arguments in a folder, in an environment that no user
/// or machine has set anything in.
pub fn command<I, S>(folder: &Path, arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(env!("CARGO_BIN_EXE_lineproof"));
    command
        .env_clear()
        .env("HOME", folder)
        .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(folder))
        .current_dir(folder)
        .args(arguments);
    command
}

/// Runs the binary with these arguments in a folder, its output being no terminal.
pub fn lineproof<I, S>(folder: &Path, arguments: I) -> Run
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    run(&mut command(folder, arguments))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// The run as one that could not do its work: a line, a hint, nothing else.
    pub fn failed(&self, line: &str, hint: &str) {
        assert_eq!(self.status, 2, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        let lines: Vec<_> = self.err.lines().collect();
        let [said, hinted] = lines[..] else { panic!("not two lines: {self:?}") };
        assert!(said.starts_with("lineproof: ") && said.contains(line), "{line}\n{self:?}");
        assert!(hinted.starts_with("hint: ") && hinted.contains(hint), "{hint}\n{self:?}");
    }
}
