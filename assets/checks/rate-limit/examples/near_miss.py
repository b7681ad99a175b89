"""What looks like a limit."""

from flask import Flask, abort, jsonify, request
from flask.views import MethodView
from flask_limiter import Limiter
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)
limiter = Limiter(app)


class Guest(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    secret_hash = db.Column(db.String)
    attempts = db.Column(db.Integer)


class Door(MethodView):
    decorators = [limiter.limit("5/minute", methods=["GET"])]

    def post(self):
        guest = Guest.query.get_or_404(request.form["guest"])
        if not check_password_hash(guest.secret_hash, request.form["code"]):
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
            abort(401)
        return "", 204


@app.post("/door/counted")
def counted_and_let_in():
    guest = Guest.query.get_or_404(request.form["guest"])
    if guest.attempts > 5:
        app.logger.warning("many attempts")
    if not check_password_hash(guest.secret_hash, request.form["code"]):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
        abort(401)
    return "", 204


@app.get("/guests")
def a_default_is_no_maximum():
    size = max(request.args.get("size", 20, type=int), 1)
    guests = Guest.query.limit(size).all()
#            ^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    return jsonify([guest.id for guest in guests])


@app.get("/guests/noted")
def looked_at_and_used_all_the_same():
    size = request.args.get("size", 20, type=int)
    if size > 100:
        app.logger.warning("a large page")
    guests = Guest.query.limit(size).all()
#            ^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    return jsonify([guest.id for guest in guests])
