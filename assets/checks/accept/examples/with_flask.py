"""Does the caller accept what is sent? A Flask part of a lending library."""

from functools import wraps

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Branch(db.Model):
    code = db.Column(db.String, primary_key=True)
    street = db.Column(db.String)


def json_is_acceptable(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not request.accept_mimetypes.accept_json:
            abort(406)
        return view(*args, **kwargs)

    return wrapper


@app.get("/branches")
@json_is_acceptable
#^^^^^^^^^^^^^^^^^^ accept: guarded
def list_branches():
    return jsonify([branch.code for branch in Branch.query.all()])


@app.get("/branches/<code>")
def show_branch(code):
    branch = Branch.query.get_or_404(code)
    return jsonify(street=branch.street)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accept: missing


@app.get("/branches/<code>/street")
def show_street(code):
    if app.config["NEGOTIATES"]:
        if not request.accept_mimetypes.accept_json:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accept: conditional
            abort(406)
    return jsonify(street=Branch.query.get_or_404(code).street)


@app.delete("/branches/<code>")
def delete_branch(code):
# <- accept: not-applicable
    Branch.query.filter_by(code=code).delete()
    return "", 204


@app.put("/branches/<code>")
def neighbours_that_only_read_are_no_habit_for_writing(code):
# <- accept: not-applicable
    branch = Branch.query.get_or_404(code)
    branch.street = request.form["street"]
    db.session.commit()
    return jsonify(street=branch.street)
