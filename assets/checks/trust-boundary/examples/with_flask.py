"""What enters the session? The desks of a lending library."""

from flask import Flask, request, session

app = Flask(__name__)


LANGUAGES = ("de", "en", "fr")


@app.post("/language")
def language():
    wanted = request.form["language"]
    if wanted not in LANGUAGES:
#      ^^^^^^^^^^^^^^^^^^^^^^^ trust-boundary: guarded
        return "", 400
    session["language"] = wanted
    return "", 204


@app.post("/desk")
def desk():
    session["desk"] = request.form["desk"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trust-boundary: missing
    return "", 204


@app.post("/reset")
def reset():
# <- trust-boundary: not-applicable
    session["language"] = "en"
    return "", 204
