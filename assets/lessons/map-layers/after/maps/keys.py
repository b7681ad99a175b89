"""Who may change maps."""

import hmac
import os
from functools import wraps

from bottle import HTTPError, request

EDITOR_KEY = os.environ["MAPS_EDITOR_KEY"]


def editors_only(handler):
    """Refuses whoever has not the key of the editors."""

    @wraps(handler)
    def wrapper(*args, **kwargs):
        key = request.get_header("X-Editor-Key", "")
        if not hmac.compare_digest(key.encode(), EDITOR_KEY.encode()):
            raise HTTPError(401, "Editors only.")
        return handler(*args, **kwargs)

    return wrapper
