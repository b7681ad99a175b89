"""What everybody may know."""

from fastapi import APIRouter
from sqlmodel import select

from slopes.models import Lift, Store

router = APIRouter(tags=["lifts"])


@router.get("")
def lifts(session: Store):
    return [
        {"name": lift.name, "running": lift.running}
        for lift in session.exec(select(Lift).order_by(Lift.name))
    ]
