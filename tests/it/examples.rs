//! Every marked example of a check or a framework gets exactly the items its
//! marks ask for.
//!
//! A mark is a comment line under the code: carets under the columns of the
//! primary place, then `check: state`. `# <- check: state` marks a place that
//! starts in the column of the `#`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request};
use lineproof::catalog::{Catalog, Order};
use lineproof::model::{Finding, State};

use crate::in_memory::InMemory;

/// Checks whose examples do not hold yet. May only shrink: a check whose
/// examples hold must not stand here.
const NOT_YET: &[&str] = &[];

/// What an example asks for, or what the engine answered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    file: String,
    line: u32,
    start: u32,
    /// None where the mark does not say it.
    end: Option<u32>,
    state: State,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.start)?;
        if let Some(end) = self.end {
            write!(f, "-{end}")?;
        }
        write!(f, " {}", self.state)
    }
}

/// How the examples of one check fared; ast-grep has the same four words.
#[derive(Debug, Default)]
struct Outcome {
    validated: Vec<String>,
    reported: Vec<String>,
    noisy: Vec<String>,
    wrong: Vec<String>,
}

impl Outcome {
    fn holds(&self) -> bool {
        self.reported.is_empty() && self.noisy.is_empty() && self.wrong.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} validated", self.validated.len())?;
        for (word, lines) in [
            ("reported (marked, not found)", &self.reported),
            ("noisy (found, not marked)", &self.noisy),
            ("wrong state or columns", &self.wrong),
        ] {
            for line in lines {
                writeln!(f, "  {word}: {line}")?;
            }
        }
        Ok(())
    }
}

fn state(word: &str) -> Option<State> {
    State::ALL.into_iter().find(|state| state.word() == word)
}

/// The check, state and columns of a mark line; none for other lines.
fn mark(line: &str) -> Option<(&str, State, u32, Option<u32>)> {
    let rest = line.trim_start().strip_prefix('#')?;
    let (columns, words) = if let Some(words) = rest.strip_prefix(" <- ") {
        (((line.len() - rest.len() - 1) as u32, None), words)
    } else {
        let carets = rest.trim_start_matches(' ');
        let words = carets.trim_start_matches('^');
        let start = line.len() - carets.len();
        let end = line.len() - words.len();
        if start == end {
            return None;
        }
        ((start as u32, Some(end as u32)), words.trim_start())
    };
    let (check, word) = words.split_once(": ")?;
    Some((check, state(word.trim_end())?, columns.0, columns.1))
}

/// The marks of a text that belong to a check, on the lines they mark.
fn marks(file: &str, text: &str, wanted: &str) -> Vec<Item> {
    let mut code_line = 0;
    let mut items = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match mark(line) {
            Some((check, state, start, end)) if check == wanted => {
                items.push(Item { file: file.to_owned(), line: code_line, start, end, state });
            }
            Some(_) => {}
            None => code_line = index as u32 + 1,
        }
    }
    items
}

fn found(finding: &Finding) -> Item {
    let place = finding.primary();
    let columns = place.columns();
    Item {
        file: place.file.to_string(),
        line: place.first_line(),
        start: columns.map_or(0, |columns| columns.start),
        end: columns.filter(|_| place.first_line() == place.last_line()).map(|columns| columns.end),
        state: finding.state(),
    }
}

fn agrees(mark: &Item, item: &Item) -> bool {
    let ends_agree = match (mark.end, item.end) {
        (Some(marked), Some(found)) => marked == found,
        _ => true,
    };
    mark.state == item.state && mark.start == item.start && ends_agree
}

fn compare(shown: &str, marks: Vec<Item>, mut items: Vec<Item>, outcome: &mut Outcome) {
    for mark in marks {
        let same_line = |item: &Item| item.file == mark.file && item.line == mark.line;
        let at = items
            .iter()
            .position(|item| same_line(item) && agrees(&mark, item))
            .or_else(|| items.iter().position(same_line));
        match at.map(|at| items.remove(at)) {
            Some(item) if agrees(&mark, &item) => outcome.validated.push(mark.to_string()),
            Some(item) => outcome.wrong.push(format!("{shown}{mark}, but found {item}")),
            None => outcome.reported.push(format!("{shown}{mark}")),
        }
    }
    outcome.noisy.extend(items.iter().map(|item| format!("{shown}{item}")));
}

