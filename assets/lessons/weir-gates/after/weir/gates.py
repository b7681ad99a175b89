"""Handlers of gates."""

from aiohttp import web

from weir.keys import FLOOD_MODE
from weir.people import must_operate
from weir.store import Gate, all_gates, open_session

routes = web.RouteTableDef()


def view_of(gate):
    return {
        "name": gate.name,
        "opening": gate.opening,
        "alarm_level": gate.alarm_level,
        "generation": gate.generation,
    }


def version_of(request):
    """The version of this interface that the caller speaks."""
    try:
        return int(request.headers.get("X-Weir-Version", "1"))
    except ValueError:
        raise web.HTTPBadRequest(text="A version is a number.")


async def percentage(request, name):
    """A whole number from 0 to 100 out of the body."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType()
    try:
        value = (await request.json())[name]
    except (KeyError, TypeError, ValueError):
        raise web.HTTPBadRequest(text=f"Send {name}.")
    if not isinstance(value, int) or not 0 <= value <= 100:
        raise web.HTTPBadRequest(text=f"{name} is a number from 0 to 100.")
    return value


async def find_gate(session, request):
    gate = await session.get(Gate, request.match_info["name"])
    if gate is None:
        raise web.HTTPNotFound()
    return gate


@routes.get("/gates")
async def list_gates(request):
    async with open_session() as session:
        gates = [view_of(gate) for gate in await all_gates(session)]
    return web.json_response(gates, headers={"Cache-Control": "no-store"})


@routes.put("/gates/{name}/opening")
async def move_gate(request):
    if not request.app[FLOOD_MODE]:
        must_operate(request)
    opening = await percentage(request, "opening")
    async with open_session() as session:
        gate = await find_gate(session, request)
        if version_of(request) >= 2:
            if request.headers.get("If-Match") != str(gate.generation):
                raise web.HTTPPreconditionFailed(text="The gate has been moved since.")
        gate.opening = opening
        gate.generation = gate.generation + 1
        await session.commit()
    return web.json_response(view_of(gate))


@routes.put("/gates/{name}/alarm")
async def set_alarm(request):
    must_operate(request)
    level = await percentage(request, "alarm_level")
    async with open_session() as session:
        gate = await find_gate(session, request)
        if request.headers.get("If-Match") != str(gate.generation):
            raise web.HTTPPreconditionFailed(text="The gate has been moved since.")
        gate.alarm_level = level
        gate.generation = gate.generation + 1
        await session.commit()
    return web.json_response(view_of(gate))
