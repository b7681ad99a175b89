//! Changes after which a guard is not where it was, or not there at all, while
//! nothing that it kept from anybody is open: they are not told; beside each, the
//! same change where something is.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, RepoPath};

use crate::in_memory::InMemory;

/// The checks under which a change of a file is told.
fn told(before: &str, after: &str) -> Vec<String> {
    let tree = |text: &str| -> Arc<dyn Sources> { Arc::new(InMemory::of(&[("app.py", text)])) };
    let path: RepoPath = "app.py".into();
    let files = vec![FilePair { base: Some(path.clone()), head: Some(path) }];
    let request = Request { base: Some(tree(before)), head: tree(after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    let found = engine.assess_all(&request, &AtomicBool::new(false));
    let alarms = found.iter().flat_map(|file| &file.findings);
    let alarms = alarms
        .filter(|item| matches!(item.change(), Some(Change::Removed | Change::Weakened)))
        .map(|item| item.check().as_str().to_owned());
    alarms.collect()
}

const FLASK: &str = "\
from flask import Flask, abort, request
from flask_login import current_user, login_user
from flask_sqlalchemy import SQLAlchemy
from itsdangerous import BadSignature, URLSafeTimedSerializer
app = Flask(__name__)
db = SQLAlchemy(app)
signer = URLSafeTimedSerializer(app.secret_key)
class Member(db.Model):
    pass
class Boat(db.Model):
    club_id = db.Column(db.Integer)
class Setting(db.Model):
    pass
";

fn flask(handler: &str) -> String {
    format!("{FLASK}{handler}")
}

const ENTER: &str = "\
@app.route('/enter/<token>')
def enter(token):
    try:
        number = signer.loads(token, max_age=60)
    except BadSignature:
        return 'no', 400
    login_user(Member.query.get(number))
    return 'ok'
";

#[test]
fn a_proof_whose_failure_is_told_by_a_test_right_after_it_is_still_asked_for() {
    let by_name = ENTER
        .replace(
            "        return 'no', 400\n",
            "        error = 'no'\n    if error:\n        return error, 400\n",
        )
        .replace("    try:", "    error = None\n    try:");
    assert_eq!(told(&flask(ENTER), &flask(&by_name)), [""; 0]);
    let logged = ENTER.replace("        return 'no', 400\n", "        app.logger.info('no')\n");
    assert!(!told(&flask(ENTER), &flask(&logged)).is_empty());
    let never_asked = by_name.replace("    if error:\n        return error, 400\n", "");
    assert!(!told(&flask(ENTER), &flask(&never_asked)).is_empty());
}

const HELPER: &str = "\
def read(kind):
    if {test}:
        raise ValueError('permission')
    return open(kind)
";

#[test]
fn in_a_function_alone_a_test_in_other_words_stands_for_the_one_that_went() {
    let with = |test: &str| HELPER.replace("{test}", test);
    let named = with("kind.path.find('../') > -1");
    let other = with("path.find('../') > -1").replace("    if", "    path = kind.path\n    if");
    assert_eq!(told(&named, &other), [""; 0]);
    let gone = "def read(kind):\n    return open(kind.path)\n";
    assert!(!told(&named, gone).is_empty());
}

const SCOPED: &str = "\
from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404
from django.urls import path
class Club(models.Model):
    member = models.ForeignKey('auth.User', models.CASCADE)
class Boat(models.Model):
    club = models.ForeignKey(Club, models.CASCADE)
@login_required
def moor(request, club, number):
    club = get_object_or_404(Club, id=club, member=request.user)
    try:
        boat = Boat.objects.get(id=number)
    except Boat.DoesNotExist:
        return HttpResponseForbidden()
    if boat.club_id != club.id:
        return HttpResponseForbidden()
    boat.moored = True
    boat.save()
    return HttpResponse('ok')
urlpatterns = [path('clubs/<int:club>/<int:number>/', moor)]
";

#[test]
fn what_is_looked_for_among_those_of_its_owner_need_not_be_compared() {
    let compared = "    if boat.club_id != club.id:\n        return HttpResponseForbidden()\n";
    let open = SCOPED.replace(compared, "");
    let among = open.replace("Boat.objects.get(", "club.boat_set.get(");
    assert_eq!(told(SCOPED, &among), [""; 0]);
    assert!(!told(SCOPED, &open).is_empty());
}

const SET_UP: &str = "\
from app import settings
def store():
    if not settings.BUCKET:
        raise Exception('nowhere to keep it')
    return settings.BUCKET
@app.route('/boats/<int:number>')
def boat(number):
    store()
    found = Boat.query.get_or_404(number)
    if found.club_id != current_user.club_id:
        abort(403)
    return found.name
";

#[test]
fn how_the_service_is_set_up_is_asked_of_no_caller() {
    let assured = SET_UP.replace(
        "    if not settings.BUCKET:\n        raise Exception('nowhere to keep it')\n",
        "    assert settings.BUCKET\n",
    );
    assert_eq!(told(&flask(SET_UP), &flask(&assured)), [""; 0]);
}

const LISTED: &str = "\
from fastapi import Depends, FastAPI, Query
app = FastAPI()
class Bus:
    def __init__(self, group: int = Query(None)):
        self.group = group
@app.get('/boats')
def boats(page: int = 1, bus: Bus = Depends(Bus)):
    return [page]
";

#[test]
fn a_parameter_that_nobody_asks_for_any_more_loses_no_form() {
    let without = LISTED.replace(
        "    def __init__(self, group: int = Query(None)):\n        self.group = group\n",
        "    pass\n",
    );
    assert_eq!(told(LISTED, &without), [""; 0]);
}

const STRICT: &str = "\
@app.route('/boats/<int:number>', methods=['DELETE'])
def sink(number):
    boat = Boat.query.get_or_404(number)
    if not (app.config['CALM'] or app.config['DRY']) and not current_user.is_admin:
        if boat.club_id != current_user.club_id:
            abort(403)
    db.session.delete(boat)
    return 'ok'
";

#[test]
fn a_test_around_a_refusal_that_holds_more_often_is_not_laxer() {
    let stricter =
        STRICT.replace("(app.config['CALM'] or app.config['DRY'])", "app.config['CALM']");
    assert_eq!(told(&flask(STRICT), &flask(&stricter)), [""; 0]);
    let laxer = STRICT.replace("or app.config['DRY']", "or app.config['DRY'] or number > 9");
    assert!(!told(&flask(STRICT), &flask(&laxer)).is_empty());
}

const SAVED: &str = "\
def archive(boat):
    if Setting.query.count() > 99:
        abort(409)
    db.session.add(Setting())
@app.route('/boats/<int:number>', methods=['PATCH'])
def paint(number):
    boat = Boat.query.get_or_404(number)
    if boat.club_id != current_user.club_id:
        abort(403)
    archive(boat)
    boat.colour = 'red'
    db.session.commit()
    return 'ok'
";

#[test]
fn a_refusal_that_went_with_all_that_its_call_wrote_is_no_loss() {
    let before = flask(SAVED);
    let without = flask(&SAVED.replace("    archive(boat)\n", ""));
    assert_eq!(told(&before, &without), [""; 0]);
    let open = flask(&SAVED.replace("    archive(boat)\n", "    db.session.add(Setting())\n"));
    assert!(!told(&before, &open).is_empty());
}

const COUNTED: &str = "\
def numbers(names):
    found = {one.name: one.id for one in Setting.query.filter(Setting.name.in_(names))}
    if len(found) != len(names):
        abort(404)
    return found
@app.route('/boats', methods=['GET'])
def boats():
    return {'ids': numbers(request.args.getlist('name'))}
";

#[test]
fn whether_all_were_found_is_not_whose_they_are() {
    let gone = COUNTED.replace("    if len(found) != len(names):\n        abort(404)\n", "");
    let object = told(&flask(COUNTED), &flask(&gone));
    assert!(!object.iter().any(|check| check == "object-access"), "{object:?}");
}

const FORM: &str = "\
from django import forms
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import path
class BoatForm(forms.Form):
    name = forms.CharField(max_length=20)
def name(request):
    if 'name' not in request.POST:
        return HttpResponseBadRequest()
    form = BoatForm(request.POST)
    if form.is_valid():
        request.session['name'] = form.cleaned_data['name']
    return HttpResponse('ok')
urlpatterns = [path('name/', name)]
";

#[test]
fn what_a_form_asks_for_need_not_be_looked_for_before_it() {
    let asked = "    if 'name' not in request.POST:\n        return HttpResponseBadRequest()\n";
    let by_form = FORM.replace(asked, "");
    assert_eq!(told(FORM, &by_form), [""; 0]);
    let neither = by_form.replace("form.is_valid()", "form");
    let neither = neither.replace("form.cleaned_data['name']", "request.POST['name']");
    assert!(!told(FORM, &neither).is_empty());
}

const AGAIN: &str = "\
from oslo_utils import excutils
class Taken(Exception):
    pass
def keep(name):
    try:
        db.session.add(Setting(name=name))
    except Taken:
        app.logger.info('taken')
        raise
@app.route('/names', methods=['POST'])
def add():
    keep(request.get_json()['name'])
    return 'ok'
";

#[test]
fn what_is_raised_once_more_when_a_block_is_left_is_raised() {
    let by_block = AGAIN.replace(
        "        app.logger.info('taken')\n        raise\n",
        "        with excutils.save_and_reraise_exception():\n            app.logger.info('taken')\n",
    );
    assert_eq!(told(&flask(AGAIN), &flask(&by_block)), [""; 0]);
}

const LISTS: &str = "\
class Mark(db.Model):
    member_id = db.Column(db.Integer)
def marked(boat):
    return Mark.query.filter(Mark.member_id == current_user.id, Mark.boat == boat).count() > 0
@app.route('/boats')
def boats():
    found = Boat.query.filter(Boat.club_id == current_user.club_id)
    return {'boats': [marked(boat) for boat in found]}
";

#[test]
fn a_look_for_one_thing_does_not_come_late_for_a_new_one() {
    let counted =
        LISTS.replace("    return {", "    count = found.count()\n    return {'count': count, ");
    assert_eq!(told(&flask(LISTS), &flask(&counted)), [""; 0]);
}

const REPORTED: &str = "\
import requests
def report(name):
    try:
        requests.post('https://log.example', json={'name': name})
    except Exception:
        app.logger.info('not reported')
def known(name):
    try:
        name = name.strip()
    except ValueError:
        report(name)
    return name
@app.route('/boats')
def boats():
    return known(request.args['name'])
";

#[test]
fn what_only_sends_a_value_on_turned_nobody_away() {
    let silent = REPORTED.replace(
        "    try:\n        name = name.strip()\n    except ValueError:\n        report(name)\n",
        "",
    );
    assert_eq!(told(&flask(REPORTED), &flask(&silent)), [""; 0]);
}
