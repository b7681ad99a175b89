//! What a change does beyond the handlers of the files it touches: guards in
//! functions that no handler in sight leads to, and in those of other files.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, FileAssessment, RepoPath};

use crate::in_memory::InMemory;

type Files<'a> = &'a [(&'a str, &'a str)];

/// What is said of the files that differ.
fn assess(before: Files<'_>, after: Files<'_>) -> Vec<FileAssessment> {
    let tree = |files: Files<'_>| -> Arc<dyn Sources> { Arc::new(InMemory::of(files)) };
    let differ = before.iter().zip(after).filter(|(old, new)| old.1 != new.1);
    let pair = |path: &str| {
        let path: RepoPath = path.into();
        FilePair { base: Some(path.clone()), head: Some(path) }
    };
    let files = differ.map(|(old, _)| pair(old.0)).collect();
    let request = Request { base: Some(tree(before)), head: tree(after), files };
    Engine::new(Catalog::builtin().unwrap()).assess_all(&request, &AtomicBool::new(false))
}

/// What is told as lost: the handler, the check, the file and its 1-based old line.
fn told(before: Files<'_>, after: Files<'_>) -> Vec<String> {
    let found = assess(before, after);
    let findings = found.iter().flat_map(|file| &file.findings);
    let lost = findings.filter(|finding| finding.change() == Some(Change::Removed));
    lost.map(|finding| {
        let (handler, place) = (finding.handler(), finding.primary());
        format!("{handler} {} {}:{}", finding.check(), place.file, place.first_line())
    })
    .collect()
}

const LONE: &str = "\
from flask import abort
class Locks:
    def open_gate(self, gate, level):
        if gate.state not in ('closed', 'ready'):
            abort(409)
        if level > gate.height:
            abort(400)
        gate.level = level
";

#[test]
fn a_function_that_no_handler_leads_to_is_told_by_itself() {
    let without = LONE.replace(
        "        if gate.state not in ('closed', 'ready'):\n            abort(409)\n",
        "        gate.asked = True\n",
    );
    assert_eq!(
        told(&[("locks.py", LONE)], &[("locks.py", &without)]),
        ["locks.py::Locks.open_gate generation locks.py:4"]
    );
}

#[test]
fn a_refusal_that_moved_to_another_function_is_not_lost() {
    let moved = LONE.replace(
        "        if level > gate.height:\n            abort(400)\n",
        "        self.fits(gate, level)\n",
    );
    let moved = format!(
        "{moved}    def fits(self, gate, level):\n        if level > gate.height:\n            abort(400)\n"
    );
    let rows = [
        moved,
        LONE.replace("'", "\""),
        LONE.replace("level > gate.height", "gate.height < level"),
        LONE.replace("abort(409)", "abort(409, 'not now')"),
    ];
    for after in rows {
        let lost = told(&[("locks.py", LONE)], &[("locks.py", &after)]);
        assert!(lost.is_empty(), "{lost:?} by\n{after}");
    }
}

#[test]
fn a_refusal_that_another_function_has_kept_stands_for_none_that_went() {
    let test = "        if gate.owner != self.caller:\n            abort(403)\n";
    let locks = |first: &str, second: &str, level: &str| {
        format!(
            "from flask import abort\nclass Locks:\n    def open_gate(self, gate):\n{first}        \
             gate.level = {level}\n    def close_gate(self, gate):\n{second}        gate.level = 0\n"
        )
    };
    let both = locks(test, test, "1");
    // Both are changed, and one of them keeps what it asked.
    let one = locks("", test, "2").replace("level = 0", "level = -1");
    assert_eq!(
        told(&[("locks.py", &both)], &[("locks.py", &one)]),
        ["locks.py::Locks.open_gate access locks.py:4"]
    );
    // What moved on to whoever is called last did come there.
    let handed = "        self.close_gate(gate)\n";
    let before = locks(&format!("{test}{handed}"), "", "1");
    let after = locks(handed, test, "1");
    assert_eq!(told(&[("locks.py", &before)], &[("locks.py", &after)]), [] as [&str; 0]);
}

#[test]
fn tests_and_functions_that_went_are_not_told() {
    let without = LONE.replace("        if level > gate.height:\n            abort(400)\n", "");
    let lost = told(&[("tests/locks.py", LONE)], &[("tests/locks.py", &without)]);
    assert!(lost.is_empty(), "{lost:?}");
    let gone = "from flask import abort\nclass Locks:\n    pass\n";
    let lost = told(&[("locks.py", LONE)], &[("locks.py", gone)]);
    assert!(lost.is_empty(), "{lost:?}");
}

