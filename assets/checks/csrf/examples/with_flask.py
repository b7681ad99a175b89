"""Forged requests to a choir's member list, where an extension refuses them."""

from flask import Flask, Blueprint, abort, request, session
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

app = Flask(__name__)
db = SQLAlchemy(app)
csrf = CSRFProtect(app)
hooks = Blueprint("hooks", __name__)
csrf.exempt(hooks)


class Singer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    voice = db.Column(db.String)


@app.post("/voice")
@login_required
def change_voice():
# <- csrf: guarded
    current_user.voice = request.form["voice"]
    db.session.add(Singer(voice=request.form["voice"]))
    return "", 204


@app.post("/leave")
@csrf.exempt
#^^^^^^^^^^^ csrf: missing
@login_required
def leave():
    Singer.query.filter_by(id=current_user.id).delete()
    return "", 204


@hooks.post("/rehearsal")
def a_group_that_is_let_off():
    Singer.query.filter_by(id=session["singer"]).delete()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ csrf: missing
    return "", 204


@hooks.post("/join")
def checked_sometimes():
    if app.config["FORMS_HAVE_TOKENS"]:
        csrf.protect()
#       ^^^^^^^^^^^^^^ csrf: conditional
    db.session.add(Singer(id=session["singer"]))
    return "", 204


@hooks.get("/signed-in")
def back_from_signing_in_elsewhere():
    if request.args["state"] != session["state"]:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ csrf: guarded
        abort(400)
    db.session.add(Singer(voice="unknown"))
    return "", 204


@app.get("/voices")
@login_required
def list_voices():
# <- csrf: not-applicable
    return {"count": Singer.query.count()}


@hooks.get("/programme")
@login_required
def what_only_reads_gains_nobody_anything():
# <- csrf: not-applicable
    if request.headers.get("Origin") != "https://choir.example":
        abort(403)
    return {"voice": Singer.query.filter_by(id=session["singer"]).first().voice}
