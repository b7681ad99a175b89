//! A repository and the questions that can be asked of it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use git2::RepositoryOpenFlags;

use super::additions;
use super::change_set::{all_of_tree, all_of_work_tree, between_trees, staged, with_work_tree};
use super::handles::Handles;
use super::pathspec::Pathspec;
use super::raw_path::from_relative;
use super::renames;
use super::revision::{ends, tree_of};
use super::taken::{Line, taken_by};
use super::tree_sources::{Store, TreeSources};
use super::view;
use super::{GitError, Selection};
use crate::analysis::Sources;
use crate::catalog::Additions;
use crate::model::{
    ChangeSet, FileChange, FileContent, FileView, RepoPath, Revision, Side, TakenBy,
};

/// A repository, seen from a folder in it. Cheap to clone; every clone may be
/// used from any thread, also at the same time.
#[derive(Clone)]
pub struct Repo {
    handles: Arc<Handles>,
    ground: Arc<Ground>,
}

/// What does not change while the repository is open.
struct Ground {
    /// The folder that it was opened from, absolute.
    start: PathBuf,
    git_dir: PathBuf,
    common_dir: PathBuf,
    work_dir: Option<PathBuf>,
    /// Where the user stands, from the root; empty at the root.
    folder: RepoPath,
    /// Who decides here, once somebody asked.
    user: OnceLock<Option<String>>,
}

impl Repo {
    /// Opens the repository around a folder (or file).
    ///
    /// # Errors
    /// When there is none, it is not the user's, or it cannot be read.
    pub fn open(start: &Path) -> Result<Self, GitError> {
        Self::open_with(start, RepositoryOpenFlags::empty())
    }

    /// Opens the repository that git's variables (`GIT_DIR`, `GIT_INDEX_FILE` ...)
    /// name, else the one around a folder: in a hook, git sets them.
    ///
    /// # Errors
    /// As [`Repo::open`].
    pub fn open_from_env(start: &Path) -> Result<Self, GitError> {
        Self::open_with(start, RepositoryOpenFlags::FROM_ENV)
    }

    fn open_with(start: &Path, flags: RepositoryOpenFlags) -> Result<Self, GitError> {
        let start = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
        let handles = Handles::new(start.clone(), flags)?;
        let ground = handles.with(|repo| {
            let work_dir = repo.workdir().map(Path::to_owned);
            let folder = work_dir.as_deref().and_then(|root| folder_in(root, &start));
            let around = start.parent().filter(|_| !start.is_dir()).unwrap_or(&start);
            Ok(Ground {
                start: around.to_owned(),
                git_dir: repo.path().to_owned(),
                common_dir: repo.commondir().to_owned(),
                work_dir,
                folder: folder.unwrap_or_else(|| RepoPath::new("")),
                user: OnceLock::new(),
            })
        })?;
        Ok(Self { handles: Arc::new(handles), ground: Arc::new(ground) })
    }

    /// Handles for other files of this layer.
    pub(super) fn handles(&self) -> &Handles {
        &self.handles
    }

    /// The root of the files on disk; none in a bare repository.
    #[must_use]
    pub fn work_dir(&self) -> Option<&Path> {
        self.ground.work_dir.as_deref()
    }

    /// The git directory of this work tree.
    #[must_use]
    pub fn git_dir(&self) -> &Path {
        &self.ground.git_dir
    }

    /// The folder for what lineproof keeps, in the git directory that all work
    /// trees share. It may not exist yet.
    #[must_use]
    pub fn store_dir(&self) -> PathBuf {
        self.ground.common_dir.join("lineproof")
    }

    /// Where its objects are, as git has them.
    pub(super) fn objects_dir(&self) -> Option<PathBuf> {
        let objects = self.ground.common_dir.join("objects");
        std::path::absolute(objects).ok().filter(|path| path.is_dir())
    }

