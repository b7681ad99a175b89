"""A post office: guards in middleware, decorators, views and bodies of handlers."""

import functools
import hmac
import os
from pathlib import Path

import aiohttp_session
from aiohttp import web
from aiohttp_security import check_authorized, check_permission
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Session

ENGINE = create_engine("sqlite:///post.db")
HOME = "https://post.example/"
LABELS = Path("/srv/labels")
routes = web.RouteTableDef()


class Base(DeclarativeBase):
    pass


class Clerk(Base):
    __tablename__ = "clerks"

    id = Column(Integer, primary_key=True)
    is_master = Column(Integer)


class Parcel(Base):
    __tablename__ = "parcels"

    id = Column(Integer, primary_key=True)
    note = Column(String)
    clerk_id = Column(Integer)
    stamps = Column(Integer)
    version = Column(Integer)


class ParcelIn(BaseModel):
    note: str = Field(max_length=40)
    version: int


@web.middleware
async def known_clerk(request, handler):
    if request.path == "/hooks/scale":
        return await handler(request)
    session = await aiohttp_session.get_session(request)
    with Session(ENGINE) as db:
        clerk = db.get(Clerk, session.get("clerk"))
    if clerk is None:
        raise web.HTTPUnauthorized()
    request["clerk"] = clerk
    return await handler(request)


def masters_only(handler):
    @functools.wraps(handler)
    async def wrapper(request):
        if not request["clerk"].is_master:
            raise web.HTTPForbidden()
        return await handler(request)

    return wrapper


def own_parcel(db, request):
    parcel = db.get(Parcel, int(request.match_info["number"]))
    if parcel is None:
        raise web.HTTPNotFound()
    if parcel.clerk_id != request["clerk"].id:
        raise web.HTTPForbidden()
    return parcel


@routes.get("/parcels")
async def index(request):
    with Session(ENGINE) as db:
        mine = db.query(Parcel).filter_by(clerk_id=request["clerk"].id)
        notes = [parcel.note for parcel in mine.all()]
    return web.json_response(notes, headers={"Cache-Control": "no-store"})


@routes.post("/parcels")
async def hand_in(request):
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType()
    body = await request.json()
    if not isinstance(body.get("note"), str):
        raise web.HTTPBadRequest(text="a note, please")
    with Session(ENGINE) as db:
        db.add(Parcel(note=body["note"], clerk_id=request["clerk"].id, stamps=0, version=0))
        db.commit()
    return web.Response(status=201)


@routes.view("/parcels/{number}")
class ParcelView(web.View):
    async def get(self):
        with Session(ENGINE) as db:
            parcel = own_parcel(db, self.request)
            return web.json_response({"note": parcel.note})

    async def put(self):
        try:
            body = ParcelIn.model_validate(await self.request.json())
        except ValidationError as error:
            raise web.HTTPUnprocessableEntity(text=error.json())
        with Session(ENGINE) as db:
            parcel = own_parcel(db, self.request)
            if parcel.version != body.version:
                raise web.HTTPConflict()
            parcel.note = body.note
            parcel.version = parcel.version + 1
            db.commit()
        return web.Response(status=204)


@routes.post("/parcels/{number}/stamps")
async def stamp(request):
    with Session(ENGINE) as db:
        number = int(request.match_info["number"])
        mine = db.query(Parcel).filter_by(id=number, clerk_id=request["clerk"].id)
        parcel = mine.with_for_update().one()
        parcel.stamps = parcel.stamps + int(request.query["more"])
        db.commit()
    return web.Response(status=204)


@routes.delete("/counters/{number}")
@masters_only
async def close_counter(request):
    with Session(ENGINE) as db:
        db.delete(db.get_one(Clerk, int(request.match_info["number"])))
        db.commit()
    return web.Response(status=204)


@routes.post("/strike")
async def strike(request):
    await check_permission(request, "strike")
    with Session(ENGINE) as db:
        db.query(Parcel).update({"stamps": 0})
        db.commit()
    return web.Response(status=204)


@routes.post("/hooks/scale")
async def weigh(request):
    key = request.headers.get("X-Key", "")
    if not hmac.compare_digest(key, os.environ["SCALE_KEY"]):
        raise web.HTTPUnauthorized()
    with Session(ENGINE) as db:
        db.get_one(Parcel, int(request.query["parcel"])).stamps = 1
        db.commit()
    return web.Response(status=204)


@routes.get("/labels/{name}")
async def label(request):
    file = (LABELS / request.match_info["name"]).resolve()
    if not file.is_relative_to(LABELS):
        raise web.HTTPNotFound()
    return web.FileResponse(file)


@routes.get("/leave")
async def leave(request):
    await check_authorized(request)
    target = request.query.get("next", HOME)
    if not target.startswith(HOME):
        raise web.HTTPBadRequest()
    raise web.HTTPFound(target)


app = web.Application(middlewares=[known_clerk])
app.add_routes(routes)
