//! How far a learner came with each lesson: small files in their own folder, written after every
//! change.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::answer::{AnswerSheet, LARGEST};
use super::{Lesson, Score};
use crate::git;
use crate::review::user_state_dir;

/// Where progress is kept.
#[derive(Debug, Clone)]
pub struct Progress {
    /// None where there is no folder for it.
    folder: Option<PathBuf>,
}

/// What is kept of a lesson.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The lesson it is of, as it was then.
    pub digest: String,
    /// The answers so far.
    pub sheet: AnswerSheet,
    /// The question that was worked on last, 0-based.
    pub at: usize,
    /// How often the lesson was gone through to its end.
    #[serde(default)]
    pub runs: u32,
    /// The most points of those runs, with those that were to be had.
    #[serde(default)]
    pub best: Option<(f64, f64)>,
}

impl Kept {
    /// How many answers were shown.
    #[must_use]
    pub fn done(&self) -> usize {
        self.sheet.steps.iter().filter(|answer| answer.revealed).count()
    }

    /// Counts a run that came to its end.
    pub fn finish(&mut self, score: &Score) {
        self.runs += 1;
        let is_better = self.best.is_none_or(|(points, _)| score.points >= points);
        if is_better {
            self.best = Some((score.points, score.possible));
        }
    }
}

impl Progress {
    /// The user's own. Touches nothing yet.
    #[must_use]
    pub fn of_user() -> Self {
        Self { folder: user_state_dir().map(|state| state.join("lineproof").join("lessons")) }
    }

    /// In this folder.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// Nowhere: for those who only look on.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { folder: None }
    }

    /// What is kept of a lesson; none where there is nothing, or the lesson is another one now.
    ///
    /// # Errors
    /// When there is a file that cannot be read or understood: a line for the user.
    pub fn find(&self, lesson: &Lesson) -> Result<Option<Kept>, String> {
        let Some(file) = self.file(lesson) else { return Ok(None) };
        let kept = read(&file).map_err(|why| {
            format!("how far you came cannot be read from {}: {why}", file.display())
        })?;
        Ok(kept.filter(|kept| kept.digest == lesson.digest))
    }

    /// Keeps it. The file is there as a whole, as it was or as it is.
    ///
    /// # Errors
    /// When it cannot be written: a line for the user.
    pub fn keep(&self, lesson: &Lesson, kept: &Kept) -> Result<(), String> {
        let Some(file) = self.file(lesson) else { return Ok(()) };
        let kept = Kept { digest: lesson.digest.clone(), ..kept.clone() };
        serde_json::to_vec(&kept)
            .map_err(io::Error::from)
            .and_then(|bytes| write(&file, &bytes, false))
            .map_err(|why| format!("how far you came cannot be kept in {}: {why}", file.display()))
    }

    /// The file of a lesson: by its name, and where it is none of ours by what it is as well.
    fn file(&self, lesson: &Lesson) -> Option<PathBuf> {
        let digest = git::digest(lesson.id.as_bytes()).unwrap_or_default();
        let name: String = lesson.id.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        let digest = digest.get(..16)?;
        self.folder.as_ref().map(|folder| folder.join(format!("{name}-{digest}.json")))
    }
}

fn read(file: &Path) -> io::Result<Option<Kept>> {
    let opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    opened.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "it is too large"));
    }
    serde_json::from_slice(&bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

/// Writes answers to a file that is to be handed in. The file is there as a whole, as it was or
/// as it is.
///
/// # Errors
/// When it cannot be written: a line for the user.
pub fn hand_in(sheet: &AnswerSheet, file: &Path) -> Result<(), String> {
    write(file, sheet.to_json().as_bytes(), true)
        .map_err(|why| format!("your answers cannot be written to {}: {why}", file.display()))
}

/// Writes a file as a whole; what is handed in may be read by others, as far as the user's own
/// files may.
fn write(file: &Path, bytes: &[u8], is_for_others: bool) -> io::Result<()> {
    let folder = file.parent().ok_or(ErrorKind::InvalidInput)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::create_dir_all(folder)?;
    let mut draft = draft(folder, is_for_others)?;
    draft.write_all(bytes)?;
    draft.persist(file)?;
    Ok(())
}

#[cfg(unix)]
fn draft(folder: &Path, is_for_others: bool) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let mode = if is_for_others { 0o666 } else { 0o600 };
    tempfile::Builder::new().permissions(fs::Permissions::from_mode(mode)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn draft(folder: &Path, _: bool) -> io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(folder)
}
