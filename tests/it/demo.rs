//! The demo is found to be what `assets/demo/EXPECTED.toml` says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, FileAssessment, Finding, Side, State};
use serde::Deserialize;

use crate::in_memory::InMemory;

/// Whether the engine finds all of it already. Turn it once, and leave it so.
const HOLDS: bool = true;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    handler: Vec<ExpectedHandler>,
    item: Vec<ExpectedItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedHandler {
    id: String,
    route: String,
    new: bool,
    /// Whether the change lists it: handlers it does not touch are shown only
    /// when everything is asked for.
    #[serde(default = "yes")]
    listed: bool,
    why: String,
    /// A check that is not named does not apply.
    states: BTreeMap<String, State>,
    #[serde(default)]
    changes: BTreeMap<String, Change>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedItem {
    handler: String,
    check: String,
    state: State,
    side: Side,
    code: String,
}

struct Demo {
    expected: Expected,
    base: InMemory,
    head: InMemory,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo")
}

fn tree(root: &Path, folder: &Path, tree: &mut InMemory) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            self::tree(root, &path, tree);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            tree.insert(name, &fs::read_to_string(&path).unwrap());
        }
    }
}

fn demo() -> Demo {
    let side = |name: &str| {
        let root = folder().join(name);
        let mut files = InMemory::default();
        tree(&root, &root, &mut files);
        files
    };
    let text = fs::read_to_string(folder().join("EXPECTED.toml")).unwrap();
    Demo { expected: toml::from_str(&text).unwrap(), base: side("base"), head: side("head") }
}

impl Demo {
    fn side(&self, side: Side) -> &InMemory {
        match side {
            Side::Base => &self.base,
            Side::Head => &self.head,
        }
    }

    /// The line of a file without its indentation.
    fn line(&self, side: Side, file: &str, number: u32) -> Option<&str> {
        self.side(side).text(file)?.lines().nth(number as usize - 1).map(str::trim)
    }

    /// What the change does, or what head says of everything.
    fn assess(&self, compared: bool) -> Vec<FileAssessment> {
        let base: Arc<dyn Sources> = Arc::new(self.base.clone());
        let head: Arc<dyn Sources> = Arc::new(self.head.clone());
        let files = self
            .head
            .paths()
            .filter(|path| path.is_python())
            .filter(|path| self.base.text(path.as_str()) != self.head.text(path.as_str()))
            .map(|path| FilePair {
                base: self.base.text(path.as_str()).map(|_| path.clone()),
                head: Some(path),
            })
            .collect();
        let request = Request { base: compared.then_some(base), head, files };
        Engine::new(Catalog::builtin().unwrap()).assess_all(&request, &AtomicBool::new(false))
    }
}

/// The worst item of a handler and check.
fn worst<'a>(results: &'a [FileAssessment], handler: &str, check: &str) -> Option<&'a Finding> {
    results
        .iter()
        .flat_map(|file| &file.findings)
        .filter(|item| item.handler().as_str() == handler && item.check().as_str() == check)
        .min_by_key(|item| item.state())
}

fn handler_complaints(results: &[FileAssessment], expected: &ExpectedHandler) -> Vec<String> {
    let id = &expected.id;
    let known = results.iter().flat_map(|file| &file.handlers).find(|it| it.id.as_str() == id);
    let Some(handler) = known else {
        return vec![format!("{id}: not found")];
    };
    let mut complaints = Vec::new();
    if handler.endpoint() != expected.route {
        complaints.push(format!("{id}: {} instead of {}", handler.endpoint(), expected.route));
    }
    for check in Catalog::check_names() {
        let Some(item) = worst(results, id, check) else {
            complaints.push(format!("{id}: no {check}"));
            continue;
        };
        let state = expected.states.get(check).copied().unwrap_or(State::NotApplicable);
        if item.state() != state {
            let found = item.state();
            let line = item.primary().first_line();
            complaints.push(format!("{id}: {check} is {found} ({line}), not {state}"));
        }
        let change = expected.changes.get(check).copied().unwrap_or(Change::Same);
        if !expected.new && expected.listed && item.change() != Some(change) {
            complaints.push(format!("{id}: {check} changed {:?}, not {change}", item.change()));
        }
    }
    complaints
}

fn item_complaint(
    demo: &Demo,
    results: &[FileAssessment],
    expected: &ExpectedItem,
) -> Option<String> {
    let ExpectedItem { handler, check, state, side, code } = expected;
    let item = worst(results, handler, check)?;
    let place = item.primary();
    let found = demo.line(place.side(), place.file.as_str(), place.first_line());
    (item.state() != *state || place.side() != *side || found != Some(code.as_str())).then(|| {
        let line = place.first_line();
        format!("{handler}: {check} stands on {} {line}: {found:?}, not {code}", place.side())
    })
}

#[test]
fn the_engine_finds_what_the_demo_shows() {
    let demo = demo();
    let results = demo.assess(true);
    let everything = demo.assess(false);
    let mut complaints: Vec<_> = Vec::new();
    for handler in &demo.expected.handler {
        if handler.listed {
            complaints.extend(handler_complaints(&results, handler));
        } else {
            let listed = results.iter().flat_map(|file| &file.handlers);
            let mut same = listed.filter(|it| it.id.as_str() == handler.id);
            complaints.extend(same.next().map(|it| format!("{}: listed, but untouched", it.id)));
            complaints.extend(handler_complaints(&everything, handler));
        }
    }
    complaints
        .extend(demo.expected.item.iter().filter_map(|item| item_complaint(&demo, &results, item)));
    println!("{}", complaints.join("\n"));
    assert_eq!(complaints.is_empty(), HOLDS, "{}", complaints.join("\n"));
}

#[test]
fn the_demo_shows_every_state_and_a_guard_that_moved() {
    let expected = demo().expected;
    let states: Vec<_> =
        expected.handler.iter().flat_map(|handler| handler.states.values()).collect();
    for state in State::ALL {
        assert!(states.contains(&&state), "no item is {state}");
    }
    let moved = |handler: &ExpectedHandler| handler.changes.values().any(|it| *it == Change::Moved);
    assert!(expected.handler.iter().any(moved));
    assert!((8..=12).contains(&expected.handler.len()));
}

#[test]
fn what_is_expected_of_the_demo_stands_in_its_code() {
    let demo = demo();
    for item in &demo.expected.item {
        let (file, name) = item.handler.split_once("::").unwrap();
        let text = demo.side(item.side).text(file).unwrap();
        let found = text.lines().filter(|line| line.trim() == item.code).count();
        assert!(found > 0, "{name}: {} is not in {file}", item.code);
        let handler = demo.expected.handler.iter().find(|it| it.id == item.handler).unwrap();
        assert_eq!(handler.states[&item.check], item.state, "{}", handler.why);
    }
}

#[test]
fn a_reader_is_told_of_every_handler_of_the_demo() {
    let demo = demo();
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for handler in &demo.expected.handler {
        let name = handler.id.split_once("::").unwrap().1;
        let row = format!("| `{name}` | `{}` | {} |", handler.route, handler.why);
        assert!(readme.contains(&row), "not in README.md: {row}");
    }
}
