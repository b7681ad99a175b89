//! A review put together: a change set, the engine that judges it, and what was
//! decided about it before.

mod again;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Anchor, Digest, EventLog, LogContents, RestsOn, Sheet, StoreError, user_state_dir};
use crate::analysis::{Engine, FilePair, Request, SourceText};
use crate::catalog::Catalog;
use crate::claims::Trees;
use crate::git::{GitError, PatchHome, Repo, Selection};
use crate::model::{
    Assessment, Change, ChangeSet, FileAssessment, FileChange, FileContent, FileVersion, Finding,
    FindingId, Handler, NotAnalysed, Place, RepoPath, Revision, Side, TakenBy,
};

/// The texts of files, none where they cannot be read.
type Texts = HashMap<(Side, RepoPath), Option<Arc<Page>>>;

/// A file of either tree.
pub(super) struct Page {
    text: Arc<str>,
    /// The id that it has, or would have, as a blob.
    blob: Arc<str>,
    /// Its lines.
    pub(super) sheet: Sheet,
}

/// Everything that a screen or a report needs of one review. Every method may
/// be called from any thread.
pub struct Session {
    repo: Repo,
    change_set: ChangeSet,
    /// The same with renames paired, once they were looked for.
    renamed: OnceLock<ChangeSet>,
    /// What the change does to the repository's own checks and models.
    changed_additions: Vec<RepoPath>,
    catalog: Arc<Catalog>,
    /// The same without what the repository adds.
    given: Arc<Catalog>,
    selection: Selection,
    engine: Engine,
    log: EventLog,
    /// Texts that places were shown of.
    texts: Mutex<Texts>,
    /// The commit that is checked out, once somebody asked.
    checked_out: OnceLock<Option<String>>,
    /// What the repository is called.
    name: String,
    /// Where a patch lives while it is reviewed, and what is not known of it.
    patch: Option<PatchHome>,
    /// Whether decisions last longer than the review.
    is_kept: bool,
}

impl Session {
    /// The review of a selection, with what the repository adds to the catalog
    /// at base. Renames are not looked for yet.
    ///
    /// # Errors
    /// When an end of the selection cannot be found or read.
    pub fn new(repo: Repo, catalog: Arc<Catalog>, selection: &Selection) -> Result<Self, GitError> {
        let change_set = repo.change_set(selection)?;
        let additions = repo.additions(&change_set)?;
        let changed_additions = repo.changed_additions(selection, &change_set)?;
        let given = Arc::clone(&catalog);
        let catalog = match additions.files.as_slice() {
            [] => catalog,
            _ => Arc::new(catalog.with(&additions)),
        };
        let engine = Engine::new(Arc::clone(&catalog));
        let log = EventLog::new(&repo.store_dir(), user_state_dir().as_deref());
        let (renamed, texts, checked_out) = (OnceLock::new(), Mutex::default(), OnceLock::new());
        Ok(Self {
            name: repo.name(),
            repo,
            change_set,
            renamed,
            changed_additions,
            catalog,
            given,
            selection: selection.clone(),
            engine,
            log,
            texts,
            checked_out,
            patch: None,
            is_kept: true,
        })
    }

    /// The review of a patch. Decisions are kept with those of `around`, the repository that
    /// it was read in, where there is one; else they go with the review.
    ///
    /// # Errors
    /// As [`Session::new`].
    pub fn of_patch(
        patch: PatchHome,
        around: Option<&Repo>,
        catalog: Arc<Catalog>,
        paths: Vec<String>,
    ) -> Result<Self, GitError> {
        let selection = Selection { paths, ..Selection::range(&patch.range()) };
        let mut session = Self::new(Repo::open(patch.path())?, catalog, &selection)?;
        session.change_set.title = "the patch".to_owned();
        session.is_kept = around.is_some();
        session.name = around.map_or_else(|| "no repository".to_owned(), Repo::name);
        if let Some(around) = around {
            session.log = EventLog::new(&around.store_dir(), user_state_dir().as_deref());
        }
        session.patch = Some(patch);
        Ok(session)
    }

    /// What the repository is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same with files that moved paired by similarity. Reads contents.
    ///
    /// # Errors
    /// When a tree or a file of it cannot be read.
    pub fn with_renames(self) -> Result<Self, GitError> {
        self.find_renames()?;
        Ok(self)
    }

    /// Pairs files that moved by similarity; from then on [`Session::change_set`]
    /// is the answer, and indices are of it. Reads contents.
    ///
    /// # Errors
    /// When a tree or a file of it cannot be read.
    pub fn find_renames(&self) -> Result<&ChangeSet, GitError> {
        let found = self.repo.with_renames(&self.change_set)?;
        Ok(self.renamed.get_or_init(|| found))
    }

