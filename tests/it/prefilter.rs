//! Listing a whole tree parses only files whose words can make a handler: it
//! finds the same handlers as reading every file does, and counts the others.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{FileAssessment, RepoPath};

use crate::in_memory::InMemory;

/// Assesses every file of a tree, compared with an empty one where `compared`:
/// then each file is read.
fn assess(engine: &Engine, tree: &InMemory, compared: bool) -> Vec<FileAssessment> {
    let files = tree.paths().map(|path| FilePair { base: None, head: Some(path) }).collect();
    let empty: Arc<dyn Sources> = Arc::new(InMemory::default());
    let base = compared.then_some(empty);
    let request = Request { base, head: Arc::new(tree.clone()), files };
    engine.assess_all(&request, &AtomicBool::new(false))
}

fn handlers(found: &[FileAssessment]) -> Vec<String> {
    found.iter().flat_map(|file| &file.handlers).map(|one| one.id.to_string()).collect()
}

fn engine() -> Engine {
    Engine::new(Catalog::builtin().unwrap())
}

#[test]
fn no_handler_of_an_example_is_passed_over() {
    let engine = engine();
    let mut seen = 0;
    for folder in ["assets/checks", "assets/frameworks"] {
        for one in fs::read_dir(folder).unwrap() {
            let mut tree = InMemory::default();
            let examples = one.unwrap().path().join("examples");
            for example in fs::read_dir(&examples).into_iter().flatten() {
                let path = example.unwrap().path();
                if path.extension().is_some_and(|end| end == "py") {
                    tree.insert(name(&path), &fs::read_to_string(&path).unwrap());
                }
            }
            let read = handlers(&assess(&engine, &tree, true));
            assert_eq!(handlers(&assess(&engine, &tree, false)), read, "{}", examples.display());
            seen += read.len();
        }
    }
    assert!(seen > 300, "only {seen} handlers in the examples");
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn words_lead_over_other_files_to_a_handler() {
    let mut tree = InMemory::default();
    tree.insert("own.py", "from flask.views import MethodView as Base\nclass Own(Base): pass\n");
    tree.insert("mid.py", "import own\nMiddle = own.Own\n");
    tree.insert(
        "end.py",
        "from mid import (\n    Middle,\n)\nclass End(Middle):\n    def get(self):\n        return ''\n",
    );
    tree.insert("plain.py", "def get(view):\n    return view\n");
    let found = assess(&engine(), &tree, false);
    assert_eq!(handlers(&found), ["end.py::End.get"]);
    let over: Vec<RepoPath> = tree
        .paths()
        .zip(&found)
        .filter(|(_, file)| file.passed_over)
        .map(|(path, _)| path)
        .collect();
    assert_eq!(over, [RepoPath::new("plain.py")]);
}

#[test]
fn a_file_that_a_route_elsewhere_leads_to_is_read() {
    let mut tree = InMemory::default();
    tree.insert(
        "urls.py",
        "from django.urls import path\nimport views\nurlpatterns = [path('x/', views.shown)]\n",
    );
    tree.insert("views.py", "def shown(request):\n    return request.GET['a']\n");
    let found = assess(&engine(), &tree, false);
    assert_eq!(handlers(&found), ["views.py::shown"]);
}

#[test]
fn a_change_is_read_whatever_its_words() {
    let mut tree = InMemory::default();
    tree.insert("plain.py", "def get(view)\n    return view\n");
    let found = assess(&engine(), &tree, true);
    assert!(!found[0].passed_over);
    assert!(!found[0].not_analysed.is_empty(), "the broken line is said");
}

#[test]
fn words_of_packages_that_the_tree_never_names_lead_nowhere() {
    let routed = "@router.get('/x')\ndef shown():\n    return ''\n";
    let over = |first: &str| {
        let mut tree = InMemory::default();
        tree.insert("plain.py", &format!("{first}{routed}"));
        assess(&engine(), &tree, false)[0].passed_over
    };
    assert!(over("import rules as router\n"));
    assert!(!over("from fastapi import APIRouter\nrouter = APIRouter()\n"));
}
