"""Makes the application."""

from aiohttp import web

from weir import gates
from weir.keys import PEOPLE
from weir.people import sign_in


def create_app(people):
    app = web.Application(middlewares=[sign_in])
    app[PEOPLE] = people
    app.add_routes(gates.routes)
    return app
