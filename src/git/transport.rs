//! The user's own git for what goes over a wire: it knows their keys, proxies and helpers.
//!
//! Each run names its ref and nothing else; no shell is between, and nothing that could be
//! taken for an option gets through.

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use thiserror::Error;

use super::program::git;
use super::shared::{SHARED_REF, tracking};
use super::{GitError, Repo};

/// Bytes of the answer about one ref that are read.
const MAX_ANSWER: u64 = 64 * 1024;

/// Why something could not be sent or fetched.
#[derive(Debug, Error)]
pub enum TransportError {
    /// No remote of this name is set up.
    #[error("`{name}` is no remote of this repository")]
    UnknownRemote {
        /// As given.
        name: String,
        /// Those that are.
        known: Vec<String>,
    },
    /// A name that git could take for an option.
    #[error("names of remotes that begin with `-` are refused: `{0}`")]
    RefusedName(String),
    /// Git could not be started.
    #[error("git could not be run: {0}")]
    NoGit(io::Error),
    /// Git said why, on standard error.
    #[error("`git {verb}` ended with {status}")]
    Failed {
        /// What it was to do.
        verb: &'static str,
        /// How it ended.
        status: ExitStatus,
    },
    /// The repository could not answer.
    #[error(transparent)]
    Git(#[from] GitError),
}

impl TransportError {
    /// What the user can do about it, in one line.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownRemote { known, .. } if known.is_empty() => {
                "`git remote add origin URL` sets one up".to_owned()
            }
            Self::UnknownRemote { known, .. } => format!("there are: {}", known.join(", ")),
            Self::RefusedName(name) => {
                format!("`git remote rename -- '{name}' NAME` gives it another")
            }
            Self::NoGit(_) => "is git installed, and on PATH?".to_owned(),
            Self::Failed { .. } => "git says above what it lacks; nothing here is lost".to_owned(),
            Self::Git(error) => error.hint(),
        }
    }
}

/// The way to a remote.
#[derive(Debug)]
pub struct Transport {
    folder: PathBuf,
    remote: String,
}

impl Repo {
    /// The way to a remote of this name; without a name to `origin`, else to the only one.
    ///
    /// # Errors
    /// When there is no such remote, or its name begins with `-`.
    pub fn transport(&self, name: Option<&str>) -> Result<Transport, TransportError> {
        let known = self.remotes()?;
        let only = || if let [only] = &known[..] { Some(only.as_str()) } else { None };
        let usual = known.iter().map(String::as_str).find(|name| *name == "origin").or_else(only);
        let wanted = name.or(usual).unwrap_or("origin");
        if wanted.starts_with('-') {
            return Err(TransportError::RefusedName(wanted.to_owned()));
        }
        match known.iter().find(|known| *known == wanted) {
            Some(remote) => {
                Ok(Transport { folder: self.start().to_owned(), remote: remote.clone() })
            }
            None => {
                let name = wanted.to_owned();
                let known = known.into_iter().filter(|name| !name.starts_with('-')).collect();
                Err(TransportError::UnknownRemote { name, known })
            }
        }
    }
}

impl Transport {
    /// The name of the remote.
    #[must_use]
    pub fn remote(&self) -> &str {
        &self.remote
    }

    /// The commit that the remote's shared ref is at; none where it has none.
    ///
    /// # Errors
    /// When the remote cannot be asked.
    pub fn tip(&self) -> Result<Option<String>, TransportError> {
        let mut command = self.git()?;
        command.args(["ls-remote", "--refs", "--", &self.remote, SHARED_REF]);
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(TransportError::NoGit)?;
        let mut answer = String::new();
        let read = child.stdout.take().map(|out| out.take(MAX_ANSWER).read_to_string(&mut answer));
        if !matches!(read, Some(Ok(_))) || answer.len() as u64 >= MAX_ANSWER {
            // Whatever talks so much about one ref need not be heard out.
            let _ = child.kill();
        }
        let status = child.wait().map_err(TransportError::NoGit)?;
        if !status.success() {
            return Err(TransportError::Failed { verb: "ls-remote", status });
        }
        let is_id = |id: &&str| id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut lines = answer.lines().filter_map(|line| line.split_once('\t'));
        let found = lines.find(|(_, name)| *name == SHARED_REF).map(|(id, _)| id).filter(is_id);
        Ok(found.map(str::to_owned))
    }

    /// Fetches the remote's shared ref, which is there.
    ///
    /// # Errors
    /// When it cannot be fetched.
    pub fn fetch(&self) -> Result<(), TransportError> {
        let refs = format!("+{SHARED_REF}:{}", tracking(&self.remote));
        self.run(
            "fetch",
            &[
                "fetch",
                "--quiet",
                "--no-tags",
                // A partial clone would leave out the file itself.
                "--no-filter",
                "--no-prune",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
                "--no-auto-gc",
                "--",
                &self.remote,
                &refs,
            ],
        )
    }

    /// Pushes a commit to the remote's shared ref, where that leads on from what is there.
    ///
    /// # Errors
    /// When the remote refuses it, or cannot be reached.
    pub fn push(&self, commit: &str) -> Result<(), TransportError> {
        let refs = format!("{commit}:{SHARED_REF}");
        let options = ["push", "--quiet", "--no-follow-tags", "--recurse-submodules=no"];
        self.run("push", &[&options[..], &["--", &self.remote, &refs]].concat())
    }

    /// Git, run where the user stands, as its variables may name relative paths.
    fn git(&self) -> Result<Command, TransportError> {
        git(&self.folder).map_err(TransportError::NoGit)
    }

    /// Runs it with the user's terminal, where it may ask for a password.
    fn run(&self, verb: &'static str, arguments: &[&str]) -> Result<(), TransportError> {
        let mut command = self.git()?;
        command.args(arguments);
        // What git prints is about its work, and not the result of ours.
        let status = command.stdout(io::stderr()).status().map_err(TransportError::NoGit)?;
        if status.success() { Ok(()) } else { Err(TransportError::Failed { verb, status }) }
    }
}
