"""Do the bytes choose what is built? A WSGI part of a lending library."""

import json

import webob
import webob.dec
import webob.exc
import yaml

SIGNS = []


def parse_body(req):
    try:
        return json.loads(req.body)
    except ValueError as error:
        raise webob.exc.HTTPBadRequest(str(error))


@webob.dec.wsgify
def set_signs(req):
    SIGNS[:] = parse_body(req)
#              ^^^^^^^^^^^^^^^ deserialisation: guarded
    return webob.Response(status=204)


@webob.dec.wsgify
def import_signs(req):
    SIGNS[:] = yaml.load(req.body, Loader=yaml.UnsafeLoader)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deserialisation: missing
    return webob.Response(status=204)


@webob.dec.wsgify
def list_signs(req):
# <- deserialisation: not-applicable
    return webob.Response(json=SIGNS)


ROUTE_DECLARATIONS = {
    "/signs": {"GET": list_signs, "PUT": set_signs, "POST": import_signs},
}
