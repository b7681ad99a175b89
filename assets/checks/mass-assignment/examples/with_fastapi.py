"""Who names the fields? A FastAPI part of a seed exchange."""

import jsonschema
from fastapi import FastAPI, Request
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
session = Session()


class Base(DeclarativeBase):
    pass


class Packet(Base):
    pass


class Offer(BaseModel):
    name: str


class Parcel(BaseModel):
    offer: Offer | None = None


class Noted(BaseModel):
    name: str
    notes: dict[str, str] = {}


class AnyOffer(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: str


@app.post("/packets")
def offer(given: Offer):
#         ^^^^^^^^^^^^ mass-assignment: guarded
    session.add(Packet(**given.model_dump()))


@app.post("/packets/bulk")
def offer_many(given: list[Offer]):
#              ^^^^^^^^^^^^^^^^^^ mass-assignment: guarded
    for one in given:
        session.add(Packet(**one.model_dump()))


@app.post("/packets/inner")
def offer_inner(given: Parcel):
#               ^^^^^^^^^^^^^ mass-assignment: guarded
    session.add(Packet(**given.offer.model_dump()))


@app.post("/packets/noted")
def offer_noted(given: Noted):
    session.add(Packet(**given.notes))
#               ^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing


@app.post("/packets/named")
def offer_named(given: Noted):
    session.add(Packet(**given.model_dump()))
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: guarded


@app.post("/packets/any")
def offer_anything(given: AnyOffer):
    session.add(Packet(**given.model_dump()))
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing


@app.post("/packets/checked")
async def offer_checked(request: Request, strict: bool):
    given = await request.json()
    if strict:
        jsonschema.validate(given, {"type": "object", "additionalProperties": False})
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: conditional
    session.add(Packet(**given))


@app.get("/packets/count")
def count():
# <- mass-assignment: not-applicable
    return {"count": 0}
