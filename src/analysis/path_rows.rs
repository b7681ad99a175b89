//! All rows of the catalog about one access path, found once and remembered:
//! a walk reads and calls the same paths over and over.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::hashed::Map;
use crate::catalog::{Catalog, Framework, Pattern, Patterns};

/// The number of a framework and that of a row in it.
pub(super) type At = (usize, usize);

/// More paths than this are not remembered at a time.
const MAX_PATHS: usize = 100_000;

/// The number of the next index.
static INDICES: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// Threads that look into one table at every step wait for each other there.
    static ASKED: RefCell<Asked> = RefCell::default();
}

/// What a thread was told.
#[derive(Default)]
struct Asked {
    /// The number of the index that told it, the last one asked; none has 0.
    index: u64,
    rows: Map<Arc<str>, Arc<PathRows>>,
}

/// The rows about one access path, whatever it is called with; of each kind the
/// most exact first, and of equally exact ones the one that stands first.
#[derive(Debug, Default, Clone)]
pub(super) struct PathRows {
    pub(super) models: Vec<At>,
    pub(super) readers: Vec<At>,
    pub(super) cleaners: Vec<At>,
    pub(super) proofs: Vec<At>,
    /// The row about an exception or response class of this path.
    pub(super) status: Option<At>,
    /// A call of it gives what it is given, in another form.
    pub(super) keeps: bool,
    /// A call of it gives a path without `..` and links.
    pub(super) resolves: bool,
    /// It is the part of an address that says where it leads.
    pub(super) is_host: bool,
    /// A call of it keeps a query to rows with the values it is given by name.
    pub(super) narrows: bool,
    pub(super) sorts: bool,
    /// Programs keep values there.
    pub(super) is_keyed: bool,
    /// It is a class outside the tree that a framework's file describes.
    pub(super) is_described: bool,
}

/// Row numbers by [`key`] of their patterns.
type Numbers = Map<String, Vec<At>>;

/// Where to find rows, and what was found so far.
pub(super) struct RowIndex {
    models: Numbers,
    statuses: Numbers,
    readers: Numbers,
    cleaners: Numbers,
    proofs: Numbers,
    keeps: Numbers,
    resolves: Numbers,
    hosts: Numbers,
    narrows: Numbers,
    sorts: Numbers,
    keyed: Numbers,
    libraries: Numbers,
    found: RwLock<Map<Arc<str>, Arc<PathRows>>>,
    /// No other index of the process has it.
    number: u64,
}

