"""Where an orchard's pages lead, and what they send."""
from litestar import Litestar, Request, get, post
from litestar.response import File, Redirect


@post("/baskets")
async def baskets(request: Request) -> Redirect:
# <- path: not-applicable
    return Redirect(path=request.query_params["next"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@get("/maps")
async def maps(request: Request) -> File:
# <- redirect: not-applicable
    return File(path="maps/" + request.query_params["row"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


app = Litestar(route_handlers=[baskets, maps])
