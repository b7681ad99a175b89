import functools

import jsonschema
from flask import Flask, jsonify, request

import forms

app = Flask(__name__)
KITES = []


def checked(form):
    def decorate(function):
        @functools.wraps(function)
        def asked(*args, **kwargs):
            try:
                jsonschema.validate(request.get_json(), form)
            except jsonschema.ValidationError:
                return jsonify(error="unfit"), 400
            return function(*args, **kwargs)

        return asked

    return decorate


def read(body, form):
    try:
        jsonschema.validate(body, form)
    except jsonschema.ValidationError as error:
        raise ValueError("unfit") from error
    return body


@app.post("/kites")
@checked(forms.KITE)
def add():
    KITES.append(request.get_json())
    return "", 201


@app.put("/kites/<int:number>")
def put(number):
    form = forms.KITE
    if request.headers.get("X-Version") == "2":
        form = forms.KITE_V2
    body = request.get_json()
    try:
        jsonschema.validate(body, form)
    except jsonschema.ValidationError:
        return jsonify(error="unfit"), 400
    KITES[number] = body
    return "", 204


@app.post("/kites/many")
@checked(forms.KITES)
def add_many():
    KITES.extend(request.get_json())
    return "", 201
