//! Guards around a handler of which nothing is known to need one, and what the
//! service signed itself.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, Finding, RepoPath, State};

use crate::in_memory::InMemory;

fn findings(before: Option<&str>, after: &str) -> Vec<Finding> {
    let tree = |text: &str| {
        let mut files = InMemory::default();
        files.insert("views.py", text);
        Arc::new(files)
    };
    let path: RepoPath = "views.py".into();
    let files = vec![FilePair { base: before.map(|_| path.clone()), head: Some(path) }];
    let base = before.map(|text| tree(text) as Arc<dyn lineproof::analysis::Sources>);
    let request = Request { base, head: tree(after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    engine.assess_all(&request, &AtomicBool::new(false)).remove(0).findings
}

fn of<'found>(findings: &'found [Finding], check: &str) -> &'found Finding {
    findings.iter().find(|finding| finding.check().as_str() == check).unwrap()
}

const DOOR: &str = "\
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
@login_required
def door(request, name):
    for room in request.user.lodge.rooms():
        if room.label == name:
            return redirect('room', room.number)
    raise Http404
urlpatterns = [path('door/<str:name>/', door)]
";

#[test]
fn a_declared_guard_is_told_whatever_it_guards() {
    let found = findings(None, DOOR);
    assert_eq!(of(&found, "authentication").state(), State::Guarded);
    assert_eq!(of(&found, "access").state(), State::NotApplicable);
    let asked = DOOR
        .replace("@login_required", "@permission_required('lodge.enter', raise_exception=True)");
    assert_eq!(of(&findings(None, &asked), "access").state(), State::Guarded);
    let open = DOOR.replace("@login_required\n", "");
    assert_eq!(of(&findings(None, &open), "authentication").state(), State::NotApplicable);
}

#[test]
fn a_declared_guard_that_goes_is_told() {
    let open = DOOR.replace("@login_required\n", "");
    let found = findings(Some(DOOR), &open);
    assert_eq!(of(&found, "authentication").change(), Some(Change::Removed));
}

#[test]
fn what_the_service_signed_may_be_kept() {
    let program = "\
from django.core import signing
from django.http import HttpResponse
from django.urls import path
def welcome(request, token):
    try:
        guest = signing.loads(token)
    except signing.BadSignature:
        return HttpResponse('no')
    request.session['guest'] = guest['name']
    return HttpResponse('yes')
urlpatterns = [path('welcome/<str:token>/', welcome)]
";
    let found = findings(None, program);
    assert_eq!(of(&found, "trust-boundary").state(), State::Guarded);
    let plain = program.replace("signing.loads(token)", "{'name': token}");
    assert_eq!(of(&findings(None, &plain), "trust-boundary").state(), State::Missing);
}

#[test]
fn what_is_asked_of_those_who_sign_in_makes_no_page_anybodys_own() {
    let program = "\
from flask import Flask, redirect, render_template, request
from flask_login import current_user, login_user
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Guest(db.Model):
    name = db.Column(db.String)
@app.route('/enter', methods=['GET', 'POST'])
def enter():
    if request.method == 'POST':
        guest = Guest.query.filter_by(name=request.form['name']).first()
        if guest and guest.verify_password(request.form['password']):
            login_user(guest)
            return redirect('/')
    return render_template('enter.html', name=request.form.get('name'))
";
    let found = findings(None, program);
    assert_eq!(of(&found, "caching").state(), State::NotApplicable);
    // Who is signed in already is shown what is theirs.
    let shown = program.replace(
        "    return render",
        "    kept = {}\n    if current_user.is_authenticated:\n        \
         kept['rooms'] = Guest.query.filter_by(id=current_user.id).all()\n    return render",
    );
    let shown = shown.replace("name=request.form.get('name')", "**kept");
    assert_eq!(of(&findings(None, &shown), "caching").state(), State::Missing);
}
