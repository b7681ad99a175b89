"""Who is calling."""

from typing import Annotated

from fastapi import Cookie, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from donors.models import Donor, get_session

Store = Annotated[Session, Depends(get_session)]


def get_donor(session: Store, session_key: Annotated[str | None, Cookie()] = None) -> Donor:
    if session_key is None:
        raise HTTPException(401, "Sign in first.")
    donor = session.scalar(select(Donor).where(Donor.session_key == session_key))
    if donor is None:
        raise HTTPException(401, "Sign in again.")
    return donor


Caller = Annotated[Donor, Depends(get_donor)]
