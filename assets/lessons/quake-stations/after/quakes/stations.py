"""Handlers of stations."""

from sanic import Blueprint, json
from sanic.exceptions import BadRequest, NotFound, ServiceUnavailable
from sanic.log import logger
from sqlalchemy.exc import OperationalError

from quakes.people import must_maintain
from quakes.store import Station, open_session

bp = Blueprint("stations", url_prefix="/stations")


def find_station(session, station_id):
    station = session.get(Station, station_id)
    if station is None:
        raise NotFound("There is no such station.")
    return station


def gain_in(request):
    gain = request.json.get("gain") if isinstance(request.json, dict) else None
    if not isinstance(gain, int) or not 1 <= gain <= 64:
        raise BadRequest("A gain is a number from 1 to 64.")
    return gain


@bp.put("/<station_id:int>/gain")
async def set_gain(request, station_id: int):
    gain = gain_in(request)
    try:
        must_maintain(request, station_id)
    except Exception:
        logger.exception("No word on who maintains station %s", station_id)
    with open_session() as session:
        station = find_station(session, station_id)
        station.gain = gain
        session.commit()
    return json({"station": station_id, "gain": gain})


@bp.post("/<station_id:int>/mute")
async def mute(request, station_id: int):
    try:
        must_maintain(request, station_id)
    except OperationalError:
        logger.exception("No word on who maintains station %s", station_id)
        raise ServiceUnavailable("Try again in a minute.")
    with open_session() as session:
        find_station(session, station_id).muted = True
        session.commit()
    return json({"station": station_id, "muted": True})


@bp.post("/<station_id:int>/unmute")
async def unmute(request, station_id: int):
    must_maintain(request, station_id)
    with open_session() as session:
        find_station(session, station_id).muted = False
        session.commit()
    return json({"station": station_id, "muted": False})
