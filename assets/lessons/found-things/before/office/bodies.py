"""What callers send."""

from functools import wraps

import jsonschema
from flask import abort, request


def json_only(handler):
    """Refuses bodies that do not call themselves JSON."""

    @wraps(handler)
    def wrapper(*args, **kwargs):
        if request.mimetype != "application/json":
            abort(415)
        return handler(*args, **kwargs)

    return wrapper


def check_form(data, schema):
    """Refuses what does not have the form of the schema."""
    try:
        jsonschema.validate(data, schema)
    except jsonschema.ValidationError as error:
        abort(400, error.message)
