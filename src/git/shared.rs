//! A file that clones share through a ref of its own: a chain of commits beside the history,
//! each with the whole file, so that git's own rule against losing commits guards it.

use git2::{ErrorCode, ObjectType, Oid, Repository};

use super::{GitError, Repo};

/// The ref that it is pushed to.
pub const SHARED_REF: &str = "refs/lineproof/shared/triage";

/// The name of the file in its commits.
const FILE: &str = "events.jsonl";

/// Bytes of the file that are read.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Bytes of a commit that are read; ours have a few hundred.
const MAX_COMMIT: usize = 64 * 1024;

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
            let tree = tree_of(repo, id).and_then(|tree| repo.find_tree(tree));
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
    /// When the repository cannot be written, or the file is larger than anybody reads.
    pub fn commit_shared(
        &self,
        file: &[u8],
        on_top_of: Option<&str>,
        seconds: i64,
    ) -> Result<String, GitError> {
        let failed = |error: git2::Error| GitError::unreadable("writing what is shared", &error);
        if file.len() > MAX_BYTES {
            return Err(failed(git2::Error::from_str("it would be too large to be read again")));
        }
        self.handles().with(|repo| {
            let write = || {
                let blob = repo.blob(file)?;
                let mut tree = repo.treebuilder(None)?;
                tree.insert(FILE, blob, 0o100_644)?;
                let tree = tree.write()?;
                let parent = on_top_of.map(Oid::from_str).transpose()?;
                let parent = parent.map(|id| format!("parent {id}\n"));
                let parent = parent.unwrap_or_default();
                let by = format!("{} {seconds} +0000", author(repo));
                // Written as it stands, so that one whom git does not understand, on top of
                // which it comes, stops nobody.
                let commit = format!(
                    "tree {tree}\n{parent}author {by}\ncommitter {by}\n\nShare decisions\n"
                );
                repo.odb()?.write(ObjectType::Commit, commit.as_bytes())
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

/// The tree of a commit, whatever its other headers say: one that somebody else wrote badly
/// has its file all the same.
fn tree_of(repo: &Repository, commit: Oid) -> Result<Oid, git2::Error> {
    let odb = repo.odb()?;
    let (size, kind) = odb.read_header(commit)?;
    let broken = || git2::Error::from_str("it is no commit, or a broken one");
    if kind != ObjectType::Commit || size > MAX_COMMIT {
        return Err(broken());
    }
    let object = odb.read(commit)?;
    let header = object.data().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let id = header.strip_prefix(b"tree ").and_then(|id| std::str::from_utf8(id).ok());
    Oid::from_str(id.ok_or_else(broken)?)
}

/// Who commits: the user as configured, with nothing that would end a name, an address or
/// a line in a commit.
fn author(repo: &Repository) -> String {
    let config = repo.config().and_then(|mut config| config.snapshot()).ok();
    let read = |key: &str, other: &str| {
        let value = config.as_ref().and_then(|config| config.get_str(key).ok().map(str::to_owned));
        let is_odd = |it: char| it.is_control() || matches!(it, '<' | '>');
        let clean = value.unwrap_or_default().replace(is_odd, " ");
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        if clean.is_empty() { other.to_owned() } else { clean }
    };
    let name = read("user.name", "lineproof");
    format!("{name} <{}>", read("user.email", "lineproof@localhost"))
}

/// The ref that remembers a remote's: of one level, as a remote may be called like the folder
/// of another.
pub(super) fn tracking(remote: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let name: String = remote
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("refs/lineproof/shared-at/{name}")
}
