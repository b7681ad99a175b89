//! What a change did to a guard, one line at a time: the same handler before
//! and after, and what is said of one check.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, RepoPath};

use crate::in_memory::InMemory;

const HEAD: &str = "\
from flask import Flask, abort, request
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Thing(db.Model):
    owner_id = db.Column(db.Integer)
@app.delete('/things/<int:number>')
def drop(number):
    thing = Thing.query.get_or_404(number)
";

const TAIL: &str = "    db.session.delete(thing)\n    return '', 204\n";

/// The change of a check's item when the body's middle changes.
fn change(check: &str, before: &str, after: &str) -> Change {
    let whole = |middle: &str| {
        let body: String = middle.lines().map(|line| format!("    {line}\n")).collect();
        format!("{HEAD}{body}{TAIL}")
    };
    change_of_file(check, &whole(before), &whole(after))
}

/// The change of a check's first item when the file changes.
fn change_of_file(check: &str, before: &str, after: &str) -> Change {
    let tree = |text: &str| -> Arc<dyn Sources> { Arc::new(InMemory::of(&[("app.py", text)])) };
    let path: RepoPath = "app.py".into();
    let files = vec![FilePair { base: Some(path.clone()), head: Some(path) }];
    let request = Request { base: Some(tree(before)), head: tree(after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    let found = engine.assess_all(&request, &AtomicBool::new(false));
    let mut items = found[0].findings.iter().filter(|item| item.check().as_str() == check);
    items.next().and_then(|item| item.change()).unwrap_or(Change::Same)
}

#[test]
fn a_right_that_is_asked_less_strictly_is_told() {
    let asked = "if not current_user.is_admin:\n    abort(403)";
    let rows = [
        ("if current_user.is_admin:\n    abort(403)", Change::Removed),
        ("if not current_user.is_admin and number > 0:\n    abort(403)", Change::Weakened),
        (
            "if not current_user.is_admin and request.args.get('strict'):\n    abort(403)",
            Change::Weakened,
        ),
        ("if number == 7:\n    abort(403)", Change::Removed),
        ("if app.config['MAINTENANCE']:\n    abort(403)", Change::Removed),
        ("if not current_user.is_admin:\n    app.logger.info('no')", Change::Removed),
        (
            "db.session.delete(thing)\nif not current_user.is_admin:\n    abort(403)",
            Change::Weakened,
        ),
        ("if  not  current_user.is_admin :\n    abort( 403 )  # no", Change::Same),
        ("allowed = current_user.is_admin\nif not allowed:\n    abort(403)", Change::Moved),
    ];
    for (after, expected) in rows {
        assert_eq!(change("access", asked, after), expected, "{after}");
    }
}

#[test]
fn an_owner_that_is_compared_otherwise_is_told() {
    let compared = "if thing.owner_id != current_user.id:\n    abort(403)";
    let rows = [
        ("if thing.owner_id == current_user.id:\n    abort(403)", Change::Removed),
        ("if thing.owner_id > current_user.id:\n    abort(403)", Change::Removed),
        (
            "if thing.owner_id and thing.owner_id != current_user.id:\n    abort(403)",
            Change::Weakened,
        ),
        ("if current_user.id != thing.owner_id:\n    abort(403)", Change::Moved),
        (
            "if thing is not None and thing.owner_id != current_user.id:\n    abort(404)",
            Change::Same,
        ),
    ];
    for (after, expected) in rows {
        assert_eq!(change("object-access", compared, after), expected, "{after}");
    }
}

#[test]
fn a_caller_who_need_not_be_known_any_more_is_told() {
    let asked = "if not current_user.is_authenticated:\n    abort(401)";
    let rows = [
        ("if current_user.is_authenticated:\n    abort(401)", Change::Removed),
        (
            "if not current_user.is_authenticated and not app.debug:\n    abort(401)",
            Change::Weakened,
        ),
        ("if not current_user.is_authenticated:\n    abort(403)", Change::Same),
    ];
    for (after, expected) in rows {
        assert_eq!(change("authentication", asked, after), expected, "{after}");
    }
}

const BELOW_A_PUBLIC_BASE: &str = "\
from tornado import web
class PublicBase(web.RequestHandler):
    pass
class Shelf(PublicBase):
    def get(self, name):
        if not self.current_user:
            raise web.HTTPError(401)
        with open('/shelf/' + name) as file:
            self.write(file.read())
";

#[test]
fn a_name_excuses_no_guard_that_was_there() {
    let asked = BELOW_A_PUBLIC_BASE;
    let open = asked.replace("if not self.current_user", "if not name");
    assert_eq!(change_of_file("authentication", asked, &open), Change::Removed);
    assert_eq!(change_of_file("authentication", &open, &open), Change::Same);
}

const ANSWERS_A_POST: &str = "\
from flask import Flask, jsonify
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Thing(db.Model):
    name = db.Column(db.String)
@app.post('/things/<int:number>')
@login_required
def show(number):
    thing = Thing.query.get_or_404(number)
    answer = jsonify(name=thing.name)
    if thing.name:
        answer.headers['Cache-Control'] = 'no-store'
    return answer
";

#[test]
fn a_guard_on_some_paths_that_nobody_has_to_ask_for_is_missed_all_the_same() {
    let (asked, line) = (ANSWERS_A_POST, "        answer.headers['Cache-Control'] = 'no-store'");
    let gone = asked.replace(line, "        pass");
    assert_eq!(change_of_file("caching", asked, &gone), Change::Removed);
    assert_eq!(change_of_file("caching", asked, asked), Change::Same);
}

const SETS_A_FLAG: &str = "\
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Thing(db.Model):
    done = db.Column(db.Boolean)
@app.put('/things/<int:number>')
def finish(number):
    thing = Thing.query.filter_by(id=number).with_for_update().one()
    thing.done = True
    db.session.commit()
    return ''
";

#[test]
fn a_lock_around_a_write_that_needs_none_is_missed_all_the_same() {
    let open = SETS_A_FLAG.replace(".with_for_update()", "");
    assert_eq!(change_of_file("generation", SETS_A_FLAG, &open), Change::Removed);
    assert_eq!(change_of_file("generation", &open, &open), Change::Same);
}

#[test]
fn an_address_that_nobody_can_guess_is_no_stand_in_for_what_was_asked() {
    let file = |decorator: &str| {
        format!(
            "\
import uuid
from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
class Thing(models.Model):
    code = models.UUIDField(default=uuid.uuid4)
{decorator}
def drop(request, code):
    get_object_or_404(Thing, code=code).delete()
    return HttpResponse()
urlpatterns = [path('<uuid:code>', drop)]
"
        )
    };
    let (asked, open) = (file("@login_required"), file(""));
    assert_eq!(change_of_file("authentication", &asked, &open), Change::Removed);
    assert_eq!(change_of_file("authentication", &open, &asked), Change::Added);
}
