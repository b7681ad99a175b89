"""Views of huts and of the nights booked there."""

from datetime import date

from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden, HTTPNotFound
from pyramid.view import view_config
from sqlalchemy import select

from huts.store import Hut, Night, open_session


def find_hut(session, request):
    hut = session.get(Hut, int(request.matchdict["hut_id"]))
    if hut is None:
        raise HTTPNotFound()
    return hut


def number_of_beds(request):
    try:
        beds = int(request.POST["beds"])
    except (KeyError, ValueError):
        raise HTTPBadRequest("Say how many beds.")
    if not 0 < beds <= 200:
        raise HTTPBadRequest("There are huts with up to 200 beds.")
    return beds


@view_config(route_name="huts", request_method="GET", renderer="json", permission="look")
def list_huts(request):
    with open_session() as session:
        huts = session.scalars(select(Hut).order_by(Hut.name))
        return {"huts": [{"id": hut.id, "name": hut.name, "closed": hut.closed} for hut in huts]}


@view_config(route_name="hut", request_method="PUT", renderer="json")
def change_beds(request):
    request.has_permission("manage")
    beds = number_of_beds(request)
    with open_session() as session:
        hut = find_hut(session, request)
        hut.beds = beds
        session.commit()
        return {"id": hut.id, "beds": hut.beds}


@view_config(route_name="closing", request_method="POST", renderer="json")
def close_hut(request):
    if not request.has_permission("manage"):
        raise HTTPForbidden("Only wardens close a hut.")
    with open_session() as session:
        hut = find_hut(session, request)
        hut.closed = True
        session.commit()
        return {"id": hut.id, "closed": hut.closed}


@view_config(route_name="nights", request_method="POST", renderer="json", permission="book")
def book_night(request):
    try:
        day = date.fromisoformat(request.POST["day"])
    except (KeyError, ValueError):
        raise HTTPBadRequest("Say which day.")
    with open_session() as session:
        hut = find_hut(session, request)
        night = Night(hut_id=hut.id, member_id=request.authenticated_userid, day=day)
        session.add(night)
        session.commit()
        return {"night": night.id}


@view_config(route_name="hut", request_method="DELETE", renderer="json", permission="manage")
def remove_hut(request):
    with open_session() as session:
        session.delete(find_hut(session, request))
        session.commit()
    return {}
