"""Where a museum's pages lead, and what they send."""
from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/tickets")
async def tickets(request):
# <- path: not-applicable
# <- xss: not-applicable
    raise web.HTTPFound(request.query["next"])
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@routes.get("/rooms/{room}/plan")
async def plan(request):
# <- xss: not-applicable
# <- redirect: not-applicable
    return web.FileResponse("plans/" + request.query["floor"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


@routes.get("/sign")
async def sign(request):
# <- path: not-applicable
# <- redirect: not-applicable
    return web.Response(text="<p>" + request.query["word"], content_type="text/html")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


app = web.Application()
app.add_routes(routes)
