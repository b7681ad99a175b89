"""Guards that stand around functions which handlers call."""

from functools import wraps

from flask import Flask, abort
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Crane(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def foremen_only(work):
    @wraps(work)
    def wrapper(*given):
        if not current_user.is_foreman:
            abort(403)
        return work(*given)

    return wrapper


def timed(work):
    @wraps(work)
    def wrapper(*given):
        print("begins")
        return work(*given)

    return wrapper


@timed
@foremen_only
def scrap(number):
    db.session.delete(Crane.query.get(number))


@timed
def hide(number):
    db.session.delete(Crane.query.get(number))


@app.delete("/cranes/<int:number>")
@login_required
def remove(number):
    scrap(number)
#   ^^^^^^^^^^^^^ access: guarded
    return ""


@app.put("/cranes/<int:number>")
@login_required
def cover(number):
    hide(number)
#   ^^^^^^^^^^^^ access: missing
    return ""
