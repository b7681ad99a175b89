"""What looks like asking for a right."""

from flask import Flask, abort, jsonify
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Branch(db.Model):
    code = db.Column(db.String, primary_key=True)
    closed = db.Column(db.Boolean)


def may(right):
    return right in current_user.rights


@app.delete("/ignored/<code>")
def the_answer_is_ignored(code):
    may("branch:delete")
    Branch.query.filter_by(code=code).delete()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return "", 204


@app.delete("/used/<code>")
def the_answer_is_used(code):
    if not may("branch:delete"):
#      ^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
        abort(403)
    Branch.query.filter_by(code=code).delete()
    return "", 204


@app.delete("/late/<code>")
def asked_after_the_fact(code):
    Branch.query.filter_by(code=code).delete()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    if not may("branch:delete"):
        abort(403)
    return "", 204


@app.get("/signed-in")
@login_required
def known_is_not_allowed():
    branches = Branch.query.all()
#              ^^^^^^^^^^^^^^^^^^ access: missing
    return jsonify(count=len(branches))
