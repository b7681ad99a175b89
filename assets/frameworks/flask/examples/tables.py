"""What is looked up in a table of the program's own: any of what it holds.

A rental shed whose things are of several kinds.
"""

from flask import Flask, abort, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Ladder(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    renter_id = db.Column(db.Integer)

    @classmethod
    def of_renter(cls, key, renter):
        return cls.query.filter_by(id=key, renter_id=renter.id).one()


class Barrow(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    renter_id = db.Column(db.Integer)

    @classmethod
    def of_renter(cls, key, renter):
        return cls.query.filter_by(id=key, renter_id=renter.id).one()


class Trailer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    renter_id = db.Column(db.Integer)

    @classmethod
    def of_renter(cls, key, renter):
        return cls.query.filter_by(id=key).one()


SCOPED = {"ladders": Ladder, "barrows": Barrow}
MIXED = {"ladders": Ladder, "trailers": Trailer}

def found_or_gone(find, *args, **kwargs):
    found = find(*args, **kwargs)
    if found is None:
        abort(404)
    return found


@app.get("/things/<kind>/<int:key>")
@login_required
def each_of_them_looks_among_ones_own(kind, key):
    model = SCOPED.get(kind)
    if model is None:
        abort(404)
    thing = found_or_gone(model.of_renter, key, current_user)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    return jsonify(id=thing.id)


@app.get("/mixed/<kind>/<int:key>")
@login_required
def one_of_them_does_not(kind, key):
    thing = MIXED[kind].of_renter(key, current_user)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return jsonify(id=thing.id)