const LOCKED: &str = "\
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from .models import Gate
def opened(number):
    gate = Gate.objects.select_for_update().get(pk=number)
    gate.opened = True
    gate.save()
def open_gate(request, number):
    opened(number)
    return HttpResponse(request.GET['next'])
";

const GATES: [(&str, &str); 2] = [
    (
        "gates/models.py",
        "from django.db import models\nclass Gate(models.Model):\n    opened = models.BooleanField()\n",
    ),
    (
        "gates/urls.py",
        "from django.urls import path\nfrom . import views\nurlpatterns = [path('gates/<int:number>', views.open_gate)]\n",
    ),
];

#[test]
fn a_guard_that_was_lost_in_a_helper_is_told_on_its_line() {
    let without = LOCKED.replace(".select_for_update()", "");
    let with = |views: &'static str| [GATES[0], GATES[1], ("gates/views.py", views)];
    let lost = told(&with(LOCKED), &[GATES[0], GATES[1], ("gates/views.py", &without)]);
    assert_eq!(lost, ["gates/views.py::open_gate generation gates/views.py:5"]);
}

const HANDLERS: &str = "\
from flask import Flask, request
from .service import Gates
app = Flask(__name__)
def gates():
    return Gates()
@app.put('/gates/<int:number>')
def move(number):
    gates().move(number, request.form['level'])
    return 'moved'
@app.put('/gates/<int:number>/lamp')
def light(number):
    gates().light(number)
    return 'lit'
";

const SERVICE: &str = "\
from flask import abort
from .store import Gate, db
class Gates:
    def move(self, number, level):
        gate = Gate.query.get_or_404(number)
        if gate.state != 'closed':
            abort(409)
        gate.level = level
        db.session.commit()
    def light(self, number):
        gate = Gate.query.get_or_404(number)
        gate.lit = True
        db.session.commit()
";

const STORE: &str = "\
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
class Gate(db.Model):
    state = db.Column(db.String)
";

#[test]
fn a_guard_lost_in_a_service_is_told_of_the_handler_that_leads_there() {
    let files = [("g/store.py", STORE), ("g/views.py", HANDLERS), ("g/service.py", SERVICE)];
    let without =
        SERVICE.replace("        if gate.state != 'closed':\n            abort(409)\n", "");
    let after = [files[0], files[1], ("g/service.py", without.as_str())];
    assert_eq!(told(&files, &after), ["g/views.py::move generation g/service.py:6"]);
    let found = assess(&files, &after);
    let [reached] = found[0].reached.as_slice() else { panic!("{:?}", found[0].reached) };
    let way: Vec<String> = reached
        .through
        .iter()
        .map(|place| format!("{}:{}", place.file, place.first_line()))
        .collect();
    assert_eq!(way, ["g/views.py:8", "g/service.py:4"]);
    let listed: Vec<&str> = found[0].handlers.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(listed, ["move"], "nothing is lost by the other handler");
}

#[test]
fn handlers_that_lead_to_what_loses_nothing_are_named_and_not_listed() {
    let files = [("g/store.py", STORE), ("g/views.py", HANDLERS), ("g/service.py", SERVICE)];
    let other = SERVICE.replace("gate.level = level", "gate.level = int(level)");
    let found = assess(&files, &[files[0], files[1], ("g/service.py", other.as_str())]);
    let reached: Vec<&str> = found[0].reached.iter().map(|one| one.handler.name.as_str()).collect();
    assert_eq!(reached, ["move"]);
    assert!(found[0].handlers.is_empty(), "{:?}", found[0].handlers);
}

#[test]
fn what_a_base_class_asks_reaches_the_handlers_below_it() {
    let base = "\
from flask.views import MethodView
from flask_login import login_required
class Guarded(MethodView):
    decorators = [login_required]
";
    let views = "\
from flask import Flask
from .base import Guarded
from .store import Gate, db
app = Flask(__name__)
class GateView(Guarded):
    def delete(self, number):
        db.session.delete(Gate.query.get_or_404(number))
        db.session.commit()
        return 'gone'
app.add_url_rule('/gates/<int:number>', view_func=GateView.as_view('gate'))
";
    let files = [("g/store.py", STORE), ("g/views.py", views), ("g/base.py", base)];
    let without = base.replace("[login_required]", "[]");
    let lost = told(&files, &[files[0], files[1], ("g/base.py", without.as_str())]);
    assert_eq!(lost, ["g/views.py::GateView.delete authentication g/base.py:4"]);
}

