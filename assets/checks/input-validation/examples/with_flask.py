"""Does the input have the expected form? A Flask part of a lending library."""

import jsonschema
from flask import Flask, abort, jsonify, request

app = Flask(__name__)

RESERVATION = {
    "type": "object",
    "properties": {"book": {"type": "string", "maxLength": 40}},
    "required": ["book"],
    "additionalProperties": False,
}
RESERVATIONS = []


@app.post("/reservations")
def reserve():
    data = request.get_json()
    try:
        jsonschema.validate(data, RESERVATION)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    except jsonschema.ValidationError:
        abort(400)
    RESERVATIONS.append(data["book"])
    return "", 201


@app.post("/reservations/bulk")
def reserve_many():
    data = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    RESERVATIONS.extend(data["books"])
    return "", 201


@app.post("/reservations/quick")
def reserve_quickly():
    data = request.get_json()
    if app.config["STRICT"]:
        if not isinstance(data, dict):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: conditional
            abort(400)
    RESERVATIONS.append(data["book"])
    return "", 201


@app.get("/reservations/<int:position>")
def show_reservation(position):
# <- input-validation: not-applicable
    return jsonify(book=RESERVATIONS[position])
