"""What is given away? A Flask part of a lighthouse."""

import traceback

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Keeper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    password_hash = db.Column(db.String)


@app.get("/lamps")
def lamps():
    try:
        return jsonify(count=Keeper.query.count())
    except Exception:
#          ^^^^^^^^^ exposure: guarded
        app.logger.exception("no lamps")
        return jsonify(error="Something went wrong."), 500


@app.get("/lamps/told")
def lamps_told():
    try:
        return jsonify(count=Keeper.query.count())
    except Exception as error:
        return jsonify(error=str(error)), 500
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing


@app.get("/lamps/traced")
def lamps_traced():
    try:
        return jsonify(count=Keeper.query.count())
    except Exception:
        return f"<pre>{traceback.format_exc()}</pre>", 500
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing


@app.get("/keepers/<int:number>")
def keeper(number):
    keeper = Keeper.query.get_or_404(number)
    return jsonify(name=keeper.name, key=keeper.password_hash)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing


@app.post("/keepers")
def sign_in():
    app.logger.info("%s signs in with %s", request.form["name"], request.form["password"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing
    return "", 204


@app.get("/keepers")
def keepers():
# <- exposure: not-applicable
    return jsonify(names=[keeper.name for keeper in Keeper.query.all()])
