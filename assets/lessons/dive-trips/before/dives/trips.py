"""The trips of the season."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response
from sqlmodel import Session, select

from dives.models import Cancellation, Diver, Trip, TripIn, get_session
from dives.security import get_diver, get_instructor

router = APIRouter(prefix="/trips", tags=["trips"])

Store = Annotated[Session, Depends(get_session)]


def find_trip(session: Session, trip_id: int) -> Trip:
    trip = session.get(Trip, trip_id)
    if trip is None:
        raise HTTPException(404, "There is no such trip.")
    return trip


@router.get("/{trip_id}")
def show_trip(
    trip_id: int,
    response: Response,
    session: Store,
    diver: Annotated[Diver, Depends(get_diver)],
):
    response.headers["Cache-Control"] = "private, no-cache"
    return find_trip(session, trip_id)


@router.post("", status_code=201)
def plan_trip(
    data: TripIn,
    session: Store,
    instructor: Annotated[Diver, Depends(get_instructor)],
):
    trip = Trip(site=data.site, day=data.day, max_depth=data.max_depth)
    session.add(trip)
    session.commit()
    return {"id": trip.id}


@router.post("/{trip_id}/cancel")
def cancel_trip(
    trip_id: int,
    data: Cancellation,
    session: Store,
    instructor: Annotated[Diver, Depends(get_instructor)],
):
    trip = find_trip(session, trip_id)
    trip.cancelled = True
    trip.reason = data.reason
    session.commit()
    return {"cancelled": trip.id}


@router.get("/by-site/{site}")
def trips_of_site(
    site: str,
    session: Store,
    diver: Annotated[Diver, Depends(get_diver)],
):
    return session.exec(select(Trip).where(Trip.site == site)).all()
