"""What another service is sent is looked at by nobody here."""

import requests
from flask import Flask, request

app = Flask(__name__)


@app.get("/kites/<int:kite>/wind")
def ask_for_wind(kite):
    requests.post("https://wind.example/log", json={"near": request.args["near"]})
#                                                           ^^^^^^^^^^^^ input-validation: missing
    return "", 204


@app.get("/kites/<int:kite>/rain")
def ask_for_rain(kite):
    requests.get("https://rain.example/", params={"near": request.args["near"]})
#                                                         ^^^^^^^^^^^^ input-validation: missing
    return "", 204
