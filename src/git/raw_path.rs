//! Between git's path bytes, the file system's paths and [`RepoPath`].

use std::path::{Path, PathBuf};

use crate::model::RepoPath;

/// The bytes a path may stand for, likeliest first.
///
/// [`RepoPath`] writes bytes that are not UTF-8 as `\xNN`; a file may also
/// really be called so. Lookups try the text as it is, then the bytes.
pub(super) fn candidates(path: &RepoPath) -> Vec<Vec<u8>> {
    let literal = path.as_str().as_bytes().to_vec();
    let decoded = decode(path.as_str());
    if decoded == literal || RepoPath::from_bytes(&decoded) != *path {
        vec![literal]
    } else {
        vec![literal, decoded]
    }
}

fn decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 2..at + 4).filter(|_| bytes[at..].starts_with(b"\\x"));
        let byte = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                decoded.push(byte);
                at += 4;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    decoded
}

/// A file system path from git's bytes.
#[cfg(unix)]
pub(super) fn to_path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A file system path from git's bytes; elsewhere paths are Unicode.
#[cfg(not(unix))]
pub(super) fn to_path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// A relative file system path as git writes it, with `/` between its parts.
pub(super) fn from_relative(path: &Path) -> RepoPath {
    let parts: Vec<Vec<u8>> =
        path.components().map(|part| part.as_os_str().as_encoded_bytes().to_vec()).collect();
    RepoPath::from_bytes(&parts.join(&b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_come_back() {
        let raw = b"caf\xe9/\xff.py";
        assert!(candidates(&RepoPath::from_bytes(raw)).contains(&raw.to_vec()));
    }

    #[test]
    fn a_backslash_in_a_name_is_taken_as_it_stands_first() {
        let path = RepoPath::new(r"odd\xff.py");
        assert_eq!(candidates(&path)[0], br"odd\xff.py");
    }

    #[test]
    fn valid_text_written_as_escapes_is_only_text() {
        assert_eq!(candidates(&RepoPath::new(r"a\x41")), [br"a\x41".to_vec()]);
    }
}
