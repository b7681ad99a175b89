"""Of several tests of the same input, the one that looks at its form is told."""

import jsonschema
from flask import Flask, abort, request

app = Flask(__name__)

SEED = {"type": "object", "required": ["name"]}


# Whether anything was sent says nothing of its form.
@app.post("/seeds")
def sow():
    seed = request.json
#          ^^^^^^^^^^^^ input-validation: missing
    if not seed:
        abort(400)
    return {"kept": list(seed)}


@app.put("/seeds")
def replace():
    seed = request.json
    if seed is None:
        abort(400)
    if not isinstance(seed["name"], str):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    return {"kept": seed["name"]}


# What is tested on every way is told before what is tested on some.
@app.patch("/seeds")
def change():
    seed = request.json
    if not seed.get("bed"):
        if len(seed["rows"]) > 9:
            abort(400)
    try:
        jsonschema.validate(seed, SEED)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    except jsonschema.ValidationError:
        abort(400)
    return {"kept": seed["name"]}


# That one part was sent is a little.
@app.post("/rows")
def rake():
    row = request.json
    if "name" not in row:
#      ^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    return {"kept": row["name"]}
