"""Who names the fields? A Flask part of a seed exchange."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
OPEN_FIELDS = ("name", "note")


class Packet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    note = db.Column(db.String)
    owner_id = db.Column(db.Integer)


@app.post("/packets")
def offer():
    db.session.add(Packet(**request.get_json()))
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing
    return "", 204


@app.post("/packets/some")
def offer_some():
    given = request.get_json()
    db.session.add(Packet(**{key: given[key] for key in OPEN_FIELDS}))
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: guarded
    return "", 204


@app.put("/packets/<int:number>")
def change(number):
    packet = Packet.query.get_or_404(number)
    for key, value in request.get_json().items():
        setattr(packet, key, value)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing
    return "", 204


@app.patch("/packets/<int:number>")
def change_listed(number):
    packet = Packet.query.get_or_404(number)
    for key, value in request.get_json().items():
        if key not in OPEN_FIELDS:
            continue
        setattr(packet, key, value)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: guarded
    return "", 204


@app.put("/packets/<int:number>/note")
def change_note(number):
# <- mass-assignment: not-applicable
    packet = Packet.query.get_or_404(number)
    packet.note = request.get_json()["note"]
    return "", 204
