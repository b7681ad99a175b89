//! Files on disk, read without following a link or leaving the repository.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use git2::{ObjectType, Oid};

use super::FileStamp;
use super::content::SIZE_LIMIT;
use crate::model::FileKind;

/// What lies at a path of the work tree.
pub(super) enum OnDisk {
    /// A regular file and its bytes.
    File(Vec<u8>),
    /// A regular file with more bytes than are read: this many.
    TooLarge(u64),
    /// A link and where it points, which is not looked at.
    Symlink(Vec<u8>),
    /// A folder, a pipe, a device.
    Other,
}

/// The kind of the entry at a path; none where there is nothing that git could track.
pub(super) fn kind(root: &Path, path: &[u8]) -> Option<FileKind> {
    imp::kind(root, path).ok().flatten()
}

/// What lies at a path. Files may vanish at any moment; then this is an error.
pub(super) fn read(root: &Path, path: &[u8]) -> io::Result<OnDisk> {
    imp::read(root, path)
}

/// How the entry at a path is now; none where there is none.
pub(super) fn stamp(root: &Path, path: &[u8]) -> Option<FileStamp> {
    imp::stamp(root, path).ok()
}

/// The id the content at a path would have as a blob, without any conversion.
pub(super) fn hash(root: &Path, path: &[u8]) -> Option<String> {
    let bytes = match read(root, path).ok()? {
        OnDisk::File(bytes) | OnDisk::Symlink(bytes) => bytes,
        OnDisk::TooLarge(_) | OnDisk::Other => return None,
    };
    Oid::hash_object(ObjectType::Blob, &bytes).ok().map(|id| id.to_string())
}

/// The parts of a path, unless one of them would lead elsewhere.
fn parts(path: &[u8]) -> io::Result<(Vec<&[u8]>, &[u8])> {
    let mut parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    let leads_away = |part: &&[u8]| {
        part.is_empty()
            || *part == b"."
            || *part == b".."
            || part.contains(&0)
            || part.eq_ignore_ascii_case(b".git")
    };
    let last = parts.pop().filter(|_| !path.is_empty());
    match last {
        Some(last) if !parts.iter().any(leads_away) && !leads_away(&last) => Ok((parts, last)),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a path inside the work tree")),
    }
}

fn read_up_to_limit(file: File, size: u64) -> io::Result<OnDisk> {
    if size > SIZE_LIMIT {
        return Ok(OnDisk::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    let read = bytes.len() as u64;
    Ok(if read > SIZE_LIMIT { OnDisk::TooLarge(read) } else { OnDisk::File(bytes) })
}

/// Each folder is opened relative to the one before it and refused when it is
/// a link, so that swapping a folder for a link meanwhile leads nowhere.
#[cfg(unix)]
mod imp {
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat, openat, readlinkat, statat};

    use super::{FileKind, FileStamp, OnDisk, parts, read_up_to_limit};

    fn open_folder(root: &Path, folders: &[&[u8]]) -> io::Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut folder = openat(CWD, root, flags, Mode::empty())?;
        for name in folders {
            folder = openat(&folder, *name, flags | OFlags::NOFOLLOW, Mode::empty())?;
        }
        Ok(folder)
    }

    fn stat(folder: &OwnedFd, name: &[u8]) -> io::Result<Stat> {
        Ok(statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    pub(super) fn kind(root: &Path, path: &[u8]) -> io::Result<Option<FileKind>> {
        let (folders, name) = parts(path)?;
        let stat = stat(&open_folder(root, &folders)?, name)?;
        Ok(match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile if stat.st_mode & 0o100 != 0 => Some(FileKind::Executable),
            FileType::RegularFile => Some(FileKind::File),
            FileType::Symlink => Some(FileKind::Symlink),
            _ => None,
        })
    }

    /// As it is shown: what is written at the end of a link is not looked at.
    pub(super) fn stamp(root: &Path, path: &[u8]) -> io::Result<FileStamp> {
        let (folders, name) = parts(path)?;
        let stat = stat(&open_folder(root, &folders)?, name)?;
        let time = |seconds: i128, nanos: i128| seconds * 1_000_000_000 + nanos;
        Ok(FileStamp {
            size: u64::try_from(stat.st_size).unwrap_or(0),
            times: [
                time(stat.st_mtime.into(), stat.st_mtime_nsec.into()),
                time(stat.st_ctime.into(), stat.st_ctime_nsec.into()),
            ],
            inode: stat.st_ino,
        })
    }

    pub(super) fn read(root: &Path, path: &[u8]) -> io::Result<OnDisk> {
        let (folders, name) = parts(path)?;
        let folder = open_folder(root, &folders)?;
        match FileType::from_raw_mode(stat(&folder, name)?.st_mode) {
            FileType::RegularFile => {}
            FileType::Symlink => {
                return Ok(OnDisk::Symlink(readlinkat(&folder, name, Vec::new())?.into_bytes()));
            }
            _ => return Ok(OnDisk::Other),
        }
        // It may have become a link or a pipe since: never follow, never wait.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(openat(&folder, name, flags, Mode::empty())?);
        let metadata = file.metadata()?;
        if metadata.is_file() { read_up_to_limit(file, metadata.len()) } else { Ok(OnDisk::Other) }
    }
}

/// Without handles on folders each part is looked at before the file is opened.
#[cfg(not(unix))]
mod imp {
    use std::fs::{self, File};
    use std::io;
    use std::path::{Path, PathBuf};

    use super::super::raw_path::to_path;
    use super::{FileKind, FileStamp, OnDisk, parts, read_up_to_limit};

    fn locate(root: &Path, path: &[u8]) -> io::Result<PathBuf> {
        let (folders, name) = parts(path)?;
        let mut place = root.to_path_buf();
        for folder in folders {
            place.push(to_path(folder));
            if !fs::symlink_metadata(&place)?.is_dir() {
                return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a folder"));
            }
        }
        Ok(place.join(to_path(name)))
    }

    pub(super) fn kind(root: &Path, path: &[u8]) -> io::Result<Option<FileKind>> {
        let file_type = fs::symlink_metadata(locate(root, path)?)?.file_type();
        Ok(if file_type.is_symlink() {
            Some(FileKind::Symlink)
        } else {
            file_type.is_file().then_some(FileKind::File)
        })
    }

    pub(super) fn stamp(root: &Path, path: &[u8]) -> io::Result<FileStamp> {
        let metadata = fs::symlink_metadata(locate(root, path)?)?;
        let since = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH);
        let written = metadata.modified().ok().and_then(|time| since(time).ok());
        let nanos = written.map_or(0, |time| i128::try_from(time.as_nanos()).unwrap_or(0));
        Ok(FileStamp { size: metadata.len(), times: [nanos, 0], inode: 0 })
    }

    pub(super) fn read(root: &Path, path: &[u8]) -> io::Result<OnDisk> {
        let place = locate(root, path)?;
        let metadata = fs::symlink_metadata(&place)?;
        if metadata.is_symlink() {
            let target = fs::read_link(&place)?;
            Ok(OnDisk::Symlink(target.as_os_str().as_encoded_bytes().to_vec()))
        } else if metadata.is_file() {
            read_up_to_limit(File::open(&place)?, metadata.len())
        } else {
            Ok(OnDisk::Other)
        }
    }
}
