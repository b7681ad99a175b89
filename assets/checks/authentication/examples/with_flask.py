"""Who is calling? A Flask part of a lending library."""

from flask import Flask, abort, g, jsonify
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)


@app.get("/members/<int:member_id>")
@login_required
#^^^^^^^^^^^^^^ authentication: guarded
def show_member(member_id):
    member = Member.query.get_or_404(member_id)
    return jsonify(name=member.name)


@app.get("/members/<int:member_id>/card")
def show_card(member_id):
    if g.member is None:
#      ^^^^^^^^^^^^^^^^ authentication: guarded
        abort(401)
    member = Member.query.get_or_404(member_id)
    return jsonify(card=member.id, name=member.name)


@app.get("/members")
def list_members():
    members = Member.query.all()
#             ^^^^^^^^^^^^^^^^^^ authentication: missing
    return jsonify(members=[member.name for member in members])


@app.get("/members/<int:member_id>/name")
def show_name(member_id):
    if app.config["CLOSED_COMMUNITY"]:
        if g.member is None:
#          ^^^^^^^^^^^^^^^^ authentication: conditional
            abort(401)
    member = Member.query.get_or_404(member_id)
    return jsonify(name=member.name)


@app.get("/opening-hours")
def opening_hours():
# <- authentication: not-applicable
    return jsonify(monday="10-18", saturday="10-14")
