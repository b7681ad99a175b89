"""A berth list: some handlers only say whether a name is there."""

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
session = Session()
token = OAuth2PasswordBearer(tokenUrl="token")


class Base(DeclarativeBase):
    pass


class Berth(Base):
    pass


class Free(BaseModel):
    free: bool


class Found(BaseModel):
    free: bool
    owner: str | None


def caller(known: str = Depends(token)):
    return session.query(Member).filter_by(token=known).one()


class Member(Base):
    pass


@app.get("/berths/{name}/free")
def free(name: str):
# <- object-access: not-applicable
    known = session.execute(select(Berth).filter_by(name=name)).scalars().one_or_none()
    return Free(free=known is None)


@app.get("/berths/{name}/taken")
def taken(name: str):
# <- object-access: not-applicable
    known = session.execute(select(Berth).filter_by(name=name)).scalars().one_or_none()
    return {"taken": bool(known)}


@app.get("/berths/{name}/found")
def found(name: str):
    known = session.execute(select(Berth).filter_by(name=name)).scalars().one_or_none()
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return Found(free=known is None, owner=known.owner)


@app.get("/berths/{name}/either")
def either(name: str):
    known = session.execute(select(Berth).filter_by(name=name)).scalars().one_or_none()
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    if name.startswith("a"):
        return known
    return Free(free=known is None)


@app.get("/berths/{number}")
def own(number: int, member: Member = Depends(caller)):
    berth = session.get(Berth, number)
    if berth.owner_id != member.id:
    #  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        raise HTTPException(status_code=404)
    return berth
