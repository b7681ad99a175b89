//! The log on disk: appended under a lock, never rewritten.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use etcetera::BaseStrategy;
use thiserror::Error;

use super::{Event, LogProblem, Record, read_records};
use crate::git::{self, Repo};

/// The name of the log in its folder.
const FILE: &str = "events.jsonl";

/// So long another process may hold the log before an append gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a decision could not be kept or read.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A file could not be read.
    #[error("decisions could not be read from {}: {source}", path.display())]
    Read {
        /// The log.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Neither the repository nor the user's folder takes the log.
    #[error("decisions could not be written to {}: {source}", path.display())]
    Write {
        /// The log.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process does not let go of the log.
    #[error("another lineproof holds {}", .0.display())]
    Locked(PathBuf),
}

impl StoreError {
    /// What the user can do about it, in one line.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Read { .. } => "the review goes on without earlier decisions".to_owned(),
            Self::Write { .. } => {
                "make room or make the folder writable; the decision is not saved".to_owned()
            }
            Self::Locked(_) => "is another one suspended? the decision is not saved".to_owned(),
        }
    }
}

/// Lines that were left out, with the file they stand in.
pub type LogProblems = Vec<(PathBuf, LogProblem)>;

/// What a log says.
#[derive(Debug, Default)]
pub struct LogContents {
    /// The events, each once.
    pub events: Vec<Event>,
    /// Lines that were left out.
    pub problems: LogProblems,
}

/// How a log was at a time: another stamp means that somebody wrote to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LogStamp {
    /// Bytes in the repository's log, and in the fallback.
    bytes: [u64; 2],
}

/// Where an append went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The file that has the events now, safe on disk.
    pub path: PathBuf,
    /// What to say where that is not the repository.
    pub notice: Option<String>,
    /// The log just before.
    pub before: LogStamp,
    /// The log with the events, and nothing that came later.
    pub after: LogStamp,
}

/// The log of one repository: in the repository, and beside it in the user's
/// own folder for when the repository cannot be written.
///
/// Every method blocks; none is for the thread that draws.
#[derive(Debug, Clone)]
pub struct EventLog {
    primary: PathBuf,
    fallback: Option<PathBuf>,
}

impl EventLog {
    /// The log in the repository's `store_dir`, with a fallback under the
    /// user's `state_dir`. Touches nothing yet.
    #[must_use]
    pub fn new(store_dir: &Path, state_dir: Option<&Path>) -> Self {
        let fallback = state_dir.map(|state| {
            let digest = git::digest(store_dir.as_os_str().as_encoded_bytes()).unwrap_or_default();
            state.join("lineproof").join(digest.get(..16).unwrap_or("unnamed")).join(FILE)
        });
        Self { primary: store_dir.join(FILE), fallback }
    }

    /// The log of a repository, with a fallback in the user's own folder. Touches nothing yet.
    #[must_use]
    pub fn of(repo: &Repo) -> Self {
        Self::new(&repo.store_dir(), user_state_dir().as_deref())
    }

