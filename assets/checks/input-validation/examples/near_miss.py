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


KINDS = {}


@app.post("/chosen")
def what_is_chosen_is_given_none_of_it():
    data = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    RESERVATIONS.append(data)
    kind = KINDS[RESERVATIONS[0]]
    return kind(3)


@app.post("/chosen-for")
def what_is_chosen_is_given_it():
    data = request.get_json()
    kind = KINDS[RESERVATIONS[0]]
    return kind(data)
#          ^^^^^^^^^^ input-validation: unproven
