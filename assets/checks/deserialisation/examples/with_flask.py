"""Do the bytes choose what is built? A Flask part of a lending library."""

import json
import pickle

import yaml
from flask import Flask, jsonify, request

app = Flask(__name__)
BASKETS = {}


@app.put("/baskets/<member>")
def put_basket(member):
    BASKETS[member] = json.loads(request.get_data())
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deserialisation: guarded
    return "", 204


@app.put("/baskets/<member>/yaml")
def put_yaml_basket(member):
    BASKETS[member] = yaml.safe_load(request.get_data())
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deserialisation: guarded
    return "", 204


@app.put("/baskets/<member>/pickle")
def put_pickled_basket(member):
    BASKETS[member] = pickle.loads(request.get_data())
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deserialisation: missing
    return "", 204


@app.get("/baskets/<member>")
def show_basket(member):
# <- deserialisation: not-applicable
    return jsonify(BASKETS[member])
