//! Changes around a guard that do not take it away: it stands in another place,
//! under a test that stands around what it guards as well, or something came for
//! it that cannot be read.

use lineproof::model::{Change, State};

use crate::support::compared::{alarms, compared};

const FERRIES: &str = "\
from flask import Flask, abort, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from harbour.gates import Gate
app = Flask(__name__)
db = SQLAlchemy(app)
class Ferry(db.Model):
    captain = db.Column(db.Integer)
class Fare(Exception):
    pass
class NoFare(Exception):
    pass
def collect(ferry):
    if 'fare' not in request.form:
        raise Fare()
    ferry.fare = request.form['fare']
    db.session.commit()
@app.post('/ferries/<int:number>')
def board(number):
";

/// The file with this body of its handler.
fn ferries(body: &str) -> String {
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    format!("{FERRIES}{body}")
}

#[test]
fn a_test_that_stands_around_guard_and_effect_weakens_nothing() {
    let one = "\
ferry = Ferry.query.get_or_404(number)
if ferry.boards:
    if len(request.form['name']) > 20:
        abort(400)
    ferry.name = request.form['name']
    db.session.commit()
return 'ok'";
    let inside = "\
ferry = Ferry.query.get_or_404(number)
if ferry.boards:
    if ferry.ready:
        if len(request.form['name']) > 20:
            abort(400)
        ferry.name = request.form['name']
        db.session.commit()
return 'ok'";
    let beside = inside.replace("        ferry.name", "    ferry.name");
    let beside = beside.replace("        db.session", "    db.session");
    assert_eq!(alarms(&ferries(one), &ferries(inside)), []);
    let told = alarms(&ferries(one), &ferries(&beside));
    assert_eq!(told, [("input-validation".to_owned(), Change::Weakened, 23)]);
}

const GATED: &str = "\
ferry = Ferry.query.get_or_404(number)
if ferry.captain != current_user.id:
    abort(403)
ferry.name = 'sunk'
db.session.commit()
return 'ok'";

#[test]
fn a_decorator_that_came_for_a_guard_and_cannot_be_read_leaves_it_open() {
    let with = ferries(GATED);
    let without =
        with.replace("    if ferry.captain != current_user.id:\n        abort(403)\n", "");
    let unread = without.replace("def board", "@captains_only\ndef board");
    let unread = unread.replace("import Gate", "import Gate, captains_only");
    let unread = [("app.py", unread.as_str()), ("harbour/gates.py", "class Gate: pass\n")];
    let of_tree = [("app.py", with.as_str()), ("harbour/gates.py", "class Gate: pass\n")];
    let found = compared(&of_tree, &unread);
    let item = found.iter().find(|item| item.check().as_str() == "object-access").unwrap();
    assert_eq!((item.state(), item.change()), (State::Unproven, Some(Change::Moved)));
    assert!(item.message().contains("`captains_only` came"), "{}", item.message());
    // One that is known to ask nothing stands for nothing.
    let harmless = without.replace("def board", "@login_required\ndef board");
    assert!(alarms(&with, &harmless).contains(&("object-access".to_owned(), Change::Removed, 21)));
}

#[test]
fn the_same_question_about_another_owner_is_not_lost() {
    let row = "\
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404
from django.db import models
from django.urls import path
class Boat(models.Model):
    user = models.ForeignKey('auth.User', on_delete=models.CASCADE)
def sink(request, number):
    boat = get_object_or_404(Boat, pk=number)
    if boat.user != request.user:
        return HttpResponseForbidden()
    boat.delete()
    return HttpResponse()
urlpatterns = [path('boats/<int:number>', sink)]
";
    let team = row.replace("boat.user != request.user", "boat.team != request.team");
    assert_eq!(alarms(row, &team), []);
    let number = row.replace("boat.user != request.user", "boat.pk != request.number");
    assert!(!alarms(row, &number).is_empty());
}

#[test]
fn another_answer_to_the_same_failure_is_not_lost() {
    let body = "\
ferry = Ferry.query.get_or_404(number)
try:
    collect(ferry)
except Fare:
    abort(401)
return 'ok'";
    let (before, renamed) = (ferries(body), ferries(&body.replace("401", "403")));
    assert_eq!(alarms(&before, &renamed), []);
}

#[test]
fn a_test_that_asks_something_unread_stands_for_what_it_asked() {
    let asked = "\
ferry = Ferry.query.get_or_404(number)
if not paid(ferry):
    abort(403)
ferry.name = 'sunk'
db.session.commit()
return 'ok'";
    let helper = "def paid(ferry):\n    if not current_user.is_admin:\n        abort(403)\n    \
                  return ferry.fare\n@app.post";
    let before = ferries(asked).replace("@app.post", helper);
    let unread = before.replace("if not paid(ferry)", "if not Gate(ferry).opens()");
    assert_eq!(alarms(&before, &unread), []);
    let read = before.replace("if not paid(ferry)", "if not ferry.fare");
    assert!(!alarms(&before, &read).is_empty());
}

#[test]
fn a_question_that_two_calls_ask_is_lost_with_one_of_them() {
    let row = "\
from flask import Flask, abort, request
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Berth(db.Model):
    owner = db.Column(db.Integer)
def only_for(owner):
    if owner != current_user.id:
        abort(403)
def neighbours(sent):
    for berth in Berth.query.filter(Berth.id.in_(sent['beside'])):
        only_for(berth.owner)
@app.post('/berths/<int:number>')
def widen(number):
    berth = Berth.query.get_or_404(number)
    sent = request.get_json()
    only_for(berth.owner)
    neighbours(sent)
    berth.width = sent['width']
    db.session.commit()
    return 'ok'
";
    let without = row.replace("    neighbours(sent)\n", "");
    assert!(alarms(row, &without).iter().any(|(_, _, line)| *line == 19));
    // One call that leads to both asks what two did.
    let inside = row.replace("    only_for(berth.owner)\n    neighbours", "    neighbours");
    let inside = inside.replace("neighbours(sent)", "neighbours(berth, sent)");
    let inside = inside.replace("(berth, sent):\n", "(berth, sent):\n    only_for(berth.owner)\n");
    assert_eq!(alarms(row, &inside), []);
}
