"""Is the body of the expected media type? A WSGI part of a lending library."""

import json
from functools import wraps

import webob
import webob.dec
import webob.exc

SIGNS = []


def require_content(content_type):
    def decorator(handler):
        @wraps(handler)
        def wrapper(req):
            if req.content_type != content_type:
                raise webob.exc.HTTPUnsupportedMediaType(f"Send {content_type}.")
            return handler(req)

        return wrapper

    return decorator


@webob.dec.wsgify
@require_content("application/json")
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content-type: guarded
def set_signs(req):
    SIGNS[:] = json.loads(req.body)
    return webob.Response(status=204)


@webob.dec.wsgify
def add_signs(req):
    SIGNS.extend(json.loads(req.body))
#                           ^^^^^^^^ content-type: missing
    return webob.Response(status=204)


@webob.dec.wsgify
def list_signs(req):
# <- content-type: not-applicable
    return webob.Response(json=SIGNS)


ROUTE_DECLARATIONS = {
    "/signs": {"GET": list_signs, "PUT": set_signs, "POST": add_signs},
}