    /// Whether Python files went and others came: then findings depend on renames.
    #[must_use]
    pub fn may_hold_moved_handlers(&self) -> bool {
        let python = || self.change_set().files.iter().filter(|file| file.is_python());
        python().any(|file| file.in_head().is_none())
            && python().any(|file| file.in_base().is_none())
    }

    /// The repository.
    #[must_use]
    pub fn repo(&self) -> &Repo {
        &self.repo
    }

    /// Who decides here, by git's configuration.
    #[must_use]
    pub fn author(&self) -> String {
        self.repo.user().unwrap_or_else(|| "unknown".to_owned())
    }

    /// What differs.
    #[must_use]
    pub fn change_set(&self) -> &ChangeSet {
        self.renamed.get().unwrap_or(&self.change_set)
    }

    /// Files with the repository's own checks and models that the change
    /// touches. What they say at base counts.
    #[must_use]
    pub fn changed_additions(&self) -> &[RepoPath] {
        &self.changed_additions
    }

    /// The checks and frameworks, those that the user and the repository add too.
    #[must_use]
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// Where decisions are kept.
    #[must_use]
    pub fn log(&self) -> &EventLog {
        &self.log
    }

    /// The files of the change set that are judged, by their index in it.
    #[must_use]
    pub fn assessed_files(&self) -> Vec<usize> {
        let files = self.change_set().files.iter().enumerate();
        files.filter(|(_, file)| file.is_python()).map(|(index, _)| index).collect()
    }

    /// Judges the files and hands each result to `sink` with the file's index
    /// in the change set, some twice: the last counts. Stops early when `cancel`
    /// is set.
    pub fn assess(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(usize, FileAssessment)) {
        let Some(head) = self.repo.sources(self.change_set(), Side::Head) else { return };
        let indices = self.assessed_files();
        let pair = |index: &usize| {
            let file = &self.change_set().files[*index];
            FilePair {
                base: file.in_base().map(|version| version.path.clone()),
                head: file.in_head().map(|version| version.path.clone()),
            }
        };
        let files = indices.iter().map(pair).collect();
        let base = self.repo.sources(self.change_set(), Side::Base);
        let request = Request { base, head, files };
        self.engine.assess(&request, cancel, &mut |at, mut found| {
            found.taken = self.taken(&found.findings);
            found.not_analysed.extend(self.unknown(indices[at]));
            sink(indices[at], found);
        });
    }

    /// What of a file is not known, where the review is of a patch.
    fn unknown(&self, index: usize) -> Option<NotAnalysed> {
        const PART: &str = "only the lines that the patch shows are known";
        let file = self.change_set().files.get(index)?.path();
        let is_part = self.patch.as_ref()?.parts.contains(file);
        is_part.then(|| NotAnalysed { file: file.clone(), place: None, reason: PART.to_owned() })
    }

    /// Who took away the guards that findings miss.
    fn taken(&self, findings: &[Finding]) -> Vec<(FindingId, TakenBy)> {
        let lost = findings
            .iter()
            .filter(|finding| matches!(finding.change(), Some(Change::Removed | Change::Weakened)));
        lost.filter_map(|finding| {
            let old = std::iter::once(finding.primary())
                .chain(finding.evidence().iter().map(|evidence| &evidence.place))
                .find(|place| place.side() == Side::Base)?;
            let text = self.lines(old)?;
            let line = text.lines().next()?;
            let by = self.repo.taken_by(self.change_set(), &old.file, line).ok()??;
            Some((finding.id().clone(), by))
        })
        .collect()
    }

    /// Judges all files and collects the results; `done` is called when a file
    /// was judged for the first time. Where `cancel` was set, the rest is not there.
    #[must_use]
    pub fn assessment(&self, cancel: &AtomicBool, done: &mut dyn FnMut()) -> Assessment {
        let mut results = BTreeMap::new();
        self.assess(cancel, &mut |index, found| {
            if results.insert(index, found).is_none() {
                done();
            }
        });
        let path = |index: usize| self.change_set().files[index].path().clone();
        let files = results.into_iter().map(|(index, found)| (path(index), found)).collect();
        Assessment { files }
    }

