"""May the caller do this? A Flask part of a lending library."""

from functools import wraps

from flask import Flask, abort, jsonify
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Branch(db.Model):
    code = db.Column(db.String, primary_key=True)
    closed = db.Column(db.Boolean)


def staff_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not current_user.is_staff:
            abort(403)
        return view(*args, **kwargs)

    return wrapper


@app.get("/branches")
@staff_only
#^^^^^^^^^^ access: guarded
def list_branches():
    return jsonify([branch.code for branch in Branch.query.all()])


@app.delete("/branches/<code>")
def delete_branch(code):
    if not current_user.is_admin:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
        abort(403)
    Branch.query.filter_by(code=code).delete()
    return "", 204


@app.post("/branches/<code>")
def create_branch(code):
    db.session.add(Branch(code=code, closed=False))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    db.session.commit()
    return "", 201


@app.get("/branches/<code>")
def show_branch(code):
    if app.config["BRANCHES_ARE_SECRET"]:
        if not current_user.is_staff:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ access: conditional
            abort(403)
    return jsonify(code=Branch.query.get_or_404(code).code)


@app.get("/opening-hours")
def opening_hours():
# <- access: not-applicable
    return jsonify(monday="10-18", saturday="10-14")
