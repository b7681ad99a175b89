//! What is said beside open items: how neighbours do it, and which tests
//! assert the refusal.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Evidence, RepoPath, Role, Side};
use proptest::prelude::*;

use crate::in_memory::InMemory;

const APP: &str = "\
from flask import Flask, abort, request
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Thing(db.Model):
    pass
def must_be_admin():
    if not current_user.is_admin:
        abort(403)
@app.put('/things/<int:number>')
def change(number):
    must_be_admin()
    db.session.delete(Thing.query.get_or_404(number))
    return '', 204
@app.delete('/things/<int:number>')
def drop(number):
    must_be_admin()
    db.session.delete(Thing.query.get_or_404(number))
    return '', 204
@app.post('/things/<int:number>/copy')
def copy(number):
GUARD    db.session.add(Thing.query.get_or_404(number))
    return '', 201
";

const TEST: &str = "\
def test_others_may_not_copy(client):
    answer = client.post(f'/things/{7}/copy')
    assert answer.status_code == 403
";

fn tree(guard: &str, tests: &[(&str, &str)]) -> Arc<dyn Sources> {
    let mut files = InMemory::of(tests);
    files.insert("app.py", &APP.replace("GUARD", guard));
    Arc::new(files)
}

/// Siblings and tests of the access item of `copy`: role, place and phrase.
fn beside(base: Option<Arc<dyn Sources>>, head: Arc<dyn Sources>) -> Vec<Evidence> {
    let path: RepoPath = "app.py".into();
    let files = vec![FilePair { base: base.as_ref().map(|_| path.clone()), head: Some(path) }];
    let request = Request { base, head, files };
    let found = Engine::new(Catalog::builtin().unwrap())
        .assess_all(&request, &AtomicBool::new(false))
        .remove(0);
    let item = found.findings.iter().find(|item| {
        item.check().as_str() == "access" && item.handler().as_str() == "app.py::copy"
    });
    let evidence = item.map(|item| item.evidence().to_vec()).unwrap_or_default();
    evidence.into_iter().filter(|it| matches!(it.role, Role::Sibling | Role::Test)).collect()
}

fn lines(evidence: &[Evidence]) -> Vec<String> {
    let line = |it: &Evidence| {
        let side = if it.place.side() == Side::Base { "-" } else { "" };
        format!("{} {}:{side}{} {}", it.role, it.place.file, it.place.first_line(), it.say)
    };
    evidence.iter().map(line).collect()
}

const SIBLING: &str = "sibling app.py:18 2 of 3 handlers of this file call `must_be_admin`, \
                       this one does not; drop does it so: `must_be_admin()`";

#[test]
fn the_nearest_neighbour_shows_how_it_is_done() {
    assert_eq!(lines(&beside(None, tree("", &[]))), [SIBLING]);
    assert!(beside(None, tree("    must_be_admin()\n", &[])).is_empty());
}

#[test]
fn a_neighbour_that_does_it_at_times_is_counted_and_said_to() {
    let at_times = "\
@app.patch('/things/<int:number>')
def shelve(number):
    if app.config['DESK']:
        must_be_admin()
    db.session.delete(Thing.query.get_or_404(number))
    return '', 204
@app.get('/things/<int:number>')
def show(number):
    return str(Thing.query.get_or_404(number))
";
    let app = format!("{}{at_times}", APP.replace("GUARD", ""));
    let mut files = InMemory::of(&[]);
    files.insert("app.py", &app);
    let said = "sibling app.py:18 3 of 4 handlers of this file that change something call \
                `must_be_admin` (one of them under a condition), this one does not; drop does it \
                so: `must_be_admin()`";
    assert_eq!(lines(&beside(None, Arc::new(files))), [said]);
}

#[test]
fn a_neighbour_that_makes_the_same_call_is_not_said_to_differ_by_it() {
    let app = "\
from flask import Flask, request
app = Flask(__name__)
@app.get('/seeds')
def seeds():
    return str(request.args.get('page', 1, type=int))
@app.get('/beds')
def beds():
    return str(request.args.get('page', 1, type=int))
@app.get('/found')
def found():
    return 'seeds named ' + request.args.get('q', '')
";
    let found = InMemory::of(&[("app.py", app)]).assess().remove(0);
    let is_it = |item: &&lineproof::model::Finding| {
        item.check().as_str() == "input-validation" && item.handler().as_str() == "app.py::found"
    };
    let item = found.findings.iter().find(is_it).unwrap();
    let mut beside = item.evidence().to_vec();
    beside.retain(|it| it.role == Role::Sibling);
    let said = "sibling app.py:8 2 of 3 handlers of this file are guarded, this one is not; \
                beds does it so: `request.args.get('page', 1, type=int)`";
    assert_eq!(lines(&beside), [said]);
}

