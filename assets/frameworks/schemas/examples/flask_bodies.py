from cerberus import Validator
from flask import Flask, abort, request
from marshmallow import Schema, ValidationError, fields
from pydantic import BaseModel
from voluptuous import Schema as Shape

app = Flask(__name__)
shape = Shape({"title": str})
rules = Validator({"title": {"type": "string"}})


class Loan(Schema):
    title = fields.String(required=True)


class Return(BaseModel):
    number: int


@app.post("/loaded")
def loaded():
    try:
        return Loan().load(request.get_json())
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    except ValidationError:
        abort(400)


@app.post("/errors")
def errors():
    data = request.get_json()
    if Loan().validate(data):
#      ^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    return data


# The errors are not looked at.
@app.post("/ignored")
def ignored():
    data = request.get_json()
#          ^^^^^^^^^^^^^^^^^^ input-validation: missing
    Loan().validate(data)
    return data


@app.post("/modelled")
def modelled():
    return str(Return.model_validate(request.get_json()).number)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded


@app.post("/shaped")
def shaped():
    return shape(request.get_json())
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded


@app.post("/ruled")
def ruled():
    data = request.get_json()
    if not rules.validate(data):
#      ^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(422)
    return data
