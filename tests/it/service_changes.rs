//! Small services of ours under changes that take a guard away, and under changes
//! that keep them all: `changes/<framework>/` holds the service and the list.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, Finding, HandlerId, Place, RepoPath, Side};
use serde::Deserialize;

use crate::in_memory::InMemory;

/// The list of a service: what each change does to its text, and what must be told.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    /// Changes that take a guard away, or a part of it.
    lost: Vec<Changed>,
    /// Changes that keep every guard.
    kept: Vec<Changed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    name: String,
    replace: Vec<Replace>,
    /// `check change handler`, for each item that must be told, and no other.
    #[serde(default)]
    tells: BTreeSet<String>,
    /// What the line of the first of them begins with, on its side.
    #[serde(default)]
    at: String,
}

/// One text for another; it must stand in exactly one file, once unless `every`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replace {
    from: String,
    to: String,
    #[serde(default)]
    every: bool,
}

/// A service: paths and texts, with what is changed in them.
struct Service {
    name: String,
    files: Vec<(String, String)>,
    changes: Changes,
    engine: Engine,
}

impl Service {
    fn read(folder: &Path) -> Self {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.extension().is_some_and(|end| end == "py") {
                let file = entry.file_name().to_string_lossy().into_owned();
                files.push((file, fs::read_to_string(&path).unwrap()));
            }
        }
        files.sort();
        let list = fs::read_to_string(folder.join("changes.toml")).unwrap();
        let changes = toml::from_str(&list).unwrap_or_else(|error| panic!("{name}: {error}"));
        // One for all changes: what they leave alone is read once.
        let engine = Engine::new(Catalog::builtin().unwrap());
        Self { name, files, changes, engine }
    }

    fn after(&self, change: &Changed) -> Vec<(String, String)> {
        let mut files = self.files.clone();
        for Replace { from, to, every } in &change.replace {
            let mut holding: Vec<_> =
                files.iter_mut().filter(|(_, text)| text.contains(from.as_str())).collect();
            let said = format!("{}, {}: `{from}`", self.name, change.name);
            assert_eq!(holding.len(), 1, "{said} stands in one file");
            let text = &mut holding[0].1;
            assert!(*every || text.matches(from.as_str()).count() == 1, "{said} stands once");
            *text = text.replace(from.as_str(), to);
        }
        assert_ne!(files, self.files, "{}, {} changes nothing", self.name, change.name);
        files
    }

    /// The alarms of a change; where files that it leaves alone are not named, their
    /// handlers are found by themselves.
    fn alarms(&self, after: &[(String, String)], named: bool) -> Vec<Finding> {
        let tree = |files: &[(String, String)]| {
            let files: Vec<_> =
                files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            Arc::new(InMemory::of(&files))
        };
        let differs = |(old, new): &(&(String, String), &(String, String))| named || old != new;
        let pair = |((path, _), _): (&(String, String), &(String, String))| {
            let path = RepoPath::new(path.as_str());
            FilePair { base: Some(path.clone()), head: Some(path) }
        };
        let request = Request {
            base: Some(tree(&self.files)),
            head: tree(after),
            files: self.files.iter().zip(after).filter(differs).map(pair).collect(),
        };
        let all = self.engine.assess_all(&request, &AtomicBool::new(false));
        let alarms =
            |item: &Finding| matches!(item.change(), Some(Change::Removed | Change::Weakened));
        all.into_iter().flat_map(|file| file.findings).filter(alarms).collect()
    }

    /// What is wrong with what is told of a change, in words.
    fn complaint(&self, change: &Changed) -> Option<String> {
        let after = self.after(change);
        let alarms = self.alarms(&after, true);
        let told: BTreeSet<String> = alarms.iter().map(sentence).collect();
        if told != change.tells {
            let Changed { name, tells, .. } = change;
            return Some(format!("{}, {name}: told {told:?}, wanted {tells:?}", self.name));
        }
        let first = alarms.iter().find(|item| change.tells.first() == Some(&sentence(item)))?;
        let line = line_of(first.primary(), &self.files, &after);
        let wanted = change.at.is_empty() || line.trim_start().starts_with(&change.at);
        (!wanted).then(|| format!("{}, {}: told at `{line}`", self.name, change.name))
    }

    /// The same where handlers of other files lose it, told once for all that do.
    fn complaint_from_afar(&self, change: &Changed) -> Option<String> {
        let after = self.after(change);
        let left = |file: &&(String, String)| after.contains(file);
        if !self.files.iter().any(|file| file.0 == "service.py" && left(&file)) {
            return None;
        }
        let told: BTreeSet<String> = self.alarms(&after, false).iter().map(sort).collect();
        let first = |tells: &String| -> String {
            tells.rsplit_once(' ').map_or(String::new(), |(sort, _)| sort.to_owned())
        };
        let wanted: BTreeSet<String> = change.tells.iter().map(first).collect();
        let Changed { name, .. } = change;
        (told != wanted).then(|| format!("{}, {name}: told {told:?}, wanted {wanted:?}", self.name))
    }
}

/// The check, and what became of its guard.
fn sort(item: &Finding) -> String {
    let change = if item.change() == Some(Change::Removed) { "removed" } else { "weakened" };
    format!("{} {change}", item.check().as_str())
}

fn sentence(item: &Finding) -> String {
    let handler: &HandlerId = item.handler();
    let name = handler.as_str().rsplit("::").next().unwrap_or_default();
    format!("{} {name}", sort(item))
}

fn line_of(place: &Place, base: &[(String, String)], head: &[(String, String)]) -> String {
    let files = if place.side() == Side::Base { base } else { head };
    let text = files.iter().find(|(path, _)| path == place.file.as_str());
    let at = place.first_line() as usize - 1;
    text.and_then(|(_, text)| text.lines().nth(at)).unwrap_or_default().to_owned()
}

fn services() -> Vec<Service> {
    let root: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/it/changes"].iter().collect();
    let mut folders: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| Service::read(folder)).collect()
}

/// Nothing to complain about in any of these changes; all complaints at once.
fn holds(of: impl Fn(&Changes) -> &Vec<Changed>) {
    let services = services();
    let complaints: Vec<String> = services
        .iter()
        .flat_map(|service| {
            let changes = of(&service.changes).iter();
            changes.flat_map(|one| [service.complaint(one), service.complaint_from_afar(one)])
        })
        .flatten()
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn each_service_has_ten_changes_of_each_sort() {
    for Service { name, changes, .. } in services() {
        assert!(changes.lost.len() >= 10, "{name}: {} lose a guard", changes.lost.len());
        assert!(changes.kept.len() >= 10, "{name}: {} keep them", changes.kept.len());
        let says = |change: &Changed| !change.tells.is_empty() && !change.at.is_empty();
        assert!(changes.lost.iter().all(says), "{name}: what is lost is told somewhere");
        assert!(changes.kept.iter().all(|change| change.tells.is_empty()), "{name}");
    }
}

#[test]
fn a_guard_that_a_change_takes_is_told_where_it_was() {
    holds(|changes| &changes.lost);
}

#[test]
fn a_change_that_keeps_every_guard_tells_nothing() {
    holds(|changes| &changes.kept);
}