#[test]
fn a_test_that_asserts_what_nothing_gives_is_named() {
    let tests = [
        TEST.to_owned(),
        TEST.replace("answer.status_code == 403", "answer.status_code == HTTPStatus.FORBIDDEN")
            .replace("def test", "from http import HTTPStatus\ndef test"),
        "class TestCopy(TestCase):\n    def test_others_may_not_copy(self):\n\
         \x20       self.assertEqual(self.client.post('/things/7/copy').status_code, 403)\n"
            .to_owned(),
        "def test_others_may_not_copy(app):\n\n    app.post('/api/things/1/copy', status=403)\n"
            .to_owned(),
        "import pytest\nfrom app import copy\ndef test_others_may_not_copy():\n\
         \x20   with pytest.raises(Forbidden):\n        copy(7)\n"
            .to_owned(),
    ];
    for test in &tests {
        let found = lines(&beside(None, tree("", &[("tests/test_app.py", test)])));
        let expected = "`test_others_may_not_copy` asserts 403 for this route, and no guard was \
                        found that gives it";
        let is_there =
            |line: &String| line.starts_with("test tests/test_app.py:") && line.ends_with(expected);
        assert!(found.iter().any(is_there), "{test}\n{found:?}");
    }
}

#[test]
fn what_is_no_assertion_about_the_route_is_not_named() {
    let tests = [
        TEST.replace("post", "delete"),
        TEST.replace("/copy", "/other"),
        TEST.replace("== 403", "!= 403"),
        TEST.replace("== 403", "== 404"),
        TEST.replace("assert answer.status_code == 403", "reply.status_code = 403"),
        TEST.replace("assert answer.status_code == 403", "assert answer.text == 'status 403'"),
        TEST.replace("def test_", "def "),
        "import pytest\nfrom app import copy, drop\ndef test_others_may_not_drop():\n    copy(7)\n\
         \x20   with pytest.raises(Forbidden):\n        drop(7)\n"
            .to_owned(),
    ];
    for test in &tests {
        let found = lines(&beside(None, tree("", &[("tests/test_app.py", test)])));
        assert_eq!(found, [SIBLING], "{test}");
    }
}

#[test]
fn a_list_of_requests_is_read_as_tests() {
    let yaml = "tests:\n- name: others may not copy\n  POST: /things/$ENVIRON['ID']/copy\n  \
                status: 403\n- name: next\n  GET: /things\n";
    let found = lines(&beside(None, tree("", &[("tests/gabbits/things.yaml", yaml)])));
    let expected = "test tests/gabbits/things.yaml:4 `others may not copy` asserts 403 for this \
                    route, and no guard was found that gives it";
    assert!(found.iter().any(|line| line == expected), "{found:?}");
}

#[test]
fn where_a_guard_is_lost_its_test_or_the_lack_of_one_is_told() {
    let lost = |before: &[(&str, &str)], after: &[(&str, &str)]| {
        let base = tree("    must_be_admin()\n", before);
        lines(&beside(Some(base), tree("", after))).pop().unwrap()
    };
    let test = ("tests/test_app.py", TEST);
    assert_eq!(
        lost(&[test], &[test]),
        "test tests/test_app.py:3 `test_others_may_not_copy` asserts 403 for this route"
    );
    assert_eq!(
        lost(&[test], &[]),
        "test tests/test_app.py:-3 `test_others_may_not_copy` asserted 403 for this route; this \
         change took it away"
    );
    assert_eq!(
        lost(&[test], &[("tests/other/test_app.py", TEST)]),
        "test tests/other/test_app.py:3 `test_others_may_not_copy` asserts 403 for this route"
    );
    assert_eq!(lost(&[], &[]), "test app.py:22 no test was found that asserts 403 for this route");
}

/// Pieces of tests, whole and broken.
fn some_test() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "def test_x(client):\n",
        "    answer = client.post(f'/things/{7}/copy'",
        "    with pytest.raises(Forbidden):\n",
        "        copy(7)\n",
        "assert answer.status_code == 403",
        "status=403)",
        "import pytest, HTTPStatus\n",
        "url = \"/things/é/\" + ",
        "self.url",
        "- name: ü\n  POST: /things/1/copy\n",
        "  status: 403 || 404\n",
        "(",
        "'",
        "\"",
        "\n",
        "\r\n",
        "\t",
        "assertRaises(",
        "\u{202e}",
        "(?P<a>[^/]+)",
        " = ",
        "+",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_read_as_tests(text in prop_oneof![some_test(), "\\PC{0,80}"]) {
        let tests = [("tests/test_app.py", &*text), ("tests/app.yaml", &*text)];
        let found = beside(None, tree("", &tests));
        prop_assert!(found.iter().any(|it| it.role == Role::Sibling));
    }
}
