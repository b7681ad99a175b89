"""Writes that put in the same whatever was there."""

import os
import secrets

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Lamp(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    lit = db.Column(db.Boolean)
    burnt = db.Column(db.Integer)
    key = db.Column(db.String)
    place = db.Column(db.String)


@app.post("/lamps/<int:lamp_id>/out")
def put_out(lamp_id):
# <- generation: not-applicable
    lamp = Lamp.query.get_or_404(lamp_id)
    lamp.lit = False
    db.session.commit()
    return "", 204


@app.post("/lamps/<int:lamp_id>/key")
def new_key(lamp_id):
# <- generation: not-applicable
    lamp = Lamp.query.get_or_404(lamp_id)
    lamp.key = secrets.token_hex(16)
    db.session.commit()
    return "", 204


@app.post("/lamps/<int:lamp_id>/burn")
def count_up(lamp_id):
    lamp = Lamp.query.get_or_404(lamp_id)
    lamp.lit = True
    lamp.burnt = lamp.burnt + 1
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    return "", 204


@app.post("/lamps/<int:lamp_id>/move")
def move(lamp_id):
    lamp = Lamp.query.get_or_404(lamp_id)
    lamp.place = request.form["place"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    return "", 204


@app.post("/lamps/<plan>/<name>")
def rename_plan(plan, name):
# <- generation: not-applicable
    os.rename("plans-" + plan, "plans-" + name)
    return "", 204
