"""Methods whose bodies mean nothing, and refusals that wrap others."""

import json

import webob.dec
import webob.exc
from flask import Flask, request

app = Flask(__name__)


class Fault(webob.exc.HTTPException):
    def __init__(self, wrapped):
        self.wrapped = wrapped


@app.delete("/notes/<int:note_id>")
def nobody_sends_one(note_id):
# <- content-type: not-applicable
    return {"why": request.get_data().decode()}


@app.post("/notes")
def anybody_may(note_id):
    return {"why": request.get_data().decode()}
#                  ^^^^^^^^^^^^^^^^^^ content-type: missing


@webob.dec.wsgify
def wrapped(req):
    if req.content_type != "application/json":
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
        return Fault(webob.exc.HTTPUnsupportedMediaType())
    return json.loads(req.body)["why"]
