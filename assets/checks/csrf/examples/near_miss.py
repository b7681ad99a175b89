"""What looks like refusing forged requests, and what only looks forged."""

from flask import Flask, request, session
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect, generate_csrf

app = Flask(__name__)
db = SQLAlchemy(app)
csrf = CSRFProtect()


class Locker(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    note = db.Column(db.String)


class NoteForm(FlaskForm):
    pass


@app.post("/token")
@csrf.exempt
#^^^^^^^^^^^ csrf: missing
@login_required
def giving_a_token_refuses_nobody():
    session["token"] = generate_csrf()
    Locker.query.filter_by(id=current_user.id).update({"note": "open"})
    return "", 204


@app.post("/state")
@csrf.exempt
#^^^^^^^^^^^ csrf: missing
@login_required
def compared_and_forgotten():
    same = request.form["state"] == session["state"]
    Locker.query.filter_by(id=current_user.id).update({"note": str(same)})
    return "", 204


@app.post("/form")
@csrf.exempt
@login_required
def the_form_brings_its_own_token():
    form = NoteForm()
    if not form.validate_on_submit():
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ csrf: guarded
        return "", 400
    Locker.query.filter_by(id=current_user.id).update({"note": "open"})
    return "", 204
