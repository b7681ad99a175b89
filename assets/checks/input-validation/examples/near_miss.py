"""What looks like looking at the input."""

import json

import jsonschema
from flask import Flask, abort, request

app = Flask(__name__)

RESERVATION = {"type": "object", "required": ["book"], "additionalProperties": False}
VALIDATOR = jsonschema.Draft7Validator(RESERVATION)
RESERVATIONS = []


@app.post("/parsed")
def parsing_is_not_validating():
    try:
        data = json.loads(request.get_data())
#                         ^^^^^^^^^^^^^^^^^^ input-validation: missing
    except ValueError:
        abort(400)
    RESERVATIONS.append(data)
    return "", 201


@app.post("/ignored")
def the_answer_is_ignored():
    data = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    VALIDATOR.is_valid(data)
    RESERVATIONS.append(data)
    return "", 201


@app.post("/used")
def the_answer_is_used():
    data = request.get_json()
    if not VALIDATOR.is_valid(data):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    RESERVATIONS.append(data)
    return "", 201
