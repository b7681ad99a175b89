"""Is the body of the expected media type? A Flask part of a lending library."""

import json
from functools import wraps

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
NOTES = []


def json_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if request.mimetype != "application/json":
            abort(415)
        return view(*args, **kwargs)

    return wrapper


@app.post("/notes")
@json_only
#^^^^^^^^^ content-type: guarded
def add_note():
    NOTES.append(json.loads(request.get_data()))
    return "", 201


@app.put("/notes")
def replace_notes():
    if request.mimetype != "application/json":
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
        abort(415)
    NOTES[:] = json.loads(request.get_data())
    return "", 204


@app.post("/notes/raw")
def add_raw_note():
    NOTES.append(json.loads(request.get_data()))
#                           ^^^^^^^^^^^^^^^^^^ content-type: missing
    return "", 201


@app.post("/notes/relaxed")
def add_relaxed_note():
    if app.config["STRICT"]:
        if request.mimetype != "application/json":
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: conditional
            abort(415)
    NOTES.append(json.loads(request.get_data()))
    return "", 201


@app.get("/notes")
def list_notes():
# <- content-type: not-applicable
    return jsonify(NOTES)
