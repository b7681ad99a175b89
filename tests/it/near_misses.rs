//! Guards and what only looks like one, side by side in one small service.

use lineproof::model::State::{self, Conditional, Guarded, Missing};

use crate::in_memory::InMemory;

const SERVICE: &str = "\
import contextlib, functools
from functools import wraps
from flask import Flask, abort, jsonify, request, g
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from werkzeug.exceptions import Forbidden
app = Flask(__name__)
db = SQLAlchemy(app)
class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
def check():
    if not current_user.is_admin:
        abort(403)
async def acheck():
    if not current_user.is_admin:
        abort(403)
@contextlib.contextmanager
def only_admins():
    if not current_user.is_admin:
        abort(403)
    yield
def noop(view):
    @wraps(view)
    def inner(*a, **k):
        current_user.is_admin
        return view(*a, **k)
    return inner
def swallow(view):
    @wraps(view)
    def inner(*a, **k):
        try:
            check()
        except Exception:
            app.logger.error('no')
        return view(*a, **k)
    return inner
def admin(view):
    @wraps(view)
    def inner(*a, **k):
        check()
        return view(*a, **k)
    return inner
def forgets(view):
    @wraps(view)
    def inner(*a, **k):
        check()
        return view(*a, **k)
    return view
def generator_check():
    if not current_user.is_admin:
        abort(403)
    yield 1
@app.get('/mine')
def mine():
    return jsonify(Item.query.filter_by(owner_id=current_user.id).all())
";

/// What is said of the check in question of the handler `drop` at the end.
fn state(check: &str, code: &str) -> State {
    let found = InMemory::of(&[("app.py", &format!("{SERVICE}{code}"))]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    let finding = findings.find(|finding| {
        finding.check().as_str() == check && finding.handler().as_str().ends_with("drop")
    });
    finding.unwrap().state()
}

#[test]
fn object_access_is_told_from_what_looks_like_it() {
    let cases = [
        (
            "other object",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    other=Item.query.get(request.args['x'])\n    item=Item.query.get(pk)\n    if other.owner_id != current_user.id:\n        abort(403)\n    db.session.delete(item)",
        ),
        (
            "self compare",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item=Item.query.get(pk)\n    if item.owner_id != item.owner_id:\n        abort(403)\n    db.session.delete(item)",
        ),
        (
            "owner from request",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item=Item.query.get(pk)\n    if item.owner_id != int(request.args['me']):\n        abort(403)\n    db.session.delete(item)",
        ),
        (
            "scoped",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item = Item.query.filter_by(id=pk, owner_id=current_user.id).first_or_404()\n    db.session.delete(item)",
        ),
        (
            "recheck reload",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item = Item.query.filter_by(id=pk, owner_id=current_user.id).first_or_404()\n    item = Item.query.get(request.args['id'])\n    db.session.delete(item)",
        ),
        (
            "membership asked for",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item = Item.query.get(pk)\n    Member.query.filter_by(item=item, user_id=current_user.id).first_or_404()\n    db.session.delete(item)",
        ),
        (
            "membership only counted",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item = Item.query.get(pk)\n    Member.query.filter_by(item=item, user_id=current_user.id).count()\n    db.session.delete(item)",
        ),
    ];
    for (name, expected, code) in cases {
        assert_eq!(state("object-access", code), expected, "{name}:\n{code}");
    }
}

#[test]
fn access_is_told_from_what_looks_like_it() {
    let cases = [
        (
            "ignored result",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    current_user.is_admin\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "or True",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if not (current_user.is_admin or True):\n        abort(403)\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "nested never called",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    def guard():\n        check()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "decorator above route",
            Missing,
            "@admin\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "decorator below route",
            Guarded,
            "@app.delete('/items/<int:pk>')\n@admin\ndef drop(pk):\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "noop deco",
            Missing,
            "@app.delete('/items/<int:pk>')\n@noop\ndef drop(pk):\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "swallow deco",
            Missing,
            "@app.delete('/items/<int:pk>')\n@swallow\ndef drop(pk):\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "forgets deco",
            Missing,
            "@app.delete('/items/<int:pk>')\n@forgets\ndef drop(pk):\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "caller says role",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if request.args['role'] != 'admin':\n        abort(403)\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "not awaited",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    acheck()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "awaited",
            Guarded,
            "@app.delete('/items/<int:pk>')\nasync def drop(pk):\n    await acheck()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "create_task",
            Conditional,
            "@app.delete('/items/<int:pk>')\nasync def drop(pk):\n    import asyncio\n    asyncio.create_task(acheck())\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "context manager",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    with only_admins():\n        db.session.delete(Item.query.get(pk))",
        ),
        (
            "partial",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    functools.partial(check)()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "after",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    item=Item.query.get(pk)\n    db.session.delete(item)\n    check()",
        ),
        (
            "assert",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    assert current_user.is_admin\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "unused compare",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    ok = current_user.is_admin\n    if not ok:\n        app.logger.warning('x')\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "flag tested",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    ok = current_user.is_admin\n    if not ok:\n        return 'no', 403\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "inverted",
            Missing,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if current_user.is_admin:\n        abort(403)\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "helper returns bool ignored",
            Missing,
            "def may():\n    return current_user.is_admin\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    may()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "helper returns bool used",
            Guarded,
            "def may():\n    return current_user.is_admin\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if not may():\n        abort(403)\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "helper returns response ignored",
            Missing,
            "def guard():\n    if not current_user.is_admin:\n        return 'no', 403\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    guard()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "helper returns response used",
            Guarded,
            "def guard():\n    if not current_user.is_admin:\n        return jsonify('no'), 403\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    refused = guard()\n    if refused:\n        return refused\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "helper returns response walrus",
            Guarded,
            "def guard():\n    if not current_user.is_admin:\n        return jsonify('no'), 403\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if (refused := guard()) is not None:\n        return refused\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "method guard",
            Conditional,
            "@app.route('/items/<int:pk>', methods=['GET','DELETE'])\ndef drop(pk):\n    if request.method == 'GET':\n        check()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "debug bypass",
            Conditional,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if not app.debug:\n        check()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "header bypass",
            Conditional,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if request.headers.get('X-Internal') != '1':\n        check()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "any role",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if not any(r.name == 'admin' for r in current_user.roles):\n        abort(403)\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "role in list",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if 'admin' not in current_user.roles:\n        raise Forbidden()\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "early 200",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if not current_user.is_admin:\n        return 'ok'\n    db.session.delete(Item.query.get(pk))",
        ),
        (
            "in if block",
            Guarded,
            "@app.delete('/items/<int:pk>')\ndef drop(pk):\n    if current_user.is_admin:\n        db.session.delete(Item.query.get(pk))\n    return ''",
        ),
    ];
    for (name, expected, code) in cases {
        assert_eq!(state("access", code), expected, "{name}:\n{code}");
    }
}

#[test]
fn authentication_is_told_from_what_looks_like_it() {
    let cases = [(
        "login above route",
        Missing,
        "@login_required\n@app.delete('/items/<int:pk>')\ndef drop(pk):\n    db.session.delete(Item.query.get(pk))",
    )];
    for (name, expected, code) in cases {
        assert_eq!(state("authentication", code), expected, "{name}:\n{code}");
    }
}
