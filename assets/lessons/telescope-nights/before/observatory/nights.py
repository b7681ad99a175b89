"""Endpoints of nights."""

from datetime import date
from enum import StrEnum

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from observatory.store import Night, open_session


class Telescope(StrEnum):
    NORTH = "north"
    SOUTH = "south"
    DISH = "dish"


async def plan_night(request):
    if "plan" not in request.auth.scopes:
        raise HTTPException(403, "Planners only.")
    data = await request.json()
    try:
        night = Night(
            day=date.fromisoformat(data["day"]),
            telescope=Telescope(data["telescope"]),
            observer=str(data["observer"]),
        )
    except (KeyError, TypeError, ValueError):
        raise HTTPException(400, "A night has a day, a telescope and an observer.")
    with open_session() as session:
        session.add(night)
        session.commit()
        return JSONResponse({"id": night.id}, status_code=201)


async def cancel_night(request):
    if "plan" not in request.auth.scopes:
        raise HTTPException(403, "Planners only.")
    with open_session() as session:
        night = session.get(Night, request.path_params["night_id"])
        if night is None:
            raise HTTPException(404)
        session.delete(night)
        session.commit()
    return Response(status_code=204)


async def close_dome(request):
    if "operate" not in request.auth.scopes:
        raise HTTPException(403, "Operators only.")
    with open_session() as session:
        night = session.get(Night, request.path_params["night_id"])
        if night is None:
            raise HTTPException(404)
        night.log = "dome closed"
        session.commit()
    return Response(status_code=204)


routes = [
    Route("/nights", plan_night, methods=["POST"]),
    Route("/nights/{night_id:int}", cancel_night, methods=["DELETE"]),
    Route("/nights/{night_id:int}/close", close_dome, methods=["POST"]),
]