    /// The log in the repository.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.primary
    }

    /// How the log is now. Cheap: it asks for two sizes, and a log only ever grows.
    #[must_use]
    pub fn stamp(&self) -> LogStamp {
        let bytes = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        LogStamp { bytes: [bytes(&self.primary), self.fallback.as_deref().map_or(0, bytes)] }
    }

    /// Everything decided so far, here and in the fallback; nothing where no log is.
    ///
    /// # Errors
    /// When a log is there but cannot be read.
    pub fn read(&self) -> Result<LogContents, StoreError> {
        let (records, problems) = self.records()?;
        let events = records.into_iter().filter_map(Record::into_event).collect();
        Ok(LogContents { events, problems })
    }

    /// The same with what newer programs wrote, for handing it on.
    ///
    /// # Errors
    /// When a log is there but cannot be read.
    pub fn records(&self) -> Result<(Vec<Record>, LogProblems), StoreError> {
        let mut all = Vec::new();
        let mut all_problems = Vec::new();
        let mut known = HashSet::new();
        for path in [Some(&self.primary), self.fallback.as_ref()].into_iter().flatten() {
            let bytes = match read_all(path) {
                Ok(bytes) => bytes,
                Err(error) if is_absent(&error) => continue,
                Err(source) => return Err(StoreError::Read { path: path.clone(), source }),
            };
            let (records, problems) = read_records(&bytes);
            all.extend(records.into_iter().filter(|record| known.insert(record.id().clone())));
            all_problems.extend(problems.into_iter().map(|problem| (path.clone(), problem)));
        }
        Ok((all, all_problems))
    }

    /// Appends events, all or none, and returns when they are safe on disk.
    ///
    /// # Errors
    /// When neither place can be written; then the events are not saved.
    pub fn append(&self, events: &[Event]) -> Result<Appended, StoreError> {
        let records: Vec<Record> = events.iter().cloned().map(Record::of).collect();
        self.append_records(&records)
    }

    /// Appends what came from elsewhere, all or none, and returns when it is safe on disk.
    ///
    /// # Errors
    /// As [`EventLog::append`].
    pub fn append_records(&self, records: &[Record]) -> Result<Appended, StoreError> {
        let lines: String = records.iter().map(Record::line).collect();
        let now = self.stamp();
        let at = |which: usize, path: &Path, notice, (before, after)| {
            let with = |size| {
                let mut bytes = now.bytes;
                bytes[which] = size;
                LogStamp { bytes }
            };
            Appended { path: path.to_owned(), notice, before: with(before), after: with(after) }
        };
        let refused = match append_to(&self.primary, lines.as_bytes()) {
            Ok(sizes) => return Ok(at(0, &self.primary, None, sizes)),
            Err(error) => error,
        };
        let (Some(fallback), StoreError::Write { source, .. }) = (&self.fallback, &refused) else {
            return Err(refused);
        };
        if !matches!(
            source.kind(),
            ErrorKind::PermissionDenied
                | ErrorKind::ReadOnlyFilesystem
                | ErrorKind::NotADirectory
                | ErrorKind::AlreadyExists
        ) {
            return Err(refused);
        }
        let sizes = append_to(fallback, lines.as_bytes())?;
        let notice = format!(
            "the repository cannot be written; decisions are kept in {}",
            fallback.display()
        );
        Ok(at(1, fallback, Some(notice), sizes))
    }
}

/// The folder for what a program keeps between runs (`$XDG_STATE_HOME`), where there is one.
#[must_use]
pub fn user_state_dir() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn read_all(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    // Without the lock a line that is just being written would look torn; a
    // look without it is still better than none.
    let _ = wait_for(|| file.try_lock_shared());
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Appends lines and gives the sizes of the file before and after, in bytes.
fn append_to(path: &Path, lines: &[u8]) -> Result<(u64, u64), StoreError> {
    let failed = |source| StoreError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file =
        OpenOptions::new().create(true).read(true).append(true).open(path).map_err(failed)?;
    if !wait_for(|| file.try_lock()).map_err(failed)? {
        return Err(StoreError::Locked(path.to_owned()));
    }
    // Dropping the file releases the lock.
    let sizes = write_lines(&mut file, lines).map_err(failed)?;
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        // The name of a new log has to last as well; not every system can say so.
        let _ = folder.sync_all();
    }
    Ok(sizes)
}

/// Tries to take a lock; false when somebody else keeps it. Where the file
/// system has none, a single append is still not torn by another.
fn wait_for(take: impl Fn() -> Result<(), TryLockError>) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        match take() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                return Ok(true);
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

fn write_lines(file: &mut File, lines: &[u8]) -> io::Result<(u64, u64)> {
    let before = file.seek(SeekFrom::End(0))?;
    let mut bytes = Vec::with_capacity(lines.len() + 1);
    if before > 0 && !ends_with_newline(file)? {
        // Somebody was interrupted; their line ends here, and nothing of it is lost.
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(lines);
    let written = file.write_all(&bytes).and_then(|()| file.sync_data());
    if written.is_err() {
        // All or none: a full disk may have taken a part.
        let _ = file.set_len(before);
    }
    written.map(|()| (before, before + bytes.len() as u64))
}

fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