#[test]
fn each_call_that_locks_counts_by_itself() {
    let both = LOCKED
        .replace("def open_gate", "def closed(number):\n    gate = Gate.objects.select_for_update().get(pk=number)\n    gate.delete()\ndef open_gate")
        .replace("    opened(number)\n", "    if request.method == 'POST':\n        opened(number)\n    if request.method == 'DELETE':\n        closed(number)\n");
    let with = |views: &str| -> Vec<String> {
        let before = [GATES[0], GATES[1], ("gates/views.py", both.as_str())];
        told(&before, &[GATES[0], GATES[1], ("gates/views.py", views)])
    };
    let first = both.replacen(".select_for_update()", "", 1);
    assert_eq!(with(&first), ["gates/views.py::open_gate generation gates/views.py:5"]);
    let second = both.replace(
        "select_for_update().get(pk=number)\n    gate.delete",
        "get(pk=number)\n    gate.delete",
    );
    assert_eq!(with(&second), ["gates/views.py::open_gate generation gates/views.py:9"]);
}

const DENIED: &str = "\
from fastapi import APIRouter, HTTPException
from .service import Boats, Denied
router = APIRouter()
def turned(error):
    match type(error):
        case Denied:
            raise HTTPException(status_code=403)
        case _:
            raise HTTPException(status_code=500)
@router.delete('/boats/{number}')
def drop(number: int):
    try:
        Boats().drop(number)
    except Exception as error:
        turned(error)
";

const BOATS: &str = "\
from sqlalchemy.orm import Session, declarative_base
Base = declarative_base()
class Boat(Base):
    __tablename__ = 'boats'
class Denied(Exception):
    pass
class Boats:
    def __init__(self, user=None, session: Session = None):
        self.user, self.session = user, session
    def may_drop(self, boat):
        return boat.owner_id == self.user.id
    def drop(self, number):
        boat = self.session.get(Boat, number)
        if not self.may_drop(boat):
            raise Denied()
        self.session.delete(boat)
        self.session.commit()
";

#[test]
fn exceptions_that_a_function_turns_into_answers_are_refusals() {
    let by_class = DENIED.replace(
        "    match type(error):\n        case Denied:\n            raise HTTPException(status_code=403)\n        case _:\n            raise HTTPException(status_code=500)\n",
        "    if isinstance(error, Denied):\n        raise HTTPException(status_code=403)\n    raise HTTPException(status_code=500)\n",
    );
    let without = BOATS.replace(
        "        if not self.may_drop(boat):\n            raise Denied()\n",
        "        self.may_drop(boat)\n",
    );
    for handlers in [DENIED, &by_class] {
        let before = [("b/views.py", handlers), ("b/service.py", BOATS)];
        let lost = told(&before, &[before[0], ("b/service.py", without.as_str())]);
        assert!(
            lost.iter().any(|one| one.starts_with("b/views.py::drop ") && one.ends_with("b/service.py:14")),
            "{lost:?}"
        );
    }
}

/// A service of its own in each of `files` files, which all lead to one gate.
fn many(files: usize) -> Vec<(String, String)> {
    let handler = |at: usize| {
        let text = format!(
            "from flask import Flask\nfrom gates import open_gate\napp = Flask(__name__)\n\
             @app.post('/{at}/<int:number>')\ndef view_{at}(number):\n    open_gate(number)\n    return ''\n"
        );
        (format!("app_{at}.py"), text)
    };
    (0..files).map(handler).collect()
}

#[test]
fn handlers_that_are_too_many_to_look_at_are_said_to_be() {
    let gate =
        "from flask import abort\ndef open_gate(number):\n    if number > 9:\n        abort(400)\n";
    let left_out = |files: usize| {
        let others = many(files);
        let mut before = vec![("gates.py", gate)];
        before.extend(others.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let mut after = before.clone();
        after[0].1 = "def open_gate(number):\n    return number\n";
        let found = assess(&before, &after);
        let reasons = found.iter().flat_map(|file| &file.not_analysed);
        reasons.map(|one| format!("{}: {}", one.file, one.reason)).collect::<Vec<_>>()
    };
    assert_eq!(left_out(3), Vec::<String>::new());
    assert_eq!(
        left_out(20),
        [
            "gates.py: handlers of other files that lead to `open_gate` are too many or too far away: \
          only the nearest were looked at"
        ]
    );
}
