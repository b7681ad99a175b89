"""Who signs in is looked for in the caller's own house: that asks nothing."""

from flask import Flask, redirect, request
from flask_login import current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class Lodger(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    house = db.Column(db.Integer)
    name = db.Column(db.String)
    password = db.Column(db.String)

    @classmethod
    def of(cls, house, name):
        return cls.query.filter(cls.house == house, cls.name == name).first()


@app.post("/enter")
def enter():
# <- access: not-applicable
    lodger = Lodger.of(current_user.house, request.form["name"])
    if lodger and check_password_hash(lodger.password, request.form["password"]):
        login_user(lodger)
        return redirect("/")
    return "not here"


@app.get("/lodgers/<name>")
@login_required
def lodger(name):
    found = Lodger.of(current_user.house, name)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
    return {"name": found.name}
