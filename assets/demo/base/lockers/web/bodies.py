"""Bodies in, answers out."""

import json

import jsonschema
from flask import abort, jsonify, make_response, request


def json_body(schema):
    """The body, which must be JSON in the form of the schema."""
    if request.mimetype != "application/json":
        abort(415)
    try:
        data = json.loads(request.get_data())
        jsonschema.validate(data, schema)
    except (ValueError, jsonschema.ValidationError) as error:
        abort(400, str(error))
    return data


def json_answer(data, status=200):
    """An answer in JSON, for callers who accept that."""
    if not request.accept_mimetypes.accept_json:
        abort(406)
    return make_response(jsonify(data), status)
