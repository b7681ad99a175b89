"""What of an exception is no text that nobody wrote for callers."""

from flask import Flask, jsonify

from .parcels import Refused, send

app = Flask(__name__)


@app.get("/parcels/<int:parcel_id>/file")
def which_file_it_was(parcel_id):
    try:
        send(parcel_id)
    except OSError as error:
#          ^^^^^^^ exposure: guarded
        return jsonify(name=error.filename, number=error.errno), 409
    return "", 204


@app.get("/parcels/<int:parcel_id>/text")
def what_the_system_said(parcel_id):
    try:
        send(parcel_id)
    except OSError as error:
        return jsonify(text=error.strerror), 409
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exposure: missing
    return "", 204


@app.get("/parcels/<int:parcel_id>/refused")
def what_the_code_names_is_expected(parcel_id):
    try:
        send(parcel_id)
    except Exception as error:
#          ^^^^^^^^^ exposure: guarded
        if isinstance(error, Refused):
            return jsonify(text=str(error)), 409
        return "something went wrong", 500
    return "", 204


@app.get("/parcels/<int:parcel_id>/kind")
def of_what_class_it_is(parcel_id):
    try:
        send(parcel_id)
    except Exception as error:
#          ^^^^^^^^^ exposure: guarded
        return jsonify(kind=error.__class__.__name__, like=type(error).__name__), 500
    return "", 204
