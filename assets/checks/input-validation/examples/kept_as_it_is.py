"""What a `try` around it refuses, where building an object refuses nothing."""

import jsonschema
from flask import Flask, abort, request

app = Flask(__name__)

CRATE = {"type": "object", "required": ["name"]}
CRATES = []


class Crate:
    def __init__(self, name=None, size=1, **rest):
        self.name = name
        self.size = size


class Counted:
    def __init__(self, name=None, size=1, **rest):
        self.name = name
        self.size = int(size)


class Strict:
    def __init__(self, name, size=1):
        self.name = name
        self.size = size


def read(schema):
    data = request.json
    jsonschema.validate(data, schema)
    return data


def made(kind, **given):
    try:
        crate = Crate(kind=kind, **given)
    except (TypeError, ValueError):
        abort(400)
    return crate


def counted(**given):
    try:
        crate = Counted(**given)
    except (TypeError, ValueError):
        abort(400)
    return crate


def strict(given):
    try:
        crate = Strict(**given)
    except (TypeError, ValueError):
        abort(400)
    return crate


@app.post("/crates")
def nothing_in_it_fails():
    data = request.json
#          ^^^^^^^^^^^^ input-validation: missing
    CRATES.append(made("box", **data))
    return "", 201


@app.put("/crates")
def the_schema_was_asked_before():
    data = read(CRATE)
#          ^^^^^^^^^^^ input-validation: guarded
    CRATES[:] = [made("box", **data)]
    return "", 204


@app.post("/counted")
def what_does_not_convert_is_refused():
    data = request.json
    CRATES.append(counted(**data))
#                 ^^^^^^^^^^^^^^^ input-validation: guarded
    return "", 201


@app.post("/strict")
def what_has_other_keys_is_refused():
    data = request.json
    CRATES.append(strict(data))
#                 ^^^^^^^^^^^^ input-validation: guarded
    return "", 201


# The whole is held against a form, deeper down than where one value is tested.
@app.put("/labels")
def one_value_of_it_is_tested_as_well():
    data = read(CRATE)
#          ^^^^^^^^^^^ input-validation: guarded
    if data["size"] > 9:
        abort(400)
    CRATES[:] = [data]
    return "", 204
