"""Who is calling? Dependencies of a FastAPI seed exchange."""

from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import APIKeyHeader
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine("sqlite://")
key = APIKeyHeader(name="X-Key", auto_error=False)


class Grower(SQLModel, table=True):
    id: int = Field(primary_key=True)
    key: str


class Seed(SQLModel, table=True):
    id: int = Field(primary_key=True)
    grower_id: int
    name: str


def open_session():
    with Session(engine) as session:
        yield session


Store = Annotated[Session, Depends(open_session)]


def known_grower(store: Store, given: Annotated[str | None, Depends(key)]):
    grower = store.exec(select(Grower).where(Grower.key == given)).first()
    if grower is None:
        raise HTTPException(status_code=401)
    return grower


Caller = Annotated[Grower, Depends(known_grower)]
