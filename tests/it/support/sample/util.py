"""What handlers share."""

import jsonschema

from service import web


def context():
    return web.request.environ["service.context"]


def extract_json(body, schema):
    try:
        data = web.json.loads(body)
    except ValueError as error:
        raise web.BadRequest(str(error))
    try:
        jsonschema.validate(data, schema)
    except jsonschema.ValidationError as error:
        raise web.BadRequest(error.message)
    return data


def require_content(content_type):
    def decorator(handler):
        def wrapper(*args, **kwargs):
            if web.request.content_type != content_type:
                raise web.UnsupportedMediaType(content_type)
            return handler(*args, **kwargs)
        return wrapper
    return decorator
