//! A file that clones share through a ref of its own: a chain of commits beside the history,
//! each with the whole file, so that git's own rule against losing commits guards it.

use git2::{ErrorCode, ObjectType, Oid, Signature, Time};

use super::{GitError, Repo};

/// The ref that it is pushed to.
pub const SHARED_REF: &str = "refs/lineproof/shared/triage";

/// The name of the file in its commits.
const FILE: &str = "events.jsonl";

/// Bytes of the file that are read.
const MAX_BYTES: usize = 64 * 1024 * 1024;

impl Repo {
    /// The names of the remotes that are set up.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub fn remotes(&self) -> Result<Vec<String>, GitError> {
        self.handles().with(|repo| {
            let names =
                repo.remotes().map_err(|it| GitError::unreadable("listing remotes", &it))?;
            Ok(names.iter().flatten().flatten().map(str::to_owned).collect())
        })
    }

    /// The commit that a remote's shared ref was at when it was fetched or pushed last.
    ///
    /// # Errors
    /// When the ref cannot be read.
    pub fn shared_at(&self, remote: &str) -> Result<Option<String>, GitError> {
        self.handles().with(|repo| match repo.refname_to_id(&tracking(remote)) {
            Ok(id) => Ok(Some(id.to_string())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(GitError::unreadable("reading what is shared", &error)),
        })
    }

    /// The shared file in a commit; empty where the commit has none.
    ///
    /// # Errors
    /// When the commit cannot be read, or the file is too large to be one of ours.
    pub fn shared_file(&self, commit: &str) -> Result<Vec<u8>, GitError> {
        let failed = |error: &git2::Error| GitError::unreadable("reading what is shared", error);
        self.handles().with(|repo| {
            let id = Oid::from_str(commit).map_err(|it| failed(&it))?;
            let tree = repo.find_commit(id).and_then(|commit| commit.tree());
            let tree = tree.map_err(|it| failed(&it))?;
            let Some(entry) = tree.get_name(FILE) else { return Ok(Vec::new()) };
            let header = repo.odb().and_then(|odb| odb.read_header(entry.id()));
            let (size, kind) = header.map_err(|it| failed(&it))?;
            if kind != ObjectType::Blob || size > MAX_BYTES {
                return Err(failed(&git2::Error::from_str("it is no file, or too large")));
            }
            let blob = repo.find_blob(entry.id()).map_err(|it| failed(&it))?;
            Ok(blob.content().to_vec())
        })
    }

    /// Makes a commit with a new shared file on top of what a remote has, and gives its id.
    /// Nothing points to it until it is pushed.
    ///
    /// # Errors
    /// When the repository cannot be written.
    pub fn commit_shared(
        &self,
        file: &[u8],
        on_top_of: Option<&str>,
        seconds: i64,
    ) -> Result<String, GitError> {
        let failed = |error: git2::Error| GitError::unreadable("writing what is shared", &error);
        self.handles().with(|repo| {
            let write = || {
                let blob = repo.blob(file)?;
                let mut tree = repo.treebuilder(None)?;
                tree.insert(FILE, blob, 0o100_644)?;
                let tree = repo.find_tree(tree.write()?)?;
                let parent =
                    on_top_of.map(|id| repo.find_commit(Oid::from_str(id)?)).transpose()?;
                let parents: Vec<_> = parent.iter().collect();
                let author = repo.signature().or_else(|_| {
                    Signature::new("lineproof", "lineproof@localhost", &Time::new(seconds, 0))
                })?;
                repo.commit(None, &author, &author, "Share decisions\n", &tree, &parents)
            };
            write().map(|id| id.to_string()).map_err(failed)
        })
    }

    /// Notes that a remote's shared ref is at a commit.
    ///
    /// # Errors
    /// When the ref cannot be written.
    pub fn note_shared(&self, remote: &str, commit: &str) -> Result<(), GitError> {
        let failed = |error: git2::Error| GitError::unreadable("noting what is shared", &error);
        self.handles().with(|repo| {
            let id = Oid::from_str(commit).map_err(failed)?;
            let name = tracking(remote);
            repo.reference(&name, id, true, "lineproof triage sync").map_err(failed)?;
            Ok(())
        })
    }
}

/// The ref that remembers a remote's.
pub(super) fn tracking(remote: &str) -> String {
    format!("refs/lineproof/remotes/{remote}/triage")
}