    /// The whole lines of a place, without the last line's end; none where
    /// they cannot be had.
    #[must_use]
    pub fn lines(&self, place: &Place) -> Option<String> {
        let text = self.text(place.side(), &place.file)?;
        let first = place.first_line() as usize;
        let count = (place.last_line() as usize + 1).saturating_sub(first);
        let lines: Vec<&str> = text.lines().skip(first - 1).take(count).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The text of a file of either tree; none where it cannot be had.
    #[must_use]
    pub fn text(&self, side: Side, path: &RepoPath) -> Option<Arc<str>> {
        Some(Arc::clone(&self.page(side, path)?.text))
    }

    pub(super) fn page(&self, side: Side, path: &RepoPath) -> Option<Arc<Page>> {
        let key = (side, path.clone());
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || {
            let SourceText { key, text } =
                self.repo.sources(self.change_set(), side)?.read(path)?;
            let sheet = Sheet::new(Arc::clone(&text));
            Some(Arc::new(Page { text, blob: key, sheet }))
        };
        texts.entry(key).or_insert_with(read).clone()
    }

    /// Whether a place is shown where the difference is: in it, or among its context.
    #[must_use]
    pub fn is_in_difference(&self, place: &Place) -> bool {
        let side = |file: &FileChange| match place.side() {
            Side::Base => file.in_base().is_some_and(|version| version.path == place.file),
            Side::Head => file.in_head().is_some_and(|version| version.path == place.file),
        };
        let set = self.change_set();
        let file = set.files.iter().find(|file| side(file)).filter(|_| set.base.is_some());
        let view = file.and_then(|file| self.repo.view(set, file).ok());
        view.is_some_and(|view| view.shows(place.side(), place.last_line()))
    }

    /// The text of a file of either tree, for showing it.
    #[must_use]
    pub fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent> {
        self.repo.content(self.change_set(), side, path)
    }

    /// The digest of a handler's text; none where it cannot be read.
    #[must_use]
    pub fn digest(&self, handler: &Place) -> Option<Digest> {
        let text = self.text(handler.side(), &handler.file)?;
        Some(Digest::of_handler(handler, &text))
    }

    /// The identity of a finding's place as its line reads now; none where the
    /// file cannot be read.
    #[must_use]
    pub fn anchor(&self, finding: &Finding, handler: Option<&Handler>) -> Option<Anchor> {
        let around = handler.map(|handler| &handler.place);
        let anchor = |page: &Sheet| Anchor::of_finding_on(finding, around, page);
        let mut anchor = self.anchor_on(finding.primary(), anchor)?;
        if let Some(imprint) = &mut anchor.imprint {
            imprint.rests_on = Some(RestsOn::of(finding, handler, self));
        }
        Some(anchor)
    }

    /// The identity of any place as its line reads now; none where the file
    /// cannot be read.
    #[must_use]
    pub fn anchor_of(&self, place: &Place) -> Option<Anchor> {
        self.anchor_on(place, |page| Anchor::on(place, None, page))
    }

    /// The identity of lines in a handler as they read now; none where the file cannot be read.
    #[must_use]
    pub fn anchor_in(&self, place: &Place, handler: &Handler) -> Option<Anchor> {
        let anchor = |page: &Sheet| Anchor::on(place, Some(&handler.place), page);
        let mut anchor = self.anchor_on(place, anchor)?;
        anchor.handler = Some(handler.id.clone());
        Some(anchor)
    }

    /// The identity of a handler as a whole; none where its file cannot be read.
    #[must_use]
    pub fn anchor_of_handler(&self, handler: &Handler) -> Option<Anchor> {
        self.anchor_on(&handler.place, |page| Anchor::of_handler_on(handler, page))
    }

    /// An anchor that knows of which content of the file, and of which commit, it is.
    fn anchor_on(&self, place: &Place, anchor: impl FnOnce(&Sheet) -> Anchor) -> Option<Anchor> {
        let page = self.page(place.side(), &place.file)?;
        let mut anchor = anchor(&page.sheet);
        if let Some(imprint) = &mut anchor.imprint {
            imprint.blob = Some(page.blob.to_string());
            imprint.commit = self.commit(place.side());
        }
        Some(anchor)
    }

    /// The commit of a side; of what is not committed, the one that is checked out.
    fn commit(&self, side: Side) -> Option<String> {
        let revision = match side {
            Side::Base => self.change_set().base.as_ref()?,
            Side::Head => &self.change_set().head,
        };
        match revision {
            Revision::Commit { id, .. } => Some(id.clone()),
            Revision::Index | Revision::WorkTree => {
                self.checked_out.get_or_init(|| self.repo.checked_out()).clone()
            }
        }
    }

    /// The trees that claims of others are held against; none where there is no head.
    #[must_use]
    pub fn trees(&self) -> Option<Trees> {
        let set = self.change_set();
        let path = |version: Option<&FileVersion>| version.map(|it| it.path.clone());
        let python = set.files.iter().filter(|file| file.is_python() && set.base.is_some());
        let changed = python
            .map(|file| FilePair { base: path(file.in_base()), head: path(file.in_head()) })
            .collect();
        Some(Trees {
            base: self.repo.sources(set, Side::Base),
            head: self.repo.sources(set, Side::Head)?,
            changed,
        })
    }

    /// What the log says.
    ///
    /// # Errors
    /// When there is a log that cannot be read.
    pub fn decided(&self) -> Result<LogContents, StoreError> {
        self.log.read()
    }
}
