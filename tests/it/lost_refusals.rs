//! Refusals that a change takes from a handler where another one still answers
//! the question, or nothing asks it: told on the old line, and only once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, FileAssessment, Finding, RepoPath};

use crate::in_memory::InMemory;

const HEAD: &str = "\
from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Boat(db.Model):
    state = db.Column(db.String)
def looked_at(number):
    if number > 99:
        abort(403)
@app.put('/boats/<int:number>')
def repaint(number):
    looked_at(number)
    boat = Boat.query.get_or_404(number)
";

const TAIL: &str =
    "    boat.colour = request.form['colour']\n    db.session.commit()\n    return 'ok'\n";

fn file(body: &str) -> String {
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    format!("{HEAD}{body}{TAIL}")
}

fn assess(before: &str, after: &str) -> FileAssessment {
    let tree = |text: &str| -> Arc<dyn Sources> { Arc::new(InMemory::of(&[("app.py", text)])) };
    let path: RepoPath = "app.py".into();
    let files = vec![FilePair { base: Some(path.clone()), head: Some(path) }];
    let request = Request { base: Some(tree(before)), head: tree(after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    engine.assess_all(&request, &AtomicBool::new(false)).remove(0)
}

/// What is told as removed: check and 1-based old line.
fn told(before: &str, after: &str) -> Vec<(String, u32)> {
    let is_told = |finding: &&Finding| finding.change() == Some(Change::Removed);
    let place =
        |finding: &Finding| (finding.check().as_str().to_owned(), finding.primary().first_line());
    assess(before, after).findings.iter().filter(is_told).map(place).collect()
}

const TESTED: &str = "\
if not request.form.get('colour'):
    abort(400)
if len(request.form['colour']) > 20:
    abort(400)
if boat.state == 'sold':
    abort(409)";

#[test]
fn one_of_several_tests_that_is_gone_is_told_on_its_old_line() {
    let without_length =
        TESTED.replace("if len(request.form['colour']) > 20:\n    abort(400)\n", "");
    assert_eq!(told(&file(TESTED), &file(&without_length)), [("input-validation".to_owned(), 16)]);
}

#[test]
fn what_no_fact_is_known_of_is_told_by_its_status() {
    let without_state = TESTED.replace("if boat.state == 'sold':\n    abort(409)", "");
    assert_eq!(told(&file(TESTED), &file(&without_state)), [("generation".to_owned(), 18)]);
}

#[test]
fn a_refusal_in_a_helper_is_told_on_the_line_that_went() {
    let before = file(TESTED);
    let after = before.replace("    if number > 99:\n        abort(403)\n", "    pass\n");
    assert_eq!(told(&before, &after), [("access".to_owned(), 8)]);
}

#[test]
fn refusals_in_other_words_or_places_are_not_lost() {
    let rows = [
        // In other words.
        TESTED.replace("boat.state == 'sold'", "is_sold(boat)"),
        // In one test.
        TESTED.replace(":\n    abort(400)\nif len", " or len"),
        // Laid out anew.
        TESTED.replace("'", "\"").replace(" > 20", ">20"),
        // In another order.
        TESTED.lines().skip(4).chain(TESTED.lines().take(4)).collect::<Vec<_>>().join("\n"),
    ];
    for after in rows {
        let lost = told(&file(TESTED), &file(&after));
        assert!(lost.is_empty(), "{lost:?} by\n{after}");
    }
}

#[test]
fn what_went_with_all_that_it_was_about_is_not_lost() {
    let about_more =
        format!("{TESTED}\nif request.args.get('fast') not in ('0', '1'):\n    abort(422)");
    assert_eq!(told(&file(&about_more), &file(TESTED)), []);
}

#[test]
fn a_form_asked_for_elsewhere_of_what_a_handler_does_not_use_is_not_lost() {
    let read = "\
from functools import wraps
from flask import Flask, abort, request
app = Flask(__name__)
def formed(body):
    if not isinstance(body, dict):
        abort(400)
def with_body(view):
    @wraps(view)
    def wrapper(*given):
        request.body = request.get_json(silent=True) if request.method == 'POST' else {}
        formed(request.body)
        return view(*given)
    return wrapper
def keyed(view):
    @wraps(view)
    def wrapper(*given):
        sent = request.get_json(silent=True) if request.method == 'POST' else {}
        if sent.get('key', request.headers.get('key')) != app.config['KEY']:
            abort(401)
        return view(*given)
    return wrapper
@app.get('/tides')
@with_body
@keyed
def tides():
    return 'high'
";
    assert_eq!(told(read, &read.replace("@with_body\n", "")), []);
}

const STAFF: &str = "\
from flask import Flask, abort
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Boat(db.Model):
    owner_id = db.Column(db.Integer)
def staff(view):
    def wrapper(*given):
        if not current_user.is_staff:
            abort(403)
        return view(*given)
    return wrapper
";

#[test]
fn a_choice_that_turns_nobody_away_is_not_lost() {
    let listed = "\
@app.get('/boats/<int:number>')
def show(number):
    boat = Boat.query.get_or_404(number)
    if boat.owner_id == current_user.id:
        print(Boat.query.count())
    return str(boat.id)
";
    let without = "\
@app.get('/boats/<int:number>')
def show(number):
    boat = Boat.query.get_or_404(number)
    return str(boat.id)
";
    assert_eq!(told(&format!("{STAFF}{listed}"), &format!("{STAFF}{without}")), []);
}

#[test]
fn looking_among_ones_own_is_lost_with_what_was_found_there_and_not_told() {
    let found = "\
@app.get('/boats')
@staff
def count():
    print(Boat.query.filter_by(owner_id=current_user.id).first())
    return str(Boat.query.count())
";
    let without =
        found.replace("    print(Boat.query.filter_by(owner_id=current_user.id).first())\n", "");
    assert_eq!(told(&format!("{STAFF}{found}"), &format!("{STAFF}{without}")), []);
}

#[test]
fn a_guard_of_a_list_that_grew_is_not_lost() {
    let base = "\
from flask import Flask
from flask_limiter import Limiter
from flask_login import login_required
from flask_restful import Api, Resource
app = Flask(__name__)
api = Api(app)
limiter = Limiter(app=app)
class Base(Resource):
    decorators = [login_required]
class Boats(Base):
    def post(self):
        return 'ok'
api.add_resource(Boats, '/boats')
";
    let grown = base.replace(
        "class Boats(Base):\n",
        "class Boats(Base):\n    decorators = Base.decorators + [limiter.limit('9/day')]\n",
    );
    assert_eq!(told(base, &grown), []);
}

#[test]
fn what_is_not_there_for_anybody_is_no_refusal_to_lose() {
    assert_eq!(told(&file("if boat.state is None:\n    abort(404)"), &file("print(1)")), []);
}

#[test]
fn a_helper_under_the_test_that_there_is_something_to_look_at_is_as_good_as_what_it_does() {
    let written_out = "\
if 'colour' in request.form:
    if len(request.form['colour']) > 20:
        abort(400)";
    let called = "\
if 'colour' in request.form:
    short(request.form['colour'])";
    let helper = "def short(text):\n    if len(text) > 20:\n        abort(400)\n@app.put";
    let with_helper = file(called).replace("@app.put", helper);
    let findings = assess(&file(written_out), &with_helper).findings;
    let weakened: Vec<_> =
        findings.iter().filter(|one| one.change() == Some(Change::Weakened)).collect();
    assert!(weakened.is_empty(), "{weakened:?}");
}

/// What is told when a test before these lines goes: checks, in the order of the list.
fn checks_told(test: &str, rest: &str) -> Vec<String> {
    let lines =
        |code: &str| -> String { code.lines().map(|line| format!("    {line}\n")).collect() };
    let (test, rest) = (lines(test), lines(rest));
    let file = |test: &str| format!("{SHIPS}{test}{rest}    return 'ok'\n");
    let mut checks: Vec<String> =
        told(&file(&test), &file("")).into_iter().map(|(check, _)| check).collect();
    checks.retain(|check| check != "input-validation");
    checks
}

const SHIPS: &str = "\
import requests
from pathlib import Path
from flask import Flask, abort, redirect, request
from flask_login import login_user
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Ship(db.Model):
    phase = db.Column(db.String)
@app.post('/ships/<int:number>')
def change(number):
    ship = Ship.query.get_or_404(number)
    sent = request.get_json()
";

#[test]
fn a_lost_test_is_told_by_what_it_looks_at() {
    let rows = [
        ("if not Path(sent['log']).is_relative_to('/logs'):\n    abort(400)", "path"),
        ("if is_hidden(sent['path']):\n    abort(404)", "path"),
        ("if sent['feed'].scheme not in ('http', 'https'):\n    abort(400)", "ssrf"),
        ("if request.mimetype != 'text/csv':\n    abort(400)", "content-type"),
        ("if ship.status != sent['was']:\n    abort(400)", "generation"),
        ("if ship.owner != sent['name']:\n    abort(404)", "object-access"),
    ];
    for (test, check) in rows {
        let rest = "ship.log = sent['log'], sent['path'], sent['feed'], sent['was'], sent['name']";
        assert_eq!(checks_told(test, rest), [check], "{test}");
    }
    // The path of the request itself is no file, and an order is no address.
    for test in ["if request.path == '/':\n    abort(400)", "if sent['size'] > 3:\n    abort(400)"]
    {
        assert_eq!(checks_told(test, "ship.log = sent['size']"), [] as [&str; 0], "{test}");
    }
}

#[test]
fn an_answer_for_what_may_fail_is_lost_where_that_is_still_done() {
    let answered = "\
try:
    boat.rename(request.form['name'])
except Outdated:
    abort(409)";
    let told = |after: &str| told(&file(answered), &file(after));
    assert_eq!(
        told("boat.rename(request.form['name'])"),
        [("generation".to_owned(), 16)],
        "what may fail is still done"
    );
    assert_eq!(told("pass"), []);
    let lenient = answered.replace("409", "404");
    assert_eq!(self::told(&file(&lenient), &file("boat.rename(request.form['name'])")), []);
}

#[test]
fn a_clause_that_became_part_of_a_broader_one_is_not_lost() {
    let classes = "class Failure(Exception):\n    pass\nclass Outdated(Failure):\n    pass\n\
                   class Taken(Failure):\n    pass\n@app.put";
    let tree = |clauses: &str| {
        let body = format!("try:\n    boat.rename(request.form['name'])\n{clauses}");
        file(&body).replace("@app.put", classes)
    };
    let before =
        tree("except Outdated:\n    abort(409)\nexcept (Taken, ValueError):\n    abort(400)");
    let rows = [
        "except (Outdated, ValueError, Taken):\n    abort(409)",
        "except (Failure, ValueError):\n    abort(400)",
    ];
    for after in rows {
        let lost = told(&before, &tree(after));
        assert!(lost.is_empty(), "{lost:?} by\n{after}");
    }
    let lost = told(&before, &tree("except (Taken, ValueError):\n    abort(400)"));
    assert_eq!(lost, [("generation".to_owned(), 22)]);
}

#[test]
fn a_test_of_a_setting_stands_for_none_of_what_a_request_brings() {
    let asked = "if request.form.get('colour') == 'none':\n    abort(403)";
    let setting = "if app.dry == True:\n    abort(403)";
    assert_eq!(told(&file(asked), &file(setting)), [("access".to_owned(), 14)]);
    let renamed = "if is_bare(request.form):\n    abort(403)";
    assert_eq!(told(&file(asked), &file(renamed)), []);
}

#[test]
fn of_one_test_in_two_helpers_the_one_that_went_is_told() {
    let helper = |name: &str| {
        format!(
            "def {name}(boat):\n    if boat.state == 'sold':\n        abort(409)\n    boat.{name} = 1\n"
        )
    };
    let (first, second) = (helper("washed"), helper("dried"));
    let body = file("washed(boat)\ndried(boat)");
    let before = body.replace("@app.put", &format!("{first}{second}@app.put"));
    let after = before.replacen("    if boat.state == 'sold':\n        abort(409)\n", "", 1);
    assert_eq!(told(&before, &after), [("generation".to_owned(), 11)]);
}

#[test]
fn a_call_that_is_taken_off_the_way_of_a_value_is_told() {
    let sent = |code: &str| {
        format!(
            "\
from flask import Flask, redirect, request
from addresses import own_only
app = Flask(__name__)
@app.get('/on')
def on():
    wanted = request.args['next']
{code}    return redirect(wanted)
"
        )
    };
    let tidied = sent("    wanted = own_only(wanted)\n");
    assert_eq!(told(&tidied, &sent("")), [("redirect".to_owned(), 7)]);
    assert_eq!(told(&tidied, &sent("    wanted = own_only( wanted )\n")), []);
    assert_eq!(told(&sent(""), &tidied), []);
}

#[test]
fn a_guard_that_left_a_name_without_its_value_is_told() {
    let sent = |code: &str| {
        format!(
            "\
from flask import Flask, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars
app = Flask(__name__)
@app.get('/crew')
def crew():
    sailor = request.args['name']
    found = Connection(Server('hall'))
{code}
    return str(len(found.entries))
"
        )
    };
    let asks = "    found.search('dc=hall', '(uid=%s)' % fit)";
    let made = |by: &str| sent(&format!("    fit = {by}\n{asks}"));
    let before = made("escape_filter_chars(sailor)");
    assert_eq!(told(&before, &sent(asks)), [("ldap-injection".to_owned(), 9)]);
    // What gives it a value elsewhere is read for what it gives.
    let elsewhere = sent(asks).replace("app = Flask", "fit = 'captain'\napp = Flask");
    assert_eq!(told(&before, &elsewhere), []);
}

#[test]
fn a_test_that_left_before_a_redirect_is_told() {
    let guarded = "\
from flask import Flask, redirect, request
from urllib.parse import urlsplit
app = Flask(__name__)
@app.get('/on')
def on():
    wanted = request.args['next']
    if wanted.startswith('//'):
        return 'stay'
    if urlsplit(wanted).netloc not in app.config['HOSTS']:
        return 'stay'
    return redirect(wanted)
";
    let without =
        guarded.replacen("    if wanted.startswith('//'):\n        return 'stay'\n", "", 1);
    assert_eq!(told(guarded, &without), [("redirect".to_owned(), 7)]);
    let rows = [
        guarded.replace("'", "\""),
        guarded.replace("wanted.startswith('//')", "wanted[:2] == '//'"),
        guarded.replace("    wanted = ", "    wanted = str() or "),
    ];
    for after in rows {
        assert_eq!(told(guarded, &after), [], "{after}");
    }
}

#[test]
fn a_page_that_is_not_seen_any_more_is_not_read_without_bounds() {
    let listed = "\
@app.get('/boats')
@staff
def boats():
    size = min(int(request.args['size']), 50)
    return str([boat.id for boat in Boat.query.limit(size).all()])
";
    let unseen = listed.replace("Boat.query.limit(size).all()", "fleet.page(size)");
    let unseen = unseen.replace("def boats():", "def boats():\n    print(Boat.query.count())");
    let staff = STAFF.replace("import Flask, abort", "import Flask, abort, request");
    let staff = format!("{staff}from harbour import fleet\n");
    let told: Vec<_> = told(&format!("{staff}{listed}"), &format!("{staff}{unseen}"))
        .into_iter()
        .filter(|(check, _)| check == "rate-limit")
        .collect();
    assert_eq!(told, []);
}

#[test]
fn another_call_of_the_same_reader_keeps_what_its_failure_is_answered_with() {
    let read = "\
try:
    wanted = Colour.model_validate(request.get_json())
except ValidationError:
    abort(422)
if wanted.name not in ('red', 'blue'):
    abort(400)";
    let with = |body: &str| {
        let imports = "from pydantic import BaseModel, ValidationError\n";
        let model = "class Colour(BaseModel):\n    name: str\n";
        let tail = TAIL.replace("request.form['colour']", "wanted.name");
        let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
        format!(
            "{imports}{}{body}{tail}",
            HEAD.replace("def looked_at", &format!("{model}def looked_at"))
        )
    };
    let other = read.replace("model_validate", "of_form");
    assert_eq!(told(&with(read), &with(&other)), []);
    let unread = "wanted = Colour.model_construct(**request.get_json())";
    assert_ne!(told(&with(read), &with(unread)), []);
}
