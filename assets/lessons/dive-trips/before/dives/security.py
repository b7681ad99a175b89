"""Who is calling, and what they may do."""

from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session, select

from dives.models import Diver, get_session

bearer = HTTPBearer(auto_error=False)


def get_diver(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    session: Annotated[Session, Depends(get_session)],
) -> Diver:
    if credentials is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in first.")
    diver = session.exec(select(Diver).where(Diver.token == credentials.credentials)).first()
    if diver is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in again.")
    return diver


def get_instructor(diver: Annotated[Diver, Depends(get_diver)]) -> Diver:
    if not diver.is_instructor:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Only instructors plan trips.")
    return diver
