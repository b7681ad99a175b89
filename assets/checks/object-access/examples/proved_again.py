"""Who is signed in and shows a password again has not shown that somebody else's
account is theirs; who shows the token of a row has."""

from fastapi import APIRouter, Depends, Header, HTTPException
from passlib.context import CryptContext
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Session

router = APIRouter()
hashing = CryptContext(schemes=["argon2"])


class Base(DeclarativeBase):
    pass


class Reader(Base):
    id: int
    password: str


class Forgotten(Base):
    id: int
    token: str
    reader_id: int


class Change(BaseModel):
    old: str
    new: str


class Reset(BaseModel):
    token: str
    new: str


def get_session():
    with Session() as session:
        yield session


def signed_in(key: str = Header(), session=Depends(get_session)):
    reader = session.query(Reader).filter_by(key=key).first()
    if reader is None:
        raise HTTPException(401)
    return reader


@router.put("/readers/{reader_id}/password")
def change(reader_id: int, data: Change, session=Depends(get_session), reader=Depends(signed_in)):
    if not hashing.verify(data.old, reader.password):
        raise HTTPException(400)
    changed = session.query(Reader).filter_by(id=reader_id).one()
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    changed.password = hashing.hash(data.new)
    session.commit()


@router.put("/forgotten-passwords")
def reset(data: Reset, session=Depends(get_session)):
    forgotten = session.query(Forgotten).filter_by(token=data.token).one_or_none()
    if forgotten is None:
    #  ^^^^^^^^^^^^^^^^^ object-access: guarded
        raise HTTPException(400)
    changed = session.query(Reader).filter_by(id=forgotten.reader_id).one()
    changed.password = hashing.hash(data.new)
    session.commit()
