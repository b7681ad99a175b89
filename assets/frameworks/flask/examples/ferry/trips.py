"""Handlers that say nothing of what runs before them."""

from flask import Blueprint, request
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
trips = Blueprint("trips", __name__)


class Trip(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    harbour = db.Column(db.String)


@trips.post("/trips")
def book():
# <- csrf: conditional
# <- authentication: guarded
    db.session.add(Trip(harbour=request.form["harbour"]))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    db.session.commit()
    return "", 201


@trips.get("/trips/<int:trip_id>")
def show(trip_id):
# <- csrf: not-applicable
# <- authentication: guarded
    return {"harbour": Trip.query.get(trip_id).harbour}
#                      ^^^^^^^^^^^^^^^^^^^^^^^ access: missing
