"""A boatyard: a service with one guard of each sort."""

import hmac
from functools import wraps

from flask import Flask, abort, jsonify, make_response, redirect, request
from flask_limiter import Limiter
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
limiter = Limiter(app=app)
HOME = "https://boatyard.example/"


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    owner_id = db.Column(db.Integer)
    version = db.Column(db.Integer)


def wardens_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not current_user.is_warden:
            abort(403)
        return view(*args, **kwargs)

    return wrapper


def own_boat(number):
    boat = Boat.query.get_or_404(number)
    if boat.owner_id != current_user.id:
        abort(403)
    return boat


@app.get("/boats/<int:number>")
@login_required
def show(number):
    boat = own_boat(number)
    answer = make_response(jsonify(name=boat.name))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@app.put("/boats/<int:number>")
@login_required
def rename(number):
    boat = own_boat(number)
    body = request.get_json()
    if not isinstance(body.get("name"), str) or len(body["name"]) > 40:
        abort(400)
    if body["version"] != boat.version:
        abort(409)
    boat.name = body["name"]
    boat.version += 1
    db.session.commit()
    return "", 204


@app.delete("/boats/<int:number>")
@login_required
@wardens_only
def scrap(number):
    db.session.delete(own_boat(number))
    db.session.commit()
    return "", 204


@app.post("/boats")
@login_required
@limiter.limit("10/hour")
def launch():
    if request.mimetype != "application/json":
        abort(415)
    name = request.get_json(force=True)["name"]
    if len(name) > 40:
        abort(400)
    db.session.add(Boat(name=name, owner_id=current_user.id, version=0))
    db.session.commit()
    return "", 201


@app.post("/hooks/crane")
def crane():
    if not hmac.compare_digest(request.headers["X-Key"], app.config["CRANE_KEY"]):
        abort(401)
    boat = Boat.query.get_or_404(request.args["boat"])
    boat.version += 1
    db.session.commit()
    return "", 204


@app.get("/leave")
@login_required
def leave():
    target = request.args.get("next", HOME)
    if not target.startswith(HOME):
        abort(400)
    return redirect(target)
