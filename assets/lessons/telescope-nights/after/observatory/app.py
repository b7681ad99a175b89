"""Makes the application."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware

from observatory.accounts import KeyBackend
from observatory.nights import routes


def create_app(keys):
    backend = KeyBackend(keys)
    return Starlette(
        routes=routes,
        middleware=[Middleware(AuthenticationMiddleware, backend=backend)],
    )
