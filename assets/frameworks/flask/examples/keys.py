"""Whoever was given a key may see what it opens."""
from flask import Flask, abort, request
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Locker(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
    api_key = db.Column(db.String(40))
    colour = db.Column(db.String(20))


@app.get("/lockers/mine")
def mine():
# <- object-access: not-applicable
    return {"all": [one.id for one in Locker.query.filter_by(owner_id=current_user.id).all()]}


@app.get("/lockers/open/<key>")
def opened(key):
    locker = Locker.query.filter(Locker.api_key == key).first()
    if locker is None:
#      ^^^^^^^^^^^^^^ object-access: guarded
        abort(404)
    return {"id": locker.id}


# A colour is no key.
@app.get("/lockers/by-colour/<colour>")
def by_colour(colour):
    locker = Locker.query.filter(Locker.colour == colour).first()
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    if locker is None:
        abort(404)
    return {"id": locker.id}


# Nobody is turned away who has none.
@app.get("/lockers/maybe/<key>/<int:number>")
def maybe(key, number):
    locker = Locker.query.filter(Locker.api_key == key).first()
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    other = Locker.query.get(number)
    return {"known": locker is not None, "id": other.id}
