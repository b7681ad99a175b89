"""What looks like asking who is calling."""

from flask import Flask, abort, g, jsonify, session
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)


@app.get("/identified")
def identified_but_not_refused():
    g.member_id = session.get("member_id")
    members = Member.query.all()
#             ^^^^^^^^^^^^^^^^^^ authentication: missing
    return jsonify(count=len(members))


@app.post("/forget/<int:member_id>")
def asked_after_the_fact(member_id):
    Member.query.filter_by(id=member_id).delete()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
    if g.member is None:
        abort(401)
    return "", 204


@login_required
@app.get("/guarded-copy")
def guarded_above_the_route():
    # Flask registers what stands below the route; the guard wraps a copy.
    members = Member.query.all()
#             ^^^^^^^^^^^^^^^^^^ authentication: missing
    return jsonify(count=len(members))
