//! Both texts of one file and the lines in which they differ.

use git2::{DiffHunk, DiffOptions, ObjectType, Oid, Patch, Repository};

use super::GitError;
use super::content::{Decoded, SIZE_LIMIT, decode, is_binary};
use super::notes::{arrow, of_change, printable, size};
use super::raw_path::candidates;
use super::work_tree::{self, OnDisk};
use crate::model::{
    ChangeSet, FileChange, FileKind, FileStatus, FileVersion, FileView, Hunk, LineRange, NewLine,
    OldLine, Revision,
};

/// One side of a file, as far as it can be shown.
enum Loaded {
    Text(Box<Decoded>),
    /// This many bytes that are not text.
    Binary(u64),
    /// This many bytes, more than are read.
    TooLarge(u64),
    /// Where a link points.
    Link(String),
    /// The commit of a submodule, where one is known.
    Submodule(Option<String>),
    /// Not there any more.
    Gone,
}

/// Reads a file's two sides and compares them.
pub(super) fn view(
    repo: &Repository,
    change_set: &ChangeSet,
    change: &FileChange,
) -> Result<FileView, GitError> {
    let on_disk = change_set.head == Revision::WorkTree;
    let old = change.in_base().map(|version| load(repo, version, false)).transpose()?;
    let new = change.in_head().map(|version| load(repo, version, on_disk)).transpose()?;
    let mut notes = of_change(change);
    notes.extend(instead_of_text(old.as_ref(), new.as_ref()));
    let (old, new) = (old.and_then(text), new.and_then(text));
    notes.extend(about_text(old.as_ref(), new.as_ref()));
    let comparable = change.status != FileStatus::Unchanged
        && (old.is_some() || change.in_base().is_none())
        && (new.is_some() || change.in_head().is_none());
    let hunks = if comparable {
        let bytes = |side: &Option<Decoded>| {
            side.as_ref().map_or_else(Vec::new, |side| side.comparable.clone())
        };
        hunks(&bytes(&old), &bytes(&new))?
    } else {
        Vec::new()
    };
    if old.is_some()
        && hunks.is_empty()
        && notes.is_empty()
        && change.status == FileStatus::Modified
    {
        notes.push("the lines are equal; only some of their ends differ".to_owned());
    }
    Ok(FileView {
        change: change.clone(),
        old: old.map(|side| side.content),
        new: new.map(|side| side.content),
        hunks,
        note: (!notes.is_empty()).then(|| notes.join("; ")),
    })
}

fn text(loaded: Loaded) -> Option<Decoded> {
    match loaded {
        Loaded::Text(decoded) => Some(*decoded),
        _ => None,
    }
}

fn load(repo: &Repository, version: &FileVersion, on_disk: bool) -> Result<Loaded, GitError> {
    match (version.kind, on_disk) {
        (FileKind::Submodule, _) => Ok(Loaded::Submodule(version.blob.clone())),
        (_, true) => Ok(load_from_disk(repo, version)),
        (kind, false) => load_blob(repo, version, kind),
    }
}

fn load_blob(repo: &Repository, version: &FileVersion, kind: FileKind) -> Result<Loaded, GitError> {
    let failed =
        |error| GitError::unreadable(format!("reading {}", printable(&version.path)), &error);
    let id = Oid::from_str(version.blob.as_deref().unwrap_or_default()).map_err(failed)?;
    let objects = repo.odb().map_err(failed)?;
    let (length, object) = objects.read_header(id).map_err(failed)?;
    if length as u64 > SIZE_LIMIT || object != ObjectType::Blob {
        return Ok(Loaded::TooLarge(length as u64));
    }
    let bytes = objects.read(id).map_err(failed)?.data().to_vec();
    Ok(if kind == FileKind::Symlink { link(&bytes) } else { classify(bytes) })
}

fn load_from_disk(repo: &Repository, version: &FileVersion) -> Loaded {
    let Some(root) = repo.workdir() else { return Loaded::Gone };
    let found = candidates(&version.path).iter().find_map(|path| work_tree::read(root, path).ok());
    match found {
        Some(OnDisk::File(bytes)) => classify(bytes),
        Some(OnDisk::TooLarge(length)) => Loaded::TooLarge(length),
        Some(OnDisk::Symlink(target)) => link(&target),
        Some(OnDisk::Other) | None => Loaded::Gone,
    }
}

