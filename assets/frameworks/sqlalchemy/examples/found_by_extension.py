"""Boats of a harbour: what Flask-SQLAlchemy 3 finds by itself or answers with 404."""

from flask import Flask, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
    name = db.Column(db.String(20))


@app.delete("/boats/<int:number>")
@login_required
def scrap(number):
# <- generation: not-applicable
    boat = db.get_or_404(Boat, number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    db.session.delete(boat)
    db.session.commit()
    return "", 204


@app.put("/boats/<int:number>")
@login_required
def rename(number):
    boat = db.get_or_404(Boat, number)
    if boat.owner_id != current_user.id:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        return "", 403
    boat.name = request.get_json()["name"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    return "", 204


@app.get("/boats/<int:number>")
@login_required
def show(number):
# <- generation: not-applicable
    boat = db.first_or_404(db.select(Boat).filter_by(id=number))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return jsonify(name=boat.name)


@app.get("/boats/<int:number>/mine")
@login_required
def show_own(number):
# <- generation: not-applicable
    boat = db.one_or_404(db.select(Boat).filter_by(id=number, owner_id=current_user.id))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    return jsonify(name=boat.name)
