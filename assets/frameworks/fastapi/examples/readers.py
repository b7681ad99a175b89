"""Readers of a library sign up, sign in and change their own card."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine("sqlite://")
router = APIRouter(prefix="/readers")
bearer = OAuth2PasswordBearer(tokenUrl="/readers/token")


class Reader(SQLModel, table=True):
    id: int = Field(primary_key=True)
    owner_id: int
    name: str
    word: str


class Card(BaseModel):
    name: str
    word: str


def store():
    with Session(engine) as session:
        yield session


Store = Annotated[Session, Depends(store)]


def known(session: Store, token: Annotated[str, Depends(bearer)]) -> Reader:
    found = session.exec(select(Reader).where(Reader.word == token)).first()
    if found is None:
        raise HTTPException(status_code=401)
    return found


Caller = Annotated[Reader, Depends(known)]


def named(session: Session, name: str):
    return session.exec(select(Reader).where(Reader.name == name)).first()


@router.post("/")
def sign_up(card: Card, session: Store):
# <- object-access: not-applicable
# <- generation: not-applicable
    taken = named(session, card.name)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
    if taken:
        raise HTTPException(status_code=409, detail="The name is taken.")
    session.add(Reader(name=card.name, word=card.word))
    session.commit()


@router.post("/token")
def sign_in(card: Card, session: Store):
# <- generation: not-applicable
    reader = named(session, card.name)
    if reader is None or reader.word != card.word:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        raise HTTPException(status_code=401)
    return {"token": reader.word}


@router.patch("/me")
def rename(card: Card, session: Store, caller: Caller):
#                                      ^^^^^^^^^^^^^^ authentication: guarded
    taken = named(session, card.name)
    if taken and taken.id != caller.id:
        raise HTTPException(status_code=409, detail="The name is taken.")
    caller.name = card.name
#   ^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
#   ^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    session.add(caller)
    session.commit()


@router.post("/{name}/greeting")
def greet(name: str, session: Store, caller: Caller):
# <- generation: not-applicable
#                                    ^^^^^^^^^^^^^^ authentication: guarded
    other = named(session, name)
#           ^^^^^^^^^^^^^^^^^^^^ object-access: missing
    if other is None:
        raise HTTPException(status_code=404)
    return {"to": other.name, "from": caller.name}