    /// The tree that is checked out; none before the first commit.
    pub(super) fn head_tree(&self) -> Option<git2::Oid> {
        let peeled = |repo: &git2::Repository| Some(repo.head().ok()?.peel_to_tree().ok()?.id());
        self.handles.with(|repo| Ok(peeled(repo))).ok().flatten()
    }

    /// What a person calls the repository: the name of its folder.
    #[must_use]
    pub fn name(&self) -> String {
        let folder = self.work_dir().unwrap_or(self.git_dir());
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        name.strip_suffix(".git").unwrap_or(&name).to_owned()
    }

    /// The folder that it was opened from: what the relative paths in git's variables are
    /// relative to.
    pub(super) fn start(&self) -> &Path {
        &self.ground.start
    }

    /// Who decides here: `Name <mail>` as git signs commits, with its variables and options;
    /// by its configuration files alone where there is no git to ask. The first call runs it.
    #[must_use]
    pub fn user(&self) -> Option<String> {
        let user =
            self.ground.user.get_or_init(|| self.signed().or_else(|| self.configured_user()));
        user.clone()
    }

    /// Who decides here: `Name <mail>` by git's configuration files.
    fn configured_user(&self) -> Option<String> {
        let user = self.handles.with(|repo| {
            let config = repo.config().and_then(|mut config| config.snapshot());
            let read = |key| {
                let config = config.as_ref().ok()?;
                config.get_str(key).ok().map(|value| value.trim().to_owned())
            };
            Ok(match (read("user.name"), read("user.email")) {
                (Some(name), Some(mail)) => Some(format!("{name} <{mail}>")),
                (Some(one), None) | (None, Some(one)) => Some(one),
                (None, None) => None,
            })
        });
        user.ok().flatten()
    }

    /// The paths that a selection chooses.
    pub(super) fn pathspec(&self, selection: &Selection) -> Result<Pathspec, GitError> {
        let root = self.work_dir().and_then(Path::to_str).map(|root| root.trim_end_matches('/'));
        Pathspec::new(self.ground.folder.as_str(), root, &selection.paths)
    }

    /// Which files differ between the ends of a selection. Reads no contents.
    ///
    /// # Errors
    /// When an end cannot be found or read, or a path lies outside.
    pub fn change_set(&self, selection: &Selection) -> Result<ChangeSet, GitError> {
        let pathspec = self.pathspec(selection)?;
        self.handles.with(|repo| {
            let ends = ends(repo, &selection.what)?;
            let base = ends.base.as_ref().map(|base| tree_of(repo, base.id())).transpose()?;
            let mut files = match (base, &ends.head) {
                (Some(base), Revision::Commit { id, .. }) => {
                    between_trees(repo, base, tree_of(repo, id)?)?
                }
                (Some(base), Revision::Index) => staged(repo, base)?,
                (Some(base), Revision::WorkTree) => with_work_tree(repo, base)?,
                (None, Revision::Commit { id, .. }) => all_of_tree(repo, tree_of(repo, id)?)?,
                (None, Revision::Index | Revision::WorkTree) => all_of_work_tree(repo)?,
            };
            files.retain(|file| {
                [file.in_base(), file.in_head()]
                    .into_iter()
                    .flatten()
                    .any(|version| pathspec.chooses(&version.path))
            });
            Ok(ChangeSet { base: ends.base, head: ends.head, title: ends.title, files })
        })
    }

    /// The change set with renames by similarity. Reads contents: for the background.
    ///
    /// # Errors
    /// When a tree or a file of it cannot be read.
    pub fn with_renames(&self, change_set: &ChangeSet) -> Result<ChangeSet, GitError> {
        let Some(base) = &change_set.base else { return Ok(change_set.clone()) };
        self.handles.with(|repo| {
            let base = tree_of(repo, base.id())?;
            let head = match &change_set.head {
                Revision::Commit { id, .. } => Some(tree_of(repo, id)?),
                Revision::Index | Revision::WorkTree => None,
            };
            renames::with_renames(repo, base, head, change_set)
        })
    }

