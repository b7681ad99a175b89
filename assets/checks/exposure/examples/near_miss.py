"""What looks like giving something away, and what hides it."""

import logging

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)
log = logging.getLogger(__name__)


class Pilot(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password_hash = db.Column(db.String)


@app.post("/pilots/<int:number>/known")
def the_answer_is_yes_or_no(number):
# <- exposure: not-applicable
    pilot = Pilot.query.get_or_404(number)
    return jsonify(known=check_password_hash(pilot.password_hash, request.form["word"]))


@app.get("/pilots/<int:number>/set")
def whether_there_is_one(number):
# <- exposure: not-applicable
    pilot = Pilot.query.get_or_404(number)
    return jsonify(has_password=pilot.password_hash is not None)


@app.get("/pilots/count")
def logged_is_not_sent():
    try:
        return jsonify(count=Pilot.query.count())
    except Exception as error:
#          ^^^^^^^^^ exposure: guarded
        log.error("no pilots: %s", error)
        return "", 500


@app.get("/pilots/detour")
def by_another_name():
    try:
        return jsonify(count=Pilot.query.count())
    except Exception as error:
        told = {"message": "failed", "because": error.args[0]}
        return jsonify(told), 500
#       ^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing
