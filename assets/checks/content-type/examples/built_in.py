"""What the framework refuses by itself, and what switches that off."""

from flask import Flask, request

app = Flask(__name__)
NOTES = []


@app.post("/implicit")
def get_json_refuses_other_types():
    NOTES.append(request.get_json())
#                ^^^^^^^^^^^^^^^^^^ content-type: guarded
    return "", 201


@app.post("/forced")
def force_accepts_every_type():
    NOTES.append(request.get_json(force=True))
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: missing
    return "", 201
