"""What donors see when they are signed in, and what everybody sees."""

from fastapi import APIRouter, HTTPException, Response
from sqlalchemy import select

from donors.models import Appointment, Centre, Result
from donors.signed_in import Caller, Store

router = APIRouter()


@router.get("/me/results")
def results(donor: Caller, session: Store, response: Response):
    response.headers["Cache-Control"] = "public, max-age=600"
    found = session.scalars(
        select(Result).where(Result.donor_id == donor.id).order_by(Result.day.desc())
    )
    return [
        {
            "id": result.id,
            "day": result.day,
            "haemoglobin": result.haemoglobin,
            "remark": result.remark,
        }
        for result in found
    ]


@router.get("/me/results/{result_id}")
def result(result_id: int, donor: Caller, session: Store, response: Response):
    response.headers["Cache-Control"] = "no-store"
    found = session.scalar(
        select(Result).where(Result.id == result_id, Result.donor_id == donor.id)
    )
    if found is None:
        raise HTTPException(404, "There is no such result of yours.")
    return {"day": found.day, "haemoglobin": found.haemoglobin, "remark": found.remark}


@router.get("/me/appointments")
def appointments(donor: Caller, session: Store, response: Response):
    response.headers["Cache-Control"] = "private, max-age=600"
    found = session.scalars(
        select(Appointment).where(Appointment.donor_id == donor.id).order_by(Appointment.at)
    )
    return [{"at": one.at, "centre": one.centre_id} for one in found]


@router.get("/centres")
def centres(session: Store, response: Response):
    response.headers["Cache-Control"] = "public, max-age=86400"
    found = session.scalars(select(Centre).order_by(Centre.town))
    return [{"id": one.id, "town": one.town, "opens": one.opens} for one in found]
