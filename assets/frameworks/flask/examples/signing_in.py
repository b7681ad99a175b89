"""Signing in, and what needs it: a choir's notice board."""

from flask import Flask, abort, jsonify, redirect, render_template, request
from flask_login import login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class Singer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    password = db.Column(db.String)
    visits = db.Column(db.Integer)


@app.post("/enter")
def enter():
# <- generation: not-applicable
    singer = Singer.query.filter_by(name=request.form["name"]).first()
    if singer is None or not check_password_hash(singer.password, request.form["password"]):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        abort(401)
    singer.visits = singer.visits + 1
    login_user(singer)
    return redirect("/")


@app.post("/enter-freely")
def enter_freely():
# <- generation: not-applicable
    singer = Singer.query.filter_by(name=request.form["name"]).first()
    singer.visits = singer.visits + 1
    login_user(singer)
#   ^^^^^^^^^^^^^^^^^^ authentication: unproven
    return redirect("/")


@app.post("/rename/<int:number>")
@login_required
#^^^^^^^^^^^^^^ authentication: guarded
def rename(number):
    singer = Singer.query.get_or_404(number)
    singer.name = request.form["name"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    login_user(singer)
    return redirect("/")


@app.get("/singers")
def singers():
# <- generation: not-applicable
    return jsonify([singer.name for singer in Singer.query.all()])
#                                             ^^^^^^^^^^^^^^^^^^ authentication: missing
