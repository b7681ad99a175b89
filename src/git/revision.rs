//! From what the user asked to the two trees that are compared.

use git2::{ErrorCode, Object, ObjectType, Oid, Repository};

use super::nearest::nearest_revisions;
use super::{GitError, What};
use crate::model::Revision;

/// The tree without files; every repository has it, also where nobody wrote it.
const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// Names that the default branch has where nobody says which it is.
const USUAL_DEFAULTS: [&str; 4] = ["main", "master", "trunk", "develop"];

/// The two ends of a change set.
pub(super) struct Ends {
    /// None when there is nothing to compare with.
    pub(super) base: Option<Revision>,
    pub(super) head: Revision,
    /// What to call them together on screen.
    pub(super) title: String,
}

/// Finds the two ends that the user means.
pub(super) fn ends(repo: &Repository, what: &What) -> Result<Ends, GitError> {
    match what {
        What::Branch => branch(repo),
        What::Between { base, head } => Ok(Ends {
            base: Some(revision(repo, base)?),
            head: revision(repo, head)?,
            title: format!("{base}..{head}"),
        }),
        What::SinceFork { base, head } => since_fork(repo, base, head),
        What::Commit(name) => one_commit(repo, name),
        What::Uncommitted if repo.is_bare() => Err(GitError::Bare("work tree")),
        What::Uncommitted => Ok(Ends {
            base: Some(head_or_nothing(repo)?),
            head: Revision::WorkTree,
            title: "not committed".to_owned(),
        }),
        What::Staged if repo.is_bare() => Err(GitError::Bare("index")),
        What::Staged => Ok(Ends {
            base: Some(head_or_nothing(repo)?),
            head: Revision::Index,
            title: "staged".to_owned(),
        }),
        What::All { at: Some(name) } => Ok(Ends {
            base: None,
            head: revision(repo, name)?,
            title: format!("everything at {name}"),
        }),
        What::All { at: None } if repo.is_bare() => {
            ends(repo, &What::All { at: Some("HEAD".into()) })
        }
        What::All { at: None } => Ok(Ends {
            base: None,
            head: Revision::WorkTree,
            title: "everything in the work tree".to_owned(),
        }),
    }
}

/// The tree of a commit (or of a tree that was named itself).
pub(super) fn tree_of(repo: &Repository, id: &str) -> Result<Oid, GitError> {
    let failed = |error| GitError::unreadable(format!("reading commit {id}"), &error);
    let oid = Oid::from_str(id).map_err(failed)?;
    if id == EMPTY_TREE {
        return Ok(oid);
    }
    let object = repo.find_object(oid, None).map_err(failed)?;
    Ok(object.peel(ObjectType::Tree).map_err(failed)?.id())
}

/// The empty tree as the base of a first commit.
fn nothing() -> Revision {
    Revision::Commit { id: EMPTY_TREE.to_owned(), name: "nothing".to_owned() }
}

fn named(id: Oid, name: &str) -> Revision {
    Revision::Commit { id: id.to_string(), name: name.to_owned() }
}

/// The commit that a name leads to; a tree is taken as it is.
fn revision(repo: &Repository, name: &str) -> Result<Revision, GitError> {
    if name == EMPTY_TREE {
        return Ok(nothing());
    }
    let object = find(repo, name)?;
    if let Ok(commit) = object.peel(ObjectType::Commit) {
        return Ok(named(commit.id(), name));
    }
    match object.peel(ObjectType::Tree) {
        Ok(tree) => Ok(named(tree.id(), name)),
        Err(_) => Err(not_a_commit(name, &object)),
    }
}

fn not_a_commit(name: &str, object: &Object<'_>) -> GitError {
    let kind = object.kind().map_or("object", |kind| kind.str()).to_owned();
    GitError::NotACommit { name: name.to_owned(), kind }
}

fn find<'repo>(repo: &'repo Repository, name: &str) -> Result<Object<'repo>, GitError> {
    repo.revparse_single(name).map_err(|error| match error.code() {
        ErrorCode::Ambiguous => GitError::AmbiguousRevision(name.to_owned()),
        ErrorCode::UnbornBranch => GitError::NoCommits(name.to_owned()),
        _ if name.starts_with("HEAD") && is_unborn(repo) => GitError::NoCommits(name.to_owned()),
        ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Invalid => unknown(repo, name),
        _ => GitError::unreadable(format!("looking up `{name}`"), &error),
    })
}

fn unknown(repo: &Repository, name: &str) -> GitError {
    let stem = name.split(['~', '^', '@']).next().unwrap_or(name);
    let known_stem = stem.len() < name.len() && repo.revparse_single(stem).is_ok();
    let is_path = repo.workdir().is_some_and(|root| root.join(name).exists());
    let hint = if is_path {
        format!("it is a path: write it after two dashes, `-- {name}`")
    } else if known_stem && repo.is_shallow() {
        "the clone is shallow: `git fetch --unshallow` brings the rest of its history".to_owned()
    } else if known_stem {
        format!("`{stem}` exists, but it does not go back that far")
    } else {
        "`git branch --all` and `git tag` list the names".to_owned()
    };
    let nearest = if known_stem { Vec::new() } else { nearest_revisions(repo, name) };
    GitError::UnknownRevision { name: name.to_owned(), nearest, hint }
}

fn is_unborn(repo: &Repository) -> bool {
    repo.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch)
}

