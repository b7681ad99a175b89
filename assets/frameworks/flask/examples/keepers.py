"""An aviary: wrappers that let some callers through, and a hook that finds out who asks."""

from functools import wraps

from flask import Flask, abort, g, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Bird(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    keeper_id = db.Column(db.Integer)


class Keeper(db.Model):
    id = db.Column(db.Integer, primary_key=True)


# To find out who asks keeps nobody from anything.
@app.before_request
def find_keeper():
    number = session.get("user_id")
    g.user = Keeper.query.get(number) if number else None


def heads_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if g.user.is_superuser:
            return view(*args, **kwargs)
        else:
            abort(403)

    return wrapper


def heads_and_helpers(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if g.user.is_superuser:
            return view(*args, **kwargs)
        if g.user.helps:
            return view(*args, **kwargs)
        abort(403)

    return wrapper


@app.delete("/birds/<int:number>")
@heads_only
#^^^^^^^^^^ access: guarded
#^^^^^^^^^^ object-access: guarded
def release(number):
    db.session.delete(Bird.query.get(number))
    return ""


# Helpers are let through as well, whoever's bird it is.
@app.put("/birds/<int:number>")
@heads_and_helpers
#^^^^^^^^^^^^^^^^^ access: guarded
def feed(number):
    Bird.query.get(number).fed = True
#   ^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    db.session.commit()
    return ""


@app.get("/birds/<int:number>")
def look(number):
    return {"keeper": Bird.query.get(number).keeper_id}
#                     ^^^^^^^^^^^^^^^^^^^^^^ access: missing
#                     ^^^^^^^^^^^^^^^^^^^^^^ object-access: missing


@app.get("/hours")
def hours():
# <- access: not-applicable
# <- object-access: not-applicable
    return "from nine to five"

