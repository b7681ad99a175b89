"""Boats of a harbour: a guard that asks the store is left out where the store fails."""

import logging

from flask import Flask, abort
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import NoResultFound, OperationalError

app = Flask(__name__)
db = SQLAlchemy(app)
log = logging.getLogger(__name__)


class Sailor(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer)
    boat_id = db.Column(db.Integer)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))


def must_sail(number):
    sailor = Sailor.query.filter_by(boat_id=number, user_id=current_user.id).first()
    if sailor is None:
        abort(403)


@app.delete("/boats/<int:number>")
@login_required
def scrap(number):
    try:
        must_sail(number)
#       ^^^^^^^^^^^^^^^^^ access: conditional
#       ^^^^^^^^^^^^^^^^^ object-access: conditional
    except OperationalError:
        log.warning("nobody could be asked")
    db.session.delete(Boat.query.get_or_404(number))
    db.session.commit()
    return "", 204


@app.delete("/boats/<int:number>/closed")
@login_required
def scrap_closed(number):
    try:
        must_sail(number)
#       ^^^^^^^^^^^^^^^^^ access: guarded
#       ^^^^^^^^^^^^^^^^^ object-access: guarded
    except OperationalError:
        abort(503)
    db.session.delete(Boat.query.get_or_404(number))
    db.session.commit()
    return "", 204


@app.delete("/boats/<int:number>/whole")
@login_required
def scrap_whole(number):
    try:
        must_sail(number)
#       ^^^^^^^^^^^^^^^^^ access: guarded
#       ^^^^^^^^^^^^^^^^^ object-access: guarded
        db.session.delete(Boat.query.get_or_404(number))
        db.session.commit()
    except OperationalError:
        log.warning("nothing was done")
    return "", 204


@app.delete("/boats/<int:number>/absent")
@login_required
def scrap_absent(number):
    try:
        must_sail(number)
#       ^^^^^^^^^^^^^^^^^ access: guarded
#       ^^^^^^^^^^^^^^^^^ object-access: guarded
    except NoResultFound:
        log.warning("nothing there")
    db.session.delete(Boat.query.get_or_404(number))
    db.session.commit()
    return "", 204
