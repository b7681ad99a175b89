//! What can go wrong with a repository, each with a hint about what to do next.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why the repository could not answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GitError {
    /// Neither this folder nor one above it is a repository.
    #[error("{} is not in a git repository", .0.display())]
    NotARepository(PathBuf),
    /// The repository belongs to somebody else, so its configuration is not trusted.
    #[error("the repository at {} belongs to another user", .0.display())]
    NotOwned(PathBuf),
    /// The repository uses something that cannot be read here.
    #[error("the repository at {} cannot be opened: {reason}", path.display())]
    Unsupported {
        /// Where the search for it began.
        path: PathBuf,
        /// What stands in the way.
        reason: String,
    },
    /// No branch, tag or commit has this name.
    #[error("unknown revision `{name}`{}", did_you_mean(nearest))]
    UnknownRevision {
        /// As typed.
        name: String,
        /// Branches and tags with a similar name, the nearest first.
        nearest: Vec<String>,
        /// What to try.
        hint: String,
    },
    /// Several objects start with these digits.
    #[error("`{0}` is the beginning of several objects")]
    AmbiguousRevision(String),
    /// The name leads to something that is not a commit.
    #[error("`{name}` is a {kind}, not a commit")]
    NotACommit {
        /// As typed.
        name: String,
        /// `tree` or `blob`.
        kind: String,
    },
    /// `HEAD` was asked for before the first commit.
    #[error("there are no commits yet, so `{0}` means nothing")]
    NoCommits(String),
    /// The two sides of `A...B` have no commit in common.
    #[error("`{left}` and `{right}` have no commit in common")]
    NoCommonAncestor {
        /// Left of the dots.
        left: String,
        /// Right of the dots.
        right: String,
        /// Whether the history was cut when it was cloned.
        shallow: bool,
    },
    /// A bare repository was asked for its index or its files.
    #[error("a bare repository has no {0}")]
    Bare(&'static str),
    /// A path on the command line leaves the repository.
    #[error("`{0}` is outside the repository")]
    PathOutside(String),
    /// A path on the command line uses magic words that are not understood.
    #[error("`{0}` is not a path pattern that is understood")]
    Pathspec(String),
    /// An option that chooses nothing to review.
    #[error("there is no option `{0}` here")]
    NoOption(String),
    /// Options that contradict each other.
    #[error("{0}")]
    Selection(&'static str),
    /// Git's own files could not be read.
    #[error("{doing} failed: {reason}")]
    Unreadable {
        /// What was being done, as a noun phrase.
        doing: String,
        /// The library's words.
        reason: String,
    },
}

impl GitError {
    /// What the user can do about it, in one line.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NotARepository(_) => {
                "change into a checkout first, or try `lineproof demo`".to_owned()
            }
            Self::NotOwned(path) => format!(
                "if you trust it: git config --global --add safe.directory {}",
                quoted(path)
            ),
            Self::Unsupported { .. } => {
                "a fresh `git clone` with the default formats can be read".to_owned()
            }
            Self::UnknownRevision { hint, .. } => hint.clone(),
            Self::AmbiguousRevision(_) => "give more digits of the commit's id".to_owned(),
            Self::NotACommit { .. } => "name a commit, a branch or a tag".to_owned(),
            Self::NoCommits(_) => {
                "without a range, everything in the index and the work tree is shown".to_owned()
            }
            Self::NoCommonAncestor { shallow: true, .. } => {
                "the clone is shallow: `git fetch --unshallow` brings the rest, or use `A..B`"
                    .to_owned()
            }
            Self::NoCommonAncestor { .. } => "compare the ends as they are with `A..B`".to_owned(),
            Self::Bare(_) => "name a range of commits, or use --all".to_owned(),
            Self::PathOutside(_) => {
                "paths are taken relative to the current folder; `:/` is the root".to_owned()
            }
            Self::Pathspec(_) => {
                "folders, files, `*.py`, `:/from/the/root` and `:!without/this` work".to_owned()
            }
            Self::NoOption(_) => {
                "there are --staged, --uncommitted, --all and --at COMMIT".to_owned()
            }
            Self::Selection(_) => "see `lineproof --help`".to_owned(),
            Self::Unreadable { .. } => "`git fsck` tells whether the repository is sound; in a \
                                        partial clone, fetch the missing objects first"
                .to_owned(),
        }
    }

    pub(super) fn unreadable(doing: impl Into<String>, error: &git2::Error) -> Self {
        Self::Unreadable { doing: doing.into(), reason: one_line(error.message()) }
    }

    /// The error of opening a repository, told apart by what the user can do.
    pub(super) fn opening(path: &Path, error: &git2::Error) -> Self {
        match error.code() {
            git2::ErrorCode::NotFound => Self::NotARepository(path.to_owned()),
            git2::ErrorCode::Owner => Self::NotOwned(owned_by_another(path, error)),
            _ => Self::Unsupported { path: path.to_owned(), reason: one_line(error.message()) },
        }
    }
}

/// The folder that libgit2 names between quotes, else where the search began.
fn owned_by_another(path: &Path, error: &git2::Error) -> PathBuf {
    let named = error.message().split('\'').nth(1).filter(|name| Path::new(name).is_absolute());
    named.map_or_else(|| path.to_owned(), |name| PathBuf::from(name.trim_end_matches('/')))
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

fn did_you_mean(nearest: &[String]) -> String {
    let names = nearest.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => format!("; did you mean {only}?"),
        Some((last, others)) => format!("; did you mean {} or {last}?", others.join(", ")),
    }
}
