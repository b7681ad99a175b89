"""A closed gate: a wrapper that turns everybody away."""

from functools import wraps

from flask import Flask, abort
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Gate(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def closed(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        abort(403)

    return wrapper


def noted(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        print("asked")
        return view(*args, **kwargs)

    return wrapper


@app.delete("/gates/<int:number>")
@closed
#^^^^^^ access: guarded
#^^^^^^ authentication: guarded
#^^^^^^ object-access: guarded
def take_down(number):
    db.session.delete(Gate.query.get(number))
    return ""


@app.put("/gates/<int:number>")
@noted
def put_up(number):
    db.session.delete(Gate.query.get(number))
#                     ^^^^^^^^^^^^^^^^^^^^^^ access: missing
#                     ^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#                     ^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return ""

