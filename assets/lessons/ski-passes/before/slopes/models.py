"""Tables, and what callers send."""

from datetime import date
from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel, Field as Constrained
from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine("sqlite:///slopes.db")


class SkiPass(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    holder: str
    until: date
    blocked: bool = False


class Lift(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    running: bool = False


class NewPass(BaseModel):
    holder: str = Constrained(min_length=1, max_length=80)
    until: date


def get_session():
    with Session(engine) as session:
        yield session


Store = Annotated[Session, Depends(get_session)]
