"""Where one test asks whether something was sent, and another what it is, the
second one answers."""

from flask import Flask, abort, request
from jsonschema import ValidationError, validate

app = Flask(__name__)
SCHEMA = {"type": "object", "required": ["name"], "additionalProperties": False}


@app.post("/kites")
def launch():
    body = request.get_json(silent=True)
    if "name" not in body:
        abort(400)
    try:
        validate(body, SCHEMA)
#       ^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    except ValidationError:
        abort(400)
    with open("kites", "a") as kites:
        kites.write(body["name"])
    return "", 204


@app.post("/kites/named")
def launch_named():
    body = request.get_json(silent=True)
    if "name" not in body:
#      ^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    with open("kites", "a") as kites:
        kites.write(body["name"])
    return "", 204
