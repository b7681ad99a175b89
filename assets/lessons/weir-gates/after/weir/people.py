"""Who is calling, and what they may do."""

from aiohttp import web

from weir.keys import PEOPLE


@web.middleware
async def sign_in(request, handler):
    person = request.app[PEOPLE].get(request.headers.get("X-Badge"))
    if person is None:
        raise web.HTTPUnauthorized(text="Show your badge.")
    request["person"] = person
    return await handler(request)


def must_operate(request):
    """Refuses whoever only watches."""
    if not request["person"]["operates"]:
        raise web.HTTPForbidden(text="Only operators move gates.")