    /// Both texts of a file and where they differ, or what to say instead.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn view(&self, change_set: &ChangeSet, file: &FileChange) -> Result<FileView, GitError> {
        self.handles.with(|repo| view::view(repo, change_set, file))
    }

    /// What the repository adds to the program's knowledge at the commit that a
    /// change starts from.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub fn additions(&self, change_set: &ChangeSet) -> Result<Additions, GitError> {
        self.handles.with(|repo| additions::additions(repo, change_set))
    }

    /// The files below [`ADDITIONS`](super::ADDITIONS) that a selection changes,
    /// whichever paths it is about.
    ///
    /// # Errors
    /// As [`Repo::change_set`].
    pub fn changed_additions(
        &self,
        selection: &Selection,
        change_set: &ChangeSet,
    ) -> Result<Vec<RepoPath>, GitError> {
        if change_set.base.is_none() {
            return Ok(Vec::new());
        }
        let whole = match selection.paths.as_slice() {
            [] => None,
            _ => Some(self.change_set(&Selection::of(selection.what.clone()))?),
        };
        let files = &whole.as_ref().unwrap_or(change_set).files;
        let is_below = |path: &RepoPath| {
            path.as_str() == additions::FOLDER
                || path
                    .as_str()
                    .strip_prefix(additions::FOLDER)
                    .is_some_and(|it| it.starts_with('/'))
        };
        let versions = files.iter().filter_map(|file| {
            [file.in_head(), file.in_base()]
                .into_iter()
                .flatten()
                .find(|version| is_below(&version.path))
        });
        Ok(versions.map(|version| version.path.clone()).collect())
    }

    /// Who took a line of base away, where the range is more than one commit.
    /// Reads history: for the background.
    ///
    /// # Errors
    /// When a commit of the range cannot be read.
    pub fn taken_by(
        &self,
        change_set: &ChangeSet,
        path: &RepoPath,
        text: &str,
    ) -> Result<Option<TakenBy>, GitError> {
        let mut paths = vec![path];
        let versions =
            change_set.files.iter().filter_map(|file| file.in_base().zip(file.in_head()));
        let mut moved = versions.filter(|(base, head)| base.path == *path && head.path != *path);
        paths.extend(moved.next().map(|(_, head)| &head.path));
        let line = Line { paths, text };
        self.handles.with(|repo| taken_by(repo, change_set, &line))
    }

    /// The files of one side; none where the change set has no such side.
    #[must_use]
    pub fn sources(&self, change_set: &ChangeSet, side: Side) -> Option<Arc<dyn Sources>> {
        Some(Arc::new(self.tree_sources(change_set, side)?))
    }

    /// The text of a file of one side, whether it changed or not; none where it
    /// is not there or cannot be shown.
    #[must_use]
    pub fn content(
        &self,
        change_set: &ChangeSet,
        side: Side,
        path: &RepoPath,
    ) -> Option<FileContent> {
        self.tree_sources(change_set, side)?.content(path)
    }

    fn tree_sources(&self, change_set: &ChangeSet, side: Side) -> Option<TreeSources> {
        let revision = match side {
            Side::Base => change_set.base.as_ref()?,
            Side::Head => &change_set.head,
        };
        let store = match revision {
            Revision::Commit { id, .. } => {
                Store::Tree(self.handles.with(|repo| tree_of(repo, id)).ok()?)
            }
            Revision::Index => Store::Index(OnceLock::new()),
            Revision::WorkTree => Store::Disk,
        };
        Some(TreeSources::new(Arc::clone(&self.handles), store))
    }
}

/// Where a folder lies below the root; links on the way to it are resolved first.
fn folder_in(root: &Path, start: &Path) -> Option<RepoPath> {
    let root = root.canonicalize().ok()?;
    let start = start.canonicalize().ok()?;
    let folder = if start.is_dir() { start.as_path() } else { start.parent()? };
    let folder = folder.strip_prefix(&root).ok()?;
    // Inside git's own folder one stands nowhere in the work tree.
    (!folder.starts_with(".git")).then(|| from_relative(folder))
}
