//! Calls whose target the code chooses while it runs, clauses that wait for what
//! nobody raises, and which of several guards is told.

use lineproof::model::State;

use crate::in_memory::InMemory;

const HEAD: &str = "\
from flask import Flask, abort, g, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Kiln(db.Model):
    id = db.Column(db.Integer, primary_key=True)
class Potter(db.Model):
    id = db.Column(db.Integer, primary_key=True)
def staff():
    if not current_user.is_admin:
        abort(403)
";

/// State and line of a check of the only handler of a program.
fn told(check: &str, program: &str) -> (State, String) {
    let program = format!("{HEAD}{program}");
    let found = InMemory::of(&[("app.py", &program)]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    let finding = findings.find(|finding| finding.check().as_str() == check).unwrap();
    let line = finding.primary().first_line() as usize;
    let text = program.lines().nth(line - 1).unwrap_or_default();
    (finding.state(), text.trim().to_owned())
}

fn state(check: &str, program: &str) -> State {
    told(check, program).0
}

/// A handler that calls a method whose name it puts together, and deletes.
fn by_name(name: &str, warm_asks: bool) -> State {
    let asks = if warm_asks { "staff()" } else { "kiln.mood = 'warm'" };
    state(
        "access",
        &format!(
            "class Desk:\n    def do_cool(self, kiln):\n        staff()\n    \
             def do_warm(self, kiln):\n        {asks}\n        self.do_warm_up(kiln)\n    \
             def do_warm_up(self, kiln):\n        return kiln\n    \
             def run(self, kiln, what):\n        way = {name}\n        \
             step = getattr(self, way)\n        step(kiln)\n\
             @app.delete('/kilns/<int:pk>/<what>')\ndef put_out(pk, what):\n    \
             kiln = Kiln.query.get(pk)\n    Desk().run(kiln, what)\n    \
             db.session.delete(kiln)\n"
        ),
    )
}

#[test]
fn what_every_method_asks_that_a_name_may_mean_is_asked() {
    for name in ["'do_%s' % what", "'do_' + what", "f'do_{what}'", "'do_{}'.format(what)"] {
        assert_eq!(by_name(name, true), State::Guarded, "{name}");
        assert_eq!(by_name(name, false), State::Conditional, "{name}");
    }
}

#[test]
fn a_name_that_may_mean_anything_leaves_it_open() {
    assert_eq!(by_name("what", true), State::Unproven);
}

#[test]
fn what_every_function_of_a_table_asks_is_asked() {
    let table = |warm: &str| {
        let handler = format!(
            "def cool(kiln):\n    staff()\ndef warm(kiln):\n    {warm}\n\
             @app.delete('/kilns/<int:pk>/<what>')\ndef put_out(pk, what):\n    \
             table = {{'cool': cool, 'warm': warm}}\n    kiln = Kiln.query.get(pk)\n    \
             table[what](kiln)\n    db.session.delete(kiln)\n"
        );
        state("access", &handler)
    };
    assert_eq!(table("staff()"), State::Guarded);
    assert_eq!(table("return kiln"), State::Conditional, "where the cool one is chosen");
}

#[test]
fn a_clause_for_what_nobody_raises_asks_nothing() {
    let handler = |before: &str| {
        let handler = format!(
            "class Unknown(Exception):\n    pass\n\
             def find(pk):\n    {before}\n    return Kiln.query.filter_by(id=pk, potter=current_user.id).first()\n\
             @app.get('/kilns/<int:pk>')\ndef show(pk):\n    try:\n        \
             kiln = find(pk)\n    except Unknown:\n        abort(401)\n    \
             return jsonify(kiln)\n"
        );
        told("authentication", &handler).1
    };
    let asks = "if not current_user.is_authenticated:\n        raise Unknown()";
    let alone = handler("pk = int(pk)");
    assert!(!alone.contains("Unknown"), "{alone}");
    assert_eq!(handler(asks), "except Unknown:");
}

#[test]
fn whether_a_part_was_sent_is_no_condition_for_looking_at_it() {
    let handler = |test: &str| {
        let handler = format!(
            "def checked(names):\n    for name in names.split(','):\n        \
             if name not in app.config['NAMES']:\n            abort(400)\n    return names\n\
             @app.get('/kilns')\ndef show():\n    names = request.args.get('names')\n    \
             hot = request.args.get('hot')\n    if {test}:\n        names = checked(names)\n    \
             return jsonify(Kiln.query.filter_by(names=names).all())\n"
        );
        state("input-validation", &handler)
    };
    assert_eq!(handler("names"), State::Guarded);
    assert_eq!(handler("hot"), State::Conditional);
}

#[test]
fn a_right_of_its_own_is_told_before_finding_among_what_may_be_seen() {
    let handler = |asks: &str| {
        let handler = format!(
            "def find(pk):\n    kiln = Kiln.query.get(pk)\n    \
             if kiln.shop_id != current_user.shop_id:\n        abort(404)\n    return kiln\n\
             def owner(kiln):\n    if kiln.potter_id != current_user.id:\n        abort(403)\n\
             @app.delete('/kilns/<int:pk>')\n@login_required\ndef drop(pk):\n    \
             kiln = find(pk)\n    {asks}\n    db.session.delete(kiln)\n"
        );
        told("object-access", &handler)
    };
    assert_eq!(handler("owner(kiln)"), (State::Guarded, "owner(kiln)".to_owned()));
    assert_eq!(handler("kiln.mood = 1"), (State::Guarded, "kiln = find(pk)".to_owned()));
}
