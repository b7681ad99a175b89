"""What the desk does with lifts."""

from fastapi import APIRouter, HTTPException

from slopes.models import Lift, Store

router = APIRouter(tags=["desk"])


@router.post("/lifts/{lift_id}/stop")
def stop(lift_id: int, session: Store, reason: str = ""):
    lift = session.get(Lift, lift_id)
    if lift is None:
        raise HTTPException(404, "There is no such lift.")
    lift.running = False
    session.commit()
    return {"id": lift_id, "running": False, "reason": reason[:80]}
