"""What is wrong is kept under a name, and told at the end."""
from flask import Flask, flash, redirect, render_template, request, url_for
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Kite(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))


@app.post("/kites")
def kites():
    status = 200
    if "name" not in request.form:
        status = 400
    elif len(request.form["name"]) < 3:
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        status = 400
    else:
        db.session.add(Kite(name=request.form["name"]))
        db.session.commit()
        return redirect(url_for("kites"))
    return render_template("kites.html"), status


@app.post("/strings")
def strings():
    error = None
    if not request.form["name"]:
#      ^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        error = "A name is needed."
    elif len(request.form["name"]) > 20:
        error = "That is too long."
    if error is None:
        db.session.add(Kite(name=request.form["name"]))
        db.session.commit()
        return redirect(url_for("kites"))
    flash(error)
    return render_template("kites.html")


# It is told when everything was done already.
@app.post("/tails")
def tails():
    status = 200
    if len(request.form["name"]) < 3:
#          ^^^^^^^^^^^^ input-validation: missing
        status = 400
    db.session.add(Kite(name=request.form["name"]))
    db.session.commit()
    return render_template("kites.html"), status


# The message is overwritten.
@app.post("/frames")
def frames():
    error = None
    if len(request.form["name"]) < 3:
#          ^^^^^^^^^^^^ input-validation: missing
        error = "That is too short."
    error = request.form.get("note")
    if error is None:
        db.session.add(Kite(name=request.form["name"]))
        db.session.commit()
    return render_template("kites.html")


# What is wrong is only told beside doing it.
@app.post("/reels")
def reels():
    error = None
    if len(request.form["name"]) < 3:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: conditional
        error = "That is too short."
    if error is None:
        flash("Well done.")
    db.session.add(Kite(name=request.form["name"]))
    db.session.commit()
    return render_template("kites.html")