fn classify(bytes: Vec<u8>) -> Loaded {
    if is_binary(&bytes) {
        Loaded::Binary(bytes.len() as u64)
    } else {
        Loaded::Text(Box::new(decode(bytes)))
    }
}

fn link(target: &[u8]) -> Loaded {
    Loaded::Link(printable(String::from_utf8_lossy(target)))
}

/// What to say of sides that are not text.
fn instead_of_text(old: Option<&Loaded>, new: Option<&Loaded>) -> Vec<String> {
    let mut notes = Vec::new();
    let mut say = |what: &str, tell: &dyn Fn(&Loaded) -> Option<String>| {
        let (old, new) = (old.and_then(tell), new.and_then(tell));
        if old.is_some() || new.is_some() {
            notes.push(format!("{what}{}", arrow(old, new)));
        }
    };
    say("binary, ", &|side| match side {
        Loaded::Binary(length) => Some(size(*length)),
        _ => None,
    });
    let limit = size(SIZE_LIMIT);
    say(&format!("too large to show (limit {limit}), "), &|side| match side {
        Loaded::TooLarge(length) => Some(size(*length)),
        _ => None,
    });
    say("symbolic link to ", &|side| match side {
        Loaded::Link(target) => Some(target.clone()),
        _ => None,
    });
    say("submodule, not entered, ", &|side| match side {
        Loaded::Submodule(commit) => Some(
            commit.as_ref().map_or("unknown commit".to_owned(), |id| id.chars().take(8).collect()),
        ),
        _ => None,
    });
    say("", &|side| match side {
        Loaded::Gone => Some("no longer on disk".to_owned()),
        _ => None,
    });
    notes
}

/// What to say of texts that are shown.
fn about_text(old: Option<&Decoded>, new: Option<&Decoded>) -> Vec<String> {
    let mut notes = Vec::new();
    if let (Some(old), Some(new)) = (old, new)
        && old.content.crlf != new.content.crlf
    {
        let ends = |side: &Decoded| if side.content.crlf { "CRLF" } else { "LF" };
        notes.push(format!("line ends {} -> {}", ends(old), ends(new)));
    }
    if [old, new].into_iter().flatten().any(|side| side.content.lossy) {
        notes.push("not UTF-8: unreadable bytes are shown as \u{fffd}".to_owned());
    }
    if [old, new].into_iter().flatten().any(|side| side.utf16) {
        notes.push("UTF-16, shown decoded".to_owned());
    }
    notes
}

/// Where two texts differ, without context.
pub(super) fn hunks(old: &[u8], new: &[u8]) -> Result<Vec<Hunk>, GitError> {
    let failed = |error| GitError::unreadable("comparing two texts", &error);
    let mut options = DiffOptions::new();
    options.context_lines(0).interhunk_lines(0).force_text(true).indent_heuristic(true);
    let patch = Patch::from_buffers(old, None, new, None, Some(&mut options)).map_err(failed)?;
    (0..patch.num_hunks())
        .map(|at| patch.hunk(at).map(|(hunk, _)| from_git(&hunk)).map_err(failed))
        .collect()
}

/// Where two texts differ, as git tells it, without context.
///
/// # Errors
/// When they cannot be compared.
pub fn differences(old: &str, new: &str) -> Result<Vec<Hunk>, GitError> {
    hunks(old.as_bytes(), new.as_bytes())
}

/// Git numbers an empty range by the line before it; here it stands before a line.
fn from_git(hunk: &DiffHunk<'_>) -> Hunk {
    let start = |start: u32, count: u32| if count == 0 { start + 1 } else { start };
    Hunk {
        old: LineRange {
            start: OldLine::new(start(hunk.old_start(), hunk.old_lines())),
            count: hunk.old_lines(),
        },
        new: LineRange {
            start: NewLine::new(start(hunk.new_start(), hunk.new_lines())),
            count: hunk.new_lines(),
        },
    }
}
