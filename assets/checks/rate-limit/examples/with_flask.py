"""How often, and how much at once? A Flask part of a wine cellar."""

from flask import Flask, abort, jsonify, request
from flask_limiter import Limiter
from flask_mail import Mail, Message
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)
limiter = Limiter(app)
mail = Mail(app)


class Keeper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    secret_hash = db.Column(db.String)
    attempts = db.Column(db.Integer)


@app.post("/sign-in")
@limiter.limit("10/minute")
#^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: guarded
def sign_in():
    keeper = Keeper.query.filter_by(name=request.form["name"]).first_or_404()
    if not check_password_hash(keeper.secret_hash, request.form["code"]):
        abort(401)
    return "", 204


@app.post("/sign-in/again")
def sign_in_again():
    keeper = Keeper.query.filter_by(name=request.form["name"]).first_or_404()
    if not check_password_hash(keeper.secret_hash, request.form["code"]):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
        abort(401)
    return "", 204


def too_many(keeper):
    if keeper.attempts > 5:
        return True
    return False


@app.post("/sign-in/counted")
def sign_in_counted():
    keeper = Keeper.query.filter_by(name=request.form["name"]).first_or_404()
    if too_many(keeper):
#      ^^^^^^^^^^^^^^^^ rate-limit: guarded
        return "Come back later."
    if not check_password_hash(keeper.secret_hash, request.form["code"]):
        abort(401)
    return "", 204


@app.post("/reminders")
def remind():
    if app.config["PUBLIC"]:
        if Keeper.query.filter_by(name="mail").first().attempts > 100:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: conditional
            abort(429)
    mail.send(Message("Turn your bottles", recipients=[request.form["to"]]))
    return "", 204


@app.get("/keepers")
def list_keepers():
    size = request.args.get("size", 20, type=int)
    keepers = Keeper.query.limit(size).all()
#             ^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    return jsonify([keeper.name for keeper in keepers])


@app.get("/keepers/some")
def list_some_keepers():
    size = min(request.args.get("size", 20, type=int), 100)
    keepers = Keeper.query.limit(size).all()
#             ^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: guarded
    return jsonify([keeper.name for keeper in keepers])


@app.get("/keepers/few")
def list_few_keepers():
    size = request.args.get("size", 20, type=int)
    if size > 100:
        abort(400)
    keepers = Keeper.query.limit(size).all()
#             ^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: guarded
    return jsonify([keeper.name for keeper in keepers])


@app.get("/vintages")
def vintages():
# <- rate-limit: not-applicable
    return jsonify(count=Keeper.query.count())
