"""What looks like asking for the media type of the request."""

import json

from flask import Flask, abort, make_response, request

app = Flask(__name__)
NOTES = []


@app.post("/response")
def the_type_of_the_answer():
    NOTES.append(json.loads(request.get_data()))
#                           ^^^^^^^^^^^^^^^^^^ content-type: missing
    response = make_response("{}", 201)
    response.content_type = "application/json"
    return response


@app.post("/logged")
def compared_but_not_refused():
    if request.mimetype != "application/json":
        app.logger.info("odd media type")
    NOTES.append(json.loads(request.get_data()))
#                           ^^^^^^^^^^^^^^^^^^ content-type: missing
    return "", 201


@app.post("/late")
def refused_after_the_fact():
    NOTES.append(json.loads(request.get_data()))
#                           ^^^^^^^^^^^^^^^^^^ content-type: missing
    if request.mimetype != "application/json":
        abort(415)
    return "", 201
