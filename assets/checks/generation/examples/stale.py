"""Rows that went stale after they were read, and the version that a caller names."""

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm.exc import StaleDataError

app = Flask(__name__)
db = SQLAlchemy(app)


class Chart(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    version = db.Column(db.Integer)
    text = db.Column(db.String)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


@app.put("/charts/<int:number>")
def whoever_names_a_version(number):
    chart = db.session.get(Chart, number)
    data = request.get_json()
    if "version" in data and data["version"] != chart.version:
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: conditional
        abort(409)
    try:
        chart.text = data["text"]
        db.session.commit()
    except StaleDataError:
        abort(409)
    return "", 204


@app.patch("/charts/<int:number>")
def whatever_the_caller_saw(number):
    chart = db.session.get(Chart, number)
    try:
        chart.text = request.get_json()["text"]
        db.session.commit()
    except StaleDataError:
#          ^^^^^^^^^^^^^^ generation: guarded
        abort(409)
    return "", 204


@app.post("/charts/<int:number>")
def every_caller_names_a_version(number):
    chart = db.session.get(Chart, number)
    data = request.get_json()
    if data["version"] != chart.version:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
        abort(409)
    try:
        chart.text = data["text"]
        db.session.commit()
    except StaleDataError:
        abort(409)
    return "", 204
