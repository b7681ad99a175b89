"""What looks like a list of fields."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Hive(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)


@app.put("/hives/<int:number>")
def whatever_the_object_has(number):
    hive = Hive.query.get_or_404(number)
    for key, value in request.get_json().items():
        if hasattr(hive, key):
            setattr(hive, key, value)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing
    return "", 204


@app.post("/hives")
def all_but_one():
    given = request.get_json()
    given.pop("owner_id", None)
    db.session.add(Hive(**given))
#                  ^^^^^^^^^^^^^ mass-assignment: missing
    return "", 204


@app.post("/hives/kept")
def a_key_of_its_own_beside_the_rest():
    db.session.add(Hive(**{**request.get_json(), "owner_id": 1}))
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing
    return "", 204


@app.post("/hives/asked")
def a_list_that_the_caller_sends():
    given = request.get_json()
    db.session.add(Hive(**{key: given[key] for key in given["fields"]}))
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing
    return "", 204