/// Every finding of a check in a tree without a base.
fn assess(tree: &InMemory, catalog: &Arc<Catalog>, check: &str) -> Vec<Item> {
    let head: Arc<dyn lineproof::analysis::Sources> = Arc::new(tree.clone());
    let files = tree.paths().map(|path| FilePair { base: None, head: Some(path) }).collect();
    let request = Request { base: None, head, files };
    let files = Engine::new(Arc::clone(catalog)).assess_all(&request, &AtomicBool::new(false));
    let findings = files.iter().flat_map(|file| &file.findings);
    findings.filter(|finding| finding.check().as_str() == check).map(found).collect()
}

fn python_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            python_files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The examples beside a data file, `kind` being `checks` or `frameworks`: one
/// tree for each file, or for each folder.
fn examples(kind: &str, id: &str) -> BTreeMap<String, InMemory> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(kind).join(id).join("examples");
    if !folder.exists() {
        return BTreeMap::new();
    }
    let mut trees: BTreeMap<String, InMemory> = BTreeMap::new();
    let mut files = Vec::new();
    python_files(&folder, &mut files);
    for file in files {
        let relative = file.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        let (name, path) = match relative.split_once('/') {
            Some((example, path)) => (format!("{example}/"), path.to_owned()),
            None => (String::new(), relative.clone()),
        };
        let key = if name.is_empty() { relative } else { name };
        trees.entry(key).or_default().insert(path, &fs::read_to_string(file).unwrap());
    }
    trees
}

fn marks_of(tree: &InMemory, check: &str) -> Vec<Item> {
    tree.paths()
        .flat_map(|path| marks(path.as_str(), tree.text(path.as_str()).unwrap(), check))
        .collect()
}

fn verify(catalog: &Arc<Catalog>, check: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for (name, tree) in examples("checks", check) {
        let folder = if name.ends_with('/') { name.as_str() } else { "" };
        let shown = format!("assets/checks/{check}/examples/{folder}");
        compare(&shown, marks_of(&tree, check), assess(&tree, catalog, check), &mut outcome);
    }
    outcome
}

#[test]
fn examples_get_exactly_the_items_their_marks_ask_for() {
    let catalog = Catalog::builtin().unwrap();
    let mut complaints = String::new();
    for check in catalog.checks() {
        let id = check.id.as_str();
        let outcome = verify(&catalog, id);
        println!("{id}: {outcome}");
        match (outcome.holds(), NOT_YET.contains(&id)) {
            (true, true) => complaints.push_str(&format!("{id} holds: take it off NOT_YET\n")),
            (false, false) => complaints.push_str(&format!("{id}: {outcome}")),
            _ => {}
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

#[test]
fn examples_of_frameworks_get_the_items_of_every_check_they_mark() {
    let catalog = Catalog::builtin().unwrap();
    let mut complaints = String::new();
    for framework in catalog.frameworks() {
        for (name, tree) in examples("frameworks", &framework.id) {
            let folder = if name.ends_with('/') { name.as_str() } else { "" };
            let shown = format!("assets/frameworks/{}/examples/{folder}", framework.id);
            let mut marked = 0;
            for check in catalog.checks().iter().map(|check| check.id.as_str()) {
                let marks = marks_of(&tree, check);
                if marks.is_empty() {
                    continue;
                }
                marked += marks.len();
                let mut outcome = Outcome::default();
                compare(&shown, marks, assess(&tree, &catalog, check), &mut outcome);
                if !outcome.holds() {
                    complaints.push_str(&format!("{check}: {outcome}"));
                }
            }
            if marked == 0 {
                complaints.push_str(&format!("{shown}{name} marks nothing\n"));
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

#[test]
fn every_check_has_examples_of_the_plain_states_and_a_near_miss() {
    for check in Catalog::builtin().unwrap().checks() {
        let id = check.id.as_str();
        let trees = examples("checks", id);
        assert!(trees.contains_key("near_miss.py"), "{id}: no near miss");
        let marked: Vec<State> =
            trees.values().flat_map(|tree| marks_of(tree, id)).map(|item| item.state).collect();
        // An effect that is its own guard has one state, and a value has a way or
        // has not.
        let one = matches!(check.guards.order, Order::AtEffect | Order::Flow);
        let conditional = (!one && id != "deserialisation").then_some(State::Conditional);
        let plain = [State::Guarded, State::Missing, State::NotApplicable];
        for state in plain.into_iter().chain(conditional) {
            assert!(marked.contains(&state), "{id}: no example is {state}");
        }
    }
}

#[test]
fn a_mark_says_check_state_and_columns() {
    let text =
        "    guard(x)\n#   ^^^^^^^^ access: guarded\n# a comment\ndef f():\n# <- access: missing\n";
    let items: Vec<_> = marks("a.py", text, "access").iter().map(Item::to_string).collect();
    assert_eq!(items, ["a.py:1:4-12 guarded", "a.py:4:0 missing"]);
}
