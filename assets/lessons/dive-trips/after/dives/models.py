"""Tables, and what callers send."""

from datetime import date

from pydantic import BaseModel, Field as Constrained
from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine("sqlite:///dives.db")


class Diver(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    token: str = Field(index=True, unique=True)
    is_instructor: bool = False


class Trip(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    site: str
    day: date
    max_depth: int
    cancelled: bool = False
    reason: str = ""


class TripIn(BaseModel):
    site: str = Constrained(min_length=1, max_length=80)
    day: date
    max_depth: int = Constrained(gt=0, le=60)


class Cancellation(BaseModel):
    reason: str = Constrained(min_length=1, max_length=200)


def get_session():
    with Session(engine) as session:
        yield session
