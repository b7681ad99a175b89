//! Reads a lesson from a folder that may come from anybody: within bounds, never through a link,
//! and nothing outside of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::catalog::{LessonSource, Problem};
use crate::model::{RepoPath, is_hidden};

/// Bytes of a file.
const LARGEST: u64 = 400_000;
/// Files of a lesson.
const MOST_FILES: usize = 400;
/// Folders below each other.
const DEEPEST: usize = 12;

/// Reads the files of a lesson.
///
/// # Errors
/// What cannot be read of it.
pub fn read_folder(folder: &Path) -> Result<LessonSource, Vec<Problem>> {
    let file = folder.join("lesson.toml").display().to_string();
    let mut reading = Reading { problems: Vec::new(), files: 0 };
    let text = match fs::symlink_metadata(folder.join("lesson.toml")) {
        Ok(_) => reading.text(&folder.join("lesson.toml")),
        Err(error) => {
            reading.problem(&folder.join("lesson.toml"), &format!("cannot be read: {error}"));
            None
        }
    };
    let before = reading.tree(&folder.join("before"));
    let after = reading.tree(&folder.join("after"));
    let name = folder.canonicalize().ok();
    let name = name.as_deref().unwrap_or(folder).file_name();
    let id = name.map_or_else(|| "lesson".to_owned(), |name| name.to_string_lossy().into_owned());
    match text {
        Some(text) if reading.problems.is_empty() => {
            Ok(LessonSource { id, file, text, before, after })
        }
        _ => Err(reading.problems),
    }
}

/// Writes the files of a lesson into a folder; files whose paths would lead out of it, or
/// cannot be shown, are left out.
///
/// # Errors
/// When one of them cannot be written.
pub fn write_folder(source: &LessonSource, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, files) in [("before", &source.before), ("after", &source.after)] {
        for (path, text) in files.iter().filter(|(path, _)| is_plain(path)) {
            let path = folder.join(name).join(path.as_str());
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, &**text)?;
        }
    }
    fs::write(folder.join("lesson.toml"), &*source.text)
}

/// Whether a path stays where it is put.
fn is_plain(path: &RepoPath) -> bool {
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.eq_ignore_ascii_case(".git") && is_shown(part)
    };
    path.as_str().split('/').all(is_plain)
}

/// Whether a name is of characters that can be seen, and of one part on every system.
fn is_shown(name: &str) -> bool {
    !name.contains(['\\', ':']) && !name.chars().any(|c| c.is_control() || is_hidden(c))
}

struct Reading {
    problems: Vec<Problem>,
    files: usize,
}

impl Reading {
    fn problem(&mut self, path: &Path, message: &str) {
        let file = path.display().to_string();
        self.problems.push(Problem { file, line: None, message: message.to_owned() });
    }

    fn tree(&mut self, root: &Path) -> BTreeMap<RepoPath, Arc<str>> {
        let mut files = BTreeMap::new();
        match fs::symlink_metadata(root) {
            Ok(found) if found.is_dir() => self.collect(root, "", 0, &mut files),
            Ok(_) => self.problem(root, "is no folder, and is not followed"),
            Err(_) => {}
        }
        files
    }

    fn collect(
        &mut self,
        folder: &Path,
        above: &str,
        depth: usize,
        files: &mut BTreeMap<RepoPath, Arc<str>>,
    ) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries.flatten(),
            Err(error) => return self.problem(folder, &format!("cannot be read: {error}")),
        };
        // One more than is taken, so that it can be told.
        let mut entries: Vec<fs::DirEntry> = entries.take(MOST_FILES + 1).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let Ok(name) = entry.file_name().into_string() else {
                self.problem(&path, "has a name that is not UTF-8");
                continue;
            };
            if !is_shown(&name) {
                self.problem(&path, "has a name with characters that cannot be shown");
                continue;
            }
            if self.files > MOST_FILES {
                return;
            }
            let kind = entry.file_type();
            match kind {
                // What Python leaves behind is no part of a lesson.
                Ok(kind) if kind.is_dir() && name == "__pycache__" => {}
                Ok(kind) if kind.is_dir() && depth < DEEPEST => {
                    self.collect(&path, &format!("{above}{name}/"), depth + 1, files);
                }
                Ok(kind) if kind.is_dir() => self.problem(&path, "lies too deep"),
                Ok(kind) if kind.is_file() => {
                    let own = RepoPath::new(format!("{above}{name}"));
                    files.extend(self.text(&path).map(|text| (own, text)));
                }
                Ok(_) => self.problem(&path, "is no regular file, and is not followed"),
                Err(error) => self.problem(&path, &format!("cannot be read: {error}")),
            }
        }
    }

    fn text(&mut self, path: &Path) -> Option<Arc<str>> {
        self.files += 1;
        if self.files > MOST_FILES {
            if self.files == MOST_FILES + 1 {
                self.problem(
                    path,
                    &format!("is one too many: a lesson has up to {MOST_FILES} files"),
                );
            }
            return None;
        }
        match read(path) {
            Ok(text) => Some(text),
            Err(why) => {
                self.problem(path, &why);
                None
            }
        }
    }
}

fn read(path: &Path) -> Result<Arc<str>, String> {
    let failed = |error: std::io::Error| format!("cannot be read: {error}");
    if !fs::symlink_metadata(path).map_err(failed)?.is_file() {
        return Err("is no regular file, and is not followed".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("is larger than {} kB", LARGEST / 1000));
    }
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Ok(text.replace("\r\n", "\n").into())
}
