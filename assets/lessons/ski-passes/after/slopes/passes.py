"""What the desk does with passes."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from slopes.models import NewPass, SkiPass, Store
from slopes.staff import require_desk

router = APIRouter(tags=["passes"])


def find_pass(session, pass_id):
    found = session.get(SkiPass, pass_id)
    if found is None:
        raise HTTPException(404, "There is no such pass.")
    return found


@router.post("", status_code=201, dependencies=[Depends(require_desk)])
def sell(data: NewPass, session: Store):
    sold = SkiPass(holder=data.holder, until=data.until)
    session.add(sold)
    session.commit()
    return {"id": sold.id}


@router.post("/{pass_id}/block")
def block(pass_id: int, session: Store):
    found = find_pass(session, pass_id)
    found.blocked = True
    session.commit()
    return {"id": pass_id, "blocked": True}


@router.delete("/{pass_id}", status_code=204)
def take_back(pass_id: int, session: Store, desk: Annotated[None, Depends(require_desk)]):
    session.delete(find_pass(session, pass_id))
    session.commit()