fn one_commit(repo: &Repository, name: &str) -> Result<Ends, GitError> {
    let object = find(repo, name)?;
    let commit = object.peel_to_commit().map_err(|_| not_a_commit(name, &object))?;
    // Where a shallow clone ends, the parent is named but not there; then, as
    // with the first commit of all, everything is new.
    let parent = commit.parent(0).ok();
    let title = title_of(&commit, name);
    let base = parent.map_or_else(nothing, |parent| named(parent.id(), &format!("{title}~1")));
    Ok(Ends { base: Some(base), head: named(commit.id(), &title), title })
}

/// The name of a commit as a person reads it: of a full id, the first digits.
fn title_of(commit: &git2::Commit<'_>, name: &str) -> String {
    let short = || Some(commit.as_object().short_id().ok()?.as_str().ok()?.to_owned());
    let is_full = name == commit.id().to_string();
    is_full.then(short).flatten().unwrap_or_else(|| name.to_owned())
}

fn since_fork(repo: &Repository, base: &str, head: &str) -> Result<Ends, GitError> {
    let commit = |name: &str| {
        let object = find(repo, name)?;
        let commit = object.peel_to_commit().map_err(|_| not_a_commit(name, &object))?;
        Ok(commit.id())
    };
    let (left, right) = (commit(base)?, commit(head)?);
    let fork = repo.merge_base(left, right).map_err(|_| GitError::NoCommonAncestor {
        left: base.to_owned(),
        right: head.to_owned(),
        shallow: repo.is_shallow(),
    })?;
    Ok(Ends {
        base: Some(fork_point(fork, left, base)),
        head: named(right, head),
        title: format!("{base}...{head}"),
    })
}

fn fork_point(fork: Oid, tip: Oid, name: &str) -> Revision {
    if fork == tip { named(fork, name) } else { named(fork, &format!("merge base with {name}")) }
}

fn head_or_nothing(repo: &Repository) -> Result<Revision, GitError> {
    if is_unborn(repo) { Ok(nothing()) } else { revision(repo, "HEAD") }
}

/// What this branch adds, with the index and the files on disk where there are any.
fn branch(repo: &Repository) -> Result<Ends, GitError> {
    let head = if repo.is_bare() { revision(repo, "HEAD")? } else { Revision::WorkTree };
    let head_name = if repo.is_bare() { "HEAD" } else { "work tree" };
    let tip = match head_or_nothing(repo)? {
        Revision::Commit { id, .. } if id != EMPTY_TREE => Oid::from_str(&id).ok(),
        _ => None,
    };
    let Some(tip) = tip else {
        return Ok(Ends { base: Some(nothing()), head, title: head_name.to_owned() });
    };
    let fork = target(repo).and_then(|target| {
        let other = repo.revparse_single(&target).ok()?.peel_to_commit().ok()?.id();
        Some((repo.merge_base(other, tip).ok()?, other, target))
    });
    let (base, name) = match fork {
        Some((fork, other, name)) => (fork_point(fork, other, &name), name),
        // Nothing to measure against: what is not committed is still worth a look.
        None => (named(tip, "HEAD"), "HEAD".to_owned()),
    };
    Ok(Ends { base: Some(base), head, title: format!("{name}...{head_name}") })
}

/// The branch to measure the current one against: its upstream, unless that is
/// only this branch's own copy on the server; then, and without one, the default branch.
pub(super) fn target(repo: &Repository) -> Option<String> {
    let head = repo.head().ok().filter(git2::Reference::is_branch);
    let current = head.as_ref().and_then(|head| head.shorthand().ok());
    let full = head.as_ref().and_then(|head| head.name().ok());
    let upstream = full.and_then(|full| {
        let name = repo.branch_upstream_name(full).ok()?;
        let reference = repo.find_reference(name.as_str().ok()?).ok()?;
        reference.shorthand().ok().map(str::to_owned)
    });
    let remote = full
        .and_then(|full| repo.branch_upstream_remote(full).ok())
        .and_then(|name| name.as_str().ok().map(str::to_owned))
        .unwrap_or_else(|| "origin".to_owned());
    let default = default_branch(repo, &remote);
    let is_copy = |upstream: &str| {
        upstream.strip_prefix(&format!("{remote}/")).is_some_and(|name| Some(name) == current)
    };
    match (upstream, default) {
        (Some(upstream), Some(default)) if is_copy(&upstream) && default != upstream => {
            Some(if Some(default.as_str()) == current { upstream } else { default })
        }
        (Some(upstream), _) => Some(upstream),
        (None, default) => default,
    }
}

/// The default branch: what the remote says it is, else one with a usual name.
fn default_branch(repo: &Repository, remote: &str) -> Option<String> {
    for remote in [remote, "origin", "upstream"] {
        let head = repo.find_reference(&format!("refs/remotes/{remote}/HEAD"));
        if let Ok(head) = head.and_then(|head| head.resolve())
            && let Ok(name) = head.shorthand()
        {
            return Some(name.to_owned());
        }
    }
    let configured =
        repo.config().ok().and_then(|config| config.get_string("init.defaultBranch").ok());
    let names = configured.as_deref().into_iter().chain(USUAL_DEFAULTS);
    names
        .flat_map(|name| [format!("refs/remotes/{remote}/{name}"), format!("refs/heads/{name}")])
        .find_map(|full| repo.find_reference(&full).ok()?.shorthand().ok().map(str::to_owned))
}
