"""What goes over the wire: versions, media types, bodies."""

import json
from functools import wraps

import jsonschema
import webob.exc


def require_content(content_type):
    """Refuses bodies of another media type."""

    def decorator(handler):
        @wraps(handler)
        def wrapper(req):
            if req.content_type != content_type:
                raise webob.exc.HTTPUnsupportedMediaType(f"Send {content_type}.")
            return handler(req)

        return wrapper

    return decorator


def extract_json(body, schema):
    """The body as JSON, in the form of the schema."""
    try:
        data = json.loads(body)
        jsonschema.validate(data, schema)
    except (ValueError, jsonschema.ValidationError) as error:
        raise webob.exc.HTTPBadRequest(str(error))
    return data


def version_of(req):
    """The version of this interface that the caller speaks."""
    text = req.headers.get("X-Windfarm-Version", "1.0")
    try:
        major, minor = text.split(".")
        return int(major), int(minor)
    except ValueError:
        raise webob.exc.HTTPBadRequest(f"{text!r} is no version.")
