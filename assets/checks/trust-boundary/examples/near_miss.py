"""What looks like a check before the session, and is none."""

from flask import Flask, request, session

app = Flask(__name__)


@app.post("/late")
def kept_before_it_is_asked():
    session["role"] = request.form["role"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trust-boundary: missing
    if request.form["role"] not in ("reader", "guest"):
        return "", 400
    return "", 204


@app.post("/key")
def the_key_is_the_callers():
    session[request.form["name"]] = "yes"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trust-boundary: missing
    return "", 204
