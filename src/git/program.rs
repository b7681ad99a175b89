//! The user's own git: where it is, and who it says decides.

use std::env;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Repo;

/// Bytes of its answer about the author that are read.
const MAX_ANSWER: u64 = 64 * 1024;

/// Git, run in a folder. It is looked for in the absolute folders of `PATH` alone, so that
/// nothing in a repository is taken for it.
///
/// # Errors
/// When there is none.
pub(super) fn git(folder: &Path) -> io::Result<Command> {
    let name = format!("git{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders = env::split_paths(&path).filter(|folder| folder.is_absolute());
    let found = folders.find_map(|folder| Some(folder.join(&name)).filter(|it| is_program(it)));
    let program = found.ok_or_else(|| io::Error::from(ErrorKind::NotFound))?;
    let mut command = Command::new(program);
    command.current_dir(folder);
    Ok(command)
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.is_file() && may_be_run(&file))
}

#[cfg(unix)]
fn may_be_run(file: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn may_be_run(_: &std::fs::Metadata) -> bool {
    true
}

impl Repo {
    /// The author that git names; none where it would have to guess.
    pub(super) fn signed(&self) -> Option<String> {
        let mut command = git(self.start()).ok()?;
        command.args(["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let mut answer = Vec::new();
        let read = child.stdout.take().map(|out| out.take(MAX_ANSWER).read_to_end(&mut answer));
        let status = child.wait().ok()?;
        if !status.success() || !matches!(read, Some(Ok(_))) {
            return None;
        }
        // Behind the address stands the time.
        let answer = String::from_utf8_lossy(&answer);
        let (author, _) = answer.rsplit_once('>')?;
        Some(format!("{}>", author.trim_start()))
    }
}
