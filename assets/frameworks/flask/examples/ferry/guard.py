"""What runs before every handler, put there by a function that is given the application."""

import os

from flask import abort, request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
STRICT = os.environ.get("FERRY_STRICT")


def init_app(app):
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False

    @app.before_request
    def crew_only():
        if not current_user.is_authenticated:
            abort(401)

    if STRICT:

        @app.before_request
        def no_forgery():
            csrf.protect()

    if False:

        @app.before_request
        def never():
            if request.headers.get("Captain") != current_user.name:
                abort(403)
