from aiohttp import web
from views import Berths, arrivals, open_routes, routes

OPEN = "/open"


@web.middleware
async def tokens(request, handler):
    if request.headers.get("X-Token") != request.app["token"]:
        raise web.HTTPUnauthorized()
    return await handler(request)


def add_routes(app):
    app.router.add_get("/arrivals", arrivals)
    app.router.add_view("/berths", Berths)
    app.add_routes(routes)


def make():
    app = web.Application(middlewares=[tokens])
    add_routes(app)
    return app


def make_open():
    outside = web.Application()
    outside.add_routes(open_routes)
    return outside
