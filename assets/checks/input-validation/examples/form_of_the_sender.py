"""Parts of a kit: what is asked of a body is no protection where the body says it."""

import fastjsonschema
import jsonschema
from flask import Flask, request
from jsonschema import Draft202012Validator

from kits import parts

app = Flask(__name__)
PART = {"type": "object", "required": ["name"]}
FORMS = {"part": PART, "box": {"type": "object", "required": ["size"]}}


@app.post("/parts")
def add():
    body = request.get_json()
    jsonschema.validate(body, PART)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    parts.insert_one(body)
    return "", 204


@app.post("/parts/<kind>")
def add_of_kind(kind):
    body = request.get_json()
    jsonschema.validate(body, FORMS[kind])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    parts.insert_one(body)
    return "", 204


@app.post("/parts/described")
def add_described():
    body = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    jsonschema.validate(body["part"], body["form"])
    parts.insert_one(body["part"])
    return "", 204


@app.post("/parts/listed")
def add_listed():
    body = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    form = {"type": "object", "required": body["required"]}
    jsonschema.validate(body["part"], schema=form)
    parts.insert_one(body["part"])
    return "", 204


@app.post("/parts/compiled")
def add_compiled():
    body = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    fastjsonschema.compile(body["form"])(body["part"])
    parts.insert_one(body["part"])
    return "", 204


@app.post("/parts/held")
def add_held():
    body = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    Draft202012Validator(body["form"]).validate(body["part"])
    parts.insert_one(body["part"])
    return "", 204


@app.post("/parts/known")
def add_known():
    body = request.get_json()
    Draft202012Validator(PART).validate(body["part"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    parts.insert_one(body["part"])
    return "", 204
