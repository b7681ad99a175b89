"""What the desk does."""

from fastapi import APIRouter, HTTPException

from slopes.models import Lift, NewPass, SkiPass, Store

router = APIRouter(tags=["desk"])


def find_pass(session, pass_id):
    found = session.get(SkiPass, pass_id)
    if found is None:
        raise HTTPException(404, "There is no such pass.")
    return found


@router.post("/passes", status_code=201)
def sell(data: NewPass, session: Store):
    sold = SkiPass(holder=data.holder, until=data.until)
    session.add(sold)
    session.commit()
    return {"id": sold.id}


@router.post("/passes/{pass_id}/block")
def block(pass_id: int, session: Store):
    found = find_pass(session, pass_id)
    found.blocked = True
    session.commit()
    return {"id": pass_id, "blocked": True}


@router.delete("/passes/{pass_id}", status_code=204)
def take_back(pass_id: int, session: Store):
    session.delete(find_pass(session, pass_id))
    session.commit()


@router.post("/lifts/{lift_id}/stop")
def stop(lift_id: int, session: Store):
    lift = session.get(Lift, lift_id)
    if lift is None:
        raise HTTPException(404, "There is no such lift.")
    lift.running = False
    session.commit()
    return {"id": lift_id, "running": False}
