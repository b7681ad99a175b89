"""A mapping filled under keys that the code lists, and under any: FastAPI."""

from fastapi import Depends, FastAPI, Request
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    id: int
    name: str
    room: str


def get_session():
    with Session() as session:
        yield session


@app.post("/shelves")
async def change_listed(request: Request, session=Depends(get_session)):
    data = await request.json()
    changes = {}
    for key in ("name", "room"):
        if key in data:
            changes[key] = data[key]
    session.add(Shelf(**changes))
    #           ^^^^^^^^^^^^^^^^ mass-assignment: guarded


@app.post("/any-shelves")
async def change_any(request: Request, session=Depends(get_session)):
    data = await request.json()
    changes = {"room": "hall"}
    changes.update(data)
    session.add(Shelf(**changes))
    #           ^^^^^^^^^^^^^^^^ mass-assignment: missing
