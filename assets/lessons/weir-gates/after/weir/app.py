"""Makes the application."""

from aiohttp import web

from weir import gates
from weir.keys import FLOOD_MODE, PEOPLE
from weir.people import sign_in


def create_app(people, flood_mode=False):
    app = web.Application(middlewares=[sign_in])
    app[PEOPLE] = people
    app[FLOOD_MODE] = flood_mode
    app.add_routes(gates.routes)
    return app
