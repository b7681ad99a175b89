//! Handlers that are run for some versions of an interface alone, and what objects keep of
//! what they were made with.

use lineproof::model::{Evidence, Finding, Role, State};

use crate::in_memory::InMemory;

fn item(check: &str, handler: &str, program: &str) -> Finding {
    let found = InMemory::of(&[("app.py", program)]).assess();
    let mut all = found.into_iter().flat_map(|file| file.findings);
    let id = format!("app.py::{handler}");
    all.find(|item| item.check().as_str() == check && item.handler().as_str() == id).unwrap()
}

const VERSIONED: &str = "\
from flask import Flask, abort, g, request
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Tide(db.Model):
    generation = db.Column(db.Integer)
    level = db.Column(db.Integer)
def only_for(min_version, max_version=None):
    def decorate(function):
        return function
    return decorate
def change(number):
    tide = Tide.query.filter_by(id=number).first()
    version = request.environ['tides.version']
    if version.matches((1, 8)):
        if tide.generation != request.json['generation']:
            abort(409)
    tide.level = request.json['level']
    db.session.commit()
    return 'ok'
@app.put('/old/<number>')
@only_for('1.0', '1.7')
def old(number):
    return change(number)
@app.put('/new/<number>')
@only_for('1.8')
def new(number):
    return change(number)
@app.put('/any/<number>')
@only_for('1.3')
def some(number):
    return change(number)
@app.put('/all/<number>')
def all_of_them(number):
    return change(number)
";

#[test]
fn a_range_of_versions_decides_the_tests_of_the_version() {
    let state = |handler: &str, program: &str| item("generation", handler, program).state();
    assert_eq!(state("old", VERSIONED), State::Missing);
    assert_eq!(state("new", VERSIONED), State::Guarded);
    assert_eq!(state("some", VERSIONED), State::Conditional);
    assert_eq!(state("all_of_them", VERSIONED), State::Conditional);
    // Two texts may be anything, unless they are said to be a least and a greatest.
    let other = VERSIONED.replace("min_version, max_version", "since, until");
    assert_eq!(state("new", &other), State::Conditional);
}

const KEPT: &str = "\
from flask import Flask, g
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Tide(db.Model):
    level = db.Column(db.Integer)
class Keeper:
    def __init__(self, session):
        self.session = session
    def all(self):
        return self.session.query(Tide).all()
class Context:
    def __init__(self):
        self.keeper = Keeper(db.session)
@app.before_request
def prepare():
    g.context = Context()
@app.get('/tides')
@login_required
def tides():
    return str(g.context.keeper.all())
";

#[test]
fn what_an_object_was_made_with_is_found_where_it_keeps_that() {
    let found = item("authentication", "tides", KEPT);
    assert_eq!(found.state(), State::Guarded);
    let effects = found.evidence().iter().filter(|it| it.role == Role::Effect);
    let lines: Vec<u32> = effects.map(|it: &Evidence| it.place.first_line()).collect();
    assert_eq!(lines, [22, 12]);
    let other =
        KEPT.replace("self.session = session", "session = None\n        self.session = session");
    let found = item("authentication", "tides", &other);
    assert!(
        !found.evidence().iter().any(|it| it.role == Role::Effect && it.place.first_line() == 13)
    );
}

const CALLED_BACK: &str = "\
from authlib.integrations.flask_client import OAuth
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
oauth = OAuth(app)
class Keeper(db.Model):
    name = db.Column(db.String)
    level = db.Column(db.Integer)
def must_be_keeper():
    if request.headers.get('key') != app.config['KEY']:
        abort(403)
@app.get('/keepers')
def keepers():
    must_be_keeper()
    return str(Keeper.query.all())
@app.get('/back')
def back():
    token = oauth.create_client('oidc').authorize_access_token()
    keeper = Keeper.query.filter_by(name=token['userinfo']['name']).first()
    return str(keeper.level)
";

#[test]
fn who_comes_back_from_a_sign_in_service_is_nobody_yet() {
    let found = item("access", "back", CALLED_BACK);
    assert_eq!(found.state(), State::NotApplicable, "{}", found.message());
    assert_eq!(item("authentication", "back", CALLED_BACK).state(), State::Guarded);
    let asked = CALLED_BACK.replace(".authorize_access_token()", ".get('tides').json()");
    assert_eq!(item("access", "back", &asked).state(), State::Missing);
}

const TWO_PROOFS: &str = "\
from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash
app = Flask(__name__)
db = SQLAlchemy(app)
class Tide(db.Model):
    level = db.Column(db.Integer)
@app.post('/tides')
def tides():
    word = request.form['word']
    if check_password_hash(app.config['HASH'], word):
        pass
    elif app.config['TOKEN'] == word:
        pass
    else:
        abort(401)
    return str(Tide.query.all())
";

#[test]
fn another_proof_is_no_way_around_the_first() {
    let state = |program: &str| item("authentication", "tides", program).state();
    assert_eq!(state(TWO_PROOFS), State::Guarded);
    // Something else that is sent proves nothing.
    let other = TWO_PROOFS.replace("== word", "== request.form['other']");
    assert_eq!(state(&other), State::Conditional);
    let either = TWO_PROOFS.replace("['TOKEN'] == word", "['TOKEN'] == word or app.debug");
    assert_eq!(state(&either), State::Conditional);
    // Nor does a name, where a name and a password are judged.
    let named = TWO_PROOFS
        .replace("app.config['HASH'], word", "app.config['HASH'], word + request.form['name']")
        .replace("== word", "== request.form['name']");
    assert_eq!(state(&named), State::Conditional);
}

const SHIPPED: &str = "\
import os
import sqlite3
from flask import Flask, request
from flask_login import login_required
app = Flask(__name__)
@app.get('/pages')
def pages():
    index = sqlite3.connect(os.path.join(app.root_path, 'index.db'))
    rows = index.cursor().execute('SELECT name FROM pages WHERE text = ?', (request.args['q'],))
    return str(rows.fetchall())
";

#[test]
fn what_is_read_from_a_store_that_is_shipped_is_nobodys_data() {
    let state = |check: &str, files: &[(&str, &str)]| {
        let found = InMemory::of(files).assess();
        let mut all = found.into_iter().flat_map(|file| file.findings);
        all.find(|item| item.check().as_str() == check).unwrap().state()
    };
    let made =
        "import sqlite3\nsqlite3.connect('index.db').execute('INSERT INTO pages VALUES (1)')\n";
    let index = ("index.db", "SQLite format 3");
    let shipped = [("app.py", SHIPPED), index, ("web/commands/fill.py", made)];
    assert_eq!(state("authentication", &shipped), State::NotApplicable);
    // It is asked with what was sent all the same.
    let joined = SHIPPED.replace("= ?', (request.args['q'],)", "= ' + request.args['q']");
    assert_eq!(state("sql-injection", &[("app.py", &joined), index]), State::Missing);
    // One that is not in the tree, or that the program fills, may hold anything.
    assert_eq!(state("authentication", &[("app.py", SHIPPED)]), State::Missing);
    let filled = [("app.py", SHIPPED), index, ("web/fill.py", made)];
    assert_eq!(state("authentication", &filled), State::Missing);
}
