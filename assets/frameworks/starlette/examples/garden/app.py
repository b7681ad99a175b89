from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from store import Item, session


class Tokens(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if request.headers.get("x-token") != request.app.state.token:
            return JSONResponse({}, status_code=401)
        return await call_next(request)


async def plants(request):
# <- authentication: guarded
# <- input-validation: not-applicable
    return JSONResponse(session.query(Item).all(), headers={"Cache-Control": "no-store"})
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@requires(["authenticated", "gardener"])
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
async def beds(request):
# <- input-validation: not-applicable
    return JSONResponse(session.query(Item).all())
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


class Plant(HTTPEndpoint):
    @requires("authenticated")
    #^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    async def get(self, request):
    # <- input-validation: not-applicable
        return JSONResponse(session.query(Item).get(request.path_params["number"]))
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
#                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    async def delete(self, request):
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
    # <- caching: not-applicable
        found = session.query(Item).get(request.path_params["number"])
        if found.owner != request.user.username:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
            raise HTTPException(status_code=403)
        session.delete(found)

    async def put(self, request):
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- caching: not-applicable
        data = await request.json()
#                    ^^^^^^^^^^^^^^ input-validation: missing
        session.add(Item(title=data["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


inner = [Route("/beds", beds), Route("/plants/{number:int}", Plant)]
app = Starlette(
    routes=[Route("/plants", plants), Mount("/garden", routes=inner)],
    middleware=[Middleware(Tokens)],
)
