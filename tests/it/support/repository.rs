//! Throwaway repositories, made by the real git with fixed authors and dates.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lineproof::git::{Repo, Selection};
use lineproof::model::{ChangeSet, FileChange, FileStatus, RepoPath};
use tempfile::TempDir;

/// A repository in a temporary folder that vanishes with it.
pub struct Repository {
    root: PathBuf,
    /// Kept for its destructor; other repositories may be made beside this one.
    folder: TempDir,
}

impl Repository {
    /// An empty repository on the unborn branch `main`.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("repo");
        fs::create_dir(&root).unwrap();
        let repository = Self { root, folder };
        repository.git(["init", "--quiet", "--initial-branch=main", "."]);
        repository
    }

    /// A repository with one commit of these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self::empty();
        repository.write_all(files);
        repository.commit("first");
        repository
    }

    /// The folder of the work tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path beside the repository that vanishes with it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Writes several files.
    pub fn write_all(&self, files: &[(&str, &str)]) {
        for (path, content) in files {
            self.write(path, content);
        }
    }

    /// Commits everything on disk and gives the commit's full id.
    pub fn commit(&self, message: &str) -> String {
        self.git(["add", "--all"]);
        self.git(["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Runs git in the repository and gives what it prints.
    pub fn git<I, S>(&self, arguments: I) -> String
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        git_in(&self.root, arguments)
    }

    /// Opens it as lineproof does, from its root.
    pub fn open(&self) -> Repo {
        Repo::open(&self.root).unwrap()
    }

    /// The change set of a range.
    pub fn range(&self, range: &str) -> ChangeSet {
        self.open().change_set(&Selection::range(range)).unwrap()
    }
}

/// Runs git in a folder, without the user's configuration, at a fixed time.
pub fn git_in<I, S>(folder: &Path, arguments: I) -> String
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    let output = command
        .args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_NAME", "Ada")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
        .env("GIT_COMMITTER_NAME", "Ada")
        .env("GIT_COMMITTER_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git failed: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The status letters and paths of a change set, one line a file, as `git status` has them.
pub fn listed(change_set: &ChangeSet) -> Vec<String> {
    let letter = |file: &FileChange| match file.status {
        FileStatus::Added => "A".to_owned(),
        FileStatus::Deleted => "D".to_owned(),
        FileStatus::Modified => "M".to_owned(),
        FileStatus::Renamed { similarity } => format!("R{similarity}"),
        FileStatus::ModeChanged => "m".to_owned(),
        FileStatus::TypeChanged => "T".to_owned(),
        FileStatus::Untracked => "?".to_owned(),
        FileStatus::Unchanged => "=".to_owned(),
        FileStatus::Conflicted => "U".to_owned(),
    };
    change_set.files.iter().map(|file| format!("{} {}", letter(file), file.path())).collect()
}

/// The change of one file.
pub fn file<'set>(change_set: &'set ChangeSet, path: &str) -> &'set FileChange {
    let path = RepoPath::new(path);
    change_set.files.iter().find(|file| *file.path() == path).unwrap()
}
