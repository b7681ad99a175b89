"""A look among one's own, now and then, asks nothing of who writes elsewhere."""

from flask import Flask, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Jar(db.Model):
    owner_id = db.Column(db.Integer)
    shelf = db.Column(db.String)


@app.put("/jars")
@login_required
def fill():
    body = request.get_json()
    beside = []
    if body["shelf"] not in ("top", "bottom"):
        beside = Jar.query.filter_by(owner_id=current_user.id, shelf=body["shelf"]).all()
    Jar.query.filter_by(id=body["jar"]).update({"shelf": body["shelf"]})
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    db.session.commit()
    return {"beside": len(beside)}