impl RowIndex {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let of = |paths: &dyn Fn(&Framework) -> Vec<Patterns>| {
            let mut rows = Numbers::default();
            for (framework, known) in catalog.frameworks().iter().enumerate() {
                for (row, path) in paths(known).iter().enumerate() {
                    index(&mut rows, path, (framework, row));
                }
            }
            rows
        };
        let each = |patterns: &[Pattern]| patterns.iter().cloned().map(Patterns::from).collect();
        Self {
            models: of(&|known| known.models.iter().map(|row| row.path.clone()).collect()),
            statuses: of(&|known| known.statuses.iter().map(|row| row.path.clone()).collect()),
            readers: of(&|known| known.readers.iter().map(|row| row.path.clone()).collect()),
            cleaners: of(&|known| known.cleaners.iter().map(|row| row.path.clone()).collect()),
            proofs: of(&|known| known.proofs.iter().map(|row| row.path.clone()).collect()),
            keeps: of(&|known| each(&known.passing.keeps)),
            resolves: of(&|known| each(&known.passing.resolves)),
            hosts: of(&|known| each(&known.passing.hosts)),
            narrows: of(&|known| each(&known.passing.narrows)),
            sorts: of(&|known| each(&known.passing.sorts)),
            keyed: of(&|known| each(&known.keyed)),
            libraries: of(&|known| each(&known.library)),
            found: RwLock::default(),
            number: INDICES.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// Whether some row is about something of this name.
    pub(super) fn names(&self, last: &str) -> bool {
        self.models.contains_key(last)
    }

    /// The rows about a path.
    pub(super) fn about(&self, catalog: &Catalog, path: &str) -> Arc<PathRows> {
        ASKED.with_borrow_mut(|asked| {
            if asked.index != self.number || asked.rows.len() >= MAX_PATHS {
                *asked = Asked { index: self.number, rows: Map::default() };
            }
            if let Some(known) = asked.rows.get(path) {
                return Arc::clone(known);
            }
            let (path, rows) = self.found(catalog, path);
            // A copy of its own: counting who holds them is waiting as well.
            let rows = Arc::new(PathRows::clone(&rows));
            asked.rows.insert(path, Arc::clone(&rows));
            rows
        })
    }

    /// The rows about a path, for all threads.
    fn found(&self, catalog: &Catalog, path: &str) -> (Arc<str>, Arc<PathRows>) {
        let known = self.found.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((path, rows)) = known.get_key_value(path) {
            return (Arc::clone(path), Arc::clone(rows));
        }
        drop(known);
        let path: Arc<str> = path.into();
        let rows = Arc::new(self.find(catalog.frameworks(), &path));
        let mut found = self.found.write().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= MAX_PATHS {
            found.clear();
        }
        found.insert(Arc::clone(&path), Arc::clone(&rows));
        (path, rows)
    }

    fn find(&self, frameworks: &[Framework], path: &str) -> PathRows {
        let parts: Vec<&str> = path.split('.').collect();
        let keys = keys(&parts);
        let weigh = |patterns: &Patterns| patterns.weight_of(&parts);
        let plain: Vec<&str> = path.trim_end_matches("()").split('.').collect();
        let any = |rows: &Numbers, list: fn(&Framework) -> &Vec<Pattern>| {
            let mut listed = keys.iter().filter_map(|key| rows.get(key)).flatten();
            listed.any(|(framework, at)| list(&frameworks[*framework])[*at].fits(&parts))
        };
        PathRows {
            models: ranked(&self.models, &keys, |(framework, row)| {
                let rows = &frameworks[framework];
                // What users add never stands before what is built in.
                Some((rows.by.is_some(), Reverse(weigh(&rows.models[row].path)?)))
            }),
            readers: ranked(&self.readers, &keys, |(framework, row)| {
                let row = &frameworks[framework].readers[row];
                // Of equally exact rows the one that asks for more.
                let asks = usize::from(row.argument.is_some())
                    + usize::from(row.when.is_some())
                    + usize::from(!row.contains.is_empty());
                Some(Reverse((weigh(&row.path)?, asks)))
            }),
            cleaners: ranked(&self.cleaners, &keys, |(framework, row)| {
                weigh(&frameworks[framework].cleaners[row].path).map(Reverse)
            }),
            proofs: ranked(&self.proofs, &keys, |(framework, row)| {
                weigh(&frameworks[framework].proofs[row].path).map(Reverse)
            }),
            status: ranked(&self.statuses, &self::keys(&plain), |(framework, row)| {
                let rows = &frameworks[framework];
                let weight = rows.statuses[row].path.weight_of(&plain)?;
                // Of equally exact rows the one that stands last.
                Some((rows.by.is_some(), Reverse((weight, framework, row))))
            })
            .first()
            .copied(),
            keeps: any(&self.keeps, |rows| &rows.passing.keeps),
            resolves: any(&self.resolves, |rows| &rows.passing.resolves),
            narrows: any(&self.narrows, |rows| &rows.passing.narrows),
            sorts: any(&self.sorts, |rows| &rows.passing.sorts),
            is_host: any(&self.hosts, |rows| &rows.passing.hosts),
            is_keyed: any(&self.keyed, |rows| &rows.keyed),
            is_described: any(&self.libraries, |rows| &rows.library),
        }
    }
}

/// The rows under these keys that have a rank, the least first.
fn ranked<R: Ord>(rows: &Numbers, keys: &[String; 3], rank: impl Fn(At) -> Option<R>) -> Vec<At> {
    let listed = keys.iter().filter_map(|key| rows.get(key)).flatten();
    let mut found: Vec<(R, At)> = listed.filter_map(|at| Some((rank(*at)?, *at))).collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, at)| at).collect()
}

/// What rows with a pattern are found by: its last part, else its first one.
fn key(pattern: &Pattern) -> String {
    match (pattern.last(), pattern.first()) {
        (Some(last), _) => last.to_owned(),
        (None, Some(first)) => format!("{first}."),
        (None, None) => String::new(),
    }
}

/// What rows about a path may be found by.
fn keys(parts: &[&str]) -> [String; 3] {
    let last = parts.last().copied().unwrap_or_default();
    let first = parts.first().copied().unwrap_or_default();
    [last.to_owned(), format!("{first}."), String::new()]
}

/// Puts a row under the last part of each of its patterns.
fn index(rows: &mut Numbers, patterns: &Patterns, at: At) {
    for pattern in patterns.all() {
        let known = rows.entry(key(pattern)).or_default();
        if known.last() != Some(&at) {
            known.push(at);
        }
    }
}
