//! A copy of a lesson's code in a temporary folder, to be edited with any editor. Nothing of it is
//! run, and what is read back is of the lesson's own files alone.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Tree;
use crate::model::RepoPath;

/// Bytes of an edited file that are read.
const LARGEST: u64 = 1_000_000;

/// The folder; it goes with the value.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// An empty one.
    ///
    /// # Errors
    /// When there is no place for it: a line for the user.
    pub fn new() -> Result<Self, String> {
        let folder = tempfile::Builder::new().prefix("lineproof-lesson-").tempdir();
        folder
            .map(|folder| Self { folder })
            .map_err(|error| format!("no folder for a copy of the code: {error}"))
    }

    /// Writes all files of a tree; gives where one of them is.
    ///
    /// # Errors
    /// When a file cannot be written: a line for the user.
    pub fn write(&self, tree: &Tree, wanted: &RepoPath) -> Result<PathBuf, String> {
        for (path, text) in tree.files() {
            let file = self.file(path)?;
            let written = match file.parent() {
                Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(&file, &**text)),
                None => Err(ErrorKind::InvalidInput.into()),
            };
            written.map_err(|error| format!("{path} cannot be copied: {error}"))?;
        }
        self.file(wanted)
    }

    /// The texts of those files of a tree that read otherwise now.
    ///
    /// # Errors
    /// When a file cannot be read: a line for the user.
    pub fn read(&self, tree: &Tree) -> Result<BTreeMap<RepoPath, String>, String> {
        let mut edits = BTreeMap::new();
        for (path, text) in tree.files() {
            let now = match read(&self.file(path)?) {
                Ok(now) => now,
                // Who takes a file away has taken its code away.
                Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
                Err(error) => return Err(format!("your {path} cannot be read: {error}")),
            };
            if now.replace("\r\n", "\n") != **text {
                edits.insert(path.clone(), now);
            }
        }
        Ok(edits)
    }

    /// Where a file of the tree is. Lessons have no paths that lead elsewhere; were there one,
    /// it would not be followed.
    fn file(&self, path: &RepoPath) -> Result<PathBuf, String> {
        let parts = path.as_str().split('/');
        let leads_away = parts.clone().any(|part| matches!(part, "" | "." | ".."));
        if leads_away || Path::new(path.as_str()).is_absolute() {
            return Err(format!("{path} is no path of a lesson"));
        }
        Ok(self.folder.path().join(path.as_str()))
    }
}

fn read(file: &Path) -> io::Result<String> {
    if !fs::symlink_metadata(file)?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is no regular file"));
    }
    let mut text = String::new();
    File::open(file)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "it is too large"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let files = [("a/b.py", "one\n"), ("c.py", "two\n")];
        Tree::new(files.map(|(path, text)| (path.into(), text.into())).into())
    }

    #[test]
    fn what_was_edited_is_read_back_and_nothing_else() {
        let scratch = Scratch::new().unwrap();
        let file = scratch.write(&tree(), &"a/b.py".into()).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "one\n");
        assert_eq!(scratch.read(&tree()), Ok(BTreeMap::new()));
        fs::write(&file, "three\n").unwrap();
        fs::write(file.with_file_name("other.py"), "").unwrap();
        let edits = scratch.read(&tree()).unwrap();
        assert_eq!(edits.into_iter().collect::<Vec<_>>(), [("a/b.py".into(), "three\n".into())]);
    }

    #[test]
    fn no_path_leads_out_of_the_folder_and_no_link_is_followed() {
        let scratch = Scratch::new().unwrap();
        for path in ["../x.py", "/etc/x.py", "a/../../x.py", "a//x.py"] {
            let tree = Tree::new([(path.into(), "".into())].into());
            assert!(scratch.write(&tree, &path.into()).is_err(), "{path}");
        }
        let file = scratch.write(&tree(), &"c.py".into()).unwrap();
        fs::remove_file(&file).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/hostname", &file).unwrap();
            assert!(scratch.read(&tree()).unwrap_err().contains("no regular file"));
        }
    }
}
