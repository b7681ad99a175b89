"""Does the input have the expected form? A WSGI part of a lending library."""

import json

import jsonschema
import webob
import webob.dec
import webob.exc

PLACES = {"type": "array", "items": {"type": "string"}, "maxItems": 100}
SHELF = []


def extract_json(body, schema):
    try:
        data = json.loads(body)
        jsonschema.validate(data, schema)
    except (ValueError, jsonschema.ValidationError) as error:
        raise webob.exc.HTTPBadRequest(str(error))
    return data


@webob.dec.wsgify
def set_places(req):
    SHELF[:] = extract_json(req.body, PLACES)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    return webob.Response(status=204)


@webob.dec.wsgify
def add_places(req):
    SHELF.extend(json.loads(req.body))
#                           ^^^^^^^^ input-validation: missing
    return webob.Response(status=204)


@webob.dec.wsgify
def list_places(req):
# <- input-validation: not-applicable
    return webob.Response(json=SHELF)


ROUTE_DECLARATIONS = {
    "/places": {"GET": list_places, "PUT": set_places, "POST": add_places},
}
