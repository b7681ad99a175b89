from aiohttp import web
from store import Item, session

routes = web.RouteTableDef()
open_routes = web.RouteTableDef()


async def arrivals(request):
# <- authentication: guarded
# <- input-validation: not-applicable
    return web.json_response(
#          ^^^^^^^^^^^^^^^^^^ caching: guarded
        session.query(Item).all(), headers={"Cache-Control": "no-store"}
#       ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    )


@routes.get("/ships/{number}")
async def ship(request):
# <- authentication: guarded
# <- input-validation: not-applicable
    return web.json_response(session.query(Item).get(request.match_info["number"]))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


class Berths(web.View):
    async def post(self):
#   ^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- caching: not-applicable
        data = await self.request.json()
        if "title" not in data:
#          ^^^^^^^^^^^^^^^^^^^ input-validation: guarded
            return web.json_response({"missing": "title"}, status=400)
        session.add(Item(title=data["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
        return web.json_response({}, status=201)


@open_routes.view("/notes")
class Notes(web.View):
    async def post(self):
    # <- caching: not-applicable
        data = await self.request.post()
#                    ^^^^^^^^^^^^^^^^^^^ input-validation: missing
        session.add(Item(title=data["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
        return web.json_response({})


@open_routes.route("PUT", "/notes/{number}")
async def change(request):
# <- caching: not-applicable
    if request.headers.get("X-Token") != request.app["token"]:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        return web.Response(status=401)
    found = session.query(Item).get(request.match_info["number"])
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    found.title = request.query["title"]
#                 ^^^^^^^^^^^^^ input-validation: missing
    return web.Response()
