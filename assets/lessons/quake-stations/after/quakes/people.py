"""Who is calling, and what they look after."""

from sanic.exceptions import Forbidden, Unauthorized

from quakes import store


async def sign_in(request):
    badge = request.headers.get("x-badge")
    if badge not in request.app.ctx.badges:
        raise Unauthorized("Show your badge.")
    request.ctx.badge = badge


def must_maintain(request, station_id):
    """Refuses whoever does not look after this station."""
    if not store.maintains(request.ctx.badge, station_id):
        raise Forbidden("Somebody else looks after this station.")
