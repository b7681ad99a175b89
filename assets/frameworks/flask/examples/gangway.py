"""One hook asks who is calling, and lets some routes through by their name."""
from flask import Blueprint, Flask, redirect, request, session, url_for
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
pier = Blueprint("pier", __name__)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.before_request
def ask():
    if request.endpoint in ("timetable", "pier.fares") or request.blueprint == "buoys":
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("sign_in"))


@app.get("/boats")
def boats():
# <- authentication: guarded
    return {"count": len(Boat.query.all())}


@app.get("/timetable")
def timetable():
    return {"count": len(Boat.query.all())}
#                        ^^^^^^^^^^^^^^^^ authentication: missing


@app.get("/when", endpoint="timetable")
def renamed():
    return {"count": len(Boat.query.all())}
#                        ^^^^^^^^^^^^^^^^ authentication: missing


@pier.get("/fares")
def fares():
    return {"count": len(Boat.query.all())}
#                        ^^^^^^^^^^^^^^^^ authentication: missing


@pier.get("/berths")
def berths():
# <- authentication: guarded
    return {"count": len(Boat.query.all())}


# A page of its own that sends on to it whoever did not sign in.
@app.get("/timetable/mine", endpoint="pier.fares")
def mine():
    if not session.get("sailor"):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        return redirect(url_for("sign_in"))
    return {"count": len(Boat.query.all())}


# What is sent on for another reason was not asked who they are.
@app.get("/timetable/next", endpoint="timetable")
def later():
    if not session.get("seen"):
        return redirect(url_for("boats"))
    return {"count": len(Boat.query.all())}
#                        ^^^^^^^^^^^^^^^^ authentication: missing


app.register_blueprint(pier)
