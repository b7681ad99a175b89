"""What callers send."""

import json

import jsonschema
import webob.exc


def extract_json(req, schema):
    """The body as JSON, in the form of a schema."""
    if req.content_type != "application/json":
        raise webob.exc.HTTPUnsupportedMediaType("Send application/json.")
    try:
        data = json.loads(req.body)
        jsonschema.validate(data, schema)
    except (ValueError, jsonschema.ValidationError) as error:
        raise webob.exc.HTTPBadRequest(str(error))
    return data
